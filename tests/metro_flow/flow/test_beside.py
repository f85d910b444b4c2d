"""What unheard gates are supposed to have passed follows from those that serve the same line."""

from __future__ import annotations

import numpy as np
import pytest

from metro_flow.flow.beside import usual_beside
from metro_flow.flow.count import Counts
from metro_flow.flow.draws import Insides
from metro_flow.flow.inflow import inflow_of
from metro_flow.flow.physics import Range
from metro_flow.flow.window import RollingWindow
from tests.metro_flow.flow.playing import NOW, a_line, a_station, gates

HALF = Range(0.4, 0.5, 0.6)
GATES = gates("0243", "2", "2", "2", "7", "7", "7")
INSIDES = Insides.of(
    [a_station(a_line("2", share=HALF), a_line("7", share=HALF), station="0243")], GATES
)
TRUSTED = np.ones((90, len(GATES), 2), bool)
PARTS = np.full((len(GATES), 2), 6.0)
SIX_TIMES = np.array([6, 6, 6, 1, 1, 1])


def an_hour(*, silent: int) -> np.ndarray:
    """Give an hour of panes: twelve a pane and gate group, six times that by line 2 at the end."""
    people = np.full((360, len(GATES), 2), 12)
    people[180:, :, 0] *= SIX_TIMES
    people[180:, silent] = 0
    return people


def heard_of(silent: int) -> np.ndarray:
    heard_s = np.full((360, len(GATES), 2), 10)
    heard_s[180:, silent] = 0
    return heard_s


@pytest.mark.parametrize("silent", [1, 4], ids=["line 2", "line 7"])
def test_who_was_silent_while_a_crowd_came_goes_by_the_pace_of_its_own_line(silent: int) -> None:
    usual = usual_beside(an_hour(silent=silent), heard_of(silent), PARTS, INSIDES)

    beside = [0, 2] if silent == 1 else [3, 5]
    assert usual[silent, 0] == pytest.approx(usual[beside, 0].mean(), rel=0.03)


def test_gates_never_heard_pass_their_part_of_what_their_own_line_does() -> None:
    people, heard_s = an_hour(silent=1), heard_of(1)
    people[:, 1], heard_s[:, 1] = 0, 0
    parts = PARTS.copy()
    parts[1] = 3.0

    usual = usual_beside(people, heard_s, parts, INSIDES)

    assert usual[1, 0] == pytest.approx(usual[0, 0] / 2, rel=0.05)


@pytest.mark.parametrize(("silent", "times"), [(1, 6), (4, 1)], ids=["line 2", "line 7"])
def test_a_crowd_by_one_line_s_gates_is_supposed_in_its_unheard_ones_and_no_others(
    silent: int, times: int
) -> None:
    window = RollingWindow(GATES, now=NOW)
    for pane in range(360):
        start = NOW + 10 * pane
        group, way = np.indices((len(GATES), 2)).reshape(2, -1)
        kept = (group != silent) | (pane < 180)
        span = {"start": np.full(len(group), start), "end": np.full(len(group), start + 10)}
        window.advance(start + 10)
        people = an_hour(silent=silent)[pane].ravel()
        window.apply(Counts.columns(group, way, people=people, **span).where(kept))

    flow = inflow_of(window, INSIDES, panes=90, parts=PARTS, trusted=TRUSTED)

    supposed = flow.supposed[-60:, :-1, 0].sum(axis=1).mean()
    assert supposed == pytest.approx(12 * times, rel=0.1)
