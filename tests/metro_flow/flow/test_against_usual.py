"""Against the usual day: any window of it, in spreads, on a day that is busier as a whole."""

import numpy as np
import pytest

from metro_flow.flow.against_usual import FIRM, MOST_LEVEL, Level, surprise, usual_over
from metro_flow.flow.usual import DayShape, Usual

SHAPE = DayShape(300, 12, starts_s=18_000)


def a_usual() -> Usual:
    people = np.arange(1.0, 13).reshape(12, 1, 1) * np.array([100.0, 50.0])
    return Usual(people, 0.1 * people, np.array([20]))


def test_a_window_that_is_a_slot_is_that_slot():
    people, spread = usual_over(a_usual(), SHAPE, since_s=18_300, until_s=18_600)

    assert people.tolist() == [[200.0, 100.0]]
    assert spread.tolist() == [[20.0, 10.0]]


def test_a_window_over_two_slots_takes_a_part_of_each():
    people, _ = usual_over(a_usual(), SHAPE, since_s=18_360, until_s=18_660)

    assert people[0, 0] == pytest.approx(0.8 * 200 + 0.2 * 300)


def test_a_minute_is_a_fifth_of_its_slot():
    people, _ = usual_over(a_usual(), SHAPE, since_s=18_300, until_s=18_360)

    assert people[0, 0] == pytest.approx(40)


@pytest.mark.parametrize(("since", "until"), [(17_900, 18_200), (21_500, 21_700)])
def test_outside_of_the_day_nothing_is_usual(since, until):
    people, spread = usual_over(a_usual(), SHAPE, since_s=since, until_s=until)

    assert np.isnan(people).all()
    assert np.isnan(spread).all()


def test_a_surprise_reckoned_by_hand():
    """(150 − 100) / √(100 + 10² + 4) = 3.501."""
    found = surprise(np.array([150.0]), np.array([100.0]), np.array([10.0]))

    assert found[0] == pytest.approx(3.501, abs=0.001)


def test_a_day_that_is_a_fifth_busier_is_known_to_be_within_two_hours():
    level = Level.of(1)
    usual, spread = np.full((1, 2), 50.0), np.full((1, 2), 8.0)

    for _ in range(120):
        level.update(1.2 * usual, usual, spread, length_s=60)

    assert level.level == pytest.approx(1.2, abs=0.01)


def test_news_and_silence_teach_no_level():
    level = Level.of(1)
    usual, spread = np.full((1, 2), 50.0), np.full((1, 2), 8.0)

    for people in (400.0, np.nan):
        for _ in range(60):
            level.update(np.full((1, 2), people), usual, spread, length_s=60)

    assert level.level.tolist() == [[1.0, 1.0]]
    assert FIRM > 0
    assert MOST_LEVEL > 1
