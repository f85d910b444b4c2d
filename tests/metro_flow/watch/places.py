"""A station, its day and its watch, small enough to run an hour of in a second or two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy

from metro_flow.alerts.house_rules import ZoneSize, rules_of
from metro_flow.alerts.panel import COMMANDS, PANEL
from metro_flow.clock import Clock, ClockState
from metro_flow.db import db, settle
from metro_flow.feeds.real_day import SLOTS, RealDay
from metro_flow.feeds.replay import Replay
from metro_flow.feeds.surge import Shape, Surge
from metro_flow.flow.count import GateGroup, seconds_of
from metro_flow.flow.physics import LinePhysics, Range, StationPhysics
from metro_flow.logbook.board import Panel
from metro_flow.logbook.logbook import Witness, unseen
from metro_flow.logbook.shelf import RoomKind, Shelf
from metro_flow.watch.duty import Duty
from metro_flow.watch.intake import Intake
from metro_flow.watch.post import Post, Source
from metro_flow.watch.readings import Readings
from metro_flow.watch.rounds import Watch
from metro_flow.watch.watched import Watched
from tests.metro_flow.watch.test_intake import a_store

HALF_PAST_FIVE = datetime(2015, 4, 1, 9, 30, tzinfo=UTC)
DAY = date(2015, 4, 1)


def a_watched_station(name: str = "0738", *, platform_m2: float = 600.0) -> Watched:
    """Return a station of one line and two gate groups."""
    gates = tuple(
        GateGroup(f"{name}-E{number}", name, gates=12, interval_s=10) for number in (1, 2)
    )
    line = LinePhysics("7", platform_m2=platform_m2, share=Range(1, 1, 1))
    zones = (
        ZoneSize("platform-7", "platform", platform_m2, 3 * platform_m2, assumed=False),
        ZoneSize("paid", "paid", 2_000, 6_000, assumed=False),
        ZoneSize("unpaid", "unpaid", 2_000, 6_000, assumed=False),
    )
    physics = StationPhysics(name, (line,), paid_m2=2_000, unpaid_m2=2_000)
    return Watched(name, gates, rules_of(zones), lambda _at: physics)


def a_quiet_day(stations: Sequence[Watched]) -> RealDay:
    """Return a day on which two hundred enter and leave in every five minutes."""
    random = np.random.default_rng(11)
    return RealDay(DAY, {each.station: random.poisson(200, (SLOTS, 2)) for each in stations})


def a_crowd(people: int = 14_000, **changed: Any) -> Surge:
    """Return a surge that makes every colour of a small platform in half an hour."""
    fields: dict[str, Any] = {
        "station": "0738",
        "starts_at": HALF_PAST_FIVE + timedelta(minutes=3),
        "people": people,
        "minutes": 25,
        "shape": Shape.STEADY,
    }
    return Surge(**(fields | changed))


@dataclass
class RealTime:
    """Real time that passes only when it is told to."""

    now: datetime = field(default=datetime(2026, 1, 5, 8, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def pass_on(self, seconds: float) -> None:
        """Let real seconds pass."""
        self.now += timedelta(seconds=seconds)


class PracticeWatch:
    """A whole watch over one or two stations, on real files, under a clock made by hand."""

    def __init__(
        self,
        folder: Path,
        *,
        stations: Sequence[Watched] = (),
        surges: Sequence[Surge] = (),
        speed: float = 1.0,
        process: str = "one",
        panels: Sequence[Panel[Any]] = (PANEL,),
        real: RealTime | None = None,
        begun: datetime = HALF_PAST_FIVE,
        replayed: bool = True,
        witness: Witness = unseen,
    ) -> None:
        self.stations = tuple(stations) or (a_watched_station(),)
        self.real = real or RealTime()
        self.clock = Clock(ClockState(begun, self.real(), speed), real=self.real)
        self.book = sqlalchemy.create_engine(f"sqlite:///{folder / 'book.sqlite3'}")
        settle(self.book)
        db.metadata.create_all(self.book)
        self.counts = a_store(folder)
        kind = RoomKind(
            tuple(panels),
            COMMANDS,
            lambda _name: None,
            lambda: [each.station for each in self.stations],
        )
        self.shelf = Shelf(self.book, {"station": kind}, self.clock, witness=witness)
        self.intake = Intake(self.counts, self.clock, process=process)
        self.readings = Readings(self.counts)
        post = Post(
            self.shelf,
            self.clock,
            self.counts,
            self.readings,
            self.stations,
            self._sources(surges) if replayed else (),
        )
        self.watch = Watch(post, Duty(self.book, process))

    def _sources(self, surges: Sequence[Surge]) -> list[Source]:
        groups = [group for station in self.stations for group in station.gate_groups]
        replay = Replay(a_quiet_day(self.stations), groups, surges=surges)

        def deliver(now: int) -> None:
            replay.deliver(now, self.intake.accept)

        # The night and the morning are of no interest here.
        replay.delivered_until = seconds_of(HALF_PAST_FIVE) - 5_400
        return [Source(lambda: None, deliver)]

    def run(self, *, room_s: float, rounds_every_s: float) -> None:
        """Make rounds until so much room time has passed."""
        until = self.clock.now() + timedelta(seconds=room_s)
        while self.clock.now() < until:
            self.real.pass_on(rounds_every_s)
            self.watch.round()

    def written(self, station: str = "0738") -> list[tuple[str, datetime]]:
        """Return kind and time of every entry of a station's book."""
        book = self.shelf.open(f"station/{station}")
        return [(entry.kind, entry.at) for entry in book.entries(limit=10_000)]

    def colours(self, station: str = "0738") -> list[tuple[str, float]]:
        """Return the room's colours as they first rose, with minutes since half past five."""
        book = self.shelf.open(f"station/{station}")
        risen: dict[str, float] = {}
        for entry in book.entries(limit=10_000):
            colour = getattr(entry.event, "colour", None)
            minutes = (entry.at - HALF_PAST_FIVE).total_seconds() / 60
            if colour is not None:
                risen.setdefault(colour.value, minutes)
        return list(risen.items())

    def close(self) -> None:
        """Stop what runs."""
        self.watch.stop()
        self.intake.stop()
        self.book.dispose()
        self.counts.dispose()
