"""Read what the readiness book's own entries cannot tell: the room's planbook and the roster.

Neither book holds anything of the other, so what an edge or a light needs of the room is read
here as tablets see it, and handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from metro_flow.people.roster import Duty, Gap, gaps
from metro_flow.web import house
from stations.holders import needed_seats
from stations.readiness.lights import DrillRecord, Known, Light, lights_of
from stations.readiness.limits import Limits, limits_of
from stations.readiness.panels import PREFIX

if TYPE_CHECKING:
    from metro_flow.logbook.board import Board
    from metro_flow.logbook.shelf import Shelf
    from metro_flow.people.directory import Directory

ROOM: Final = "station/"
PLANBOOK: Final = "planbook"
# A seat is looked at for this shift and the next.
SHIFTS: Final = timedelta(hours=24)


def planbook_of(board: Board) -> Mapping[str, Any]:
    """Return the planbook of a room's board as tablets see it."""
    shown: Mapping[str, Any] = board.shown([PLANBOOK])[PLANBOOK]
    return shown


def adopted_versions(planbook: Mapping[str, Any]) -> frozenset[int]:
    """Return every version that four seats have signed, in force or superseded."""
    adopted = [planbook["adopted"]] if planbook["adopted"] else []
    return frozenset(each["version"] for each in (*adopted, *planbook["superseded"]))


def station_lights(station: str) -> tuple[Light, ...]:
    """Return one station's lights, after reading what other processes wrote."""
    shelf: Shelf = house().shelf
    room, book = shelf.open(ROOM + station).board(), shelf.open(PREFIX + station).board()
    now = house().clock.now()
    directory: Directory = house().people
    duties = directory.duties(station, since=now, until=now + SHIFTS)
    return lights_of(book, _known(station, room, duties, now))


def all_lights(stations: Iterable[str]) -> dict[str, tuple[Light, ...]]:
    """Return the lights of many stations, for which every store is asked once."""
    shelf: Shelf = house().shelf
    shelf.catch_up()
    now = house().clock.now()
    directory: Directory = house().people
    duties = directory.all_duties(since=now, until=now + SHIFTS)
    return {
        station: lights_of(
            shelf.open(PREFIX + station).glance(),
            _known(station, shelf.open(ROOM + station).glance(), duties.get(station, ()), now),
        )
        for station in stations
    }


def limits() -> Limits:
    """Return the limits of this installation."""
    return limits_of(house().settings)


def _known(station: str, room: Board, duties: Sequence[Duty], now: datetime) -> Known:
    drilled = house().drilled
    record: DrillRecord | None = None if drilled is None else drilled(station)
    return Known(now, planbook_of(room), _gaps(station, duties, now), limits(), record)


def _gaps(station: str, duties: Sequence[Duty], now: datetime) -> list[Gap]:
    needed = needed_seats(house().atlas[station])
    return gaps(needed, duties, since=now, until=now + SHIFTS)
