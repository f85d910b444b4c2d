"""Days held are offered, spans and comparisons answered, and a wrong question put right."""

from __future__ import annotations

import pytest

from metro_flow.db import COUNTS, db
from metro_flow.review.kept import read_days_held
from metro_flow.watch.archive import Archive
from metro_flow.watch.day import first_minute_of, time_of_minute
from tests.a_house import OpenHouse
from tests.metro_flow.review.days import DAY

SPAN = "/review/stations/0243/spans/2015-03-30/2015-04-01"
TWO_DAYS = {
    "station": "0243",
    "day": "2015-03-30",
    "other_station": "0243",
    "other_day": "2015-04-01",
}


def test_the_days_held_are_told_in_runs(reviewed: OpenHouse) -> None:
    songyu = reviewed.signed_in("songyu")

    held = songyu.get("/review/stations/0243/days").json["held"]
    stations = {each["id"]: each for each in songyu.get("/review/stations").json["stations"]}

    assert held == [["2015-03-30", "2015-03-30"], ["2015-04-01", "2015-04-01"]]
    assert stations["0243"]["held"] == held
    assert stations["0126"]["held"] == [["2015-04-01", "2015-04-01"]]
    assert stations["0125"]["held"] == []
    assert stations["0243"]["name"]["zh"] == "静安寺"
    assert len(stations) == len(reviewed.house.atlas)


def test_sealed_days_are_held_as_open_ones_are(reviewed: OpenHouse) -> None:
    with reviewed.app.app_context():
        engine = db.engines[COUNTS]
        before = read_days_held(engine, ["0126", "0243"])
        archive = Archive(engine, reviewed.house.atlas["0126"].gate_groups)

        sealed = archive.seal(time_of_minute(first_minute_of(DAY)))

        assert sealed
        assert read_days_held(engine, ["0126", "0243"]) == before


def test_a_span_tells_each_day_and_a_day_of_silence_as_not_known(
    reviewed: OpenHouse, gates: int
) -> None:
    told = reviewed.signed_in("songyu").get(SPAN).json

    assert [each["in"] for each in told["days"]] == [30 * gates, None, 50 * gates]
    assert told["totals"] == {"in": 80 * gates, "out": 80 * gates}
    assert told["until"] == "2015-04-01T00:10:00.000Z"
    assert told["step_s"] == 300
    assert told["gaps"] == [["2015-03-30T00:10:00.000Z", "2015-04-01T00:00:00.000Z"]]
    assert {"data", "layout"} == told["figure"].keys()


def test_a_span_is_taken_away_minute_by_minute(reviewed: OpenHouse, gates: int) -> None:
    table = reviewed.signed_in("songyu").get(SPAN + "/curves.csv")

    lines = table.text.splitlines()
    assert table.mimetype == "text/csv"
    assert "curves-0243-2015-03-30-2015-04-01.csv" in table.headers["Content-Disposition"]
    assert len(lines) == 1 + 3 * 1440
    assert lines[1 + 8 * 60].startswith(f"2015-03-30T08:00:00+08:00,{3.0 * gates},")
    assert lines[1].endswith(",,,,,,")


def test_two_days_of_one_station_are_compared(reviewed: OpenHouse, gates: int) -> None:
    told = reviewed.signed_in("songyu").get("/review/comparison", **TWO_DAYS, way="both").json

    assert [line["total"] for line in told["lines"]] == [60 * gates, 100 * gates]
    assert told["difference"] == 40 * gates
    assert told["both_known"] == [60 * gates, 100 * gates]
    assert [line["peak_s"] for line in told["lines"]] == [8 * 3600, 8 * 3600]


def test_two_stations_on_one_day_are_compared_and_taken_away(reviewed: OpenHouse) -> None:
    songyu = reviewed.signed_in("songyu")
    asked = {
        "station": "0243",
        "day": "2015-04-01",
        "other_station": "0126",
        "other_day": "2015-04-01",
    }

    told = songyu.get("/review/comparison", **asked, lang="en").json
    table = songyu.get("/review/comparison.csv", **asked).text.splitlines()

    names = [trace["name"] for trace in told["figure"]["data"] if trace["line"]["width"]]
    assert names == ["Jing'an Temple 2015-04-01", "Shanghai Railway Station 2015-04-01"]
    assert len(table) == 1 + 2 * 288


def test_a_day_that_is_not_held_has_a_line_without_figures_beside_one_that_is(
    reviewed: OpenHouse,
) -> None:
    asked = TWO_DAYS | {"other_day": "2015-03-31"}

    told = reviewed.signed_in("songyu").get("/review/comparison", **asked).json

    assert told["lines"][1]["total"] is None
    assert told["difference"] is None


def test_the_heat_map_has_every_station_and_null_where_nothing_was_heard(
    reviewed: OpenHouse, gates: int
) -> None:
    songyu = reviewed.signed_in("songyu")

    told = songyu.get("/review/heat", day="2015-04-01", way="in", cell="5").json
    table = songyu.get("/review/heat.csv", day="2015-04-01", cell="5").text.splitlines()

    rows = {row["station"]: row for row in told["rows"]}
    cells = told["figure"]["data"][0]["z"][list(rows).index("0243")]
    assert cells[95:99] == [None, 25 * gates, 25 * gates, None]
    assert rows["0243"]["total"] == 50 * gates
    assert rows["0125"] == {
        "station": "0125",
        "total": None,
        "fullest": None,
        "fullest_people": None,
    }
    assert len(table) == 1 + 288 * len(reviewed.house.atlas)


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/review/stations/0243/spans/2015-04-01/2015-03-31", "last"),
        ("/review/stations/0243/spans/2015-03-01/2015-04-01", "last"),
        ("/review/stations/0243/spans/2015-4-1/2015-04-01", "first"),
        ("/review/stations/0243/spans/now/2015-04-01/curves.csv", "first"),
        ("/review/heat?day=2015-04-01&cell=7", "cell"),
        ("/review/heat?day=2015-04-01&way=up", "way"),
        ("/review/heat", "day"),
        ("/review/heat.csv?day=", "day"),
        ("/review/heat?day=2015-04-01&lang=fr", "lang"),
        ("/review/comparison?station=0243&other_station=0243&day=2015-04-01", "other_day"),
    ],
)
def test_a_wrong_question_is_told_which_field(reviewed: OpenHouse, path: str, field: str) -> None:
    answer = reviewed.signed_in("songyu").client.get(f"/api{path}")

    assert answer.status_code == 422
    assert answer.json["faults"][0]["field"] == field


@pytest.mark.parametrize(
    "path",
    [
        "/review/stations/0243/spans/2014-01-01/2014-01-07",
        "/review/heat?day=2014-01-01",
        "/review/comparison?station=0243&day=2014-01-01&other_station=0126&other_day=2014-01-01",
        "/review/comparison?station=0243&day=2015-04-01&other_station=9999&other_day=2015-04-01",
        "/review/stations/9999/days",
    ],
)
def test_what_is_not_there_is_unknown(reviewed: OpenHouse, path: str) -> None:
    assert reviewed.signed_in("songyu").client.get(f"/api{path}").status_code == 404
