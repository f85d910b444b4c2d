"""Forecasts look back only, know habit from news, and say their chances truly."""

import doctest

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metro_flow.errors import Malformed
from metro_flow.flow import forecast as forecast_module
from metro_flow.flow.count import Floats
from metro_flow.flow.expected import Gathered
from metro_flow.flow.forecast import Forecast, Forecaster
from metro_flow.flow.kept import from_bytes, to_bytes
from metro_flow.flow.score import misses
from metro_flow.flow.usual import Day
from tests.metro_flow.flow.a_city import SHAPE, STATIONS, some_days

DAYS = some_days(20)
FITTED = to_bytes(Forecaster.fit(SHAPE, DAYS[:15], steps=3))


def fitted() -> Forecaster:
    return from_bytes(FITTED)


def played(forecaster: Forecaster, people: Floats, slots: int) -> Forecast:
    """Play the beginning of a day and return what is expected then."""
    forecaster.start(Day("workday", 0))
    for slot in range(slots):
        forecaster.update(people[slot])
    return forecaster.predict()


def test_the_example_holds() -> None:
    assert doctest.testmod(forecast_module).failed == 0


def test_it_beats_the_usual_day_and_the_last_value() -> None:
    forecaster, came, told, usual, last = fitted(), [], [], [], []
    for day, people in DAYS[15:]:
        forecaster.start(day)
        habit = forecaster.usual.of(day).people
        for slot in range(SHAPE.slots):
            if slot:
                came.append(people[slot])
                told.append(forecaster.predict().people[0])
                usual.append(habit[slot])
                last.append(people[slot - 1])
            forecaster.update(people[slot])
        forecaster.finish()

    rmse = [misses(np.array(came), np.array(each)).rmse for each in (told, usual, last)]
    assert rmse[0] < 0.9 * rmse[1]
    assert rmse[0] < 0.9 * rmse[2]


def test_nine_in_ten_fall_into_the_interval() -> None:
    forecaster, inside, seen = fitted(), 0, 0
    for day, people in some_days(30, seed=5):
        forecaster.start(day)
        for slot in range(SHAPE.slots):
            told = forecaster.predict().quantiles[:, 0]
            inside += int(((people[slot] >= told[0]) & (people[slot] <= told[-1])).sum())
            seen += people[slot].size
            forecaster.update(people[slot])
        forecaster.finish()

    assert 0.85 < inside / seen < 0.95


@settings(max_examples=15, deadline=None)
@given(st.integers(0, SHAPE.slots - 1), st.integers(0, 2**32 - 1))
def test_the_future_changes_no_forecast(slots: int, seed: int) -> None:
    people = DAYS[16][1]
    other = people.copy()
    other[slots:] = np.random.default_rng(seed).integers(0, 5000, other[slots:].shape)

    one, two = played(fitted(), people, slots), played(fitted(), other, slots)

    assert np.array_equal(one.quantiles, two.quantiles, equal_nan=True)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, SHAPE.slots))
def test_quantiles_never_cross_and_nobody_is_below_zero(seed: int, slots: int) -> None:
    rng = np.random.default_rng(seed)
    wild = rng.integers(0, 20_000, DAYS[0][1].shape).astype(float)
    wild[rng.random(wild.shape) < 0.3] = np.nan

    told = played(fitted(), wild, slots).quantiles

    known = told[:, ~np.isnan(told[0])]
    assert (np.diff(known, axis=0) >= 0).all()
    assert (known >= 0).all()


def test_kept_and_brought_back_in_the_middle_of_a_day_it_goes_on_the_same() -> None:
    people, going = DAYS[16][1], fitted()
    played(going, people, 9)

    again = from_bytes(to_bytes(going))

    for forecaster in (going, again):
        for slot in range(9, SHAPE.slots):
            forecaster.update(people[slot])
        forecaster.finish()
        forecaster.start(Day("workday", 1))
    assert np.array_equal(going.predict().quantiles, again.predict().quantiles)


def test_after_wild_misses_the_interval_is_wide_there_alone_and_calms_down() -> None:
    people = DAYS[16][1].copy()
    people[8:11, 1] *= 3
    calm, restless = fitted(), fitted()

    def widths(forecaster: Forecaster) -> Floats:
        told = forecaster.predict()
        return (told.quantiles[-1, 0] - told.quantiles[0, 0]) / np.sqrt(told.people[0] + 1)

    plain = played(calm, DAYS[16][1], 11) and widths(calm)
    wide = played(restless, people, 11) and widths(restless)
    for slot in range(11, 30):
        calm.update(DAYS[16][1][slot])
        restless.update(people[slot])

    assert (wide[1] > 1.5 * plain[1]).all()
    assert (wide[[0, 3]] < 1.25 * plain[[0, 3]]).all()
    assert (widths(restless)[1] < 1.15 * widths(calm)[1]).all()


def test_a_gap_makes_nobody_restless() -> None:
    forecaster, people = fitted(), DAYS[16][1].copy()
    people[5:] = np.nan

    played(forecaster, people, 30)

    assert np.allclose(forecaster.calibration.restless, 1, atol=0.01)


def test_a_frozen_one_does_not_move_when_days_go_by() -> None:
    frozen = Forecaster.fit(SHAPE, DAYS[:15], rolling=False)
    offsets, usual = frozen.calibration.offsets.copy(), frozen.usual.of(Day("workday", 0)).people
    for day, people in DAYS[15:]:
        frozen.start(day)
        for slot in range(SHAPE.slots):
            frozen.update(people[slot])
        frozen.finish()

    assert np.array_equal(frozen.calibration.offsets, offsets)
    assert np.array_equal(frozen.usual.of(Day("workday", 0)).people, usual)


def test_a_station_without_history_goes_by_its_own_day_and_disturbs_no_other() -> None:
    days = [(day, people.copy()) for day, people in DAYS[:15]]
    for _, people in days:
        people[:, 2] = np.nan
    forecaster = Forecaster.fit(SHAPE, days, steps=3)

    early, told = played(forecaster, DAYS[16][1], 0), played(forecaster, DAYS[16][1], 12)

    assert np.isnan(early.people[:, 2]).all()
    level = (2 * DAYS[16][1][11, 2] + DAYS[16][1][10, 2]) / 3
    assert np.allclose(told.people[:, 2], level)
    assert told.days.tolist() == [15, 15, 0, 15]
    assert early.known[:, [0, 1, 3]].all()


def test_without_any_history_the_day_itself_is_gone_by_with_honest_doubt() -> None:
    forecaster, inside, seen = Forecaster.untaught(SHAPE, STATIONS, steps=2), 0, 0
    day, people = DAYS[0]
    forecaster.start(day)
    for slot in range(SHAPE.slots):
        told = forecaster.predict().quantiles[:, 0]
        if slot:
            inside += int(((people[slot] >= told[0]) & (people[slot] <= told[-1])).sum())
            seen += people[slot].size
        forecaster.update(people[slot])
    forecaster.finish()
    forecaster.start(day)

    assert inside / seen > 0.7
    assert forecaster.predict().days.tolist() == [1] * STATIONS
    assert np.allclose(forecaster.predict().people[0], people[0])


def test_silence_is_no_low_hour() -> None:
    people = DAYS[16][1].copy()
    people[5:12] = np.nan

    told, habit = played(fitted(), people, 12), fitted().usual.of(Day("workday", 0)).people

    assert (told.people[0] > 0.7 * habit[12]).all()


def test_the_last_slots_of_a_day_have_fewer_steps_ahead() -> None:
    told = played(fitted(), DAYS[16][1], SHAPE.slots - 1)

    assert told.known[0].all()
    assert not told.known[1:].any()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (lambda: Forecaster.fit(SHAPE, []), "history"),
        (lambda: Forecaster.fit(SHAPE, DAYS[:3], steps=0), "steps"),
        (lambda: Forecaster.fit(SHAPE, DAYS[:9], levels=(0.5, 0.4)), "levels"),
        (lambda: fitted().update(np.zeros((STATIONS, 2))), "today"),
        (lambda: played(fitted(), np.zeros((1, 2, 2)), 1), "counts"),
        (lambda: from_bytes(b"no file"), "kept"),
        (lambda: Gathered(0, 10, 5, 100, "x"), "ends_s"),
        (lambda: Gathered(0, 10, 20, 100, " "), "source"),
        (lambda: fitted().start(Day("workday", 0), [Gathered(9, 1, 2, 3, "x")]), "station"),
    ],
    ids=[
        "no history",
        "no step",
        "falling levels",
        "no day",
        "another shape",
        "another file",
        "an end before its start",
        "no source",
        "an unknown station",
    ],
)
def test_what_does_not_fit_is_named(wrong: object, field: str) -> None:
    with pytest.raises(Malformed) as told:
        wrong()  # type: ignore[operator]

    assert field in str(told.value)


def test_few_days_still_give_the_usual_day_with_the_chance_of_whole_people() -> None:
    forecaster = Forecaster.fit(SHAPE, DAYS[:2])

    told = played(forecaster, DAYS[16][1], 10)

    assert told.known.all()
    assert (np.ptp(told.quantiles[:, 0], axis=0) > 0).all()
