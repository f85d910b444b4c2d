"""What a coordinator reads at the shell about the scenarios."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from drills.cli import drills
from drills.scenario import SCENARIOS

if TYPE_CHECKING:
    from pathlib import Path


def said_to(*words: str) -> Result:
    """Run `metro-flow drills …`."""
    return CliRunner().invoke(drills, list(words))


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """Return a folder with one right and one wrong script."""
    folder = tmp_path / "scenarios"
    shutil.copytree(SCENARIOS, folder, ignore=shutil.ignore_patterns("train-*"))
    path = folder / "refund-queue.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('channel = "radio"', 'channel = "fax"', 1), encoding="utf-8")
    return folder


def test_the_shipped_scenarios_are_right() -> None:
    result = said_to("check")

    assert result.exit_code == 0
    assert result.output.endswith("3 scenarios, 0 with faults\n")
    assert result.output.count("ok ") == 3


def test_a_wrong_scenario_is_told_and_exits_with_one(spoilt: Path) -> None:
    result = said_to("check", "--scenarios", str(spoilt))

    assert result.exit_code == 1
    assert "wrong  refund-queue.toml\n" in result.output
    assert "injects[queue-grows].channel: 'fax' is wrong; write “phone”" in result.output
    assert result.output.endswith("2 scenarios, 1 with faults\n")


def test_a_machine_reads_the_same_faults_as_json(spoilt: Path) -> None:
    result = said_to("check", "--scenarios", str(spoilt), "--json")

    answer = json.loads(result.output)
    assert result.exit_code == 1
    assert answer["ok"] is False
    assert [(one["file"], len(one["faults"])) for one in answer["scenarios"]] == [
        ("concert-night.toml", 0),
        ("refund-queue.toml", 1),
    ]


def test_a_list_leaves_out_what_is_wrong_and_says_how_much_is_provisional(spoilt: Path) -> None:
    result = said_to("list", "--scenarios", str(spoilt))

    assert result.output == (
        "concert-night  演唱会散场 Concert night  version 2  75 min  6 injects, 6 暂定\n"
    )


def test_the_list_is_there_for_a_machine() -> None:
    result = said_to("list", "--json")

    told = {one["id"]: one for one in json.loads(result.output)["scenarios"]}
    assert set(told) == {"concert-night", "train-failure", "refund-queue"}
    assert told["train-failure"]["injects"][0] == {
        "id": "signal-fault",
        "due_min": 3.0,
        "limit_min": 1.0,
        "provisional": True,
    }


def test_the_folder_is_chosen_by_a_setting(spoilt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METRO_FLOW_SCENARIOS", str(spoilt))

    result = said_to("check")

    assert result.output.endswith("2 scenarios, 1 with faults\n")


def test_the_help_has_an_example() -> None:
    assert "Example: metro-flow drills check" in said_to("check", "--help").output
    assert "Example: metro-flow drills list" in said_to("list", "--help").output
