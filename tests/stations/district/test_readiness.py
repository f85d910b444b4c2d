"""The readiness of all stations at once: each sees their own, and the longest late comes first."""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from metro_flow.clock import ClockState
from stations.demo.furnish import BEGINS
from tests.a_house import OpenHouse, a_house, an_act

RISK = {
    "kind": "holiday",
    "what": "香客涌入",
    "likelihood": 3,
    "consequence": 5,
    "owner": "street",
    "measures": "单向绕行",
    "review_due": "2015-04-03",
}


@pytest.fixture
def opened(tmp_path: Path) -> OpenHouse:
    return a_house(tmp_path)


def ask(opened: OpenHouse, name: str, kind: str, /, **body: Any) -> None:
    """Let somebody act in the readiness book of 静安寺."""
    answer = opened.signed_in(name).post("/readiness/0243/acts", an_act(kind, **body))
    assert answer.status_code == 200, answer.text


def the_heart(told: dict[str, Any]) -> dict[str, Any]:
    """Return what is told of 静安寺."""
    one: dict[str, Any] = next(each for each in told["stations"] if each["station"] == "0243")
    return one


def test_the_district_sees_all_and_a_chief_their_own(opened: OpenHouse) -> None:
    officer = opened.signed_in("hetao").get("/district/readiness").json
    sergeant = opened.signed_in("chenjun").get("/district/readiness").json
    operator = opened.signed_in("admin").get("/district/readiness")

    assert len(officer["stations"]) == 19
    assert [each["station"] for each in sergeant["stations"]] == ["0243", "0738", "1432", "1433"]
    assert operator.status_code == 403


def test_a_station_is_not_assessed_until_somebody_did_and_keeps_its_grades(
    opened: OpenHouse,
) -> None:
    officer = opened.signed_in("hetao")
    before = the_heart(officer.get("/district/readiness").json)

    ask(opened, "xujing", "EnterRisk", **RISK)
    ask(opened, "hetao", "RegradeRisk", risk="r1", likelihood=1, consequence=2,
        measures="加岗", review_due="2015-05-01")  # fmt: skip
    after = the_heart(officer.get("/district/readiness").json)

    assert (before["grade"], before["grades"]) == (None, [])
    assert after["grade"] == "low"
    assert [each["grade"] for each in after["grades"]] == ["large", "low"]


def test_what_is_late_is_listed_with_whose_it_is_the_longest_first(opened: OpenHouse) -> None:
    ask(opened, "xujing", "EnterRisk", **RISK)
    ask(opened, "xujing", "FindHazard", what="堆物", where="三号口", origin="patrol")
    ask(opened, "xujing", "RegisterHazard", hazard="h1", accountable="metro-operator",
        due="2015-04-02")  # fmt: skip
    later = BEGINS + timedelta(days=5)
    opened.house.clock.follow(ClockState(later, opened.house.clock.real(), 1.0))

    late = opened.signed_in("hetao").get("/district/readiness").json["overdue"]

    assert late == [
        {"station": "0243", "part": "hazard", "id": "h1", "what": "堆物",
         "unit": "metro-operator", "due": "2015-04-02"},
        {"station": "0243", "part": "review", "id": "r1", "what": "香客涌入",
         "unit": "street", "due": "2015-04-03"},
    ]  # fmt: skip


def test_nineteen_stations_are_asked_for_in_one_go(opened: OpenHouse) -> None:
    officer = opened.signed_in("hetao")
    officer.get("/district/readiness")

    began = time.perf_counter()
    answer = officer.get("/district/readiness")
    spent = time.perf_counter() - began

    sys.stdout.write(f"the readiness of 19 stations in {spent * 1000:.0f} ms\n")
    assert answer.status_code == 200
