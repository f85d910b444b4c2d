"""Let people sit down in the four seats and get up, so that none is empty when it is needed.

Sitting down needs a grant. The first to sit leads until somebody asks for the lead; a deputy
leads only when nobody else holds the seat; whoever is next leads when the leader gets up.
While an alert stands at yellow or above, or a response runs, no seat may be left empty.
Who sits there is told by `sitting`; its names that other panels need are handed on from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from metro_flow.alerts.colour import AlertColour
from metro_flow.alerts.panel import PANEL as ALERTS
from metro_flow.errors import Refused
from metro_flow.logbook.board import Board
from metro_flow.logbook.entry import Act, Grant
from metro_flow.people.person import Seat
from stations.room.level import PANEL as RESPONSE
from stations.room.sitting import (
    PANEL,
    Holder,
    LeadPassed,
    PhoneOnlyMarked,
    SeatLeft,
    SeatTaken,
    guarded,
    holders,
    holders_meeting,
    leading,
    leads,
    seat_has,
    seat_of,
    standings,
)

__all__ = [
    "COMMANDS",
    "PANEL",
    "Holder",
    "LeaveSeat",
    "MarkPhoneOnly",
    "TakeSeat",
    "guarded",
    "holders",
    "holders_meeting",
    "leading",
    "leads",
    "seat_has",
    "seat_of",
    "standings",
]


@dataclass(frozen=True, slots=True)
class TakeSeat:
    """Sit down, or say anew for which lines and exits."""

    seat: Seat
    lines: tuple[str, ...] = ()
    exits: tuple[str, ...] = ()
    leading: bool = False
    deputy: bool = False


@dataclass(frozen=True, slots=True)
class LeaveSeat:
    """Get up; whoever is next leads."""

    seat: Seat


@dataclass(frozen=True, slots=True)
class MarkPhoneOnly:
    """Say that a seat is reached by voice only (电话席), or no longer."""

    seat: Seat
    phone_only: bool


def take_seat(board: Board, command: TakeSeat, act: Act) -> Sequence[SeatTaken]:
    """Seat whoever asks, if their grant reaches that far."""
    lines = _granted_lines(command, act.grants)
    _refuse_unknown_places(board.place, lines=lines, exits=command.exits)
    others = [held for held in holders(board, command.seat) if held.person != act.by.who]
    taken = SeatTaken(
        seat=command.seat,
        person=act.by.who,
        lines=lines,
        exits=command.exits,
        leading=_will_lead(command, others),
        appointed=command.leading,
        deputy=command.deputy,
    )
    if taken in [_as_taken(command.seat, held) for held in holders(board, command.seat)]:
        raise Refused("already in this seat", seat=command.seat)
    return (taken,)


def _granted_lines(command: TakeSeat, grants: Iterable[Grant]) -> tuple[str, ...]:
    """Return the lines to be answered for: those asked, or all that the grant has."""
    matching = [grant for grant in grants if grant.role == command.seat]
    if not matching:
        raise Refused("no grant for this seat", seat=command.seat)
    granted = tuple(dict.fromkeys(grant.line for grant in matching if grant.line is not None))
    if any(grant.line is None for grant in matching):
        return command.lines
    if not set(command.lines) <= set(granted):
        raise Refused(
            "the grant covers other lines", lines=list(granted), asked=list(command.lines)
        )
    return command.lines or granted


def _refuse_unknown_places(place: Any, *, lines: Sequence[str], exits: Sequence[str]) -> None:
    if place is None:
        return
    known_lines = [line.line for line in place.lines]
    known_exits = [mouth.id for mouth in place.exits]
    if not set(lines) <= set(known_lines):
        raise Refused("no such line here", lines=list(lines), known=known_lines)
    if not set(exits) <= set(known_exits):
        raise Refused("no such exit here", exits=list(exits), known=known_exits)


def _will_lead(command: TakeSeat, others: Sequence[Holder]) -> bool:
    """Say whether the newcomer leads: alone they do, else by asking where nobody else did."""
    leader = next((held for held in others if held.leading), None)
    if leader is None:
        return True
    if command.deputy:
        if command.leading and not leader.deputy:
            raise Refused("a deputy leads only alone", seat=command.seat, by=leader.person)
        return command.leading and not leader.appointed
    if command.leading and leader.appointed and not leader.deputy:
        raise Refused("the seat is led already", seat=command.seat, by=leader.person)
    return command.leading or leader.deputy


def _as_taken(seat: Seat, held: Holder) -> SeatTaken:
    return SeatTaken(
        seat=seat,
        person=held.person,
        lines=held.lines,
        exits=held.exits,
        leading=held.leading,
        appointed=held.appointed,
        deputy=held.deputy,
    )


def leave_seat(board: Board, command: LeaveSeat, act: Act) -> Sequence[SeatLeft | LeadPassed]:
    """Let a holder get up, unless the seat would then be empty when it is needed."""
    seat, person = command.seat, act.by.who
    if not seat_has(board, seat, person):
        raise Refused("not in this seat", seat=seat)
    others = [held for held in holders(board, seat) if held.person != person]
    if not others:
        _refuse_when_needed(board, seat)
    left = SeatLeft(seat, person)
    if not others or any(held.leading for held in others):
        return (left,)
    # A deputy leads only when nobody else is left; sorting is stable, so the longest seated wins.
    following = min(others, key=lambda held: held.deputy)
    return (left, LeadPassed(seat, following.person, was=person))


def _refuse_when_needed(board: Board, seat: Seat) -> None:
    colour, level = board[ALERTS].colour, board[RESPONSE].level
    if level is not None or (colour is not None and colour >= AlertColour.YELLOW):
        raise Refused(
            "the seat would be empty",
            seat=seat,
            colour=colour,
            level=level,
        )


def mark_phone_only(board: Board, command: MarkPhoneOnly, act: Act) -> Sequence[PhoneOnlyMarked]:
    """Mark oneself, or as leading station master the whole seat, as reached by voice only."""
    held = holders(board, command.seat)
    if not seat_has(board, command.seat, act.by.who):
        if not leads(board, act, Seat.STATION_MASTER):
            raise Refused("not in this seat", seat=command.seat)
        if not held:
            raise Refused("the seat is empty", seat=command.seat)
        chosen = held
    else:
        chosen = tuple(holder for holder in held if holder.person == act.by.who)
    changing = tuple(one.person for one in chosen if one.phone_only != command.phone_only)
    if not changing:
        raise Refused("already marked so", seat=command.seat, phone_only=command.phone_only)
    return (PhoneOnlyMarked(command.seat, changing, command.phone_only),)


COMMANDS = guarded({TakeSeat: take_seat, LeaveSeat: leave_seat, MarkPhoneOnly: mark_phone_only})
