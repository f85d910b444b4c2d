"""The watch leads drills beside the real day, and what is real halts them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from drills.calendar.happened import DrillRun, Outcome
from drills.drill.happened import DrillHalted, Real
from drills.drill.running import PANEL as DRILL
from drills.drill.state import Phase
from metro_flow.alerts.colour import AlertColour
from metro_flow.alerts.panel import PANEL as ALERTS
from metro_flow.clock import iso
from metro_flow.db import COUNTS, db
from metro_flow.review.kept import read_estimates
from metro_flow.watch.day import day_of
from tests.a_house import an_act
from tests.drills.practice import COORDINATOR, HEART, OFFICER, SEATS, DrillHouse

STATION = f"station/{HEART}"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[DrillHouse]:
    """Return a house with its watch, and close it."""
    house = DrillHouse.begin(tmp_path)
    yield house
    house.close()


def room_of(name: str) -> str:
    """Return the name of a drill's room at the heart."""
    return f"drill/{name}/{HEART}"


def kinds(here: DrillHouse, room: str) -> list[str]:
    """Return the kinds of a room's entries."""
    return [type(event).__name__ for event in here.events(room)]


def test_an_approved_drill_gets_its_room_with_the_plan_in_force(here: DrillHouse) -> None:
    name = here.approved()

    assert kinds(here, room_of(name))[:1] == ["DrillPlanned"]
    assert kinds(here, STATION) == []


def test_a_drill_of_which_nobody_approved_has_no_room_yet(here: DrillHouse) -> None:
    here.plan()

    here.wait(3)

    assert kinds(here, room_of("2015Q2-01")) == []


def test_a_running_drill_is_shown_its_own_figures_and_the_station_none(here: DrillHouse) -> None:
    name = here.running()

    here.wait(120)

    readings = here.opened.house.readings
    assert readings.newest(room_of(name))["rates"]["in"]["1"]["per_minute"] > 0
    assert readings.newest(STATION)["rates"]["in"]["1"]["per_minute"] is None


def test_the_crowd_of_a_drill_raises_its_colours_there_alone(here: DrillHouse) -> None:
    name = here.running()

    here.wait(20 * 60)

    assert here.board(room_of(name))[ALERTS].colour is AlertColour.ORANGE
    assert "CallIssued" in kinds(here, room_of(name))
    assert kinds(here, STATION) == []


def test_each_minute_of_a_drill_is_kept_under_its_room(here: DrillHouse) -> None:
    name = here.running()
    began = here.now

    here.wait(5 * 60)

    day = day_of(int(began.timestamp()))
    with here.opened.app.app_context():
        engine = db.engines[COUNTS]
        kept = read_estimates(engine, room_of(name), day)
        of_station = read_estimates(engine, STATION, day)
    assert len(kept) >= 5
    assert all("entering" in body for body in kept.values())
    assert all("entering" not in body for body in of_station.values())


@pytest.mark.parametrize("colour", [AlertColour.ORANGE, AlertColour.RED])
def test_a_real_orange_written_by_another_process_halts_the_drill_within_two_seconds(
    here: DrillHouse, colour: AlertColour
) -> None:
    name = here.running()
    here.wait(90)
    other = here.again()

    other.raise_for_real(colour)
    here.catch_up()

    event = here.events(room_of(name))[-1]
    assert event == DrillHalted(Real(colour.value), STATION, 1)
    run = here.events("drills")[-1]
    assert isinstance(run, DrillRun)
    assert run.outcome is Outcome.HALTED
    other.close()


def test_a_real_orange_halts_a_drill_of_which_the_process_was_restarted(
    here: DrillHouse,
) -> None:
    name = here.running()
    here.wait(90)
    here.close()
    here.raise_for_real(AlertColour.ORANGE)

    again = here.again()
    again.wait(2)

    assert again.events(room_of(name))[-1] == DrillHalted(Real.ORANGE, STATION, 1)
    again.close()


def test_a_restarted_process_goes_on_with_the_drill(here: DrillHouse) -> None:
    name = here.running()
    here.wait(90)
    here.close()
    before = kinds(here, room_of(name))

    again = here.again()
    again.wait(60)

    assert again.board(room_of(name))[DRILL].phase is Phase.RUNNING
    reading = again.opened.house.readings.newest(room_of(name))
    assert reading["rates"]["in"]["1"]["per_minute"] > 0
    assert kinds(again, room_of(name))[: len(before)] == before
    again.close()


def test_a_real_call_at_another_station_halts_the_drill_of_whoever_is_called(
    here: DrillHouse,
) -> None:
    name = here.running()
    here.as_("chenjun").act("TakeSeat", room="station/0738", seat="transit-police")

    here.raise_for_real(AlertColour.ORANGE, station="0738")
    here.wait(4)

    event = here.events(room_of(name))[-1]
    assert isinstance(event, DrillHalted)
    assert (event.real, event.room) == (Real.CALL, "station/0738")


def test_a_paused_drill_shows_grey_figures_and_goes_on_where_it_stood(here: DrillHouse) -> None:
    name = here.running()
    here.wait(60)
    here.do(name, COORDINATOR, "PauseDrill", reason="somebody fell, really")

    here.wait(30)
    paused = here.opened.house.readings.newest(room_of(name))
    here.do(name, COORDINATOR, "ResumeDrill")
    here.wait(30)

    resumed = here.opened.house.readings.newest(room_of(name))
    assert (paused["stale"], paused["known"]) == (True, False)
    assert (resumed["stale"], resumed["known"]) == (False, True)


def test_a_blind_drill_is_not_known_before_it_begins_and_to_its_players_then(
    here: DrillHouse,
) -> None:
    name = here.approved(notice="double-blind")
    before = [
        here.as_(who).get(f"/drills/{name}").status_code
        for who in (COORDINATOR, OFFICER, "mayun", "zhangwei", "songyu")
    ]
    here.do(name, COORDINATOR, "StartDrill", safety_read=True)

    during = here.as_("zhangwei").get(f"/drills/{name}").status_code

    assert (before, during) == ([200, 200, 200, 404, 404], 200)


def test_a_drill_begins_only_where_nothing_real_stands(here: DrillHouse) -> None:
    name = here.approved()
    here.raise_for_real(AlertColour.YELLOW)

    answer = here.act(name, COORDINATOR, "StartDrill", safety_read=True)

    assert (answer.status_code, answer.json["reason"]) == (409, "a real alert stands")


def test_a_drill_ends_evaluated_and_signed_and_its_hazard_closes_it(here: DrillHouse) -> None:
    name = here.running()
    here.wait(120)
    here.do(name, "mayun", "Observe", words="calm", rating="performed")
    here.do(name, "mayun", "NameFinding", words="a rail is loose", where="exit 3")
    here.do(name, COORDINATOR, "EndDrill")
    points = dict.fromkeys(
        (
            "discovery",
            "notification",
            "arrival",
            "information",
            "evacuation",
            "activation",
            "measures",
        ),
        8,
    )
    answer = here.do(name, "mayun", "ConfirmSheet", points={**points, "closing": 5}, reasons=ALL)
    for who in SEATS:
        here.do(name, who, "SignDebrief", seq=answer["seq"], head=answer["head"])
    here.as_(COORDINATOR).post(
        "/drills/acts", an_act("FileReport", drill=name, to="the district", reference="17")
    )
    stages = [here.as_(COORDINATOR).get(f"/drills/{name}").json["drill"]["stage"]]
    close_hazard(here)
    here.wait(60)
    stages.append(here.as_(COORDINATOR).get(f"/drills/{name}").json["drill"]["stage"])

    assert stages == ["filed", "settled"]
    (hazard,) = here.as_(COORDINATOR).get(f"/readiness/{HEART}/hazards").json["hazards"]
    assert (hazard["origin"], hazard["source"]) == ("drill", name)


def test_a_finding_posted_twice_is_one_hazard(here: DrillHouse) -> None:
    name = here.running()
    act = an_act("NameFinding", words="a rail is loose", where="exit 3")
    path = f"/rooms/{room_of(name)}/acts"

    answers = [here.as_("mayun").post(path, act).json for _ in range(2)]

    assert answers[0] == answers[1]
    hazards = here.as_(COORDINATOR).get(f"/readiness/{HEART}/hazards").json["hazards"]
    assert [each["id"] for each in hazards] == ["h1"]


def test_whoever_may_not_name_a_finding_leaves_no_hazard_behind(here: DrillHouse) -> None:
    name = here.running()

    answer = here.act(name, "zhangwei", "NameFinding", words="a rail is loose", where="exit 3")

    assert answer.status_code == 409
    assert here.as_(COORDINATOR).get(f"/readiness/{HEART}/hazards").json["hazards"] == []


ALL = dict.fromkeys(
    (
        "discovery",
        "notification",
        "arrival",
        "information",
        "evacuation",
        "activation",
        "measures",
        "closing",
    ),
    "as observed",
)


def close_hazard(here: DrillHouse) -> None:
    """Lead the only hazard of the heart to its end."""
    due = iso(here.now + timedelta(days=20))[:10]
    proof: dict[str, Any] = {"words": "photograph", "sha256": "a" * 64}
    steps: list[tuple[str, str, dict[str, Any]]] = [
        (COORDINATOR, "RegisterHazard", {"accountable": "metro-operator", "due": due}),
        (OFFICER, "AssessHazard", {"likelihood": 3, "consequence": 3}),
        (COORDINATOR, "ReportHazard", {"to": "the district"}),
        ("zhangwei", "MonitorHazard", {"what": "its bolts", "every_days": 1}),
        ("zhangwei", "TreatHazard", {"measures": "new bolts", "evidence": proof}),
        ("xujing", "CloseHazard", {}),
    ]
    for who, kind, body in steps:
        answer = here.as_(who).post(f"/readiness/{HEART}/acts", an_act(kind, hazard="h1", **body))
        assert answer.status_code == 200, answer.text
