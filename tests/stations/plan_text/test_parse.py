"""A plan is read as it is written: levels, limits, requests and the words to read aloud."""

from __future__ import annotations

import pytest

from metro_flow.people.person import Seat
from stations.plan_text import PlanText, RequestTo, Scenario, parse_plan, read_plan
from stations.profile import ATLAS, PLAN_FILE, ControlZone, ResponseLevel


@pytest.fixture(scope="module")
def plan() -> PlanText:
    """Return the plan of Jing'an Temple."""
    return parse_plan(read_plan(ATLAS / "jingan-temple" / PLAN_FILE))


def test_a_step_is_read_whole(plan: PlanText) -> None:
    step = plan.step("crowd-two-exit-1")

    assert step.scenarios == (Scenario.CROWD,)
    assert step.response_level is ResponseLevel.TWO
    assert step.zone is ControlZone.ENTRANCE
    assert (step.exit, step.line, step.post) == ("1", None, "local-reinforcement")
    assert step.seat is Seat.LOCAL_POLICE
    assert step.title.zh == "1号口（华山路·北京西路）只出不进，进站走3号口"
    assert step.after == ("crowd-two-order",)
    assert step.limit_s == 600
    assert step.release is not None


def test_a_limit_that_nobody_confirmed_is_provisional(plan: PlanText) -> None:
    provisional = {step.provisional for step in plan.steps}

    assert provisional == {True}


def test_what_a_station_may_not_do_alone_is_a_request(plan: PlanText) -> None:
    asked = [step.id for step in plan.steps if step.request_to is RequestTo.LINE_CONTROL]

    assert asked == ["crowd-three-control", "crowd-one-skip", "fire-one-trains"]


def test_a_higher_level_issues_the_steps_of_those_below(plan: PlanText) -> None:
    three = plan.issued(Scenario.CROWD, ResponseLevel.THREE)
    one = plan.issued(Scenario.CROWD, ResponseLevel.ONE)

    assert {step.response_level for step in three} == {ResponseLevel.THREE}
    assert set(three) < set(one)
    assert all(Scenario.CROWD in step.scenarios for step in one)


def test_every_post_has_a_card_with_three_first_actions(plan: PlanText) -> None:
    lengths = {len(post.card.first) for post in plan.posts}

    assert lengths == {3}
