"""Line up a station's days: people a minute, people inside by zone, gaps, and what was written.

Pure numbers. A minute of which less than half was heard is a gap, not a low: its figures are not
a number. Where more was heard but not all, people are divided by the part that was, and the
interval is Garwood's for what was counted (F. Garwood, Biometrika 28, 1936, 437–442).
Several minutes drawn as one step follow the same rule: counted people over heard minutes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

import numpy as np
from scipy.special import gammaincinv

from metro_flow.flow.count import Bools, Floats, Ints
from metro_flow.watch.day import MINUTES, Day, first_minute_of, time_of_minute

Way = Literal["in", "out", "both"]

HEARD_ENOUGH: Final = 0.5
TAIL: Final = 0.05
COLUMNS: Final[Mapping[Way, slice]] = {"in": slice(0, 1), "out": slice(1, 2), "both": slice(0, 2)}
UNKNOWN: Final = (None, None, None)
# A point a pixel on the widest wall, and a week in steps of five minutes.
MOST_STEPS: Final = 2016
STEPS: Final = (1, 5, 15, 30)


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry of the room's book on the time axis; alerts carry their colour."""

    seq: int
    at: datetime
    kind: str
    colour: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """A figure of every step with its interval; not a number where it is not known."""

    middle: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Stretch:
    """Minutes from `start` to before `end`."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Peak:
    """The busiest minute of a day: a mean over several minutes would hide it."""

    at: datetime
    per_minute: float


@dataclass(frozen=True, slots=True)
class DayTotal:
    """What one day came to; None where nothing was heard, which is not nobody."""

    day: date
    people_in: int | None
    people_out: int | None
    peak_in: Peak | None
    peak_out: Peak | None


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """A station's days from minute `first` (since the epoch) on, a figure every `step` minutes.

    `colours` stand a minute each whatever the step.
    """

    station: str
    first: int
    step: int
    entering: Band
    leaving: Band
    zones: Mapping[str, Band]
    colours: tuple[str | None, ...]
    gaps: tuple[Stretch, ...]
    added: tuple[Stretch, ...]
    marks: tuple[Mark, ...]
    days: tuple[DayTotal, ...]
    until: datetime | None

    def __len__(self) -> int:
        return len(self.entering.middle)

    @property
    def total_in(self) -> int:
        """People who entered on the days that are known."""
        return sum(each.people_in or 0 for each in self.days)

    @property
    def total_out(self) -> int:
        """People who left on the days that are known."""
        return sum(each.people_out or 0 for each in self.days)


def curves_of(
    days: Sequence[Day],
    *,
    estimates: Mapping[int, Mapping[str, Any]],
    marks: Sequence[Mark] = (),
    step: int = 1,
) -> Curves:
    """Lay days that follow each other end to end, with kept estimates (by minute) and marks."""
    first = first_minute_of(days[0].day)
    known = known_minutes(days)
    kept = [estimates.get(first + place) for place in range(len(known))]
    zones = list(dict.fromkeys(name for each in kept if each for name in each["zones"]))
    return Curves(
        station=days[0].station,
        first=first,
        step=step,
        entering=flow_of(days, "in", step=step),
        leaving=flow_of(days, "out", step=step),
        zones=zone_bands(kept, zones, step=step),
        colours=tuple(None if each is None else each.get("colour") for each in kept),
        gaps=tuple(_stretches(_between(known) & ~known, first)),
        added=tuple(_stretches(np.concatenate([day.added for day in days]), first)),
        marks=tuple(marks),
        days=tuple(_total(day) for day in days),
        until=until_of(days),
    )


def step_for(days: int) -> int:
    """Return in steps of how many minutes so many days are drawn."""
    wide_enough = (step for step in STEPS if days * MINUTES <= step * MOST_STEPS)
    return next(wide_enough, STEPS[-1])


def flow_of(days: Sequence[Day], way: Way, *, step: int) -> Band:
    """Return people a minute one way or both, with their interval, a figure every `step` minutes.

    A step is known when at least half of its minutes were heard, counted by the part heard.
    """
    people = np.concatenate([day.people[:, :, COLUMNS[way]].sum(axis=(1, 2)) for day in days])
    heard = np.concatenate([coverage_of(day) for day in days])
    known = heard >= HEARD_ENOUGH
    counted = _by_step(np.where(known, people, 0), step).sum(axis=1)
    part = _by_step(np.where(known, heard, 0.0), step).sum(axis=1)
    part = np.where(part >= HEARD_ENOUGH * step, part, np.nan)
    return Band(
        counted / part,
        gammaincinv(np.maximum(counted, 1e-9), TAIL) / part,
        gammaincinv(counted + 1, 1 - TAIL) / part,
    )


def total_of(day: Day, way: Way) -> int | None:
    """Return how many people a day came to, late ones too; None when nothing was heard of it."""
    if not (day.heard.any() or day.backlog.any()):
        return None
    return int((day.people + day.backlog)[:, :, COLUMNS[way]].sum())


def until_of(days: Sequence[Day]) -> datetime | None:
    """Return the end of the last minute of which anything is known, the end of the counts."""
    known = np.flatnonzero(known_minutes(days))
    return time_of_minute(first_minute_of(days[0].day) + int(known[-1]) + 1) if len(known) else None


def known_minutes(days: Sequence[Day]) -> Bools:
    """Mark the minutes of which at least half was heard."""
    known: Bools = np.concatenate([coverage_of(day) for day in days]) >= HEARD_ENOUGH
    return known


def coverage_of(day: Day) -> Floats:
    """Return the share of each minute that was heard of the gate groups heard at all that day."""
    heard_s = day.heard_s
    spoke = heard_s.any(axis=0)
    if not spoke.any():
        return np.zeros(MINUTES)
    share: Floats = heard_s[:, spoke].mean(axis=1) / 60
    return share


def zone_bands(
    kept: Sequence[Mapping[str, Any] | None], zones: Sequence[str], *, step: int = 1
) -> dict[str, Band]:
    """Return each zone's mean of a step, between the lowest and the highest end in it."""
    bands = {}
    for zone in zones:
        rows = [UNKNOWN if each is None else each["zones"].get(zone) or UNKNOWN for each in kept]
        middle, low, high = np.array(rows, np.float64).T
        bands[zone] = Band(_mean(middle, step), _lowest(low, step), -_lowest(-high, step))
    return bands


def _total(day: Day) -> DayTotal:
    return DayTotal(
        day.day, total_of(day, "in"), total_of(day, "out"), _peak(day, "in"), _peak(day, "out")
    )


def _peak(day: Day, way: Way) -> Peak | None:
    per_minute = flow_of((day,), way, step=1).middle
    if not np.isfinite(per_minute).any():
        return None
    place = int(np.nanargmax(per_minute))
    return Peak(time_of_minute(first_minute_of(day.day) + place), float(per_minute[place]))


def _mean(values: Floats, step: int) -> Floats:
    known = _by_step(np.isfinite(values), step).sum(axis=1)
    sums = _by_step(np.where(np.isfinite(values), values, 0.0), step).sum(axis=1)
    means: Floats = sums / np.where(known >= HEARD_ENOUGH * step, known, np.nan)
    return means


def _lowest(values: Floats, step: int) -> Floats:
    lowest = _by_step(np.where(np.isfinite(values), values, np.inf), step).min(axis=1)
    return np.where(np.isfinite(lowest), lowest, np.nan)


def _by_step(values: Any, step: int) -> Any:
    return values.reshape(-1, step)


def _between(known: Bools) -> Bools:
    """Mark everything from the first known minute to the last: a gap lies inside."""
    begun = np.logical_or.accumulate(known)
    unended: Bools = begun & np.logical_or.accumulate(known[::-1])[::-1]
    return unended


def _stretches(marked: Bools | Ints, first: int) -> list[Stretch]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], marked, [False]]).astype(np.int8)))
    return [
        Stretch(time_of_minute(first + int(start)), time_of_minute(first + int(end)))
        for start, end in edges.reshape(-1, 2)
    ]
