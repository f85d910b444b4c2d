"""Share what the HTTP and the socket edge of a room need: its book, and who sits there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from metro_flow.errors import Unknown
from metro_flow.people.person import Seat
from metro_flow.web import House, house
from stations.room.place_shown import etag_of
from stations.room.sitting import PANEL as SEATS

if TYPE_CHECKING:
    from metro_flow.logbook.board import Board
    from metro_flow.logbook.logbook import Logbook

PREFIX = "station/"


def room_of(station: str) -> str:
    """Return the name of a station's room."""
    return PREFIX + station


def station_of(room: str) -> str:
    """Return the station whose room this is, or raise Unknown."""
    if not room.startswith(PREFIX):
        raise Unknown("room", room)
    return room.removeprefix(PREFIX)


def book_of(station: str) -> Logbook:
    """Return the book of a station's room."""
    book: Logbook = house().shelf.open(room_of(station))
    return book


def joined(station: str) -> dict[str, Any]:
    """Return one moment of a room, as a tablet needs it to begin."""
    here = house()
    told = book_of(station).joined()
    return {
        **told,
        "clock": here.clock.shown(),
        "reading": reading_of(here, room_of(station)),
        "profile": etag_of(here.atlas[station]),
    }


def reading_of(here: House, room: str) -> dict[str, Any] | None:
    """Return the newest reading of a room, wherever it was computed."""
    if here.readings is None:
        return None
    reading: dict[str, Any] | None = here.readings.newest(room)
    return reading


def seat_of(board: Board, person: str, asked: Seat | None = None) -> Seat | None:
    """Return the seat that a person sits in; the one they asked for where they sit in several."""
    sitting = [
        seat
        for seat, held in board[SEATS].holders.items()
        if any(one.person == person for one in held)
    ]
    if asked in sitting:
        return asked
    return sitting[0] if sitting else None
