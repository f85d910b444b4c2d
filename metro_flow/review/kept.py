"""Find what is kept of stations' days: counts, estimates, what was written, and which days."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import Engine, select

from metro_flow.alerts.happened import AlertColourChanged, AlertRaised
from metro_flow.logbook.entry import Entry
from metro_flow.logbook.logbook import Logbook
from metro_flow.review.curves import Mark
from metro_flow.watch.day import MINUTES, Day, first_minute_of, time_of_minute
from metro_flow.watch.sealed import read_day
from metro_flow.watch.table import days, estimates, minutes

# A busy evening writes a few hundred entries; a day of drills a few thousand.
MOST_MARKS = 5_000
PAGE = 500
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Marks:
    """What was written in a time, in order; of too many the newest, and how many are left out."""

    marks: list[Mark]
    left_out: int


def read_days_held(engine: Engine, stations: Collection[str]) -> dict[str, list[date]]:
    """Return the days of which anything was counted, in order, for each of these stations."""
    held: dict[str, set[date]] = {station: set() for station in stations}
    # Shanghai's midnights lie eight hours before those of the epoch.
    offset = -first_minute_of(date(1970, 1, 1))
    place = ((minutes.c.minute + offset) // MINUTES).label("place")
    with engine.connect() as connection:
        for row in connection.execute(select(days.c.station, days.c.day)):
            if row.station in held:
                held[row.station].add(row.day)
        for row in connection.execute(select(minutes.c.station, place).distinct()):
            if row.station in held:
                held[row.station].add(date(1970, 1, 1) + row.place * ONE_DAY)
    return {station: sorted(found) for station, found in held.items()}


def runs_of(held: Iterable[date]) -> list[tuple[date, date]]:
    """Return days in order as runs without a break, first and last of each."""
    runs: list[tuple[date, date]] = []
    for day in held:
        if runs and runs[-1][1] + ONE_DAY == day:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def days_between(first: date, last: date) -> list[date]:
    """Return every day from the first to the last."""
    return [first + place * ONE_DAY for place in range((last - first).days + 1)]


def read_span(
    engine: Engine, station: str, first: date, last: date, names: Sequence[str]
) -> list[Day] | None:
    """Return a station's days one after the other, None when nothing of any was ever heard."""
    with engine.connect() as connection:
        found = [read_day(connection, station, day, names) for day in days_between(first, last)]
    return found if any(was_heard(day) for day in found) else None


def find_day(
    engine: Engine, station: str, day: date, names: Sequence[str], *, since: int | None = None
) -> Day | None:
    """Return a station's day, None when nothing of it was ever heard."""
    with engine.connect() as connection:
        found = read_day(connection, station, day, names, since=since)
    return found if was_heard(found) else None


def was_heard(day: Day) -> bool:
    """Claim that anything at all is known of a day."""
    return bool(day.heard.any() or day.backlog.any())


def read_estimates(
    engine: Engine, room: str, first: date, last: date | None = None, *, since: int | None = None
) -> Mapping[int, Mapping[str, Any]]:
    """Return the estimates kept of a room on some days, by minute since the epoch."""
    begins = max(first_minute_of(first), since or 0)
    return read_estimates_between(engine, room, begins, first_minute_of(last or first) + MINUTES)


def read_estimates_between(
    engine: Engine, room: str, begins: int, ends: int
) -> Mapping[int, Mapping[str, Any]]:
    """Return the estimates kept of a room from one minute to before another."""
    span = estimates.c.minute.between(begins, ends - 1)
    query = select(estimates.c.minute, estimates.c.body).where(estimates.c.room == room, span)
    with engine.connect() as connection:
        return {minute: orjson.loads(body) for minute, body in connection.execute(query)}


def read_marks(book: Logbook, first: date, last: date, *, most: int = MOST_MARKS) -> Marks:
    """Return what was written in a room from the first day to the last."""
    begins = _first_from(book, time_of_minute(first_minute_of(first)))
    before = ends = _first_from(book, time_of_minute(first_minute_of(last + ONE_DAY)))
    marks: list[Mark] = []
    while before > begins and len(marks) < most:
        wanted = min(PAGE, most - len(marks), before - begins)
        entries = book.entries(before=before, limit=wanted)
        marks += [mark_of(entry) for entry in reversed(entries)]
        before = entries[0].seq
    return Marks(marks[::-1], ends - begins - len(marks))


def mark_of(entry: Entry) -> Mark:
    """Return an entry as a mark on the time axis."""
    event = entry.event
    colour = event.colour.value if isinstance(event, AlertRaised | AlertColourChanged) else None
    return Mark(entry.seq, entry.at, entry.kind, colour)


def _first_from(book: Logbook, moment: datetime) -> int:
    """Return the number of the first entry from a moment on: numbers and times only climb."""
    newest = book.entries(limit=1)
    low, high = 1, newest[0].seq + 1 if newest else 1
    while low < high:
        middle = (low + high) // 2
        if book.entries(before=middle + 1, limit=1)[0].at < moment:
            low = middle + 1
        else:
            high = middle
    return low
