"""Advice on metered entry comes with a crowd and goes with it, and decides nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from metro_flow.feeds.replay import Replay
from metro_flow.feeds.surge import Surge
from metro_flow.flow.count import GateGroup, seconds_of, time_of
from metro_flow.flow.told import TrainCall
from metro_flow.flow.zone import EstimateByEye
from metro_flow.watch.batch import Batch, Filed
from metro_flow.watch.monitor import Monitor
from metro_flow.watch.reading import reading_of
from metro_flow.watch.tail import Stored
from metro_flow.watch.watched import Watched
from tests.metro_flow.watch.places import (
    HALF_PAST_FIVE,
    PracticeWatch,
    a_crowd,
    a_quiet_day,
    a_watched_station,
)

BEGIN = seconds_of(HALF_PAST_FIVE)
MINUTES = 40


def readings(
    *surges: Surge, station: Watched | None = None, halted: bool = False
) -> list[dict[str, Any]]:
    """Run an evening; return the reading of each minute."""
    watched = station or a_watched_station()
    replay = Replay(a_quiet_day([watched]), watched.gate_groups, surges=surges)
    replay.delivered_until = BEGIN - 5_400
    monitor, told = Monitor([watched], BEGIN - 5_400), []
    for now in range(BEGIN - 5_400, BEGIN + 60 * MINUTES + 1, 60):
        found: list[Stored] = []

        def accept(batch: Batch, feed: str, at: Any, into: list[Stored] = found) -> bool:
            into.append(Stored("one", 0, feed, batch.ref, at, Filed.of(batch.packed())))
            return True

        replay.deliver(now, accept)
        monitor.hear(found, now)
        if halted:
            calls = [TrainCall("0738", "7", time_of(BEGIN - 60), places=400)]
            span = {"since": time_of(BEGIN - 3_600), "until": time_of(now)}
            monitor.occupancy.told.hear_trains("0738", "7", calls, **span)
        seen = monitor.look(now)
        if now >= BEGIN:
            told.append(reading_of(watched, seen, monitor, asks={}, today=(0, 0), after_seq=0))
    return told


def platform(reading: dict[str, Any]) -> dict[str, Any]:
    zone: dict[str, Any] = reading["zones"][0]
    return zone


@pytest.fixture(scope="module")
def crowded() -> list[dict[str, Any]]:
    return readings(a_crowd())


def test_a_day_as_it_was_needs_no_advice() -> None:
    assert [reading["advice"] for reading in readings()] == [[]] * (MINUTES + 1)


def test_advice_comes_before_the_platform_is_over_what_is_wanted(
    crowded: list[dict[str, Any]],
) -> None:
    first = next(minute for minute, reading in enumerate(crowded) if reading["advice"])
    over = next(
        minute
        for minute, reading in enumerate(crowded)
        if (platform(reading)["density"] or 0) >= 2.0
    )

    assert first < over
    (advice,) = crowded[first]["advice"]
    assert (advice["zone"], advice["wanted_per_m2"]) == ("platform-7", 2.0)
    assert advice["without"]["density"][2][1] >= 2.0


def test_the_rows_of_gates_add_up_and_some_are_closed_to_an_end(
    crowded: list[dict[str, Any]],
) -> None:
    advised = [reading["advice"][0] for reading in crowded if reading["advice"]]

    assert len(advised) > 10
    for advice in advised:
        assert sum(row["open"] for row in advice["rows"]) == advice["gates_open"]
        assert 1 <= advice["gates_open"] < advice["gates"]
        assert sum(row["of"] for row in advice["rows"]) == advice["gates"]
        assert all(0 <= row["open"] <= row["of"] for row in advice["rows"])
        assert [row["exit"] for row in advice["rows"]] == [None, None]
        assert advice["followed"]["density"][1][1] <= advice["without"]["density"][1][1]
        assert max(advice["followed"]["density"][-1]) <= 5.0


def test_a_station_that_nobody_hears_is_advised_nothing() -> None:
    station = a_watched_station()
    monitor = Monitor([station], BEGIN)

    seen = monitor.look(BEGIN + 600)

    reading = reading_of(station, seen, monitor, asks={}, today=(0, 0), after_seq=0)
    assert reading["advice"] == []


def test_when_the_feed_says_that_no_train_comes_gates_alone_cannot_hold_it() -> None:
    told = readings(a_crowd(), halted=True)

    outcomes = [reading["advice"][0]["outcome"] for reading in told[10:] if reading["advice"]]
    assert "trains-take-too-few" in outcomes
    assert told[10]["advice"][0]["class"] == "with-trains"


def test_gates_of_the_platforms_own_line_are_metered_and_others_left_alone() -> None:
    station = a_watched_station()
    own, other = station.gate_groups
    lines = (replace(own, line="7", exit="1"), replace(other, line="14", exit="2"))
    crowd = a_crowd(line="7", line_share=1.0)

    told = readings(crowd, station=replace(station, gate_groups=lines))

    (advice,) = next(reading["advice"] for reading in told if reading["advice"])
    assert [row["gate_group"] for row in advice["rows"]] == [own.id]


def test_a_look_that_sees_a_crowd_brings_the_advice_that_gates_did_not() -> None:
    station = a_watched_station()
    gates = tuple(replace(group, gates=12) for group in station.gate_groups)
    watched = replace(station, gate_groups=gates)
    replay = Replay(a_quiet_day([watched]), gates, surges=[a_crowd(5_000)])
    replay.delivered_until = BEGIN - 5_400
    monitor, found = Monitor([watched], BEGIN - 5_400), []

    def accept(batch: Batch, feed: str, at: Any) -> bool:
        found.append(Stored("one", 0, feed, batch.ref, at, Filed.of(batch.packed())))
        return True

    now = BEGIN + 480
    replay.deliver(now, accept)
    monitor.hear(found, now)
    look = EstimateByEye("0738", "platform-7", 4, time_of(now - 30))

    advised = [
        reading_of(watched, monitor.look(now, looks), monitor, asks={}, today=(0, 0), after_seq=0)[
            "advice"
        ]
        for looks in ([], [look])
    ]

    assert advised[0] == []
    assert len(advised[1]) == 1


def test_whoever_takes_the_watch_over_advises_the_same(tmp_path: Path) -> None:
    first = PracticeWatch(tmp_path, surges=[a_crowd()])
    first.run(room_s=600, rounds_every_s=1)
    before = first.readings.newest("station/0738")
    first.close()

    second = PracticeWatch(
        tmp_path,
        surges=[a_crowd()],
        real=first.real,
        begun=HALF_PAST_FIVE + timedelta(seconds=600),
        process="two",
    )
    second.watch.round()
    after = second.readings.newest("station/0738")
    second.close()

    assert before is not None
    assert after is not None
    assert len(before["advice"]) == len(after["advice"]) == 1
    mine, theirs = before["advice"][0], after["advice"][0]
    assert mine["rows"] == theirs["rows"]
    assert mine["outcome"] == theirs["outcome"]


def test_a_row_is_a_gate_group_with_its_exit() -> None:
    group = GateGroup("0738-E1", "0738", gates=12, exit="1", interval_s=10)
    station = replace(a_watched_station(), gate_groups=(group,))

    told = readings(a_crowd(9_000), station=station)

    (advice,) = next(reading["advice"] for reading in told if reading["advice"])
    assert [(row["gate_group"], row["exit"]) for row in advice["rows"]] == [("0738-E1", "1")]
