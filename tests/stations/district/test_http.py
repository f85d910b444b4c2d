"""The wall is for those who see all stations; my rooms are mine alone, worst first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.a_house import a_house


@pytest.mark.parametrize("name", ["hetao", "linna", "mayun", "songyu", "admin"])
def test_who_answers_for_all_stations_sees_the_wall(tmp_path: Path, name: str) -> None:
    wall = a_house(tmp_path).signed_in(name).get("/district").json

    assert set(wall["stations"]) == {place["id"] for place in wall["places"]}
    assert len(wall["stations"]) == 19
    assert not any(state["known"] for state in wall["stations"].values())


@pytest.mark.parametrize("name", ["zhangwei", "chenjun", "zhaolei", "xujing"])
def test_a_chief_sees_their_own_rooms_and_no_wall(tmp_path: Path, name: str) -> None:
    chief = a_house(tmp_path).signed_in(name)

    rooms = chief.get("/rooms").json["rooms"]

    assert chief.get("/district").status_code == 403
    assert "0243" in {room["station"] for room in rooms}
    assert {room["room"] for room in rooms} == set(chief.get("/session").json["rooms"])


def test_the_room_that_is_in_response_comes_first(tmp_path: Path) -> None:
    opened = a_house(tmp_path)
    sergeant = opened.signed_in("chenjun")
    sergeant.act("TakeSeat", room="station/1433", seat="transit-police", leading=True)
    sergeant.act("OrderLevel", room="station/1433", to="three", seen=None)

    rooms = sergeant.get("/rooms").json["rooms"]

    assert [room["station"] for room in rooms] == ["1433", "0243", "0738", "1432"]
    assert rooms[0]["level"] == "three"
    assert rooms[0]["names"] == {"zh": "武定路", "en": "Wuding Rd"}


def test_an_analyst_opens_no_room_and_so_has_none(tmp_path: Path) -> None:
    assert a_house(tmp_path).signed_in("songyu").get("/rooms").json == {"rooms": []}
