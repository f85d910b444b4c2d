"""What a feed tells of trains and changes is believed row by row, and a wrong row is named."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson
import pytest

from metro_flow.errors import Malformed
from metro_flow.feeds.lines import Lines
from metro_flow.feeds.parse_trains import TrainsPost, parse_trains, tells_of_trains
from metro_flow.flow.count import seconds_of
from metro_flow.flow.told import Changed, TrainCall
from metro_flow.watch.batch import Filed
from metro_flow.watch.trains import Stretch

NOW = datetime.fromisoformat("2015-04-01T18:16:00+08:00")
SINCE = "2015-04-01T18:15:00+08:00"
UNTIL = "2015-04-01T18:16:00+08:00"
LATE = "2015-04-01T17:15:59+08:00"
AHEAD = "2015-04-01T18:18:01+08:00"
LINES = Lines(
    {
        "0243": {"2": "2", "7": "7", "14": "14"},
        "0126": {"1": "1", "3": "3-4", "4": "3-4", "3-4": "3-4"},
        "0738": {"7": "7"},
    },
    frozenset({"0243", "0126", "0738"}),
)
GONE = object()


def a_stretch(**changed: Any) -> dict[str, Any]:
    return {"station": "0243", "line": "2", "since": SINCE, "until": UNTIL} | changed


def a_train(**changed: Any) -> dict[str, Any]:
    row = {"station": "0243", "line": "2", "at": UNTIL, "direction": "up", "places": 310}
    return {name: value for name, value in (row | changed).items() if value is not GONE}


def a_change(**changed: Any) -> dict[str, Any]:
    row = {"station": "0243", "from_line": "7", "line": "2", "start": SINCE, "end": UNTIL}
    row |= {"people": 14} | changed
    return {name: value for name, value in row.items() if value is not GONE}


def told(**lists: list[Any]) -> TrainsPost:
    body = orjson.dumps({"batch": "one", **lists})
    return parse_trains(body, LINES, feed="control", now=seconds_of(NOW))


def test_what_is_right_is_carried_as_it_was_told() -> None:
    post = told(
        stretches=[a_stretch()],
        trains=[a_train(left_behind=40), a_train(direction=GONE, places=None, line="7")],
        changes=[a_change(), a_change(end=GONE, seconds=30)],
    )

    since, until = datetime.fromisoformat(SINCE), datetime.fromisoformat(UNTIL)
    half = datetime.fromisoformat("2015-04-01T18:15:30+08:00")
    assert post.refused == ()
    assert post.batch.trains.stretches == (Stretch("0243", "2", since, until),)
    assert post.batch.trains.calls == (
        TrainCall("0243", "2", until, 0, 310, 40),
        TrainCall("0243", "7", until),
    )
    assert post.batch.trains.changes == (
        Changed("0243", "2", since, until, 14, "7"),
        Changed("0243", "2", since, half, 14, "7"),
    )


def test_a_batch_reads_back_from_its_stored_bytes_as_it_was() -> None:
    batch = told(
        stretches=[a_stretch()], trains=[a_train(), a_train(at=LATE)], changes=[a_change()]
    ).batch

    filed = Filed.of(batch.packed())

    assert len(batch) == 4
    assert filed.trains == batch.trains
    assert filed.counts.shape == (5, 0)


def test_what_comes_more_than_an_hour_late_is_kept_and_moves_nothing() -> None:
    post = told(trains=[a_train(at=LATE), a_train()])

    assert [call.at for call in post.batch.late_trains.calls] == [datetime.fromisoformat(LATE)]
    assert len(post.batch.trains) == 1


WRONG: dict[str, tuple[str, Any, str, Any, str]] = {
    "a row is an object": (
        "trains",
        7,
        "row",
        7,
        "an object with station, line, at",
    ),
    "a station is known": (
        "trains",
        a_train(station="9999"),
        "station",
        "9999",
        "a station of this feed: 0126, 0243, 0738",
    ),
    "a station is a text": (
        "trains",
        a_train(station=243),
        "station",
        243,
        "a station of this feed: 0126, 0243, 0738",
    ),
    "a line calls there": (
        "stretches",
        a_stretch(line="9"),
        "line",
        "9",
        "a line of 0243: 2, 7, 14",
    ),
    "a time states its zone": (
        "trains",
        a_train(at="2015-04-01T18:15:00"),
        "at",
        "2015-04-01T18:15:00",
        "a time with its zone and whole seconds, such as 2015-04-01T18:15:00+08:00",
    ),
    "a train has called": (
        "trains",
        a_train(at=AHEAD),
        "at",
        AHEAD,
        "no more than 120 seconds ahead of the room's clock, 2015-04-01T10:16:00.000Z",
    ),
    "a stretch is past": (
        "stretches",
        a_stretch(until=AHEAD),
        "until",
        AHEAD,
        "no more than 120 seconds ahead of the room's clock, 2015-04-01T10:16:00.000Z",
    ),
    "a stretch ends after it began": (
        "stretches",
        a_stretch(until=SINCE),
        "until",
        SINCE,
        f"1 … 3600 seconds after since, {SINCE}",
    ),
    "a direction is one of two": (
        "trains",
        a_train(direction=0),
        "direction",
        0,
        "up or down, or nothing where it is not known",
    ),
    "places are a number": (
        "trains",
        a_train(places=-1),
        "places",
        -1,
        "a whole number 0 … 20000, or nothing where it is not known",
    ),
    "those left behind waited for one direction": (
        "trains",
        a_train(direction=GONE, left_behind=4),
        "left_behind",
        4,
        "told with the direction of the train",
    ),
    "true is no number of people": (
        "changes",
        a_change(people=True),
        "people",
        True,
        "a whole number 0 … 20000",
    ),
    "nobody changes to the same platform": (
        "changes",
        a_change(station="0126", from_line="3", line="4"),
        "from_line",
        "3",
        "a line of 0126 at another platform than 4: 1",
    ),
    "nobody changes where one line calls": (
        "changes",
        a_change(station="0738", from_line="2", line="7"),
        "from_line",
        "2",
        "no change at all: 0738 has one platform",
    ),
    "an interval ends after it began": (
        "changes",
        a_change(end=SINCE),
        "end",
        SINCE,
        f"1 … 900 seconds after start, {SINCE}",
    ),
    "an interval has one end": (
        "changes",
        a_change(seconds=60),
        "seconds",
        60,
        "either end or seconds",
    ),
    "an interval has an end": (
        "changes",
        a_change(end=GONE),
        "end",
        None,
        "this field is required",
    ),
    "a train has a time": ("trains", a_train(at=GONE), "at", None, "this field is required"),
    "there is no further field": (
        "trains",
        a_train(speed=60),
        "speed",
        60,
        "there is no such field",
    ),
}


@pytest.mark.parametrize(
    ("where", "row", "field", "value", "expected"), WRONG.values(), ids=WRONG.keys()
)
def test_a_wrong_row_is_named_and_its_neighbour_goes_on(
    where: str, row: Any, field: str, value: Any, expected: str
) -> None:
    right = {"stretches": a_stretch, "trains": a_train, "changes": a_change}[where]()

    post = told(**{where: [right, row]})

    assert [wrong.shown() for wrong in post.refused] == [
        {"list": where, "row": 1, "field": field, "value": value, "expected": expected}
    ]
    assert len(post.batch) == 1


MALFORMED: dict[str, tuple[bytes, list[tuple[str, object]]]] = {
    "a post is an object": (b"[1]", [("body", "[1]")]),
    "a batch has a name": (b'{"trains": [1]}', [("batch", None)]),
    "a feed speaks for itself": (
        b'{"batch": "a", "feed": "b", "trains": [1]}',
        [("feed", "b")],
    ),
    "there is something told": (b'{"batch": "a", "trains": []}', [("trains", 0)]),
    "a list is a list": (b'{"batch": "a", "changes": 4}', [("changes", 4)]),
    "counts go elsewhere": (
        b'{"batch": "a", "rows": [1], "trains": [1]}',
        [("rows", [1])],
    ),
}


@pytest.mark.parametrize(("body", "faults"), MALFORMED.values(), ids=MALFORMED.keys())
def test_what_is_no_post_is_refused_whole(body: bytes, faults: list[tuple[str, object]]) -> None:
    with pytest.raises(Malformed) as said:
        parse_trains(body, LINES, feed="control", now=seconds_of(NOW))

    assert [(fault.field, fault.value) for fault in said.value.faults] == faults


def test_a_post_of_trains_is_told_from_one_of_counts() -> None:
    bodies = (b'{"batch": "a", "changes": []}', b'{"batch": "a", "rows": []}', b"[]", b"{")

    assert [tells_of_trains(body) for body in bodies] == [True, False, False, False]
