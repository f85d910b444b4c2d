"""Fold a drill's book, and the minutes of its shadow, into what is said of it afterwards.

The same entries and minutes give the same debrief, in whatever order the minutes are handed in:
nothing here knows a clock or a person's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from drills.calendar.happened import DrillManned, DrillPlanned
from drills.debrief import marks, turnout
from drills.debrief.answered import injects_of
from drills.debrief.measured import Debrief, Moment
from drills.debrief.minute import Minute
from drills.debrief.running import RunningClock, clock_of
from drills.debrief.steps import plan_of, steps_of
from drills.debrief.written import written_in
from drills.scenario import Scenario, parse_scenario
from metro_flow.errors import Unknown
from metro_flow.logbook.entry import Entry
from metro_flow.logbook.seal import Head


def debrief_of(entries: Sequence[Entry], minutes: Sequence[Minute] = ()) -> Debrief:
    """Return the debrief of a drill's whole book, which begins with its `DrillPlanned`."""
    planned = _planned(entries)
    scenario = parsed(planned.text)
    clock = clock_of(entries)
    played = [each for each in entries if each.occurred_at <= clock.ended_at]
    known = _known(minutes, clock)
    moments = _moments(played, known, clock)
    t0 = moments[0]
    people = tuple(
        replace(
            each,
            answered=_since(each.answered, t0, clock),
            arrived=_since(each.arrived, t0, clock),
        )
        for each in turnout.people_of(played, planned.participants, clock)
    )
    last = entries[-1]
    return Debrief(
        room=last.room,
        planned=planned,
        scenario=scenario,
        head=Head(last.seq, last.sha256),
        began_at=clock.began_at,
        ended_at=clock.ended_at,
        outcome=clock.outcome,
        ended_by=clock.ended_by,
        pauses=clock.pauses,
        plan=plan_of(played),
        moments=moments,
        seats=turnout.seats_of(people, planned.participants, clock),
        people=people,
        injects=injects_of(played, scenario, planned.participants, clock),
        steps=steps_of(played, clock),
        written=written_in(entries),
        played_s=clock.between(clock.began_at or clock.ended_at, clock.ended_at),
    )


@lru_cache(maxsize=64)
def parsed(text: str) -> Scenario:
    """Parse the script that a drill carries; it never changes."""
    return parse_scenario(text)


def _planned(entries: Sequence[Entry]) -> DrillPlanned:
    """Return what was planned, with those who took part in the end."""
    planned: DrillPlanned | None = None
    for entry in entries:
        match entry.event:
            case DrillPlanned():
                planned = entry.event
            case DrillManned(participants=participants, staff=staff) if planned is not None:
                planned = replace(planned, participants=participants, staff=staff)
    if planned is None:
        raise Unknown("drill", entries[0].room if entries else "", known="its book is empty")
    return planned


def _known(minutes: Sequence[Minute], clock: RunningClock) -> list[Minute]:
    """Return the minutes of the run, in order; what came before or after it is another's."""
    return sorted(
        (
            each
            for each in minutes
            if clock.began_at is not None and clock.began_at <= each.at <= clock.ended_at
        ),
        key=lambda each: each.at,
    )


def _moments(
    entries: Sequence[Entry], minutes: Sequence[Minute], clock: RunningClock
) -> tuple[Moment, ...]:
    t0 = marks.crossed(entries, minutes)
    found = (
        t0,
        marks.alert_shown(entries),
        marks.activated(entries),
        marks.effective(entries, minutes, clock),
        marks.platforms_clear(minutes, t0, clock),
        marks.stood_down(entries),
    )
    return tuple(_since(each, t0, clock) for each in found)


def _since(moment: Moment, t0: Moment, clock: RunningClock) -> Moment:
    if moment.at is None or t0.at is None:
        return moment
    return replace(moment, since_t0_s=clock.between(t0.at, moment.at))
