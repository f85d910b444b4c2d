"""Counts of single seconds end in the windows of the formula, whatever way and order they come."""

import tracemalloc

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metro_flow.errors import Malformed
from metro_flow.flow.count import BothWays, Counts, GateGroup, Ints
from metro_flow.flow.seconds import TOGETHER_S
from metro_flow.flow.window import MOST_AHEAD_S, WINDOWS_S, Outcome, RollingWindow

NOW = 1_427_883_307  # no round ten seconds
GROUPS = 4


def a_ring(groups: int = GROUPS, *, now: int = NOW) -> RollingWindow:
    return RollingWindow(
        [GateGroup(f"0243-E{n}", "0243", gates=4, interval_s=1) for n in range(groups)], now=now
    )


def rows_of(rows: list[tuple[int, int, int, int]]) -> BothWays:
    """Make a batch of (group, second, entries, exits)."""
    group, second, entries, exits = np.asarray(rows, np.int64).reshape(-1, 4).T
    return BothWays.columns(group, start=second, end=second + 1, entries=entries, exits=exits)


def a_messy_stream(groups: int, seconds: int) -> BothWays:
    """Make a stream of which some comes late, some twice and some never."""
    draws = np.random.default_rng(5)
    second, group = np.divmod(np.arange(groups * seconds), groups)
    late = np.where(draws.random(len(group)) < 0.1, draws.integers(1, 150, len(group)), 0)
    arrival = np.argsort(second + late + draws.random(len(group)), kind="stable")
    arrival = arrival[draws.random(len(arrival)) > 0.01]
    twice = draws.choice(arrival, len(arrival) // 50)
    order = np.insert(arrival, draws.integers(0, len(arrival), len(twice)), twice)
    entries, exits = draws.poisson(2, (2, len(group)))
    whole = BothWays.columns(
        group,
        start=NOW + second,
        end=NOW + second + 1,
        entries=entries,
        exits=exits,
    )
    return whole.where(order)


def fed(rows: BothWays, *, batch: int) -> RollingWindow:
    """Feed a stream in its order, the clock at the newest second heard."""
    ring = a_ring(int(rows.group.max()) + 1)
    for begin in range(0, len(rows), batch):
        part = rows.where(np.arange(begin, min(begin + batch, len(rows))))
        ring.advance(max(ring.now, int(part.end.max())))
        ring.apply_both(part)
        ring.people(300)
    ring.advance(int(rows.end.max()))
    return ring


def by_formula(rows: BothWays, ring: RollingWindow, window_s: int) -> tuple[Ints, Ints]:
    """Sum the seconds heard of each window from nothing but its ends, each of them once."""
    until = ring.sums(window_s).until
    people, heard = np.zeros_like(until), np.zeros_like(until)
    told = {}
    for group, second, both in zip(
        rows.group.tolist(), rows.start.tolist(), rows.people.tolist(), strict=True
    ):
        told.setdefault((group, second), both)
    for (group, second), both in told.items():
        inside = (until[group] - window_s <= second) & (second < until[group])
        people[group] += inside * np.asarray(both)
        heard[group] += inside
    return people, heard


def bits_of(ring: RollingWindow) -> list[npt.NDArray[np.int64]]:
    sums = [ring.sums(window_s) for window_s in WINDOWS_S]
    told = [getattr(each, name) for each in sums for name in ("people", "heard_s", "until")]
    return [*told, *ring.panes(200)]


def assert_same(one: RollingWindow, other: RollingWindow) -> None:
    assert all(map(np.array_equal, bits_of(one), bits_of(other)))


cells = st.tuples(
    st.integers(0, GROUPS - 1),
    st.integers(NOW - 1300, NOW + MOST_AHEAD_S - 1),
    st.integers(0, 40),
    st.integers(0, 40),
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(cells, max_size=60, unique_by=lambda row: row[:2]),
    st.randoms(use_true_random=False),
    st.integers(1, 6),
    st.integers(0, 200),
)
def test_any_order_repeats_and_batches_end_in_the_sums_of_the_formula(rows, random, parts, later):
    messy = rows + random.choices(rows, k=len(rows)) if rows else []
    random.shuffle(messy)
    ring = a_ring()

    told = [ring.apply_both(rows_of(messy[part::parts])) for part in range(parts)]
    ring.advance(NOW + later)

    assert sum(int((part == Outcome.ACCEPTED).sum()) for part in told) == 2 * len(rows)
    assert sum(int((part == Outcome.KNOWN).sum()) for part in told) == 2 * len(rows)
    for window_s in WINDOWS_S:
        people, heard_s = by_formula(rows_of(rows), ring, window_s)
        assert np.array_equal(ring.sums(window_s).people, people)
        assert np.array_equal(ring.sums(window_s).heard_s, heard_s)


@settings(max_examples=40, deadline=None)
@given(st.lists(cells, max_size=40), st.integers(1, 5), st.lists(st.booleans(), min_size=5))
def test_rows_of_both_ways_end_like_their_counts_one_by_one(rows, parts, together):
    both, single = a_ring(), a_ring()

    for part in range(parts):
        batch = rows_of(rows[part::parts])
        # Now and then a batch comes to the first ring in single counts, and half of it before.
        early = batch.counts().where(np.arange(0, 2 * len(batch), 3)) if together[part] else None
        for ring in (both, single):
            if early is not None:
                ring.apply(early)
        # Out before in, they are not taken for pairs.
        swapped = batch.counts().where(np.arange(2 * len(batch)).reshape(-1, 2)[:, ::-1].ravel())
        told = both.apply_both(batch), single.apply(swapped).reshape(-1, 2)[:, ::-1]
        assert np.array_equal(*told)

    assert_same(both, single)
    assert np.array_equal(both.last_end, single.last_end)
    assert np.array_equal(both.interval_s, single.interval_s)


def test_a_messy_stream_is_exact_for_every_gate_group():
    stream = a_messy_stream(groups=40, seconds=400)

    ring = fed(stream, batch=40)

    for window_s in (60, 300):
        people, heard_s = by_formula(stream, ring, window_s)
        assert np.array_equal(ring.sums(window_s).people, people)
        assert np.array_equal(ring.sums(window_s).heard_s, heard_s)


@pytest.mark.parametrize("batch", [1, 37, 5000])
def test_a_messy_stream_shuffled_and_doubled_ends_in_the_same_bits(batch):
    stream = a_messy_stream(groups=12, seconds=100)
    draws = np.random.default_rng(9)
    doubled = np.concatenate([np.arange(len(stream)), np.arange(len(stream))])

    in_order = fed(stream, batch=12)
    shuffled = fed(stream.where(draws.permutation(doubled)), batch=batch)

    assert_same(in_order, shuffled)


def test_a_window_of_a_minute_begins_and_ends_at_its_second():
    ring = a_ring(1)
    ring.apply_both(rows_of([(0, NOW - back, back, 1) for back in range(1, 200)]))

    minute = ring.sums(60)

    assert minute.people[0].tolist() == [sum(range(1, 61)), 60]
    assert (minute.heard_s[0, 0], minute.until[0, 0]) == (60, NOW)
    assert ring.people(60)[0].tolist() == minute.people[0].tolist()


def test_a_feed_that_skips_a_second_keeps_whole_windows_until_it_falls_silent():
    ring = a_ring(2)
    ring.apply_both(rows_of([(n, NOW - back, 1, 0) for n in (0, 1) for back in range(1, 400)]))
    ring.advance(NOW + 1)
    ring.apply_both(rows_of([(0, NOW, 1, 0)]))

    waiting = ring.sums(60)
    ring.advance(NOW + 40)

    assert waiting.people[:, 0].tolist() == [60, 60]
    assert (waiting.until[:, 0] - NOW).tolist() == [1, 0]
    assert ring.sums(60).people[:, 0].tolist() == [21, 20]


def test_a_direction_that_was_heard_before_keeps_its_first_word():
    ring = a_ring(1)
    ring.apply(Counts.columns([0], [0], start=[NOW - 5], end=[NOW - 4], people=[7]))

    told = ring.apply_both(rows_of([(0, NOW - 5, 9, 3), (0, NOW - 5, 1, 1)]))

    assert told.tolist() == [
        [Outcome.KNOWN, Outcome.ACCEPTED],
        [Outcome.KNOWN, Outcome.KNOWN],
    ]
    assert ring.sums(60).people[0].tolist() == [7, 3]


def test_counts_that_come_in_pairs_of_in_and_out_are_taken_as_rows_of_both():
    rows = rows_of([(n, NOW - back, n + back, n) for back in (2, 1) for n in range(GROUPS)])
    pairs = BothWays.of_seconds(rows.counts())

    assert pairs is not None
    assert np.array_equal(pairs.people, rows.people)
    assert BothWays.of_seconds(rows.counts().where(np.arange(1, 2 * len(rows) - 1))) is None
    assert BothWays.of_seconds(rows.counts().where(np.arange(2 * len(rows) - 1))) is None


def test_of_two_rows_of_one_second_in_a_batch_the_first_stands():
    ring = a_ring(1)

    told = ring.apply_both(rows_of([(0, NOW - 1, 4, 4), (0, NOW - 1, 9, 9), (0, NOW - 2, 1, 1)]))

    assert told[:, 0].tolist() == [Outcome.ACCEPTED, Outcome.KNOWN, Outcome.ACCEPTED]
    assert ring.sums(60).people[0].tolist() == [5, 5]


def test_seconds_far_apart_ahead_and_longer_rows_are_told_like_any_count():
    ring = a_ring(2)
    begin = np.array([NOW - 1, NOW - 2 * TOGETHER_S, NOW - 3700, NOW + MOST_AHEAD_S])

    far = ring.apply_both(
        BothWays.columns([0, 0, 0, 1], start=begin, end=begin + 1, entries=2, exits=0)
    )
    longer = ring.apply_both(
        BothWays.columns([1, 0], start=[NOW - 9, NOW - 3], end=[NOW, NOW], entries=[9, 5], exits=0)
    )

    assert [Outcome(one).name for one in far[:, 0]] == ["ACCEPTED", "ACCEPTED", "ARCHIVED", "AHEAD"]
    assert [Outcome(one).name for one in longer[:, 0]] == ["ACCEPTED", "OVERLAPS"]
    assert ring.sums(60).people[:, 0].tolist() == [2, 9]


def test_a_count_of_people_that_cannot_be_is_refused():
    with pytest.raises(Malformed, match="people"):
        rows_of([(0, NOW, 20_001, 0)])
    with pytest.raises(Malformed, match="people"):
        rows_of([(0, NOW, 1, -1)])


def test_a_gate_group_outside_the_ring_is_refused():
    with pytest.raises(ValueError, match="gate groups"):
        a_ring().apply_both(rows_of([(GROUPS, NOW - 1, 1, 1)]))
    with pytest.raises(ValueError, match="gate groups"):
        a_ring().apply_both(rows_of([(-1, NOW - 1, 1, 1)]))


def test_a_city_of_ten_thousand_gate_groups_is_kept_in_120_mib():
    groups = 500
    names = [GateGroup(f"0243-E{n}", "0243", gates=4, interval_s=1) for n in range(groups)]
    tracemalloc.start()

    ring = RollingWindow(names, now=NOW)

    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held / ring.slots * 20_000 < 120 * 2**20
