"""The calendar over HTTP: each sees what is theirs to see, and a blind drill stays blind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from metro_flow.clock import iso
from tests.a_house import an_act
from tests.drills.practice import COORDINATOR, HEART, OFFICER, SEATS, DrillHouse, a_plan

NAME = "2015Q2-01"
EVERYBODY = (*SEATS, COORDINATOR, OFFICER, "mayun", "songyu", "admin")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[DrillHouse]:
    """Return a house in which nothing is planned."""
    house = DrillHouse.begin(tmp_path)
    yield house
    house.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DrillHouse]:
    """Return one house for all tests that plan nothing."""
    house = DrillHouse.begin(tmp_path_factory.mktemp("empty"))
    yield house
    house.close()


def grid(here: DrillHouse, who: str, **query: Any) -> Any:
    """Return the grid as somebody sees it."""
    answer = here.as_(who).get("/drills", **query)
    assert answer.status_code == 200, answer.text
    return answer.json


def calendar_act(here: DrillHouse, who: str, kind: str, **body: Any) -> Any:
    """Ask the calendar for an act."""
    return here.as_(who).post("/drills/acts", an_act(kind, **body))


def test_a_coordinator_sees_all_stations_and_four_quarters(empty: DrillHouse) -> None:
    told = grid(empty, COORDINATOR)

    assert (told["year"], len(told["stations"]), len(told["cells"])) == (2015, 19, 76)
    assert "PlanDrill" in told["may"]


def test_a_station_master_sees_their_own_station_and_plans_nothing(empty: DrillHouse) -> None:
    told = grid(empty, "zhangwei")

    assert [each["station"] for each in told["stations"]] == [HEART]
    assert told["may"] == []


def test_an_operator_reads_nothing_of_drills(empty: DrillHouse) -> None:
    assert empty.as_("admin").get("/drills").status_code == 403


@pytest.mark.parametrize("year", ["", "1999", "2200", "two", "20150", "２０１５"])
def test_a_year_that_is_none_is_named(empty: DrillHouse, year: str) -> None:
    answer = empty.as_(COORDINATOR).get("/drills", year=year)

    (fault,) = answer.json["faults"]
    assert (answer.status_code, fault["field"], fault["value"]) == (422, "year", year)


def test_another_year_is_another_grid(here: DrillHouse) -> None:
    here.plan()

    assert all(cell["stage"] is None for cell in grid(here, COORDINATOR, year="2016")["cells"])


def test_a_planned_drill_stands_in_its_cell_and_is_told_once(here: DrillHouse) -> None:
    here.plan()

    told = grid(here, "zhangwei")

    assert [cell["drill"] for cell in told["cells"] if cell["stage"] == "planned"] == [NAME]
    (drill,) = told["drills"]
    assert drill["room"] == f"drill/{NAME}/{HEART}"
    assert "text" not in drill


def test_the_same_ref_plans_one_drill(here: DrillHouse) -> None:
    act = an_act("PlanDrill", **a_plan(here))

    answers = [here.as_(COORDINATOR).post("/drills/acts", act).json for _ in range(2)]

    assert answers[0] == answers[1]
    assert len(grid(here, COORDINATOR)["drills"]) == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"starts_at": "tomorrow"}, "starts_at"),
        ({"starts_at": "2015-04-02T06:00:00"}, "starts_at"),
        ({"seed": -1}, "seed"),
        ({"seed": True}, "seed"),
        ({"form": "swim"}, "form"),
        ({"notice": "triple-blind"}, "notice"),
        ({"participants": [{"person": "p-x", "seat": "driver"}]}, "participants.0.seat"),
        ({"staff": {"director": "p-linna"}}, "staff.evaluators"),
        ({"colour": "red"}, "colour"),
        ({"station": ""}, "station"),
    ],
)
def test_a_plan_of_the_wrong_shape_is_refused_by_its_field(
    empty: DrillHouse, changed: dict[str, Any], field: str
) -> None:
    answer = empty.plan(**changed)

    assert (answer.status_code, answer.json["faults"][0]["field"]) == (422, field)
    assert empty.events("drills") == []


def test_scripts_are_read_by_those_who_plan(empty: DrillHouse) -> None:
    scripts = empty.as_(COORDINATOR).get("/drills/scenarios").json["scenarios"]

    assert [each["id"] for each in scripts] == ["concert-night", "refund-queue", "train-failure"]
    assert empty.as_("zhangwei").get("/drills/scenarios").status_code == 403


def test_whoever_plays_does_not_read_the_script(here: DrillHouse) -> None:
    here.plan()

    scripts = {who: here.as_(who).get(f"/drills/{NAME}").json["script"] for who in EVERYBODY[:-1]}

    assert {who for who, script in scripts.items() if script} == {COORDINATOR, OFFICER, "mayun"}


def test_the_crew_of_a_station_is_proposed_by_seat(empty: DrillHouse) -> None:
    told = empty.as_(COORDINATOR).get(f"/drills/crew/{HEART}").json

    assert told["seats"]["station-master"][0] == "p-zhangwei"
    assert (told["directors"], told["evaluators"]) == (["p-linna"], ["p-mayun"])
    assert told["people"]["p-zhangwei"]["zh"] == "张伟"
    assert empty.as_(COORDINATOR).get("/drills/crew/9999").status_code == 404


def test_a_double_blind_drill_is_known_to_the_exercise_staff_alone(here: DrillHouse) -> None:
    here.plan(notice="double-blind")
    paths = (
        f"/drills/{NAME}",
        f"/drills/{NAME}/invitation.ics",
        f"/rooms/drill/{NAME}/{HEART}",
        f"/rooms/drill/{NAME}/{HEART}/entries",
    )

    codes = {who: {here.as_(who).get(path).status_code for path in paths} for who in EVERYBODY}
    listed = {who for who in EVERYBODY if NAME in here.as_(who).get("/drills").text}

    staff = {COORDINATOR, OFFICER, "mayun"}
    assert codes == {who: {200} if who in staff else {404} for who in EVERYBODY}
    assert listed == staff


def test_a_half_blind_drill_is_known_without_its_date(here: DrillHouse) -> None:
    here.plan(notice="half-blind")

    told = here.as_("zhangwei").get(f"/drills/{NAME}").json["drill"]

    assert (told["starts_at"], told["quarter"]) == (None, "2015Q2")
    assert here.as_("zhangwei").get(f"/drills/{NAME}/invitation.ics").status_code == 422
    assert here.as_(COORDINATOR).get(f"/drills/{NAME}").json["drill"]["starts_at"] is not None


def test_the_book_of_the_calendar_is_read_by_its_makers(here: DrillHouse) -> None:
    here.plan()

    codes = {who: here.as_(who).get("/drills/entries").status_code for who in EVERYBODY}

    assert {who for who, code in codes.items() if code == 200} == {COORDINATOR, OFFICER}
    assert set(codes.values()) == {200, 403}


def test_an_invitation_follows_the_drill(here: DrillHouse) -> None:
    here.plan()
    later = here.now + timedelta(days=2)
    calendar_act(here, COORDINATOR, "MoveDrill", drill=NAME, starts_at=iso(later), reason="rain")

    answer = here.as_("zhangwei").get(f"/drills/{NAME}/invitation.ics")

    (event,) = icalendar.Calendar.from_ical(answer.text).walk("VEVENT")
    assert answer.mimetype == "text/calendar"
    assert (event["SEQUENCE"], event.start) == (1, later.replace(microsecond=0))


def test_a_requirement_is_shown_with_its_source(here: DrillHouse) -> None:
    calendar_act(
        here, COORDINATOR, "SetRequirement", every_quarters=2, since="2015Q1", source="the law"
    )

    told = grid(here, COORDINATOR)

    assert told["stations"][0]["required"] == {
        "every_quarters": 2,
        "since": "2015Q1",
        "source": "the law",
        "provisional": True,
    }
    assert sum(cell["required"] for cell in told["cells"]) == 38


def test_nobody_but_its_makers_acts_in_the_calendar(here: DrillHouse) -> None:
    codes = {
        who: calendar_act(here, who, "PlanDrill", **a_plan(here)).status_code for who in EVERYBODY
    }

    assert {who for who, code in codes.items() if code == 200} == {COORDINATOR}
    assert codes[OFFICER] == 409
    assert {codes[who] for who in EVERYBODY if who not in (COORDINATOR, OFFICER)} == {403}
