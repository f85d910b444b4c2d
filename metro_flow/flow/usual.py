"""Say what a day is usually like, adapting past-only, so that news can be told from habit.

A day is cut into slots of one length. What is usual for a slot is the mean of that slot over the
days of the same kind (workday, rest day, holiday: the caller names them), the latest weighing most:

    u = Σ w x / Σ w        w = ½^(age / half life) · (c where the weekday is the same, else 1)

with ages counted in days of the kind. The spread is the root of the same kind of mean of squared
misses, each against what was usual *before* its day, smoothed over neighbouring slots.
A day that is not finished moves nothing, and a slot that was not heard weighs nothing.

It ignores trends within a week and everything that the kind of day does not tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv

from metro_flow.errors import Fault, Malformed
from metro_flow.flow.count import DIRECTIONS, LONGEST_INTERVAL_S, Floats

DAY_S: Final = 86_400
WEEKDAYS: Final = 7
# Chosen on the fourth of five weeks of Beijing, between 10 and 30, and 1 and 3.
HALF_LIFE_DAYS: Final = 20.0
SAME_WEEKDAY: Final = 2.0
# Slots as short as this are told apart by chance more than by habit: they lean on neighbours.
SHORT_S: Final = 300
Cells = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class DayShape:
    """How a day is cut: `slots` of `interval_s` seconds, the first `starts_s` after midnight."""

    interval_s: int
    slots: int
    starts_s: int = 0

    def __post_init__(self) -> None:
        faults = []
        if not 1 <= self.interval_s <= 4 * LONGEST_INTERVAL_S:
            expected = f"1 … {4 * LONGEST_INTERVAL_S} seconds"
            faults.append(Fault("interval_s", self.interval_s, expected))
        if self.slots < 1:
            faults.append(Fault("slots", self.slots, "at least 1 slot"))
        if self.starts_s < 0 or self.starts_s + self.interval_s * self.slots > DAY_S:
            faults.append(Fault("starts_s", self.starts_s, "all slots lie within one day"))
        if faults:
            raise Malformed(*faults, where="the shape of a day")

    def slot(self, second: float) -> int | None:
        """Return the slot in which a second after midnight lies; None outside of the day."""
        place = int((second - self.starts_s) // self.interval_s)
        return place if 0 <= place < self.slots else None


@dataclass(frozen=True, slots=True)
class Day:
    """What kind of day it is; `like` names kinds to go by, in order, while its own is not known."""

    kind: str
    weekday: int
    like: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        faults = []
        if not self.kind.strip():
            faults.append(Fault("kind", self.kind, "name the kind of day, for example workday"))
        if not 0 <= self.weekday < WEEKDAYS:
            faults.append(Fault("weekday", self.weekday, "0 (Monday) … 6 (Sunday)"))
        if faults:
            raise Malformed(*faults, where="a day")


@dataclass(frozen=True, slots=True, eq=False)
class Usual:
    """What is usual of one day: `people` and `spread` (slots, stations, 2), NaN where not known.

    `days` (stations) is on how many finished days it rests.
    """

    people: Floats
    spread: Floats
    days: npt.NDArray[np.int64]

    def above(self, share: float) -> Floats:
        """Return the people per slot that only a `share` of usual slots passes.

        The Gamma distribution with this mean and spread: skewed as counts are, never below zero.
        """
        mean = np.maximum(self.people, 1e-9)
        variance = np.maximum(self.spread**2, mean)
        shape, scale = mean**2 / variance, variance / mean
        quantile: Floats = scale * gammaincinv(shape, 1 - share)
        return quantile


@dataclass(slots=True, eq=False)
class Absorbed:
    """What was absorbed of one kind of day; the first row is all weekdays together."""

    sums: Cells
    weights: Cells
    squares: Cells
    square_weights: Cells
    days: npt.NDArray[np.int64]

    @classmethod
    def empty(cls, shape: tuple[int, int, int]) -> Absorbed:
        rows = (1 + WEEKDAYS, *shape)
        return cls(
            np.zeros(rows, np.float32),
            np.zeros(rows, np.float32),
            np.zeros(shape, np.float32),
            np.zeros(shape, np.float32),
            np.zeros(shape[1], np.int64),
        )


@dataclass(slots=True, eq=False)
class UsualDays:
    """The usual day of every kind, absorbing one finished day after another.

    >>> import numpy as np
    >>> usual = UsualDays(DayShape(3600, 2, starts_s=18_000), stations=1)
    >>> for people in (100.0, 200.0):
    ...     usual.absorb(Day("workday", 0), np.full((2, 1, 2), people))
    >>> bool(150 < usual.of(Day("workday", 0)).people[0, 0, 0] < 155)   # the latest weighs most
    True
    >>> int(usual.of(Day("workday", 1)).days[0]), int(usual.of(Day("holiday", 1)).days[0])
    (2, 0)
    """

    shape: DayShape
    stations: int
    half_life_days: float = HALF_LIFE_DAYS
    same_weekday: float = SAME_WEEKDAY
    kinds: dict[str, Absorbed] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.half_life_days > 0:
            raise Malformed(Fault("half_life_days", self.half_life_days, "more than 0 days"))
        if not self.same_weekday >= 1:
            raise Malformed(Fault("same_weekday", self.same_weekday, "a weight of 1 or more"))

    @property
    def cells(self) -> tuple[int, int, int]:
        """The axes of a day's counts: slots, stations, directions."""
        return self.shape.slots, self.stations, len(DIRECTIONS)

    def of(self, day: Day) -> Usual:
        """Return what is usual of such a day, before it has been absorbed itself."""
        known = next((kind for kind in (day.kind, *day.like) if kind in self.kinds), None)
        if known is None:
            nothing = np.full(self.cells, np.nan)
            return Usual(nothing, nothing.copy(), np.zeros(self.stations, np.int64))
        kept = self.kinds[known]
        mine, more = 1 + day.weekday, self.same_weekday - 1
        with np.errstate(invalid="ignore", divide="ignore"):
            weights = kept.weights[0] + more * kept.weights[mine]
            people = (kept.sums[0] + more * kept.sums[mine]) / weights
            variance = smoothed(kept.squares / kept.square_weights)
        if self.shape.interval_s <= SHORT_S:
            people = np.where(np.isnan(people), people, smoothed(people))
        # Before two days there is no spread but that of whole people.
        spread = np.sqrt(np.where(np.isnan(variance), np.maximum(people, 1), variance))
        return Usual(people.astype(np.float64), spread.astype(np.float64), kept.days.copy())

    def absorb(self, day: Day, counts: Floats) -> None:
        """Take a finished day in: people per slot (slots, stations, 2), NaN where not heard."""
        counts = checked(counts, self.cells, "counts")
        before = self.of(Day(day.kind, day.weekday)).people
        kept = self.kinds.setdefault(day.kind, Absorbed.empty(self.cells))
        fades = np.float32(0.5 ** (1 / self.half_life_days))
        for part in (kept.sums, kept.weights, kept.squares, kept.square_weights):
            part *= fades
        heard = ~np.isnan(counts)
        people = np.where(heard, counts, 0).astype(np.float32)
        for row in (0, 1 + day.weekday):
            kept.sums[row] += people
            kept.weights[row] += heard
        missed = counts - before
        kept.squares += np.nan_to_num(missed**2).astype(np.float32)
        kept.square_weights += ~np.isnan(missed)
        # A day of which less than half was heard tells little of the rarest slot.
        kept.days += heard.mean(axis=(0, 2)) >= 0.5


def smoothed(cells: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """Smooth over neighbouring slots by ¼, ½, ¼; the first and last slot lean on themselves."""
    padded = np.concatenate([cells[:1], cells, cells[-1:]])
    eased: npt.NDArray[np.floating] = (padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4
    return eased


def checked(counts: Floats, shape: Sequence[int], name: str) -> Floats:
    """Return counts as floats of this shape, none negative or infinite, or say what is wrong."""
    array = np.asarray(counts, np.float64)
    if array.shape != tuple(shape):
        raise Malformed(Fault(name, array.shape, f"an array of the shape {tuple(shape)}"))
    wrong = (array < 0) | np.isinf(array)
    if wrong.any():
        raise Malformed(Fault(name, float(array[wrong].flat[0]), "people, 0 or more; NaN: unheard"))
    return array
