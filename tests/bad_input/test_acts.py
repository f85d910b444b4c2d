"""An act that comes in wrong gets its exact answer, and nothing around it is lost."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.a_house import ROOM
from tests.bad_input.lend import (
    NO_FIELD,
    OBJECT,
    REQUIRED,
    TEXT,
    WHOLE,
    Live,
    live,
    malformed,
    nothing_is_lost_around_it,
    refused,
)

__all__ = ["live", "nothing_is_lost_around_it"]
ACTS = f"/rooms/{ROOM}/acts"
REF = "0a8c1c5e-6a51-4d8e-9d0e-1f1a5a4b7c11"


def an_act(**changed: Any) -> dict[str, Any]:
    """Return a good act with something changed."""
    act = {
        "ref": str(uuid.uuid4()),
        "kind": "WriteNote",
        "body": {"words": "看见"},
        "device": "tablet-1",
        "seen_seq": 1,
        "occurred_at": None,
        "device_at": None,
    }
    return {name: value for name, value in {**act, **changed}.items() if value is not ...}


LONG = "挤" * 4001
ACTS_TABLE = [
    ("no ref", an_act(ref=...), 422, malformed("ref", None, REQUIRED)),
    (
        "a ref that is no UUID",
        an_act(ref="tap-1"),
        422,
        malformed(
            "ref",
            "tap-1",
            "input should be a valid UUID, invalid character: found `t` at 0",
        ),
    ),
    (
        "a ref that is a number",
        an_act(ref=7),
        422,
        malformed("ref", 7, "UUID input should be a string, bytes or UUID object"),
    ),
    ("no kind", an_act(kind=...), 422, malformed("kind", None, REQUIRED)),
    (
        "a kind that is a list",
        an_act(kind=["WriteNote"]),
        422,
        malformed("kind", ["WriteNote"], TEXT),
    ),
    (
        "a body that is a list",
        an_act(body=[]),
        422,
        malformed("body", [], OBJECT),
    ),
    (
        "a body that is null",
        an_act(body=None),
        422,
        malformed("body", None, OBJECT),
    ),
    ("no device", an_act(device=...), 422, malformed("device", None, REQUIRED)),
    (
        "an empty device",
        an_act(device=""),
        422,
        malformed("device", "", "string should have at least 1 character"),
    ),
    (
        "a device of a thousand letters",
        an_act(device="x" * 1000),
        422,
        malformed("device", "x" * 120 + "…", "string should have at most 64 characters"),
    ),
    ("seen_seq false", an_act(seen_seq=False), 422, malformed("seen_seq", False, WHOLE)),
    ("seen_seq true", an_act(seen_seq=True), 422, malformed("seen_seq", True, WHOLE)),
    ("seen_seq a text", an_act(seen_seq="1"), 422, malformed("seen_seq", "1", WHOLE)),
    ("seen_seq a half", an_act(seen_seq=1.5), 422, malformed("seen_seq", 1.5, WHOLE)),
    (
        "seen_seq below nought",
        an_act(seen_seq=-1),
        422,
        malformed("seen_seq", -1, "input should be greater than or equal to 0"),
    ),
    (
        "seen_seq beyond what a browser counts exactly",
        an_act(seen_seq=2**53),
        422,
        malformed("seen_seq", 2**53, "input should be less than 9007199254740992"),
    ),
    (
        "a time without its zone",
        an_act(occurred_at="2015-04-01T18:00:00"),
        422,
        malformed("occurred_at", "2015-04-01T18:00:00", "input should have timezone info"),
    ),
    (
        "a time that is none",
        an_act(occurred_at="half past six"),
        422,
        malformed(
            "occurred_at",
            "half past six",
            "input should be a valid datetime, invalid character in year",
        ),
    ),
    (
        "a field nobody knows",
        an_act(colour="red"),
        422,
        malformed("colour", "red", NO_FIELD),
    ),
    (
        "who it claims to be",
        an_act(who="p-xujing"),
        422,
        malformed("who", "p-xujing", NO_FIELD),
    ),
    (
        "a seat it claims to hold",
        an_act(seat="street"),
        422,
        malformed("seat", "street", NO_FIELD),
    ),
    ("words that are missing", an_act(body={}), 422, malformed("words", None, REQUIRED)),
    ("words that are a number", an_act(body={"words": 3}), 422, malformed("words", 3, TEXT)),
    (
        "a field of the body that nobody knows",
        an_act(body={"words": "x", "loud": True}),
        422,
        malformed("loud", True, NO_FIELD),
    ),
    (
        "a step of crowding that is a truth",
        an_act(kind="EstimateByEye", body={"zone": "platform-2", "step": True}),
        422,
        malformed("step", True, WHOLE),
    ),
    (
        "an activation that is false",
        an_act(kind="AcknowledgeAlert", body={"alert": "a1", "activation": False}),
        422,
        malformed("activation", False, WHOLE),
    ),
    (
        "a seat that is none of the four",
        an_act(kind="TakeSeat", body={"seat": "driver"}),
        422,
        malformed(
            "seat",
            "driver",
            "input should be 'station-master', 'transit-police', 'local-police' or 'street'",
        ),
    ),
    (
        "lines that are one text",
        an_act(kind="TakeSeat", body={"seat": "station-master", "lines": "2"}),
        422,
        malformed("lines", "2", "input should be a valid array"),
    ),
    (
        "a truth that is a number",
        an_act(kind="TakeSeat", body={"seat": "station-master", "leading": 1}),
        422,
        malformed("leading", 1, "input should be a valid boolean"),
    ),
    (
        "a line this station does not have",
        an_act(kind="TakeSeat", ref=REF, body={"seat": "station-master", "lines": ["99"]}),
        409,
        refused("the grant covers other lines", lines=["2"], asked=["99"]),
    ),
    (
        "a seat that is not theirs",
        an_act(kind="TakeSeat", body={"seat": "street"}),
        409,
        refused("no grant for this seat", seat="street"),
    ),
    (
        "a level that is not there",
        an_act(kind="OrderLevel", body={"to": "four", "seen": None}),
        422,
        malformed("to", "four", "input should be 'three', 'two' or 'one'"),
    ),
]


@pytest.mark.parametrize(
    ("act", "status", "answer"),
    [pytest.param(*case, id=name) for name, *case in ACTS_TABLE],
)
def test_an_act_of_the_wrong_shape(live: Live, act: Any, status: int, answer: Any) -> None:
    got = live.ask("POST", ACTS, json=act)

    assert (got.status_code, got.json()) == (status, answer)


NUL = b'{"ref": "%s", "kind": "WriteNote", "body": {"words": "a\\u0000b"}, "device": "t"}'
RAW_TABLE = [
    ("nothing at all", b"", "", "valid JSON; "),
    ("no JSON", b"kind=WriteNote", "kind=WriteNote", "valid JSON; "),
    ("JSON cut off", b'{"ref": "', '{"ref": "', "valid JSON; "),
    ("NaN", b'{"seen_seq": NaN}', '{"seen_seq": NaN}', "valid JSON; "),
    (
        "bytes that are no UTF-8",
        b'{"kind": "\xff\xfe"}',
        '{"kind": "\ufffd\ufffd"}',
        "valid JSON; ",
    ),
    ("half a character", b'{"kind": "\\ud800"}', '{"kind": "\\ud800"}', "valid JSON; "),
    ("a hundred thousand brackets", b"[" * 100_000, "[" * 120, "valid JSON; "),
    ("a NUL inside a text", NUL % REF.encode(), "\\u0000", "text without the character NUL"),
]


@pytest.mark.parametrize(
    ("raw", "value", "expected"),
    [pytest.param(*case, id=name) for name, *case in RAW_TABLE],
)
def test_bytes_that_are_no_act(live: Live, raw: bytes, value: str, expected: str) -> None:
    got = live.ask("POST", ACTS, data=raw)

    (fault,) = got.json()["faults"]
    assert got.status_code == 422
    assert (fault["field"], fault["value"]) == ("body", value)
    assert fault["expected"].startswith(expected)


@pytest.mark.parametrize("raw", [b"[]", b"null", b"3", b'"act"', b"true"])
def test_json_that_is_no_object(live: Live, raw: bytes) -> None:
    got = live.ask("POST", ACTS, data=raw)

    (fault,) = got.json()["faults"]
    assert got.status_code == 422
    assert (fault["field"], fault["expected"]) == ("body", OBJECT)


def test_a_number_of_forty_digits_is_no_number_we_count(live: Live) -> None:
    got = live.ask("POST", ACTS, data=b'{"seen_seq": ' + b"9" * 40 + b"}")

    assert got.status_code == 422
    assert "seen_seq" in [fault["field"] for fault in got.json()["faults"]]


def test_a_kind_nobody_knows_is_told_the_known_ones(live: Live) -> None:
    got = live.ask("POST", ACTS, json=an_act(kind="DropTables"))

    (fault,) = got.json()["faults"]
    assert (got.status_code, fault["field"], fault["value"]) == (422, "kind", "DropTables")
    assert fault["expected"].startswith("one of AcknowledgeAlert, ")


def test_words_longer_than_anybody_reads_are_refused(live: Live) -> None:
    got = live.ask("POST", ACTS, json=an_act(body={"words": LONG}))

    (fault,) = got.json()["faults"]
    assert (got.status_code, fault["field"]) == (422, "words")
    assert fault["value"] == LONG[:120] + "…"


def test_a_body_of_two_megabytes_is_refused_before_it_is_read(live: Live) -> None:
    got = live.ask("POST", ACTS, data=b'"' + b"x" * 2_000_000 + b'"')

    assert got.status_code == 413
    assert got.json() == {"status": "too-large", "limit": 1_100_000}


def test_several_wrong_fields_are_told_at_once(live: Live) -> None:
    got = live.ask("POST", ACTS, json={"kind": 1, "body": {}, "device": ""})

    assert got.status_code == 422
    assert {fault["field"] for fault in got.json()["faults"]} == {"ref", "kind", "device"}
