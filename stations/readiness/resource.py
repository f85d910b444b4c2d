"""Say what a team (队伍) and a resource (物资) are, what may be asked, and what then happened.

Each belongs to one agency, which alone lists it, checks it and drops it. A check is an entry: it
says how strong or how many there are now, so that a count nobody made lately shows its age.
The rules and the fold stand in `resources`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from metro_flow.logbook.entry import event
from stations.readiness.asking import Named, Said
from stations.readiness.authority import Agency

Strength = Annotated[int, Field(ge=0, le=10_000)]
Quantity = Annotated[int, Field(ge=0, le=1_000_000)]


class TeamKind(StrEnum):
    """What a team does."""

    STATION_STAFF = "station-staff"
    POLICE = "police"
    STREET = "street-force"
    VOLUNTEERS = "volunteers"
    BUS = "bus"
    MEDICAL = "medical"
    OTHER = "other"


class ResourceKind(StrEnum):
    """What a resource is for, as they are seen in practice."""

    LOUDSPEAKER = "loudspeaker"
    BATON = "baton"
    CORDON = "cordon"
    VEST = "vest"
    RADIO = "radio"
    BARRIER = "barrier"
    SIGN = "sign"
    LETTERS = "letters"
    COMFORT = "comfort"
    FIRST_AID = "first-aid"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Team:
    """People of one agency who come when called."""

    id: str
    name: str
    kind: TeamKind
    owner: Agency
    strength: int
    trained: date | None
    checked: date
    checked_by: str


@dataclass(frozen=True, slots=True)
class Resource:
    """Things of one agency that lie ready."""

    id: str
    name: str
    kind: ResourceKind
    owner: Agency
    quantity: int
    place: str
    expires: date | None
    checked: date
    checked_by: str


@dataclass(frozen=True, slots=True)
class Resources:
    """What stands ready, by id, and how many were ever listed."""

    teams: Mapping[str, Team] = field(default_factory=dict)
    stock: Mapping[str, Resource] = field(default_factory=dict)
    teams_listed: int = 0
    stock_listed: int = 0


@dataclass(frozen=True, slots=True)
class ListTeam:
    """List a team of one's own agency."""

    name: Named
    kind: TeamKind
    owner: Agency
    strength: Strength
    trained: date | None = None


@dataclass(frozen=True, slots=True)
class CheckTeam:
    """Say how strong a team is now, and when it last trained."""

    team: Named
    strength: Strength
    trained: date | None = None


@dataclass(frozen=True, slots=True)
class DropTeam:
    """Take a team off the list, with a reason."""

    team: Named
    reason: Said


@dataclass(frozen=True, slots=True)
class StockResource:
    """List a resource of one's own agency."""

    name: Named
    kind: ResourceKind
    owner: Agency
    quantity: Quantity
    place: Named
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class CheckResource:
    """Say how many there are now, and until when they keep."""

    resource: Named
    quantity: Quantity
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class DropResource:
    """Take a resource off the list, with a reason."""

    resource: Named
    reason: Said


@event()
@dataclass(frozen=True, slots=True)
class TeamListed:
    """An agency listed a team."""

    team: str
    name: str
    kind: TeamKind
    owner: Agency
    strength: int
    trained: date | None


@event()
@dataclass(frozen=True, slots=True)
class TeamChecked:
    """Its strength was counted."""

    team: str
    strength: int
    trained: date | None


@event()
@dataclass(frozen=True, slots=True)
class TeamDropped:
    """It is no longer listed."""

    team: str
    reason: str


@event()
@dataclass(frozen=True, slots=True)
class ResourceStocked:
    """An agency listed a resource."""

    resource: str
    name: str
    kind: ResourceKind
    owner: Agency
    quantity: int
    place: str
    expires: date | None


@event()
@dataclass(frozen=True, slots=True)
class ResourceChecked:
    """It was counted."""

    resource: str
    quantity: int
    expires: date | None


@event()
@dataclass(frozen=True, slots=True)
class ResourceDropped:
    """It is no longer listed."""

    resource: str
    reason: str
