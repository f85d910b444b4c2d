"""Show a drill to those who are in it; nobody reads here what is yet to come."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from drills.drill.happened import RealWarned
from drills.drill.state import Drill, End, Given
from drills.scenario import Scenario
from metro_flow.clock import iso
from metro_flow.logbook.entry import body_of
from stations.profile.words import Words

# The newest words travel with the panel; all of them stand in the book.
GIVEN_SHOWN: Final = 8


def show(drill: Drill) -> dict[str, Any] | None:
    """Return where it stands; nothing before it was planned here."""
    if drill.plan is None:
        return None
    plan, staff, script = drill.plan, drill.plan.staff, drill.script
    return {
        "drill": plan.drill,
        "scenario": plan.scenario,
        "name": _words(script.name),
        "safety": _words(script.safety),
        "sha256": plan.sha256,
        "phase": drill.phase.value,
        "starts_at": _iso(drill.starts_at),
        "began_at": _iso(drill.began_at),
        "resumed_at": _iso(drill.resumed_at),
        "ran_s": drill.ran.total_seconds(),
        "minutes": plan.minutes,
        "prefix": _words(script.prefix),
        "participants": [
            {"person": each.person, "seat": each.seat.value, "trainee": each.trainee}
            for each in plan.participants
        ],
        "staff": {
            "director": staff.director,
            "evaluators": list(staff.evaluators),
            "safety": staff.safety,
        },
        "given": [_shown_given(script, each) for each in drill.given.values()][-GIVEN_SHOWN:],
        "skipped": dict(drill.skipped),
        "warning": _shown_warning(drill.warning),
        "observations": len(drill.observed),
        "end": _shown_end(drill.end),
    }


def observed(drill: Drill) -> list[dict[str, Any]]:
    """Return what was observed, for those who make the exercise."""
    return [
        {"seq": each.seq, "at": iso(each.at), "by": each.by, **body_of(each.event)}
        for each in drill.observed
    ]


def _shown_given(script: Scenario, given: Given) -> dict[str, Any]:
    event = given.event
    return {
        "inject": event.inject,
        "at": iso(given.at),
        "minute": given.minute,
        "by_hand": event.by_hand,
        "to": [seat.value for seat in event.to],
        "channel": script.inject(event.inject).channel.value,
        "sender": _words(event.sender),
        "message": _words(event.message),
    }


def _words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _shown_warning(warning: RealWarned | None) -> dict[str, Any] | None:
    if warning is None:
        return None
    return {
        "real": warning.real.value,
        "room": warning.room,
        "seq": warning.seq,
        "until": iso(warning.until),
    }


def _shown_end(end: End | None) -> dict[str, Any] | None:
    if end is None:
        return None
    return {
        "outcome": end.outcome.value,
        "at": iso(end.at),
        "by": end.by,
        "reason": end.reason,
        "real": None if end.real is None else end.real.value,
        "room": end.room,
        "seq": end.seq,
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else iso(moment)
