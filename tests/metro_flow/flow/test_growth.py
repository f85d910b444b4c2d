"""Small excesses add up: by hand, step by step as at once, and gone when the day turns."""

import doctest

import numpy as np
import pytest

from metro_flow.errors import Malformed
from metro_flow.flow import growth as growth_module
from metro_flow.flow.growth import FORGOTTEN_S, MOST, Growth, grown_over

USUAL = np.full((1, 2), 100.0)


def both(people: float) -> np.ndarray:
    return np.full((1, 2), people)


def test_its_example_holds():
    assert doctest.testmod(growth_module).failed == 0


def test_a_sum_reckoned_by_hand():
    """z = (n − 100) / √(1.3 · 100 + 10²) = (n − 100) / 15.166; less 1 a step, never below 0."""
    growth = Growth.nothing(1)

    steps = [130.0, 110.0, 160.0, 90.0]
    found = [float(growth.update(both(n), USUAL, length_s=60)[0, 0]) for n in steps]

    assert found == pytest.approx([0.978, 0.638, 3.594, 1.934], abs=0.001)
    assert growth.people[0, 0] == pytest.approx(30 + 10 + 60 - 10)
    assert growth.lasting_s[0, 0] == 240


def test_step_by_step_comes_to_what_all_at_once_does():
    draws = np.random.default_rng(5)
    people = draws.poisson(104, (400, 3, 2)).astype(float)
    usual = np.full(people.shape, 100.0)
    growth = Growth.nothing(3)

    steps = [growth.update(n, u, length_s=60).copy() for n, u in zip(people, usual, strict=True)]

    assert np.max(steps) < MOST
    assert np.allclose(steps, grown_over(people, usual))


def test_a_usual_day_adds_nothing_up_and_a_tenth_more_every_minute_does():
    draws = np.random.default_rng(6)
    calm, busier = Growth.nothing(1), Growth.nothing(1)

    usual = max(
        float(calm.update(both(draws.poisson(100)), USUAL, length_s=60).max()) for _ in range(600)
    )
    for _ in range(20):
        busier.update(both(draws.poisson(130)), USUAL, length_s=60)

    assert usual < 6
    assert busier.grown.min() > 12


def test_a_day_that_is_busier_as_a_whole_is_no_growth():
    growth = Growth.nothing(1)

    for _ in range(30):
        growth.update(both(130), USUAL, length_s=60, level=1.3)

    assert growth.grown.max() == 0


def test_what_was_the_most_is_gone_within_the_hour():
    growth = Growth.nothing(1)
    for _ in range(100):
        growth.update(both(1000), USUAL, length_s=60)
    full = growth.grown.max()

    for _ in range(60):
        growth.update(both(100), USUAL, length_s=60)

    assert full == MOST
    assert growth.grown.max() == 0


def test_while_nothing_is_heard_it_stands_still_and_then_it_is_forgotten():
    growth = Growth.nothing(1)
    for _ in range(10):
        growth.update(both(150), USUAL, length_s=60)
    before = growth.grown.copy()

    growth.update(both(np.nan), USUAL, length_s=60)
    still = growth.grown.copy()
    for _ in range(int(FORGOTTEN_S // 60)):
        growth.update(both(np.nan), USUAL, length_s=60)

    assert np.array_equal(still, before)
    assert growth.grown.max() == growth.people.max() == growth.lasting_s.max() == 0


def test_ways_and_stations_grow_apart_and_one_may_be_reset():
    growth = Growth.nothing(2)
    people = np.array([[200.0, 100.0], [100.0, 200.0]])
    for _ in range(5):
        growth.update(people, np.full((2, 2), 100.0), length_s=60)
    grown = growth.grown.copy()

    growth.reset(np.array([True, False]))

    assert (grown > 0).tolist() == [[True, False], [False, True]]
    assert growth.grown[0].max() == 0
    assert growth.grown[1, 1] == grown[1, 1]


def test_a_step_without_length_is_refused():
    with pytest.raises(Malformed, match="length_s"):
        Growth.nothing(1).update(both(1), USUAL, length_s=0)
