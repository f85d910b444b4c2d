"""A script is read as it is written, and its hash is that of what it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.scenario import (
    SCENARIOS,
    Row,
    Scenario,
    canonical,
    parse_scenario,
    read_scenarios,
    sha256_of,
)
from metro_flow.feeds.surge import Shape
from metro_flow.people.person import Seat
from stations.plan_text import Scenario as PlanScenario
from stations.profile.toml_file import read_text
from stations.room.turnout import Channel

TEXT = read_text(SCENARIOS / "train-failure.toml")


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """Return the script of a train failure."""
    return parse_scenario(TEXT)


def test_a_crowd_is_read_whole(scenario: Scenario) -> None:
    crowd = scenario.crowd

    assert (crowd.begins_min, crowd.of_holding, crowd.minutes) == (3, 5.0, 25)
    assert crowd.shape is Shape.STEADY
    assert crowd.line_share == 1.0
    assert crowd.source.zh.startswith("暂定")


def test_an_inject_is_read_whole(scenario: Scenario) -> None:
    inject = scenario.inject("signal-fault")

    assert (inject.due_min, inject.limit_min) == (3, 1)
    assert (inject.sender.zh, inject.sender.en) == ("行调", "line control")
    assert inject.to == (Seat.STATION_MASTER,)
    assert inject.posts == ("operations-officer",)
    assert inject.channel is Channel.PHONE
    assert inject.shown_by == ("SituationReported",)
    assert scenario.objective(inject.objective).words.en.startswith("Judge by a report")
    assert scenario.row_of(inject) is Row.DISCOVERY
    assert scenario.plan is PlanScenario.CROWD


def test_an_inject_without_a_minute_is_given_by_hand(scenario: Scenario) -> None:
    by_hand = [inject.id for inject in scenario.injects if inject.by_hand]

    assert by_hand == ["trains-back"]


def test_a_limit_is_provisional_until_somebody_confirms_it(scenario: Scenario) -> None:
    confirmed = TEXT.replace("limit_min = 1\n", 'limit_min = 1\nconfirmed_by = "申通"\n', 1)

    inject = parse_scenario(confirmed).inject("signal-fault")

    assert scenario.inject("signal-fault").provisional
    assert not inject.provisional


@pytest.mark.parametrize(
    "left_behind",
    [TEXT.replace("\n", "\r\n"), "\ufeff" + TEXT, TEXT + "\n\n", TEXT.replace("\n", "  \n")],
    ids=["other line ends", "a byte order mark", "empty lines at the end", "trailing blanks"],
)
def test_what_an_editor_leaves_behind_changes_no_hash(left_behind: str) -> None:
    assert sha256_of(left_behind) == sha256_of(TEXT)


def test_one_changed_letter_changes_the_hash() -> None:
    assert sha256_of(TEXT.replace("行调", "行车", 1)) != sha256_of(TEXT)


@given(st.text())
def test_a_canonical_text_is_its_own(text: str) -> None:
    once = canonical(text)

    assert canonical(once) == once


def test_a_script_carries_the_text_that_its_hash_names() -> None:
    for script in read_scenarios().values():
        assert sha256_of(script.text) == script.sha256
        assert parse_scenario(script.text) == script.scenario
