"""Lay finished days against what was usual before each of them, as lessons for a forecast.

A day teaches once there is a habit to be off from; each is seen as it was seen then, past-only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from metro_flow.flow.count import Floats
from metro_flow.flow.moment import Course
from metro_flow.flow.ridge import Learnt, Lessons
from metro_flow.flow.usual import Day, UsualDays, checked, smoothed

# Five days of a kind are a week of workdays, or a fortnight and a half of rest days.
DAYS_BEFORE: Final = 5
# A fortnight has every weekday twice; quantiles of older misses would only take memory.
RELIVED_DAYS: Final = 14


@dataclass(slots=True, eq=False)
class History:
    """Finished days, each against what was usual before it."""

    lessons: Lessons
    usual: Floats
    counts: Floats
    scale: Floats
    last: dict[str, Floats]

    @classmethod
    def of(cls, usual: UsualDays, history: Sequence[tuple[Day, Floats]]) -> History:
        """Absorb the history day by day, and keep the days that had a habit before them."""
        days, before, counts = [], [], []
        for day, people in history:
            kept = checked(people, usual.cells, "history")
            known = usual.of(day)
            if known.days.max(initial=0) >= min(DAYS_BEFORE, len(history) - 1):
                days.append(day)
                before.append(known.people)
                counts.append(kept)
            usual.absorb(day, kept)
        usual_people = np.array(before).reshape(-1, *usual.cells)
        people = np.array(counts).reshape(-1, *usual.cells)
        scale = _scale_of(people - usual_people, usual_people)
        course = Course.of(people, usual_people, scale, interval_s=usual.shape.interval_s)
        earlier, last = _earlier(days, course.misses)
        known_cells = ~np.isnan(people - usual_people)
        weight = np.nan_to_num(usual_people / scale)
        return cls(Lessons(course, weight, earlier, known_cells), usual_people, people, scale, last)

    def relived(self, learnt: Learnt) -> tuple[Floats, Floats]:
        """Return what would have been forecast of the newest days, and what came: (n, K, S, 2)."""
        newest = slice(-RELIVED_DAYS, None)
        usual, counts = self.usual[newest], self.counts[newest]
        days, slots, stations, ways = counts.shape
        shape = (days, slots, learnt.steps, stations, ways)
        forecasts, came = np.full(shape, np.nan), np.full(shape, np.nan)
        for ended in range(slots):
            at = self.lessons.ahead(ended, learnt.steps)
            steps = np.arange(at.stop - at.start)
            seen = self.lessons.aimed(ended, learnt.steps)[newest]
            factors = learnt.all_stations(self.lessons.course, ended)[newest]
            miss = learnt.miss(ended, seen, factors, last=len(steps))
            told = np.maximum(usual[:, at] + miss * self.scale[at], 0)
            forecasts[:, ended + steps, steps] = told
            came[:, ended + steps, steps] = counts[:, at]
        flat = (days * slots, *shape[2:])
        return forecasts.reshape(flat), came.reshape(flat)


def _scale_of(missed: Floats, usual: Floats) -> Floats:
    """Return by how much people usually miss the usual day: (slots, stations, 2)."""
    with np.errstate(invalid="ignore"):
        heard = np.maximum((~np.isnan(missed)).sum(axis=0), 1)
        variance = np.nansum(missed**2, axis=0) / heard
        people = np.nansum(usual, axis=0) / heard
    # Whole people miss by the root of their number, however well the days agreed.
    scale: Floats = np.sqrt(smoothed(np.sqrt(variance)) ** 2 + 0.3 * np.maximum(people, 0) + 1)
    return scale


def _earlier(days: Sequence[Day], misses: Floats) -> tuple[Floats, dict[str, Floats]]:
    """Return of each day how yesterday and the same weekday missed: (days, T, S, 2, 2)."""
    blank = np.zeros(misses.shape[1:])
    last: dict[str, Floats] = {}
    earlier = np.zeros((*misses.shape, 2))
    for place, day in enumerate(days):
        name = f"{day.kind} {day.weekday}"
        earlier[place, ..., 0] = last.get("yesterday", blank)
        earlier[place, ..., 1] = last.get(name, blank)
        last |= {"yesterday": misses[place], name: misses[place]}
    return earlier, last
