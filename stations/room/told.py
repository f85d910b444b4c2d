"""Declare what the room's edge answers, for the description of the API.

Panels are shown by the panel files and typed for the tablets in `static/page/wire.ts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from metro_flow.people.http import NameTold
from stations.posted import ClockTold, EntryTold

Panels = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Joined:
    """One moment of a room."""

    room: str
    seq: int
    head: str
    clock: ClockTold
    panels: Panels
    entries: list[EntryTold]
    reading: dict[str, Any] | None
    profile: str


@dataclass(frozen=True, slots=True)
class PersonTold:
    """A person's name, role and unit."""

    zh: str
    en: str
    role: str
    unit: NameTold


@dataclass(frozen=True, slots=True)
class PeopleTold:
    """Names by person id."""

    people: dict[str, PersonTold]


@dataclass(frozen=True, slots=True)
class PhoneTold:
    """A phone and whose it is."""

    person: str
    seat: str
    phone: str


@dataclass(frozen=True, slots=True)
class PhonesTold:
    """Phones, most wanted first."""

    phones: list[PhoneTold]


@dataclass(frozen=True, slots=True)
class DutyTold:
    """One person's hours on one seat."""

    seat: str
    person: str
    starts: str
    ends: str
    deputy: bool
    lines: list[str]
    exits: list[str]


@dataclass(frozen=True, slots=True)
class GapTold:
    """A time in which nobody holds a seat."""

    seat: str
    line: str | None
    starts: str
    ends: str


@dataclass(frozen=True, slots=True)
class RosterTold:
    """A day's duties and gaps."""

    since: str
    until: str
    duties: list[DutyTold]
    gaps: list[GapTold]


@dataclass(frozen=True, slots=True)
class RoomBriefTold:
    """One of my rooms."""

    room: str
    station: str
    names: NameTold
    colour: str | None
    level: str | None
    unanswered: int
    overdue: int
    known: bool
    stale: bool
    seq: int


@dataclass(frozen=True, slots=True)
class RoomsTold:
    """My rooms, worst first."""

    rooms: list[RoomBriefTold]
