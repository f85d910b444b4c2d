"""Play the real day's gate counts and add one surge, sized by the platform that it fills.

The surge is a concert's end: some of its people leave before the encore, most of them after it,
and four in five want the line with the largest platform. They are so many that trains cannot take
them as they come; what follows is figured from the counts, so half as many give less colour, and
a larger platform gives it later.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from metro_flow.db import COUNTS, db
from metro_flow.feeds.real_day import SHANGHAI_2015, read_real_day
from metro_flow.feeds.replay import Replay
from metro_flow.feeds.surge import Shape, Surge
from metro_flow.watch.post import Source
from stations.profile.words import ControlZone

if TYPE_CHECKING:
    from metro_flow.web import House
    from stations.profile.station import Space, StationProfile

MINUTES: Final = 32.0
AFTER: Final = timedelta(seconds=10)
# How many times the holding capacity of its platform come, beside the day's own people: what the
# gates let through of them is more than the trains take away.
CROWD: Final = 6.0
TO_THE_LINE: Final = 0.8


def play(here: House, *, station: str, surge: float, begins: datetime) -> None:
    """Give the watch the day to deliver, with the surge where one is wanted."""
    profile = here.atlas[station]
    groups = [group for each in here.atlas.values() for group in each.gate_groups]
    surges = [surge_at(profile, surge, begins + AFTER)] if surge > 0 else []
    replay = Replay(read_real_day(SHANGHAI_2015), groups, surges=surges)
    counts = db.engines[COUNTS]
    source = Source(
        begin=lambda: replay.resume(counts),
        deliver=lambda now: replay.deliver(now, here.intake.accept),
    )
    here.watch.post = replace(here.watch.post, sources=(*here.watch.post.sources, source))


def surge_at(station: StationProfile, factor: float, starts_at: datetime) -> Surge:
    """Return a concert's end at a station, `factor` times the usual one."""
    platform = max(_platforms(station), key=lambda space: space.holding)
    return Surge(
        station=station.id,
        starts_at=starts_at,
        people=round(factor * CROWD * platform.holding),
        minutes=MINUTES,
        shape=Shape.CONCERT,
        line=platform.lines[0],
        line_share=TO_THE_LINE,
    )


def _platforms(station: StationProfile) -> list[Space]:
    return [space for space in station.spaces if space.zone is ControlZone.PLATFORM]
