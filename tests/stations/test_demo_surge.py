"""A crowd that comes by the gates of one line is believed, and in time: the demo's own surge."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import wsgi
from metro_flow.feeds.real_day import SHANGHAI_2015, read_real_day
from metro_flow.feeds.replay import Replay
from metro_flow.flow.count import seconds_of
from metro_flow.watch.batch import Batch, Filed
from metro_flow.watch.monitor import LOOKS_BACK_S, Monitor
from metro_flow.watch.tail import Stored
from stations.demo.day import surge_at
from stations.demo.furnish import BEGINS
from stations.profile import read_atlas

HEART = "0243"
ORANGE_PER_M2, RED_PER_M2 = 3.0, 3.5


def test_no_gate_is_named_for_a_crowd_and_its_platform_is_red_within_forty_minutes() -> None:
    profile = read_atlas(Path("stations/atlas"))[HEART]
    station = wsgi.watched(profile, looks=wsgi.looks_of)
    begins = seconds_of(BEGINS)
    monitor = Monitor([station], begins - LOOKS_BACK_S)
    surge = surge_at(profile, 1.0, BEGINS + timedelta(minutes=3))
    replay = Replay(read_real_day(SHANGHAI_2015), station.gate_groups, surges=[surge])
    replay.resume_at(begins - LOOKS_BACK_S)
    named: set[str] = set()
    lows, chances, densities = [], [], []

    for moment in range(begins - LOOKS_BACK_S, begins + 43 * 60 + 1, 30):
        stored: list[Stored] = []

        def accept(batch: Batch, feed: str, at: datetime, into: list[Stored] = stored) -> bool:
            into.append(Stored("one", 1, feed, batch.ref, at, Filed.of(batch.packed())))
            return True

        replay.deliver(moment, accept)
        monitor.hear(stored, moment)
        if moment >= begins and moment % 60 == 0:
            seen = monitor.look(moment)
            named |= {ill.gate_group for ill in seen.sensors.ailments}
            (platform,) = (each for each in seen.minute[HEART].zones if each.zone == "platform-2")
            assert platform.low is not None
            assert platform.people is not None
            lows.append(platform.low / platform.area_m2)
            densities.append(platform.people / platform.area_m2)
            orange = ORANGE_PER_M2 * platform.area_m2
            reach = monitor.foresee(seen).reach(HEART, "platform-2", orange, 900)
            assert reach is not None
            chances.append(reach.probability)

    assert named == set()
    assert lows[-1] > RED_PER_M2
    # Nothing is foretold before the first of the crowd; orange is, ten minutes before it is there.
    assert max(chances[:4]) < 0.01
    comes = next(minute for minute, density in enumerate(densities) if density >= ORANGE_PER_M2)
    assert max(chances[: comes - 10]) >= 0.8
