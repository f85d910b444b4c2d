"""Who signed out or does not read is let go, and others hear on; what nobody knows is told so."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from engineio import packet
from sqlalchemy import update

from metro_flow.db import db, writing
from metro_flow.people.table import sign_ins
from stations.room import door as edge
from tests.a_house import ROOM, a_house, served, tablets
from tests.stations.room.live_server import Live, soon
from tests.tablet import hang_up


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    """Serve a house for one test."""
    opened = a_house(tmp_path)
    with served(opened) as address:
        yield Live(opened, address)


def test_who_signed_out_is_let_go(live: Live) -> None:
    mine = live.tablet("zhangwei")
    client = live.socket(mine)
    client.call("join", {"room": ROOM, "device": "t"})

    mine._web.delete(f"{live.address}/api/session", timeout=10)
    live.opened.house.sockets.recheck()

    soon(lambda: not client.connected)


def test_whose_grant_was_taken_back_hears_that_room_no_more(live: Live) -> None:
    tablet = live.tablet("zhangwei")
    client = live.socket(tablet)
    client.call("join", {"room": ROOM, "device": "t"})
    house = live.opened.house

    house.people.take_back("p-zhangwei", "station-master", house.clock.now())
    house.sockets.recheck()

    assert house.sockets.listeners.rooms() == []
    assert client.connected
    assert client.call("join", {"room": ROOM, "device": "t"})["error"] == "not-yours"
    hang_up(client)


def test_whose_shift_is_over_is_let_go_unless_a_room_of_theirs_is_alert(live: Live) -> None:
    chief, analyst = live.tablet("zhangwei"), live.tablet("hetao")
    chief.act("TakeSeat", seat="station-master", leading=True)
    coordinator = live.tablet("linna")
    held, released = live.socket(chief), live.socket(coordinator)
    assert analyst.act("WriteNote", words="…").status in (200, 409)
    chief.act("OrderLevel", to="three", seen=None)
    with live.opened.app.app_context(), writing(db.engine) as connection:
        ago = live.opened.house.clock.real() - timedelta(hours=1)
        connection.execute(update(sign_ins).values(until=ago))

    live.opened.house.sockets.recheck()

    soon(lambda: not released.connected)
    assert held.connected
    hang_up(held)


def test_a_client_that_does_not_read_is_let_go_and_others_are_not(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tablets(live.address, "zhangwei", "chenjun") as (slow, quick):
        eio = live.opened.house.sockets.io.server.eio
        assert slow._socket is not None
        stuck = eio.sockets[slow._socket.eio.sid]
        take_its_writer_away(stuck, monkeypatch)
        for number in range(600):
            stuck.queue.put(number)

        live.opened.house.sockets.sweep()

        soon(lambda: stuck.closed)
        assert stuck.queue.qsize() <= 1
        quick.act("TakeSeat", seat="transit-police")
        quick.wait_for(lambda each: each.seq == 1)


def take_its_writer_away(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one client's writer come to nothing, as one does that waits for a shut window."""
    gone = threading.Event()

    def find_nothing() -> list[object]:
        gone.set()
        return []

    monkeypatch.setattr(client, "poll", find_nothing)
    # It waits for a packet yet, and looks for the next one once it has this.
    client.send(packet.Packet(packet.NOOP))
    assert gone.wait(20)


def test_a_server_offers_no_compression(live: Live) -> None:
    tablet = live.tablet("zhangwei")
    client = live.socket(tablet)

    headers = client.eio.ws.headers

    assert not any("permessage-deflate" in str(value) for value in headers.values())
    hang_up(client)


def test_an_edge_that_does_not_know_an_event_says_which_it_knows(live: Live) -> None:
    client = live.socket(live.tablet("zhangwei"))

    answer = client.call("explode", {"room": ROOM})

    assert answer["error"] == "malformed"
    assert answer["faults"][0]["expected"] == "one of join, leave, seen"
    hang_up(client)


def test_a_bug_is_answered_so_that_no_tablet_waits_for_it(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = live.socket(live.tablet("zhangwei"))
    monkeypatch.setattr(edge, "joined", None)

    assert client.call("join", {"room": ROOM, "device": "t"}) == {"error": "bug", "status": "bug"}

    monkeypatch.undo()
    assert client.call("join", {"room": ROOM, "device": "t"})["room"] == ROOM
    hang_up(client)
