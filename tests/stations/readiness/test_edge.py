"""The edge knows what the book cannot: signed versions, seats held elsewhere, who may take over."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from metro_flow.logbook.entry import Grant
from metro_flow.people.person import HeldGrant, Role
from stations.demo.adopt import adopt_plans
from stations.demo.furnish import BEGINS
from stations.demo.people import SINCE, demo_people
from tests.a_house import OpenHouse, a_house
from tests.stations.readiness.test_http import BOOK, FOUND, ask


@pytest.fixture
def opened(tmp_path: Path) -> OpenHouse:
    return a_house(tmp_path)


def lead_to_treated(opened: OpenHouse) -> None:
    """Lead a hazard that outgrew plan version 1 to its treatment."""
    master, street = opened.signed_in("zhangwei"), opened.signed_in("xujing")
    proof = {"words": "照片", "reference": "照片7号"}
    for who, kind, body in (
        (street, "FindHazard", FOUND),
        (street, "RegisterHazard",
         {"hazard": "h1", "accountable": "metro-operator", "due": "2015-04-08"}),
        (master, "AssessHazard",
         {"hazard": "h1", "likelihood": 3, "consequence": 4, "outgrown_plan": 0}),
        (master, "ReportHazard", {"hazard": "h1", "to": "区应急局"}),
        (master, "MonitorHazard", {"hazard": "h1", "what": "每日看", "every_days": 1}),
        (master, "TreatHazard", {"hazard": "h1", "measures": "已清", "evidence": proof}),
    ):  # fmt: skip
        assert ask(who, kind, **body).status_code == 200


def adopt(opened: OpenHouse) -> None:
    """Let the four seats of every station adopt version 1."""
    with opened.app.app_context():
        adopt_plans(opened.house, demo_people(opened.house.atlas), BEGINS)


def test_a_close_names_a_version_that_four_seats_have_signed(opened: OpenHouse) -> None:
    lead_to_treated(opened)
    street = opened.signed_in("xujing")
    ref = str(uuid.uuid4())

    refused = ask(street, "CloseHazard", ref=ref, hazard="h1", plan_version=1)
    adopt(opened)
    same_tap = ask(street, "CloseHazard", ref=ref, hazard="h1", plan_version=1)
    too_far = ask(street, "CloseHazard", hazard="h1", plan_version=2)
    closed = ask(street, "CloseHazard", hazard="h1", plan_version=1)

    assert refused.json == {
        "status": "refused",
        "reason": "no such plan version is adopted",
        "facts": {"version": 1, "adopted": "–"},
    }
    assert same_tap.json == refused.json
    assert too_far.json["facts"] == {"version": 2, "adopted": "1"}
    assert closed.status_code == 200


def test_whoever_holds_a_seat_of_the_accountable_agency_anywhere_does_not_verify(
    opened: OpenHouse,
) -> None:
    lead_to_treated(opened)
    adopt(opened)
    elsewhere = Grant(Role.STATION_MASTER.value, ("0126",))
    opened.house.people.give(HeldGrant("p-xujing", elsewhere, SINCE))

    refused = ask(opened.signed_in("xujing"), "CloseHazard", hazard="h1", plan_version=1)
    closed = ask(opened.signed_in("zhaolei"), "CloseHazard", hazard="h1", plan_version=1)

    assert refused.status_code == 409
    assert refused.json["reason"] == "another agency must verify"
    assert closed.status_code == 200


def test_a_note_goes_to_somebody_who_can_take_it_over(opened: OpenHouse) -> None:
    master = opened.signed_in("zhangwei")
    note = {"seat": "station-master", "words": "闸机报修"}

    stranger = ask(master, "HandOver", incoming="p-xujing", **note)
    nobody = ask(master, "HandOver", incoming="p-nobody", **note)
    known = ask(master, "HandOver", incoming="p-liqiang", **note)
    taken = ask(opened.signed_in("liqiang"), "TakeOver", handover="n1")

    assert {stranger.json["reason"], nobody.json["reason"]} == {"the incoming holds no such seat"}
    assert (known.status_code, taken.status_code) == (200, 200)


def test_the_dossier_has_the_words_of_every_panel_and_no_name(opened: OpenHouse) -> None:
    street = opened.signed_in("xujing")
    risk = {
        "kind": "holiday", "what": "香客涌入", "likelihood": 3, "consequence": 5,
        "owner": "street", "measures": "单向", "review_due": "2015-06-30",
    }  # fmt: skip
    assert ask(street, "EnterRisk", **risk).status_code == 200
    assert ask(street, "VerifyContacts", seat="street").status_code == 200

    told = opened.signed_in("songyu").get(f"/{BOOK}/dossier").json

    (one,) = told["risks"]
    assert (one["what"], one["gradings"][0]["grade"]) == ("香客涌入", "large")
    assert (told["grade"], len(told["grades"])) == ("large", 1)
    assert told["liaison"]["contacts"]["street"]["by"] == "p-xujing"
    assert told["plan"]["adopted"] is None
    assert told["mine"] == []
    assert street.get(f"/{BOOK}/dossier").json["mine"] == ["street"]


def test_the_lights_say_what_is_missing_and_by_whose_limits(opened: OpenHouse) -> None:
    adopt(opened)

    told = opened.signed_in("zhangwei").get(f"/{BOOK}/lights").json

    lights = {each["have"]: each for each in told["lights"]}
    assert list(lights) == ["leadership", "mechanism", "plan", "team", "stock", "drill"]
    assert lights["plan"] == {"have": "plan", "shows": "there", "wants": []}
    (empty,) = lights["leadership"]["wants"]
    assert (empty["key"], empty["whose"], empty["facts"]["seat"]) == (
        "seat-empty",
        "street",
        "street",
    )
    assert told["limits"]["confirmed_by"] == ""
    assert told["limits"]["contacts_days"] == 30


@pytest.mark.parametrize("path", ["dossier", "lights"])
def test_an_operator_reads_nothing_of_it(opened: OpenHouse, path: str) -> None:
    assert opened.signed_in("admin").get(f"/{BOOK}/{path}").status_code == 403
