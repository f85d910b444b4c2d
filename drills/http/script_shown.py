"""Show a script to those who make the exercise; whoever plays must not read what will come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from drills.scenario import Inject, Scenario
    from stations.profile.words import Words


def brief(scenario: Scenario, sha256: str) -> dict[str, Any]:
    """Return what one chooses a script by."""
    return {
        "id": scenario.id,
        "version": scenario.version,
        "sha256": sha256,
        "name": _words(scenario.name),
        "about": _words(scenario.about),
        "minutes": scenario.minutes,
        "seats": [seat.value for seat in scenario.seats],
        "safety": _words(scenario.safety),
        "objectives": [
            {"id": each.id, "words": _words(each.words)} for each in scenario.objectives
        ],
        "injects": len(scenario.injects),
        "provisional": sum(each.provisional for each in scenario.injects),
    }


def whole(scenario: Scenario, sha256: str) -> dict[str, Any]:
    """Return a script with every message that it will give."""
    crowd = scenario.crowd
    return {
        **brief(scenario, sha256),
        "prefix": _words(scenario.prefix),
        "crowd": {
            "begins_min": crowd.begins_min,
            "minutes": crowd.minutes,
            "of_holding": crowd.of_holding,
            "day_at": crowd.day_at.isoformat(),
            "why": _words(crowd.why),
            "source": _words(crowd.source),
        },
        "injects": [_inject(each) for each in scenario.injects],
    }


def _inject(inject: Inject) -> dict[str, Any]:
    return {
        "id": inject.id,
        "due_min": inject.due_min,
        "sender": _words(inject.sender),
        "to": [seat.value for seat in inject.to],
        "channel": inject.channel,
        "message": _words(inject.message),
        "expected": _words(inject.expected),
        "objective": inject.objective,
        "limit_min": inject.limit_min,
        "limit_source": _words(inject.limit_source),
        "provisional": inject.provisional,
        "shown_by": list(inject.shown_by),
    }


def _words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}
