"""Who came in the afternoon is expected back in the evening: how many, from when, until when."""

import numpy as np
import pytest

from metro_flow.flow.foretold import LEAST_STAY_S, MOST_STAY_S, Arrivals, Foretold
from metro_flow.flow.growth import Growth

USUAL = np.full((1, 2), 40.0)


class Afternoon:
    """A station played minute by minute from some second of the day on."""

    def __init__(self, begins_s: float = 64_800) -> None:
        self.now_s = begins_s
        self.growth, self.arrivals = Growth.nothing(1), Arrivals.none(1)

    def play(self, minutes: int, *, entries: float = 40, exits: float = 40) -> tuple[Foretold, ...]:
        found: tuple[Foretold, ...] = ()
        for _ in range(minutes):
            self.now_s += 60
            people = np.array([[entries, exits]])
            self.growth.update(people, USUAL, length_s=60)
            found = self.arrivals.update(self.growth, people, USUAL, now_s=self.now_s)
        return found


def test_those_who_came_are_expected_back():
    afternoon = Afternoon()

    (foretold,) = afternoon.play(30, exits=80)

    assert foretold.came == foretold.expected == pytest.approx(30 * 40)
    assert foretold.since_s == pytest.approx(64_800)
    assert foretold.begins_s == foretold.since_s + LEAST_STAY_S
    assert foretold.until_s == afternoon.now_s + MOST_STAY_S


def test_a_usual_afternoon_foretells_nothing():
    assert Afternoon().play(300) == ()


def test_who_comes_in_the_morning_comes_to_work():
    assert Afternoon(begins_s=28_800).play(60, exits=80) == ()


def test_a_crowd_that_enters_is_not_one_that_came():
    assert Afternoon().play(60, entries=120) == ()


def test_who_is_back_is_expected_no_more():
    afternoon = Afternoon()
    afternoon.play(30, exits=80)
    afternoon.play(90)

    (half,) = afternoon.play(10, entries=100)
    after = afternoon.play(10, entries=100)

    assert half.back == pytest.approx(600)
    assert half.expected == pytest.approx(half.came - 600)
    assert after == ()


def test_five_hours_after_the_last_came_nobody_is_expected():
    afternoon = Afternoon(begins_s=45_000)
    afternoon.play(30, exits=80)

    still = afternoon.play(299)
    over = afternoon.play(2)

    assert len(still) == 1
    assert over == ()


def test_when_the_day_turns_all_is_forgotten():
    afternoon = Afternoon()
    afternoon.play(30, exits=80)

    afternoon.arrivals.reset()
    afternoon.growth.reset()

    assert afternoon.play(1) == ()
