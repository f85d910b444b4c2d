"""A surge that one gate group alone tells of is borne out by nobody; a crowd is by all."""

import numpy as np
import pytest

from metro_flow.flow.count import GateGroup
from metro_flow.flow.estimate import Gathering
from metro_flow.flow.habits import Believed
from metro_flow.flow.seconded import borne_out, shares_of, whole_and_seconded

SHARE = np.array([[0.4] * 2, [0.3] * 2, [0.2] * 2, [0.1] * 2])


def places(count: int = 4) -> Gathering:
    return Gathering.by_station([GateGroup(f"a-{n}", "a", gates=4 - n) for n in range(count)])


def told(people: list[float], heard: list[float] | None = None) -> tuple[float, float]:
    both = np.repeat(np.array(people)[:, np.newaxis], 2, axis=1)
    part = np.repeat(np.array(heard or [1.0] * len(people))[:, np.newaxis], 2, axis=1)
    whole, seconded = whole_and_seconded(both, part, SHARE, places())
    return float(whole[0, 0]), float(seconded[0, 0])


def test_a_group_that_counts_twice_is_seconded_by_none():
    whole, seconded = told([80, 30, 20, 10])

    assert whole == pytest.approx(140)
    assert seconded == pytest.approx(100)


def test_a_crowd_that_comes_by_all_gates_is_borne_out():
    whole, seconded = told([80, 60, 40, 20])

    assert whole == pytest.approx(200)
    assert seconded == pytest.approx(200)


def test_of_two_groups_that_say_more_one_seconds_the_other():
    _, seconded = told([80, 60, 20, 10])

    assert seconded == pytest.approx(90 / 0.6)


def test_who_is_not_heard_is_made_up_for_by_the_others():
    whole, seconded = told([999, 30, 20, 10], heard=[0, 1, 1, 1])

    assert whole == pytest.approx(100)
    assert seconded == pytest.approx(100)


def test_half_a_window_heard_counts_for_half():
    whole, _ = told([20, 30, 20, 10], heard=[0.5, 1, 1, 1])

    assert whole == pytest.approx(100)


def test_where_next_to_nothing_is_heard_nothing_is_said():
    whole, seconded = told([40, 30, 20, 10], heard=[0, 0, 0, 1])

    assert np.isnan(whole)
    assert np.isnan(seconded)


def test_where_no_other_is_heard_what_is_said_stands():
    whole, seconded = told([80, 0, 0, 0], heard=[1, 0, 0, 0])

    assert whole == seconded == pytest.approx(200)


def test_the_part_that_is_borne_out():
    part = borne_out(np.array([200.0, 0.0, np.nan]), np.array([150.0, 0.0, np.nan]))

    assert part.tolist() == [0.75, 1.0, 1.0]


def test_shares_go_by_gates_until_they_are_learnt():
    known = np.array([[True, False]] * 4)
    believed = Believed(SHARE, known, np.ones((4, 2)))

    share = shares_of(believed, places())

    assert share[:, 0].tolist() == [0.4, 0.3, 0.2, 0.1]
    assert share[:, 1].tolist() == pytest.approx([4 / 10, 3 / 10, 2 / 10, 1 / 10])
