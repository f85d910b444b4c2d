"""A question or a sign-in that comes in wrong gets its exact answer, and nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.a_house import ROOM
from tests.bad_input.lend import (
    NO_FIELD,
    REQUIRED,
    ROLES,
    TEXT,
    Live,
    live,
    malformed,
    nothing_is_lost_around_it,
    unknown,
)

__all__ = ["live", "nothing_is_lost_around_it"]


GET_TABLE = [
    ("a station that is not there", "/rooms/station/9999", 404, unknown("station", "9999")),
    (
        "a station with a path in it",
        "/rooms/station/..%2f0243",
        404,
        unknown("address", "/api/rooms/station/../0243"),
    ),
    ("a station's name", "/stations/静安寺", 404, unknown("station", "静安寺")),
    (
        "a kind of room that is not there",
        "/rooms/palace/0243",
        404,
        unknown("address", "/api/rooms/palace/0243"),
    ),
    (
        "another's room",
        "/rooms/station/0126",
        403,
        {
            "status": "not-yours",
            "act": "open the room",
            "facts": {"needs": ROLES, "station": "0126"},
        },
    ),
    ("the readiness of no station", "/readiness/9999", 404, unknown("station", "9999")),
    (
        "another's readiness",
        "/readiness/0126",
        403,
        {
            "status": "not-yours",
            "act": "read readiness",
            "facts": {"needs": [*ROLES, "analyst"], "station": "0126"},
        },
    ),
    (
        "a page of readiness of nought",
        "/readiness/0243/entries?limit=0",
        422,
        malformed("limit", "0", "a whole number from 1 to 200"),
    ),
    (
        "a limit of nought",
        f"/rooms/{ROOM}/entries?limit=0",
        422,
        malformed("limit", "0", "a whole number from 1 to 200"),
    ),
    (
        "a limit too large",
        f"/rooms/{ROOM}/entries?limit=201",
        422,
        malformed("limit", "201", "a whole number from 1 to 200"),
    ),
    (
        "a limit in words",
        f"/rooms/{ROOM}/entries?limit=ten",
        422,
        malformed("limit", "ten", "a whole number from 1 to 200"),
    ),
    (
        "a limit in other digits",
        f"/rooms/{ROOM}/entries?limit=٣",
        422,
        malformed("limit", "٣", "a whole number from 1 to 200"),
    ),
    (
        "before the beginning",
        f"/rooms/{ROOM}/entries?before=-5",
        422,
        malformed("before", "-5", f"a whole number from 1 to {2**53}"),
    ),
    (
        "a hash too short",
        "/plans/abc",
        422,
        malformed("sha256", "abc", "64 hexadecimal digits in small letters"),
    ),
    ("a hash nobody has", "/plans/" + "a" * 64, 404, unknown("plan", "a" * 64)),
    ("an address that is not there", "/nothing", 404, unknown("address", "/api/nothing")),
]


@pytest.mark.parametrize(
    ("path", "status", "answer"),
    [pytest.param(*case, id=name) for name, *case in GET_TABLE],
)
def test_a_question_that_has_no_answer(live: Live, path: str, status: int, answer: Any) -> None:
    got = live.ask("GET", path)

    assert (got.status_code, got.json()) == (status, answer)


SESSION_TABLE = [
    ("no name", {"password": "x"}, 422, malformed("name", None, REQUIRED)),
    ("a name that is a number", {"name": 1, "password": "x"}, 422, malformed("name", 1, TEXT)),
    (
        "a password that is null",
        {"name": "x", "password": None},
        422,
        malformed("password", None, TEXT),
    ),
    (
        "nobody's name",
        {"name": "'; DROP TABLE people; --", "password": "x"},
        401,
        {"status": "not-signed-in", "reason": "name or password is wrong"},
    ),
    (
        "a name of a hundred thousand letters",
        {"name": "z" * 100_000, "password": "x"},
        401,
        {"status": "not-signed-in", "reason": "name or password is wrong"},
    ),
    (
        "a remembering nobody offers",
        {"name": "x", "password": "x", "remember": True},
        422,
        malformed("remember", True, NO_FIELD),
    ),
]


@pytest.mark.parametrize(
    ("body", "status", "answer"),
    [pytest.param(*case, id=name) for name, *case in SESSION_TABLE],
)
def test_a_sign_in_of_the_wrong_shape(live: Live, body: Any, status: int, answer: Any) -> None:
    got = requests.post(
        f"{live.address}/api/session", json=body, headers={"X-Metro-Flow": "1"}, timeout=20
    )

    assert (got.status_code, got.json()) == (status, answer)


@pytest.mark.parametrize("cookie", ["", "x", "é", "a" * 5000, "../../etc", "null"])
def test_a_cookie_that_is_no_token_is_nobody(live: Live, cookie: str) -> None:
    headers = {"Cookie": f"metro-flow={cookie}".encode()}
    got = requests.get(f"{live.address}/api/session", headers=headers, timeout=20)

    assert (got.status_code, got.json()) == (401, {"status": "not-signed-in"})


@pytest.mark.parametrize("speed", [False, True, "12", 1e9, 7, -1, None])
def test_a_clock_is_turned_to_no_other_speed(live: Live, speed: Any) -> None:
    got = live.ask("POST", "/demo/clock", json={"speed": speed})

    assert got.status_code == 422
    assert [fault["field"] for fault in got.json()["faults"]] == ["speed"]
    assert live.opened.house.clock.state().speed == 1.0
