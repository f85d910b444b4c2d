"""What is believed of trains holds from the hour at which they change, looked at or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from metro_flow.feeds.replay import Replay
from metro_flow.flow.count import seconds_of, time_of
from metro_flow.flow.physics import StationPhysics
from metro_flow.watch.batch import Batch, Filed
from metro_flow.watch.day import SHANGHAI
from metro_flow.watch.monitor import Monitor
from metro_flow.watch.tail import Stored
from metro_flow.watch.watched import Watched
from tests.metro_flow.watch.places import HALF_PAST_FIVE, a_quiet_day, a_watched_station

BEGIN = seconds_of(HALF_PAST_FIVE)


def test_beliefs_of_an_hour_hold_from_its_beginning_though_nobody_looked_then() -> None:
    station = a_watched_station()
    often, seldom = station.physics(HALF_PAST_FIVE.time()), a_station_of_few_trains()
    half_an_hour_ago = (time_of(BEGIN - 1_800)).astimezone(SHANGHAI).time()
    changing = replace(station, physics=lambda at: often if at < half_an_hour_ago else seldom)
    looking, late = (Monitor([changing], BEGIN - 6_000) for _ in range(2))

    for moment, stored in an_hour_and_more_of_the_day(changing):
        looking.hear(stored, moment)
        looking.look(moment)
        late.hear(stored, moment)

    told = [each.look(BEGIN).minute["0738"].inside.people for each in (looking, late)]
    # Who looked all along has heard more exits, and so believes its draws a little otherwise.
    assert told[0] == pytest.approx(told[1], rel=0.05)


def a_station_of_few_trains() -> StationPhysics:
    """Return the same station when trains come half as often."""
    physics = a_watched_station().physics(HALF_PAST_FIVE.time())
    (line,) = physics.lines
    return replace(physics, lines=(replace(line, headway_s=line.headway_s.times(2)),))


def an_hour_and_more_of_the_day(station: Watched) -> Iterator[tuple[int, list[Stored]]]:
    """Deliver a quiet day's last hundred minutes, minute by minute."""
    replay = Replay(a_quiet_day([station]), station.gate_groups)
    replay.resume_at(BEGIN - 6_000)
    for moment in range(BEGIN - 6_000, BEGIN + 1, 60):
        stored: list[Stored] = []

        def accept(batch: Batch, feed: str, at: datetime, into: list[Stored] = stored) -> bool:
            into.append(Stored("one", 1, feed, batch.ref, at, Filed.of(batch.packed())))
            return True

        replay.deliver(moment, accept)
        yield moment, stored
