"""Turn the tables of a station.toml into the value that the product holds.

Only shapes change here; whether the facts agree with each other is for `check`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from metro_flow.alerts.house_rules import Override
from metro_flow.alerts.rule import Quantity, Thresholds
from metro_flow.alerts.rule import Words as PassportWords
from metro_flow.flow.count import GateGroup
from metro_flow.flow.physics import Range
from metro_flow.people.person import Seat
from stations.holding import Structure, train_length_m
from stations.profile.station import (
    Exit,
    Line,
    Nearby,
    Space,
    StationProfile,
    Towards,
    Transfer,
)
from stations.profile.station_file import StationFile
from stations.profile.toml_file import parse_toml
from stations.profile.words import Confidence, ControlZone, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stations.profile.station_file import (
        ExitTable,
        GateTable,
        LineTable,
        NearbyTable,
        RangeTable,
        RuleTable,
        ShareTable,
        SpaceTable,
        TowardsTable,
        TransferTable,
    )


def parse_station(text: str, *, slug: str, where: str) -> StationProfile:
    """Parse a station.toml's text, or raise Malformed naming every field of the wrong shape."""
    file = parse_toml(text, StationFile, where=where)
    return StationProfile(
        id=file.id,
        slug=slug,
        other_ids=tuple(file.other_ids),
        name=Words(file.name_zh, file.name_en),
        lat=file.lat,
        lon=file.lon,
        lines=tuple(_line(table) for table in file.lines),
        exits=tuple(_exit(table) for table in file.exits),
        gate_groups=tuple(_gate_group(table, file) for table in file.gates),
        spaces=tuple(_space(table) for table in file.spaces),
        transfers=tuple(_transfer(table) for table in file.transfers),
        buildings=tuple(_nearby(table) for table in file.buildings),
        generators=tuple(_nearby(table) for table in file.generators),
        bus_stops=tuple(_nearby(table) for table in file.bus_stops),
        gathering_places=tuple(_nearby(table) for table in file.gathering_places),
        rules=tuple(_rule(table) for table in file.rules),
        sources=tuple(file.sources.model_dump().items()),
    )


def _line(table: LineTable) -> Line:
    return Line(
        line=table.line,
        structure=Structure(table.structure),
        cars=table.cars,
        train_m=train_length_m(table.cars, table.car_class),
        first_train=table.first_train,
        last_train=table.last_train,
        headway_peak_s=_range(table.headway_peak_s),
        headway_off_peak_s=_range(table.headway_off_peak_s),
        places_peak=_range(table.places_peak),
        places_off_peak=_range(table.places_off_peak),
        share_of_entrants=_range(table.share_of_entrants),
        busier_direction=_range(table.busier_direction),
        walk_in_s=_range(table.walk_in_s),
        walk_out_s=_range(table.walk_out_s),
        towards=tuple(_towards(one) for one in table.towards),
        assumed=table.assumed,
    )


def _towards(table: TowardsTable) -> Towards:
    return Towards(Words(table.next_zh, table.next_en), table.station)


def _exit(table: ExitTable) -> Exit:
    roads = zip(table.roads_zh, table.roads_en, strict=False)
    return Exit(
        id=table.id,
        open=table.open,
        roads=tuple(Words(zh, en) for zh, en in roads),
        side=_maybe(table.side_zh, table.side_en),
        place=_maybe(table.place_zh, table.place_en),
        street=Words(table.street_zh, table.street_en),
        street_confidence=Confidence(table.street_confidence),
        district=Words(table.district_zh, table.district_en),
        lift=table.lift,
    )


def _gate_group(table: GateTable, file: StationFile) -> GateGroup:
    sharing = {line: space.lines for space in file.spaces for line in space.lines}
    line = None if table.line is None else platform_line(sharing.get(table.line, [table.line]))
    return GateGroup(
        id=table.id,
        station=file.id,
        gates=table.gates,
        exit=table.exit,
        line=line,
        zones=("unpaid", "paid"),
        interval_s=table.interval_s,
        register_bits=table.register_bits,
        assumed=table.assumed,
    )


def platform_line(lines: Sequence[str]) -> str:
    """Name lines that share their platforms as the science sees them: as one, `3-4`."""
    return "-".join(lines)


def _space(table: SpaceTable) -> Space:
    return Space(
        id=table.id,
        zone=ControlZone(table.zone),
        lines=tuple(table.lines),
        name=Words(table.name_zh, table.name_en),
        area_m2=float(table.area_m2),
        escalators=table.escalators,
        stairs_m=tuple(float(width) for width in table.stairs_m),
        assumed=table.assumed,
        source=table.source,
    )


def _transfer(table: TransferTable) -> Transfer:
    name = Words(table.name_zh, table.name_en)
    return Transfer(table.id, tuple(table.lines), table.way, name, table.assumed)


def _nearby(table: NearbyTable) -> Nearby:
    name = Words(table.name_zh, table.name_en)
    return Nearby(name, tuple(table.exits), table.assumed, table.source)


def _rule(table: RuleTable) -> Override:
    """Return what a table says otherwise: all four colours when it names one, and what it tells."""
    begins = table.blue, table.yellow, table.orange, table.red
    thresholds = Thresholds(*begins, source=table.why_zh, provisional=not table.confirmed_by)
    return Override(
        zone=table.zone,
        quantity=Quantity(table.measure),
        thresholds=thresholds if thresholds.colours else None,
        passport=dict(_said(table)),
    )


def _said(table: RuleTable) -> Iterator[tuple[str, Any]]:
    for part in ("cause", "consequence", "action"):
        words = _maybe(getattr(table, f"{part}_zh") or "", getattr(table, f"{part}_en") or "")
        if words is not None:
            yield part, PassportWords(words.zh, words.en)
    if table.minutes is not None:
        yield "minutes", round(table.minutes)
    if table.owner is not None:
        yield "owner", Seat(table.owner)


def _range(table: RangeTable | ShareTable) -> Range:
    return Range(float(table.low), float(table.mid), float(table.high))


def _maybe(zh: str, en: str) -> Words | None:
    return Words(zh, en) if zh and en else None
