"""Judge duties as somebody writes them, in a table or at the shell, before they may stand.

A shift that is wrong by a digit shows a seat as held that nobody will hold. So a row names every
wrong field, and somebody without the right to a seat cannot be written onto it.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from metro_flow.errors import Fault, Malformed
from metro_flow.people.permission import covers
from metro_flow.people.person import SEAT_VALUES, Seat
from metro_flow.people.roster import Duty

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from metro_flow.people.permission import Place
    from metro_flow.people.person import HeldGrant

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
COLUMNS: Final = ("station", "seat", "person", "starts", "ends", "deputy", "lines", "exits")
# Nobody stands longer without being relieved; more is a mistyped date.
LONGEST: Final = timedelta(days=7)
# A moment before the end: a right ends outside itself, as a duty does.
INSTANT: Final = timedelta(microseconds=1)
A_TIME: Final = "a time in Shanghai such as 2026-04-01 20:30"
YES_NO: Final = {"": False, "no": False, "yes": True}


@dataclass(frozen=True, slots=True)
class Ground:
    """One station as duties see it: who may hold a seat there, and between which exits."""

    place: Place
    exits: frozenset[str]


@dataclass(frozen=True, slots=True)
class Known:
    """What a duty is held against: the stations, the people, and what they were granted."""

    grounds: Mapping[str, Ground]
    people: frozenset[str]
    held: Sequence[HeldGrant]


@dataclass(frozen=True, slots=True)
class RowFault:
    """One wrong field of one row; the header is row 1, as a spreadsheet counts."""

    row: int
    fault: Fault

    def __str__(self) -> str:
        return f"row {self.row}: {self.fault}"


def parse_table(text: str, known: Known) -> tuple[list[Duty], list[RowFault]]:
    """Return the duties of a CSV table, and all that is wrong with it."""
    rows = csv.reader(StringIO(text))
    header = [name.strip() for name in next(rows, [])]
    if sorted(header) != sorted(COLUMNS):
        raise Malformed(Fault("header", ",".join(header), f"the columns {','.join(COLUMNS)}"))
    duties: list[Duty] = []
    wrong: list[RowFault] = []
    for number, cells in enumerate(rows, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            duties.append(parse_duty(_named(header, cells), known))
        except Malformed as error:
            wrong += [RowFault(number, fault) for fault in error.faults]
    return duties, wrong


def parse_duty(row: Mapping[str, str], known: Known) -> Duty:
    """Return the duty that a row of words tells, or raise Malformed with every wrong field."""
    faults = _name_faults(row, known)
    starts, ends = parse_time(row["starts"]), parse_time(row["ends"])
    faults += [
        Fault(name, row[name], A_TIME)
        for name, moment in (("starts", starts), ("ends", ends))
        if moment is None
    ]
    if starts and ends and not timedelta(0) < ends - starts <= LONGEST:
        faults.append(Fault("ends", row["ends"], "after starts, by seven days at most"))
    if row["deputy"] not in YES_NO:
        faults.append(Fault("deputy", row["deputy"], "yes, no, or empty for no"))
    if faults or starts is None or ends is None:
        raise Malformed(*faults)
    duty = Duty(
        station=row["station"],
        seat=Seat(row["seat"]),
        person=row["person"],
        starts=starts,
        ends=ends,
        deputy=YES_NO[row["deputy"]],
        lines=several(row["lines"]),
        exits=several(row["exits"]),
    )
    if not _may_hold(duty, known):
        raise Malformed(
            Fault("person", duty.person, f"somebody granted {duty.seat} there for all these hours")
        )
    return duty


def parse_time(said: str) -> datetime | None:
    """Return a moment; one that names no zone is Shanghai's. None when it is no time."""
    try:
        moment = datetime.fromisoformat(said.strip().replace("/", "-"))
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=SHANGHAI)
    return moment.astimezone(UTC)


def several(said: str) -> tuple[str, ...]:
    """Return what stands between semicolons."""
    return tuple(part.strip() for part in said.split(";") if part.strip())


def _named(header: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(header):
        expected = f"{len(header)} fields, with semicolons between lines and between exits"
        raise Malformed(Fault("row", ",".join(cells), expected))
    return {name: cell.strip() for name, cell in zip(header, cells, strict=True)}


def _name_faults(row: Mapping[str, str], known: Known) -> list[Fault]:
    faults = []
    ground = known.grounds.get(row["station"])
    if ground is None:
        faults.append(Fault("station", row["station"], "the id of a station, such as 0243"))
    else:
        faults += _strangers("lines", row["lines"], ground.place.lines)
        faults += _strangers("exits", row["exits"], ground.exits)
    if row["seat"] not in SEAT_VALUES:
        faults.append(Fault("seat", row["seat"], ", ".join(seat.value for seat in Seat)))
    if row["person"] not in known.people:
        faults.append(Fault("person", row["person"], "an id that metro-flow people list tells"))
    return faults


def _strangers(field: str, said: str, ours: frozenset[str]) -> list[Fault]:
    expected = f"of {', '.join(sorted(ours))}, with semicolons between; empty for all"
    return [Fault(field, each, expected) for each in several(said) if each not in ours]


def _may_hold(duty: Duty, known: Known) -> bool:
    place = known.grounds[duty.station].place
    return any(
        held.person == duty.person
        and held.grant.role == duty.seat
        and covers(held.grant, place)
        and held.holds_at(duty.starts)
        and held.holds_at(duty.ends - INSTANT)
        for held in known.held
    )
