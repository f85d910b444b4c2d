"""Sixteen draws meet every belief evenly, and no two beliefs go together."""

import numpy as np
import pytest

from metro_flow.errors import Malformed
from metro_flow.flow.count import GateGroup
from metro_flow.flow.draws import DRAWS, Belief, Insides, drawn, scores
from metro_flow.flow.physics import LinePhysics, Range, StationPhysics


def a_station(*lines: str) -> StationPhysics:
    share = 1 / len(lines)
    return StationPhysics(
        "0324",
        tuple(LinePhysics(line, 900, Range(share / 2, share, share)) for line in lines),
        paid_m2=500,
        unpaid_m2=500,
    )


def gate(number: int, line: str | None = None, station: str = "0324") -> GateGroup:
    return GateGroup(f"{station}-E{number}", station, gates=4, line=line)


def test_each_belief_is_met_once_at_each_of_sixteen_even_steps():
    score = np.sort(scores(), axis=1)

    assert score.shape == (len(Belief), DRAWS)
    assert np.allclose(score, score[0])
    assert np.allclose(score[0], -score[0][::-1])


def test_no_two_beliefs_go_together():
    together = np.corrcoef(scores()) - np.eye(len(Belief))

    assert np.abs(together).max() < 0.02


def test_nine_draws_in_ten_lie_between_the_ends_of_a_range():
    places = drawn(Range(320, 440, 600), scores()[Belief.PLACES])

    inside = (places >= 320) & (places <= 600)
    assert inside.sum() == 14
    assert np.median(places) == pytest.approx(440, rel=0.02)


def test_a_time_never_falls_to_nothing():
    times = drawn(Range(1, 100, 200), scores()[Belief.PACE])

    assert times.min() > 0


def test_everyone_who_enters_boards_some_line_in_every_draw():
    gate_groups = [gate(1, "2"), gate(2, "7"), gate(3)]

    insides = Insides.of([a_station("2", "7", "14")], gate_groups)

    assert np.allclose(insides.boards.sum(axis=0), 1)
    assert np.allclose(insides.toward.sum(axis=0), 1)


def test_a_gate_group_of_one_line_on_a_shared_platform_belongs_to_that_platform():
    insides = Insides.of([a_station("3-4", "12")], [gate(1, "4"), gate(2, "9")])

    own, others = insides.boards[0, 1], insides.boards[0, 0]

    assert own.min() > 0.75
    assert np.abs(others - 0.5).max() < 0.35


def test_a_gate_group_of_an_unknown_station_is_refused():
    with pytest.raises(Malformed, match="station"):
        Insides.of([a_station("2")], [gate(1, station="9999")])
