"""Every fault of a gate is named with its reason, and none becomes a crowd."""

import numpy as np
import pytest

from metro_flow.flow.count import Counts, Direction, GateGroup, time_of
from metro_flow.flow.estimate import Gathering, estimate_flow
from metro_flow.flow.sensors import Ailment, SensorBoard, Sensors
from metro_flow.flow.window import RollingWindow

NOW = 1_427_883_300
PER_PANE = np.array([10.0, 6.0, 4.0, 3.0])


class AStation:
    """Four gate groups that are heard every ten seconds, and a bench for their faults."""

    def __init__(self, seed: int = 5, gates: int = 4, groups: int = 4) -> None:
        self.gate_groups = [
            GateGroup(f"0243-E{n}", "0243", gates=gates, interval_s=10) for n in range(groups)
        ]
        self.draws = np.random.default_rng(seed)
        self.window = RollingWindow(self.gate_groups, now=NOW - 3600)
        self.sensors = Sensors(self.window)
        self.board: SensorBoard = self.sensors.check(self.window)

    def run(self, minutes: float, **people: float | None) -> None:
        """Play minutes of traffic; `e1=0` holds a gate group's entries, `e1=None` silences it."""
        for _ in range(round(minutes * 6)):
            end = self.window.now + 10
            self.window.advance(end)
            for group in range(len(self.gate_groups)):
                entries = people.get(f"e{group}", self.draws.poisson(PER_PANE[group]))
                if entries is not None:
                    self.hear(group, end - 10, end, int(entries))
            self.board = self.sensors.check(self.window)

    def hear(self, group: int, start: int, end: int, entries: int) -> None:
        self.window.apply(
            Counts.columns(
                [group] * 2, [0, 1], start=[start] * 2, end=[end] * 2, people=[entries, 3]
            )
        )

    def ailment(self, group: int) -> Ailment | None:
        ill = {one.gate_group: one for one in self.board.ailments}
        return ill.get(f"0243-E{group}")

    def state(self, group: int) -> str:
        ailment = self.ailment(group)
        return ailment.state.value if ailment else "ok"

    def five(self) -> float | None:
        places = Gathering.by_station(self.gate_groups)
        table = estimate_flow(
            self.window.sums(300),
            self.window.sums(3600),
            places,
            trusted=self.board.trusted(300),
        )
        return table.of("0243", Direction.IN).per_minute


def test_an_hour_of_ordinary_traffic_raises_nothing():
    station = AStation()

    station.run(90)

    assert station.board.ailments == ()
    assert station.board.trusted(300).all()


def test_nothing_for_two_intervals_and_thirty_seconds_is_silent_since_the_last_word():
    station = AStation()
    station.run(20)
    spoke = station.window.now

    station.run(50 / 60, e1=None)
    before = station.state(1)
    station.run(10 / 60, e1=None)

    assert (before, station.state(1)) == ("ok", "silent")
    assert station.ailment(1).since == time_of(spoke)
    assert station.ailment(1).facts == {"seconds": 60}


def test_a_gate_group_that_was_never_heard_is_silent():
    station = AStation()

    station.run(3, e2=None)

    assert station.state(2) == "silent"
    assert station.ailment(2).since == time_of(NOW - 3600)


def test_a_silent_gate_group_that_speaks_again_is_well():
    station = AStation()
    station.run(20)
    station.run(3, e1=None)

    station.run(1)

    assert station.state(1) == "ok"


def test_what_arrives_more_than_a_minute_old_is_late():
    station = AStation()
    station.run(10)

    for _ in range(20):
        station.run(10 / 60, e3=None)
        station.hear(3, station.window.now - 130, station.window.now - 120, 3)
        station.board = station.sensors.check(station.window)

    assert station.state(3) == "late"
    assert station.ailment(3).facts == {"lag_s": 120}


def test_zeros_where_the_gates_beside_it_say_otherwise_are_stuck_and_missing():
    station = AStation()
    station.run(40)
    whole = station.five()
    began = station.window.now

    station.run(7, e0=0)

    assert station.state(0) == "stuck-at-zero"
    assert abs((station.ailment(0).since - time_of(began)).total_seconds()) <= 10
    assert station.five() == pytest.approx(whole, rel=0.25)
    assert not station.board.trusted(300)[0, 0]
    assert station.board.trusted(300)[0, 1]


def test_a_gate_group_stays_stuck_at_zero_when_its_own_last_hour_has_forgotten():
    station = AStation()
    station.run(40)

    station.run(80, e0=0)

    assert station.state(0) == "stuck-at-zero"


def test_a_stuck_gate_group_that_counts_again_is_well():
    station = AStation()
    station.run(40)
    station.run(10, e0=0)

    station.run(1)

    assert station.state(0) == "ok"


def test_zeros_at_a_gate_that_few_people_use_are_no_fault():
    station = AStation()
    station.run(60, e3=0)
    station.hear(3, station.window.now - 10, station.window.now - 9, 1)

    station.run(30, e3=0)

    assert station.state(3) == "ok"


def test_a_station_that_empties_slowly_at_night_is_not_stuck():
    station = AStation()
    for share in (1, 0.5, 0.25, 0.1, 0.03, 0.01, 0, 0):
        for _ in range(60):
            people = {f"e{n}": station.draws.poisson(PER_PANE[n] * share) for n in range(4)}
            station.run(1 / 6, **people)

    assert [station.state(n) for n in range(4)] == ["ok"] * 4


def test_a_jump_after_a_gap_is_a_backlog_and_no_crowd():
    station = AStation()
    station.run(30)
    usual = station.five()
    station.run(10, e1=None)

    station.run(10 / 60, e1=380)
    station.run(1)

    ailment = station.ailment(1)
    assert (station.state(1), ailment.facts) == ("backlog", {"people": 380, "gap_s": 600})
    assert station.five() == pytest.approx(usual, rel=0.25)
    rows, believed = station.window.panes(60), station.board.trusted_panes(60)
    assert rows[0][~believed].sum() == 380


def test_a_backlog_is_told_for_five_minutes_and_then_forgotten():
    station = AStation()
    station.run(30)
    station.run(10, e1=None)
    station.run(10 / 60, e1=380)

    station.run(6)

    assert station.state(1) == "ok"
    assert station.board.trusted(300).all()
    assert not station.board.trusted(900)[1, 0]


def test_a_gap_that_closes_late_takes_the_backlog_back():
    station = AStation()
    station.run(30)
    station.run(2, e1=None)
    closing = [(station.window.now - 120 + 10 * n) for n in range(12)]
    station.run(10 / 60, e1=90)
    named = station.state(1)

    for start in closing:
        station.hear(1, start, start + 10, 6)
    station.board = station.sensors.check(station.window)

    assert (named, station.state(1)) == ("backlog", "ok")


def test_a_straggler_in_a_gap_does_not_take_the_backlog_back():
    station = AStation()
    station.run(60)
    station.run(20, e0=None)
    begins = station.window.now
    station.run(1 / 6, e0=1_200)

    # Held up on the way for longer than the jump, from half a minute before it.
    station.hear(0, begins - 30, begins - 20, 12)
    station.run(2)

    assert station.state(0) == "backlog"
    assert not station.board.trusted(300)[0, 0]


def test_ordinary_traffic_after_a_gap_is_no_backlog():
    station = AStation()
    station.run(30)
    station.run(10, e1=None)

    station.run(1)

    assert station.state(1) == "ok"


def test_a_registers_backlog_is_named_though_it_stands_in_no_window():
    station = AStation()
    station.run(10)
    now = station.window.now
    gain = Counts.columns([2], [0], start=[now - 900], end=[now], people=[300], backlog=[True])

    station.window.apply(gain)
    station.run(1)

    assert station.state(2) == "backlog"


def test_one_value_again_and_again_is_stuck_high():
    station = AStation()
    station.run(20)

    station.run(6, e2=14)

    assert station.state(2) == "stuck-high"
    assert not station.board.trusted(300)[2, 0]


def test_more_people_than_the_gates_can_pass_are_not_believed():
    station = AStation(gates=1)
    station.run(20)

    for _ in range(6):
        station.run(10 / 60, e0=float(30 + station.draws.integers(0, 5)))

    assert station.state(0) == "stuck-high"


def test_a_real_surge_is_no_fault():
    station = AStation(gates=6)
    station.run(40)

    for _ in range(60):
        station.run(10 / 60, e0=float(station.draws.poisson(60)))

    assert station.board.ailments == ()
    assert station.five() > 400
