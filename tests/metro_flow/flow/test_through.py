"""Exits that are too coarse to hear trains in say nothing of them, unless everything stands."""

import numpy as np

from metro_flow.flow.draws import DRAWS
from metro_flow.flow.through import Through


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
