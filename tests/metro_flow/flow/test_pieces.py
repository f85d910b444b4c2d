"""Cutting an interval into panes loses nobody and takes what came first."""

import numpy as np
import pytest

from metro_flow.flow.count import Counts
from metro_flow.flow.pieces import PANE_S, Pieces, first_come

NOW = 1_427_883_300


@pytest.mark.parametrize("people", [0, 1, 7, 1744, 19_999])
@pytest.mark.parametrize("length", [1, 10, 11, 60, 300, 899])
def test_a_count_is_cut_into_panes_without_losing_anyone(people, length):
    counts = Counts.columns([3], [1], start=[NOW - 3], end=[NOW - 3 + length], people=[people])

    pieces = Pieces.of(counts, np.array([0]))

    assert pieces.people.sum() == people
    assert np.bitwise_count(pieces.bits).sum() == length
    assert pieces.people.max() <= -(-people * PANE_S // length) + 1
    assert set(pieces.slot.tolist()) == {7}


def test_counts_that_share_seconds_of_a_pane_take_turns_in_their_order():
    counts = Counts.columns(
        [0, 0, 1, 0], [0] * 4, start=[0, 15, 15, 30], end=[20, 30, 30, 40], people=[1, 2, 3, 4]
    )
    pieces = Pieces.of(counts, np.arange(4))

    first = first_come(pieces)

    taken = set(pieces.count[first].tolist())
    assert 0 in taken
    assert 1 not in taken


def test_an_hour_of_counts_that_lie_across_panes_needs_one_turn():
    """They share every pane and no second: a backlog must not cost a turn for each of its rows."""
    start = NOW + 3 + 10 * np.arange(360)
    counts = Counts.columns([0] * 360, [0] * 360, start=start, end=start + 10, people=range(360))

    first = first_come(Pieces.of(counts, np.arange(360)))

    assert first.all()


def test_of_counts_that_share_a_second_the_later_waits_however_far_behind_it_comes():
    counts = Counts.columns(
        [0] * 4, [0] * 4, start=[0, 3, 6, 2], end=[3, 6, 9, 4], people=[1, 2, 3, 4]
    )

    first = first_come(Pieces.of(counts, np.arange(4)))

    assert first.tolist() == [True, True, True, False]


def test_turns_come_to_an_end_for_any_batch():
    draws = np.random.default_rng(1)
    start = draws.integers(0, 400, 300)
    counts = Counts.columns(
        draws.integers(0, 3, 300), [0] * 300, start=start, end=start + 25, people=[1] * 300
    )
    pieces, turns = Pieces.of(counts, np.arange(300)), 0

    while len(pieces):
        pieces, turns = pieces.where(~first_come(pieces)), turns + 1

    assert turns <= 300
