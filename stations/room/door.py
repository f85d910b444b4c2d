"""Let tablets into rooms of every kind by one way, whoever's rule says who may come in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from metro_flow.errors import Unknown
from metro_flow.people.permission import Right, may
from metro_flow.web import House
from stations.posted import allowed
from stations.room.edge import joined, station_of

if TYPE_CHECKING:
    from metro_flow.logbook.entry import Grant


@dataclass(frozen=True, slots=True)
class Door:
    """Who may hear rooms of one kind.

    `enter(room)` raises unless whoever asks may come in, `joined(room)` is one moment of it, and
    `hears(person, grants, room)` claims that somebody who came in may stay.
    """

    enter: Callable[[str], None]
    joined: Callable[[str], dict[str, Any]]
    hears: Callable[[str, Sequence[Grant], str], bool]


def station_door(house: House) -> Door:
    """Return the door of stations' rooms."""

    def enter(room: str) -> None:
        allowed(Right.OPEN_ROOM, station_of(room))

    def hears(_person: str, grants: Sequence[Grant], room: str) -> bool:
        return may(Right.OPEN_ROOM, grants, house.places[station_of(room)])

    return Door(enter, lambda room: joined(station_of(room)), hears)


def door_of(doors: dict[str, Door], room: str) -> Door:
    """Return the door of a room by the first part of its name, or raise Unknown."""
    door = doors.get(room.partition("/")[0])
    if door is None:
        raise Unknown("room", room)
    return door
