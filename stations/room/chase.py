"""Find who has let a deadline of an open call pass, and call others in their stead.

Silence for as long as an answer may take, or a no, calls the deputies of the seat; when they are
silent too, or there are none, the district's duty officer. Whoever answered and is not there
in time is late, and that is written once. Overdue is judged by recorded time and stands.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from metro_flow.logbook.board import Board
from metro_flow.people.person import Seat
from stations.room.calling import ArrivalMissed, CallEscalated
from stations.room.sitting import holders, seat_has
from stations.room.summons import duty_officer, summon
from stations.room.turnout import Call, Called, Missed, Rank, Receipt, Summons


def overdue(board: Board, call: Call, now: datetime) -> list[CallEscalated | ArrivalMissed]:
    """Return what the deadlines that have passed by `now` ask for."""
    events: list[CallEscalated | ArrivalMissed] = []
    for called in call.people:
        if _is_to_be_chased(board, called, now):
            escalated = _escalated(board, call, called, now=now)
            events.append(escalated)
            call = replace(call, people=_with(call, called, escalated, now=now))
        elif (missed := _missed_arrival(called, now)) is not None:
            provisional = called.summons.provisional
            events.append(ArrivalMissed(call.id, called.person, missed, provisional))
    return events


def _is_to_be_chased(board: Board, called: Called, now: datetime) -> bool:
    """Claim that somebody is silent past their time, or declined, and still sits in the seat."""
    if called.chased:
        return False
    seat = called.summons.seat
    if seat is not None and not seat_has(board, seat, called.person):
        return False
    silent = called.state is Receipt.CALLED and called.summons.answer_due <= now
    return silent or called.state is Receipt.DECLINED


def _missed_arrival(called: Called, now: datetime) -> datetime | None:
    """Return when somebody who answered should have been there, once that has passed."""
    arrive_due = called.summons.arrive_due
    if arrive_due is None or now < arrive_due or not called.state.coming:
        return None
    return None if called.overdue is Missed.ARRIVAL else arrive_due


def _escalated(board: Board, call: Call, called: Called, *, now: datetime) -> CallEscalated:
    people = _stand_ins(board, call, called, now)
    return CallEscalated(call.id, called.person, called.state is Receipt.DECLINED, people)


def _stand_ins(board: Board, call: Call, silent: Called, now: datetime) -> tuple[Summons, ...]:
    """Return who is called in the stead of somebody silent: deputies, then the duty officer."""
    seat = silent.summons.seat
    if seat is None:
        return ()
    fresh = _fresh_deputies(board, call, seat)
    if silent.summons.rank is Rank.HOLDER and fresh:
        return tuple(summon(board, each, seat, Rank.DEPUTY, now=now) for each in fresh)
    if _somebody_may_answer(call, silent, seat) or call.has_officer:
        return ()
    return (duty_officer(board, now),)


def _fresh_deputies(board: Board, call: Call, seat: Seat) -> list[str]:
    sitting = [held.person for held in holders(board, seat) if held.deputy]
    return [person for person in sitting if call.find(person) is None]


def _somebody_may_answer(call: Call, silent: Called, seat: Seat) -> bool:
    """Claim that somebody stands in for a silent one: who has answered, or still has time to.

    For a holder that is a deputy, since another holder answers for other lines; for a deputy
    it is anyone of the seat.
    """
    holder = silent.summons.rank is Rank.HOLDER
    others = [
        each
        for each in call.people
        if each.summons.seat is seat
        and each.person != silent.person
        and not (holder and each.summons.rank is Rank.HOLDER)
    ]
    answered = any(each.state.coming or each.state is Receipt.ARRIVED for each in others)
    asked = any(
        each.summons.rank is Rank.DEPUTY and each.state is Receipt.CALLED and not each.chased
        for each in others
    )
    return asked or answered


def _with(
    call: Call, silent: Called, escalated: CallEscalated, *, now: datetime
) -> tuple[Called, ...]:
    """Return the people as they will be, so that the next one silent calls nobody twice."""
    people = tuple(replace(each, chased=True) if each is silent else each for each in call.people)
    return (*people, *(Called(summons, summons.person, now) for summons in escalated.people))
