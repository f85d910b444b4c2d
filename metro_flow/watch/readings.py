"""Tell readings as they become news: the latest wins, at most twice a second each, if changed.

Whoever joins in any process finds the newest reading in the store; losing the last second of it
costs nothing, for the next one says everything again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import orjson
from sqlalchemy import Engine, bindparam, delete, insert, select

from metro_flow.db import writing
from metro_flow.watch.table import readings_now

# Faster than twice a second nobody reads a number.
APART: Final = timedelta(seconds=0.5)
# Two seconds: what a tablet may lag that joins in another process.
STORED_APART: Final = timedelta(seconds=2)

Reading = Mapping[str, Any]
Listener = Callable[[str, Reading], None]
# What moves by itself when nothing else did.
MOMENTS: Final = frozenset({"at", "after_seq"})


class Readings:
    """The newest reading of every room, told when it may be and stored for other processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._newest: dict[str, Reading] = {}
        self._told: dict[str, tuple[datetime, Reading]] = {}
        self._unstored: set[str] = set()
        self._stored_at: datetime | None = None
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Call `listener(room, reading)` with readings that are news; it may queue, never wait."""
        self._listeners.append(listener)

    def newest(self, room: str) -> Reading | None:
        """Return the newest reading of a room, whichever process made it."""
        with self._lock:
            if room in self._newest:
                return self._newest[room]
        query = select(readings_now.c.body).where(readings_now.c.room == room)
        with self._engine.connect() as connection:
            body = connection.execute(query).scalar()
        return None if body is None else dict(orjson.loads(body))

    def tell(self, room: str, reading: Reading) -> None:
        """Hand in a reading; it is told at the next `flush` at which it may be."""
        with self._lock:
            self._newest[room] = reading
            self._unstored.add(room)

    def flush(self, real: datetime) -> list[str]:
        """Tell every reading that is news and not too soon; return the rooms told."""
        with self._lock:
            due = {
                room: reading
                for room, reading in self._newest.items()
                if self._may_tell(room, reading, real)
            }
            self._told |= {room: (real, reading) for room, reading in due.items()}
        for room, reading in due.items():
            for listener in self._listeners:
                listener(room, reading)
        if self._stored_at is None or real - self._stored_at >= STORED_APART:
            self._stored_at = real
            self.store()
        return list(due)

    def store(self) -> None:
        """Store the newest readings for other processes."""
        with self._lock:
            rows = [
                {"room": room, "body": orjson.dumps(self._newest[room])}
                for room in sorted(self._unstored)
            ]
            self._unstored.clear()
        if not rows:
            return
        mine = readings_now.c.room == bindparam("told")
        with writing(self._engine) as connection:
            connection.execute(
                delete(readings_now).where(mine), [{"told": r["room"]} for r in rows]
            )
            connection.execute(insert(readings_now), rows)

    def forget(self) -> None:
        """Drop what this process made, when another one has taken over."""
        with self._lock:
            self._newest.clear()
            self._told.clear()
            self._unstored.clear()

    def _may_tell(self, room: str, reading: Reading, real: datetime) -> bool:
        if room not in self._told:
            return True
        at, before = self._told[room]
        return real - at >= APART and _says(reading) != _says(before)


def _says(reading: Reading) -> dict[str, Any]:
    return {name: value for name, value in reading.items() if name not in MOMENTS}
