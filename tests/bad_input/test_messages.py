"""A socket's message that comes in wrong gets its exact answer, and nothing is lost around it."""

from __future__ import annotations

from typing import Any

import pytest
import socketio

from tests.a_house import ROOM
from tests.bad_input.lend import (
    NO_FIELD,
    OBJECT,
    REQUIRED,
    ROLES,
    TEXT,
    WHOLE,
    Live,
    live,
    malformed,
    nothing_is_lost_around_it,
    unknown,
)
from tests.tablet import Tablet, hang_up

__all__ = ["live", "nothing_is_lost_around_it"]


JOINED = "a station's room that this socket joined"
SOCKET_TABLE = [
    ("nothing", "join", None, malformed("body", None, OBJECT)),
    ("a text", "join", "station/0243", malformed("body", "station/0243", OBJECT)),
    ("a list", "join", [], malformed("body", [], OBJECT)),
    ("no room", "join", {"device": "t"}, malformed("room", None, REQUIRED)),
    ("no device", "join", {"room": ROOM}, malformed("device", None, REQUIRED)),
    ("a room that is a number", "join", {"room": 243, "device": "t"}, malformed("room", 243, TEXT)),
    ("a room of no kind", "join", {"room": "palace", "device": "t"}, unknown("room", "palace")),
    (
        "a station not there",
        "join",
        {"room": "station/9999", "device": "t"},
        unknown("station", "9999"),
    ),
    (
        "seen that is a truth",
        "join",
        {"room": ROOM, "device": "t", "seen": True},
        malformed("seen", True, WHOLE),
    ),
    (
        "a field nobody knows",
        "join",
        {"room": ROOM, "device": "t", "as": "p-a"},
        malformed("as", "p-a", NO_FIELD),
    ),
    (
        "another's room",
        "join",
        {"room": "station/0126", "device": "t"},
        {
            "status": "not-yours",
            "act": "open the room",
            "facts": {"needs": ROLES, "station": "0126"},
        },
    ),
    (
        "a NUL in a device",
        "join",
        {"room": ROOM, "device": "a\0b"},
        malformed("body", "\\u0000", "text without the character NUL"),
    ),
    (
        "seen without joining",
        "seen",
        {"room": "station/0126", "stored": 1, "shown": 1},
        malformed("room", "station/0126", JOINED),
    ),
    (
        "shown that is false",
        "seen",
        {"room": ROOM, "stored": 1, "shown": False},
        malformed("shown", False, WHOLE),
    ),
    (
        "stored below nought",
        "seen",
        {"room": ROOM, "stored": -1, "shown": 0},
        malformed("stored", -1, "input should be greater than or equal to 0"),
    ),
    ("leaving nothing", "leave", {}, malformed("room", None, REQUIRED)),
    (
        "an event nobody knows",
        "drop",
        {"room": ROOM},
        malformed("event", "drop", "one of join, leave, seen"),
    ),
]


@pytest.mark.parametrize(
    ("event", "body", "answer"),
    [pytest.param(*case, id=name) for name, *case in SOCKET_TABLE],
)
def test_a_message_of_the_wrong_shape(live: Live, event: str, body: Any, answer: Any) -> None:
    assert live.call(event, body) == {"error": answer["status"], **answer}


@pytest.mark.parametrize("body", [b"\x00\x01", {"room": b"\xff", "device": "t"}], ids=str)
def test_bytes_in_a_message_are_refused(live: Live, body: Any) -> None:
    answer = live.call("join", body)

    assert answer["error"] == "malformed"
    assert answer["faults"][0]["field"] == "body"


def test_a_message_of_a_hundred_kilobytes_ends_its_own_socket_alone(live: Live) -> None:
    loud = Tablet(live.address, "chenjun")
    loud.sign_in()
    loud.connect()
    assert loud._socket is not None

    loud._socket.emit("join", {"room": ROOM, "device": "x" * 100_000})

    loud._socket.wait()
    assert not loud._socket.connected


@pytest.mark.parametrize("words", ["9no packet", '42["join"', "4", "42[]", "42{}"])
def test_words_that_are_no_socket_io_are_passed_over(live: Live, words: str) -> None:
    client = socketio.Client(reconnection=False)
    cookies = "; ".join(f"{each.name}={each.value}" for each in live.master._web.cookies)
    client.connect(live.address, headers={"Cookie": cookies}, transports=["websocket"])

    client.eio.ws.send(words)

    assert client.call("join", {"room": ROOM, "device": "t"}, timeout=20)["room"] == ROOM
    hang_up(client)
