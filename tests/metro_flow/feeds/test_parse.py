"""What a gateway may post, what becomes of each row, and in which words a wrong one is refused."""

from __future__ import annotations

from typing import Any

import pytest

from metro_flow.feeds.parse import RefusedRow
from tests.metro_flow.feeds.posts import (
    END,
    GONE,
    START,
    a_register,
    a_row,
    posted,
    posted_columns,
)

TIME = "a time with its zone and whole seconds, such as 2015-04-01T18:15:00+08:00"


PEOPLE = "a whole number 0 … 20000"


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
