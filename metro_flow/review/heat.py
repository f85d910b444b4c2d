"""Count the people of every station through one day in cells of a quarter of an hour or less.

Pure numbers. A cell is the sum of its minutes; where it was heard in part, it is divided by that
part as a minute is, and where less than half was heard it is not known, never nought.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import numpy as np

from metro_flow.flow.count import Floats
from metro_flow.review.curves import Way, flow_of, total_of, until_of
from metro_flow.watch.day import MINUTES, Day

CELLS: Final = (5, 15)
# One station's surge is a handful of a day's cells; on a scale that ends with it the rest is pale.
SCALED: Final = 99


@dataclass(frozen=True, slots=True)
class Row:
    """What a station's day came to, and its fullest cell; None where nothing is known."""

    station: str
    total: int | None
    fullest: int | None
    fullest_people: int | None


@dataclass(frozen=True, slots=True, eq=False)
class HeatMap:
    """People by station and cell of `step` minutes: (stations, cells), not a number if unknown."""

    day: date
    way: Way
    step: int
    rows: tuple[Row, ...]
    people: Floats
    until: datetime | None

    @property
    def top(self) -> int:
        """How many people a scale of these cells should reach to: 99 in a hundred are below."""
        known = self.people[np.isfinite(self.people)]
        return _round_up(float(np.percentile(known, SCALED, method="lower"))) if known.size else 2

    @property
    def over(self) -> int:
        """How many cells are fuller than the scale reaches to."""
        return int(np.count_nonzero(self.people > self.top))


def heat_of(days: Mapping[str, Day | None], *, day: date, way: Way, step: int) -> HeatMap:
    """Return the heat map of one day of these stations, in their order."""
    silent = np.full(MINUTES // step, np.nan)
    people = [
        silent if each is None else flow_of((each,), way, step=step).middle * step
        for each in days.values()
    ]
    ends = [end for each in days.values() if each is not None and (end := until_of((each,)))]
    rows = tuple(
        _row(station, each, cells, way)
        for (station, each), cells in zip(days.items(), people, strict=True)
    )
    return HeatMap(day, way, step, rows, np.array(people), max(ends, default=None))


def _round_up(value: float) -> int:
    """Return the next even number of two digits and noughts, so that its half is whole too."""
    unit = 2 * int(10 ** max(0, math.floor(math.log10(max(value, 1))) - 1))
    return max(unit, math.ceil(value / unit) * unit)


def _row(station: str, day: Day | None, cells: Floats, way: Way) -> Row:
    if day is None or not np.isfinite(cells).any():
        return Row(station, None if day is None else total_of(day, way), None, None)
    fullest = int(np.nanargmax(cells))
    return Row(station, total_of(day, way), fullest, round(float(cells[fullest])))
