"""Lay runs in rooms of their own over each other by the moment T0 at which each began.

A drill keeps its estimates under its room's name, as a station does under its own; whoever holds
two drills hands them over by name and T0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Engine

from metro_flow.flow.count import seconds_of
from metro_flow.review.comparison import Comparison, Series, laid_over
from metro_flow.review.curves import zone_bands
from metro_flow.review.kept import read_estimates_between
from metro_flow.watch.day import time_of_minute

# What led up to T0 belongs to the picture: the time a platform takes to fill.
LEAD: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its name on the figure, its room, when it began and when it was over."""

    name: str
    room: str
    t0: datetime
    ends: datetime


def runs_laid_over(engine: Engine, runs: Sequence[Run], zone: str) -> Comparison:
    """Return people in a zone in each run, by the seconds since its T0."""
    return laid_over([_series(engine, run, zone) for run in runs], [run.t0 for run in runs])


def _series(engine: Engine, run: Run, zone: str) -> Series:
    begins = seconds_of(run.t0 - LEAD) // 60
    ends = max(begins, seconds_of(run.ends) // 60) + 1
    kept = read_estimates_between(engine, run.room, begins, ends)
    bands = zone_bands([kept.get(minute) for minute in range(begins, ends)], (zone,))
    return Series(run.name, time_of_minute(begins), 60, bands[zone])
