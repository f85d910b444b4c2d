"""Say what a gate tells us, in words at the edge and in columns inside the arrays.

A gate group reports how many people went through it, in or out, in one interval.
Outside the science times are aware UTC datetimes; inside they are whole seconds since the epoch,
gate groups and directions are indices, and a batch is columns (`Counts`), because a city's worth
of counts a second cannot be handled one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from metro_flow.errors import Fault, Malformed

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

# More people than any gate group of a metro passes in a quarter of an hour.
MOST_PEOPLE = 20_000
# The longest interval of any feed we know of: a quarter of an hour.
LONGEST_INTERVAL_S = 900


class Direction(StrEnum):
    """Which way people went through the gates: into the paid area, or out of it."""

    IN = "in"
    OUT = "out"

    @property
    def place(self) -> int:
        """This direction's place in the arrays."""
        return 0 if self is Direction.IN else 1


DIRECTIONS = (Direction.IN, Direction.OUT)


@dataclass(frozen=True, slots=True)
class GateGroup:
    """Gates that are counted together.

    `line` is the line whose concourse they open to, None where they serve all lines alike.
    `interval_s` is how often they report; `split` counts may come finer than they are known.
    `register_bits` is the width of their register, None when it is not known to roll over.
    """

    id: str
    station: str
    gates: int
    exit: str | None = None
    line: str | None = None
    zones: tuple[str, ...] = ()
    interval_s: int = 60
    register_bits: int | None = None
    assumed: bool = False

    def __post_init__(self) -> None:
        faults = []
        if self.gates < 1:
            faults.append(Fault("gates", self.gates, "a gate group has at least 1 gate"))
        if not 1 <= self.interval_s <= LONGEST_INTERVAL_S:
            expected = f"a feed reports every 1 … {LONGEST_INTERVAL_S} seconds"
            faults.append(Fault("interval_s", self.interval_s, expected))
        if self.register_bits is not None and not 8 <= self.register_bits <= 62:
            expected = "a register is 8 … 62 bits wide, or unknown"
            faults.append(Fault("register_bits", self.register_bits, expected))
        if faults:
            raise Malformed(*faults, where=f"gate group {self.id}")


@dataclass(frozen=True, slots=True)
class Count:
    """People through a gate group, one way, in one interval.

    `split`: cut by us out of a longer interval, exact in sum only.
    `backlog`: what a register gained over a gap; belongs to the day's total and to no rate.
    """

    gate_group: str
    direction: Direction
    start: datetime
    end: datetime
    people: int
    split: bool = False
    backlog: bool = False

    def __post_init__(self) -> None:
        faults = []
        if self.start.tzinfo is None:
            faults.append(Fault("start", self.start, "a time states its zone"))
        elif self.end.tzinfo is None:
            faults.append(Fault("end", self.end, "a time states its zone"))
        elif self.end <= self.start:
            faults.append(Fault("end", self.end, f"an interval ends after its start, {self.start}"))
        if not 0 <= self.people <= MOST_PEOPLE:
            faults.append(Fault("people", self.people, f"a whole number 0 … {MOST_PEOPLE}"))
        if faults:
            raise Malformed(*faults, where=f"count of {self.gate_group}")


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """A batch of counts as columns of one length, in the order they arrived.

    `group` and `direction` are indices, `start` and `end` seconds since the epoch.
    """

    group: Ints
    direction: Ints
    start: Ints
    end: Ints
    people: Ints
    split: Bools
    backlog: Bools

    @classmethod
    def columns(
        cls,
        group: npt.ArrayLike,
        direction: npt.ArrayLike,
        *,
        start: npt.ArrayLike,
        end: npt.ArrayLike,
        people: npt.ArrayLike,
        split: npt.ArrayLike = False,
        backlog: npt.ArrayLike = False,
    ) -> Self:
        """Make a batch of columns; a single value stands for a whole column."""
        _check("people", people, MOST_PEOPLE)
        _check("direction", direction, len(DIRECTIONS) - 1)
        of = np.asarray(group, dtype=np.int64)

        def column(values: npt.ArrayLike, dtype: type) -> npt.NDArray[Any]:
            return np.broadcast_to(np.asarray(values, dtype=dtype), of.shape)

        return cls(
            of,
            column(direction, np.int64),
            column(start, np.int64),
            column(end, np.int64),
            column(people, np.int64),
            column(split, np.bool_),
            column(backlog, np.bool_),
        )

    @classmethod
    def of(cls, counts: Sequence[Count], places: Mapping[str, int]) -> Self:
        """Make a batch of counts whose gate groups all stand in `places` (id → index)."""
        return cls.columns(
            [places[count.gate_group] for count in counts],
            [count.direction.place for count in counts],
            start=[seconds_of(count.start) for count in counts],
            end=[seconds_of(count.end) for count in counts],
            people=[count.people for count in counts],
            split=[count.split for count in counts],
            backlog=[count.backlog for count in counts],
        )

    def __len__(self) -> int:
        return len(self.group)

    def where(self, chosen: Bools | Ints) -> Self:
        """Take the chosen counts, in their order."""
        return type(self)(
            self.group[chosen],
            self.direction[chosen],
            self.start[chosen],
            self.end[chosen],
            self.people[chosen],
            self.split[chosen],
            self.backlog[chosen],
        )


@dataclass(frozen=True, slots=True, eq=False)
class BothWays:
    """A batch whose rows tell both directions of a gate group in one interval.

    `people` (rows, directions); the other columns are those of `Counts`.
    """

    group: Ints
    start: Ints
    end: Ints
    people: npt.NDArray[np.uint16]

    @classmethod
    def columns(
        cls,
        group: npt.ArrayLike,
        *,
        start: npt.ArrayLike,
        end: npt.ArrayLike,
        entries: npt.ArrayLike,
        exits: npt.ArrayLike,
    ) -> Self:
        """Make a batch of columns; a single value stands for a whole column."""
        of = np.asarray(group, np.int64)
        people = np.empty((len(of), len(DIRECTIONS)), np.uint16)
        for place, column in enumerate((entries, exits)):
            _check("people", column, MOST_PEOPLE)
            people[:, place] = column
        begun, ended = (np.asarray(times, np.int64) for times in (start, end))
        if not begun.shape == ended.shape == of.shape:
            begun, ended = np.broadcast_to(begun, of.shape), np.broadcast_to(ended, of.shape)
        return cls(of, begun, ended, people)

    @classmethod
    def of_seconds(cls, counts: Counts) -> Self | None:
        """Pair up counts of a second each that come in before out; None where any does not."""
        if len(counts) % len(DIRECTIONS) or not (counts.end - counts.start == 1).all():
            return None
        into, out = (slice(way, None, len(DIRECTIONS)) for way in range(len(DIRECTIONS)))
        paired = (counts.group[into] == counts.group[out]) & (
            counts.start[into] == counts.start[out]
        )
        paired &= counts.direction[into] < counts.direction[out]
        if not paired.all() or counts.split.any() or counts.backlog.any():
            return None
        people = counts.people.astype(np.uint16).reshape(-1, len(DIRECTIONS))
        return cls(counts.group[into].copy(), counts.start[into], counts.end[into], people)

    def __len__(self) -> int:
        return len(self.group)

    def where(self, chosen: Bools | Ints) -> Self:
        """Take the chosen rows, in their order."""
        of = self.group[chosen], self.start[chosen], self.end[chosen]
        return type(self)(*of, self.people[chosen])

    def counts(self) -> Counts:
        """Give each row as two counts, in before out."""
        ways = len(DIRECTIONS)
        return Counts.columns(
            np.repeat(self.group, ways),
            np.tile(np.arange(ways), len(self)),
            start=np.repeat(self.start, ways),
            end=np.repeat(self.end, ways),
            people=self.people.reshape(-1),
        )


def seconds_of(at: datetime) -> int:
    """Give the whole seconds since the epoch at which `at` stands."""
    return int(at.timestamp() // 1)


def time_of(seconds: int) -> datetime:
    """Give the moment that stands `seconds` after the epoch."""
    return datetime.fromtimestamp(seconds, UTC)


def _check(field: str, values: npt.ArrayLike, most: int) -> None:
    column = np.asarray(values)
    if not column.size or (column.min() >= 0 and column.max() <= most):
        return
    wrong = (column < 0) | (column > most)
    raise Malformed(Fault(field, int(column[wrong].flat[0]), f"a whole number 0 … {most}"))
