"""Over HTTP the room knows who asks, checks their right, and hands the act to the book."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path

import pytest

from metro_flow.clock import iso
from metro_flow.people.person import Seat
from tests.a_house import ROOM, Asking, OpenHouse, a_house, an_act


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> OpenHouse:
    """Open one house for all tests that change nothing in another's way."""
    return a_house(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="module")
def master(opened: OpenHouse) -> Asking:
    """Return the browser of the station master of line 2."""
    return opened.signed_in("zhangwei")


def test_whoever_signs_in_is_told_who_they_are_and_which_rooms_are_theirs(
    opened: OpenHouse,
) -> None:
    me = opened.signed_in("chenjun").get("/session").json

    assert me["person"] == "p-chenjun"
    assert me["name"] == {"zh": "陈军", "en": "Chen Jun"}
    assert me["rooms"] == [f"station/{each}" for each in ("0243", "0738", "1432", "1433")]
    assert me["roles"] == [
        {
            "role": "transit-police",
            "stations": ["0243", "0738", "1433", "1432"],
            "street": None,
            "line": None,
        }
    ]
    assert me["station_names"]["0243"] == {"zh": "静安寺", "en": "Jing'an Temple"}


def test_a_sign_in_is_a_cookie_that_no_script_and_no_other_site_can_use(opened: OpenHouse) -> None:
    answer = opened.nobody().post("/session", {"name": "ZhangWei ", "password": "metro-demo"})

    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("metro-flow=")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_behind_tls_the_cookie_is_bound_to_this_very_host(tmp_path: Path) -> None:
    answer = (
        a_house(tmp_path, tls=True)
        .nobody()
        .post("/session", {"name": "zhangwei", "password": "metro-demo"})
    )

    assert answer.headers["Set-Cookie"].startswith("__Host-metro-flow=")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"]


def test_whoever_signed_out_is_nobody(opened: OpenHouse) -> None:
    me = opened.signed_in("liqiang")

    left = me.client.delete("/api/session", headers={"X-Metro-Flow": "1"})

    assert left.status_code == 204
    assert me.get("/session").status_code == 401


def test_the_pin_goes_on_where_the_password_began(opened: OpenHouse) -> None:
    me = opened.signed_in("wangfang")

    assert me.post("/session/pin", {"pin": "0000"}).json["reason"] == "PIN is wrong"
    assert me.post("/session/pin", {"pin": "2468"}).json["person"] == "p-wangfang"
    assert opened.nobody().post("/session/pin", {"pin": "2468"}).status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        f"/rooms/{ROOM}",
        f"/rooms/{ROOM}/entries",
        f"/rooms/{ROOM}/people",
        f"/rooms/{ROOM}/phones",
        f"/rooms/{ROOM}/roster",
        f"/rooms/{ROOM}/plan/difference",
        "/rooms",
        "/district",
        "/stations",
        "/stations/0243",
        "/plans/" + "0" * 64,
        "/session",
    ],
)
def test_nobody_is_told_anything(opened: OpenHouse, path: str) -> None:
    answer = opened.nobody().get(path)

    assert (answer.status_code, answer.json) == (401, {"status": "not-signed-in"})


@pytest.mark.parametrize("path", ["", "/entries", "/people", "/phones", "/roster"])
def test_another_stations_room_stays_shut(master: Asking, path: str) -> None:
    answer = master.get(f"/rooms/station/0126{path}")

    assert answer.status_code == 403
    assert answer.json["facts"]["station"] == "0126"


def test_an_analyst_reads_the_book_and_no_phone_and_acts_not_at_all(opened: OpenHouse) -> None:
    analyst = opened.signed_in("songyu")

    assert analyst.get(f"/rooms/{ROOM}/entries").status_code == 200
    assert analyst.get("/district").status_code == 200
    assert analyst.get(f"/rooms/{ROOM}/phones").json["act"] == "read phones"
    assert analyst.get(f"/rooms/{ROOM}/people").json["act"] == "read names"
    assert analyst.get(f"/rooms/{ROOM}").json["act"] == "open the room"
    assert analyst.act("WriteNote", words="hello").json["act"] == "act in the room"


def test_a_moment_of_the_room_is_what_a_tablet_begins_with(master: Asking) -> None:
    joined = master.get(f"/rooms/{ROOM}").json

    assert set(joined) == {
        "room", "seq", "head", "clock", "panels", "entries", "reading", "profile",
    }  # fmt: skip
    assert set(joined["panels"]) == {
        "alerts", "seats", "situation", "response", "decision", "call", "forces", "plan",
        "planbook", "notes",
    }  # fmt: skip
    assert set(joined["clock"]) == {"base", "started", "speed", "now"}


def test_an_act_is_written_under_who_is_signed_in_and_the_seat_they_hold(tmp_path: Path) -> None:
    opened = a_house(tmp_path)
    me = opened.signed_in("zhangwei")

    sat = me.act("TakeSeat", seat="station-master", lines=["2"], leading=True).json
    me.act("WriteNote", words="看见站台拥挤")

    assert sat["status"] == "done"
    assert sat["seqs"] == [1]
    entries = me.get(f"/rooms/{ROOM}/entries").json["entries"]
    assert [entry["kind"] for entry in entries] == ["SeatTaken", "NoteWritten"]
    assert entries[1]["by"] == {
        "who": "p-zhangwei",
        "seat": "station-master",
        "device": "tablet-1",
        "voice_of": None,
    }
    assert entries[1]["sha256"] == me.get(f"/rooms/{ROOM}").json["head"]


def test_a_grant_of_one_line_seats_nobody_at_another(tmp_path: Path) -> None:
    me = a_house(tmp_path).signed_in("zhangwei")

    answer = me.act("TakeSeat", seat="station-master", lines=["7"])

    assert answer.status_code == 409
    assert answer.json["reason"] == "the grant covers other lines"


def test_the_same_ref_gets_the_same_answer_and_writes_once(tmp_path: Path) -> None:
    opened = a_house(tmp_path)
    me, ref = opened.signed_in("zhangwei"), str(uuid.uuid4())

    first = me.act("TakeSeat", ref=ref, seat="station-master")
    again = me.act("TakeSeat", ref=ref, seat="station-master")

    assert first.json["seqs"] == again.json["seqs"] == [1]
    assert opened.kinds() == ["SeatTaken"]


def test_a_refusal_is_given_again_as_it_was(tmp_path: Path) -> None:
    me, ref = a_house(tmp_path).signed_in("zhangwei"), str(uuid.uuid4())

    first = me.act("TakeSeat", ref=ref, seat="street")
    again = me.act("TakeSeat", ref=ref, seat="street")

    assert first.status_code == again.status_code == 409
    assert first.json == again.json
    assert first.json["reason"] == "no grant for this seat"


def test_a_tablet_whose_clock_runs_ahead_said_now(tmp_path: Path) -> None:
    opened = a_house(tmp_path)
    me = opened.signed_in("zhangwei")
    ahead = opened.house.clock.now() + timedelta(hours=3)
    before = opened.house.clock.now() - timedelta(minutes=4)

    for said in (ahead, before):
        act = an_act("TakeSeat" if said is ahead else "LeaveSeat", seat="station-master")
        assert me.post(f"/rooms/{ROOM}/acts", {**act, "occurred_at": iso(said)}).status_code == 200

    sat, left = me.get(f"/rooms/{ROOM}/entries").json["entries"]
    assert sat["occurred_at"] <= sat["at"]
    assert left["occurred_at"] == iso(before)


def test_pages_of_the_book_meet_without_gap_or_double(tmp_path: Path) -> None:
    opened = a_house(tmp_path)
    me = opened.signed_in("zhangwei")
    me.act("TakeSeat", seat="station-master")
    for number in range(6):
        me.act("WriteNote", words=f"note {number}")

    seqs: list[int] = []
    more, before = True, 10_000
    while more:
        page = me.get(f"/rooms/{ROOM}/entries", before=before, limit=3).json
        seqs = [entry["seq"] for entry in page["entries"]] + seqs
        more, before = page["more"], seqs[0]

    assert seqs == list(range(1, 8))


def test_names_are_told_by_id_and_no_phone_with_them(master: Asking) -> None:
    answer = master.get(f"/rooms/{ROOM}/people")

    assert answer.json["people"]["p-xujing"] == {
        "zh": "徐静",
        "en": "Xu Jing",
        "role": "street",
        "unit": {"zh": "静安寺街道（演示）", "en": "Jing'ansi Subdistrict (demo)"},
    }
    assert "p-qianzhiming" not in answer.json["people"]
    assert "100 " not in answer.text


def test_phones_are_told_with_who_sits_first_and_the_look_up_is_kept(tmp_path: Path) -> None:
    opened = a_house(tmp_path)
    opened.signed_in("xujing").act("TakeSeat", seat="street", leading=True)

    told = opened.signed_in("zhangwei").get(f"/rooms/{ROOM}/phones")

    phones = told.json["phones"]
    assert phones[0]["person"] == "p-xujing"
    assert {each["person"] for each in phones} >= {"p-zhangwei", "p-sunli", "p-hetao"}
    assert "p-songyu" not in {each["person"] for each in phones}
    assert told.headers["Cache-Control"] == "no-store"
    (kept,) = opened.house.people.phone_reads()
    assert (kept["reader"], kept["room"]) == ("p-zhangwei", ROOM)
    assert "p-xujing" in kept["people"]


def test_the_roster_tells_the_night_that_nobody_from_the_street_holds(master: Asking) -> None:
    roster = master.get(f"/rooms/{ROOM}/roster").json

    assert {gap["seat"] for gap in roster["gaps"]} == {"street"}
    assert {duty["seat"] for duty in roster["duties"]} == {seat.value for seat in Seat}


def test_a_station_is_told_with_its_rules_and_not_again_when_unchanged(master: Asking) -> None:
    first = master.get("/stations/0243")
    again = master.client.get(
        "/api/stations/0243", headers={"If-None-Match": first.headers["ETag"]}
    )

    station = first.json
    assert station["name"] == {"zh": "静安寺", "en": "Jing'an Temple"}
    assert len([mouth for mouth in station["exits"] if mouth["open"]]) == 14
    assert {rule["zone"] for rule in station["rules"]} >= {"platform-2", "paid", "unpaid"}
    assert all(rule["cause"]["zh"] and rule["owner"] for rule in station["rules"])
    assert again.status_code == 304
    assert first.headers["ETag"].strip('"') == master.get(f"/rooms/{ROOM}").json["profile"]


def test_only_ones_own_stations_are_listed(opened: OpenHouse, master: Asking) -> None:
    assert [each["id"] for each in master.get("/stations").json["stations"]] == ["0243"]
    assert len(opened.signed_in("hetao").get("/stations").json["stations"]) == 19
