"""A gateway may say the same counts in several ways; what is no post at all is refused whole."""

from __future__ import annotations

import pytest

from metro_flow.errors import Malformed
from metro_flow.feeds.envelope import MOST_BYTES
from metro_flow.feeds.parse import parse_post
from metro_flow.watch.batch import Filed
from tests.metro_flow.feeds.posts import (
    GATES,
    GONE,
    NOW,
    a_register,
    a_row,
    posted,
    posted_columns,
)


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

    filed = Filed.of(batch.packed())

    for table, kept in (
        (filed.counts, batch.counts),
        (filed.late, batch.late),
        (filed.registers, batch.registers),
    ):
        assert [filed.gate_groups[number] for number in table[0]] == kept.gate_group
        assert table[1:].tolist() == kept.figures()
    assert (filed.split, filed.added) == (False, False)


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
