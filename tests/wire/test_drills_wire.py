"""What the server tells of drills is what the tablets' types say, from plan to signed sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from drills.drill.happened import Row
from tests.a_house import an_act
from tests.drills.practice import COORDINATOR, EVALUATOR, HEART, DrillHouse
from tests.wire.shapes import read_wire

WIRE = read_wire(Path(__file__).parents[2] / "static" / "page" / "wire.ts")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DrillHouse]:
    """Lend a house in which a drill was run until it was reviewed, confirmed and signed once."""
    here = DrillHouse.begin(tmp_path_factory.mktemp("drills"))
    required = {"every_quarters": 2, "since": "2015Q2", "source": "a notice"}
    here.as_(COORDINATOR).post("/drills/acts", an_act("SetRequirement", **required))
    yield here
    here.close()


@pytest.fixture(scope="module")
def drill(house: DrillHouse) -> str:
    """Run a drill in which everything that a panel may show was done."""
    name = house.running()
    house.do(name, COORDINATOR, "GiveInject", inject="organiser-early")
    house.do(name, COORDINATOR, "SkipInject", inject="bus-doubts", reason="no bus today")
    house.do(name, EVALUATOR, "Observe", words="in time", rating="performed")
    house.do(name, EVALUATOR, "NameFinding", words="too few barriers", where="exit 4")
    return name


@pytest.fixture(scope="module")
def over(house: DrillHouse, drill: str) -> str:
    """End it, review it, and let one seat sign its sheet."""
    house.do(drill, COORDINATOR, "EndDrill")
    house.do(drill, "zhangwei", "ReviewSeat", words="late to report")
    points = {row.value: 5 for row in Row}
    reasons = {row.value: "seen so" for row in Row}
    house.do(drill, EVALUATOR, "ConfirmSheet", points=points, reasons=reasons, vetoes=["unsafe"])
    sheet = _joined(house, drill)["panels"]["debrief"]["sheet"]
    house.do(drill, "zhangwei", "SignDebrief", seq=sheet["seq"], head=sheet["head"])
    return drill


def test_the_room_of_a_running_drill_is_told_as_the_tablets_expect_it(
    house: DrillHouse, drill: str
) -> None:
    told = _joined(house, drill)

    panel = told["panels"]["drill"]
    assert panel["given"]
    assert panel["skipped"]
    assert list(WIRE.faults(told, WIRE.types["Joined"], "room")) == []


def test_a_warning_is_told_so_too(house: DrillHouse, over: str) -> None:
    assert over
    name = house.approved()
    house.do(name, COORDINATOR, "StartDrill", safety_read=True)
    house.wait(1)

    panel = _joined(house, name)["panels"]["drill"]

    assert panel["warning"] is not None
    assert list(WIRE.faults(panel, WIRE.types["DrillPanel"], "drill")) == []
    house.do(name, COORDINATOR, "StopDrill", reason="")


def test_a_debrief_is_told_so_too(house: DrillHouse, over: str) -> None:
    debrief = _joined(house, over)["panels"]["debrief"]

    assert debrief["reviews"]
    assert debrief["signatures"]
    assert debrief["findings"]
    assert list(WIRE.faults(debrief, WIRE.types["DebriefPanel"], "debrief")) == []


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("/drills", "DrillGrid"),
        ("/drills/{drill}", "DrillTold"),
        (f"/drills/crew/{HEART}", "Crew"),
    ],
)
def test_the_calendar_is_told_so_too(house: DrillHouse, over: str, path: str, shape: str) -> None:
    told = house.as_(COORDINATOR).get(path.format(drill=over)).json

    assert list(WIRE.faults(told, WIRE.types[shape], path)) == []


def test_the_scripts_are_told_so_too(house: DrillHouse) -> None:
    told = house.as_(COORDINATOR).get("/drills/scenarios").json["scenarios"]

    assert told
    assert list(WIRE.faults(told, ("array", ("name", "ScriptBrief")), "scripts")) == []


def _joined(house: DrillHouse, drill: str) -> Any:
    return house.as_(COORDINATOR).get(f"/rooms/drill/{drill}/{HEART}").json
