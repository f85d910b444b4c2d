"""Plans are told by their hash, and drafts as what they change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from metro_flow.people.person import Seat
from tests.a_house import ROOM, Asking, OpenHouse, a_house

FOUR = ("zhangwei", "chenjun", "zhaolei", "xujing")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> OpenHouse:
    """Open one house for all tests that change nothing in another's way."""
    return a_house(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="module")
def master(opened: OpenHouse) -> Asking:
    """Return the browser of the station master of line 2."""
    return opened.signed_in("zhangwei")


def plan_of(opened: OpenHouse, station: str = "0243") -> str:
    """Read a station's plan as it stands in the atlas."""
    folder = Path(opened.house.settings.atlas) / opened.house.atlas[station].slug
    text: str = (folder / "plan.toml").read_text(encoding="utf-8")
    return text


def adopted(opened: OpenHouse) -> dict[str, Asking]:
    """Let four chiefs sit down and adopt the plan of their station."""
    chiefs = {name: opened.signed_in(name) for name in FOUR}
    for seat, chief in zip(Seat, chiefs.values(), strict=True):
        assert chief.act("TakeSeat", seat=seat.value, leading=True).status_code == 200
    chiefs["zhangwei"].act("DraftPlan", text=plan_of(opened))
    room = chiefs["zhangwei"].get(f"/rooms/{ROOM}").json
    for chief in chiefs.values():
        sha256 = room["panels"]["planbook"]["draft"]["sha256"]
        assert chief.act("SignPlan", sha256=sha256).status_code == 200
    return chiefs


def test_a_plan_is_told_by_its_hash_for_ever_and_not_in_the_room(tmp_path: Path) -> None:
    chiefs = adopted(a_house(tmp_path))
    room = chiefs["xujing"].get(f"/rooms/{ROOM}")
    sha256 = room.json["panels"]["planbook"]["adopted"]["sha256"]

    answer = chiefs["xujing"].get(f"/plans/{sha256}")

    plan: dict[str, Any] = answer.json
    assert "immutable" in answer.headers["Cache-Control"]
    assert {card["post"] for card in plan["cards"]} == {post["id"] for post in plan["posts"]}
    assert {step["post"] for step in plan["steps"]} == {post["id"] for post in plan["posts"]}
    assert all(len(card["first"]) == 3 for card in plan["cards"])
    assert plan["steps"][0]["text"]["zh"] not in room.text


def test_a_draft_is_told_as_what_it_changes(tmp_path: Path) -> None:
    opened = a_house(tmp_path)
    chiefs = adopted(opened)
    assert chiefs["zhangwei"].get(f"/rooms/{ROOM}/plan/difference").status_code == 409
    changed = plan_of(opened).replace('title_zh = "', 'title_zh = "新', 1)

    chiefs["zhangwei"].act("DraftPlan", text=changed)

    changes = chiefs["xujing"].get(f"/rooms/{ROOM}/plan/difference").json["changes"]
    assert [(each["happened"], each["field"]) for each in changes] == [("changed", "title")]
    assert changes[0]["new"].startswith("新")


def test_a_plan_that_no_room_of_mine_keeps_is_unknown(opened: OpenHouse, master: Asking) -> None:
    answer = master.get("/plans/" + "0" * 64)

    assert answer.status_code == 404
    assert answer.json["what"] == "plan"
