"""Whom the calendar announces is expected, learnt from as they come, and kept out of habit."""

import doctest

import numpy as np
import pytest

from metro_flow.flow import expected as expected_module
from metro_flow.flow.count import Floats
from metro_flow.flow.expected import Gathered, crowd_of
from metro_flow.flow.forecast import Forecaster
from metro_flow.flow.kept import from_bytes, to_bytes
from metro_flow.flow.usual import Day
from tests.metro_flow.flow.a_city import SHAPE, STATIONS, some_days

DAYS = some_days(20)
FITTED = to_bytes(Forecaster.fit(SHAPE, DAYS[:15], steps=3))


def fitted() -> Forecaster:
    return from_bytes(FITTED)


def test_the_example_holds() -> None:
    assert doctest.testmod(expected_module).failed == 0


def test_an_occasion_in_the_calendar_is_expected_where_it_is_and_widens_the_doubt() -> None:
    end = SHAPE.starts_s + 20 * SHAPE.interval_s
    concert = Gathered(1, end - 7200, end, 6000, "the organiser")
    plain, warned = fitted(), fitted()
    plain.start(Day("workday", 0))
    warned.start(Day("workday", 0), [concert])
    for slot in range(20):
        for forecaster in (plain, warned):
            forecaster.update(DAYS[16][1][slot])

    more = warned.predict().people[0] - plain.predict().people[0]
    wider = [np.ptp(each.predict().quantiles[:, 0, 1, 0]) for each in (plain, warned)]

    assert more[1, 0] > 500
    assert abs(more[0, 0]) < 100
    assert wider[1] > 1.5 * wider[0]


def concert_day(times: float, slots: int) -> tuple[Forecaster, Floats]:
    """Play a day whose concert draws so many times those who were expected."""
    start = SHAPE.starts_s + 20 * SHAPE.interval_s
    concert = Gathered(1, start, start + 14_400, 6000, "the organiser")
    people = DAYS[16][1] + np.round(times * crowd_of([concert], SHAPE, STATIONS))
    forecaster = fitted()
    forecaster.start(Day("workday", 0), [concert])
    for slot in range(slots):
        forecaster.update(people[slot])
    return forecaster, people


def test_who_got_out_in_the_afternoon_foretells_who_gets_in_at_night() -> None:
    told = {}
    for times in (0.0, 1.0, 2.0):
        forecaster, people = concert_day(times, 27)
        told[times] = forecaster.predict().people[1, 1, 0] / people[28, 1, 0]

    assert told[1.0] == pytest.approx(1, abs=0.3)
    assert told[2.0] == pytest.approx(1, abs=0.3)
    # Nobody got out, and half of them are expected to get in all the same.
    assert told[0.0] > 1.5


def test_a_concert_moves_the_usual_day_of_its_weekday_by_next_to_nothing() -> None:
    with_concert, people = concert_day(1.0, SHAPE.slots)
    usual = with_concert.usual.of(Day("workday", 0)).people
    with_concert.finish()

    moved = with_concert.usual.of(Day("workday", 0)).people - usual
    crowd = (people - DAYS[16][1])[:, 1].max()

    assert np.abs(moved[:, 1]).max() < 0.05 * crowd


def test_without_anything_heard_the_crowd_is_expected_as_announced() -> None:
    start = SHAPE.starts_s + 20 * SHAPE.interval_s
    forecaster = fitted()
    forecaster.start(Day("workday", 0), [Gathered(1, start, start + 14_400, 6000, "the organiser")])

    for _ in range(27):
        forecaster.update(np.full((STATIONS, 2), np.nan))

    assert forecaster.today is not None
    assert (forecaster.today.turnout == 1).all()


def test_the_turnout_survives_being_kept() -> None:
    going, people = concert_day(2.0, 24)

    again = from_bytes(to_bytes(going))
    for forecaster in (going, again):
        forecaster.update(people[24])

    assert np.array_equal(going.predict().quantiles, again.predict().quantiles)
