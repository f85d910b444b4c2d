"""The front door of the people inside: late, silent, ill, believed otherwise, looked at."""

import doctest
from datetime import timedelta

import numpy as np
import pytest

from metro_flow.flow import occupancy as occupancy_module
from metro_flow.flow.count import Counts, time_of
from metro_flow.flow.occupancy import Occupancy
from metro_flow.flow.physics import Range
from metro_flow.flow.sensors import Sensors
from metro_flow.flow.window import RollingWindow
from metro_flow.flow.zone import Basis, EstimateByEye
from tests.metro_flow.flow.playing import NOW, a_line, a_station, gates, played


def test_late_counts_end_in_the_same_people_as_a_clean_stream():
    gate_groups, stations = gates(), [a_station()]
    draws = np.random.default_rng(4)
    ticks = 6 * 130
    people = draws.poisson(40, (ticks, 6))
    late = draws.random((ticks, 6)) < 0.2
    delay = draws.integers(1, 355, (ticks, 6)) * late
    final = {}
    for name, lag in (("clean", delay * 0), ("late", delay)):
        window, inside = RollingWindow(gate_groups, now=NOW), Occupancy(stations, gate_groups)
        for tick in range(ticks + 360):
            window.advance(NOW + 10 * tick + 10)
            start, slot = np.nonzero(np.arange(ticks)[:, np.newaxis] + lag == tick)
            window.apply(
                Counts.columns(
                    slot % 3,
                    slot // 3,
                    start=NOW + 10 * start,
                    end=NOW + 10 * start + 10,
                    people=people[start, slot],
                )
            )
            if tick % 7 == 0:
                found = inside.check(window).stations()[0]
        steps = inside.check(window).steps.end
        final[name] = (found, steps)

    assert np.array_equal(final["clean"][1].waiting, final["late"][1].waiting)
    assert final["clean"][0] == final["late"][0]


@pytest.mark.parametrize("every", [2, 7, 60])
def test_it_does_not_matter_how_often_one_looks(every):
    often, seldom = Occupancy([a_station()], gates()), Occupancy([a_station()], gates())
    window = RollingWindow(gates(), now=NOW)
    draws = np.random.default_rng(3)
    for tick in range(6 * 180):
        window.advance(NOW + 10 * tick + 10)
        start = NOW + 10 * tick
        people = draws.poisson(np.repeat([8 + 6 * (tick % 16 < 4), 4], 3))
        groups, ways = np.tile(np.arange(3), 2), np.repeat([0, 1], 3)
        columns = {"start": [start] * 6, "end": [start + 10] * 6, "people": people}
        window.apply(Counts.columns(groups, ways, **columns))
        for one, each in ((often, 1), (seldom, every)):
            if tick % each == 0:
                one.check(window)

    assert seldom.check(window).stations() == often.check(window).stations()


def test_a_silent_gate_group_widens_the_figure_and_does_not_empty_the_platform():
    minutes = [150.0] * 60
    whole_window, whole = played(minutes, gate_groups=gates(), stations=[a_station()])
    part_window, part = played(
        minutes, gate_groups=gates(), stations=[a_station()], silent_from={1: 270}
    )

    platform = whole.check(whole_window).stations()[0].zones[0]
    missing = part.check(part_window).stations()[0].zones[0]

    assert missing.people == pytest.approx(platform.people, rel=0.15)
    assert missing.high - missing.low > platform.high - platform.low
    assert missing.coverage == pytest.approx(2 / 3, abs=0.05)


def test_people_are_unknown_rather_than_few_when_most_gates_fall_silent():
    window, inside = played(
        [150.0] * 60,
        gate_groups=gates(),
        stations=[a_station()],
        silent_from={0: 300, 1: 300},
    )

    platform = inside.check(window).stations()[0].zones[0]

    assert platform.people is platform.low is platform.high is platform.density is None
    assert platform.unknown == "coverage-too-low"


def test_a_station_whose_gates_were_never_heard_is_unknown():
    silent = dict.fromkeys(range(3), 0)
    window, inside = played(
        [1.0] * 5, gate_groups=gates(), stations=[a_station()], silent_from=silent
    )

    station = inside.check(window).stations()[0]

    assert {zone.unknown for zone in station.zones} == {"nothing-heard"}
    assert station.inside.until is None


def test_a_backlog_in_one_jump_does_not_crowd_the_platform():
    minutes = [60.0] * 60
    window, inside = played(
        minutes, gate_groups=gates(), stations=[a_station()], silent_from={2: 240}
    )
    sensors = Sensors(window)
    before = inside.check(window, sensors=sensors.check(window)).stations()[0].zones[0]
    window.apply(
        Counts.columns([2], [0], start=[window.now], end=[window.now + 10], people=[4_000])
    )
    window.advance(window.now + 60)

    board = sensors.check(window)
    after = inside.check(window, sensors=board).stations()[0].zones[0]

    assert after.people < 1.3 * before.people


def test_without_a_timetable_the_figure_says_that_it_rests_on_gates_only():
    line = a_line(headway_s=None, places=None)
    window, inside = played([60.0] * 60, gate_groups=gates(), stations=[a_station(line)])
    _, timed = played([60.0] * 60, gate_groups=gates(), stations=[a_station()])

    platform = inside.check(window).stations()[0].zones[0]
    with_trains = timed.check(window).stations()[0].zones[0]

    assert (platform.basis, with_trains.basis) == (Basis.GATES_ONLY, Basis.WITH_TIMETABLE)
    assert platform.high - platform.low > with_trains.high - with_trains.low


def test_other_beliefs_hold_from_their_moment_on_and_not_before():
    evening = a_station(a_line(places=Range(40, 50, 60)))
    window, inside = played([120.0] * 100, gate_groups=gates(), stations=[a_station()])
    full, changed = Occupancy([evening], gates()), inside
    crowded = full.check(window).stations()[0].zones[0]
    calm = changed.check(window).stations()[0].zones[0]

    changed.believe([evening], since=window.now - 600)
    since = changed.check(window).stations()[0].zones[0]

    assert calm.people < since.people < crowded.people


def test_beliefs_of_other_stations_are_refused():
    inside = Occupancy([a_station()], gates())

    with pytest.raises(ValueError, match="same stations"):
        inside.believe([a_station(a_line("8"))], since=NOW)


def test_a_chief_who_looks_moves_the_figure_and_it_says_so():
    window, inside = played([150.0] * 60, gate_groups=gates(), stations=[a_station()])
    at = time_of(window.now) - timedelta(seconds=60)
    looks = [EstimateByEye("0738", "platform-7", 3, at)]

    gates_say = inside.check(window).stations()[0].zones
    fused = inside.check(window).stations(by_eye=looks)[0].zones

    assert (fused[0].by_eye, fused[1].by_eye) == (True, False)
    assert fused[0].people > gates_say[0].people
    assert fused[1] == gates_say[1]


def test_the_example_of_the_occupancy_runs():
    assert doctest.testmod(occupancy_module).failed == 0
