"""What a response level brings, and what it undoes: up together, down one at a time."""

import pytest

from stations.profile.words import ResponseLevel
from stations.room.ballot import Matter, Vote
from stations.room.decision import ProposeDecision, VoteDecision
from stations.room.plan_steps import ArriveAtStep
from tests.stations.room.chiefs import FOUR, LOCAL, MASTER
from tests.stations.room.runs import (
    a_plan_room,
    finish,
    order,
    run_id,
    run_shown,
    states,
)

THREE, TWO, ONE = ResponseLevel.THREE, ResponseLevel.TWO, ResponseLevel.ONE


@pytest.fixture
def room(tmp_path):
    room = a_plan_room(tmp_path)
    yield room
    room.check()


def decide_together(room, matter, to=None):
    """Let four chiefs agree, and let a second pass."""
    room.act(ProposeDecision(matter, to, "it is calm"), MASTER)
    decision = room.last.decision
    for chief in FOUR:
        room.act(VoteDecision(decision, Vote.AGREE), chief)
    room.wait(1)


def test_a_level_ordered_from_nothing_brings_the_steps_below_it_too(room):
    order(room, TWO)

    assert list(states(room)) == [
        "order",
        "gates",
        "resident",
        "report",
        "more-gates",
        "pavement",
    ]


def test_a_higher_level_adds_steps_and_keeps_what_is_done(room):
    order(room, THREE)
    finish(room, "order")

    order(room, ONE)

    assert room.last.steps == ("more-gates", "pavement", "skip-stop")
    assert run_shown(room)["level"] == "one"
    assert states(room) == {
        "order": "done",
        "gates": "open",
        "resident": "open",
        "report": "open",
        "more-gates": "waiting",
        "pavement": "open",
        "skip-stop": "open",
    }


def test_the_last_forerunner_opens_a_step_and_its_limit_counts_from_then(room):
    order(room, THREE)
    room.wait(30)

    finish(room, "order")

    gates = run_shown(room)["steps"][1]
    assert gates == {"id": "gates", "state": "open", "due_at": "2015-04-01T09:33:31.000Z"}


def test_a_lower_level_undoes_its_steps_one_at_a_time_from_the_last_to_the_first(room):
    order(room, TWO)
    finish(room, "order", "gates", "more-gates", "pavement")

    decide_together(room, Matter.LOWER_LEVEL, THREE)

    assert room.last.steps == ("more-gates", "pavement")
    assert states(room) == {
        "order": "done",
        "gates": "done",
        "resident": "open",
        "report": "open",
        "more-gates:release": "open",
        "pavement:release": "waiting",
    }

    finish(room, "more-gates:release")

    assert states(room)["pavement:release"] == "open"


def test_what_was_not_begun_to_hold_is_withdrawn_when_the_level_falls(room):
    order(room, TWO)
    finish(room, "order")
    room.act(ArriveAtStep(run_id(room), "pavement"), LOCAL)

    decide_together(room, Matter.LOWER_LEVEL, THREE)

    assert room.last.withdrawn == ("more-gates",)
    assert room.last.steps == ("pavement",)
    assert "more-gates" not in states(room)


def test_a_step_without_a_way_back_is_not_undone(room):
    order(room, THREE)
    finish(room, "order", "report")

    decide_together(room, Matter.STAND_DOWN)

    assert states(room) == {"report": "done", "order:release": "open"}


def test_standing_down_undoes_everything_and_then_the_plan_ends(room):
    order(room, TWO)
    finish(room, "order", "gates", "more-gates")
    decide_together(room, Matter.STAND_DOWN)
    assert room.last.steps == ("more-gates", "gates", "order")

    for step in ("more-gates:release", "gates:release", "order:release"):
        finish(room, step)

    assert room.wait(2) == ["PlanEnded"]
    assert room.tablet.panels["plan"]["running"] is None
    assert room.tablet.panels["plan"]["last"] == {
        "id": "run-7",
        "version": 1,
        "started_at": "2015-04-01T09:30:01.000Z",
        "ended_at": "2015-04-01T09:30:03.000Z",
        "done": 3,
        "of": 6,
    }


def test_standing_down_with_nothing_done_ends_the_plan_at_once(room):
    order(room, THREE)

    decide_together(room, Matter.STAND_DOWN)

    assert room.kinds[-2:] == ["ReleaseIssued", "PlanEnded"]
    assert room.wait(3) == []


def test_a_level_ordered_again_while_being_undone_takes_the_plan_up_again(room):
    order(room, THREE)
    finish(room, "order", "gates", "resident")
    decide_together(room, Matter.STAND_DOWN)
    finish(room, "resident:release")

    order(room, THREE)

    assert states(room) == {
        "order": "done",
        "gates": "done",
        "report": "open",
        "resident": "open",
    }
    assert room.last.withdrawn == ("gates:release", "order:release")
    assert room.wait(5) == []


def test_where_somebody_began_to_undo_a_step_it_is_asked_for_anew(room):
    order(room, THREE)
    finish(room, "order", "gates")
    decide_together(room, Matter.STAND_DOWN)
    room.act(ArriveAtStep(run_id(room), "gates:release"), MASTER)

    order(room, THREE)

    assert room.last.steps == ("gates", "resident", "report")
    assert states(room)["gates"] == "open"


def test_a_level_between_goes_on_undoing_what_lies_above_it(room):
    order(room, TWO)
    finish(room, "order", "gates", "more-gates")
    decide_together(room, Matter.STAND_DOWN)

    order(room, THREE)

    assert states(room) == {
        "more-gates:release": "open",
        "order": "done",
        "gates": "done",
        "resident": "open",
        "report": "open",
    }


def test_a_fall_while_a_fall_is_being_undone_stands_behind_it(room):
    order(room, TWO)
    finish(room, "order", "gates", "more-gates")
    decide_together(room, Matter.LOWER_LEVEL, THREE)

    decide_together(room, Matter.STAND_DOWN)

    assert states(room) == {
        "more-gates:release": "open",
        "gates:release": "waiting",
        "order:release": "waiting",
    }
