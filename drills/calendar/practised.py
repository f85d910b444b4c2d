"""Tell those who know of no drill what each station has practised: assessment and six lights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from drills.calendar.grid import Cell, grid_of, requirement_of
from drills.calendar.planned import Calendar
from drills.calendar.quarter import SHANGHAI, parse_quarter
from metro_flow.logbook.board import Board
from stations.district.figures.record import Practised
from stations.readiness.hazard import Origin
from stations.readiness.hazards_fold import PANEL as HAZARDS
from stations.readiness.lights import DrillRecord


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


def record_of(calendar: Calendar, readiness: Board, station: str) -> DrillRecord | None:
    """Return the last drill that a station ran to its end, and what is still open of it."""
    run = [
        (drill.run.ended_at, drill)
        for drill in calendar.drills.values()
        if drill.plan.station == station and drill.run is not None and drill.counts
    ]
    if not run:
        return None
    ended_at, last = max(run, key=lambda each: each[0])
    open_actions = sum(
        hazard.is_open and hazard.origin is Origin.DRILL and hazard.source == last.id
        for hazard in readiness[HAZARDS].by_id.values()
    )
    score = None if last.evaluated is None else round(last.evaluated.points)
    return DrillRecord(ended_at.astimezone(SHANGHAI).date(), score, open_actions)


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
