"""Coarse exits say nothing of trains unless all stands; what is supposed may move a little."""

from dataclasses import replace

import numpy as np

from metro_flow.flow.draws import DRAWS
from metro_flow.flow.through import Through

STEPS = 20


def exits_of(*people: float) -> Through:
    """What goes through the gates of one station, half a minute a step: these come out."""
    steps = len(people)
    exits = np.repeat(np.reshape(people, (steps, 1, 1)), DRAWS, axis=2)
    lines = np.zeros((steps, 2, 1))
    each = np.zeros((steps, 1, DRAWS))
    fields = {
        "entering": each,
        "changing": each,
        "exits": exits,
        "heard": np.ones((steps, 1)),
        "spoken_s": np.full((steps, 1), 60.0),
        "calls": lines - 1,
        "places": lines + np.nan,
        "left_behind": lines + np.nan,
    }
    return Through(**fields)


def test_an_even_stream_does_not_stand() -> None:
    assert not exits_of(*[40.0] * 100).standstill().any()


def test_a_stream_that_ebbs_by_half_does_not_stand() -> None:
    ebbing = np.linspace(60, 30, 120)

    assert not exits_of(*ebbing).standstill().any()


def test_when_nobody_comes_out_for_five_minutes_everything_stands() -> None:
    still = exits_of(*[40.0] * 80, *[0.0] * 20).standstill()[:, 0]

    assert not still[:86].any()
    assert still[90:].all()


def test_an_empty_night_stands_for_nothing() -> None:
    assert not exits_of(*[0.0] * 50).standstill().any()


def test_what_is_silenced_says_nothing_and_the_rest_goes_on() -> None:
    told = exits_of(*[40.0] * 4)

    silenced = told.silenced(np.array([[True], [False], [True], [False]]))

    assert silenced.heard[:, 0].tolist() == [0, 1, 0, 1]
    np.testing.assert_array_equal(silenced.exits, told.exits)


def half_an_hour() -> Through:
    """Give steps in which a tenth of forty people is supposed."""
    by_line = np.full((STEPS, 1, DRAWS), 40.0)
    heard, spoken_s = np.full((STEPS, 1), 0.9), np.full((STEPS, 1), 540.0)
    untold = np.full((STEPS, 2, 1), -1.0)
    nothing = untold * np.nan
    return Through(by_line, by_line, by_line, heard, spoken_s, untold, nothing, nothing)


def test_a_little_more_supposed_is_not_stepped_anew() -> None:
    before = half_an_hour()
    after = replace(before, entering=before.entering * 1.002, heard=before.heard * 0.999)

    assert after.same(before, STEPS) == STEPS


def test_much_more_supposed_is_stepped_anew_from_where_it_is() -> None:
    before = half_an_hour()
    entering = before.entering.copy()
    entering[7:] *= 1.02

    assert replace(before, entering=entering).same(before, STEPS) == 7


def test_whatever_more_was_heard_is_stepped_anew_though_it_is_what_was_supposed() -> None:
    before = half_an_hour()
    spoken_s = before.spoken_s.copy()
    spoken_s[3] += 10

    assert replace(before, spoken_s=spoken_s).same(before, STEPS) == 3
