"""Lay figures of different days, stations or runs over each other on one axis of seconds.

Pure numbers. Each series says when its own zero is: Shanghai's midnight puts two days on one
clock, the moment T0 puts two drills on one course, and the rest is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import numpy as np

from metro_flow.flow.count import Ints, seconds_of
from metro_flow.review.curves import Band, Way, flow_of, total_of
from metro_flow.watch.day import Day, first_minute_of, time_of_minute

# Minutes of two lines cross each other by chance alone; five of them tell them apart.
STEP: Final = 5


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """A figure every `step_s` seconds from `start` on, and what it came to where that adds up."""

    name: str
    start: datetime
    step_s: int
    band: Band
    total: int | None = None
    adds_up: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """A series by its seconds since its own zero."""

    name: str
    seconds: Ints
    band: Band
    total: int | None
    peak: float | None
    peak_s: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Two lines or more on one axis.

    `difference` is each later total less the first one's. `both_known` counts only the steps that
    are known of every line: a gap in one of them is no difference.
    """

    step_s: int
    lines: tuple[Laid, ...]
    difference: tuple[int | None, ...]
    both_known: tuple[int, ...] | None


def series_of(day: Day, way: Way, name: str) -> Series:
    """Return people a minute of a day as a series."""
    start = time_of_minute(first_minute_of(day.day))
    band = flow_of((day,), way, step=STEP)
    return Series(name, start, STEP * 60, band, total_of(day, way), adds_up=True)


def midnight_of(day: date) -> datetime:
    """Return the zero of a day's clock in Shanghai."""
    return time_of_minute(first_minute_of(day))


def laid_over(series: Sequence[Series], zeros: Sequence[datetime]) -> Comparison:
    """Lay series of one step over each other, each by the seconds since its own zero."""
    lines = tuple(_laid(each, zero) for each, zero in zip(series, zeros, strict=True))
    first = lines[0].total
    step_s = series[0].step_s
    return Comparison(
        step_s=step_s,
        lines=lines,
        difference=tuple(_less(line.total, first) for line in lines[1:]),
        both_known=_known_of_all(lines, step_s) if all(each.adds_up for each in series) else None,
    )


def _laid(series: Series, zero: datetime) -> Laid:
    middle = series.band.middle
    since = seconds_of(series.start) - seconds_of(zero)
    seconds = since + series.step_s * np.arange(len(middle), dtype=np.int64)
    known = np.isfinite(middle)
    place = int(np.nanargmax(middle)) if known.any() else None
    return Laid(
        series.name,
        seconds,
        series.band,
        series.total,
        None if place is None else float(middle[place]),
        None if place is None else int(seconds[place]),
    )


def _less(total: int | None, first: int | None) -> int | None:
    return None if total is None or first is None else total - first


def _known_of_all(lines: Sequence[Laid], step_s: int) -> tuple[int, ...]:
    """Return each line's people in the steps that are known of all."""
    known = [dict(zip(line.seconds // step_s, line.band.middle, strict=True)) for line in lines]
    steps = set.intersection(*({s for s, v in each.items() if np.isfinite(v)} for each in known))
    minutes = step_s / 60
    return tuple(round(sum(float(each[step]) for step in steps) * minutes) for each in known)
