"""Real tablets on a real server: joined whole, told in order, refused in words, let go."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import socketio

from tests.a_house import ROOM, a_house, served, tablets
from tests.stations.room.live_server import Live, soon
from tests.tablet import Tablet, hang_up

NAMES = ("zhangwei", "chenjun", "zhaolei", "xujing")


SEATS = ("station-master", "transit-police", "local-police", "street")


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    """Serve a house for one test."""
    opened = a_house(tmp_path)
    with served(opened) as address:
        yield Live(opened, address)


def test_nobody_connects_without_signing_in(live: Live) -> None:
    said: list[Any] = []
    client = socketio.Client(reconnection=False)
    client.on("connect_error", said.append)

    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(live.address, transports=["websocket"])

    assert said == [{"message": "not-signed-in"}]


def test_nobody_connects_from_another_sites_page(live: Live) -> None:
    mine = live.tablet("zhangwei")
    cookies = "; ".join(f"{each.name}={each.value}" for each in mine._web.cookies)
    client = socketio.Client(
        reconnection=False, websocket_extra_options={"origin": "http://evil.example"}
    )

    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(live.address, headers={"Cookie": cookies}, transports=["websocket"])


def test_four_tablets_hear_what_one_taps_and_all_show_the_same(live: Live) -> None:
    with tablets(live.address, *NAMES) as four:
        for tablet, seat in zip(four, SEATS, strict=True):
            assert tablet.act("TakeSeat", seat=seat, leading=True).status == 200
        four[0].act("WriteNote", words="电话已通")

        for tablet in four:
            tablet.wait_for(lambda each: each.seq == 5)

        assert all(tablet.panels == four[0].panels for tablet in four)
        assert four[3].panels == four[3].snapshot()["panels"]


def test_a_tablet_that_joins_later_sees_what_the_others_heard(live: Live) -> None:
    with tablets(live.address, "zhangwei") as (early,):
        early.act("TakeSeat", seat="station-master", leading=True)
        early.act("ReportSituation", situation="crowding", zone="platform-2", words="人多")
        with tablets(live.address, "chenjun") as (late,):
            early.wait_for(lambda each: each.seq == late.seq)

            assert early.panels == late.panels


def test_ones_own_taps_are_written_in_the_order_of_tapping(live: Live) -> None:
    with tablets(live.address, "zhangwei", "xujing") as (mine, other):
        mine.act("TakeSeat", seat="station-master")
        for number in range(40):
            mine.act("WriteNote", words=f"{number}")
        other.wait_for(lambda each: each.seq == 41)

    entries = live.opened.house.shelf.open(ROOM).entries(limit=100)
    written = [entry.event.words for entry in entries if entry.kind == "NoteWritten"]
    assert written == [f"{number}" for number in range(40)]


def test_taps_of_four_at_once_are_heard_by_each_in_one_order(live: Live) -> None:
    with tablets(live.address, *NAMES) as four:
        for tablet, seat in zip(four, SEATS, strict=True):
            tablet.act("TakeSeat", seat=seat)

        def tap(tablet: Tablet) -> None:
            for number in range(10):
                tablet.act("WriteNote", words=f"{tablet.name} {number}")

        threads = [threading.Thread(target=tap, args=(each,)) for each in four]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for tablet in four:
            tablet.wait_for(lambda each: each.seq == 44)

        assert all(tablet.panels == four[0].panels for tablet in four)


def test_no_entry_falls_between_subscribing_and_the_snapshot(live: Live) -> None:
    with tablets(live.address, "zhangwei") as (busy,):
        busy.act("TakeSeat", seat="station-master")
        stopped = threading.Event()

        def write() -> None:
            while not stopped.is_set():
                busy.act("WriteNote", words="…")

        writer = threading.Thread(target=write)
        writer.start()
        try:
            late = live.tablet("chenjun")
            for _ in range(10):
                joined_at = _join_and_listen(live, late)
                assert joined_at["heard"][0] == joined_at["seq"] + 1
        finally:
            stopped.set()
            writer.join()


def _join_and_listen(live: Live, tablet: Tablet) -> dict[str, Any]:
    """Join once; return the snapshot's number and the numbers heard that are newer."""
    client, heard = live.socket(tablet), []
    client.on("entry", lambda told: heard.append(told["entry"]["seq"]))
    seq: int = client.call("join", {"room": ROOM, "device": "late"}, timeout=20)["seq"]
    soon(lambda: any(each > seq for each in heard))
    hang_up(client)
    return {"seq": seq, "heard": sorted(each for each in heard if each > seq)}


def test_a_beacon_tells_the_head_so_that_a_lost_last_entry_is_noticed(live: Live) -> None:
    tablet = live.tablet("zhangwei")
    beacons: list[Any] = []
    client = live.socket(tablet)
    client.on("beacon", beacons.append)
    client.call("join", {"room": ROOM, "device": "t"})
    tablet.act("TakeSeat", seat="station-master")

    soon(lambda: any(beacon["seq"] == 1 for beacon in beacons))

    assert set(beacons[-1]["clock"]) == {"base", "started", "speed", "now"}
    hang_up(client)


def test_what_was_shown_comes_back_as_a_receipt_to_all(live: Live) -> None:
    with tablets(live.address, "zhangwei", "chenjun") as (mine, other):
        mine.act("TakeSeat", seat="station-master")
        receipts: list[Any] = []
        assert other._socket is not None
        assert mine._socket is not None
        other._socket.on("receipts", receipts.append)
        mine.wait_for(lambda each: each.seq == 1)

        mine._socket.call("seen", {"room": ROOM, "stored": 1, "shown": 1})

        soon(lambda: bool(receipts))
        (cursor,) = receipts[-1]["cursors"]
        assert (cursor["person"], cursor["seat"]) == ("p-zhangwei", "station-master")
        assert (cursor["stored"], cursor["shown"]) == (1, 1)


def test_nobody_has_seen_what_is_not_written(live: Live) -> None:
    with tablets(live.address, "zhangwei") as (mine,):
        receipts: list[Any] = []
        assert mine._socket is not None
        mine._socket.on("receipts", receipts.append)

        mine._socket.call("seen", {"room": ROOM, "stored": 900, "shown": 900})

        soon(lambda: bool(receipts))
        assert receipts[-1]["cursors"][0]["shown"] == 0


def test_a_reading_is_told_to_its_room_alone(live: Live) -> None:
    with tablets(live.address, "zhangwei", "hetao") as (mine, officer):
        assert officer._socket is not None
        officer._socket.call("join", {"room": "station/0126", "device": "officer"})
        told: list[str] = []
        officer._socket.on("reading", lambda reading: told.append(reading["room"]))

        live.opened.house.sockets.sender.hear_reading("station/0126", {"room": "station/0126"})
        live.opened.house.sockets.sender.hear_reading(ROOM, {"room": ROOM})

        soon(lambda: set(told) == {"station/0126", ROOM})
        mine.wait_for(lambda each: bool(each.readings))
        assert [reading["room"] for reading in mine.readings] == [ROOM]


def test_who_left_a_room_hears_it_no_more(live: Live) -> None:
    with tablets(live.address, "zhangwei", "chenjun") as (mine, other):
        assert other._socket is not None
        other._socket.call("leave", {"room": ROOM})

        mine.act("TakeSeat", seat="station-master")
        mine.wait_for(lambda each: each.seq == 1)

        assert other.seq == 0


def test_the_district_is_told_when_a_station_changed(live: Live) -> None:
    officer = live.tablet("hetao")
    told: list[Any] = []
    client = live.socket(officer)
    client.on("district", told.append)
    joined = client.call("join", {"room": "district", "device": "wall"})
    chief = live.tablet("zhangwei")

    chief.act("TakeSeat", seat="station-master", leading=True)
    chief.act("OrderLevel", to="three", seen=None)

    soon(lambda: bool(told) and told[-1]["stations"]["0243"]["level"] == "three")
    assert joined["stations"]["0243"]["level"] is None
    assert len(joined["stations"]) == len(joined["places"]) == 19
    hang_up(client)
