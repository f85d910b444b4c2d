"""Prove a book whole: each entry seals the one before it with its hash.

A chain alone shows that nothing inside was changed; whether its end was cut off
shows only against a head kept elsewhere (a handover, a signed debrief, a tablet).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import orjson

from metro_flow.clock import iso
from metro_flow.errors import Fault, Malformed

SEALED = (
    "room",
    "seq",
    "at",
    "occurred_at",
    "recorded_at",
    "kind",
    "version",
    "author",
    "body",
    "ref",
    "fence",
    "previous",
)


class Sealed(Protocol):
    """A stored entry, as far as its seal goes."""

    @property
    def seq(self) -> int: ...
    @property
    def previous(self) -> str: ...
    @property
    def sha256(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a book as somebody kept it: entry `seq` had this hash."""

    seq: int
    sha256: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.sha256}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying found: `fault` is None for a whole book."""

    entries: int
    head: Head | None
    anchored: bool
    fault: str | None = None

    @property
    def words(self) -> str:
        """Return the verdict as one sentence."""
        if self.fault:
            return self.fault
        if self.head is None:
            return "the book is empty"
        kept = "anchored to the kept head" if self.anchored else "consistent, not anchored"
        return f"{self.entries} entries, {kept}, head {self.head}"


def seal(fields: Mapping[str, Any]) -> str:
    """Return the hash of an entry's fields, its predecessor's hash among them."""
    told = {name: _plain(fields[name]) for name in SEALED}
    return hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()


def parse_head(text: str) -> Head:
    """Return a head from `SEQ:HASH`."""
    seq, _, digest = text.partition(":")
    if not (seq.isdecimal() and re.fullmatch("[0-9a-f]{64}", digest)):
        raise Malformed(Fault("head", text, "SEQ:HASH, a number and 64 hexadecimal digits"))
    return Head(int(seq), digest)


def verify(rows: Iterable[Sealed], kept: Head | None = None) -> Verdict:
    """Check numbers, seals and links of a whole book, and a kept head where one is given."""
    previous, count, anchored = "", 0, False
    head: Head | None = None
    for row in rows:
        fault = _fault(row, expected_seq=count + 1, previous=previous)
        if fault is None and kept is not None and kept.seq == row.seq:
            anchored = kept.sha256 == row.sha256
            fault = None if anchored else f"entry {row.seq} is not the one whose head was kept"
        if fault:
            return Verdict(count, head, anchored=False, fault=fault)
        previous, count = row.sha256, row.seq
        head = Head(row.seq, row.sha256)
    if kept is not None and not anchored:
        return Verdict(
            count, head, False, f"the book ends at {count}, before the kept head {kept.seq}"
        )
    return Verdict(count, head, anchored)


def _fault(row: Sealed, *, expected_seq: int, previous: str) -> str | None:
    if row.seq != expected_seq:
        return f"entry {expected_seq} is missing; found {row.seq}"
    if row.previous != previous:
        return f"entry {row.seq} does not follow entry {row.seq - 1}"
    if seal({name: getattr(row, name) for name in SEALED}) != row.sha256:
        return f"entry {row.seq} was changed after it was written"
    return None


def _plain(value: object) -> object:
    return iso(value) if isinstance(value, datetime) else value
