"""Keep the district's picture in every process, and send it when it changed.

Each process shows its own tablets what it knows; what another process wrote is read from the
books. A station is shown again only when its book or its reading changed.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from metro_flow.people.permission import Right, covers, may
from stations.district.map import PANELS, StationState, state_of
from stations.room.edge import reading_of, room_of
from stations.room.place_shown import on_the_map
from stations.room.sockets import Wall

if TYPE_CHECKING:
    from metro_flow.logbook.shelf import Shelf
    from metro_flow.web import House
    from stations.room.sockets import Sockets

ROOM: Final = "district"
# RULINGS: readings at most twice a second.
EVERY_S: Final = 0.5


@dataclass(eq=False)
class District:
    """All stations of the atlas as one picture."""

    house: House
    _kept: dict[str, tuple[int, Any, StationState]] = field(default_factory=dict)
    _sent: dict[str, Any] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def states(self) -> dict[str, StationState]:
        """Return every station's state, after reading what other processes wrote."""
        return {station: self.state(station) for station in sorted(self.house.atlas)}

    def state(self, station: str) -> StationState:
        """Return one station's state, after reading what other processes wrote in its room."""
        shelf: Shelf = self.house.shelf
        board = shelf.open(room_of(station)).board()
        reading = reading_of(self.house, room_of(station))
        with self._lock:
            kept = self._kept.get(station)
        if kept is not None and kept[0] == board.seq and kept[1] == reading:
            return kept[2]
        state = state_of(board.shown(PANELS), reading, board.seq)
        with self._lock:
            self._kept[station] = (board.seq, reading, state)
        return state

    def told(self) -> dict[str, Any]:
        """Return what is sent when something changed."""
        stations = {station: state.shown() for station, state in self.states().items()}
        return {"stations": stations, "clock": self.house.clock.shown()}

    def joined(self) -> dict[str, Any]:
        """Return everything of the wall."""
        return {
            "room": ROOM,
            **self.told(),
            "places": [
                on_the_map(self.house.atlas[station]) for station in sorted(self.house.atlas)
            ],
        }

    def keeps_awake(self, person: str) -> bool:
        """Claim that a room of this person is alert, so that nobody is signed out of it."""
        now = self.house.clock.now()
        grants = self.house.people.grants(person, now)
        mine = [
            station
            for station, place in self.house.places.items()
            if may(Right.ACT, [grant for grant in grants if covers(grant, place)], place)
        ]
        return any(self.state(station).alert for station in mine)

    def open_wall(self, sockets: Sockets) -> None:
        """Let those who may join the district's room hear it."""
        sockets.walls[ROOM] = Wall(Right.SEE_DISTRICT, self.joined)
        sockets.chores.add(EVERY_S, lambda: self.send(sockets))

    def send(self, sockets: Sockets) -> None:
        """Send the picture to whoever listens, if it is another than was sent last."""
        if ROOM not in sockets.listeners.rooms():
            self._sent = None
            return
        told = self.told()
        if told["stations"] != self._sent:
            self._sent = told["stations"]
            sockets.sender.emit(ROOM, told, ROOM)
