"""Analysts find a day's counts again; whoever may not look is told so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from metro_flow.db import COUNTS, db
from metro_flow.flow.count import Counts, seconds_of
from metro_flow.watch.archive import Archive
from tests.a_house import OpenHouse, a_house

DAY = "/review/stations/0243/days/2015-04-01"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenHouse]:
    """A house in whose archive Jing'an Temple's last ten minutes are kept."""
    opened = a_house(tmp_path)
    with opened.app.app_context():
        station = opened.house.atlas["0243"]
        archive = Archive(db.engines[COUNTS], station.gate_groups)
        now = seconds_of(opened.house.clock.now()) // 60 * 60
        for minute in range(10):
            start = now - 60 * (minute + 1)
            groups = list(range(len(station.gate_groups))) * 2
            ways = [0] * len(station.gate_groups) + [1] * len(station.gate_groups)
            archive.fold(Counts.columns(groups, ways, start=start, end=start + 60, people=3))
        archive.flush({})
    yield opened
    with opened.app.app_context():
        opened.house.intake.stop()
        for engine in db.engines.values():
            engine.dispose()


def test_a_room_gets_its_last_minutes(opened: OpenHouse) -> None:
    answer = opened.signed_in("zhangwei").get("/stations/0243/curve", minutes=5)

    gates = len(opened.house.atlas["0243"].gate_groups)
    assert answer.status_code == 200
    assert answer.json["step_s"] == 60
    assert [point["in"] for point in answer.json["points"]] == [3.0 * gates] * 5


@pytest.mark.parametrize("minutes", ["0", "-1", "1441", "five", "1.5", ""])
def test_minutes_are_a_whole_number_up_to_a_day(opened: OpenHouse, minutes: str) -> None:
    answer = opened.signed_in("zhangwei").get("/stations/0243/curve", minutes=minutes)

    assert answer.status_code == 422
    assert answer.json["faults"] == [
        {"field": "minutes", "value": minutes, "expected": "a whole number 1 … 1440"}
    ]


def test_an_analyst_reads_numbers_figure_and_table(opened: OpenHouse) -> None:
    songyu = opened.signed_in("songyu")

    numbers, figure, table = (songyu.get(DAY + part) for part in ("", "/figure", "/counts.csv"))

    gates = len(opened.house.atlas["0243"].gate_groups)
    assert numbers.json["totals"] == {"in": 30 * gates, "out": 30 * gates}
    assert {"data", "layout"} == figure.json.keys()
    assert table.mimetype == "text/csv"
    assert len(table.text.splitlines()) == 1 + 10 * gates * 2


def test_a_day_of_which_nothing_is_kept_is_unknown(opened: OpenHouse) -> None:
    answer = opened.signed_in("songyu").get("/review/stations/0243/days/2014-12-31/figure")

    assert answer.status_code == 404


@pytest.mark.parametrize("day", ["today", "2015-13-01", "20150401x"])
def test_a_day_is_a_date(opened: OpenHouse, day: str) -> None:
    answer = opened.signed_in("songyu").get(f"/review/stations/0243/days/{day}")

    assert answer.status_code == 422
    assert answer.json["faults"][0]["field"] == "day"


def test_a_stranger_reads_nothing(opened: OpenHouse) -> None:
    nobody = opened.nobody()

    asked = ["/stations/0243/curve", DAY, DAY + "/figure", DAY + "/counts.csv"]

    assert [nobody.get(path).status_code for path in asked] == [401] * 4


def test_a_station_that_is_not_there_is_unknown(opened: OpenHouse) -> None:
    assert opened.signed_in("songyu").get("/stations/9999/curve").status_code == 404
