"""Play a recorded day again, in room time, as gates that report every ten seconds would tell it.

The day is known by station and five minutes. Each such count is split over the station's gate
groups and its thirty tens of seconds by one seeded multinomial: exact in sum, the same at every
run, and marked `split`, because no accuracy is claimed below five minutes.
A count is delivered only after its interval, and delivery goes on where the store left off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zlib import crc32

import numpy as np
from sqlalchemy import Engine, select

from metro_flow.errors import Fault, Malformed
from metro_flow.feeds.real_day import SLOT_S, SLOTS, RealDay
from metro_flow.feeds.surge import Queue, Surge
from metro_flow.flow.count import GateGroup, Ints, time_of
from metro_flow.flow.pieces import PANE_S
from metro_flow.watch.batch import Batch, Columns
from metro_flow.watch.table import batches

FEED: Final = "replay"
SURGE_FEED: Final = "surge"
PANES: Final = SLOT_S // PANE_S
# Older than any window looks back: whole slots do, and a day's morning arrives in a second.
FINE_S: Final = 2 * 3600

Accept = Callable[[Batch, str, datetime], bool]


@dataclass(frozen=True, slots=True)
class Part:
    """One station's share of a delivery: (panes, gate groups, directions) from `start` on."""

    gate_groups: tuple[GateGroup, ...]
    start: int
    pane_s: int
    people: Ints
    added: bool


class Replay:
    """A recorded day on its way to the intake, with its scripted surges."""

    def __init__(
        self,
        day: RealDay,
        gate_groups: Sequence[GateGroup],
        *,
        seed: int = 1,
        surges: Sequence[Surge] = (),
    ) -> None:
        self.day = day
        self.seed = seed
        self.delivered_until = day.begins
        self._gates = {
            station: tuple(group for group in gate_groups if group.station == station)
            for station in sorted({group.station for group in gate_groups} & set(day.people))
        }
        self._queues = {
            surge.station: Queue(surge, self._gates.get(surge.station, ())) for surge in surges
        }
        if len(self._queues) < len(surges):
            stations = ", ".join(surge.station for surge in surges)
            raise Malformed(Fault("surges", stations, "at most one at each station"))
        self._split: dict[tuple[str, int], Ints] = {}

    def resume(self, engine: Engine) -> None:
        """Go on after the newest stored count of this day."""
        query = select(batches.c.ref).where(batches.c.feed == FEED)
        with engine.connect() as connection:
            refs = connection.execute(query).scalars()
            ends = [int(ref.rpartition(" ")[2]) for ref in refs]
        ended = self.day.begins + SLOTS * SLOT_S
        self.resume_at(
            max([self.day.begins] + [end for end in ends if self.day.begins < end <= ended])
        )

    def resume_at(self, moment: int) -> None:
        """Go on at a moment of the day, as if everything before it had been delivered."""
        self.delivered_until = moment
        self._queue_up(moment)

    def deliver(self, now: int, accept: Accept) -> None:
        """Hand over every count whose interval is over, oldest first."""
        until = min(now // PANE_S * PANE_S, self.day.begins + SLOTS * SLOT_S)
        while self.delivered_until < until:
            start = self.delivered_until
            slot_end = start - (start - self.day.begins) % SLOT_S + SLOT_S
            end = min(slot_end, until)
            for feed, batch in self.between(start, end, coarse=end < until - FINE_S):
                accept(batch, feed, time_of(now))
            self.delivered_until = end

    def between(self, start: int, end: int, *, coarse: bool = False) -> list[tuple[str, Batch]]:
        """Return the batches of a stretch within one slot, with the feed that each is from."""
        slot = (start - self.day.begins) // SLOT_S
        first = (start - self.day.begins) % SLOT_S // PANE_S
        rows = slice(first, first + (end - start) // PANE_S)
        parts = [self._part(station, slot, rows, start) for station in self._gates]
        if coarse:
            parts = [_whole(part, end - start) for part in parts]
        found = []
        for feed, added in ((FEED, False), (SURGE_FEED, True)):
            own = [part for part in parts if part.added is added]
            if own or not added:
                columns = _columns(own)
                ref = f"{feed} {start} {end}"
                found.append((feed, Batch(ref, columns, split=True, added=added)))
        # The day's own batch goes last: its ref tells how far everything was delivered.
        return found[::-1]

    def _part(self, station: str, slot: int, rows: slice, start: int) -> Part:
        people = self.split(station, slot)[rows]
        added = np.zeros(people.shape[:2], np.int64)
        queue = self._queues.get(station)
        if queue is not None:
            ends = start + PANE_S * np.arange(1, len(people) + 1)
            added = queue.pass_through(ends, people.sum(axis=2))
        with_surge = people.copy()
        with_surge[:, :, 0] += added
        return Part(self._gates[station], start, PANE_S, with_surge, added=bool(added.any()))

    def split(self, station: str, slot: int) -> Ints:
        """Return one slot's counts as (tens of seconds, gate groups, directions)."""
        if (station, slot) not in self._split:
            if len(self._split) > 4 * len(self._gates):
                self._split.clear()
            self._split[station, slot] = self._drawn(station, slot)
        return self._split[station, slot]

    def _drawn(self, station: str, slot: int) -> Ints:
        gates = np.array([float(group.gates) for group in self._gates[station]])
        shares = np.tile(gates / gates.sum() / PANES, PANES)
        drawn = np.zeros((PANES, len(gates), 2), np.int64)
        for direction in (0, 1):
            # Every slot has its own seed, so that it falls out alike whenever it is drawn.
            random = np.random.default_rng([self.seed, crc32(station.encode()), slot, direction])
            people = int(self.day.people[station][slot, direction])
            drawn[:, :, direction] = random.multinomial(people, shares).reshape(PANES, -1)
        return drawn

    def _queue_up(self, until: int) -> None:
        """Let the surges run to where delivery goes on: who has passed is not stored."""
        for station, queue in self._queues.items():
            begin = int(queue.surge.starts_at.timestamp()) // SLOT_S * SLOT_S
            for start in range(max(begin, self.day.begins), until, SLOT_S):
                slot = (start - self.day.begins) // SLOT_S
                rows = slice(0, (min(start + SLOT_S, until) - start) // PANE_S)
                self._part(station, slot, rows, start)


def _whole(part: Part, length: int) -> Part:
    """Sum a stretch into one count per gate group and direction."""
    summed = part.people.sum(axis=0, keepdims=True)
    return Part(part.gate_groups, part.start, length, summed, part.added)


def _columns(parts: Sequence[Part]) -> Columns:
    names: list[str] = []
    directions: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    people: list[int] = []
    for part in parts:
        panes, groups, _ = part.people.shape
        for row in range(panes):
            start = part.start + row * part.pane_s
            names += [group.id for group in part.gate_groups for _ in (0, 1)]
            directions += [0, 1] * groups
            starts += [start] * (2 * groups)
            ends += [start + part.pane_s] * (2 * groups)
            people += part.people[row].reshape(-1).tolist()
    return Columns(names, directions, starts, ends, people)
