"""A script that is wrong is refused fault by fault, all of them at once."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from drills.scenario import SCENARIOS, parse_scenario, read_every_scenario, read_scenarios
from metro_flow.errors import Malformed
from stations.profile.toml_file import read_text

TABLE = Path(__file__).with_name("wrong_scenarios.toml")
WRONG: list[dict[str, Any]] = tomllib.loads(read_text(TABLE))["wrong"]


def shipped(name: str) -> str:
    """Return the text of a shipped script."""
    return read_text(SCENARIOS / f"{name}.toml")


def faults_in(text: str) -> list[str]:
    """Say what is wrong with a script's text."""
    with pytest.raises(Malformed) as refused:
        parse_scenario(text)
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize("wrong", WRONG, ids=[wrong["rule"] for wrong in WRONG])
def test_a_wrong_scenario_is_refused(wrong: dict[str, Any]) -> None:
    text = shipped(wrong["scenario"])
    assert wrong["old"] in text

    faults = faults_in(text.replace(wrong["old"], wrong["new"], 1))

    assert faults == wrong["refusal"]


def test_fewer_than_four_injects_are_refused() -> None:
    head, *injects = shipped("refund-queue").split("[[injects]]")
    few = "[[injects]]".join([head, *injects[:3]])

    faults = faults_in(few)

    assert len(faults) == 4
    assert faults[0].startswith("injects: [")
    assert faults[0].endswith("is wrong; give at least 4")
    assert [each.partition(":")[0] for each in faults[1:]] == [
        "objectives[posts]",
        "objectives[together]",
        "objectives[end]",
    ]


def test_two_files_cannot_have_one_id(tmp_path: Path) -> None:
    for name in ("refund-queue", "refund-queue-two"):
        (tmp_path / f"{name}.toml").write_text(shipped("refund-queue"), encoding="utf-8")

    scripts, wrong = read_every_scenario(tmp_path)

    assert list(scripts) == ["refund-queue"]
    assert [str(fault) for fault in wrong["refund-queue-two.toml"]] == [
        "id: 'refund-queue' is wrong; a file is named by its id; this one is “refund-queue-two”"
    ]


def test_a_folder_is_refused_by_file_and_field(tmp_path: Path) -> None:
    spoilt = shipped("refund-queue").replace("version = 2", "version = 0", 1)
    (tmp_path / "refund-queue.toml").write_text(spoilt, encoding="utf-8")

    with pytest.raises(Malformed, match=r"refund-queue\.toml: version: 0 is wrong"):
        read_scenarios(tmp_path)


def test_a_folder_without_scenarios_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Malformed, match="give a folder that holds scenarios"):
        read_scenarios(tmp_path)
