"""Lay a year of drills out by quarter and station, so that one sees what is owed and what is late.

A cell shows the drill that has come furthest among those of its quarter and station that were not
called off; a run that was broken off shows as such and pays nothing. What a cell requires follows
from the requirement said last of its station: a drill every so many quarters, counted from the
quarter since when; the last quarter of each stretch is where it is owed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from drills.calendar.happened import RequirementSet
from drills.calendar.planned import Calendar, PlannedDrill, Stage
from drills.calendar.quarter import QUARTERS, Quarter, parse_quarter, quarters_of

_ORDER: Final = {stage: place for place, stage in enumerate(Stage)}


@dataclass(frozen=True, slots=True)
class Cell:
    """One station in one quarter; `stage` is None where nothing is planned (未排)."""

    station: str
    quarter: str
    stage: Stage | None
    drill: str | None
    drills: tuple[str, ...]
    broken_off: bool
    required: bool
    overdue: bool
    moved: bool


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a station owes in the quarters of a year, and who says so."""

    every_quarters: int
    since: Quarter
    source: str
    confirmed_by: str

    def owed_in(self, quarter: Quarter) -> bool:
        """Claim that a stretch of quarters ends with this one."""
        if self.every_quarters == 0 or quarter < self.since:
            return False
        return (_number(quarter) - _number(self.since)) % self.every_quarters == (
            self.every_quarters - 1
        )

    def stretch(self, quarter: Quarter) -> tuple[str, ...]:
        """Return the quarters in any of which the drill owed in this one may be run."""
        last = _number(quarter)
        numbers = range(last - self.every_quarters + 1, last + 1)
        return tuple(str(Quarter(n // QUARTERS, n % QUARTERS + 1)) for n in numbers)


def grid_of(
    calendar: Calendar,
    stations: Sequence[str],
    year: int,
    *,
    now: datetime,
    hidden: Collection[str] = (),
) -> list[Cell]:
    """Return the cells of a year, station by station; `hidden` drills are not there at all."""
    at: dict[tuple[str, str], list[PlannedDrill]] = {}
    for drill in calendar.drills.values():
        if drill.called_off is None and drill.id not in hidden:
            at.setdefault((drill.plan.station, drill.quarter), []).append(drill)
    owed = {station: requirement_of(calendar.required, station) for station in stations}
    quarters = quarters_of(year)
    return [
        _cell(station, quarter, at, owed[station], now)
        for station in stations
        for quarter in quarters
    ]


def requirement_of(said: Sequence[RequirementSet], station: str) -> Requirement | None:
    """Return what was said last of a station; None where nothing ever was."""
    for each in reversed(said):
        if not each.stations or station in each.stations:
            since = parse_quarter(each.since)
            return Requirement(each.every_quarters, since, each.source, each.confirmed_by)
    return None


def _cell(
    station: str,
    quarter: Quarter,
    at: Mapping[tuple[str, str], Sequence[PlannedDrill]],
    requirement: Requirement | None,
    now: datetime,
) -> Cell:
    drills = at.get((station, str(quarter)), ())
    furthest = max(drills, key=_furthest, default=None)
    required = requirement is not None and requirement.owed_in(quarter)
    return Cell(
        station=station,
        quarter=str(quarter),
        stage=None if furthest is None else furthest.stage,
        drill=None if furthest is None else furthest.id,
        drills=tuple(drill.id for drill in drills),
        broken_off=furthest is not None and furthest.run is not None and not furthest.counts,
        required=required,
        overdue=requirement is not None
        and required
        and now >= quarter.ends
        and not _practised(station, requirement.stretch(quarter), at),
        moved=furthest is not None and bool(furthest.moves),
    )


def _furthest(drill: PlannedDrill) -> tuple[bool, int]:
    return (drill.counts or drill.to_come, _ORDER[drill.stage])


def _practised(
    station: str,
    quarters: Sequence[str],
    at: Mapping[tuple[str, str], Sequence[PlannedDrill]],
) -> bool:
    return any(drill.counts for quarter in quarters for drill in at.get((station, quarter), ()))


def _number(quarter: Quarter) -> int:
    return quarter.year * QUARTERS + quarter.number - 1
