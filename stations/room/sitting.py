"""Say who sits in the four seats, because every order and every answer is a seat's.

A seat has holders, each for some lines and exits or for the whole station; one of them leads and
votes for it. A deputy acts while sitting in it.
What is true and what happened stand here; how one sits down and gets up stands in `seats`, which
hands on every name of this file that other panels ask for.
`guarded` puts the table of `authority` before every command of the room.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from metro_flow.clock import iso
from metro_flow.errors import Refused
from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import Act, Entry, event
from metro_flow.people.person import Role, Seat
from stations.room.authority import STATION, Stand, Standing, Table, require

Rule = Callable[[Board, Any, Act], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Holder:
    """One person in a seat; without lines or exits, for all of them.

    `appointed` says that the lead was asked for, not merely fallen to whoever came first.
    """

    person: str
    lines: tuple[str, ...]
    exits: tuple[str, ...]
    leading: bool
    appointed: bool
    deputy: bool
    since: datetime
    phone_only: bool = False

    def meets(self, lines: Sequence[str], exits: Sequence[str]) -> bool:
        """Claim that this holder answers for any of these lines and of these exits."""
        return _overlap(self.lines, lines) and _overlap(self.exits, exits)


@dataclass(frozen=True, slots=True)
class Seats:
    """The holders of each seat in the order in which they sat down."""

    holders: Mapping[Seat, tuple[Holder, ...]] = field(
        default_factory=lambda: dict.fromkeys(Seat, ())
    )


@event()
@dataclass(frozen=True, slots=True)
class SeatTaken:
    """A person sat down, or changed what they answer for; `leading` holds from here on."""

    seat: Seat
    person: str
    lines: tuple[str, ...]
    exits: tuple[str, ...]
    leading: bool
    appointed: bool
    deputy: bool


@event()
@dataclass(frozen=True, slots=True)
class SeatLeft:
    """A person got up."""

    seat: Seat
    person: str


@event()
@dataclass(frozen=True, slots=True)
class LeadPassed:
    """The lead of a seat went to the next of its holders."""

    seat: Seat
    person: str
    was: str


@event()
@dataclass(frozen=True, slots=True)
class PhoneOnlyMarked:
    """Some holders of a seat are reached by voice only, or again by tablet."""

    seat: Seat
    persons: tuple[str, ...]
    phone_only: bool


def holders(board: Board, seat: Seat) -> tuple[Holder, ...]:
    """Return who sits in a seat, in the order in which they sat down."""
    return board[PANEL].holders[seat]


def leading(board: Board, seat: Seat) -> Holder | None:
    """Return who leads a seat; None when it is empty."""
    return next((holder for holder in holders(board, seat) if holder.leading), None)


def holders_meeting(
    board: Board, seat: Seat, *, lines: Sequence[str] = (), exits: Sequence[str] = ()
) -> tuple[Holder, ...]:
    """Return the holders of a seat who answer for any of these lines and exits."""
    return tuple(holder for holder in holders(board, seat) if holder.meets(lines, exits))


def seat_has(board: Board, seat: Seat, person: str) -> bool:
    """Claim that a person sits in a seat."""
    return any(holder.person == person for holder in holders(board, seat))


def seat_of(board: Board, act: Act) -> Seat:
    """Return the seat that whoever acts sits in; a seat they name must be theirs."""
    seats = _seats_of(board, act)
    if not seats:
        raise Refused("holds no seat", person=act.by.who, seat=act.by.seat)
    return seats[0]


def leads(board: Board, act: Act, seat: Seat) -> bool:
    """Claim that whoever acts leads this seat."""
    leader = leading(board, seat)
    return leader is not None and leader.person == act.by.who


def standings(board: Board, act: Act) -> tuple[Standing, ...]:
    """Return every role that whoever acts has here, and how: seats sat in, then bare grants."""
    seats = _seats_of(board, act)
    sitting = [
        Standing(Role(seat.value), _stand(holder))
        for seat in seats
        for holder in holders(board, seat)
        if holder.person == act.by.who
    ]
    granted = [
        Standing(Role(grant.role), Stand.GRANT)
        for grant in act.grants
        if Role(grant.role).seat not in seats
    ]
    return (*sitting, *dict.fromkeys(granted))


def guarded(rules: Mapping[type, Rule], *, table: Table = STATION) -> dict[type, Rule]:
    """Return these rules with the table of authority asked before each of them."""
    return {command: _guard(command.__name__, rule, table) for command, rule in rules.items()}


def _guard(act_name: str, rule: Rule, table: Table) -> Rule:
    def decide(board: Board, command: Any, act: Act) -> Sequence[Any]:
        require(act_name, standings(board, act), table=table)
        return rule(board, command, act)

    return decide


def _seats_of(board: Board, act: Act) -> list[Seat]:
    """Return the seats that the author sits in; where they name one, no other."""
    theirs = [seat for seat in Seat if seat_has(board, seat, act.by.who)]
    return [seat for seat in theirs if act.by.seat in (None, seat)]


def _stand(holder: Holder) -> Stand:
    if holder.leading:
        return Stand.LEADING
    return Stand.DEPUTY if holder.deputy else Stand.HOLDER


def _overlap(theirs: Sequence[str], asked: Sequence[str]) -> bool:
    return not theirs or not asked or not set(theirs).isdisjoint(asked)


def _fold(seats: Seats, entry: Entry) -> Seats:
    match entry.event:
        case SeatTaken() as taken:
            changed = _seated(seats.holders[taken.seat], taken, entry.at)
        case SeatLeft(seat=seat, person=person):
            changed = tuple(held for held in seats.holders[seat] if held.person != person)
        case LeadPassed(seat=seat, person=person):
            changed = _led_by(seats.holders[seat], person)
        case PhoneOnlyMarked() as marked:
            changed = tuple(
                replace(held, phone_only=marked.phone_only)
                if held.person in marked.persons
                else held
                for held in seats.holders[marked.seat]
            )
        case _:
            return seats
    return Seats({**seats.holders, entry.event.seat: changed})


def _seated(held: tuple[Holder, ...], taken: SeatTaken, at: datetime) -> tuple[Holder, ...]:
    """Return the holders with one more, or with one who answers for something else."""
    before = next((one for one in held if one.person == taken.person), None)
    sitting = Holder(
        person=taken.person,
        lines=taken.lines,
        exits=taken.exits,
        leading=taken.leading,
        appointed=taken.appointed,
        deputy=taken.deputy,
        since=at if before is None else before.since,
        phone_only=False if before is None else before.phone_only,
    )
    if before is None:
        together = (*held, sitting)
    else:
        together = tuple(sitting if one.person == taken.person else one for one in held)
    return _led_by(together, taken.person) if taken.leading else together


def _led_by(held: tuple[Holder, ...], person: str) -> tuple[Holder, ...]:
    return tuple(replace(one, leading=one.person == person) for one in held)


def _show(seats: Seats) -> dict[str, Any]:
    return {
        "seats": {
            seat.value: {"holders": [_shown(held) for held in sitting], "empty": not sitting}
            for seat, sitting in seats.holders.items()
        }
    }


def _shown(held: Holder) -> dict[str, Any]:
    return {
        "person": held.person,
        "lines": list(held.lines),
        "exits": list(held.exits),
        "leading": held.leading,
        "deputy": held.deputy,
        "since": iso(held.since),
        "phone_only": held.phone_only,
    }


PANEL: Panel[Seats] = Panel(
    name="seats",
    empty=Seats(),
    events=(SeatTaken, SeatLeft, LeadPassed, PhoneOnlyMarked),
    fold=_fold,
    show=_show,
)
