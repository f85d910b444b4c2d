"""Decide whom an alert concerns, so that nobody is called in vain and no seat is left out.

Called are the holders who answer for a line of the alert, and whoever leads each seat. Where a
seat has no holder its deputies are called, and where it has none either, the district's duty
officer: the call says which seats were empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from metro_flow.alerts.alert import Alert
from metro_flow.alerts.colour import AlertColour
from metro_flow.logbook.board import Board
from metro_flow.people.person import Seat
from stations.room.sitting import Holder, holders
from stations.room.turnout import DUTY_OFFICER, Call, Rank, Summons

ANSWER_WITHIN: Final = timedelta(minutes=2)

# Planning defaults; no public source gives minutes, so they stay 暂定 until confirmed. The station
# master and the resident officer are in the station; the others come from their offices.
ARRIVE_WITHIN: Final[Mapping[Seat, timedelta]] = {
    Seat.STATION_MASTER: timedelta(minutes=3),
    Seat.TRANSIT_POLICE: timedelta(minutes=10),
    Seat.LOCAL_POLICE: timedelta(minutes=10),
    Seat.STREET: timedelta(minutes=15),
}


@dataclass(frozen=True, slots=True)
class CallTerms:
    """From which colour chiefs are called, and how long they have; provisional until confirmed."""

    begins_at: AlertColour = AlertColour.ORANGE
    answer_within: timedelta = ANSWER_WITHIN
    arrive_within: Mapping[Seat, timedelta] = field(default_factory=lambda: ARRIVE_WITHIN)
    confirmed_by: str | None = None


HOUSE_TERMS: Final = CallTerms()


def terms_of(board: Board) -> CallTerms:
    """Return the station's own terms, or the house's."""
    terms: CallTerms = getattr(board.place, "call_terms", None) or HOUSE_TERMS
    return terms


@dataclass(frozen=True, slots=True)
class Expected:
    """Who is to be called now, and for which seats there was nobody."""

    people: tuple[Summons, ...]
    empty_seats: tuple[Seat, ...]


def expected(
    board: Board, alerts: Iterable[Alert], now: datetime, *, call: Call | None = None
) -> Expected:
    """Return whom these alerts concern, by who sits in the seats, save who is on `call`."""
    concerned = list(alerts)
    people: list[Summons] = []
    empty: list[Seat] = []
    for seat in Seat:
        holding = holders_concerned(board, seat, concerned)
        if not holding:
            empty.append(seat)
        for held in holding:
            if call is None or call.find(held.person) is None:
                rank = Rank.DEPUTY if held.deputy else Rank.HOLDER
                people.append(summon(board, held.person, seat, rank, now=now))
    if empty and (call is None or not call.has_officer):
        people.append(duty_officer(board, now))
    return Expected(tuple(people), tuple(empty))


def holders_concerned(board: Board, seat: Seat, alerts: Sequence[Alert]) -> tuple[Holder, ...]:
    """Return the holders of a seat whose lines some alert touches, and its leading one.

    Deputies are concerned only where no holder sits.
    """
    sitting = holders(board, seat)
    holding = tuple(held for held in sitting if not held.deputy) or sitting
    met = tuple(
        held
        for held in holding
        if held.leading or any(_meets(board, held, each) for each in alerts)
    )
    return met or holding


def duty_officer(board: Board, now: datetime) -> Summons:
    """Return the summons of the district's duty officer, who is not expected on the spot."""
    due = now + terms_of(board).answer_within
    return Summons(DUTY_OFFICER, None, Rank.DISTRICT_OFFICER, due, None, provisional=False)


def heard_by(board: Board, alert: Alert, seat: Seat) -> bool:
    """Claim that every holder of a seat whom the alert concerns has acknowledged it.

    The newest activation counts. An empty seat has heard nothing.
    """
    concerned = holders_concerned(board, seat, [alert])
    # Whoever merely leads is called, but the seat is heard by those whose line it is.
    met = [held for held in concerned if _meets(board, held, alert)] or concerned
    return bool(met) and all(alert.acknowledged_by(seat, held.person) for held in met)


def summon(board: Board, person: str, seat: Seat, rank: Rank, *, now: datetime) -> Summons:
    """Return somebody's summons with the moments by which to answer and to be there."""
    terms = terms_of(board)
    return Summons(
        person=person,
        seat=seat,
        rank=rank,
        answer_due=now + terms.answer_within,
        arrive_due=now + terms.arrive_within[seat],
        provisional=terms.confirmed_by is None,
    )


def _meets(board: Board, held: Holder, alert: Alert) -> bool:
    return held.meets(lines_of(board, alert.zone), ())


def lines_of(board: Board, zone: str) -> tuple[str, ...]:
    """Return the lines whose platform a zone is; none for halls, which are everybody's."""
    if board.place is None:
        kind, _, lines = zone.partition("-")
        return tuple(lines.split("-")) if kind == "platform" and lines else ()
    found: tuple[str, ...] = next(
        (space.lines for space in board.place.spaces if space.id == zone), ()
    )
    return found
