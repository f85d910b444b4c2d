"""Gates that count twice or lose people are found by what their station sees beside them."""

from __future__ import annotations

import numpy as np
import pytest

from metro_flow.flow.count import Counts, GateGroup
from metro_flow.flow.sensors import SensorBoard, Sensors
from metro_flow.flow.window import RollingWindow

NOW = 1_427_883_300
# A minute's people of four gate groups, both ways.
USUAL = np.array([[40.0, 30.0], [30.0, 25.0], [20.0, 15.0], [10.0, 12.0]])
LEARNT_MIN = 240


class ADay:
    """A station whose gates are heard every minute, and what its sensors say."""

    def __init__(self) -> None:
        groups = [GateGroup(f"0243-E{n}", "0243", gates=4, interval_s=60) for n in range(4)]
        self.draws = np.random.default_rng(7)
        self.window = RollingWindow(groups, now=NOW)
        self.sensors = Sensors(self.window)
        self.board: SensorBoard = self.sensors.check(self.window)
        self.minute = 0
        self.told: dict[str, set[str]] = {}

    def pass_by(
        self,
        minutes: int,
        *,
        times: float = 1,
        twice: int = -1,
        loses: int = -1,
        none: int = -1,
        crowd: tuple[int, ...] = (),
        lost: tuple[int, ...] = (),
    ) -> None:
        """Let minutes pass in which a group counts twice, loses a quarter of exits, or nobody.

        Every tenth minute of those `lost` is lost on the way.
        """
        for _ in range(minutes):
            people = self.draws.poisson(times * USUAL)
            people[list(crowd), 0] += self.draws.poisson(150, len(crowd))
            if twice >= 0:
                people[twice] *= 2
            if loses >= 0:
                people[loses, 1] = self.draws.binomial(people[loses, 1], 0.75)
            if none >= 0:
                people[none] = 0
            start = NOW + 60 * self.minute
            self.window.advance(start + 60)
            group, way = np.indices(people.shape).reshape(2, -1)
            count = len(group)
            span = {"start": np.full(count, start), "end": np.full(count, start + 60)}
            kept = ~np.isin(group, lost) | (self.minute % 10 != 4)
            self.window.apply(Counts.columns(group, way, people=people.ravel(), **span).where(kept))
            self.minute += 1
            self.board = self.sensors.check(self.window)
            for ill in self.board.ailments:
                self.told.setdefault(ill.gate_group, set()).add(ill.state.value)

    def named(self, group: int) -> str | None:
        found = {ill.gate_group: ill.state.value for ill in self.board.ailments}
        return found.get(f"0243-E{group}")


@pytest.fixture
def day() -> ADay:
    learnt = ADay()
    learnt.pass_by(LEARNT_MIN)
    return learnt


def test_on_a_clean_day_nobody_is_named(day: ADay) -> None:
    day.pass_by(12 * 60)

    assert day.told == {}


@pytest.mark.parametrize("group", [0, 2])
def test_who_counts_twice_is_named_within_ten_minutes_and_dated(day: ADay, group: int) -> None:
    began = day.window.now

    day.pass_by(10, twice=group)

    assert day.named(group) == "doubled"
    (ill,) = day.board.ailments
    assert abs(ill.since.timestamp() - began) <= 180
    assert not day.board.trusted(60)[group].any()


def test_nobody_at_a_busy_gate_is_named_within_ten_minutes(day: ADay) -> None:
    day.pass_by(6, none=1)

    assert day.named(1) == "stuck-at-zero"


def test_who_loses_a_quarter_one_way_is_named_and_believed_all_the_same(day: ADay) -> None:
    day.pass_by(300, loses=1)

    assert day.named(1) == "drifting"
    assert day.board.trusted(60).all()


def test_who_counts_well_again_is_well_again(day: ADay) -> None:
    day.pass_by(20, twice=0)
    day.pass_by(90)

    assert day.named(0) is None


def test_a_crowd_at_all_gates_is_no_miscount(day: ADay) -> None:
    day.pass_by(40, times=4)

    assert day.told == {}


def test_gates_that_count_twice_keep_the_part_that_was_usual_of_them(day: ADay) -> None:
    day.pass_by(15, twice=0)

    parts = day.board.parts[:, 0]

    assert parts[0] / parts.sum() == pytest.approx(USUAL[0, 0] / USUAL[:, 0].sum(), rel=0.15)


def test_counts_lost_on_the_way_teach_no_other_share() -> None:
    day = ADay()

    day.pass_by(LEARNT_MIN, lost=(0, 2))

    usual = USUAL / USUAL.sum(axis=0)
    assert day.sensors.check(day.window).believed.share == pytest.approx(usual, rel=0.1)
    assert day.told == {}


@pytest.mark.parametrize("gates", [(0,), (0, 1), (0, 1, 2)])
def test_a_crowd_at_some_gates_is_believed_and_nobody_beside_it_is_named(
    day: ADay, gates: tuple[int, ...]
) -> None:
    for _ in range(40):
        day.pass_by(1, crowd=gates)

    assert day.told == {}
    assert day.board.trusted(60).all()
