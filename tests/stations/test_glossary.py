"""Every word that a plan uses as an id has its pair in the glossary."""

from __future__ import annotations

from pathlib import Path

from metro_flow.people.person import Seat
from stations.plan_text import Scenario, parse_plan, read_plan
from stations.profile import ATLAS, PLAN_FILE, ControlZone, ResponseLevel

GLOSSARY = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")


def test_every_seat_scenario_zone_and_level_is_in_the_glossary() -> None:
    words = [*Seat, *Scenario, *ControlZone, *ResponseLevel]

    assert [word for word in words if word.value not in GLOSSARY] == []


def test_every_post_of_a_plan_is_in_the_glossary_under_its_chinese_name() -> None:
    posts = {
        post.id: post.name.zh
        for path in ATLAS.glob(f"*/{PLAN_FILE}")
        for post in parse_plan(read_plan(path)).posts
        if post.line is None
    }

    assert len(posts) == 12
    assert [name for name, zh in posts.items() if f"| {name} | {zh} |" not in GLOSSARY] == []
