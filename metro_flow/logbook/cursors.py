"""Know who has what on the glass: how far each tablet has stored and shown a room's book.

A cursor is no entry: it moves all the time and matters only at its newest.
A decision copies all cursors into its own entry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Engine, String, insert, select, update

from metro_flow.clock import iso
from metro_flow.db import Moment, db, writing

cursors = db.Table(
    "cursors",
    Column("room", String(64), primary_key=True),
    Column("device", String(64), primary_key=True),
    Column("person", String(64), primary_key=True),
    Column("seat", String(32)),
    Column("stored", BigInteger, nullable=False),
    Column("shown", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far one tablet in one person's hands has come; `at` is real time."""

    room: str
    device: str
    person: str
    seat: str | None
    stored: int
    shown: int
    at: datetime

    def told(self) -> dict[str, Any]:
        """Return the cursor as tablets hear it."""
        return {
            "person": self.person,
            "seat": self.seat,
            "device": self.device,
            "stored": self.stored,
            "shown": self.shown,
            "at": iso(self.at),
        }


def keep_cursors(engine: Engine, newest: Sequence[Cursor]) -> None:
    """Keep the newest cursor of each tablet; one never goes back."""
    with writing(engine) as connection:
        for cursor in sorted(newest, key=lambda each: (each.room, each.device, each.person)):
            values = {name: getattr(cursor, name) for name in Cursor.__slots__}
            mine = (
                (cursors.c.room == cursor.room)
                & (cursors.c.device == cursor.device)
                & (cursors.c.person == cursor.person)
            )
            kept = connection.execute(select(cursors).where(mine)).first()
            if kept is None:
                connection.execute(insert(cursors), values)
                continue
            values["stored"] = max(kept.stored, cursor.stored)
            values["shown"] = max(kept.shown, cursor.shown)
            connection.execute(update(cursors).where(mine).values(values))


def read_cursors(engine: Engine, room: str) -> list[Cursor]:
    """Return every tablet's cursor in a room."""
    query = select(cursors).where(cursors.c.room == room).order_by("person", "device")
    with engine.connect() as connection:
        return [Cursor(**row._mapping) for row in connection.execute(query)]


def furthest_by_seat(newest: Sequence[Cursor]) -> Mapping[str, int]:
    """Return the furthest entry that each seat has had shown."""
    shown: dict[str, int] = {}
    for cursor in newest:
        if cursor.seat is not None:
            shown[cursor.seat] = max(shown.get(cursor.seat, 0), cursor.shown)
    return shown
