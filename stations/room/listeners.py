"""Know which tablet listens to which room in this process, and how far each has come."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from metro_flow.logbook.cursors import Cursor, keep_cursors

if TYPE_CHECKING:
    from sqlalchemy import Engine


@dataclass(slots=True)
class Listener:
    """One socket: whose it is, the token it came with, and its rooms with the device's name."""

    person: str
    token: str
    rooms: dict[str, str] = field(default_factory=dict)


@dataclass(eq=False)
class Listeners:
    """All sockets of this process. Its methods may be called from any thread."""

    engine: Engine
    _by_sid: dict[str, Listener] = field(default_factory=dict)
    _moved: dict[tuple[str, str, str], Cursor] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def come(self, sid: str, person: str, token: str) -> None:
        """Remember a socket that connected."""
        with self._lock:
            self._by_sid[sid] = Listener(person, token)

    def go(self, sid: str) -> None:
        """Forget a socket that is gone."""
        with self._lock:
            self._by_sid.pop(sid, None)

    def enter(self, sid: str, room: str, device: str) -> None:
        """Note that a socket listens to a room."""
        with self._lock:
            if sid in self._by_sid:
                self._by_sid[sid].rooms[room] = device

    def leave(self, sid: str, room: str) -> None:
        """Note that a socket listens to a room no more."""
        with self._lock:
            if sid in self._by_sid:
                self._by_sid[sid].rooms.pop(room, None)

    def device(self, sid: str, room: str) -> str | None:
        """Return the name under which a socket listens to a room; None if it does not."""
        with self._lock:
            listener = self._by_sid.get(sid)
            return None if listener is None else listener.rooms.get(room)

    def rooms(self) -> list[str]:
        """Return every room somebody listens to, in order."""
        with self._lock:
            return sorted({room for each in self._by_sid.values() for room in each.rooms})

    def all(self) -> dict[str, Listener]:
        """Return every socket as it is at this moment."""
        with self._lock:
            return dict(self._by_sid)

    def move(self, cursor: Cursor) -> None:
        """Note how far a tablet has come; kept at the next `keep_moved`."""
        with self._lock:
            self._moved[cursor.room, cursor.device, cursor.person] = cursor

    def keep_moved(self) -> list[str]:
        """Write every cursor that moved, and return the rooms in which one did."""
        with self._lock:
            moved = dict(self._moved)
            self._moved.clear()
        if moved:
            keep_cursors(self.engine, list(moved.values()))
        return sorted({cursor.room for cursor in moved.values()})
