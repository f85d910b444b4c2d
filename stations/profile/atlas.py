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
    stations, faults = read_every_station(folder)
    if faults:
        raise Malformed(*faults, where=str(folder))
    return stations


def read_every_station(folder: Path) -> tuple[dict[str, StationProfile], list[Fault]]:
    """Read what is right below `folder` and collect the faults of what is not.

    A fault's field begins with its file, so that one list serves the whole atlas.
    """
    stations: dict[str, StationProfile] = {}
    faults: list[Fault] = []
    for place in sorted(path.parent for path in folder.glob(f"*/{STATION_FILE}")):
        try:
            station = read_station(place)
        except Malformed as wrong:
            faults += [in_file(wrong.where, fault) for fault in wrong.faults]
            continue
        if twin := stations.get(station.id):
            expected = f"every station has its own id; {twin.slug} has this one"
            faults.append(Fault(f"{place.name}/{STATION_FILE}: id", station.id, expected))
            continue
        stations[station.id] = station
    if not stations and not faults:
        faults.append(Fault("folder", str(folder), "give a folder that holds stations"))
    return stations, faults + faults_between(stations)


def in_file(where: str, fault: Fault) -> Fault:
    """Put the file's name before a fault's field."""
    return Fault(f"{where}: {fault.field}", fault.value, fault.expected)
