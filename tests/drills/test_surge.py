"""A script's crowd is exact in number, the same for the same seed, and fits every station."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from drills.scenario import Scenario, read_scenarios
from drills.surge import (
    LATE_S,
    SHARE_OFF,
    Platform,
    largest_platform,
    people_of,
    surge_of,
)
from metro_flow.errors import Unknown
from metro_flow.feeds.surge import Queue
from stations.profile import StationProfile, read_atlas

STARTS = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
SCRIPTS = {name: script.scenario for name, script in read_scenarios().items()}
each_scenario = pytest.mark.parametrize("scenario", SCRIPTS.values(), ids=list(SCRIPTS))
seeds = st.integers(min_value=0, max_value=2**63)
scenarios = st.sampled_from(list(SCRIPTS.values()))
platforms = st.builds(Platform, st.just("0243"), st.just("2"), st.integers(1, 20_000))


@cache
def atlas() -> dict[str, StationProfile]:
    """Return every shipped station."""
    return read_atlas()


def panes(minutes: float) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the ends of all tens of seconds of a drill."""
    begin = int(STARTS.timestamp())
    return np.arange(begin + 10, begin + int(60 * minutes) + 10, 10)


@given(scenarios, platforms, seeds)
def test_the_same_seed_brings_the_same_crowd(
    scenario: Scenario, platform: Platform, seed: int
) -> None:
    once = surge_of(scenario, platform, starts_at=STARTS, seed=seed)
    again = surge_of(scenario, platform, starts_at=STARTS, seed=seed)

    assert once == again


@given(scenarios, platforms, seeds, seeds)
def test_another_seed_brings_another_crowd(
    scenario: Scenario, platform: Platform, seed: int, other: int
) -> None:
    assume(seed != other)

    one = surge_of(scenario, platform, starts_at=STARTS, seed=seed)
    two = surge_of(scenario, platform, starts_at=STARTS, seed=other)

    assert one != two


@given(scenarios, platforms, seeds)
def test_as_many_come_as_the_script_says_whatever_the_seed(
    scenario: Scenario, platform: Platform, seed: int
) -> None:
    surge = surge_of(scenario, platform, starts_at=STARTS, seed=seed)

    come = surge.come_by(panes(scenario.minutes))

    assert surge.people == round(scenario.crowd.of_holding * platform.holding)
    assert come[-1] == surge.people
    assert np.all(np.diff(come) >= 0)


@given(scenarios, platforms, seeds)
def test_nobody_comes_before_the_script_or_after_it(
    scenario: Scenario, platform: Platform, seed: int
) -> None:
    surge = surge_of(scenario, platform, starts_at=STARTS, seed=seed)

    begins = STARTS + timedelta(minutes=scenario.crowd.begins_min)
    ends = surge.starts_at + timedelta(minutes=surge.minutes)
    assert begins <= surge.starts_at <= begins + timedelta(seconds=LATE_S)
    assert abs(ends - begins - timedelta(minutes=scenario.crowd.minutes)) < timedelta(seconds=1)


@given(scenarios, platforms, seeds)
def test_a_share_stays_a_part_and_near_the_script(
    scenario: Scenario, platform: Platform, seed: int
) -> None:
    surge = surge_of(scenario, platform, starts_at=STARTS, seed=seed)

    assert 0 <= surge.line_share <= 1
    assert abs(surge.line_share - scenario.crowd.line_share) <= SHARE_OFF + 1e-9


@each_scenario
@pytest.mark.parametrize("station", read_atlas(), ids=str)
def test_a_script_plays_at_every_station(scenario: Scenario, station: str) -> None:
    profile = atlas()[station]
    surge = surge_of(scenario, largest_platform(profile), starts_at=STARTS, seed=7)
    queue = Queue(surge, profile.gate_groups)
    ends = panes(scenario.minutes + 120)

    passed = queue.pass_through(ends, np.zeros((len(ends), len(profile.gate_groups)), np.int64))

    assert surge.station == station
    assert passed.sum() == people_of(scenario, largest_platform(profile)) > 0
    assert passed.min() >= 0


def test_the_crowd_wants_the_line_of_the_largest_platform() -> None:
    surge = surge_of(
        SCRIPTS["concert-night"], largest_platform(atlas()["0243"]), starts_at=STARTS, seed=1
    )
    groups = atlas()["0243"].gate_groups

    last = surge.paths(groups)[-1]

    for_it = sum(last[i] for i, group in enumerate(groups) if group.line == surge.line)
    assert surge.line == "2"
    assert for_it / surge.people == pytest.approx(surge.line_share, abs=0.01)


def test_lines_that_share_their_platforms_are_named_as_gates_name_them() -> None:
    assert largest_platform(atlas()["0324"]) == Platform("0324", "3-4", 3174)


def test_a_station_without_a_platform_is_refused() -> None:
    bare = replace(atlas()["0738"], spaces=())

    with pytest.raises(Unknown, match="unknown platform “0738”"):
        largest_platform(bare)
