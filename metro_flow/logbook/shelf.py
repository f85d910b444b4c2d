"""Hold the books of all rooms that this process has opened, and who listens to them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine

from metro_flow.clock import Clock
from metro_flow.errors import Unknown
from metro_flow.logbook import table
from metro_flow.logbook.board import Decide, Panel
from metro_flow.logbook.entry import Entry
from metro_flow.logbook.logbook import Listener, Logbook, Witness, unseen


@dataclass(frozen=True, eq=False)
class RoomKind:
    """One kind of room: its panels, its commands, and what profile lies under a room.

    `place_of` takes the part of the room's name after the slash and raises
    Unknown when there is no such place. `books` names the rooms of this kind in which something
    may happen by itself; a kind with one room alone names it by an empty word.
    """

    panels: tuple[Panel[Any], ...]
    commands: Mapping[type, Callable[..., Sequence[Any]]]
    place_of: Callable[[str], object]
    books: Callable[[], Sequence[str]] = field(default=tuple)


class Shelf:
    """All books of one process. `shelf.open("station/0243")` is that room's Logbook."""

    def __init__(
        self,
        engine: Engine,
        kinds: Mapping[str, RoomKind],
        clock: Clock,
        *,
        witness: Witness = unseen,
    ) -> None:
        self._engine = engine
        self._kinds = kinds
        self._clock = clock
        self._witness = witness
        self._books: dict[str, Logbook] = {}
        self._listeners: list[Listener] = []
        self._lock = threading.Lock()

    def kind_of(self, room: str) -> RoomKind:
        """Return the kind of a room by the first part of its name."""
        prefix = room.partition("/")[0]
        if prefix not in self._kinds:
            raise Unknown("room", room, known=f"rooms begin with {', '.join(sorted(self._kinds))}")
        return self._kinds[prefix]

    def open(self, room: str) -> Logbook:
        """Return the book of a room, opened once a process."""
        book = self._books.get(room)
        if book is None:
            kind = self.kind_of(room)
            place = kind.place_of(room.partition("/")[2])
            with self._lock:
                book = self._books.setdefault(room, self._new(room, kind, place))
        return book

    def listen(self, listener: Listener) -> None:
        """Tell `listener(room, entry, changed panels)` of each entry, in order, after its fold.

        A listener is called inside the room's turn: it may queue, never wait.
        """
        self._listeners.append(listener)

    def rooms(self) -> tuple[str, ...]:
        """Return the names of all rooms in which something may happen by itself."""
        return tuple(
            f"{prefix}/{name}" if name else prefix
            for prefix, kind in self._kinds.items()
            for name in kind.books()
        )

    def heads(self) -> dict[str, int]:
        """Return the newest seq of every room that has entries."""
        with self._engine.connect() as connection:
            return table.rooms(connection)

    def catch_up(self) -> None:
        """Fold what other processes wrote in the rooms that are always open.

        All are asked at once: most have nothing new, and there are two for each station.
        """
        known = {room: self.open(room).glance().seq for room in self.rooms()}
        with self._engine.connect() as connection:
            behind = table.ahead_of(connection, known)
        for room in behind:
            self.open(room).board()

    def decide(self, room: str, command: object) -> Decide:
        """Return the rule that decides this command in this room."""
        rule = self.kind_of(room).commands[type(command)]
        return lambda board, act: rule(board, command, act)

    def commands(self, room: str) -> dict[str, type]:
        """Return what may be asked in a room, by kind."""
        return {command.__name__: command for command in self.kind_of(room).commands}

    def _new(self, room: str, kind: RoomKind, place: object) -> Logbook:
        return Logbook(
            room,
            kind.panels,
            engine=self._engine,
            clock=self._clock,
            place=place,
            listener=self._tell,
            witness=self._witness,
        )

    def _tell(self, room: str, entry: Entry, panels: Mapping[str, Any]) -> None:
        for listener in self._listeners:
            listener(room, entry, panels)
