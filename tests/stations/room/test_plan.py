"""The running plan: started by the level, followed up and down, carried out by its seats."""

import pytest

from metro_flow.errors import Refused
from stations.plan_text import Scenario
from stations.profile.words import ResponseLevel
from stations.room.plan import EndPlan, StartPlan
from stations.room.plan_steps import FinishStep
from stations.room.response import OrderLevel
from tests.stations.room.chiefs import DISTRICT, LOCAL, MASTER, STREET, TRANSIT, granted
from tests.stations.room.plans import SMALL_SHA, a_plan, a_step
from tests.stations.room.runs import (
    a_plan_room,
    adopt,
    finish,
    order,
    run_shown,
    states,
)

THREE, TWO, ONE = ResponseLevel.THREE, ResponseLevel.TWO, ResponseLevel.ONE


@pytest.fixture
def room(tmp_path):
    room = a_plan_room(tmp_path)
    yield room
    room.check()


def test_an_adopted_plan_is_shown_and_does_not_run_by_itself(room):
    assert room.wait(5) == []
    assert room.tablet.panels["plan"] == {
        "adopted": {"version": 1, "sha256": SMALL_SHA},
        "running": None,
        "last": None,
    }


def test_a_response_level_starts_the_crowds_scenario_within_a_second(room):
    room.act(OrderLevel(THREE, seen=None), MASTER)

    assert room.wait(1) == ["PlanStarted", "StepsIssued"]
    assert room.tablet.panels["plan"]["running"] == {
        "id": "run-7",
        "version": 1,
        "sha256": SMALL_SHA,
        "scenario": "crowd",
        "level": "three",
        "started_at": "2015-04-01T09:30:01.000Z",
        "steps": [
            {"id": "order", "state": "open", "due_at": "2015-04-01T09:31:01.000Z"},
            {"id": "gates", "state": "waiting", "waits_for": ["order"]},
            {"id": "resident", "state": "waiting", "waits_for": ["order"]},
            {"id": "report", "state": "open", "due_at": "2015-04-01T09:32:01.000Z"},
        ],
    }


def test_the_start_carries_the_steps_of_all_levels_by_version_and_hash(room):
    order(room, THREE)

    started = next(entry.event for entry in room.book.entries() if entry.kind == "PlanStarted")
    assert (started.version, started.sha256) == (1, SMALL_SHA)
    assert started.steps == (
        "order",
        "gates",
        "resident",
        "report",
        "more-gates",
        "pavement",
        "skip-stop",
    )
    assert started.after[1] == ("order",)
    assert started.limits_s == (60, 180, 120, 120, 120, 600, 120)
    assert started.control == (False,) * 6 + (True,)


def test_without_an_adopted_plan_a_level_starts_nothing(tmp_path):
    room = a_plan_room(tmp_path, text=None)

    room.act(OrderLevel(THREE, seen=None), MASTER)

    assert room.wait(3) == []


def test_a_plan_without_a_crowd_scenario_starts_nothing_by_itself(tmp_path):
    room = a_plan_room(tmp_path, text=a_plan(a_step("look", scenario="sensors")))

    room.act(OrderLevel(THREE, seen=None), MASTER)

    assert room.wait(3) == []


def test_a_scenario_started_by_hand_needs_no_level_and_begins_with_the_lowest(room):
    room.act(StartPlan(Scenario.ESCALATOR), TRANSIT)

    assert run_shown(room)["scenario"] == "escalator"
    assert run_shown(room)["level"] == "three"
    assert list(states(room)) == ["stop-escalator"]
    assert room.wait(5) == []


def test_a_level_ordered_while_a_plan_runs_is_followed_by_it(room):
    room.act(StartPlan(Scenario.ESCALATOR), MASTER)

    order(room, TWO)

    assert run_shown(room)["scenario"] == "escalator"
    assert run_shown(room)["level"] == "two"
    assert room.kinds.count("PlanStarted") == 1


def test_another_scenario_takes_the_place_of_the_one_that_runs(room):
    order(room, THREE)

    room.act(StartPlan(Scenario.ESCALATOR), MASTER)

    assert room.kinds[-3:] == ["PlanEnded", "PlanStarted", "StepsIssued"]
    assert run_shown(room)["scenario"] == "escalator"
    assert room.tablet.panels["plan"]["last"]["id"] == "run-7"
    assert room.wait(3) == []


def test_a_plan_adopted_meanwhile_does_not_change_the_one_that_runs(room):
    order(room, THREE)
    before = run_shown(room)

    adopt(room, a_plan(a_step("order")))

    assert run_shown(room) == before
    assert room.tablet.panels["plan"]["adopted"]["version"] == 2


def test_a_plan_started_by_hand_is_undone_and_ended_by_the_leading_station_master(room):
    room.act(StartPlan(Scenario.ESCALATOR), MASTER)
    finish(room, "stop-escalator")

    room.act(EndPlan("the escalator runs again"), MASTER)
    assert states(room) == {"stop-escalator:release": "open"}
    finish(room, "stop-escalator:release")

    assert room.wait(2) == ["PlanEnded"]


def test_a_plan_in_which_nothing_holds_ends_at_once(room):
    room.act(StartPlan(Scenario.ESCALATOR), MASTER)

    room.act(EndPlan("false alarm"), MASTER)

    assert (room.last.why, room.last.words) == ("ordered", "false alarm")


def test_a_plan_that_is_being_undone_can_be_ended_by_word(room):
    room.act(StartPlan(Scenario.ESCALATOR), MASTER)
    finish(room, "stop-escalator")
    room.act(EndPlan("it runs again"), MASTER)

    room.act(EndPlan("the mechanic keeps it shut"), MASTER)

    assert room.last.why == "ordered"
    assert room.tablet.panels["plan"]["running"] is None


@pytest.mark.parametrize(
    ("before", "command", "reason", "facts"),
    [
        pytest.param(
            [StartPlan(Scenario.CROWD)],
            StartPlan(Scenario.CROWD),
            "the plan is running",
            {"run": "run-6", "scenario": "crowd"},
            id="the scenario that runs",
        ),
        pytest.param(
            [],
            StartPlan(Scenario.FIRE),
            "the plan has no such scenario",
            {"scenario": "fire", "version": 1},
            id="a scenario that the plan has not",
        ),
        pytest.param(
            [], EndPlan("done"), "no plan is running", {"run": None}, id="an end without a start"
        ),
        pytest.param(
            [StartPlan(Scenario.CROWD)],
            EndPlan("  "),
            "a reason is needed",
            {"act": "EndPlan"},
            id="an end without a reason",
        ),
        pytest.param(
            [StartPlan(Scenario.CROWD), OrderLevel(THREE, None)],
            EndPlan("done"),
            "a response is ordered",
            {"level": "three", "run": "run-6"},
            id="an end while a response runs",
        ),
        pytest.param(
            [],
            FinishStep("run-6", "order"),
            "no plan is running",
            {"run": "run-6"},
            id="a step where no plan runs",
        ),
        pytest.param(
            [StartPlan(Scenario.CROWD)],
            FinishStep("run-1", "order"),
            "another plan is running",
            {"run": "run-1", "running": "run-6"},
            id="a step of an earlier run",
        ),
        pytest.param(
            [StartPlan(Scenario.CROWD)],
            FinishStep("run-6", "pavement"),
            "the step is not issued",
            {"step": "pavement"},
            id="a step of a higher level",
        ),
    ],
)
def test_the_rules_refuse_with_their_facts(room, before, command, reason, facts):
    for earlier in before:
        room.act(earlier, MASTER)
    kinds = room.kinds

    with pytest.raises(Refused) as refused:
        room.act(command, MASTER)

    assert refused.value.reason == reason
    assert refused.value.facts == facts
    assert room.kinds == kinds


def test_nothing_starts_from_a_file(tmp_path):
    room = a_plan_room(tmp_path, text=None)

    with pytest.raises(Refused) as refused:
        room.act(StartPlan(Scenario.FIRE), MASTER)

    assert refused.value.reason == "no plan is adopted"
    assert refused.value.facts == {"scenario": "fire"}


@pytest.mark.parametrize("by", [LOCAL, STREET, DISTRICT], ids=lambda by: by.who)
@pytest.mark.parametrize(
    "command", [StartPlan(Scenario.CROWD), EndPlan("x")], ids=lambda one: type(one).__name__
)
def test_others_start_and_end_nothing(room, command, by):
    with pytest.raises(Refused) as refused:
        room.act(command, by, grants=granted("street"))

    assert refused.value.reason == "not yours to order"
