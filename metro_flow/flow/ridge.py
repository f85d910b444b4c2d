"""Learn from days that are over how what a moment shows goes on: three ridges on one another.

For each step ahead and each direction, misses of the aimed slot (in spreads) are explained

1. by the moment's eighteen numbers, pooled over all stations, anew for each time of day;
2. what is left, by a few factors of all stations' last misses (principal directions), for each
   station by itself in six parts of the day: a train line that has stopped is seen elsewhere first;
3. what is left then, by the moment's numbers once more, for each station by itself.

Every ridge leans on nothing to be learnt (A. E. Hoerl and R. W. Kennard, Technometrics 12, 1970).
Only sums of products are kept, so that a year takes no more memory than a week.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from metro_flow.flow.count import Bools, Floats
from metro_flow.flow.moment import NUMBERS, Course, aimed

# Chosen on the fourth of five weeks of Beijing; all are forgiving by a factor of three.
POOLED_LEANS: Final = 1000.0
FACTOR_LEANS: Final = 3000.0
OWN_LEANS: Final = 1000.0
FACTORS: Final = 20
FACTOR_LAGS: Final = 2
PARTS: Final = 6
# A time of day borrows from an eighteenth of the day before and after it.
NEAR: Final = 18


@dataclass(frozen=True, slots=True, eq=False)
class Learnt:
    """What was learnt, with axes steps K, directions 2, slots T, stations S.

    `pooled` (K, 2, T, NUMBERS), `directions` (factors, 2 S), `factors` (K, 2, PARTS,
    FACTOR_LAGS · factors, S), `own` (K, 2, S, NUMBERS).
    """

    pooled: Floats
    directions: Floats
    factors: Floats
    own: Floats

    @property
    def steps(self) -> int:
        """How many steps ahead were learnt."""
        return len(self.pooled)

    def miss(
        self, ended: int, seen: Floats, factors: Floats, *, first: int = 0, last: int | None = None
    ) -> Floats:
        """Return the misses to expect: (…, steps, stations, 2).

        `seen` (…, steps, stations, 2, NUMBERS) is the moment aimed at each step, `factors`
        (…, FACTOR_LAGS · factors) what `all_stations` gave, `ended` how many slots are over.
        """
        steps = slice(first, last)
        pooled = self.pooled[steps, :, ended]
        part = part_of(ended, self.pooled.shape[2])
        everywhere = self.factors[steps, :, part]
        miss = np.einsum("...ksdn,kdn->...ksd", seen, pooled)
        miss += np.einsum("...f,kdfs->...ksd", factors, everywhere)
        miss += np.einsum("...ksdn,kdsn->...ksd", seen, self.own[steps])
        expected: Floats = miss
        return expected

    def all_stations(self, course: Course, ended: int) -> Floats:
        """Return the factors of all stations' last misses: (…, FACTOR_LAGS · factors)."""
        return _factors(self.directions, course, ended)


@dataclass(frozen=True, slots=True, eq=False)
class Lessons:
    """Finished days to learn from: their courses, and their slots as targets.

    `weight` and `known` are (days, T, S, 2), `earlier` (days, T, S, 2, 2).
    """

    course: Course
    weight: Floats
    earlier: Floats
    known: Bools

    def aimed(self, ended: int, step: int) -> Floats:
        """Return the moments of all days aimed at a step: (days, S, 2, NUMBERS)."""
        at = ended + step
        return aimed(self.course.seen(ended), self.weight[:, at], self.earlier[:, at])

    def moments(self, step: int) -> Iterator[int]:
        """Yield every number of ended slots from which this step still lies in the day."""
        return iter(range(self.known.shape[1] - step))


def learn(lessons: Lessons, steps: int) -> Learnt:
    """Learn as many steps ahead from these days."""
    _, slots, stations, _ = lessons.known.shape
    directions = _principal(lessons.course.misses)
    learnt = nothing_learnt(steps, slots, stations, directions)
    for step in range(min(steps, slots)):
        _learn_pooled(lessons, learnt, step)
        _learn_factors(lessons, learnt, step)
        _learn_own(lessons, learnt, step)
    return learnt


def nothing_learnt(
    steps: int, slots: int, stations: int, directions: Floats | None = None
) -> Learnt:
    """Return what is known before any lesson: that nothing is to be expected beyond the usual."""
    factors = np.zeros((0, 2 * stations)) if directions is None else directions
    return Learnt(
        np.zeros((steps, 2, slots, NUMBERS)),
        factors,
        np.zeros((steps, 2, PARTS, FACTOR_LAGS * len(factors), stations)),
        np.zeros((steps, 2, stations, NUMBERS)),
    )


def _learn_pooled(lessons: Lessons, learnt: Learnt, step: int) -> None:
    slots = lessons.known.shape[1]
    products = np.zeros((2, slots, NUMBERS, NUMBERS))
    moments = np.zeros((2, slots, NUMBERS))
    for ended in lessons.moments(step):
        seen = lessons.aimed(ended, step)
        target, known = _target(lessons, ended + step)
        for way in range(2):
            rows = seen[:, :, way][known[..., way]]
            products[way, ended] = rows.T @ rows
            moments[way, ended] = rows.T @ target[..., way][known[..., way]]
    near = max(1, slots // NEAR)
    products, moments = _near(products, near), _near(moments, near)
    products += POOLED_LEANS * np.eye(NUMBERS)
    learnt.pooled[step] = np.linalg.solve(products, moments[..., np.newaxis])[..., 0]


def _learn_factors(lessons: Lessons, learnt: Learnt, step: int) -> None:
    _, slots, stations, _ = lessons.known.shape
    width = learnt.factors.shape[3]
    products = np.zeros((PARTS, width, width))
    moments = np.zeros((2, PARTS, width, stations))
    for ended in lessons.moments(step):
        factors = learnt.all_stations(lessons.course, ended)
        left = _left(lessons, learnt, ended, step)
        # A part of the day learns a little of its neighbours too.
        for part in {part_of(ended + shift, slots) for shift in (-slots // 12, 0, slots // 12)}:
            products[part] += factors.T @ factors
            for way in range(2):
                moments[way, part] += factors.T @ left[..., way]
    products += FACTOR_LEANS * np.eye(width)
    for way in range(2):
        learnt.factors[step, way] = np.linalg.solve(products, moments[way])


def _learn_own(lessons: Lessons, learnt: Learnt, step: int) -> None:
    stations = lessons.known.shape[2]
    products = np.zeros((2, stations, NUMBERS, NUMBERS))
    moments = np.zeros((2, stations, NUMBERS))
    for ended in lessons.moments(step):
        known = lessons.known[:, ended + step, :, :, np.newaxis]
        seen = (lessons.aimed(ended, step) * known).transpose(2, 1, 0, 3)
        left = _left(lessons, learnt, ended, step).transpose(2, 1, 0)
        products += seen.swapaxes(-1, -2) @ seen
        moments += (left[:, :, np.newaxis] @ seen)[:, :, 0]
    products += OWN_LEANS * np.eye(NUMBERS)
    learnt.own[step] = np.linalg.solve(products, moments[..., np.newaxis])[..., 0]


def _target(lessons: Lessons, at: int) -> tuple[Floats, Bools]:
    return lessons.course.misses[:, at], lessons.known[:, at]


def _left(lessons: Lessons, learnt: Learnt, ended: int, step: int) -> Floats:
    """Return what is not explained yet of a step's misses, 0 where they are not known."""
    target, known = _target(lessons, ended + step)
    seen = lessons.aimed(ended, step)[:, np.newaxis]
    factors = learnt.all_stations(lessons.course, ended)
    miss = learnt.miss(ended, seen, factors, first=step, last=step + 1)[:, 0]
    return np.where(known, target - miss, 0.0)


def _principal(misses: Floats) -> Floats:
    """Return the directions in which all stations' misses vary most: (factors, 2 S)."""
    days, slots, stations, ways = misses.shape
    rows = misses.reshape(days * slots, stations * ways)
    _, axes = np.linalg.eigh(rows.T @ rows)
    return np.ascontiguousarray(axes[:, ::-1][:, : min(FACTORS, stations * ways)].T)


def _factors(directions: Floats, course: Course, ended: int) -> Floats:
    misses = course.misses
    flat = misses.reshape(*misses.shape[:-2], -1)
    blank = np.zeros((*flat.shape[:-2], len(directions)))
    return np.concatenate(
        [
            flat[..., ended - lag, :] @ directions.T if ended >= lag else blank
            for lag in range(1, FACTOR_LAGS + 1)
        ],
        axis=-1,
    )


def part_of(ended: int, slots: int) -> int:
    """Return the part of the day in which a moment lies, its ends included."""
    return int(np.clip(ended * PARTS // slots, 0, PARTS - 1))


def _near(cells: Floats, near: int) -> Floats:
    """Sum each slot with its neighbours: (2, slots, …)."""
    sums = np.concatenate([np.zeros_like(cells[:, :1]), cells.cumsum(axis=1)], axis=1)
    places = np.arange(cells.shape[1])
    upto = np.minimum(places + near + 1, cells.shape[1])
    near_sums: Floats = sums[:, upto] - sums[:, np.maximum(places - near, 0)]
    return near_sums
