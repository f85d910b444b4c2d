"""What a station is, as a value that everything inside the product can hold.

`StationProfile` hands down metro_flow's own words, so that the science never learns how a station
file is written. What nobody published carries `assumed` and is shown as 估.
Read one with `read_station`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stations.holding import Structure, holding_people
from stations.profile.words import Confidence, ControlZone, Kind, Words

if TYPE_CHECKING:
    from datetime import time

    from metro_flow.alerts.house_rules import Override
    from metro_flow.flow.count import GateGroup
    from metro_flow.flow.physics import Range


@dataclass(frozen=True, slots=True)
class Towards:
    """One direction of a line; `station` is the neighbour's id where the atlas has it."""

    next: Words
    station: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it runs through this station; times of day are Shanghai's.

    `places_…`: free on a train, each direction. `share_of_entrants`: of all who enter the station.
    `busier_direction`: of those who take this line, this many go the way most go.
    """

    line: str
    structure: Structure
    cars: int
    train_m: float
    first_train: time
    last_train: time
    headway_peak_s: Range
    headway_off_peak_s: Range
    places_peak: Range
    places_off_peak: Range
    share_of_entrants: Range
    busier_direction: Range
    walk_in_s: Range
    walk_out_s: Range
    towards: tuple[Towards, ...]
    assumed: bool


@dataclass(frozen=True, slots=True)
class Exit:
    """One mouth of the station; the territory belongs to it, not to the station."""

    id: str
    open: bool
    roads: tuple[Words, ...]
    side: Words | None
    place: Words | None
    street: Words
    street_confidence: Confidence
    district: Words
    lift: bool


@dataclass(frozen=True, slots=True)
class Space:
    """A place where people stand: a line's platform, the paid or the unpaid hall.

    `escalators` that can run away from it and the width of each of its stairs are its ways out.
    """

    id: str
    zone: ControlZone
    lines: tuple[str, ...]
    name: Words
    area_m2: float
    escalators: int
    stairs_m: tuple[float, ...]
    assumed: bool
    source: str

    @property
    def holding(self) -> int:
        """How many people it holds before the crowd becomes unstable."""
        return holding_people(self.area_m2)


@dataclass(frozen=True, slots=True)
class Transfer:
    """A way between lines inside the station: a passage, the paid hall or one platform."""

    id: str
    lines: tuple[str, ...]
    way: str
    name: Words
    assumed: bool


@dataclass(frozen=True, slots=True)
class Nearby:
    """A building, a source of crowds or a place to gather, and the exits it lies at."""

    name: Words
    exits: tuple[str, ...]
    assumed: bool
    source: str


@dataclass(frozen=True, slots=True)
class StationProfile:
    """A station of the atlas; `id` is the operator's own."""

    id: str
    slug: str
    other_ids: tuple[str, ...]
    name: Words
    lat: float
    lon: float
    lines: tuple[Line, ...]
    exits: tuple[Exit, ...]
    gate_groups: tuple[GateGroup, ...]
    spaces: tuple[Space, ...]
    transfers: tuple[Transfer, ...]
    buildings: tuple[Nearby, ...]
    generators: tuple[Nearby, ...]
    bus_stops: tuple[Nearby, ...]
    gathering_places: tuple[Nearby, ...]
    rules: tuple[Override, ...]
    sources: tuple[tuple[str, str], ...]

    @property
    def kind(self) -> Kind:
        """Whether people leave it upwards, downwards, or both."""
        below = [line.structure is Structure.UNDERGROUND for line in self.lines]
        if all(below):
            return Kind.UNDERGROUND
        return Kind.MIXED if any(below) else Kind.ELEVATED

    @property
    def interchange(self) -> bool:
        """Whether more than one line stops here."""
        return len(self.lines) > 1

    @property
    def open_exits(self) -> tuple[Exit, ...]:
        """The exits that passengers can use today."""
        return tuple(mouth for mouth in self.exits if mouth.open)

    def line(self, name: str) -> Line:
        """Return a line by its name, or raise KeyError."""
        return {line.line: line for line in self.lines}[name]

    def exit(self, name: str) -> Exit:
        """Return an exit by its id, or raise KeyError."""
        return {mouth.id: mouth for mouth in self.exits}[name]

    def space(self, name: str) -> Space:
        """Return a space by its id, or raise KeyError."""
        return {space.id: space for space in self.spaces}[name]
