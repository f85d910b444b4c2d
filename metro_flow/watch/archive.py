"""Fold batches into minutes and minutes into days, each second of each gate group once.

What the windows forget is kept here. Minutes and how far the batches are folded are written in
one transaction, so a crash between two flushes folds the same batches again and nothing twice;
a count repeated in another batch meets the seconds already heard and is left out.
When a day is over it is sealed: one compressed blob a station. What comes later still mends it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, Engine, bindparam, delete, insert, select, update

from metro_flow.db import writing
from metro_flow.flow.count import Bools, Counts, GateGroup, Ints, seconds_of
from metro_flow.flow.pieces import Pieces, first_come
from metro_flow.watch.day import day_of, first_minute_of
from metro_flow.watch.sealed import find_day, read_day, row_of_minute, seal_day
from metro_flow.watch.sheet import PANES, Layout, Sheet
from metro_flow.watch.table import days, folds, minutes

# An hour may still come late; a few more for stragglers of the archive.
SHEETS: Final = 90
SEALED_AFTER: Final = timedelta(hours=2)


class Archive:
    """The minutes that are open in memory, and the way to the stored ones."""

    def __init__(self, engine: Engine, gate_groups: Sequence[GateGroup]) -> None:
        self._engine = engine
        self.layout = Layout.of(gate_groups)
        self._sheets: OrderedDict[int, Sheet] = OrderedDict()
        self._totals: dict[date, Ints] = {}
        with engine.connect() as connection:
            sealed = connection.execute(select(days.c.station, days.c.day))
            self._sealed = {(row.station, row.day) for row in sealed}
            self.folded = {row.process: row.n for row in connection.execute(select(folds))}

    def fold(self, counts: Counts, *, added: bool = False) -> int:
        """Take in what is new of these counts; return how many people that were."""
        self._take_backlog(counts.where(counts.backlog))
        pieces = Pieces.of(counts, np.flatnonzero(~counts.backlog))
        people = 0
        while len(pieces):
            first = first_come(pieces)
            people += self._take(pieces.where(first), len(counts), added=added)
            pieces = pieces.where(~first)
        return people

    def today(self, now: int) -> Ints:
        """Return people counted since Shanghai's midnight as (gate groups, directions)."""
        day = day_of(now)
        for old in [held for held in self._totals if held < day]:
            del self._totals[old]
        return self._total(day).reshape(-1, 2)

    def flush(self, read_up_to: Mapping[str, int]) -> None:
        """Store what changed, and how far each process's batches are folded, in one go."""
        changed = [sheet for sheet in self._sheets.values() if sheet.changed]
        if not changed and read_up_to == self.folded:
            return
        with writing(self._engine) as connection:
            self._store(connection, changed)
            for process, n in sorted(read_up_to.items()):
                mine = folds.c.process == process
                connection.execute(update(folds).where(mine).values(n=n))
        for sheet in changed:
            sheet.changed.clear()
        self.folded = dict(read_up_to)
        while len(self._sheets) > SHEETS:
            self._sheets.popitem(last=False)

    def seal(self, now: datetime) -> list[tuple[str, date]]:
        """Seal every station-day that ended more than two hours ago; return which."""
        over = first_minute_of(day_of(seconds_of(now - SEALED_AFTER)))
        query = select(minutes.c.station, minutes.c.minute).where(minutes.c.minute < over)
        with writing(self._engine) as connection:
            rows = connection.execute(query).all()
            closing = sorted({(row.station, day_of(row.minute * 60)) for row in rows})
            for station, day in closing:
                seal_day(connection, station, day, self._names(station))
        self._sealed.update(closing)
        return closing

    def _names(self, station: str) -> tuple[str, ...]:
        places = self.layout.stations.get(station, ())
        return tuple(self.layout.gate_groups[place].id for place in places)

    def _take(self, pieces: Pieces, counts: int, *, added: bool) -> int:
        minute = pieces.pane // PANES
        touched = [int(each) for each in np.unique(minute)]
        self._open(touched)
        pieces = pieces.where(self._unheard(pieces, minute, touched, counts))
        minute = pieces.pane // PANES
        for each in touched:
            own = minute == each
            if own.any():
                self._write(self._sheets[each], pieces.where(own), added=added)
        return int(pieces.people.sum())

    def _unheard(self, pieces: Pieces, minute: Ints, touched: Sequence[int], counts: int) -> Bools:
        """Mark the pieces of counts of which no second was heard before."""
        known = np.zeros(counts, np.bool_)
        for each in touched:
            own = np.flatnonzero(minute == each)
            heard = self._sheets[each].heard[pieces.pane[own] % PANES, pieces.slot[own]]
            clash = (heard & pieces.bits[own]) != 0
            known[pieces.count[own[clash]]] = True
        unheard: Bools = ~known[pieces.count]
        return unheard

    def _write(self, sheet: Sheet, pieces: Pieces, *, added: bool) -> None:
        total = self._total(day_of(sheet.minute * 60))
        np.add.at(total, pieces.slot, pieces.people.astype(np.int64))
        cell = (pieces.pane % PANES) * self.layout.slots + pieces.slot
        np.add.at(sheet.heard.reshape(-1), cell, pieces.bits)
        np.add.at(sheet.people.reshape(-1), cell, pieces.people)
        stations = sheet.note_changed(pieces.slot)
        if added:
            sheet.added |= stations

    def _take_backlog(self, counts: Counts) -> None:
        slot = 2 * counts.group + counts.direction
        minute = (counts.end - 1) // 60
        for each in np.unique(minute):
            own = minute == each
            self._open([int(each)])
            total = self._total(day_of(int(each) * 60))
            np.add.at(total, slot[own], counts.people[own])
            sheet = self._sheets[int(each)]
            np.add.at(sheet.backlog, slot[own], counts.people[own].astype(np.int32))
            sheet.note_changed(slot[own])

    def _open(self, wanted: Iterable[int]) -> None:
        """Have the sheets of these minutes in memory, with what is stored of them."""
        missing = [minute for minute in wanted if minute not in self._sheets]
        if not missing:
            return
        for minute in missing:
            self._sheets[minute] = Sheet(minute, self.layout)
        with self._engine.connect() as connection:
            stored = select(minutes).where(minutes.c.minute.in_(missing))
            for row in connection.execute(stored):
                if row.station in self.layout.stations:
                    self._sheets[row.minute].take(row.station, row.body)
            self._open_sealed(connection, missing)

    def _open_sealed(self, connection: Connection, missing: Sequence[int]) -> None:
        touched = {day_of(minute * 60) for minute in missing}
        for station, day in self._sealed:
            if day not in touched or station not in self.layout.stations:
                continue
            kept = find_day(connection, station, day)
            for minute in missing:
                if kept is not None and day_of(minute * 60) == day:
                    self._sheets[minute].take(station, row_of_minute(kept, minute))

    def _store(self, connection: Connection, changed: Sequence[Sheet]) -> None:
        """Write the changed rows; those of a sealed day are folded into its blob."""
        rows = [
            {"minute": sheet.minute, "station": station, "body": sheet.row(station)}
            for sheet in changed
            for station in sorted(sheet.changed)
        ]
        if not rows:
            return
        mine = (minutes.c.minute == bindparam("m")) & (minutes.c.station == bindparam("s"))
        places: list[dict[str, Any]] = [{"m": row["minute"], "s": row["station"]} for row in rows]
        connection.execute(delete(minutes).where(mine), places)
        connection.execute(insert(minutes), rows)
        touched = {(place["s"], day_of(place["m"] * 60)) for place in places}
        for station, day in sorted(touched & self._sealed):
            seal_day(connection, station, day, self._names(station))

    def _total(self, day: date) -> Ints:
        """Return the day's total of each slot, summed from the store when first asked for."""
        if day not in self._totals:
            total = np.zeros(self.layout.slots, np.int64)
            with self._engine.connect() as connection:
                for station in self.layout.stations:
                    self._sum_stored(connection, station, day, total=total)
            self._totals[day] = total
        return self._totals[day]

    def _sum_stored(self, connection: Connection, station: str, day: date, *, total: Ints) -> None:
        kept = read_day(connection, station, day, self._names(station))
        sums = (kept.people + kept.backlog).sum(axis=0)
        named = {name: sums[place] for place, name in enumerate(kept.gate_groups)}
        for place in self.layout.stations[station]:
            name = self.layout.gate_groups[place].id
            total[2 * place : 2 * place + 2] = named.get(name, 0)
