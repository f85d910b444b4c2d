"""Read and keep whole days: the sealed blob, the open minutes, or both when some came late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
import orjson
from sqlalchemy import Connection, delete, insert, select

from metro_flow.watch.day import MINUTES, Day, first_minute_of
from metro_flow.watch.table import days, minutes


def find_day(connection: Connection, station: str, day: date) -> Day | None:
    """Return the sealed day, None when it is still open."""
    mine = (days.c.station == station) & (days.c.day == day)
    blob = connection.execute(select(days.c.body).where(mine)).scalar()
    return None if blob is None else Day.unpacked(station, day, blob)


def read_day(
    connection: Connection,
    station: str,
    day: date,
    names: Sequence[str],
    *,
    since: int | None = None,
) -> Day:
    """Return a day as it is known: what was sealed, and open minutes over it.

    Whoever wants the last minutes only says `since` which one; open ones before it stay out.
    """
    first = first_minute_of(day)
    mine = minutes.c.station == station
    span = minutes.c.minute.between(max(first, since or first), first + MINUTES - 1)
    rows = connection.execute(select(minutes.c.minute, minutes.c.body).where(mine & span))
    opened = {row.minute - first: orjson.loads(row.body) for row in rows}
    sealed = find_day(connection, station, day)
    kept = _widened(sealed or Day.empty(station, day, tuple(names)), opened.values())
    for minute, stored in opened.items():
        _put(kept, minute, stored)
    return kept


def seal_day(connection: Connection, station: str, day: date, names: Sequence[str]) -> None:
    """Fold a day's open minutes into its blob."""
    whole = read_day(connection, station, day, names)
    mine = (days.c.station == station) & (days.c.day == day)
    connection.execute(delete(days).where(mine))
    connection.execute(insert(days), {"station": station, "day": day, "body": whole.packed()})
    first = first_minute_of(day)
    span = minutes.c.minute.between(first, first + MINUTES - 1)
    connection.execute(delete(minutes).where((minutes.c.station == station) & span))


def row_of_minute(day: Day, minute: int) -> bytes:
    """Return one minute of a day in the form in which open minutes are stored."""
    place = minute - first_minute_of(day.day)
    people, heard, backlog = day.people[place], day.heard[place], day.backlog[place]
    stored: dict[str, Any] = {
        "gates": {
            name: [int(people[at, 0]), int(heard[at, 0]), int(people[at, 1]), int(heard[at, 1])]
            for at, name in enumerate(day.gate_groups)
        },
        "backlog": {name: backlog[at].tolist() for at, name in enumerate(day.gate_groups)},
        "added": bool(day.added[place]),
    }
    return orjson.dumps(stored)


def _widened(day: Day, rows: Iterable[dict[str, Any]]) -> Day:
    """Make room for gate groups that the atlas did not know when the day was sealed."""
    named = {name for row in rows for name in (*row["gates"], *row.get("backlog", {}))}
    missing = tuple(sorted(named - set(day.gate_groups)))
    if not missing:
        return day
    wider = Day.empty(day.station, day.day, day.gate_groups + missing)
    known = slice(0, len(day.gate_groups))
    wider.people[:, known], wider.heard[:, known] = day.people, day.heard
    wider.backlog[:, known], wider.added[:] = day.backlog, day.added
    return wider


def _put(day: Day, minute: int, stored: dict[str, Any]) -> None:
    places = {name: place for place, name in enumerate(day.gate_groups)}
    for name, (people_in, bits_in, people_out, bits_out) in stored["gates"].items():
        day.people[minute, places[name]] = people_in, people_out
        day.heard[minute, places[name]] = np.array([bits_in, bits_out], np.uint64)
    for name, gained in stored.get("backlog", {}).items():
        day.backlog[minute, places[name]] = gained
    day.added[minute] = bool(stored.get("added"))
