"""Find what is kept of a station's day: its counts, its estimates, and what was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import orjson
from sqlalchemy import Engine, select

from metro_flow.alerts.happened import AlertColourChanged, AlertRaised
from metro_flow.flow.count import seconds_of
from metro_flow.logbook.entry import Entry
from metro_flow.logbook.logbook import Logbook
from metro_flow.review.curves import Mark
from metro_flow.watch.day import MINUTES, Day, day_of, first_minute_of
from metro_flow.watch.sealed import read_day
from metro_flow.watch.table import estimates

# A busy evening writes a few hundred entries; a day of drills a few thousand.
MOST_MARKS = 5_000
PAGE = 500


def find_day(
    engine: Engine, station: str, day: date, names: Sequence[str], *, since: int | None = None
) -> Day | None:
    """Return a station's day, None when nothing of it was ever heard."""
    with engine.connect() as connection:
        found = read_day(connection, station, day, names, since=since)
    return found if found.heard.any() or found.backlog.any() else None


def read_estimates(
    engine: Engine, room: str, day: date, *, since: int | None = None
) -> Mapping[int, Mapping[str, Any]]:
    """Return the estimates kept of a room on a day, by minute since the epoch."""
    first = first_minute_of(day)
    span = estimates.c.minute.between(max(first, since or first), first + MINUTES - 1)
    query = select(estimates.c.minute, estimates.c.body).where(estimates.c.room == room, span)
    with engine.connect() as connection:
        return {row.minute: orjson.loads(row.body) for row in connection.execute(query)}


def read_marks(book: Logbook, day: date) -> list[Mark]:
    """Return what was written in a room on a day, in order."""
    marks: list[Mark] = []
    before: int | None = None
    while len(marks) < MOST_MARKS and (entries := book.entries(before=before, limit=PAGE)):
        marks += [mark_of(entry) for entry in reversed(entries) if _day(entry) == day]
        before = entries[0].seq
        if _day(entries[0]) < day:
            break
    return marks[::-1]


def mark_of(entry: Entry) -> Mark:
    """Return an entry as a mark on the time axis."""
    event = entry.event
    colour = event.colour.value if isinstance(event, AlertRaised | AlertColourChanged) else None
    return Mark(entry.seq, entry.at, entry.kind, colour)


def _day(entry: Entry) -> date:
    return day_of(seconds_of(entry.at))
