"""The ring tells the same sums as the formula, whatever the order, the repeats and the batches."""

import doctest

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metro_flow.flow import window as window_module
from metro_flow.flow.count import Counts, GateGroup
from metro_flow.flow.window import (
    GRACE_S,
    KEPT,
    MOST_AHEAD_S,
    MOST_LATE_S,
    PANE_S,
    WINDOWS_S,
    Outcome,
    RollingWindow,
)

NOW = 1_427_883_300  # 2015-04-01 18:15 in Shanghai
GROUPS = 3


def a_ring(now: int = NOW, interval_s: int = 10) -> RollingWindow:
    gate_groups = [
        GateGroup(f"0243-E{n}", "0243", gates=4, interval_s=interval_s) for n in range(GROUPS)
    ]
    return RollingWindow(gate_groups, now=now)


def a_batch(rows: list[tuple[int, int, int, int]]) -> Counts:
    """Make a batch of (slot, start, end, people)."""
    slot, start, end, people = np.asarray(rows, np.int64).reshape(-1, 4).T
    return Counts.columns(slot // 2, slot % 2, start=start, end=end, people=people)


def one(slot: int, start: int, end: int, people: int) -> Counts:
    return a_batch([(slot, start, end, people)])


@st.composite
def clean_streams(draw: st.DrawFn, back_s: int = 4000) -> list[tuple[int, int, int, int]]:
    """Draw counts that do not overlap, of several intervals, with gaps, ending before NOW."""
    rows = []
    for slot in range(2 * GROUPS):
        at = NOW - draw(st.integers(1, back_s))
        for _ in range(draw(st.integers(0, 12))):
            length = draw(st.sampled_from([1, 7, 10, 30, 60, 300, 900]))
            at += draw(st.sampled_from([0, 0, 0, 3, 10, 400]))
            if at + length <= NOW:
                rows.append((slot, at, at + length, draw(st.integers(0, 50))))
            at += length
    return rows


def by_formula(rows: list[tuple[int, int, int, int]], window_s: int) -> tuple[list[int], list[int]]:
    """Sum a window of each slot second by second, from nothing but its definition."""
    people, heard = [0] * 2 * GROUPS, [0] * 2 * GROUPS
    for slot in range(2 * GROUPS):
        mine = [row for row in rows if row[0] == slot]
        newest = max((end, end - start) for _, start, end, _ in mine) if mine else (0, 10)
        fresh = NOW - newest[0] <= 2 * newest[1] + GRACE_S
        until = newest[0] if fresh else NOW
        if window_s > 900 or newest[1] > 60:
            until = until // PANE_S * PANE_S
        for _, start, end, count in mine:
            for second in range(max(start, until - window_s), min(end, until)):
                upto = second + 1 - start
                people[slot] += count * upto // (end - start) - count * (upto - 1) // (end - start)
                heard[slot] += 1
    return people, heard


def assert_same(ring: RollingWindow, rows: list[tuple[int, int, int, int]]) -> None:
    for window_s in WINDOWS_S:
        sums = ring.sums(window_s)
        people, heard = by_formula(rows, window_s)
        assert sums.people.reshape(-1).tolist() == people
        assert sums.heard_s.reshape(-1).tolist() == heard


@settings(max_examples=80, deadline=None)
@given(clean_streams(back_s=3600), st.randoms(use_true_random=False), st.integers(1, 9))
def test_any_order_repeats_and_batches_end_in_the_sums_of_the_formula(rows, random, batches):
    messy = rows + random.choices(rows, k=len(rows)) if rows else []
    random.shuffle(messy)
    ring = a_ring()

    outcomes = [ring.apply(a_batch(messy[n::batches])) for n in range(batches)]

    assert sum(int((o == Outcome.ACCEPTED).sum()) for o in outcomes) == len(rows)
    assert sum(int((o == Outcome.KNOWN).sum()) for o in outcomes) == len(messy) - len(rows)
    assert_same(ring, rows)


@settings(max_examples=60, deadline=None)
@given(clean_streams(back_s=7000), st.data())
def test_a_stream_that_comes_late_ends_in_the_same_windows_as_one_in_time(rows, data):
    delays = [data.draw(st.integers(0, MOST_LATE_S)) for _ in rows]
    arrivals = sorted(
        (min(row[2] + late, NOW), row) for row, late in zip(rows, delays, strict=True)
    )
    ring = a_ring(now=NOW - 8000)

    for at, row in arrivals:
        ring.advance(at)
        assert ring.apply(a_batch([row])).tolist() == [Outcome.ACCEPTED]
        if row[3] % 5 == 0:
            ring.sums(300)
    ring.advance(NOW)

    assert_same(ring, rows)


@settings(max_examples=30, deadline=None)
@given(clean_streams(back_s=5000), st.integers(7, 700))
def test_the_panes_do_not_depend_on_how_often_the_clock_was_moved(rows, stride):
    often, seldom = a_ring(now=NOW - 5500), a_ring(now=NOW - 5500)

    for at in range(NOW - 5500, NOW, stride):
        often.advance(at)
        often.apply(a_batch([row for row in rows if at - stride < row[2] <= at]))
    for ring in (often, seldom):
        ring.advance(NOW)
    often.apply(a_batch(rows))
    seldom.apply(a_batch([row for row in rows if row[2] >= NOW - MOST_LATE_S]))

    for mine, other in zip(often.panes(350), seldom.panes(350), strict=True):
        assert np.array_equal(mine, other)


def test_silence_is_not_zero():
    ring = a_ring()

    ring.apply(a_batch([(0, NOW - 60, NOW - 50, 0), (2, NOW - 10, NOW, 4)]))
    ring.advance(NOW + 40)

    minute = ring.sums(60)
    assert minute.heard_s[:, 0].tolist() == [0, 10, 0]
    assert ring.sums(300).heard_s[:, 0].tolist() == [10, 10, 0]


def test_a_corrected_value_for_a_known_interval_changes_nothing():
    ring = a_ring()
    ring.apply(one(1, NOW - 20, NOW - 10, 12))

    again = ring.apply(one(1, NOW - 20, NOW - 10, 15))

    assert again.tolist() == [Outcome.KNOWN]
    assert ring.sums(60).people[0, 1] == 12


def test_an_interval_that_shares_a_second_with_another_is_refused_and_says_which_field():
    ring = a_ring()
    ring.apply(one(0, NOW - 30, NOW - 10, 12))

    outcome = ring.apply(one(0, NOW - 15, NOW, 9))

    assert outcome.tolist() == [Outcome.OVERLAPS]
    assert Outcome(int(outcome[0])).fault is not None
    assert ring.sums(60).people[0, 0] == 12


def test_in_one_batch_the_first_of_two_overlapping_counts_wins():
    ring = a_ring()

    outcome = ring.apply(a_batch([(0, NOW - 30, NOW - 10, 8), (0, NOW - 15, NOW, 9)]))

    assert outcome.tolist() == [Outcome.ACCEPTED, Outcome.OVERLAPS]


def test_an_hour_late_is_for_the_archive_and_two_minutes_ahead_is_refused():
    ring = a_ring()

    outcome = ring.apply(
        a_batch(
            [
                (0, NOW - MOST_LATE_S - 11, NOW - MOST_LATE_S - 1, 1),
                (0, NOW - MOST_LATE_S - 1, NOW - MOST_LATE_S, 1),
                (0, NOW, NOW + MOST_AHEAD_S, 1),
                (2, NOW, NOW + MOST_AHEAD_S + 1, 1),
                (2, NOW - 2000, NOW, 1),
            ]
        )
    )

    assert [Outcome(o).name for o in outcome] == [
        "ARCHIVED",
        "ACCEPTED",
        "ACCEPTED",
        "AHEAD",
        "LENGTH",
    ]


def test_what_is_ahead_of_the_clock_counts_only_when_the_clock_has_passed_it():
    ring = a_ring()
    ring.apply(one(0, NOW + 50, NOW + 60, 9))

    before = int(ring.sums(60).people[0, 0])
    ring.advance(NOW + 60)

    assert (before, int(ring.sums(60).people[0, 0])) == (0, 9)


def test_a_backlog_stands_in_no_window():
    ring = a_ring()
    row = Counts.columns([0], [0], start=[NOW - 3000], end=[NOW], people=[900], backlog=[True])

    outcome = ring.apply(row)

    assert outcome.tolist() == [Outcome.BACKLOG]
    assert ring.sums(3600).people.sum() == 0


def test_no_window_is_given_that_is_shorter_than_the_interval_of_the_feed():
    ring = a_ring()
    ring.apply(one(0, NOW - 300, NOW, 100))
    split = Counts.columns([1], [0], start=[NOW - 10], end=[NOW], people=[3], split=[True])
    ring.apply(split)

    given_minute, given_five = ring.sums(60).given, ring.sums(300).given

    assert given_minute[:2, 0].tolist() == [False, True]
    assert given_five[:2, 0].tolist() == [True, True]
    assert ring.sums(60).split[:2, 0].tolist() == [False, True]


def test_a_feed_of_five_minutes_keeps_a_whole_window_between_its_messages():
    ring = a_ring(interval_s=300)
    ring.apply(one(0, NOW - 300, NOW, 100))

    ring.advance(NOW + 290)

    five = ring.sums(300)
    assert (five.people[0, 0], five.heard_s[0, 0], five.until[0, 0]) == (100, 300, NOW)


def test_a_leap_past_everything_kept_begins_again_with_nothing_heard():
    ring = a_ring()
    ring.apply(one(0, NOW - 10, NOW, 5))

    ring.advance(NOW + 90_000)

    assert ring.sums(3600).heard_s.sum() == 0
    assert ring.panes(KEPT)[1].sum() == 0


def test_the_clock_never_goes_back():
    ring = a_ring()

    with pytest.raises(ValueError, match="never goes back"):
        ring.advance(NOW - 1)


def test_how_late_the_newest_count_came_is_kept_for_each_gate_group():
    ring = a_ring()

    ring.apply(one(2, NOW - 100, NOW - 90, 5))
    ring.apply(one(2, NOW - 300, NOW - 290, 5))

    assert ring.lag_s[1, 0] == 90
    assert ring.last_end[1, 0] == NOW - 90


def test_a_gate_group_outside_the_ring_is_refused():
    ring = a_ring()

    with pytest.raises(ValueError, match="gate groups"):
        ring.apply(one(2 * GROUPS, NOW - 10, NOW, 1))


def test_the_example_of_the_ring_runs():
    assert doctest.testmod(window_module).failed == 0
