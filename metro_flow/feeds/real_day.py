"""Read a recorded day: how many people entered and left each station in every five minutes."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np

from metro_flow.errors import Fault, Malformed
from metro_flow.flow.count import MOST_PEOPLE, Ints
from metro_flow.watch.day import first_minute_of

SLOT_S: Final = 300
SLOTS: Final = 24 * 3600 // SLOT_S
FIELDS: Final = ("station", "slot", "entries", "exits")
DAYS: Final = Path(__file__).with_name("days")
SHANGHAI_2015: Final = DAYS / "shanghai-2015-04-01.csv"


@dataclass(frozen=True, slots=True)
class RealDay:
    """One recorded day; `people` of a station is (slots, directions), direction 0 in, 1 out."""

    day: date
    people: Mapping[str, Ints]

    @property
    def begins(self) -> int:
        """The second since the epoch with which the day begins in Shanghai."""
        return 60 * first_minute_of(self.day)


def read_real_day(path: Path) -> RealDay:
    """Read a day's file, named like `city-2015-04-01.csv`, or raise Malformed naming the line."""
    try:
        day = date.fromisoformat(path.stem[-10:])
    except ValueError:
        expected = "a file whose name ends in its day, such as shanghai-2015-04-01.csv"
        raise Malformed(Fault("file", path.name, expected)) from None
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        if tuple(rows.fieldnames or ()) != FIELDS:
            raise Malformed(Fault("header", rows.fieldnames, ",".join(FIELDS)), where=path.name)
        return RealDay(day, _people(rows, path.name))


def _people(rows: Iterable[Mapping[str, str]], where: str) -> dict[str, Ints]:
    people: dict[str, Ints] = {}
    for number, row in enumerate(rows, start=2):
        of = people.setdefault(row["station"], np.zeros((SLOTS, 2), np.int64))
        place = f"{where} line {number}"
        slot = _whole(row, "slot", most=SLOTS - 1, where=place)
        of[slot, 0] = _whole(row, "entries", most=MOST_PEOPLE, where=place)
        of[slot, 1] = _whole(row, "exits", most=MOST_PEOPLE, where=place)
    return people


def _whole(row: Mapping[str, str], name: str, *, most: int, where: str) -> int:
    text = row[name] or ""
    if not text.isdecimal() or int(text) > most:
        raise Malformed(Fault(name, text, f"a whole number 0 … {most}"), where=where)
    return int(text)
