"""Bring the real evening's counts as a careless network would.

What a `Mess` does to them is seeded: some come minutes late, some again in another batch, some
never; and one gate group of each station is silent for forty minutes, after which all that it saw
arrives at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

import numpy as np

import wsgi
from metro_flow.feeds.real_day import SHANGHAI_2015, read_real_day
from metro_flow.feeds.replay import Replay
from metro_flow.flow.count import Ints, seconds_of
from metro_flow.watch.batch import Batch, Columns
from metro_flow.watch.monitor import LOOKS_BACK_S
from metro_flow.watch.watched import Watched
from stations.demo.day import surge_at
from stations.demo.furnish import BEGINS
from stations.profile import StationProfile, read_atlas

BEGIN = seconds_of(BEGINS)
TICK_S = 10
SILENT_S = 40 * 60


class Backlog(StrEnum):
    """How what a silent gate group saw arrives when it speaks again."""

    COUNTS = "counts"
    JUMP = "jump"
    REGISTER = "register"


@dataclass(frozen=True, slots=True)
class Mess:
    """What happens to the counts on their way; `silent` names a gate group of each station."""

    seed: int
    silent: Mapping[str, str] = field(default_factory=dict)
    silent_from: int = BEGIN
    backlog: Backlog = Backlog.COUNTS
    late: float = 0.02
    doubled: float = 0.005
    lost: float = 0.002
    latest_s: int = 300

    @property
    def speaks_again(self) -> int:
        """The second at which the silent gate groups are back."""
        return self.silent_from + SILENT_S


@dataclass(frozen=True, slots=True)
class Rows:
    """Counts of ten seconds as columns, with the second at which each arrives."""

    names: tuple[str, ...]
    group: Ints
    direction: Ints
    start: Ints
    people: Ints
    arrives: Ints

    def take(self, chosen: np.ndarray, **changed: Ints) -> Rows:
        """Give some of the rows, with what is changed of them."""
        columns = ("group", "direction", "start", "people", "arrives")
        taken = {name: changed.get(name, getattr(self, name)[chosen]) for name in columns}
        return Rows(self.names, **taken)

    def and_also(self, other: Rows) -> Rows:
        """Put other rows behind these."""
        columns = ("group", "direction", "start", "people", "arrives")
        return Rows(
            self.names,
            *(np.concatenate([getattr(self, name), getattr(other, name)]) for name in columns),
        )


@cache
def the_stations(ids: tuple[str, ...]) -> tuple[tuple[StationProfile, Watched], ...]:
    """Read stations of the atlas, as the product watches them."""
    atlas = read_atlas(Path("stations/atlas"))
    return tuple((atlas[one], wsgi.watched(atlas[one], looks=wsgi.looks_of)) for one in ids)


@cache
def the_evening(ids: tuple[str, ...], *, surge: bool, minutes: int) -> Rows:
    """Give every count of the real evening, each station with its own surge where one is wanted."""
    stations = the_stations(ids)
    groups = [group for _, one in stations for group in one.gate_groups]
    starts_at = BEGINS + timedelta(minutes=3)
    surges = [surge_at(profile, 1.0, starts_at) for profile, _ in stations] if surge else []
    replay = Replay(read_real_day(SHANGHAI_2015), groups, surges=surges)
    replay.resume_at(BEGIN - LOOKS_BACK_S)
    found: list[Columns] = []

    def accept(batch: Batch, _feed: str, _at: object) -> bool:
        found.append(batch.counts)
        return True

    last = BEGIN + 60 * minutes
    for now in (*range(BEGIN - LOOKS_BACK_S, last, 300), last):
        replay.deliver(now, accept)
    names = tuple(group.id for group in groups)
    number = {name: place for place, name in enumerate(names)}
    columns = [
        np.concatenate([np.asarray(getattr(each, name), np.int64) for each in found])
        for name in ("direction", "start", "people", "end")
    ]
    group = np.array([number[name] for each in found for name in each.gate_group])
    return Rows(names, group, *columns)


def messed(rows: Rows, mess: Mess) -> Rows:
    """Bring some rows late, some twice, some never; hold back those of the silent."""
    draws = np.random.default_rng(mess.seed)
    lot = draws.random(len(rows.group))
    late = lot < mess.late
    twice = (lot >= mess.late) & (lot < mess.late + mess.doubled)
    lost = lot > 1 - mess.lost
    delay = TICK_S * draws.integers(1, mess.latest_s // TICK_S + 1, len(lot))
    first = rows.take(~lost, arrives=(rows.arrives + np.where(late, delay, 0))[~lost])
    again = rows.take(twice, arrives=(rows.arrives + delay)[twice])
    return _held_back(first.and_also(again), mess)


def _held_back(rows: Rows, mess: Mess) -> Rows:
    numbers = [rows.names.index(name) for name in mess.silent.values()]
    held = (
        np.isin(rows.group, numbers)
        & (rows.arrives > mess.silent_from)
        & (rows.arrives <= mess.speaks_again)
    )
    if mess.backlog is Backlog.JUMP:
        return rows.take(~held).and_also(_jumps(rows.take(held), mess))
    # A register shows but its last: what it climbed meanwhile comes in one difference.
    kept = ~held | (mess.backlog is Backlog.COUNTS) | (rows.start >= mess.speaks_again - TICK_S)
    return rows.take(kept, arrives=np.where(held, mess.speaks_again, rows.arrives)[kept])


def _jumps(held: Rows, mess: Mess) -> Rows:
    """Sum what was held back into the last ten seconds, each count once."""
    key = np.stack([held.group, held.direction, held.start])
    once = held.take(np.unique(key, axis=1, return_index=True)[1])
    slots, slot = np.unique(2 * once.group + once.direction, return_inverse=True)
    people = np.bincount(slot, weights=once.people).astype(np.int64)
    start = np.full(len(slots), mess.speaks_again - TICK_S)
    return Rows(held.names, slots // 2, slots % 2, start, people, start + TICK_S)
