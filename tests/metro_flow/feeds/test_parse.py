"""What a gateway may post, what becomes of each row, and in which words a wrong one is refused."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson
import pytest

from metro_flow.errors import Malformed
from metro_flow.feeds.gates import Gates
from metro_flow.feeds.parse import MOST_BYTES, Post, RefusedRow, parse_post
from metro_flow.flow.count import GateGroup, seconds_of

NOW = seconds_of(datetime.fromisoformat("2015-04-01T18:16:00+08:00"))
START = "2015-04-01T18:15:00+08:00"
END = "2015-04-01T18:16:00+08:00"
TIME = "a time with its zone and whole seconds, such as 2015-04-01T18:15:00+08:00"
PEOPLE = "a whole number 0 … 20000"
GATES = Gates.of(
    [
        GateGroup("0243-E1", "0243", gates=6, register_bits=20),
        GateGroup("0243-E2", "0243", gates=4),
        GateGroup("0244-E1", "0244", gates=4),
    ],
    ["0243"],
)


def a_row(**changed: Any) -> dict[str, Any]:
    row = {"gate_group": "0243-E1", "direction": "in", "start": START, "end": END, "people": 12}
    row |= changed
    return {name: value for name, value in row.items() if value is not GONE}


def a_register(**changed: Any) -> dict[str, Any]:
    return {
        "gate_group": "0243-E1",
        "direction": "in",
        "at": END,
        "register": 482_113,
    } | changed


GONE = object()


def posted(*rows: object, **more: object) -> Post:
    body = orjson.dumps({"batch": "one", "rows": list(rows), **more})
    return parse_post(body, GATES, feed="gateway", now=NOW)


WRONG_ROWS: dict[str, tuple[object, str, object, str]] = {
    "a row is an object": (
        12,
        "row",
        12,
        "an object with gate_group, direction, start, end, people",
    ),
    "a row is not nothing": (
        None,
        "row",
        None,
        "an object with gate_group, direction, start, end, people",
    ),
    "a gate group is required": (
        a_row(gate_group=GONE),
        "gate_group",
        None,
        "this field is required",
    ),
    "people are required": (a_row(people=GONE), "people", None, "this field is required"),
    "an end is required": (a_row(end=GONE), "end", None, "this field is required"),
    "a field with a slip is named": (
        a_row(people=GONE, peple=3),
        "peple",
        3,
        "there is no such field",
    ),
    "end and seconds are one too many": (
        a_row(seconds=60),
        "seconds",
        60,
        "either end or seconds",
    ),
    "a register has no people": (
        a_register(people=3),
        "people",
        3,
        "no such field beside at",
    ),
    "a register needs its time": (
        {"gate_group": "0243-E1", "direction": "in", "register": 3},
        "at",
        None,
        "this field is required",
    ),
    "an unknown gate group hears the nearest": (
        a_row(gate_group="0243-E7"),
        "gate_group",
        "0243-E7",
        "a known gate group; the nearest is 0243-E2",
    ),
    "a gate group of another station is not this feed's": (
        a_row(gate_group="0244-E1"),
        "gate_group",
        "0244-E1",
        "a gate group of this feed's stations: 0243",
    ),
    "a gate group is a text": (
        a_row(gate_group=243),
        "gate_group",
        243,
        "the id of a gate group, a text",
    ),
    "a gate group is no list": (
        a_row(gate_group=["0243-E1"]),
        "gate_group",
        ["0243-E1"],
        "the id of a gate group, a text",
    ),
    "a direction is in or out": (a_row(direction="up"), "direction", "up", "in or out"),
    "a direction is not a number": (a_row(direction=0), "direction", 0, "in or out"),
    "a direction is not an object": (a_row(direction={}), "direction", {}, "in or out"),
    "a time states its zone": (
        a_row(start="2015-04-01T18:15:00"),
        "start",
        "2015-04-01T18:15:00",
        TIME,
    ),
    "a day is no time": (a_row(start="2015-04-01"), "start", "2015-04-01", TIME),
    "a time is written out": (a_row(start="six o'clock"), "start", "six o'clock", TIME),
    "a time is no number": (a_row(start=1427883300), "start", 1427883300, TIME),
    "a time has whole seconds": (
        a_row(start="2015-04-01T18:15:00.5+08:00"),
        "start",
        "2015-04-01T18:15:00.5+08:00",
        TIME,
    ),
    "a month has its days": (
        a_row(start="2015-04-31T18:15:00+08:00"),
        "start",
        "2015-04-31T18:15:00+08:00",
        TIME,
    ),
    "an end is after its start": (
        a_row(end=START),
        "end",
        START,
        f"1 … 900 seconds after start, {START}",
    ),
    "an interval is at most a quarter of an hour": (
        a_row(start="2015-04-01T18:00:59+08:00"),
        "end",
        END,
        "1 … 900 seconds after start, 2015-04-01T18:00:59+08:00",
    ),
    "seconds are at least one": (
        a_row(end=GONE, seconds=0),
        "seconds",
        0,
        "a whole number 1 … 900",
    ),
    "seconds are no fraction": (
        a_row(end=GONE, seconds=60.0),
        "seconds",
        60.0,
        "a whole number 1 … 900",
    ),
    "true is no second": (
        a_row(end=GONE, seconds=True),
        "seconds",
        True,
        "a whole number 1 … 900",
    ),
    "more than two minutes ahead is refused": (
        a_row(start="2015-04-01T18:17:30+08:00", end="2015-04-01T18:18:01+08:00"),
        "end",
        "2015-04-01T18:18:01+08:00",
        "no more than 120 seconds ahead of the room's clock, 2015-04-01T10:16:00.000Z",
    ),
    "people are not fewer than none": (a_row(people=-1), "people", -1, PEOPLE),
    "people are not a city": (a_row(people=20_001), "people", 20_001, PEOPLE),
    "false is no count": (a_row(people=False), "people", False, PEOPLE),
    "a whole float is no count": (a_row(people=3.0), "people", 3.0, PEOPLE),
    "a text is no count": (a_row(people="12"), "people", "12", PEOPLE),
    "nothing is no count": (a_row(people=None), "people", None, PEOPLE),
    "a list is no count": (a_row(people=[12]), "people", [12], PEOPLE),
    "a register fits its width": (
        a_register(register=2**20),
        "register",
        2**20,
        "a whole number 0 … 1048575",
    ),
    "a register is not below nothing": (
        a_register(register=-1, gate_group="0243-E2"),
        "register",
        -1,
        "a whole number 0 … 9007199254740991",
    ),
    "a register is read before it is posted": (
        a_register(at="2015-04-01T19:00:00+08:00"),
        "at",
        "2015-04-01T19:00:00+08:00",
        "no more than 120 seconds ahead of the room's clock, 2015-04-01T10:16:00.000Z",
    ),
}


@pytest.mark.parametrize(
    ("row", "field", "value", "expected"), WRONG_ROWS.values(), ids=WRONG_ROWS.keys()
)
def test_a_wrong_row_is_named_and_its_neighbours_go_on(
    row: object, field: str, value: object, expected: str
) -> None:
    before, after = a_row(people=5), a_row(gate_group="0243-E2", people=7)

    post = posted(before, row, after)

    assert post.refused == (RefusedRow(1, field, value, expected),)
    assert sorted(post.batch.counts.people) == [5, 7]


@pytest.mark.parametrize(
    ("row", "field", "value", "expected"),
    [
        case
        for case in WRONG_ROWS.values()
        if isinstance(case[0], dict) and case[0].keys() == a_row().keys()
    ],
)
def test_columns_refuse_what_rows_refuse_in_the_same_words(
    row: dict[str, Any], field: str, value: object, expected: str
) -> None:
    columns = {name: [a_row()[name], row[name]] for name in a_row()}

    post = posted_columns(columns)

    assert post.refused == (RefusedRow(1, field, value, expected),)
    assert post.batch.counts.people == [12]


def posted_columns(columns: dict[str, list[Any]]) -> Post:
    body = orjson.dumps({"batch": "one", "columns": columns})
    return parse_post(body, GATES, feed="gateway", now=NOW)


def test_rows_and_columns_of_the_same_counts_are_the_same_batch() -> None:
    rows = [a_row(), a_row(direction="out", people=0), a_row(gate_group="0243-E2", people=20_000)]

    by_rows = posted(*rows)
    by_columns = posted_columns({name: [row[name] for row in rows] for name in a_row()})

    assert by_rows == by_columns
    assert by_rows.batch.counts.end == [NOW] * 3
    assert by_rows.batch.counts.direction == [0, 1, 0]


def test_an_interval_may_be_said_by_its_end_or_by_its_length() -> None:
    by_end, by_length = a_row(), a_row(end=GONE, seconds=60)

    post = posted(by_end, by_length)

    assert post.refused == ()
    assert post.batch.counts.end == [NOW, NOW]


def test_the_zone_a_time_is_told_in_makes_no_difference() -> None:
    shanghai, utc = a_row(), a_row(start="2015-04-01T10:15:00Z", end="2015-04-01T10:16:00+00:00")

    post = posted(shanghai, utc)

    assert len(set(post.batch.counts.start)) == 1


def test_what_comes_more_than_an_hour_late_is_good_for_the_archive_only() -> None:
    hour_ago = a_row(start="2015-04-01T17:15:00+08:00", end="2015-04-01T17:16:00+08:00")
    later = a_row(start="2015-04-01T17:14:00+08:00", end="2015-04-01T17:15:59+08:00", people=4)

    post = posted(hour_ago, later)

    assert post.batch.counts.people == [12]
    assert post.batch.late.people == [4]
    assert post.refused == ()


def test_counts_and_registers_may_come_in_one_post() -> None:
    rows = [a_row(), a_register(), a_row(end=GONE, seconds=30, people=1), a_row(people=-3)]

    post = posted(*rows)

    assert post.batch.counts.people == [12, 1]
    assert post.batch.registers.shown == [482_113]
    assert [wrong.row for wrong in post.refused] == [3]


def test_a_batch_reads_back_from_its_stored_bytes_as_it_was() -> None:
    old = a_row(start="2015-04-01T16:00:00+08:00", end="2015-04-01T16:01:00+08:00")
    batch = posted(a_row(), a_register(), old).batch

    again = type(batch).unpacked(batch.ref, batch.packed())

    assert again == batch


MALFORMED: dict[str, tuple[bytes, str, object]] = {
    "a post is JSON": (b"{batch", "body", "{batch"),
    "a post is not empty": (b"", "body", ""),
    "a post is an object": (b"[1]", "body", "[1]"),
    "not a number is not JSON": (b'{"batch": NaN}', "body", '{"batch": NaN}'),
    "a batch has a ref": (b'{"rows": []}', "batch", None),
    "a ref is a text": (b'{"batch": 7, "rows": []}', "batch", 7),
    "a ref is not empty": (b'{"batch": "", "rows": []}', "batch", ""),
    "a ref is short": (b'{"batch": "%s", "rows": []}' % (b"x" * 65), "batch", "x" * 65),
    "rows or columns are there": (b'{"batch": "a"}', "rows", None),
    "rows and columns are not both there": (
        b'{"batch": "a", "rows": [], "columns": {}}',
        "rows",
        "both",
    ),
    "rows are a list": (b'{"batch": "a", "rows": {}}', "rows", {}),
    "rows are some": (b'{"batch": "a", "rows": []}', "rows", 0),
    "rows are at most 5000": (b'{"batch": "a", "rows": [%s0]}' % (b"0," * 5000), "rows", 5001),
    "a feed speaks for itself": (b'{"batch": "a", "feed": "b", "rows": [0]}', "feed", "b"),
    "there are no further fields": (b'{"batch": "a", "rows": [0], "hi": 1}', "hi", 1),
    "columns are an object": (b'{"batch": "a", "columns": 4}', "columns", 4),
    "columns are complete": (
        b'{"batch": "a", "columns": {"people": [1]}}',
        "columns",
        ["people"],
    ),
    "columns are lists": (
        b'{"batch":"a","columns":{"gate_group":"g","direction":[],"start":[],"end":[],"people":[]}}',
        "columns.gate_group",
        "g",
    ),
    "columns are of one length": (
        b'{"batch":"a","columns":{"gate_group":["g"],"direction":["in","in"],"start":["s"],'
        b'"end":["e"],"people":[1]}}',
        "columns.direction",
        2,
    ),
    "a post has at most a mebibyte": (b" " * (MOST_BYTES + 1), "body", "1048577 bytes"),
}


@pytest.mark.parametrize(("body", "field", "value"), MALFORMED.values(), ids=MALFORMED.keys())
def test_what_is_no_post_is_refused_whole(body: bytes, field: str, value: object) -> None:
    with pytest.raises(Malformed) as refused:
        parse_post(body, GATES, feed="gateway", now=NOW)

    assert [(fault.field, fault.value) for fault in refused.value.faults] == [(field, value)]
