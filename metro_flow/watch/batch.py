"""Give an accepted post one form between the feed that judged it and the watch that counts it.

A batch is what was *accepted*, already judged: whoever reads it again, today or at an
inquiry, finds the answer that the gateway was given, whatever the clock or the atlas say by then.
Columns are plain lists because a post of twenty counts is quicker to judge and to store as
lists; the watch makes arrays of a whole tick's batches at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import chain, repeat
from typing import Any

import numpy as np
import orjson

from metro_flow.flow.count import Counts, Ints
from metro_flow.flow.register import Shown


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


@dataclass(frozen=True, slots=True)
class Registers:
    """What climbing registers showed, as columns of one length."""

    gate_group: Sequence[str] = ()
    direction: Sequence[int] = ()
    at: Sequence[int] = ()
    shown: Sequence[int] = ()

    def __len__(self) -> int:
        return len(self.gate_group)


@dataclass(frozen=True, slots=True)
class Batch:
    """The accepted part of one post.

    `counts` go to the windows; `late` ones came more than an hour late and go to the archive only.
    `split`: cut by us out of longer intervals. `added`: scripted people who never were there.
    """

    ref: str
    counts: Columns = field(default_factory=Columns)
    late: Columns = field(default_factory=Columns)
    registers: Registers = field(default_factory=Registers)
    split: bool = False
    added: bool = False

    def __len__(self) -> int:
        return len(self.counts) + len(self.late) + len(self.registers)

    def packed(self) -> bytes:
        """Return the batch as the bytes that are stored: JSON, each gate group named once."""
        stored: dict[str, Any] = {}
        for name, columns in (("counts", self.counts), ("late", self.late)):
            if columns:
                stored[name] = _pack(columns.gate_group) | {
                    "direction": columns.direction,
                    "start": columns.start,
                    "end": columns.end,
                    "people": columns.people,
                }
        if self.registers:
            stored["registers"] = _pack(self.registers.gate_group) | {
                "direction": self.registers.direction,
                "at": self.registers.at,
                "shown": self.registers.shown,
            }
        stored |= {name: True for name in ("split", "added") if getattr(self, name)}
        return orjson.dumps(stored)

    @classmethod
    def unpacked(cls, ref: str, body: bytes) -> Batch:
        """Read a batch back from its stored bytes."""
        stored = orjson.loads(body)
        counts, late, registers = (
            _unpack(stored.get(name)) for name in ("counts", "late", "registers")
        )
        return cls(
            ref,
            Columns(**counts),
            Columns(**late),
            Registers(**registers),
            split=stored.get("split", False),
            added=stored.get("added", False),
        )


def arrays_of(batches: Sequence[Batch], places: Mapping[str, int], *, late: bool) -> Counts:
    """Return the counts of many batches as one set of arrays, in the order they arrived.

    A gate group that has left the atlas since is left out: it has no place any more.
    """
    parts = [(batch, batch.late if late else batch.counts) for batch in batches]
    total = sum(len(part) for _, part in parts)

    def column(values: Iterable[Iterable[int]]) -> Ints:
        return np.fromiter(chain.from_iterable(values), np.int64, total)

    counts = Counts.columns(
        column([places.get(name, -1) for name in part.gate_group] for _, part in parts),
        column(part.direction for _, part in parts),
        start=column(part.start for _, part in parts),
        end=column(part.end for _, part in parts),
        people=column(part.people for _, part in parts),
        split=column(repeat(batch.split, len(part)) for batch, part in parts),
    )
    known = counts.group >= 0
    return counts if bool(np.all(known)) else counts.where(known)


def showings_of(batches: Sequence[Batch], places: Mapping[str, int]) -> Shown:
    """Return what the registers of many batches showed, in the order they arrived."""
    parts = [batch.registers for batch in batches]
    rows = [
        (places[name], direction, at, value)
        for part in parts
        for name, direction, at, value in zip(
            part.gate_group, part.direction, part.at, part.shown, strict=True
        )
        if name in places
    ]
    columns = np.array(rows, np.int64).reshape(-1, 4).T
    return Shown(*columns)


def joined(one: Counts, other: Counts) -> Counts:
    """Return two sets of counts as one, in this order."""
    return Counts(
        *(
            np.concatenate([getattr(one, each.name), getattr(other, each.name)])
            for each in fields(one)
        )
    )


def _pack(names: Sequence[str]) -> dict[str, Any]:
    """Name each gate group once, and give every row its number in that list."""
    numbers: dict[str, int] = {}
    group = [numbers.setdefault(name, len(numbers)) for name in names]
    return {"gate_groups": list(numbers), "group": group}


def _unpack(stored: dict[str, Any] | None) -> dict[str, Any]:
    if stored is None:
        return {}
    names = stored.pop("gate_groups")
    stored["gate_group"] = [names[number] for number in stored.pop("group")]
    return stored
