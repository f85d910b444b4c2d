"""What an operator reads at the shell about the atlas."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner, Result

from metro_flow.cli.roof import Roof
from metro_flow.db import db
from metro_flow.logbook.entry import Author
from metro_flow.settings import Settings
from stations.cli import stations
from stations.plan_text import read_plan, sha256_of
from stations.profile import ATLAS, PLAN_FILE
from stations.room.planbook import PlanAdopted
from tests.stations.atlas_folder import AtlasFolder
from wsgi import create_app, start, stop

if TYPE_CHECKING:
    from pathlib import Path


def said_to(*words: str) -> Result:
    """Run `metro-flow stations …`."""
    return CliRunner().invoke(stations, list(words))


def test_the_shipped_atlas_is_right() -> None:
    result = said_to("check")

    assert result.exit_code == 0
    assert result.output.endswith("19 stations, 0 with faults\n")
    assert result.output.count("ok ") == 19


def test_a_street_that_nobody_confirmed_is_shown_as_supposed() -> None:
    result = said_to("list")

    lines = {line[:4]: line for line in result.output.splitlines()}
    assert "宝山路街道 估 2,3; 北站街道 估 1" in lines["0324"]
    assert "估" not in lines["0243"]


def test_a_wrong_station_and_a_wrong_plan_are_told_and_exit_with_one(tmp_path: Path) -> None:
    atlas = AtlasFolder(tmp_path, "jingan-temple", "changping-road")
    atlas.change("gates = 6", "gates = 0", slug="jingan-temple")
    atlas.change('station = "0243"\n', "", slug="changping-road")
    atlas.change_plan('exit = "3"', 'exit = "7"', slug="changping-road")

    result = said_to("check", "--atlas", str(tmp_path))

    assert result.exit_code == 1
    assert "wrong  jingan-temple\n" in result.output
    assert (
        "station.toml: gates[0243-E2].gates: 0 is wrong; give a number of at least 1"
        in result.output
    )
    assert (
        "plan.toml: steps[crowd-two-exit-3].exit: '7' is wrong; no such exit; known are 2, 3, 4, 5"
        in result.output
    )
    assert result.output.endswith("2 stations, 2 with faults\n")


def test_a_machine_reads_the_same_faults_as_json(tmp_path: Path) -> None:
    atlas = AtlasFolder(tmp_path, "changping-road")
    atlas.change("lat = 31.2358", "lat = 1.2358", slug="changping-road")

    result = said_to("check", "--atlas", str(tmp_path), "--json")

    assert result.exit_code == 1
    answer = json.loads(result.output)
    assert answer["ok"] is False
    assert answer["stations"][0]["faults"] == [
        {
            "file": "station.toml",
            "field": "lat",
            "value": 1.2358,
            "expected": "Shanghai lies between 30.67 and 31.88 (WGS84 degrees)",
        }
    ]


def test_the_list_is_there_for_a_machine() -> None:
    result = said_to("list", "--json")

    told = {one["id"]: one for one in json.loads(result.output)["stations"]}
    assert len(told) == 19
    assert told["1432"]["lines"] == ["13", "14"]
    assert told["0126"]["kind"] == "mixed"


def test_the_help_has_an_example() -> None:
    assert "Example: metro-flow stations check" in said_to("check", "--help").output
    assert "Example: metro-flow stations list" in said_to("list", "--help").output


def a_roof(folder: Path) -> Roof:
    """Return how the house is opened over an empty database."""
    settings = Settings(database=f"sqlite:///{folder / 'book.sqlite3'}")
    roof = Roof(lambda: settings, create_app, start, stop)
    with roof.house():
        db.create_all()
    return roof


def adopt(roof: Roof, room: str, text: str) -> None:
    """Write an adopted plan into a room's book."""
    adopted = PlanAdopted(version=1, text=text, sha256=sha256_of(text))
    with roof.house() as house:
        house.shelf.open(room).write(lambda _board, _act: [adopted], by=Author("p-zhangwei"))


def test_a_draft_that_differs_from_the_adopted_plan_is_told(tmp_path: Path) -> None:
    roof = a_roof(tmp_path)
    text = read_plan(ATLAS / "jingan-temple" / PLAN_FILE)
    adopt(roof, "station/0243", text)
    adopt(roof, "station/0244", text.replace("0243", "0244", 1))

    result = CliRunner().invoke(stations, ["check", "--book"], obj=roof)

    assert result.exit_code == 0, result.output
    lines = {line[7:11]: line for line in result.output.splitlines()}
    assert lines["0243"].endswith("plan.toml same as adopted version 1")
    assert lines["0244"].endswith("plan.toml differs from adopted version 1")
    assert lines["0125"].endswith("plan.toml not adopted yet")
