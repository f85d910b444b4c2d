"""Days of counts for tests of the review, made so that every figure can be reckoned by head."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from metro_flow.watch.day import MINUTES, Day

DAY = date(2015, 4, 1)
WHOLE = np.uint64((1 << 60) - 1)
HALF = np.uint64((1 << 30) - 1)
SIX = 18 * 60
GATES = ("0243-E1", "0243-E2")


def a_full_day(day: date = DAY, *, entering: int = 10, leaving: int = 4) -> Day:
    """Return a day heard from midnight to midnight, each gate with so many people a minute."""
    found = Day.empty("0243", day, GATES)
    found.people[:, :, 0] = entering
    found.people[:, :, 1] = leaving
    found.heard[:] = WHOLE
    return found


def a_silent_day(day: date = DAY) -> Day:
    """Return a day of which nothing was heard."""
    return Day.empty("0243", day, GATES)


def a_random_day(day: date = DAY, *, seed: int) -> Day:
    """Return a day of different minutes, some heard in half and some not at all."""
    draw = np.random.default_rng(seed)
    found = Day.empty("0243", day, GATES)
    found.people[:] = draw.integers(0, 90, found.people.shape)
    found.heard[:] = draw.choice([np.uint64(0), HALF, WHOLE], (MINUTES, 1, 1), p=[0.1, 0.1, 0.8])
    found.people[found.heard == 0] = 0
    return found


def after(day: date, days: int) -> date:
    """Return the day so many days later."""
    return day + timedelta(days=days)
