"""The door to the atlas: read a station's folder, or refuse it naming file and field.

A folder in the atlas holds `station.toml` (names, lines, exits, gates, spaces) and `plan.toml`
(the draft of its evacuation plan, see `stations.plan_text`).
Every fault of a file is told at once, because an operator mends a file in one go.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from metro_flow.errors import Fault, Malformed
from stations.profile.check import faults_between, faults_of
from stations.profile.parse import parse_station
from stations.profile.toml_file import read_text

if TYPE_CHECKING:
    from stations.profile.station import StationProfile

ATLAS = Path(__file__).parent.parent / "atlas"
STATION_FILE = "station.toml"
PLAN_FILE = "plan.toml"


def read_station(folder: Path) -> StationProfile:
    """Read one station's folder, or raise Malformed naming every wrong field of its file."""
    path = folder / STATION_FILE
    where = f"{folder.name}/{STATION_FILE}"
    station = parse_station(read_text(path), slug=folder.name, where=where)
    if faults := faults_of(station):
        raise Malformed(*faults, where=where)
    return station


def read_atlas(folder: Path = ATLAS) -> dict[str, StationProfile]:
    """Read every station below `folder`, by its id, or raise Malformed with every fault found."""
    stations, wrong = read_every_station(folder)
    if faults := [_in_file(slug, fault) for slug, found in wrong.items() for fault in found]:
        raise Malformed(*faults, where=str(folder))
    return stations


def read_every_station(folder: Path) -> tuple[dict[str, StationProfile], dict[str, list[Fault]]]:
    """Read what is right below `folder`, and list the faults of what is not by station folder."""
    stations: dict[str, StationProfile] = {}
    wrong: dict[str, list[Fault]] = {}
    for place in sorted(path.parent for path in folder.glob(f"*/{STATION_FILE}")):
        try:
            station = read_station(place)
        except Malformed as malformed:
            wrong[place.name] = list(malformed.faults)
            continue
        if twin := stations.get(station.id):
            expected = f"every station has its own id; {twin.slug} has this one"
            wrong[place.name] = [Fault("id", station.id, expected)]
            continue
        stations[station.id] = station
    if not stations and not wrong:
        wrong["."] = [Fault("folder", str(folder), "give a folder that holds stations")]
    for slug, fault in faults_between(stations):
        wrong.setdefault(slug, []).append(fault)
    return stations, wrong


def _in_file(slug: str, fault: Fault) -> Fault:
    return Fault(f"{slug}/{STATION_FILE}: {fault.field}", fault.value, fault.expected)
