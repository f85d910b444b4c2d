"""What feeds post of trains is what the figures rest on, from HTTP to the reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from metro_flow.clock import ClockState, iso
from metro_flow.db import db
from metro_flow.people.feed import Feed
from stations.demo.furnish import BEGINS
from tests.a_house import OpenHouse, a_house, opened_in

STATION = "0738"
BEFORE = BEGINS - timedelta(minutes=59)


@dataclass
class Control:
    """A line's control and a gateway at one house, whose room time stands until it is moved."""

    folder: Path
    opened: OpenHouse = field(init=False)
    token: str = field(init=False)
    posted: int = 0

    def __post_init__(self) -> None:
        self.opened = a_house(self.folder, watch=True)
        self.token = self.opened.house.feeds.add(
            Feed("control", frozenset({STATION})), self.opened.house.clock.real()
        )
        self.go_to(BEGINS)

    def go_to(self, moment: datetime) -> None:
        clock = self.opened.house.clock
        clock.follow(ClockState(moment, clock.real(), 0.0))

    def post(self, path: str, **body: Any) -> Any:
        self.posted += 1
        answer = self.opened.app.test_client().post(
            f"/api/{path}",
            json={"batch": f"{self.posted}", **body},
            headers={"Authorization": f"Bearer {self.token}"},
        )
        assert answer.status_code == 200, answer.text
        return answer.json

    def count_until(self, moment: datetime) -> None:
        """Post an hour of counts of every gate group, minute by minute."""
        groups = [each.id for each in self.opened.house.atlas[STATION].gate_groups]
        start = moment - timedelta(minutes=59)
        rows = [
            {
                "gate_group": group,
                "direction": way,
                "start": iso(start + timedelta(minutes=minute)),
                "seconds": 60,
                "people": people,
            }
            for minute in range(59)
            for group in groups
            for way, people in (("in", 40), ("out", 20))
        ]
        assert self.post("counts", rows=rows)["refused"] == []

    def tell_of_trains(self, since: datetime, until: datetime, *, calls: bool = True) -> None:
        """Post a stretch with a train each way every three minutes, or with none."""
        minutes = int((until - since).total_seconds() // 60)
        line = {"station": STATION, "line": "7"}
        trains = [
            {**line, "at": iso(since + timedelta(minutes=at)), "direction": way, "places": 330}
            for at in range(1, minutes, 3)
            for way in ("up", "down")
        ]
        stretch = {**line, "since": iso(since), "until": iso(until)}
        told = self.post("trains", stretches=[stretch], trains=trains if calls else [])
        assert (told["accepted"], told["refused"]) == (1 + len(trains) * calls, [])

    def reading(self) -> dict[str, Any]:
        self.opened.house.watch.round()
        found: dict[str, Any] = self.opened.house.readings.newest(f"station/{STATION}")
        return found

    def start_again(self) -> None:
        """End this process and begin another on the same stores."""
        self.close()
        self.opened = opened_in(self.folder, watch=True, process="two")

    def close(self) -> None:
        self.opened.house.watch.stop()
        self.opened.house.intake.stop()
        with self.opened.app.app_context():
            for engine in db.engines.values():
                engine.dispose()


@pytest.fixture
def control(tmp_path: Path) -> Iterator[Control]:
    control = Control(tmp_path)
    yield control
    control.close()


def platform(reading: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = reading["zones"][0]
    assert found["zone"].startswith("platform")
    return found


def test_a_feed_of_trains_is_what_the_figures_rest_on(control: Control) -> None:
    control.count_until(BEGINS)
    without = control.reading()
    control.tell_of_trains(BEFORE, BEGINS)

    told = control.reading()

    assert (platform(without)["class"], without["trains"]) == ("with-timetable", [])
    assert platform(told)["class"] == "with-trains"
    assert told["trains"] == [{"line": "7", "until": iso(BEGINS), "heard": True}]
    assert told["inside"] != without["inside"]


def test_a_feed_that_falls_silent_is_said_to_and_the_timetable_stands_in(control: Control) -> None:
    control.count_until(BEGINS)
    control.tell_of_trains(BEFORE, BEGINS)
    control.reading()

    control.go_to(BEGINS + timedelta(seconds=130))
    silent = control.reading()

    assert platform(silent)["class"] == "with-timetable"
    assert silent["trains"] == [{"line": "7", "until": iso(BEGINS), "heard": False}]


def test_a_feed_that_says_that_no_train_comes_fills_the_platform(
    control: Control, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    halted = Control(tmp_path / "other")
    for each in (control, halted):
        each.count_until(BEGINS)
    quarter = BEGINS - timedelta(minutes=15)
    control.tell_of_trains(BEFORE, BEGINS)

    halted.tell_of_trains(BEFORE, quarter)
    halted.tell_of_trains(quarter, BEGINS, calls=False)

    people = [platform(each.reading())["people"] for each in (control, halted)]
    assert people[1] > 2 * people[0]
    halted.close()


def test_posts_in_another_order_and_twice_end_in_the_same_figures(
    control: Control, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    messy = Control(tmp_path / "other")
    cuts = [BEFORE, BEGINS - timedelta(minutes=31), BEGINS - timedelta(minutes=10), BEGINS]
    spans = list(pairwise(cuts))
    for each in (control, messy):
        each.count_until(BEGINS)

    for span in spans:
        control.tell_of_trains(*span)
    for span in (spans[2], spans[0], spans[1], spans[0]):
        messy.tell_of_trains(*span)

    assert messy.reading()["zones"] == control.reading()["zones"]
    messy.close()


def test_whoever_takes_the_watch_over_knows_what_was_told(control: Control) -> None:
    control.count_until(BEGINS)
    control.tell_of_trains(BEFORE, BEGINS)
    before = control.reading()

    control.start_again()
    control.go_to(BEGINS)
    after = control.reading()

    assert after["zones"] == before["zones"]
    assert after["trains"] == before["trains"]


def test_a_batch_told_again_is_known(control: Control) -> None:
    stretch = {"station": STATION, "line": "7", "since": iso(BEFORE), "until": iso(BEGINS)}
    first = control.post("trains", stretches=[stretch])

    control.posted -= 1
    again = control.post("trains", stretches=[stretch])

    assert (first["accepted"], first["known"]) == (1, 0)
    assert (again["accepted"], again["known"]) == (0, 1)


def test_rows_of_another_feeds_station_and_late_ones_are_said_to_be(control: Control) -> None:
    old = {"station": STATION, "line": "7", "at": iso(BEGINS - timedelta(minutes=61))}
    elsewhere = {"station": "0243", "line": "2", "at": iso(BEGINS)}

    answer = control.post("trains", trains=[old, elsewhere])

    assert answer == {
        "batch": "1",
        "accepted": 0,
        "known": 0,
        "archived": 1,
        "refused": [
            {
                "list": "trains",
                "row": 1,
                "field": "station",
                "value": "0243",
                "expected": "a station of this feed: 0738",
            }
        ],
    }


@pytest.mark.parametrize("token", ["", "another"])
def test_a_token_that_nobody_has_is_refused(control: Control, token: str) -> None:
    answer = control.opened.app.test_client().post(
        "/api/trains", json={"batch": "one"}, headers={"Authorization": f"Bearer {token}"}
    )

    assert answer.status_code == 401


def test_a_post_that_tells_nothing_is_named(control: Control) -> None:
    answer = control.opened.app.test_client().post(
        "/api/trains",
        json={"batch": "one"},
        headers={"Authorization": f"Bearer {control.token}"},
    )

    assert answer.status_code == 422
    assert answer.json["faults"] == [
        {
            "field": "trains",
            "value": 0,
            "expected": "1 … 5000 rows in stretches, trains, changes together",
        }
    ]
