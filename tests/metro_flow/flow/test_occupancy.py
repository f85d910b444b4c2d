"""People inside, held to a walk of every single person and to what must be true of any crowd."""

import doctest
from datetime import timedelta

import numpy as np
import pytest

from metro_flow.flow import occupancy as occupancy_module
from metro_flow.flow.count import Counts, GateGroup, time_of
from metro_flow.flow.occupancy import Occupancy
from metro_flow.flow.occupied import StationOccupancy
from metro_flow.flow.physics import OWN_LINE, TRANSFER, LinePhysics, Range, StationPhysics
from metro_flow.flow.sensors import Sensors
from metro_flow.flow.window import RollingWindow
from metro_flow.flow.zone import Basis, EstimateByEye, ZoneOccupancy
from tests.metro_flow.flow.persons import Persons, Truth, heard

NOW = 1_427_877_000
WHOLE = Range(1, 1, 1)
SHARES = np.array([0.4, 0.3, 0.3])


def a_line(line: str = "7", *, area: float = 1_500, share: Range = WHOLE, **given) -> LinePhysics:
    return LinePhysics(line, platform_m2=area, share=share, **given)


def a_station(*lines: LinePhysics, station: str = "0738") -> StationPhysics:
    return StationPhysics(station, lines or (a_line(),), paid_m2=1_000, unpaid_m2=1_000)


def gates(station: str = "0738", *lines: str | None) -> list[GateGroup]:
    return [
        GateGroup(f"{station}-E{n}", station, gates=6, line=line, interval_s=10)
        for n, line in enumerate(lines or (None, None, None))
    ]


def zone_of(station: StationOccupancy, name: str) -> ZoneOccupancy:
    return next(zone for zone in station.zones if zone.zone == name)


def played(
    minutes: list[float],
    *,
    gate_groups: list[GateGroup],
    stations: list[StationPhysics],
    out: float = 30,
    seed: int = 2,
    silent_from: dict[int, int] | None = None,
) -> tuple[RollingWindow, Occupancy]:
    """Play entries a minute, spread evenly over the gate groups; look every three minutes."""
    draws = np.random.default_rng(seed)
    window, inside = RollingWindow(gate_groups, now=NOW), Occupancy(stations, gate_groups)
    count = len(gate_groups)
    for tick in range(6 * len(minutes)):
        start = NOW + 10 * tick
        people = draws.poisson(np.repeat([minutes[tick // 6], out], count) / 6 / count)
        groups, ways = np.tile(np.arange(count), 2), np.repeat([0, 1], count)
        kept = np.array([tick < (silent_from or {}).get(group, 10**6) for group in groups])
        window.advance(start + 10)
        times = {"start": np.full(2 * count, start), "end": np.full(2 * count, start + 10)}
        window.apply(Counts.columns(groups, ways, people=people, **times).where(kept))
        if tick % 18 == 17:
            inside.check(window)
    return window, inside


def looked_at(
    persons: Persons, *, every: int = 6
) -> tuple[Truth, list[tuple[int, StationOccupancy]]]:
    """Let the estimator hear what the gates of a walked station tell; look now and then."""
    truth, gate_groups = persons.walk(), gates()
    window, inside = RollingWindow(gate_groups, now=NOW), Occupancy([a_station()], gate_groups)
    looks = []
    for tick in range(len(truth.entered)):
        window.advance(NOW + 10 * tick + 10)
        window.apply(heard(truth, tick, NOW + 10 * tick, SHARES))
        if tick % every == every - 1 and tick > 180:
            looks.append((tick, inside.check(window).stations(window_s=300)[0]))
    return truth, looks


def mean_of(people: np.ndarray, tick: int) -> float:
    return float(people[tick - 29 : tick + 1].mean())


WORLDS = {
    "an ordinary hour": {},
    "slow walkers": {"walk_in_s": 135, "walk_out_s": 110},
    "rare trains with room": {"headway_s": 195, "places": 560},
    "frequent trains with little room": {"headway_s": 132, "places": 330},
}


@pytest.mark.parametrize("world", WORLDS)
def test_the_interval_holds_the_people_of_a_station_walked_one_by_one(world):
    held = {"platform": [], "paid": []}

    for seed in range(4):
        persons = Persons(seed, np.full(90, 70.0), np.full(90, 50.0), **WORLDS[world])
        truth, looks = looked_at(persons, every=18)
        for zone, people in (("platform-7", truth.platform), ("paid", truth.paid)):
            held[zone.split("-")[0]] += [
                zone_of(look, zone).low <= mean_of(people, tick) <= zone_of(look, zone).high
                for tick, look in looks
            ]

    assert np.mean(held["platform"]) >= 0.85
    assert np.mean(held["paid"]) >= 0.85


@pytest.mark.parametrize("seed", range(3))
def test_a_crowd_that_is_left_behind_is_found_within_a_third(seed):
    entering = np.concatenate([np.full(50, 80.0), np.full(25, 520.0), np.full(45, 80.0)])
    truth, looks = looked_at(Persons(seed, entering, np.full(120, 50.0)))

    pairs = [
        (zone_of(look, "platform-7"), mean_of(truth.platform, tick))
        for tick, look in looks
        if 58 * 6 < tick < 80 * 6
    ]

    errors = [abs(zone.people - people) for zone, people in pairs]
    assert max(people for _, people in pairs) > 3_000
    assert sum(errors) / sum(people for _, people in pairs) < 0.33
    assert np.mean([zone.low <= people <= zone.high for zone, people in pairs]) > 0.85


def test_entries_less_exits_would_have_been_far_worse():
    truth, looks = looked_at(Persons(1, np.full(120, 70.0), np.full(120, 50.0)))

    naive = np.cumsum(truth.entered - truth.left)
    tick, look = looks[-1]

    whole = truth.platform[tick] + truth.paid[tick]
    assert abs(naive[tick] - whole) > 3 * abs(look.inside.people - whole)


def test_nobody_is_lost_or_made_between_gate_and_platform():
    no_room = a_line(places=Range(0, 0, 0))
    window, inside = played(
        [200.0] * 60 + [0.0] * 10, gate_groups=gates(), stations=[a_station(no_room)], out=0
    )

    crowd = inside.check(window).steps.end

    entered = float(window.panes(452)[0][..., 0].sum())
    everyone = crowd.walking.sum(axis=(0, 1)) + crowd.waiting.sum(axis=(0, 1))
    assert everyone == pytest.approx(np.full_like(everyone, entered))


def test_people_and_intervals_climb_with_the_flow():
    few, many = (
        inside.check(window).stations()[0]
        for window, inside in (
            played([rate] * 60, gate_groups=gates(), stations=[a_station()])
            for rate in (60.0, 180.0)
        )
    )

    for less, more in zip(few.zones, many.zones, strict=True):
        assert less.low <= less.people <= less.high
        assert more.people > less.people


class TestASurgeAtAnInterchange:
    """Jing'an Temple's evening: 350 people a minute over three lines, and a concert's end."""

    LINES = (
        a_line("2", area=1_974, share=Range(0.4, 0.5, 0.6), transfer=TRANSFER),
        a_line(
            "7", area=1_480, share=Range(0.18, 0.25, 0.33), places=Range(240, 330, 450),
            transfer=TRANSFER,
        ),
        a_line("14", area=1_974, share=Range(0.18, 0.25, 0.33), transfer=TRANSFER),
    )  # fmt: skip

    def shares(
        self, surge: float, *, minutes: int = 20, area: float = 1_974
    ) -> list[ZoneOccupancy]:
        """Give the platform of line 2 each minute while a surge enters at that line's gates."""
        lines = (a_line("2", area=area, share=self.LINES[0].share), *self.LINES[1:])
        gate_groups = gates("0243", "2", "7", "14")
        draws = np.random.default_rng(7)
        window = RollingWindow(gate_groups, now=NOW)
        inside = Occupancy([a_station(*lines, station="0243")], gate_groups)
        looks = []
        for tick in range(6 * (45 + minutes)):
            start = NOW + 10 * tick
            rates = np.array([175, 88, 88, 40, 20, 20]) + np.eye(6)[0] * surge * (tick >= 270)
            window.advance(start + 10)
            window.apply(
                Counts.columns(
                    [0, 1, 2] * 2,
                    [0, 0, 0, 1, 1, 1],
                    start=[start] * 6,
                    end=[start + 10] * 6,
                    people=draws.poisson(rates / 6),
                )
            )
            if tick >= 270 and tick % 6 == 5:
                looks.append(zone_of(inside.check(window).stations()[0], "platform-2"))
        return looks

    def test_an_ordinary_evening_is_far_from_any_colour(self):
        looks = self.shares(0)

        assert max(look.share for look in looks) < 0.2
        assert max(look.high / look.holding for look in looks) < 0.45

    def test_a_surge_fills_the_platform_with_those_left_behind(self):
        looks = self.shares(1_000, minutes=25)
        first = {
            share: next(n for n, look in enumerate(looks, 1) if look.share >= share)
            for share in (0.45, 2 / 3, 1.0)
        }
        red = next(n for n, look in enumerate(looks, 1) if look.low / look.holding >= 3.5 / 3)

        assert 4 <= first[0.45] < first[2 / 3] < first[1.0] < red <= 25
        assert looks[10].trend_per_minute > 150

    def test_half_the_surge_gives_less_and_a_larger_platform_gives_it_later(self):
        whole, half = self.shares(800)[-1], self.shares(400)[-1]
        wide = self.shares(800, area=4_000)[-1]

        assert half.share < 0.5 * whole.share
        assert wide.share < 0.6 * whole.share

    def test_a_packed_platform_sends_the_rest_to_the_paid_hall(self):
        looks = self.shares(2_500)

        assert looks[-1].density <= 5.01


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


def test_it_does_not_matter_how_often_one_looks():
    often_window, often = played([150.0] * 100, gate_groups=gates(), stations=[a_station()])
    once_window, _ = played([150.0] * 100, gate_groups=gates(), stations=[a_station()])
    seldom = Occupancy([a_station()], gates())

    for_once = seldom.check(once_window).stations()[0]

    for_all = often.check(often_window).stations()[0]
    for one, other in zip(for_once.zones, for_all.zones, strict=True):
        assert one.people == pytest.approx(other.people, rel=1e-6)


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


def test_the_share_of_a_lines_own_gates_is_used():
    lines = (
        a_line("2", share=Range(0.5, 0.5, 0.5)),
        a_line("7", share=Range(0.5, 0.5, 0.5)),
    )
    station = a_station(*lines)
    window, inside = played(
        [120.0] * 40, gate_groups=gates("0738", "2", "2"), stations=[station], out=0
    )

    two, seven = inside.check(window).stations()[0].zones[:2]

    share = two.people / (two.people + seven.people)
    assert OWN_LINE.low < share < OWN_LINE.high
