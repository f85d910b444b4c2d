"""A plan that is wrong, or that its station contradicts, is refused fault by fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from metro_flow.errors import Fault, Malformed
from stations.plan_text import check_plan, parse_plan, read_plan
from stations.profile import PLAN_FILE, read_station
from tests.stations.atlas_folder import AtlasFolder, wrong_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WRONG = wrong_files("plan_text/wrong_plans.toml")


def faults_in(folder: Path) -> Sequence[Fault]:
    """Find what is wrong with the plan in a station's folder."""
    try:
        plan = parse_plan(read_plan(folder / PLAN_FILE))
    except Malformed as malformed:
        return malformed.faults
    return check_plan(plan, read_station(folder))


@pytest.mark.parametrize("wrong", WRONG, ids=[wrong["rule"] for wrong in WRONG])
def test_a_wrong_plan_is_refused(wrong: dict[str, Any], tmp_path: Path) -> None:
    atlas = AtlasFolder(tmp_path, wrong["station"])
    atlas.change_plan(wrong["old"], wrong["new"], slug=wrong["station"])

    faults = faults_in(tmp_path / wrong["station"])

    assert [str(fault) for fault in faults] == wrong["refusal"]


def test_a_post_without_a_step_is_refused(tmp_path: Path) -> None:
    atlas = AtlasFolder(tmp_path, "changping-road")
    for _ in range(2):
        atlas.change_plan('post = "cleaning"', 'post = "hall"', slug="changping-road")

    faults = faults_in(tmp_path / "changping-road")

    assert [str(fault) for fault in faults] == [
        "posts[cleaning]: 'cleaning' is wrong; a post has at least one step"
    ]


def test_an_interchange_without_a_transfer_step_is_refused(tmp_path: Path) -> None:
    atlas = AtlasFolder(tmp_path, "baoshan-road")
    text = (tmp_path / "baoshan-road" / PLAN_FILE).read_text(encoding="utf-8")
    for _ in range(text.count("换乘")):
        atlas.change_plan("换乘", "候车", slug="baoshan-road")

    faults = faults_in(tmp_path / "baoshan-road")

    assert [fault.expected for fault in faults] == [
        "an interchange has a step for its transfer, named 换乘 in the title"
    ]
