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

    def miss(self, ended: int, seen: Floats, factors: Floats, *, last: int | None = None) -> Floats:
        """Return the misses to expect: (…, steps, stations, 2).

        `seen` (…, steps, stations, 2, NUMBERS) is the moment aimed at each step, `factors`
        (…, FACTOR_LAGS · factors) what `all_stations` gave, `ended` how many slots are over.
        """
        steps = slice(last)
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

    @property
    def slots(self) -> int:
        """How many slots a day has."""
        return int(self.known.shape[1])

    def ahead(self, ended: int, steps: int) -> slice:
        """Return the slots that lie ahead of a moment, as many as a day still has."""
        return slice(ended, min(ended + steps, self.slots))

    def aimed(self, ended: int, steps: int) -> Floats:
        """Return the moments of all days aimed at each step: (days, steps, S, 2, NUMBERS)."""
        at = self.ahead(ended, steps)
        count = at.stop - at.start
        lags, ratios = (
            np.broadcast_to(part[:, np.newaxis], (len(part), count, *part.shape[1:]))
            for part in self.course.seen(ended)
        )
        return aimed((lags, ratios), self.weight[:, at], self.earlier[:, at])


def learn(lessons: Lessons, steps: int) -> Learnt:
    """Learn as many steps ahead from these days."""
    _, slots, stations, _ = lessons.known.shape
    directions = _principal(lessons.course.misses)
    learnt = nothing_learnt(steps, slots, stations, directions)
    _learn_pooled(lessons, learnt)
    _learn_factors(lessons, learnt)
    _learn_own(lessons, learnt)
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


def _learn_pooled(lessons: Lessons, learnt: Learnt) -> None:
    slots, steps = lessons.slots, learnt.steps
    products = np.zeros((slots, steps, 2, NUMBERS, NUMBERS))
    moments = np.zeros((slots, steps, 2, NUMBERS))
    for ended in range(slots):
        at = lessons.ahead(ended, steps)
        known = lessons.known[:, at, ..., np.newaxis]
        seen = _by_step(lessons.aimed(ended, steps) * known)
        target = _by_step(lessons.course.misses[:, at, ..., np.newaxis] * known)
        count = at.stop - at.start
        products[ended, :count] = seen.swapaxes(-1, -2) @ seen
        moments[ended, :count] = (seen.swapaxes(-1, -2) @ target)[..., 0]
    near = max(1, slots // NEAR)
    products, moments = _near(products, near), _near(moments, near)
    products += POOLED_LEANS * np.eye(NUMBERS)
    solved = np.linalg.solve(products, moments[..., np.newaxis])[..., 0]
    learnt.pooled[:] = solved.transpose(1, 2, 0, 3)


def _learn_factors(lessons: Lessons, learnt: Learnt) -> None:
    slots, steps = lessons.slots, learnt.steps
    width, stations = learnt.factors.shape[3:]
    products = np.zeros((PARTS, steps, 1, width, width))
    moments = np.zeros((PARTS, steps, 2, width, stations))
    for ended in range(slots):
        factors = learnt.all_stations(lessons.course, ended)
        left = _left(lessons, learnt, ended).transpose(1, 3, 0, 2)
        among, told = factors.T @ factors, factors.T @ left
        # A part of the day learns a little of its neighbours too.
        for part in {part_of(ended + shift, slots) for shift in (-slots // 12, 0, slots // 12)}:
            products[part, : len(told)] += among
            moments[part, : len(told)] += told
    products += FACTOR_LEANS * np.eye(width)
    learnt.factors[:] = np.linalg.solve(products, moments).transpose(1, 2, 0, 3, 4)


def _learn_own(lessons: Lessons, learnt: Learnt) -> None:
    steps, stations = learnt.steps, lessons.known.shape[2]
    products = np.zeros((steps, 2, stations, NUMBERS, NUMBERS))
    moments = np.zeros((steps, 2, stations, NUMBERS))
    for ended in range(lessons.slots):
        known = lessons.known[:, lessons.ahead(ended, steps), ..., np.newaxis]
        seen = (lessons.aimed(ended, steps) * known).transpose(1, 3, 2, 0, 4)
        left = _left(lessons, learnt, ended).transpose(1, 3, 2, 0)[..., np.newaxis]
        products[: len(seen)] += seen.swapaxes(-1, -2) @ seen
        moments[: len(seen)] += (seen.swapaxes(-1, -2) @ left)[..., 0]
    products += OWN_LEANS * np.eye(NUMBERS)
    learnt.own[:] = np.linalg.solve(products, moments[..., np.newaxis])[..., 0]


def _left(lessons: Lessons, learnt: Learnt, ended: int) -> Floats:
    """Return what is not explained yet: (days, steps, S, 2), 0 where it is not known."""
    at = lessons.ahead(ended, learnt.steps)
    seen = lessons.aimed(ended, learnt.steps)
    factors = learnt.all_stations(lessons.course, ended)
    miss = learnt.miss(ended, seen, factors, last=at.stop - at.start)
    return np.where(lessons.known[:, at], lessons.course.misses[:, at] - miss, 0.0)


def _by_step(cells: Floats) -> Floats:
    """Lay days and stations under each other: (steps, 2, days · S, numbers)."""
    days, steps, stations, ways, numbers = cells.shape
    return cells.transpose(1, 3, 0, 2, 4).reshape(steps, ways, days * stations, numbers)


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
    """Sum each slot with its neighbours: (slots, …)."""
    sums = np.concatenate([np.zeros_like(cells[:1]), cells.cumsum(axis=0)])
    places = np.arange(len(cells))
    upto = np.minimum(places + near + 1, len(cells))
    near_sums: Floats = sums[upto] - sums[np.maximum(places - near, 0)]
    return near_sums
