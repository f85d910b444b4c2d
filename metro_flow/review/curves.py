"""Line up one station's day: people a minute, people inside by zone, gaps, and what was written.

Pure numbers. A minute of which less than half was heard is a gap, not a low: its figures are not
a number. Where more was heard but not all, people are divided by the part that was, and the
interval is Garwood's for what was counted (F. Garwood, Biometrika 28, 1936, 437–442).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import numpy as np
from scipy.special import gammaincinv

from metro_flow.flow.count import Bools, Floats, Ints
from metro_flow.watch.day import MINUTES, Day, first_minute_of, time_of_minute

HEARD_ENOUGH: Final = 0.5
TAIL: Final = 0.05


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry of the room's book on the time axis; alerts carry their colour."""

    seq: int
    at: datetime
    kind: str
    colour: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """A figure of every minute with its interval; not a number where it is not known."""

    middle: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Stretch:
    """Minutes from `start` to before `end`."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """A station's day in minutes from `first` (since the epoch) on."""

    station: str
    day: date
    first: int
    entering: Band
    leaving: Band
    zones: Mapping[str, Band]
    colours: tuple[str | None, ...]
    gaps: tuple[Stretch, ...]
    added: tuple[Stretch, ...]
    marks: tuple[Mark, ...]
    total_in: int
    total_out: int

    def __len__(self) -> int:
        return len(self.entering.middle)


def curves_of(
    day: Day, *, estimates: Mapping[int, Mapping[str, Any]], marks: Sequence[Mark] = ()
) -> Curves:
    """Line up a day with its kept estimates (by minute since the epoch) and its marks."""
    first = first_minute_of(day.day)
    coverage = _coverage(day)
    known = coverage >= HEARD_ENOUGH
    entering, leaving = (
        _rates(day.people[:, :, direction].sum(axis=1), coverage, known) for direction in (0, 1)
    )
    totals = (day.people + day.backlog).sum(axis=(0, 1))
    kept = [estimates.get(first + place) for place in range(MINUTES)]
    return Curves(
        station=day.station,
        day=day.day,
        first=first,
        entering=entering,
        leaving=leaving,
        zones=_zones(kept),
        colours=tuple(None if each is None else each.get("colour") for each in kept),
        gaps=tuple(_stretches(_between(known) & ~known, first)),
        added=tuple(_stretches(day.added, first)),
        marks=tuple(marks),
        total_in=int(totals[0]),
        total_out=int(totals[1]),
    )


def _coverage(day: Day) -> Floats:
    """Return the share of each minute that was heard of the gate groups heard at all that day."""
    heard_s = day.heard_s
    spoke = heard_s.any(axis=0)
    if not spoke.any():
        return np.zeros(MINUTES)
    share: Floats = heard_s[:, spoke].mean(axis=1) / 60
    return share


def _rates(people: Ints, coverage: Floats, known: Bools) -> Band:
    part = np.where(known, coverage, np.nan)
    return Band(
        people / part,
        gammaincinv(np.maximum(people, 1e-9), TAIL) / part,
        gammaincinv(people + 1, 1 - TAIL) / part,
    )


def _zones(kept: Sequence[Mapping[str, Any] | None]) -> dict[str, Band]:
    names = list(dict.fromkeys(name for each in kept if each for name in each["zones"]))
    bands = {}
    for name in names:
        rows = [_row(each, name) for each in kept]
        low_middle_high = np.array(rows, np.float64)
        bands[name] = Band(*(low_middle_high[:, column] for column in range(3)))
    return bands


def _row(each: Mapping[str, Any] | None, zone: str) -> list[float]:
    figures = None if each is None else each["zones"].get(zone)
    return [np.nan if value is None else value for value in figures or (None, None, None)]


def _between(known: Bools) -> Bools:
    """Mark everything from the first known minute to the last: a gap lies inside the day."""
    begun = np.logical_or.accumulate(known)
    unended: Bools = begun & np.logical_or.accumulate(known[::-1])[::-1]
    return unended


def _stretches(marked: Bools, first: int) -> list[Stretch]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], marked, [False]]).astype(np.int8)))
    return [
        Stretch(time_of_minute(first + int(start)), time_of_minute(first + int(end)))
        for start, end in edges.reshape(-1, 2)
    ]
