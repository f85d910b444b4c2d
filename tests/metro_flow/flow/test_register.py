"""Registers that only climb: differences, resets, roll-over, gaps, any order."""

import doctest

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metro_flow.flow import register as register_module
from metro_flow.flow.count import GateGroup
from metro_flow.flow.register import RegisterBank, Showing, Shown


def a_bank(bits: int | None = None, interval_s: int = 60) -> RegisterBank:
    return RegisterBank(
        [
            GateGroup(f"0243-E{n}", "0243", gates=4, interval_s=interval_s, register_bits=bits)
            for n in range(2)
        ]
    )


def shown(*showings: tuple[int, int]) -> Shown:
    """Make showings (at, value) of the first gate group's entries."""
    at, value = np.asarray(showings, np.int64).reshape(-1, 2).T
    zeros = np.zeros(len(at), np.int64)
    return Shown(zeros, zeros, at, value)


def names(outcome: np.ndarray) -> list[str]:
    return [Showing(one).name for one in outcome]


def test_the_difference_of_two_showings_is_a_count_of_the_time_between():
    bank = a_bank()

    counts, outcome = bank.read(shown((0, 1000), (60, 1030), (120, 1030)))

    assert names(outcome) == ["FIRST", "COUNTED", "COUNTED"]
    assert counts.people.tolist() == [30, 0]
    assert (counts.start.tolist(), counts.end.tolist()) == ([0, 60], [60, 120])


@pytest.mark.parametrize("bits", [16, 24])
def test_a_register_that_rolls_over_its_width_loses_nobody(bits):
    bank = a_bank(bits)
    top = 1 << bits

    counts, outcome = bank.read(shown((0, top - 7), (60, 5)))

    assert names(outcome) == ["FIRST", "ROLLED_OVER"]
    assert counts.people.tolist() == [12]


@pytest.mark.parametrize("bits", [None, 16])
def test_a_register_set_to_zero_counts_what_it_shows_since(bits):
    bank = a_bank(bits)

    counts, outcome = bank.read(shown((0, 30_000), (60, 21)))

    assert names(outcome) == ["FIRST", "RESET"]
    assert counts.people.tolist() == [21]


@pytest.mark.parametrize(
    "value",
    [pytest.param(90_000, id="a jump upwards"), pytest.param(20_000, id="a fall to a high number")],
)
def test_more_than_the_gates_can_pass_is_another_register_and_no_crowd(value):
    bank = a_bank()

    counts, outcome = bank.read(shown((0, 30_000), (60, value), (120, value + 9)))

    assert names(outcome) == ["FIRST", "EXCHANGED", "COUNTED"]
    assert counts.people.tolist() == [9]


def test_a_jump_after_a_gap_is_a_backlog():
    bank = a_bank(interval_s=60)

    counts, outcome = bank.read(shown((0, 100), (60, 130), (211, 200), (271, 230)))

    assert names(outcome) == ["FIRST", "COUNTED", "BACKLOG", "COUNTED"]
    assert counts.backlog.tolist() == [False, True, False]
    assert counts.people.sum() == 130


def test_a_gap_of_a_quarter_of_an_hour_is_a_backlog_however_slow_the_feed():
    bank = a_bank(interval_s=900)

    counts, _ = bank.read(shown((0, 0), (900, 50), (1801, 90)))

    assert counts.backlog.tolist() == [False, True]


def test_a_showing_older_than_the_newest_makes_no_count_and_moves_nothing():
    bank = a_bank()
    bank.read(shown((0, 100), (120, 160)))

    counts, outcome = bank.read(shown((60, 130), (120, 160), (180, 190)))

    assert names(outcome) == ["OUT_OF_ORDER", "KNOWN", "COUNTED"]
    assert counts.people.tolist() == [30]


def test_of_two_showings_of_one_moment_the_first_to_come_stays():
    bank = a_bank()

    counts, outcome = bank.read(shown((0, 100), (60, 110), (60, 150), (120, 120)))

    assert names(outcome) == ["FIRST", "COUNTED", "KNOWN", "COUNTED"]
    assert counts.people.tolist() == [10, 10]


def test_a_showing_wider_than_the_register_is_refused():
    bank = a_bank(16)

    counts, outcome = bank.read(shown((0, 100), (60, 65_536), (120, 140)))

    assert names(outcome) == ["FIRST", "TOO_WIDE", "COUNTED"]
    assert counts.people.tolist() == [40]


def test_registers_of_two_directions_and_gate_groups_do_not_touch():
    bank = a_bank()
    slots = np.array([0, 0, 1, 1])
    ways = np.array([0, 1, 0, 1])

    bank.read(Shown(slots, ways, np.zeros(4, np.int64), np.array([10, 20, 30, 40])))
    counts, _ = bank.read(Shown(slots, ways, np.full(4, 60), np.array([11, 22, 33, 44])))

    assert counts.people.tolist() == [1, 2, 3, 4]
    assert (counts.group.tolist(), counts.direction.tolist()) == ([0, 0, 1, 1], [0, 1, 0, 1])


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 400), st.integers(0, 30)), min_size=1, max_size=25),
    st.sampled_from([None, 8, 16]),
    st.randoms(use_true_random=False),
    st.integers(1, 5),
)
def test_whatever_the_batches_everyone_between_first_and_last_is_counted_once(
    steps, bits, random, batches
):
    at, value, showings = 0, 240, [(0, 240 if bits is None else 240 % (1 << bits))]
    for seconds, people in steps:
        at, value = at + seconds, value + min(people, 8 * seconds)
        showings.append((at, value if bits is None else value % (1 << bits)))
    cuts = sorted(random.randrange(len(showings) + 1) for _ in range(batches - 1))
    bank, total = a_bank(bits), 0

    for start, end in zip([0, *cuts], [*cuts, len(showings)], strict=True):
        batch = showings[start:end] + showings[:1]
        random.shuffle(batch)
        counts, _ = bank.read(shown(*batch))
        total += int(counts.people.sum())

    assert total == value - 240


def test_the_example_of_the_register_bank_runs():
    assert doctest.testmod(register_module).failed == 0
