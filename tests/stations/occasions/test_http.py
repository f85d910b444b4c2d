"""The calendar over HTTP: the district writes, and every station reads its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.a_house import OpenHouse, a_house, an_act
from tests.bad_input.lend import REQUIRED, malformed

CONCERT = {
    "name": "静安公园音乐会",
    "place": "静安公园",
    "starts": "2015-04-04T11:00:00Z",
    "ends": "2015-04-04T13:30:00Z",
    "attendance": 6000,
    "source": "主办方报备",
    "stations": ["0243"],
}


@pytest.fixture
def opened(tmp_path: Path) -> OpenHouse:
    return a_house(tmp_path)


def enter(opened: OpenHouse, name: str, **changed: Any) -> Any:
    """Let somebody enter the concert."""
    act = an_act("EnterOccasion", **CONCERT | changed)
    return opened.signed_in(name).post("/district/acts", act)


def test_what_the_district_enters_its_stations_read(opened: OpenHouse) -> None:
    assert enter(opened, "linna").status_code == 200

    chief = opened.signed_in("zhangwei").get("/district/occasions", station="0243").json
    railway = opened.signed_in("hetao").get("/district/occasions", station="0126").json
    all_of_them = opened.signed_in("hetao").get("/district/occasions").json

    assert [each["name"] for each in chief["occasions"]] == ["静安公园音乐会"]
    assert railway["occasions"] == []
    assert len(all_of_them["occasions"]) == 1


def test_a_chief_enters_nothing_and_reads_no_other_station(opened: OpenHouse) -> None:
    chief = opened.signed_in("zhangwei")

    refused = enter(opened, "zhangwei")

    assert (refused.status_code, refused.json["status"]) == (403, "not-yours")
    assert chief.get("/district/occasions", station="0126").status_code == 403
    assert chief.get("/district/entries").status_code == 403


def test_a_calendar_under_another_name_is_unknown(opened: OpenHouse) -> None:
    with pytest.raises(Exception, match="book"):
        opened.house.shelf.open("district/parties")


@pytest.mark.parametrize(
    ("changed", "field", "expected"),
    [
        ({"attendance": 0}, "attendance", "input should be greater than or equal to 1"),
        ({"starts": "2015-04-04T11:00:00"}, "starts", "input should have timezone info"),
        ({"starts": "tonight"}, "starts", None),
        ({"kind": "concert"}, "kind", "there is no such field"),
    ],
    ids=["nobody comes", "a time without a zone", "a time in words", "a field nobody knows"],
)
def test_what_comes_in_wrong_names_its_field(
    opened: OpenHouse, changed: dict[str, Any], field: str, expected: str | None
) -> None:
    body = {**CONCERT, **changed}
    act = {**an_act("EnterOccasion"), "body": body}

    answer = opened.signed_in("linna").post("/district/acts", act)

    assert answer.status_code == 422
    (fault,) = answer.json["faults"]
    assert fault["field"] == field
    assert expected in (None, fault["expected"])


def test_a_missing_source_is_required(opened: OpenHouse) -> None:
    body = {name: value for name, value in CONCERT.items() if name != "source"}
    act = {**an_act("EnterOccasion"), "body": body}

    answer = opened.signed_in("linna").post("/district/acts", act)

    assert answer.json == malformed("source", None, REQUIRED)
