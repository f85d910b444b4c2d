"""Turn a script's crowd into people at the gates of one station, exactly as many as it says.

How many come follows from the script and the largest platform alone; a seed moves only what
nobody can know beforehand: the second in which they begin, and how many of them want the line.
The same seed always brings the same crowd, so a drill can be played again and compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from metro_flow.errors import Unknown
from metro_flow.feeds.surge import Surge
from stations.profile.parse import platform_line
from stations.profile.words import ControlZone

if TYPE_CHECKING:
    from datetime import datetime

    from drills.scenario.script import Scenario
    from stations.profile.station import StationProfile

# A crowd may begin two minutes late, a train's headway, and a share may be off by one in twenty.
LATE_S: Final = 120.0
SHARE_OFF: Final = 0.05


@dataclass(frozen=True, slots=True)
class Platform:
    """All that a crowd needs to know of its station: the largest platform, and whose it is.

    `line` is named as gates know it; lines that share their platforms are one, `3-4`.
    """

    station: str
    line: str
    holding: int


def largest_platform(station: StationProfile) -> Platform:
    """Return the platform that holds most; the first on file where several hold as many."""
    platforms = [space for space in station.spaces if space.zone is ControlZone.PLATFORM]
    if not platforms:
        raise Unknown("platform", station.id, known="a crowd is sized by a station's platform")
    largest = max(platforms, key=lambda space: space.holding)
    return Platform(station.id, platform_line(largest.lines), largest.holding)


def people_of(scenario: Scenario, platform: Platform) -> int:
    """Return how many people a script brings to a station, whatever the seed."""
    return round(scenario.crowd.of_holding * platform.holding)


def surge_of(scenario: Scenario, platform: Platform, *, starts_at: datetime, seed: int) -> Surge:
    """Return the crowd that comes to a station in a drill that starts at a moment.

    A station takes one surge at a time (`metro_flow.feeds.replay`), so a script has one crowd.
    It ends when the script says, however late it begins.
    """
    crowd = scenario.crowd
    random = np.random.default_rng(seed)
    # A short crowd is late by a tenth of itself at most, or it would be a stampede.
    late_s = float(random.uniform(0.0, min(LATE_S, 6.0 * crowd.minutes)))
    share = crowd.line_share + float(random.uniform(-SHARE_OFF, SHARE_OFF))
    return Surge(
        station=platform.station,
        starts_at=starts_at + timedelta(minutes=crowd.begins_min, seconds=late_s),
        people=people_of(scenario, platform),
        minutes=crowd.minutes - late_s / 60,
        shape=crowd.shape,
        line=platform.line,
        line_share=min(1.0, max(0.0, share)),
    )
