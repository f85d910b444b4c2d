"""Over HTTP the readiness book has its own door, its own numbers, and nothing of the room."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from metro_flow.clock import ClockState
from metro_flow.people.permission import Right
from tests.a_house import ROOM, Asking, OpenHouse, a_house, an_act, served
from tests.tablet import Tablet

BOOK = "readiness/0243"
FOUND = {"what": "扶梯口堆物", "where": "三号口", "origin": "patrol"}
LATE = datetime(2015, 4, 1, 16, 0, 5, tzinfo=UTC)


@pytest.fixture
def opened(tmp_path: Path) -> OpenHouse:
    return a_house(tmp_path)


def ask(who: Asking, kind: str, /, *, ref: str | None = None, **body: Any) -> Any:
    """Post one act to the readiness book."""
    return who.post(f"/{BOOK}/acts", an_act(kind, ref=ref, **body))


def close_one(opened: OpenHouse) -> None:
    """Lead one hazard from its finding to its close, each step by whose it is."""
    master, street = opened.signed_in("zhangwei"), opened.signed_in("xujing")
    proof = {"words": "照片", "sha256": "a" * 64}
    for who, kind, body in (
        (street, "FindHazard", FOUND),
        (street, "RegisterHazard",
         {"hazard": "h1", "accountable": "metro-operator", "due": "2015-04-08"}),
        (master, "AssessHazard", {"hazard": "h1", "likelihood": 3, "consequence": 4}),
        (master, "ReportHazard", {"hazard": "h1", "to": "区应急局"}),
        (master, "MonitorHazard", {"hazard": "h1", "what": "每日看", "every_days": 1}),
        (master, "TreatHazard", {"hazard": "h1", "measures": "已清", "evidence": proof}),
        (street, "CloseHazard", {"hazard": "h1"}),
    ):  # fmt: skip
        answer = ask(who, kind, **body)
        assert answer.status_code == 200, answer.text


def test_a_hazard_is_led_to_its_close_and_its_dossier_has_the_words(opened: OpenHouse) -> None:
    close_one(opened)
    analyst = opened.signed_in("songyu")

    snapshot = analyst.get(f"/{BOOK}").json
    told = analyst.get(f"/{BOOK}/hazards").json

    assert set(snapshot) == {"room", "seq", "head", "clock", "panels", "entries"}
    assert (snapshot["room"], snapshot["seq"]) == (BOOK, 7)
    assert set(snapshot["panels"]) == {
        "hazards",
        "consultation",
        "liaison",
        "handover",
        "resources",
        "risks",
    }
    assert told["seq"] == 7
    (one,) = told["hazards"]
    assert (one["what"], one["state"], one["found_by"]) == ("扶梯口堆物", "closed", "p-xujing")
    assert one["closing"]["agency"] == "street"


def test_the_accountable_agency_hears_why_it_does_not_close(opened: OpenHouse) -> None:
    master = opened.signed_in("zhangwei")
    ask(master, "FindHazard", **FOUND)

    answer = ask(master, "CloseHazard", hazard="h1")

    assert (answer.status_code, answer.json) == (
        409,
        {
            "status": "refused",
            "reason": "no state is skipped",
            "facts": {"hazard": "h1", "stands": "found", "needs": "treated"},
        },
    )


def test_the_same_ref_is_answered_once_and_alike(opened: OpenHouse) -> None:
    master, ref = opened.signed_in("zhangwei"), str(uuid.uuid4())

    first = ask(master, "FindHazard", ref=ref, **FOUND).json
    again = ask(master, "FindHazard", ref=ref, **FOUND).json

    assert first == again
    assert opened.kinds(BOOK) == ["HazardFound"]


def test_neither_book_has_anything_of_the_other(opened: OpenHouse) -> None:
    master = opened.signed_in("zhangwei")
    master.act("TakeSeat", seat="station-master", leading=True)
    ask(master, "FindHazard", **FOUND)
    master.act("WriteNote", words="evening")

    assert opened.kinds(ROOM) == ["SeatTaken", "NoteWritten"]
    assert opened.kinds(BOOK) == ["HazardFound"]
    assert "hazards" not in master.get(f"/rooms/{ROOM}").json["panels"]
    assert [each["room"] for each in master.get("/rooms").json["rooms"]] == [ROOM]
    assert ask(master, "WriteNote", words="x").status_code == 422
    assert master.act("FindHazard", **FOUND).status_code == 422
    assert opened.house.shelf.open(BOOK).verify().fault is None


def test_entries_are_paged_from_the_newest(opened: OpenHouse) -> None:
    close_one(opened)
    reader = opened.signed_in("mayun")

    page = reader.get(f"/{BOOK}/entries", limit=2).json
    before = reader.get(f"/{BOOK}/entries", before=page["entries"][0]["seq"]).json

    assert ([each["seq"] for each in page["entries"]], page["more"]) == ([6, 7], True)
    assert ([each["seq"] for each in before["entries"]], before["more"]) == ([1, 2, 3, 4, 5], False)


@pytest.mark.parametrize("path", ["", "/hazards", "/entries"])
@pytest.mark.parametrize(
    ("login", "status"),
    [
        ("zhangwei", 200), ("chenjun", 200), ("zhaolei", 200), ("xujing", 200), ("hetao", 200),
        ("linna", 200), ("mayun", 200), ("songyu", 200), ("admin", 403),
    ],
)  # fmt: skip
def test_who_reads_readiness(opened: OpenHouse, login: str, path: str, status: int) -> None:
    answer = opened.signed_in(login).get(f"/{BOOK}{path}")

    assert answer.status_code == status
    if status == 403:
        assert answer.json["act"] == Right.READ_READINESS.value


@pytest.mark.parametrize(
    ("login", "status"),
    [("linna", 200), ("mayun", 200), ("hetao", 200), ("songyu", 403), ("admin", 403)],
)
def test_who_finds_a_hazard(opened: OpenHouse, login: str, status: int) -> None:
    assert ask(opened.signed_in(login), "FindHazard", **FOUND).status_code == status


def test_nobody_and_another_stations_chief_are_told_nothing(opened: OpenHouse) -> None:
    assert opened.nobody().get(f"/{BOOK}").status_code == 401
    assert opened.signed_in("zhangwei").get("/readiness/0126").status_code == 403
    assert opened.signed_in("zhangwei").get("/readiness/9999").status_code == 404


def test_the_watch_writes_what_is_overdue_once(tmp_path: Path) -> None:
    opened = a_house(tmp_path, watch=True)
    street = opened.signed_in("xujing")
    ask(street, "FindHazard", **FOUND)
    ask(street, "RegisterHazard", hazard="h1", accountable="street", due="2015-04-01")
    clock = opened.house.clock

    with opened.app.app_context():
        for seconds in (0, 20, 40):
            moment = LATE + timedelta(seconds=seconds)
            clock.follow(ClockState(moment, clock.real(), 1.0))
            opened.house.watch.round()
        opened.house.watch.stop()

    assert opened.kinds(BOOK) == ["HazardFound", "HazardRegistered", "HazardOverdue"]
    assert opened.kinds(ROOM) == []


def test_the_book_is_not_joined_over_the_socket_and_its_entries_disturb_nobody(
    opened: OpenHouse,
) -> None:
    with served(opened) as address:
        tablet = Tablet(address, "zhangwei")
        tablet.sign_in()
        tablet.connect()
        try:
            assert tablet._socket is not None
            answer = tablet._socket.call("join", {"room": BOOK, "device": "tablet-1"}, timeout=20)
            ask(opened.signed_in("xujing"), "FindHazard", **FOUND)
            heard = tablet.act("TakeSeat", seat="station-master", leading=True)
            assert heard.status == 200
            tablet.wait_for(lambda each: each.seq == 1)
        finally:
            tablet.disconnect()

    assert answer == {"error": "unknown", "status": "unknown", "what": "room", "name": BOOK}
