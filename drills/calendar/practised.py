"""Tell the district's assessment what each station has practised in a stretch of days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from drills.calendar.grid import Cell, grid_of, requirement_of
from drills.calendar.planned import Calendar
from drills.calendar.quarter import SHANGHAI, parse_quarter
from stations.district.figures.record import Practised


def practised(
    calendar: Calendar, stations: Iterable[str], first: date, after: date, *, now: datetime
) -> Mapping[str, Practised]:
    """Return what was run from `first` to before `after`, and what fell due in that time.

    A drill is owed in the quarter with whose end its stretch ends.
    """
    every = list(stations)
    cells = [
        cell
        for year in range(first.year, after.year + 1)
        for cell in grid_of(calendar, every, year, now=now)
        if first < parse_quarter(cell.quarter).next.first_day <= after
    ]
    return {station: _practised(calendar, station, cells, first, after) for station in every}


def _practised(
    calendar: Calendar, station: str, cells: Iterable[Cell], first: date, after: date
) -> Practised:
    run = sum(
        drill.counts
        and drill.run is not None
        and first <= drill.run.ended_at.astimezone(SHANGHAI).date() < after
        for drill in calendar.drills.values()
        if drill.plan.station == station
    )
    owed = [cell for cell in cells if cell.station == station and cell.required]
    overdue = sum(cell.overdue for cell in owed)
    requirement = requirement_of(calendar.required, station)
    if requirement is not None and requirement.confirmed_by:
        return Practised(run, len(owed), overdue)
    return Practised(run, unconfirmed=(len(owed), overdue))
