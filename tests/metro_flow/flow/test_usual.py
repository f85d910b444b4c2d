"""The usual day adapts past-only, knows what it does not know, and leaves unheard slots alone."""

import doctest

import numpy as np
import pytest

from metro_flow.errors import Malformed
from metro_flow.flow import usual as usual_module
from metro_flow.flow.usual import Day, DayShape, UsualDays
from tests.metro_flow.flow.a_city import SHAPE, STATIONS, a_habit, some_days

MONDAY = Day("workday", 0)


def after(days: int) -> UsualDays:
    usual = UsualDays(SHAPE, STATIONS)
    for day, people in some_days(days):
        usual.absorb(day, people)
    return usual


def test_the_example_holds() -> None:
    assert doctest.testmod(usual_module).failed == 0


def test_a_mean_of_two_days_is_weighed_by_age_and_weekday() -> None:
    usual = UsualDays(DayShape(3600, 1), 1, half_life_days=1, same_weekday=3)
    for weekday, people in ((0, 100.0), (1, 200.0)):
        usual.absorb(Day("workday", weekday), np.full((1, 1, 2), people))

    # Monday weighs ½ · 3 by its age and weekday, Tuesday 1.
    assert usual.of(MONDAY).people[0, 0, 0] == pytest.approx((1.5 * 100 + 200) / 2.5)


def test_it_comes_near_the_truth_and_says_how_many_days_it_rests_on() -> None:
    told = after(25).of(MONDAY)

    assert np.abs(told.people / a_habit() - 1).mean() < 0.05
    assert told.days.tolist() == [25] * STATIONS


def test_another_kind_of_day_is_not_known_but_may_be_like_one() -> None:
    usual = after(6)

    assert np.isnan(usual.of(Day("holiday", 0)).people).all()
    assert usual.of(Day("holiday", 0)).days.sum() == 0
    like = usual.of(Day("holiday", 0, like=("rest", "workday")))
    assert np.array_equal(like.people, usual.of(MONDAY).people)


def test_a_slot_that_was_not_heard_moves_nothing() -> None:
    usual = after(6)
    before = usual.of(MONDAY).people
    unheard = np.full(usual.cells, np.nan)

    usual.absorb(MONDAY, unheard)

    assert np.allclose(usual.of(MONDAY).people, before, rtol=1e-5)
    assert usual.of(MONDAY).days.tolist() == [6] * STATIONS


def test_a_slot_never_heard_is_not_known_rather_than_zero() -> None:
    usual = UsualDays(SHAPE, STATIONS)
    day, people = some_days(1)[0]
    people[3, 1, 0] = np.nan

    usual.absorb(day, people)

    assert np.isnan(usual.of(day).people[3, 1, 0])
    assert np.isnan(usual.of(day).people).sum() == 1


def test_one_slot_in_two_hundred_passes_the_rare_mark() -> None:
    usual, above, seen = after(25), 0, 0
    mark = usual.of(MONDAY).above(0.005)
    for _, people in some_days(60, seed=9):
        above += int((people > mark).sum())
        seen += people.size

    assert 0.0005 < above / seen < 0.02


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (lambda: DayShape(0, 36), "interval_s"),
        (lambda: DayShape(1800, 0), "slots"),
        (lambda: DayShape(1800, 49), "starts_s"),
        (lambda: Day("", 0), "kind"),
        (lambda: Day("workday", 7), "weekday"),
        (lambda: UsualDays(SHAPE, 2, half_life_days=0), "half_life_days"),
        (lambda: UsualDays(SHAPE, 2).absorb(MONDAY, np.zeros((2, 2, 2))), "counts"),
        (lambda: UsualDays(SHAPE, 2).absorb(MONDAY, np.full((36, 2, 2), -1.0)), "counts"),
    ],
    ids=[
        "an interval of nothing",
        "a day without slots",
        "a day longer than a day",
        "a kind without a name",
        "an eighth weekday",
        "no half life",
        "another shape",
        "fewer than nobody",
    ],
)
def test_what_does_not_fit_is_named(wrong: object, field: str) -> None:
    with pytest.raises(Malformed) as told:
        wrong()  # type: ignore[operator]

    assert field in str(told.value)
