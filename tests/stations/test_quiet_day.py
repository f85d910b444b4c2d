"""After the morning peak of the recorded day nothing fills up where next to nobody enters."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

import wsgi
from metro_flow.feeds.real_day import SHANGHAI_2015, read_real_day
from metro_flow.feeds.replay import Replay
from metro_flow.flow.count import seconds_of
from metro_flow.watch.batch import Batch, Filed
from metro_flow.watch.day import SHANGHAI
from metro_flow.watch.monitor import Monitor
from metro_flow.watch.tail import Stored
from stations.profile import read_atlas

BLUE_PER_M2 = 1.33


@pytest.mark.parametrize("name", ["0126", "0243"])
def test_when_the_peak_ebbs_no_platform_is_believed_to_fill(name: str) -> None:
    station = wsgi.watched(read_atlas(Path("stations/atlas"))[name])
    begins = seconds_of(datetime(2015, 4, 1, 7, 0, tzinfo=SHANGHAI))
    monitor = Monitor([station], begins)
    replay = Replay(read_real_day(SHANGHAI_2015), station.gate_groups)
    replay.resume_at(begins)

    for moment in range(begins + 30, begins + 4 * 3600, 30):
        stored: list[Stored] = []

        def accept(batch: Batch, feed: str, at: datetime, into: list[Stored] = stored) -> bool:
            into.append(Stored("one", 1, feed, batch.ref, at, Filed.of(batch.packed())))
            return True

        replay.deliver(moment, accept)
        monitor.hear(stored, moment)
        if moment % 300 == 0:
            zones = monitor.look(moment).minute[name].zones
            densities = {zone.zone: zone.density for zone in zones}
            assert all(each is not None and each < BLUE_PER_M2 for each in densities.values())
