"""The district's figures over HTTP: of real rooms, in a period, for those who see the district."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from metro_flow.alerts.colour import AlertColour
from stations.district.figures.definitions import Figure
from tests.drills.practice import COORDINATOR, HEART, SEATS, DrillHouse

PATH = "/district/figures"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DrillHouse]:
    """Return a house in which an orange called four chiefs, two of whom answered."""
    house = DrillHouse.begin(tmp_path_factory.mktemp("figures"))
    for who, seat in SEATS.items():
        house.as_(who).act("TakeSeat", seat=seat)
    house.raise_for_real(AlertColour.ORANGE)
    house.wait(2)
    call = house.as_("zhangwei").get(f"/rooms/station/{HEART}").json["panels"]["call"]["open"][0]
    house.wait(20)
    for who in ("zhangwei", "xujing"):
        house.as_(who).act("AnswerCall", call=call["id"])
    ordered = house.as_("zhangwei").act("OrderLevel", to="three", seen=None)
    assert ordered.status_code == 200, ordered.text
    house.wait(5)
    yield house
    house.close()


def figures(here: DrillHouse, who: str = COORDINATOR, **query: Any) -> Any:
    """Return the figures."""
    answer = here.as_(who).get(PATH, **query)
    assert answer.status_code == 200, answer.text
    return answer.json


def of_group(told: Any, kind: str, key: str = "") -> Any:
    """Return one group's values."""
    return next(
        each["values"] for each in told["groups"] if (each["kind"], each["key"]) == (kind, key)
    )


def test_the_figures_of_this_quarter_are_those_of_its_real_rooms(here: DrillHouse) -> None:
    told = figures(here)

    whole = of_group(told, "district")
    assert (told["first"], told["last"]) == ("2015-04-01", "2015-04-01")
    assert whole["calls"] == {"value": 1, "counted": 1, "left_out": 0}
    assert whole["answer-median"]["counted"] == 2
    # No limit is confirmed yet, so nobody is judged by one.
    assert whole["answered-in-time"]["value"] is None
    assert whole["answered-in-time"]["left_out"] >= 4
    assert whole["order-median"]["value"] == whole["answer-median"]["value"]
    assert of_group(told, "street", "静安寺街道")["calls"]["value"] == 1
    assert of_group(told, "line", "1")["calls"]["value"] == 0


def test_every_figure_travels_with_its_definition_in_both_languages(here: DrillHouse) -> None:
    definitions = figures(here)["definitions"]

    assert list(definitions) == [figure.value for figure in Figure]
    assert all(said["how"]["zh"] and said["how"]["en"] for said in definitions.values())


def test_a_period_before_anything_happened_counts_nothing(here: DrillHouse) -> None:
    told = figures(here, first="2015-01-01", last="2015-03-31")

    assert of_group(told, "district")["calls"]["value"] == 0


def test_a_quarter_is_assessed_as_far_as_it_has_come(here: DrillHouse) -> None:
    running, before = figures(here, quarter="2015Q2"), figures(here, quarter="2014Q4")

    assert running == figures(here)
    assert (before["first"], before["last"]) == ("2014-10-01", "2014-12-31")
    assert running["now"] == before["now"]


def test_the_table_says_the_same_as_the_figures(here: DrillHouse) -> None:
    answer = here.as_(COORDINATOR).get(f"{PATH}.csv")

    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    groups = figures(here)["groups"]
    assert len(rows) == len(groups) * len(Figure)
    calls = [row for row in rows if row["figure"] == "calls"]
    assert [row["value"] for row in calls] == [
        str(each["values"]["calls"]["value"]) for each in groups
    ]
    assert all(row["definition_zh"] and row["definition_en"] for row in rows)
    assert "figures-2015-04-01-2015-04-01.csv" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("who", "code"),
    [(COORDINATOR, 200), ("songyu", 200), ("hetao", 200), ("zhangwei", 403), ("xujing", 403)],
)
def test_the_figures_are_for_those_who_see_the_district(
    here: DrillHouse, who: str, code: int
) -> None:
    assert here.as_(who).get(PATH).status_code == code
    assert here.as_(who).get(f"{PATH}.csv").status_code == code


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"first": "2015-4-1"}, "first"),
        ({"first": "yesterday"}, "first"),
        ({"first": "2015-04-02"}, "first"),
        ({"last": "2015-03-31"}, "last"),
        ({"first": "2012-03-01"}, "last"),
        ({"last": "9999-12-31"}, "last"),
        ({"first": ""}, "first"),
        ({"quarter": "2015Q3"}, "quarter"),
        ({"quarter": "2015Q5"}, "quarter"),
        ({"quarter": "0015Q1"}, "quarter"),
        ({"quarter": ""}, "quarter"),
    ],
)
def test_a_period_that_cannot_be_is_refused_by_its_field(
    here: DrillHouse, query: dict[str, str], field: str
) -> None:
    answer = here.as_(COORDINATOR).get(PATH, **query)

    (fault,) = answer.json["faults"]
    assert (answer.status_code, fault["field"]) == (422, field)


def test_a_drill_is_in_no_figure_but_its_own(here: DrillHouse) -> None:
    before = of_group(figures(here), "district")
    starts = here.now + timedelta(days=1)
    people = [{"person": "p-songyu", "seat": "street"}]
    elsewhere = {"station": "0738", "participants": people}
    name = here.approved(starts_at=starts.strftime("%Y-%m-%dT%H:%M:%SZ"), **elsewhere)
    here.stand_at(starts)
    here.do(name, COORDINATOR, "StartDrill", station="0738", safety_read=True)
    here.do(name, "songyu", "TakeSeat", station="0738", seat="street")
    here.do(name, COORDINATOR, "EndDrill", station="0738")

    after = of_group(figures(here), "district")

    assert after["drills-run"]["value"] == 1
    assert after["calls"] == before["calls"]
