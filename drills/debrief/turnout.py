"""Measure who was called, when each answered and came, and when a whole seat had.

A seat has acknowledged (T3) when each of its holders on the call has answered, or somebody called
in their stead; it is there (T4) likewise. The first word of any kind is the answer, also one that
somebody else wrote down. Limits are those that travelled in the call.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from drills.calendar.happened import Participant
from drills.debrief.marks import not_reached
from drills.debrief.measured import Kept, Known, Limit, Mark, Moment, PersonTime, SeatTime, Why
from drills.debrief.running import RunningClock
from metro_flow.alerts.happened import AlertAcknowledged
from metro_flow.logbook.entry import Entry
from metro_flow.people.person import Seat
from stations.room.calling import (
    ArrivalMissed,
    CallAnswered,
    CallDeclined,
    CallEscalated,
    CallIssued,
    CallWidened,
    ChiefArrived,
    ChiefSetOut,
    VoiceAnswerRecorded,
)
from stations.room.turnout import DUTY_OFFICER, Rank, Receipt, Summons


@dataclass(slots=True)
class _Called:
    """What the book has said of one person so far; filled entry by entry, then thrown away."""

    summons: Summons
    entry: Entry
    stands_in_for: str | None = None
    answer: Entry | None = None
    arrival: Entry | None = None
    declined: bool = False
    by_voice: bool = False
    overdue: bool = False
    post: str | None = None


def people_of(
    entries: Sequence[Entry], participants: Iterable[Participant], clock: RunningClock
) -> tuple[PersonTime, ...]:
    """Measure everybody who was called, in the order of the calls."""
    trainees = {each.person for each in participants if each.trainee}
    return tuple(
        _measured(each, clock, trainee=person in trainees)
        for person, each in _called_in(entries).items()
    )


def seats_of(
    people: Sequence[PersonTime], participants: Sequence[Participant], clock: RunningClock
) -> tuple[SeatTime, ...]:
    """Measure the seats that the drill has, or that were called."""
    called = {person.seat for person in people}
    played = {participant.seat for participant in participants}
    return tuple(
        _seat(seat, people, [each for each in participants if each.seat is seat], clock=clock)
        for seat in Seat
        if seat in called or seat in played
    )


def _called_in(entries: Sequence[Entry]) -> dict[str, _Called]:
    """Read every call; of somebody who was called twice the first call counts."""
    called: dict[str, _Called] = {}
    # Who is called by role speaks under a name of their own.
    alias: dict[str, str] = {}
    for entry in entries:
        for summons, instead_of in _summoned(entry):
            called.setdefault(summons.person, _Called(summons, entry, instead_of))
        person = _speaker(entry)
        if person == DUTY_OFFICER and not isinstance(entry.event, VoiceAnswerRecorded):
            alias[entry.by.who] = DUTY_OFFICER
        named = called.get(alias.get(person, person)) if person else None
        if named is not None and entry.occurred_at >= named.entry.occurred_at:
            _hear(named, entry)
        _note_overdue(called, entry)
    return called


def _summoned(entry: Entry) -> list[tuple[Summons, str | None]]:
    match entry.event:
        case CallIssued(people=people) | CallWidened(people=people):
            return [(each, None) for each in people]
        case CallEscalated(people=people, person=person):
            return [(each, person) for each in people]
        case _:
            return []


def _speaker(entry: Entry) -> str:
    """Return whose word an entry is; nobody's for most."""
    match entry.event:
        case (
            CallAnswered(person=person)
            | ChiefSetOut(person=person)
            | ChiefArrived(person=person)
            | CallDeclined(person=person)
            | VoiceAnswerRecorded(person=person)
        ):
            return person
        case AlertAcknowledged():
            return entry.by.who
        case _:
            return ""


def _hear(called: _Called, entry: Entry) -> None:
    if isinstance(entry.event, CallDeclined):
        called.declined = True
        return
    if called.answer is None or entry.occurred_at < called.answer.occurred_at:
        called.answer = entry
        called.by_voice = isinstance(entry.event, VoiceAnswerRecorded)
    called.declined = False
    if _arrives(entry.event) and called.arrival is None:
        called.arrival = entry
        called.post = getattr(entry.event, "post", None)


def _arrives(event: object) -> bool:
    spoken = isinstance(event, VoiceAnswerRecorded) and event.answer is Receipt.ARRIVED
    return isinstance(event, ChiefArrived) or spoken


def _note_overdue(called: Mapping[str, _Called], entry: Entry) -> None:
    """Keep what the room judged by its own clock: it stands, whatever is measured here."""
    match entry.event:
        case CallEscalated(person=person, declined=False) | ArrivalMissed(person=person):
            if person in called:
                called[person].overdue = True


def _measured(called: _Called, clock: RunningClock, *, trainee: bool) -> PersonTime:
    summons, start = called.summons, called.entry.occurred_at
    provisional = summons.provisional
    answer = Limit((summons.answer_due - called.entry.at).total_seconds(), provisional)
    arrival = None
    if summons.arrive_due is not None:
        due = (summons.arrive_due - called.entry.at).total_seconds()
        arrival = _kept(Limit(due, provisional), start, called.arrival, clock)
    return PersonTime(
        person=summons.person,
        seat=summons.seat,
        rank=summons.rank,
        trainee=trainee,
        called_at=start,
        stands_in_for=called.stands_in_for,
        answered=_moment(Mark.T3, called.answer, called, Why.NOT_ANSWERED),
        answer=_kept(answer, start, called.answer, clock),
        arrived=_arrival(called),
        arrival=arrival,
        post=called.post,
        by_voice=called.by_voice,
        overdue=called.overdue,
    )


def _arrival(called: _Called) -> Moment:
    expected = called.summons.arrive_due is not None
    missing = Why.NOT_ARRIVED if expected else Why.NOT_EXPECTED
    return _moment(Mark.T4, called.arrival, called, missing)


def _moment(mark: Mark, entry: Entry | None, called: _Called, why: Why) -> Moment:
    if entry is None:
        return not_reached(mark, Why.DECLINED if called.declined else why)
    return Moment(mark, Known.REACHED, entry.occurred_at, None, entry.seq, called.summons.person)


def _kept(limit: Limit, start: datetime, entry: Entry | None, clock: RunningClock) -> Kept:
    if entry is not None:
        after = clock.between(start, entry.occurred_at)
        return Kept(limit, after, after <= limit.seconds)
    ended = clock.between(start, clock.ended_at) < limit.seconds
    return Kept(limit, None, None if ended else False)


def _seat(
    seat: Seat,
    people: Sequence[PersonTime],
    played: Sequence[Participant],
    *,
    clock: RunningClock,
) -> SeatTime:
    own = [each for each in people if each.seat is seat]
    first = [each for each in own if each.stands_in_for is None]
    holders = [each for each in first if each.rank is Rank.HOLDER] or first
    if not holders:
        why = Why.NOT_CALLED if people else Why.NO_CALL
        t3, t4 = not_reached(Mark.T3, why), not_reached(Mark.T4, why)
        return SeatTime(seat, tuple(played), None, t3, None, t4, None)
    answers = [_soonest(each, own, clock, of=("answered", "answer")) for each in holders]
    arrivals = [_soonest(each, own, clock, of=("arrived", "arrival")) for each in holders]
    t3, answer = _all_of(answers)
    t4, arrival = _all_of(arrivals)
    called_at = min(each.called_at for each in holders)
    return SeatTime(seat, tuple(played), called_at, t3, answer, t4, arrival)


def _soonest(
    holder: PersonTime, own: Sequence[PersonTime], clock: RunningClock, *, of: tuple[str, str]
) -> tuple[Moment, Kept | None]:
    """Return a holder's moment, or that of whoever was called in their stead and was first.

    The limit stays the holder's: a deputy's own begins later, the seat's does not.
    """
    moment, kept = of
    instead = [each for each in own if each.stands_in_for == holder.person]
    came = [each for each in (holder, *instead) if getattr(each, moment).at is not None]
    limit: Kept | None = getattr(holder, kept)
    if not came:
        return getattr(holder, moment), limit
    first = min(came, key=lambda each: getattr(each, moment).at)
    found: Moment = getattr(first, moment)
    if first is holder or limit is None or found.at is None:
        return found, limit
    after = clock.between(holder.called_at, found.at)
    return found, replace(limit, after_s=after, within=after <= limit.limit.seconds)


def _all_of(each: Sequence[tuple[Moment, Kept | None]]) -> tuple[Moment, Kept | None]:
    """Return the last of a seat's moments: it has come when everybody has."""
    missing = next(((moment, kept) for moment, kept in each if moment.at is None), None)
    if missing is not None:
        moment, kept = missing
        open_still = kept is not None and kept.within is None
        return (replace(moment, why=Why.ENDED_BEFORE) if open_still else moment), kept
    moments = [moment for moment, _ in each]
    last = max(moments, key=lambda moment: (moment.at is not None, moment.at))
    limits = [kept for _, kept in each if kept is not None]
    # One holder who was late makes the seat late, though another came after in their own time.
    worst = min(limits, key=lambda kept: (bool(kept.within), -(kept.after_s or 0.0)), default=None)
    return last, worst
