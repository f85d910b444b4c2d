"""How soon a zone holds so many: known answers, and what a look ahead must never do."""

import numpy as np
import pytest

from metro_flow.errors import Malformed
from metro_flow.flow.ahead import Ahead, look_ahead
from metro_flow.flow.crowd import Crowd
from metro_flow.flow.draws import DRAWS
from metro_flow.flow.futures import FUTURES
from metro_flow.flow.headway import STEP_S
from metro_flow.flow.occupancy import Occupancy
from metro_flow.flow.occupied import Occupied
from metro_flow.flow.physics import LinePhysics, Range
from metro_flow.flow.through import Through
from metro_flow.flow.zone import ZoneOccupancy
from tests.metro_flow.flow.playing import NOW, a_line, a_station, gates, played

FULL = Range(0, 0, 0)
ROOMY = Range(1e5, 1e5, 1e5)


def checked(per_minute: float, *lines: LinePhysics, out: float = 0, minutes: int = 40) -> Occupied:
    stations = [a_station(*lines)]
    window, inside = played([per_minute] * minutes, gate_groups=gates(), stations=stations, out=out)
    return inside.check(window)


def inside_of(occupied: Occupied) -> ZoneOccupancy:
    return occupied.stations(window_s=30)[0].inside


def with_full_trains(per_minute: float = 60) -> tuple[Ahead, float]:
    occupied = checked(per_minute, a_line(area=1e5, places=FULL), minutes=20)
    return look_ahead(occupied), inside_of(occupied).people


def test_a_station_whose_trains_are_full_fills_at_the_rate_at_which_people_enter():
    ahead, now = with_full_trains(60)

    in_ten = ahead.reach("0738", "inside", now + 600, 1200)

    assert in_ten.probability > 0.99
    assert in_ten.minutes == pytest.approx(10, abs=1)
    assert ahead.reach("0738", "inside", now + 600, 360).probability < 0.02
    assert ahead.reach("0738", "inside", now + 600, 840).probability > 0.98


def test_trains_with_room_for_all_keep_a_platform_from_filling():
    occupied = checked(60, a_line(headway_s=Range(110, 120, 130), places=ROOMY), out=60)

    reach = look_ahead(occupied).reach("0738", "platform-7", 600, 1200)

    assert reach.probability < 0.01
    assert reach.minutes is None


def test_trains_without_room_for_all_leave_people_behind_who_add_up():
    """Sixty a train and direction each two minutes, a hundred come: forty a minute are left."""
    occupied = checked(
        100,
        a_line(
            area=1e5,
            headway_s=Range(115, 120, 125),
            places=Range(58, 60, 62),
            toward=Range(0.5, 0.5, 0.5),
        ),
    )
    now = inside_of(occupied).people

    reach = look_ahead(occupied).reach("0738", "inside", now + 400, 1200)

    assert reach.probability > 0.9
    assert reach.minutes == pytest.approx(10, abs=2)


def test_what_is_there_already_is_reached_at_once():
    ahead, now = with_full_trains()

    reach = ahead.reach("0738", "inside", 0.8 * now, 300)

    assert reach.probability > 0.95
    assert reach.minutes <= 0.5


def test_the_chance_climbs_with_time_and_falls_with_people():
    ahead = look_ahead(checked(150, out=60))
    people = np.linspace(50, 900, 18)

    chances = np.array(
        [
            [ahead.reach("0738", "platform-7", many, within).probability for many in people]
            for within in range(60, 1201, 60)
        ]
    )

    assert (np.diff(chances, axis=0) >= 0).all()
    assert (np.diff(chances, axis=1) <= 0).all()
    assert 0.02 < chances[-1, 6] < 1


def test_the_chances_of_all_zones_at_once_are_those_of_each():
    ahead = look_ahead(checked(150, out=60))
    people = np.array([300.0, 200.0, 150.0, 700.0])

    together = ahead.chance(people, 600)

    zones = ("platform-7", "paid", "unpaid", "inside")
    each = [
        ahead.reach("0738", zone, many, 600).probability
        for zone, many in zip(zones, people, strict=True)
    ]
    assert together == pytest.approx(each)


def test_those_who_are_left_waiting_are_as_many_as_the_estimator_would_step_to():
    """The futures' mean against the estimator's own cases, stepped on with no exit heard."""
    occupied = checked(150, out=60)
    crowd, insides = occupied.steps.end.copy(), occupied.insides
    ahead = look_ahead(occupied)
    entering = np.full((20, 1, DRAWS), 150 * STEP_S / 60)
    nothing = np.zeros((20, 1))
    untold = np.full((20, 2, 1), np.nan)
    unheard = Through(
        entering,
        np.zeros_like(entering),
        np.zeros((20, 1, DRAWS)),
        heard=nothing,
        spoken_s=nothing,
        calls=np.full((20, 2, 1), -1.0),
        places=untold,
        left_behind=untold,
    )

    stepped = []
    for row in range(20):
        crowd.step(insides, unheard, row, length_s=STEP_S)
        stepped.append(crowd.present(insides).waiting.mean())
    futures = waiting_of(occupied)

    assert futures[:20].mean() == pytest.approx(np.mean(stepped), rel=0.1)
    assert ahead.most.shape[-1] == DRAWS * FUTURES


def waiting_of(occupied: Occupied) -> np.ndarray:
    """Give the futures' mean of those who wait, step by step, with nobody alighting."""
    from dataclasses import replace

    from metro_flow.flow.futures import Coming, Futures

    insides = replace(occupied.insides, alighting=0 * occupied.insides.alighting)
    crowd = occupied.steps.end.copy()
    crowd.leaving[:] = 0
    after_s = STEP_S * np.arange(1.0, 41)
    platform, _ = Futures(insides, crowd).moved(Coming.of(occupied, None, after_s))
    return platform.mean(axis=(1, 2, 3))


def test_people_who_are_forecast_come_into_sight():
    occupied = checked(60, a_line(area=1e5, places=FULL), minutes=20)
    now = inside_of(occupied).people
    many = np.linspace(1.0, 6.0, 20)[:, np.newaxis]

    calm = look_ahead(occupied).reach("0738", "inside", now + 900, 1200)
    foretold = look_ahead(occupied, entering=many).reach("0738", "inside", now + 900, 1200)

    assert foretold.minutes < calm.minutes - 2


def test_where_nothing_is_forecast_the_present_rate_goes_on():
    occupied = checked(100, out=40)

    unknown = look_ahead(occupied, entering=np.full((20, 1), np.nan))

    assert np.array_equal(unknown.most, look_ahead(occupied).most)


def test_looking_ahead_changes_nothing_of_the_estimator():
    window, inside = played([100.0] * 30, gate_groups=gates(), stations=[a_station()], out=40)
    occupied = inside.check(window)
    before = occupied.stations()
    kept = occupied.steps.end.copy()

    first, again = look_ahead(occupied), look_ahead(occupied)

    assert occupied.stations() == before == inside.check(window).stations()
    assert np.array_equal(occupied.steps.end.waiting, kept.waiting)
    assert np.array_equal(first.most, again.most)


def test_where_nothing_was_heard_nothing_is_said():
    stations = [a_station(), a_station(station="0739")]
    heard = gates()
    window, inside = played([100.0] * 20, gate_groups=heard, stations=stations[:1])
    silent = Occupancy(stations, heard)

    ahead = look_ahead(silent.check(window))

    assert ahead.reach("0738", "inside", 100, 600) is not None
    assert ahead.reach("0739", "inside", 100, 600) is None
    assert np.isnan(ahead.chance(np.full(len(ahead.known), 100.0), 600)).sum() == 4
    assert inside.check(window).now == NOW + 1200


def test_what_was_not_looked_at_is_refused_by_its_name():
    ahead = look_ahead(checked(60), minutes=10)

    with pytest.raises(Malformed, match="0738 platform-9"):
        ahead.reach("0738", "platform-9", 100, 60)
    with pytest.raises(Malformed, match="within_s"):
        ahead.reach("0738", "inside", 100, 1200)
    with pytest.raises(Malformed, match="entering"):
        look_ahead(checked(60), entering=np.ones((20, 3)))


def test_an_estimator_that_has_just_begun_can_be_looked_ahead_from():
    occupied = checked(60, minutes=4)

    assert look_ahead(occupied).reach("0738", "inside", 10_000, 600).probability < 0.01
    assert isinstance(occupied.steps.end, Crowd)


def test_the_people_reached_with_a_chance_are_those_whose_chance_it_is():
    ahead = look_ahead(checked(150, out=60))

    likely, seldom = (ahead.reached(chance, 600)[-1] for chance in (0.5, 0.1))

    assert likely < seldom
    assert ahead.reach("0738", "inside", likely, 600).probability == pytest.approx(0.5, abs=0.05)
    assert ahead.reach("0738", "inside", seldom, 600).probability == pytest.approx(0.1, abs=0.05)
    with pytest.raises(Malformed, match="chance"):
        ahead.reached(1.0, 600)
