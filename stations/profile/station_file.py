"""What may stand in a station.toml, key by key.

These tables exist only between the file and `StationProfile` (`parse`); nothing inside
the product holds one. A key that is not here is refused, so that a mistyped key never silently
does nothing.
"""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from stations.profile.toml_file import Table, as_many, written_as

Text = Annotated[str, Field(min_length=1)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Measure = Literal[
    "density", "share", "clear-minutes", "coming", "against-usual", "slow-growth", "foretold"
]
Owner = Literal["station-master", "transit-police", "local-police", "street"]
StationId = Annotated[str, written_as(r"\d{4}", "give four digits in quotes, such as “0243”")]


class _Rising(Table):
    """Three numbers, each no less than the one before."""

    @model_validator(mode="after")
    def _rises(self) -> Self:
        low, mid, high = (getattr(self, name) for name in ("low", "mid", "high"))
        if not low <= mid <= high:
            raise PydanticCustomError("rising", "low, mid and high must not fall")
        return self


class RangeTable(_Rising):
    """A number between two honest ends."""

    low: Positive
    mid: Positive
    high: Positive


class ShareTable(_Rising):
    """A share between two honest ends."""

    low: Share
    mid: Share
    high: Share


class SourcesTable(Table):
    """Where the public facts of this file were read, in words a stranger can follow."""

    names: Text
    lines: Text
    position: Text
    exits: Text
    streets: Text
    structure: Text


class TowardsTable(Table):
    """One direction of one line, named by the next station."""

    next_zh: Text
    next_en: Text
    station: StationId | None = None


class LineTable(Table):
    """One line as it runs through this station."""

    line: Text
    structure: Literal["underground", "ground", "elevated"]
    cars: Annotated[int, Field(ge=1, le=12)]
    car_class: Literal["A", "C"]
    first_train: time
    last_train: time
    headway_peak_s: RangeTable
    headway_off_peak_s: RangeTable
    places_peak: RangeTable
    places_off_peak: RangeTable
    share_of_entrants: ShareTable
    busier_direction: ShareTable
    walk_in_s: RangeTable
    walk_out_s: RangeTable
    assumed: bool
    towards: Annotated[list[TowardsTable], Field(min_length=1)]


class ExitTable(Table):
    """One mouth of the station on its own roads."""

    id: Text
    open: bool
    roads_zh: list[Text]
    roads_en: list[Text]
    side_zh: str = ""
    side_en: str = ""
    place_zh: str = ""
    place_en: str = ""
    street_zh: Text
    street_en: Text
    street_confidence: Literal["H", "M", "L"]
    district_zh: Text
    district_en: Text
    lift: bool = False

    @model_validator(mode="after")
    def _names_each_road_twice(self) -> Self:
        as_many(self, "roads")
        return self


class GateTable(Table):
    """Gates that are counted together, both ways, at one exit."""

    id: Text
    exit: Text
    gates: Annotated[int, Field(ge=1, le=60)]
    line: Text | None = None
    interval_s: Annotated[int, Field(ge=1, le=900)] = 60
    register_bits: Annotated[int, Field(ge=8, le=62)] | None = None
    assumed: bool


class SpaceTable(Table):
    """One place where people stand."""

    id: Text
    zone: Literal["platform", "paid", "entrance"]
    lines: list[Text] = Field(default_factory=list)
    name_zh: Text
    name_en: Text
    area_m2: Positive
    escalators: Annotated[int, Field(ge=0, le=40)] = 0
    stairs_m: list[Positive] = Field(default_factory=list)
    assumed: bool
    source: str = ""


class TransferTable(Table):
    """A way between two lines inside the station."""

    id: Text
    lines: Annotated[list[Text], Field(min_length=2)]
    way: Literal["passage", "same-platform", "paid-hall"]
    name_zh: Text
    name_en: Text
    assumed: bool


class NearbyTable(Table):
    """A building, a source of crowds or a place to gather, and the exits it lies at."""

    name_zh: Text
    name_en: Text
    exits: list[Text]
    assumed: bool
    source: str = ""


class RuleTable(Table):
    """One rule of one zone where it differs from the house's own: thresholds, passport, or both."""

    zone: Text
    measure: Measure
    blue: Positive | None = None
    yellow: Positive | None = None
    orange: Positive | None = None
    red: Positive | None = None
    cause_zh: Text | None = None
    cause_en: Text | None = None
    consequence_zh: Text | None = None
    consequence_en: Text | None = None
    action_zh: Text | None = None
    action_en: Text | None = None
    minutes: Positive | None = None
    owner: Owner | None = None
    why_zh: Text
    why_en: Text
    confirmed_by: str = ""


class StationFile(Table):
    """A whole station.toml."""

    id: StationId
    other_ids: list[StationId] = Field(default_factory=list)
    name_zh: Text
    name_en: Text
    lat: float
    lon: float
    sources: SourcesTable
    lines: Annotated[list[LineTable], Field(min_length=1)]
    exits: Annotated[list[ExitTable], Field(min_length=1)]
    gates: Annotated[list[GateTable], Field(min_length=1)]
    spaces: Annotated[list[SpaceTable], Field(min_length=1)]
    transfers: list[TransferTable] = Field(default_factory=list)
    buildings: list[NearbyTable] = Field(default_factory=list)
    generators: list[NearbyTable] = Field(default_factory=list)
    bus_stops: list[NearbyTable] = Field(default_factory=list)
    gathering_places: list[NearbyTable] = Field(default_factory=list)
    rules: list[RuleTable] = Field(default_factory=list)
