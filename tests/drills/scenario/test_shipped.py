"""Every script that is shipped is right, and keeps what a drill promises whoever is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from drills.scenario import POSTS, Script, read_scenarios
from stations.plan_text import parse_plan, read_plan
from stations.profile import ATLAS, PLAN_FILE, read_atlas

GLOSSARY = (Path(__file__).parents[3] / "docs" / "glossary.md").read_text(encoding="utf-8")
SCRIPTS = read_scenarios()
each_script = pytest.mark.parametrize("script", SCRIPTS.values(), ids=list(SCRIPTS))


def test_three_scenarios_are_shipped() -> None:
    assert set(SCRIPTS) == {"concert-night", "train-failure", "refund-queue"}


@each_script
def test_a_shipped_scenario_has_at_least_five_injects(script: Script) -> None:
    assert len(script.scenario.injects) >= 5


@each_script
def test_every_number_that_nobody_confirmed_says_so(script: Script) -> None:
    sources = [script.scenario.crowd.source]
    sources += [each.limit_source for each in script.scenario.injects if each.provisional]

    assert [words for words in sources if not words.zh.startswith("暂定")] == []
    assert [words for words in sources if not words.en.startswith("provisional")] == []


@each_script
def test_no_shipped_scenario_names_a_station(script: Script) -> None:
    names = {station.name.zh for station in read_atlas().values()}

    assert [name for name in names if name in script.text] == []


@each_script
def test_every_seat_gets_an_inject(script: Script) -> None:
    reached = {seat for inject in script.scenario.injects for seat in inject.to}

    assert reached == set(script.scenario.seats)


def test_every_post_of_a_script_stands_in_every_plan_under_its_seat() -> None:
    plans = [parse_plan(read_plan(path)) for path in ATLAS.glob(f"*/{PLAN_FILE}")]

    named = [
        {"platform" if post.line else post.id: post.seat for post in plan.posts} for plan in plans
    ]

    assert len(named) == 19
    assert [posts for posts in named if posts != POSTS] == []


def test_every_scenario_is_in_the_glossary_under_its_chinese_name() -> None:
    names = {script.scenario.id: script.scenario.name.zh for script in SCRIPTS.values()}

    assert [name for name, zh in names.items() if f"| {name} | {zh} |" not in GLOSSARY] == []
