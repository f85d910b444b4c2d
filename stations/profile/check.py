"""Facts of a station that contradict each other are found here, before anybody relies on them.

Each check is one pure function over a `StationProfile` that yields the faults it finds;
`faults_of` runs them all, `faults_between` compares stations with their neighbours.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from metro_flow.alerts.colour import AlertColour
from metro_flow.alerts.house_rules import WHOLE_STATION
from metro_flow.alerts.judge import SCORED
from metro_flow.alerts.rule import Quantity
from metro_flow.errors import Fault
from stations.holding import STAIR_M, hall_areas_m2, platform_area_m2, stair_groups
from stations.profile.parse import platform_line
from stations.profile.toml_file import nearest
from stations.profile.words import ControlZone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from metro_flow.alerts.rule import Thresholds
    from stations.holding import Structure
    from stations.profile.station import Line, Space, StationProfile, Towards

# The municipality's corners; a position outside is a slip of the hand or another datum.
LAT_OF_SHANGHAI = (30.67, 31.88)
LON_OF_SHANGHAI = (120.85, 122.20)
# What is foretold, or merely unusual, may warn and not call.
FORETELLS: Final = (*SCORED, Quantity.AGAINST_USUAL)


def faults_of(station: StationProfile) -> list[Fault]:
    """Find every contradiction within one station."""
    checks = (
        _twice,
        _position,
        _lines,
        _shares,
        _exits,
        _gates,
        _spaces,
        _areas,
        _ways,
        _transfers,
        _nearby,
        _rules,
    )
    return [fault for check in checks for fault in check(station)]


def faults_between(stations: Mapping[str, StationProfile]) -> list[tuple[str, Fault]]:
    """Find neighbours that do not name each other on the same line, by the folder at fault."""
    return [
        (station.slug, fault)
        for station in stations.values()
        for line in station.lines
        for towards in line.towards
        if towards.station is not None
        for fault in _neighbour(station, line, towards, stations)
    ]


def _neighbour(
    station: StationProfile, line: Line, towards: Towards, stations: Mapping[str, StationProfile]
) -> Iterator[Fault]:
    field = f"lines[{line.line}].towards[{towards.next.zh}]"
    other = stations.get(towards.station or "")
    if other is None:
        expected = "give the id of a station of this atlas, or leave it out for one that is not"
        yield Fault(f"{field}.station", towards.station, expected)
        return
    if other.name != towards.next:
        expected = f"{other.id} is {other.name.zh} {other.name.en}"
        yield Fault(f"{field}.next_zh", towards.next.zh, expected)
    back = {one.station for its in other.lines if its.line == line.line for one in its.towards}
    if station.id not in back:
        expected = f"{other.slug}/station.toml must name {station.id} on line {line.line} too"
        yield Fault(f"{field}.station", towards.station, expected)


def _twice(station: StationProfile) -> Iterator[Fault]:
    lists: dict[str, Iterable[str]] = {
        "lines": (line.line for line in station.lines),
        "exits": (mouth.id for mouth in station.exits),
        "gates": (group.id for group in station.gate_groups),
        "spaces": (space.id for space in station.spaces),
        "transfers": (transfer.id for transfer in station.transfers),
    }
    for name, ids in lists.items():
        for one, times in Counter(ids).items():
            if times > 1:
                yield Fault(f"{name}[{one}]", one, f"stands {times} times; an id stands once")


def _position(station: StationProfile) -> Iterator[Fault]:
    places = (("lat", station.lat, LAT_OF_SHANGHAI), ("lon", station.lon, LON_OF_SHANGHAI))
    for field, value, (low, high) in places:
        if not low <= value <= high:
            expected = f"Shanghai lies between {low:g} and {high:g} (WGS84 degrees)"
            yield Fault(field, value, expected)


def _lines(station: StationProfile) -> Iterator[Fault]:
    for line in station.lines:
        field = f"lines[{line.line}]"
        if line.headway_peak_s.mid > line.headway_off_peak_s.mid:
            expected = f"trains come no less often than off-peak, {line.headway_off_peak_s.mid:g} s"
            yield Fault(f"{field}.headway_peak_s.mid", line.headway_peak_s.mid, expected)
        if line.busier_direction.mid < 0.5:
            expected = "the busier of two directions takes at least half, 0.5"
            yield Fault(f"{field}.busier_direction.mid", line.busier_direction.mid, expected)


def _shares(station: StationProfile) -> Iterator[Fault]:
    whole = sum(line.share_of_entrants.mid for line in station.lines)
    if abs(whole - 1) > 0.01:
        expected = "the mid shares of all lines make 1 together"
        yield Fault("lines[].share_of_entrants.mid", round(whole, 3), expected)


def _exits(station: StationProfile) -> Iterator[Fault]:
    counted = {group.exit for group in station.gate_groups}
    for mouth in station.open_exits:
        if mouth.id not in counted:
            expected = f"an open exit is counted: add a [[gates]] table with exit = “{mouth.id}”"
            yield Fault(f"exits[{mouth.id}]", "no gate group", expected)
        if not mouth.roads:
            expected = "an open exit names its roads in roads_zh and roads_en"
            yield Fault(f"exits[{mouth.id}].roads_zh", [], expected)
    if not station.open_exits:
        yield Fault("exits", "none open", "a station has at least one open exit")


def _gates(station: StationProfile) -> Iterator[Fault]:
    exits = {mouth.id: mouth for mouth in station.exits}
    lines = [line.line for line in station.lines]
    platforms = {platform_line(space.lines) for space in station.spaces if space.lines}
    for group in station.gate_groups:
        field = f"gates[{group.id}]"
        if not group.id.startswith(f"{station.id}-"):
            yield Fault(f"{field}.id", group.id, f"begins with the station’s id: “{station.id}-…”")
        if group.exit not in exits:
            expected = "no such exit; " + nearest(str(group.exit), list(exits))
            yield Fault(f"{field}.exit", group.exit, expected)
        elif not exits[group.exit].open:
            yield Fault(f"{field}.exit", group.exit, "this exit is shut; gates stand at open ones")
        if group.line is not None and group.line not in platforms:
            expected = "no such line; " + nearest(group.line, lines)
            yield Fault(f"{field}.line", group.line, expected)


def _spaces(station: StationProfile) -> Iterator[Fault]:
    lines = [line.line for line in station.lines]
    for space in station.spaces:
        for line in space.lines:
            if line not in lines:
                expected = "no such line; " + nearest(line, lines)
                yield Fault(f"spaces[{space.id}].lines", line, expected)
        zone_id = _zone_id(space)
        if space.id != zone_id:
            expected = f"a space of zone “{space.zone}” has the id “{zone_id}”"
            yield Fault(f"spaces[{space.id}].id", space.id, expected)
    served = {line for space in _platforms(station) for line in space.lines}
    for line in lines:
        if line not in served:
            expected = f"every line has a platform: add a [[spaces]] table with lines = [“{line}”]"
            yield Fault("spaces", f"no platform of line {line}", expected)
    for needed in ("paid", "unpaid"):
        if needed not in {space.id for space in station.spaces}:
            yield Fault("spaces", f"no “{needed}”", f"add a [[spaces]] table with id = “{needed}”")


def _zone_id(space: Space) -> str:
    """Return the id under which readings and alerts know a space."""
    if space.zone is ControlZone.PLATFORM:
        return f"platform-{platform_line(space.lines)}"
    return "paid" if space.zone is ControlZone.PAID else "unpaid"


def _areas(station: StationProfile) -> Iterator[Fault]:
    supposed = supposed_areas_m2(station)
    for space in station.spaces:
        field = f"spaces[{space.id}].area_m2"
        if not space.assumed and not space.source:
            yield Fault(f"spaces[{space.id}].source", "", "a surveyed area names its source")
        right = supposed.get(space.id)
        if space.assumed and right is not None and space.area_m2 != right:
            expected = (
                f"the one formula of supposed areas gives {right:g}; write that, "
                "or the surveyed area with assumed = false and its source"
            )
            yield Fault(field, space.area_m2, expected)


def _ways(station: StationProfile) -> Iterator[Fault]:
    cars = {line.line: line.cars for line in station.lines}
    for space in _platforms(station):
        longest = max((cars[line] for line in space.lines if line in cars), default=0)
        groups = stair_groups(longest, len(station.lines))
        supposed = (groups, (STAIR_M,) * groups)
        if not space.escalators and not space.stairs_m:
            expected = "a platform has escalators or stairs: how else would it be left"
            yield Fault(f"spaces[{space.id}].stairs_m", [], expected)
        elif space.assumed and (space.escalators, space.stairs_m) != supposed:
            written = f"{space.escalators} escalators, stairs {list(space.stairs_m)}"
            expected = f"the one formula supposes {groups} escalators and {groups} stairs of 2.4 m"
            yield Fault(f"spaces[{space.id}].stairs_m", written, expected)


def supposed_areas_m2(station: StationProfile) -> dict[str, float]:
    """Suppose the area of each space of a station by the one formula."""
    lines = {line.line: line for line in station.lines}
    halls: list[tuple[float, Structure]] = []
    areas: dict[str, float] = {}
    for space in _platforms(station):
        here = [lines[line] for line in space.lines if line in lines]
        if not here:
            continue
        longest = max(here, key=lambda line: line.train_m)
        halls.append((longest.train_m, longest.structure))
        areas[space.id] = platform_area_m2(longest.train_m, longest.structure, len(station.lines))
    if halls:
        areas["paid"], areas["unpaid"] = hall_areas_m2(tuple(halls))
    return areas


def _platforms(station: StationProfile) -> list[Space]:
    return [space for space in station.spaces if space.zone is ControlZone.PLATFORM]


def _transfers(station: StationProfile) -> Iterator[Fault]:
    lines = [line.line for line in station.lines]
    for transfer in station.transfers:
        field = f"transfers[{transfer.id}].lines"
        for line in transfer.lines:
            if line not in lines:
                yield Fault(field, line, "no such line; " + nearest(line, lines))
        if len(set(transfer.lines)) < 2:
            yield Fault(field, ", ".join(transfer.lines), "a transfer joins two different lines")
    joined = {line for transfer in station.transfers for line in transfer.lines}
    for line in lines if station.interchange else []:
        if line not in joined:
            expected = f"an interchange says how line {line} is reached: add a [[transfers]] table"
            yield Fault("transfers", f"none for line {line}", expected)


def _nearby(station: StationProfile) -> Iterator[Fault]:
    exits = [mouth.id for mouth in station.exits]
    lists = {
        "buildings": station.buildings,
        "generators": station.generators,
        "bus_stops": station.bus_stops,
        "gathering_places": station.gathering_places,
    }
    for name, places in lists.items():
        for place in places:
            field = f"{name}[{place.name.zh}]"
            for one in place.exits:
                if one not in exits:
                    yield Fault(f"{field}.exits", one, "no such exit; " + nearest(one, exits))
            if not place.assumed and not place.source:
                yield Fault(f"{field}.source", "", "a fact names its source, or is assumed = true")


def _rules(station: StationProfile) -> Iterator[Fault]:
    zones = [*(space.id for space in station.spaces), WHOLE_STATION]
    for rule in station.rules:
        field = f"rules[{rule.zone} {rule.quantity}]"
        if rule.zone not in zones:
            yield Fault(f"{field}.zone", rule.zone, "no such space; " + nearest(rule.zone, zones))
        if rule.thresholds is not None:
            yield from _begins(rule.quantity, rule.thresholds, field)
        elif not rule.passport:
            yield Fault(field, "", "say a threshold, or a part of its passport")


def _begins(quantity: Quantity, thresholds: Thresholds, field: str) -> Iterator[Fault]:
    steps = [thresholds.of(colour) or 0.0 for colour in thresholds.colours]
    written = ", ".join(f"{value:g}" for value in steps)
    if any(after <= before for before, after in pairwise(steps)):
        yield Fault(field, written, "blue to red must rise")
    highest = thresholds.colours[-1]
    if quantity in FORETELLS and highest > AlertColour.YELLOW:
        yield Fault(field, highest.value, "what is foretold calls nobody: blue and yellow only")
    if quantity not in FORETELLS and highest is not AlertColour.RED:
        yield Fault(field, written, "what calls people has orange and red")
