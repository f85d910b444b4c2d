"""Let the product hear a simulated city, and note what it says: the people inside, now and soon.

Window, sensors, occupancy and the look ahead are the product's own, driven minute by minute as the
watch drives them; they are told the timetable and the places on a train, as the protocol allows,
each as a range. Nights are heard by the window, and looked at once an hour.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from metro_flow.flow.ahead import look_ahead
from metro_flow.flow.count import Counts, GateGroup, time_of
from metro_flow.flow.inside import people_inside
from metro_flow.flow.occupancy import Occupancy
from metro_flow.flow.physics import LinePhysics, Range, StationPhysics
from metro_flow.flow.sensors import Sensors, SensorState
from metro_flow.flow.told import TrainCall
from metro_flow.flow.window import RollingWindow

SIMULATOR = Path(__file__).resolve().parents[2] / "shared" / "bench" / "alertq"
# Midnight in Shanghai, some Monday or other.
START = 20_000 * 86_400 - 8 * 3_600
DAY = 1440
GROUPS = 4
FIRST_MIN, EVERY_MIN = 300, 2
WARM_DAYS = 1
WITHIN_S = (300, 600)
CHANCES = (0.1, 0.25, 0.5, 0.75, 0.9)
STATES = tuple(SensorState)
NONE, ONE, ONE_OFF = Range(0, 0, 0), Range(1, 1, 1), Range(0.8, 1, 1.25)


@dataclass(frozen=True)
class Heard:
    """What was said at each look; rows are looks, at these `minutes` of the world.

    `inside` (looks, 3, stations) low, middle and high; `soon` (looks, horizons, chances,
    stations) people reached; `people` and `heard` (looks, groups, 2) of the last five minutes,
    `trusted` likewise; `named` (looks, groups) the place of each group's state in `STATES`;
    `share` (looks, groups, 2) the learnt share, where known.
    """

    minutes: np.ndarray
    inside: np.ndarray
    soon: np.ndarray
    people: np.ndarray
    heard: np.ndarray
    trusted: np.ndarray
    named: np.ndarray
    share: np.ndarray

    def save(self, path: Path) -> None:
        """Keep it beside other runs, to be scored again."""
        np.savez_compressed(path, **{one.name: getattr(self, one.name) for one in fields(self)})

    @classmethod
    def load(cls, path: Path) -> Heard:
        """Take up what was kept."""
        with np.load(path) as kept:
            return cls(**{one.name: kept[one.name] for one in fields(cls)})


def a_city(seed: int) -> dict[str, Any]:
    """Simulate sixty stations for 28 and 28 days, exactly as the protocol does."""
    if str(SIMULATOR) not in sys.path:
        sys.path.insert(0, str(SIMULATOR))
    import sim

    return dict(sim.simulate(60, 28, 28, seed))


def present() -> bool:
    """Claim that the simulator lies beside the project."""
    return (SIMULATOR / "sim.py").exists()


def hear(city: dict[str, Any], stations: int, days: tuple[int, int], *, trains: bool) -> Heard:
    """Play some days of the first stations, with or without a feed of train arrivals."""
    return _Watch(city, stations, trains=trains).play(*days)


class _Watch:
    def __init__(self, city: dict[str, Any], stations: int, *, trains: bool) -> None:
        self.city, self.stations, self.trains = city, stations, trains
        self.groups = [
            GateGroup(f"{station:02}-{place}", f"{station:02}", gates=8 - 2 * place, interval_s=60)
            for station in range(stations)
            for place in range(GROUPS)
        ]
        self.places = {group.id: place for place, group in enumerate(self.groups)}
        self.kept: dict[str, list[np.ndarray]] = {one.name: [] for one in fields(Heard)}

    def play(self, first: int, last: int) -> Heard:
        """Hear days first … last − 1, after a day for learning."""
        begin = (first - WARM_DAYS) * DAY
        self.window = RollingWindow(self.groups, now=START + 60 * begin)
        self.sensors = Sensors(self.window)
        longer = 1.6
        self.estimator = Occupancy(self._beliefs(longer), self.groups)
        for minute in range(begin, last * DAY):
            of_day = minute % DAY
            peak = 420 < of_day < 600 or 1000 < of_day < 1170
            if longer != (longer := 1.0 if peak else 1.6):
                self.estimator.believe(self._beliefs(longer), since=START + 60 * minute)
            self._hear(minute)
            if of_day % EVERY_MIN:
                continue
            if of_day >= FIRST_MIN:
                self._look(minute, keep=minute >= first * DAY)
            elif of_day % 60 == 0:
                board = self.sensors.check(self.window)
                self.estimator.check(self.window, sensors=board)
        return Heard(**{name: np.stack(rows) for name, rows in self.kept.items()})

    def _beliefs(self, longer: float) -> list[StationPhysics]:
        city = self.city
        return [
            StationPhysics(
                f"{station:02}",
                (
                    LinePhysics(
                        "1",
                        platform_m2=10_000,
                        share=ONE,
                        headway_s=ONE_OFF.times(60 * city["head"][station] * longer),
                        places=Range(0.75, 1, 1.3).times(city["cap"][station]),
                        toward=ONE,
                        walk_in_s=Range(70, 120, 200),
                        walk_out_s=Range(45, 75, 125),
                        clear_s=Range(25, 45, 75),
                    ),
                ),
                paid_m2=10_000,
                unpaid_m2=1,
                hall_in_s=NONE,
                hall_out_s=NONE,
            )
            for station in range(self.stations)
        ]

    def _hear(self, minute: int) -> None:
        start, city, rows = START + 60 * minute, self.city, slice(self.stations)
        self.window.advance(start + 60)
        groups = np.flatnonzero(city["cov"][rows, minute].reshape(-1))
        for way, counted in enumerate((city["gi"], city["go"])):
            people = counted[rows, minute].reshape(-1)[groups].astype(np.int64)
            self.window.apply(
                Counts.columns(groups, way, start=start, end=start + 60, people=people)
            )
        if not self.trains:
            return
        told, since, until = self.estimator.told, time_of(start), time_of(start + 60)
        for station in range(self.stations):
            name = f"{station:02}", "1"
            calls = [TrainCall(*name, time_of(start + 59), 0)]
            called = city["board"][station, minute] > 0
            told.hear_trains(*name, calls if called else (), since=since, until=until)
        told.forget(start)

    def _look(self, minute: int, *, keep: bool) -> None:
        board = self.sensors.check(self.window)
        occupied = self.estimator.check(self.window, sensors=board)
        if not keep:
            return
        whole = slice(-self.stations, None)
        found = people_inside(occupied.insides, occupied.steps, occupied.flow, window_s=30)
        ahead = look_ahead(occupied, minutes=10)
        sums = self.window.sums(300)
        named = np.zeros(len(self.groups), np.int8)
        for one in board.ailments:
            named[self.places[one.gate_group]] = STATES.index(one.state)
        soon = [[ahead.reached(chance, s)[whole] for chance in CHANCES] for s in WITHIN_S]
        noted = {
            "minutes": np.asarray(minute),
            "inside": np.stack(found.interval())[:, whole],
            "soon": np.asarray(soon),
            "people": np.where(sums.given, sums.people, 0),
            "heard": np.where(sums.given, sums.heard_s / 300, 0),
            "trusted": board.trusted(300),
            "named": named,
            "share": np.where(board.believed.known, board.believed.share, np.nan),
        }
        for name, value in noted.items():
            self.kept[name].append(value.astype(np.float32) if value.dtype == np.float64 else value)
