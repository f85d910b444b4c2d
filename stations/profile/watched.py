"""Hand the watch a station in its own words: its gates, its insides and its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metro_flow.watch.watched import Looks, Watched, nobody_looks
from stations.profile.physics import physics_of
from stations.profile.rules import rules_for

if TYPE_CHECKING:
    from stations.profile.station import StationProfile


def watched(station: StationProfile, *, looks: Looks = nobody_looks) -> Watched:
    """Describe a station as the watch needs it; `looks` reads what was judged by eye."""
    return Watched(
        station=station.id,
        gate_groups=station.gate_groups,
        rules=rules_for(station),
        physics=lambda at: physics_of(station, at),
        looks=looks,
    )
