"""Show before the shift, not during it, that a seat will be empty.

A *duty* is one person on one seat for some hours; a *gap* is a time in which a seat that is
needed has no holder. A deputy stands in when called but holds no seat, so a deputy fills no gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metro_flow.people.person import Seat

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Duty:
    """One person's hours on one seat; without lines or exits, for all of them."""

    station: str
    seat: Seat
    person: str
    starts: datetime
    ends: datetime
    deputy: bool = False
    lines: tuple[str, ...] = ()
    exits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NeededSeat:
    """A seat that must never be empty; each line of an interchange needs a station master."""

    station: str
    seat: Seat
    line: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A time in which nobody holds a needed seat."""

    needed: NeededSeat
    starts: datetime
    ends: datetime


def gaps(
    needed: Iterable[NeededSeat], duties: Iterable[Duty], *, since: datetime, until: datetime
) -> list[Gap]:
    """Return every gap between two moments, seat by seat, earliest first."""
    known = [duty for duty in duties if not duty.deputy]
    return [gap for need in needed for gap in _gaps_of(need, known, since, until)]


def needed_at(station: str, lines: Iterable[str]) -> tuple[NeededSeat, ...]:
    """Return the seats that may not be empty: a station master for each line, and the others."""
    masters = (NeededSeat(station, Seat.STATION_MASTER, line) for line in lines)
    others = (NeededSeat(station, seat) for seat in Seat if seat is not Seat.STATION_MASTER)
    return (*masters, *others)


def fills(duty: Duty, need: NeededSeat) -> bool:
    """Claim that a duty holds the needed seat while it lasts."""
    same_seat = duty.station == need.station and duty.seat == need.seat
    return same_seat and (need.line is None or not duty.lines or need.line in duty.lines)


def _gaps_of(
    need: NeededSeat, duties: list[Duty], since: datetime, until: datetime
) -> Iterable[Gap]:
    held_until = since
    for duty in sorted((duty for duty in duties if fills(duty, need)), key=_start):
        if duty.starts > held_until:
            yield Gap(need, held_until, min(duty.starts, until))
        held_until = max(held_until, duty.ends)
        if held_until >= until:
            return
    yield Gap(need, held_until, until)


def _start(duty: Duty) -> datetime:
    return duty.starts
