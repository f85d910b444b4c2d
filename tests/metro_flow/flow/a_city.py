"""Makes cities that nobody lives in, with a habit, a drift and days that go their own way."""

from __future__ import annotations

import numpy as np

from metro_flow.flow.count import Floats
from metro_flow.flow.usual import Day, DayShape

SHAPE = DayShape(1800, 36, starts_s=18_000)
STATIONS = 4


def a_habit(shape: DayShape = SHAPE, stations: int = STATIONS) -> Floats:
    """Return what is true of every day: two peaks, mirrored between the ways."""
    slots = np.arange(shape.slots)
    morning, evening = (
        np.exp(-(((slots - shape.slots * at) / (shape.slots * 0.08)) ** 2)) for at in (0.2, 0.75)
    )
    size = 100.0 * (1 + np.arange(stations))
    way_in = 0.2 + np.outer(morning, np.ones(stations)) + 0.4 * np.outer(evening, np.ones(stations))
    way_out = (
        0.2 + 0.4 * np.outer(morning, np.ones(stations)) + np.outer(evening, np.ones(stations))
    )
    habit: Floats = np.stack([way_in, way_out], axis=-1) * size[:, np.newaxis]
    return habit


def some_days(
    count: int, *, seed: int = 1, shape: DayShape = SHAPE, stations: int = STATIONS
) -> list[tuple[Day, Floats]]:
    """Return days whose level goes its own way within the day, all stations together."""
    rng = np.random.default_rng(seed)
    days = []
    for place in range(count):
        level, wobble = rng.normal(0, 0.05), 0.0
        course = []
        for _ in range(shape.slots):
            wobble = 0.9 * wobble + rng.normal(0, 0.05)
            course.append(np.exp(level + wobble))
        expected = a_habit(shape, stations) * np.asarray(course)[:, np.newaxis, np.newaxis]
        people = rng.poisson(expected).astype(np.float64)
        days.append((Day("workday", place % 5), people))
    return days
