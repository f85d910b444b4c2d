"""Make worlds whose constants the estimator does not have, from the simulator beside the project.

The simulator's walking times are drawn anew for each seed; headways and places on a train are
told to the estimator with an error of their own (12 % and 15 %). A second kind of world puts the
trains of two simulated stations behind the same gates: two lines, two platforms, walking times
that differ, and no telling whose people come out. A failure or a concert there is one line's: the
other's trains go on, as on tracks of their own. A counting fault is a gate group's, and so takes
the people of both.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

SIMULATOR = Path(__file__).resolve().parents[2] / "shared" / "bench" / "alertq"
EVENTS_IN_100 = {
    "concert": 5, "failure": 18, "dropout": 14, "stuck": 14, "double": 14, "drift": 10,
}  # fmt: skip

# How long the simulator's counting faults last, in minutes.
LASTS_MIN = {"dropout": (10, 120), "stuck": (20, 180), "double": (30, 240), "drift": (300, 420)}
DAY_MIN = 1440


@dataclass(frozen=True)
class World:
    """Counts of gate groups and the truth, by minute; beliefs are one a line."""

    entered: np.ndarray
    left: np.ndarray
    heard: np.ndarray
    inside: np.ndarray
    calls: np.ndarray
    headway_min: np.ndarray
    places: np.ndarray
    events: tuple[tuple[str, int, int, int], ...]
    begin: int
    lines: int

    @property
    def stations(self) -> int:
        """How many stations there are."""
        return len(self.inside)

    def within(self, kinds: tuple[str, ...], *, after: int) -> np.ndarray:
        """Mark the minutes of each station in which such an event goes on, or just ended."""
        found = np.zeros(self.inside.shape, bool)
        for kind, station, start, end in self.events:
            if kind in kinds:
                found[station, start : end + after] = True
        return found


def a_world(seed: int, *, stations: int, before: int, days: int, lines: int = 1) -> World:
    """Simulate one world; its first `before` days are for learning, and hold no event."""
    sim = _simulator()
    draws = np.random.default_rng(7 * seed + 1)
    made: list[dict[str, Any]] = []
    for line in range(lines):
        kernels = sim.KIN, sim.KOUT
        sim.KIN, sim.KOUT = (_kernel(draws.uniform(1.6, 3.0)) for _ in range(2))
        count = stations * days / 100
        events = {kind: max(1, round(n * count)) for kind, n in EVENTS_IN_100.items()}
        if line:
            events = dict.fromkeys(events, 0)
        elif lines > 1:
            # The simulator's own faults would take one line's people out of gates of both.
            faults = {kind: events[kind] for kind in LASTS_MIN}
            events |= dict.fromkeys(faults, 0)
        made.append(sim.simulate(stations, before, days, seed + 1_000 * line, events))
        sim.KIN, sim.KOUT = kernels
    first = made[0]
    world = World(
        entered=sum(one["gi"].astype(np.int64) for one in made),
        left=sum(one["go"].astype(np.int64) for one in made),
        heard=first["cov"],
        inside=sum(one["L"].astype(float) for one in made),
        calls=np.stack([one["board"] > 0 for one in made], axis=1),
        headway_min=np.stack([_off(draws, one["head"], 0.12) for one in made], axis=1),
        places=np.stack([_off(draws, one["cap"], 0.15) for one in made], axis=1),
        events=tuple((str(kind), int(s), int(a), int(b)) for kind, s, a, b in first["events"]),
        begin=first["H"],
        lines=lines,
    )
    return world if lines == 1 else _with_faults(world, faults, draws)


def _with_faults(world: World, faults: dict[str, int], draws: np.random.Generator) -> World:
    """Let gate groups miscount as the simulator lets them, both lines' people alike."""
    days = (world.inside.shape[1] - world.begin) // DAY_MIN
    taken = {(station, start // DAY_MIN) for _, station, start, _ in world.events}
    first_day = world.begin // DAY_MIN
    free = [
        (station, first_day + day)
        for station, day in np.ndindex(world.stations, days)
        if (station, first_day + day) not in taken
    ]
    cells = iter(draws.permutation(len(free)))
    events = list(world.events)
    for kind in (kind for kind, count in faults.items() for _ in range(count)):
        station, day = free[next(cells)]
        start = day * DAY_MIN + int(draws.integers(420, 1150))
        end = min(start + int(draws.integers(*LASTS_MIN[kind])), world.inside.shape[1])
        # The smallest of the four groups is never ill, as in the simulator.
        _spoil(world, kind, (station, slice(start, end), int(draws.integers(0, 3))), draws)
        events.append((kind, station, start, end))
    return replace(world, events=tuple(events))


def _spoil(
    world: World, kind: str, where: tuple[int, slice, int], draws: np.random.Generator
) -> None:
    """Do to one gate group's counts what a fault does."""
    station, during, group = where
    for counted in (world.entered, world.left):
        if kind == "dropout":
            backlog = counted[where].sum()
            counted[where] = 0
            if during.stop < counted.shape[1]:
                counted[station, during.stop, group] += backlog
        elif kind == "stuck":
            counted[where] = 0
        elif kind == "double":
            counted[where] *= 2
    if kind == "dropout":
        world.heard[where] = False
    if kind == "drift":
        world.left[where] = draws.binomial(world.left[where], 0.75)


def present() -> bool:
    """Claim that the simulator lies beside the project."""
    return (SIMULATOR / "sim.py").exists()


def _simulator() -> Any:
    sys.path.insert(0, str(SIMULATOR))
    import sim

    return sim


def _off(draws: np.random.Generator, true: np.ndarray, spread: float) -> np.ndarray:
    return true * np.exp(draws.normal(0, spread, len(true)))


def _kernel(mean: float) -> np.ndarray:
    """Give a walking-time kernel over minutes 1 … 4 with this mean."""
    minutes = np.arange(1, 5)
    low, high = -4.0, 4.0
    for _ in range(40):
        tilt = (low + high) / 2
        kernel = np.exp(tilt * minutes - 0.35 * (minutes - 2.2) ** 2)
        kernel /= kernel.sum()
        low, high = (tilt, high) if kernel @ minutes < mean else (low, tilt)
    return kernel


def filters(world: World) -> Iterator[tuple[str, np.ndarray]]:
    """Run the shared bench's queue filters, by the same beliefs and with its walking times."""
    entered, left = world.entered.sum(2) / 0.985, world.left.sum(2) / 0.98
    minute = np.arange(entered.shape[1]) % 1440
    peak = ((minute > 420) & (minute < 600)) | ((minute > 1000) & (minute < 1170))
    headway = world.headway_min.mean(1)[:, np.newaxis] * np.where(peak, 1.0, 1.6)
    places = world.places.sum(1)
    for name, told in (("filter, timetable", False), ("filter, trains", True)):
        queue, walk = np.zeros(world.stations), np.zeros((world.stations, 4))
        people = np.empty(entered.shape)
        for now in range(entered.shape[1]):
            queue = queue + walk[:, 0]
            walk[:, :3], walk[:, 3] = walk[:, 1:].copy(), 0
            walk += entered[:, now, np.newaxis] * [0.25, 0.4, 0.25, 0.1]
            if told:
                board = np.where(world.calls[:, :, now].any(1), np.minimum(queue, places), 0)
            else:
                board = np.minimum(queue / (0.5 * headway[:, now]), places / headway[:, now])
            queue = np.zeros_like(queue) if minute[now] == 200 else queue - board
            going = left[:, max(0, now - 1) : now + 1].mean(1)
            people[:, now] = queue + walk.sum(1) + 2.1 * going
        yield name, np.stack([people] * 3)
