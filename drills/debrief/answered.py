"""Find for each message of the script the act that answers it, and let one act answer one alone.

An act answers a message when one of the seats it went to wrote one of the kinds `shown_by` after
it was given and within its limit. Acts are taken in the order in which they happened, and each
goes to the newest message that it could answer: people act on what they heard last.
A word that somebody else wrote down (☎代记) counts as what it says, for the seat that said it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from drills.calendar.happened import Participant
from drills.debrief.measured import InjectOutcome, InjectTime, Limit, ShownBy
from drills.debrief.running import RunningClock
from drills.drill.happened import InjectGiven, InjectSkipped
from drills.scenario import Inject, Scenario
from metro_flow.logbook.entry import THE_CLOCK, THE_WATCH, Entry
from metro_flow.people.person import SEAT_VALUES, Seat
from stations.room.calling import CallIssued, CallWidened, VoiceAnswerRecorded
from stations.room.plan_events import PlanStarted, Spoken, StepReported
from stations.room.turnout import Receipt

# What four seats decide together is written in the turn of whoever voted last.
TOGETHER: Final = frozenset({"DecisionTaken", "LevelLowered", "StoodDown", "StationClosed"})
SAID_OF_A_STEP: Final[Mapping[Spoken, str]] = {
    Spoken.ACKNOWLEDGED: "StepAcknowledged",
    Spoken.ON_THE_WAY: "StepSetOut",
    Spoken.ARRIVED: "StepArrived",
    Spoken.DONE: "StepFinished",
}
SAID_TO_A_CALL: Final[Mapping[Receipt, frozenset[str]]] = {
    Receipt.ANSWERED: frozenset({"CallAnswered"}),
    Receipt.ON_THE_WAY: frozenset({"ChiefSetOut"}),
    Receipt.ARRIVED: frozenset({"ChiefArrived", "VoiceAnswerRecorded"}),
}


@dataclass(frozen=True, slots=True)
class _Act:
    """An entry as far as it may answer a message: by which kinds, and whose seat."""

    entry: Entry
    kinds: frozenset[str]
    seat: Seat | None
    person: str


@dataclass(slots=True)
class _Given:
    """A message that was given, until an act answers it."""

    inject: Inject
    entry: Entry
    act: _Act | None = None


def injects_of(
    entries: Sequence[Entry],
    scenario: Scenario,
    participants: Iterable[Participant],
    clock: RunningClock,
) -> tuple[InjectTime, ...]:
    """Return what became of each message of the script, in the script's order."""
    given = _given(entries, scenario)
    skipped = {
        entry.event.inject: entry.event.reason
        for entry in entries
        if isinstance(entry.event, InjectSkipped)
    }
    seats = {each.person: each.seat for each in participants}
    for act in _acts(entries, seats):
        open_now = [each for each in given.values() if _may_answer(each, act, clock)]
        if open_now:
            max(open_now, key=lambda each: _moment(each.entry)).act = act
    return tuple(
        _outcome(each, scenario, given.get(each.id), skipped.get(each.id), clock=clock)
        for each in scenario.injects
    )


def _given(entries: Sequence[Entry], scenario: Scenario) -> dict[str, _Given]:
    """Return the messages that were given, each at its first time."""
    known = {inject.id: inject for inject in scenario.injects}
    given: dict[str, _Given] = {}
    for entry in entries:
        if isinstance(entry.event, InjectGiven) and entry.event.inject in known:
            name = entry.event.inject
            given.setdefault(name, _Given(known[name], entry))
    return given


def _acts(entries: Sequence[Entry], seats: Mapping[str, Seat]) -> list[_Act]:
    """Return what people did, in the order in which it happened."""
    called = dict(seats)
    steps: dict[tuple[str, str], Seat] = {}
    acts = []
    for entry in entries:
        match entry.event:
            case CallIssued(people=people) | CallWidened(people=people):
                called |= {each.person: each.seat for each in people if each.seat is not None}
            case PlanStarted() as started:
                own = zip(started.steps, started.seats, strict=True)
                steps |= {(started.run, step): seat for step, seat in own}
        acts.append(_act(entry, called, steps))
    return sorted(acts, key=lambda act: _moment(act.entry))


def _act(entry: Entry, seats: Mapping[str, Seat], steps: Mapping[tuple[str, str], Seat]) -> _Act:
    who = entry.by.who
    match entry.event:
        case StepReported(run=run, step=step, state=state):
            said = SAID_OF_A_STEP[state]
            seat = steps.get((run, step.partition(":")[0]))
            return _Act(entry, frozenset({said, "StepReported"}), seat, who)
        case VoiceAnswerRecorded(person=person, answer=answer):
            kinds = SAID_TO_A_CALL.get(answer, frozenset())
            return _Act(entry, kinds, seats.get(person), person)
        case _ if who in (THE_WATCH, THE_CLOCK):
            return _Act(entry, frozenset(), None, who)
        case _:
            sat = entry.by.seat
            seat = Seat(sat) if sat in SEAT_VALUES else seats.get(who)
            return _Act(entry, frozenset({entry.kind}), seat, who)


def _may_answer(given: _Given, act: _Act, clock: RunningClock) -> bool:
    inject = given.inject
    if given.act is not None or not act.kinds.intersection(inject.shown_by):
        return False
    if act.seat not in inject.to and not act.kinds <= TOGETHER:
        return False
    if _moment(act.entry) <= _moment(given.entry):
        return False
    return _after(given, act, clock) <= inject.limit_min * 60


def _after(given: _Given, act: _Act, clock: RunningClock) -> float:
    return clock.between(given.entry.occurred_at, act.entry.occurred_at)


def _moment(entry: Entry) -> tuple[float, int]:
    return entry.occurred_at.timestamp(), entry.seq


def _outcome(
    inject: Inject,
    scenario: Scenario,
    given: _Given | None,
    skipped: str | None,
    *,
    clock: RunningClock,
) -> InjectTime:
    at = None if given is None else given.entry.occurred_at
    return InjectTime(
        id=inject.id,
        row=scenario.row_of(inject),
        outcome=_what_became(given, skipped, clock),
        planned_min=inject.due_min,
        given_min=None if at is None else clock.minutes_at(at),
        given_at=at,
        by_hand=inject.by_hand if given is None else given.entry.event.by_hand,
        reason=skipped,
        limit=Limit(inject.limit_min * 60, inject.provisional),
        shown=None if given is None or given.act is None else _shown(given, given.act, clock),
    )


def _what_became(given: _Given | None, skipped: str | None, clock: RunningClock) -> InjectOutcome:
    if given is None:
        return InjectOutcome.NOT_GIVEN if skipped is None else InjectOutcome.SKIPPED
    if given.act is not None:
        return InjectOutcome.MET
    left = clock.between(given.entry.occurred_at, clock.ended_at)
    if left < given.inject.limit_min * 60:
        return InjectOutcome.ENDED_BEFORE
    return InjectOutcome.MISSED


def _shown(given: _Given, act: _Act, clock: RunningClock) -> ShownBy:
    entry = act.entry
    return ShownBy(
        seq=entry.seq,
        kind=entry.kind,
        at=entry.occurred_at,
        after_s=_after(given, act, clock),
        person=act.person,
        seat=act.seat,
    )
