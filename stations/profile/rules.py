"""Hand the alerts a station's rules: the house's own, with what its file says instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metro_flow.alerts.house_rules import ZoneSize, rules_of
from stations.holding import ways_out_per_minute
from stations.profile.words import ControlZone

if TYPE_CHECKING:
    from metro_flow.alerts.rule import Rule
    from stations.profile.station import Space, StationProfile


def rules_for(station: StationProfile) -> tuple[Rule, ...]:
    """Return every rule that watches this station, with its passport."""
    sizes = [_size(space, station) for space in station.spaces]
    return rules_of(sizes, station.rules)


def _size(space: Space, station: StationProfile) -> ZoneSize:
    platform = space.zone is ControlZone.PLATFORM
    return ZoneSize(
        zone=space.id,
        kind="platform" if platform else space.id,
        area_m2=space.area_m2,
        holding=space.holding,
        assumed=space.assumed,
        ways_out_per_minute=_ways_out(space, station) if platform else (),
    )


def _ways_out(space: Space, station: StationProfile) -> tuple[float, ...]:
    structure = station.line(space.lines[0]).structure
    return ways_out_per_minute(space.escalators, space.stairs_m, structure)
