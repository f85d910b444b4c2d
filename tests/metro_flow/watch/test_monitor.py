"""Figures follow from what was counted, however it came, and colours from the figures alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest
import sqlalchemy

from metro_flow.alerts.panel import PANEL
from metro_flow.alerts.turn import turn_colours
from metro_flow.clock import HandClock, iso
from metro_flow.feeds.gates import Gates
from metro_flow.feeds.parse import parse_post
from metro_flow.feeds.replay import Replay
from metro_flow.feeds.surge import Surge
from metro_flow.flow.count import seconds_of, time_of
from metro_flow.logbook.board import Board, empty_board, fold
from metro_flow.logbook.entry import THE_WATCH, Act, Author, Entry
from metro_flow.watch.archive import Archive
from metro_flow.watch.batch import Batch, Filed
from metro_flow.watch.intake import Intake
from metro_flow.watch.monitor import Monitor
from metro_flow.watch.reading import reading_of
from metro_flow.watch.tail import Stored, Tail
from metro_flow.watch.watched import Watched
from tests.metro_flow.watch.places import (
    HALF_PAST_FIVE,
    a_crowd,
    a_quiet_day,
    a_watched_station,
)
from tests.metro_flow.watch.test_intake import a_store

BEGIN = seconds_of(HALF_PAST_FIVE)
FIFTY_MINUTES = 3_000


Row = dict[str, Any]


def an_hour_of_rows() -> list[Row]:
    """Return an hour of ten-second counts of two gate groups, both ways."""
    random = np.random.default_rng(3)
    return [
        {
            "gate_group": gate,
            "direction": direction,
            "start": iso(time_of(start)),
            "end": iso(time_of(start + 10)),
            "people": int(random.poisson(4)),
        }
        for start in range(BEGIN - 3_600, BEGIN, 10)
        for gate in ("0738-E1", "0738-E2")
        for direction in ("in", "out")
    ]


def in_order(rows: list[Row]) -> list[list[Row]]:
    return [rows[at : at + 40] for at in range(0, len(rows), 40)]


def late(rows: list[Row]) -> list[list[Row]]:
    """Every seventh post comes half an hour after the others."""
    posts = in_order(rows)
    return [p for at, p in enumerate(posts) if at % 7] + posts[::7]


def repeated(rows: list[Row]) -> list[list[Row]]:
    posts = in_order(rows)
    return [post + before[:15] for before, post in pairwise([posts[-1], *posts])]


def shuffled(rows: list[Row]) -> list[list[Row]]:
    random = np.random.default_rng(4)
    return in_order([rows[place] for place in random.permutation(len(rows))])


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sqlalchemy.Engine]:
    engine = a_store(tmp_path)
    yield engine
    engine.dispose()


def figures_after(
    posts: Sequence[list[Row]], engine: sqlalchemy.Engine
) -> tuple[dict[str, Any], list[int]]:
    """Post all of it, as a gateway would; return the reading, and the day's totals."""
    station = a_watched_station()
    gates = Gates.of(station.gate_groups)
    clock = HandClock(HALF_PAST_FIVE)
    intake = Intake(engine, clock)
    for number, rows in enumerate(posts):
        body = orjson.dumps({"batch": f"{number}", "rows": rows})
        intake.accept(parse_post(body, gates, feed="gateway", now=BEGIN).batch, "gateway")
    intake.stop()
    monitor = Monitor([station], BEGIN - 6_000)
    archive = Archive(engine, station.gate_groups)
    tail = Tail(engine)
    while stored := tail.read():
        for heard in monitor.hear(stored, BEGIN):
            archive.fold(heard.counts)
            archive.fold(heard.late)
    seen = monitor.look(BEGIN)
    reading = reading_of(station, seen, monitor, asks={}, today=(0, 0), after_seq=0)
    return reading, archive.today(BEGIN).reshape(-1).tolist()


@pytest.mark.parametrize("way", [late, repeated, shuffled])
def test_a_messy_stream_ends_in_the_figures_of_a_clean_one(way: Any, tmp_path: Path) -> None:
    stores = []
    for name in ("clean", "messy"):
        (tmp_path / name).mkdir()
        stores.append(a_store(tmp_path / name))
    rows = an_hour_of_rows()

    clean = figures_after(in_order(rows), stores[0])
    messy = figures_after(way(rows), stores[1])

    assert messy == clean
    assert clean[0]["rates"]["in"]["60"]["per_minute"] > 0
    for store in stores:
        store.dispose()


def test_missing_counts_lower_the_coverage_and_not_the_flow(engine: sqlalchemy.Engine) -> None:
    rows = an_hour_of_rows()
    heard = [row for row in rows if row["gate_group"] == "0738-E1" or row["people"] % 2]

    reading, _ = figures_after(in_order(heard), engine)

    rate = reading["rates"]["in"]["60"]
    assert 0.5 < rate["coverage"] < 0.95
    assert rate["low"] < rate["per_minute"] < rate["high"]
    assert reading["known"]


def test_climbing_registers_end_in_the_figures_of_their_differences(
    engine: sqlalchemy.Engine, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = a_store(tmp_path / "other")
    rows = an_hour_of_rows()
    shown: dict[tuple[str, str], int] = {}
    registers = [
        {"gate_group": gate, "direction": way, "at": rows[0]["start"], "register": 1_000}
        for gate in ("0738-E1", "0738-E2")
        for way in ("in", "out")
    ]
    for row in rows:
        key = row["gate_group"], row["direction"]
        shown[key] = shown.get(key, 1_000) + row["people"]
        registers.append(
            {
                "gate_group": key[0],
                "direction": key[1],
                "at": row["end"],
                "register": shown[key],
            }
        )

    by_counts = figures_after(in_order(rows), engine)
    by_registers = figures_after(in_order(registers), other)

    assert by_registers == by_counts
    other.dispose()


@dataclass
class Evening:
    """An evening without stores: the replay's counts straight into the monitor."""

    colours: dict[str, float]
    asked: list[tuple[float, str | None]]


def an_evening(*surges: Surge, stations: Sequence[Watched] = ()) -> dict[str, Evening]:
    """Run fifty minutes of checks; return each station's colours with minutes since the start."""
    watched = tuple(stations) or (a_watched_station(),)
    groups = [group for station in watched for group in station.gate_groups]
    replay = Replay(a_quiet_day(watched), groups, surges=surges)
    replay.delivered_until = BEGIN - 5_400
    monitor = Monitor(watched, BEGIN - 5_400)
    boards = {station.room: empty_board(station.room, [PANEL]) for station in watched}
    evenings = {station.station: Evening({}, []) for station in watched}
    for now in range(BEGIN - 5_400, BEGIN + FIFTY_MINUTES + 10, 10):
        found: list[Stored] = []

        def accept(batch: Batch, feed: str, at: Any, into: list[Stored] = found) -> bool:
            into.append(Stored("one", 0, feed, batch.ref, at, Filed.of(batch.packed())))
            return True

        replay.deliver(now, accept)
        monitor.hear(found, now)
        if now >= BEGIN:
            _check(monitor, boards, evenings, now)
    return evenings


def _check(
    monitor: Monitor, boards: dict[str, Board], evenings: dict[str, Evening], now: int
) -> None:
    turns = monitor.judge(monitor.look(now), boards)
    act = Act(Author(THE_WATCH), time_of(now), time_of(now))
    for room, of_room in turns.items():
        board = boards[room]
        for happened in turn_colours(of_room)(board, act):
            entry = Entry(
                room, board.seq + 1, act.at, act.at, act.at, act.by, happened, None, "", ""
            )
            board, _ = fold(board, entry)
        boards[room] = board
        colour = board[PANEL].colour
        evening = evenings[room.partition("/")[2]]
        if colour is not None:
            evening.colours.setdefault(colour.value, (now - BEGIN) / 60)


def test_a_day_as_it_was_raises_nothing() -> None:
    assert an_evening()["0738"].colours == {}


def test_a_crowd_raises_red_in_the_end_and_milder_colours_first() -> None:
    colours = an_evening(a_crowd())["0738"].colours

    assert list(colours) == sorted(colours, key=["blue", "yellow", "orange", "red"].index)
    assert next(iter(colours)) == "blue"
    assert list(colours)[-1] == "red"
    assert colours["red"] - colours["blue"] > 5


def test_half_the_crowd_raises_less() -> None:
    whole, half = (an_evening(a_crowd(people))["0738"].colours for people in (14_000, 7_000))

    assert "red" in whole
    assert "red" not in half
    assert len(half) < len(whole)


def test_a_larger_platform_raises_later() -> None:
    small, large = (
        an_evening(a_crowd(), stations=[a_watched_station(platform_m2=area)])["0738"].colours
        for area in (600.0, 900.0)
    )

    assert large["blue"] > small["blue"]
    assert large.get("red", 99.0) > small["red"]


def test_a_crowd_that_comes_later_raises_later() -> None:
    """The colours follow the people, not the clock."""
    later = HALF_PAST_FIVE + timedelta(minutes=13)

    soon, late_ones = (
        an_evening(a_crowd(starts_at=at))["0738"].colours
        for at in (HALF_PAST_FIVE + timedelta(minutes=3), later)
    )

    assert late_ones["blue"] - soon["blue"] == pytest.approx(10, abs=1.5)


def test_a_crowd_at_another_station_raises_there_and_only_there() -> None:
    stations = [a_watched_station("0738"), a_watched_station("0836")]

    evenings = an_evening(a_crowd(station="0836"), stations=stations)

    assert evenings["0738"].colours == {}
    assert "red" in evenings["0836"].colours
