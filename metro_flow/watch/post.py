"""Name what every shift of the watch works with, and what else goes by its seconds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from metro_flow.clock import Clock
from metro_flow.logbook.shelf import Shelf
from metro_flow.watch.outlook import Calendar, plain_calendar
from metro_flow.watch.readings import Readings
from metro_flow.watch.watched import Watched


@dataclass(frozen=True, slots=True)
class Source:
    """Who delivers counts by room time: made ready when a shift begins, asked at each check."""

    begin: Callable[[], None]
    deliver: Callable[[int], None]


@dataclass(frozen=True, slots=True, eq=False)
class Guest:
    """What else goes by the watch's seconds: begun with a shift's fence, then asked each second."""

    begin: Callable[[int], None]
    tick: Callable[[int], None]


@dataclass(frozen=True, slots=True, eq=False)
class Post:
    """What every shift of this process works with."""

    shelf: Shelf
    clock: Clock
    counts: Engine
    readings: Readings
    stations: Sequence[Watched]
    sources: Sequence[Source] = ()
    guests: Sequence[Guest] = ()
    calendar: Calendar = plain_calendar
