"""Name the people of a room once, so that seats, calls and permissions mean the same ones.

A *seat* is one of the four that command together; a *role* is any right a person may be given,
the four seats included. Entries hold a person's id only: names and phones live here and can be
blanked without breaking a logbook.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from metro_flow.logbook.entry import Grant


class Seat(StrEnum):
    """The four chiefs who sit in a station's room."""

    STATION_MASTER = "station-master"
    TRANSIT_POLICE = "transit-police"
    LOCAL_POLICE = "local-police"
    STREET = "street"


class Role(StrEnum):
    """What a person may be appointed to; the first four are the seats."""

    STATION_MASTER = "station-master"
    TRANSIT_POLICE = "transit-police"
    LOCAL_POLICE = "local-police"
    STREET = "street"
    DISTRICT_OFFICER = "district-officer"
    COORDINATOR = "coordinator"
    EVALUATOR = "evaluator"
    ANALYST = "analyst"
    OPERATOR = "operator"

    @property
    def seat(self) -> Seat | None:
        """The seat that this role may take, if it is one of the four."""
        return Seat(self.value) if self.value in SEAT_VALUES else None


SEAT_VALUES = frozenset(seat.value for seat in Seat)


@dataclass(frozen=True, slots=True)
class Names:
    """A person's name in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who may sign in; `id` alone is written into a logbook.

    A person whose names and phone were blanked keeps the id, so that old entries still point
    at somebody.
    """

    id: str
    names: Names
    unit: Names
    phone: str
    language: str = "zh"

    @property
    def blanked(self) -> bool:
        """Whether this person asked, or had to be asked, to be forgotten."""
        return not self.names.zh and not self.names.en


@dataclass(frozen=True, slots=True)
class HeldGrant:
    """A right with the time during which a person holds it; without `until`, for good."""

    person: str
    grant: Grant
    since: datetime
    until: datetime | None = None

    def holds_at(self, moment: datetime) -> bool:
        """Claim that the right holds at `moment`; the end itself is outside."""
        return self.since <= moment and (self.until is None or moment < self.until)
