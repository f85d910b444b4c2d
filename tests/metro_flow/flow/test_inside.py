"""People inside, held to a walk of every single person."""

import numpy as np
import pytest

from metro_flow.flow.occupancy import Occupancy
from metro_flow.flow.occupied import StationOccupancy
from metro_flow.flow.window import RollingWindow
from tests.metro_flow.flow.persons import Persons, Truth, heard
from tests.metro_flow.flow.playing import NOW, a_station, gates, zone_of

SHARES = np.array([0.4, 0.3, 0.3])


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
