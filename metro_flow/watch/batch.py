"""Give an accepted post one form between the feed that judged it and the watch that counts it.

A batch is what was *accepted*, already judged: whoever reads it again, today or at an
inquiry, finds the answer that the gateway was given, whatever the clock or the atlas say by then.
It is judged as plain lists, which is quicker for twenty counts, and filed as one line of JSON
with the bytes of its columns behind it, so that the watch reads it without a turn for each row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain, repeat
from typing import Any, Final

import numpy as np
import orjson

from metro_flow.flow.count import Counts, Ints
from metro_flow.flow.register import Shown
from metro_flow.flow.told import Told
from metro_flow.watch.trains import NOTHING_TOLD, TrainsTold

# Columns are filed as whole numbers of eight bytes, the lowest first, on every machine.
FILED: Final = np.dtype("<i8")


@dataclass(frozen=True, slots=True)
class Columns:
    """Counts as columns of one length; direction 0 is in, 1 is out; times are whole seconds."""

    gate_group: Sequence[str] = ()
    direction: Sequence[int] = ()
    start: Sequence[int] = ()
    end: Sequence[int] = ()
    people: Sequence[int] = ()

    def __len__(self) -> int:
        return len(self.gate_group)

    def figures(self) -> list[Sequence[int]]:
        """Return all columns but the names."""
        return [self.direction, self.start, self.end, self.people]


@dataclass(frozen=True, slots=True)
class Registers:
    """What climbing registers showed, as columns of one length."""

    gate_group: Sequence[str] = ()
    direction: Sequence[int] = ()
    at: Sequence[int] = ()
    shown: Sequence[int] = ()

    def __len__(self) -> int:
        return len(self.gate_group)

    def figures(self) -> list[Sequence[int]]:
        """Return all columns but the names."""
        return [self.direction, self.at, self.shown]


@dataclass(frozen=True, slots=True)
class Batch:
    """The accepted part of one post.

    `counts` go to the windows; `late` ones came more than an hour late and go to the archive only.
    `split`: cut by us out of longer intervals. `added`: scripted people who never were there.
    `trains` were told of, `late_trains` too late to move anything.
    """

    ref: str
    counts: Columns = Columns()
    late: Columns = Columns()
    registers: Registers = Registers()
    split: bool = False
    added: bool = False
    trains: TrainsTold = NOTHING_TOLD
    late_trains: TrainsTold = NOTHING_TOLD

    def __len__(self) -> int:
        counted = len(self.counts) + len(self.late) + len(self.registers)
        return counted + len(self.trains) + len(self.late_trains)

    def packed(self) -> bytes:
        """Return the batch as the bytes that are filed."""
        tables: list[Columns | Registers] = [self.counts, self.late, self.registers]
        names = list(dict.fromkeys(chain.from_iterable(each.gate_group for each in tables)))
        numbers = {name: number for number, name in enumerate(names)}
        line: dict[str, Any] = {"gate_groups": names, "rows": [len(each) for each in tables]}
        line |= {name: True for name in ("split", "added") if getattr(self, name)}
        line |= {
            name: told.filed()
            for name in ("trains", "late_trains")
            if (told := getattr(self, name))
        }
        columns = [
            np.array([list(map(numbers.__getitem__, each.gate_group)), *each.figures()], FILED)
            for each in tables
            if each
        ]
        return b"\n".join([orjson.dumps(line), b"".join(each.tobytes() for each in columns)])


@dataclass(frozen=True, slots=True, eq=False)
class Filed:
    """A batch as the watch reads it back; row 0 of each table numbers its gate groups.

    `counts` and `late`: (5, rows) of gate group, direction, start, end, people.
    `registers`: (4, rows) of gate group, direction, moment, what was shown.
    """

    gate_groups: Sequence[str]
    counts: Ints
    late: Ints
    registers: Ints
    split: bool
    added: bool
    trains: TrainsTold = NOTHING_TOLD

    @classmethod
    def of(cls, body: bytes) -> Filed:
        """Read the bytes of a filed batch."""
        line, _, columns = body.partition(b"\n")
        told = orjson.loads(line)
        counts, late, registers = told["rows"]
        figures = np.frombuffer(columns, FILED)
        late_from, registers_from = 5 * counts, 5 * (counts + late)
        return cls(
            told["gate_groups"],
            figures[:late_from].reshape(5, counts),
            figures[late_from:registers_from].reshape(5, late),
            figures[registers_from:].reshape(4, registers),
            told.get("split", False),
            told.get("added", False),
            TrainsTold.of(told["trains"]) if "trains" in told else NOTHING_TOLD,
        )


def arrays_of(batches: Sequence[Filed], places: Mapping[str, int], *, late: bool) -> Counts:
    """Return the counts of many batches as one set of arrays, in the order they arrived.

    A gate group that has left the atlas since is left out: it has no place any more.
    """
    tables = [each.late if late else each.counts for each in batches]
    group, direction, start, end, people = _together(tables, batches, places, rows=5)
    split = np.repeat(np.array([each.split for each in batches], np.bool_), _lengths(tables))
    counts = Counts.columns(group, direction, start=start, end=end, people=people, split=split)
    known = counts.group >= 0
    return counts if bool(np.all(known)) else counts.where(known)


def showings_of(batches: Sequence[Filed], places: Mapping[str, int]) -> Shown:
    """Return what the registers of many batches showed, in the order they arrived."""
    columns = _together([each.registers for each in batches], batches, places, rows=4)
    return Shown(*columns[:, columns[0] >= 0])


def tell_trains(batches: Sequence[Filed], told: Told) -> None:
    """Tell an estimate what many batches tell of trains and changes."""
    for each in batches:
        if each.trains:
            each.trains.tell(told)


def _together(
    tables: Sequence[Ints], batches: Sequence[Filed], places: Mapping[str, int], *, rows: int
) -> Ints:
    """Put tables side by side, (rows, all), each gate group by its place, -1 for one without."""
    names = chain.from_iterable(each.gate_groups for each in batches)
    named = np.array([len(each.gate_groups) for each in batches], np.int64)
    place = np.fromiter(map(places.get, names, repeat(-1)), np.int64, int(named.sum()))
    whole = np.concatenate([np.empty((rows, 0), np.int64), *tables], axis=1)
    whole[0] = place[whole[0] + np.repeat(named.cumsum() - named, _lengths(tables))]
    return whole


def _lengths(tables: Sequence[Ints]) -> Ints:
    return np.array([table.shape[1] for table in tables], np.int64)


def joined(one: Counts, other: Counts) -> Counts:
    """Return two sets of counts as one, in this order."""
    return Counts(
        *(
            np.concatenate([getattr(one, each.name), getattr(other, each.name)])
            for each in fields(one)
        )
    )
