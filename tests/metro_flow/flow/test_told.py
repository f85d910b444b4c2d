"""What is told of trains and changes is believed, in any order, and left when it breaks off."""

from __future__ import annotations

import numpy as np
import pytest

from metro_flow.errors import Malformed
from metro_flow.flow.count import Counts, time_of
from metro_flow.flow.headway import STEP_S, chance_of_call
from metro_flow.flow.occupancy import Occupancy
from metro_flow.flow.occupied import Occupied
from metro_flow.flow.physics import Range
from metro_flow.flow.told import Changed, Told, TrainCall
from metro_flow.flow.window import RollingWindow
from tests.metro_flow.flow.playing import NOW, a_line, a_station, gates

HEADWAY_S = 150


def an_hour(*, trains_until_min: int = 60, told: bool = True, exits: bool = True) -> Occupied:
    """Play an hour: 120 a minute enter; trains call until a minute, and exits come with them."""
    window, inside = RollingWindow(gates(), now=NOW), Occupancy([a_station()], gates())
    calls = [
        TrainCall("0738", "7", time_of(NOW + at))
        for at in range(0, trains_until_min * 60, HEADWAY_S)
    ]
    for tick in range(360):
        start = NOW + 10 * tick
        window.advance(start + 10)
        running = tick < trains_until_min * 6
        out = 4 * (tick % 15 in (5, 6, 7, 8)) if exits and running else 0
        groups, ways = np.tile(np.arange(3), 2), np.repeat([0, 1], 3)
        people = np.repeat([7, out], 3)
        times = {"start": np.full(6, start), "end": np.full(6, start + 10)}
        window.apply(Counts.columns(groups, ways, people=people, **times))
        if told and tick % 6 == 5:
            end = start + 10
            heard = [each for each in calls if each.at <= time_of(end)]
            inside.told.hear_trains("0738", "7", heard, since=time_of(NOW), until=time_of(end))
        if tick % 18 == 17:
            inside.check(window)
    return inside.check(window)


def test_a_feed_of_trains_is_what_the_figure_rests_on_and_makes_it_surer() -> None:
    (told,), (supposed,) = an_hour().stations(), an_hour(told=False).stations()

    assert told.zones[0].basis.value == "with-trains"
    assert supposed.zones[0].basis.value == "with-timetable"
    wide = [zone.inside.high - zone.inside.low for zone in (told, supposed)]
    assert wide[0] < wide[1]


def test_when_the_feed_says_that_no_train_comes_people_stay() -> None:
    (running,), (halted,) = an_hour().stations(), an_hour(trains_until_min=45).stations()

    # A quarter of an hour of 126 people a minute.
    assert halted.inside.people - running.inside.people > 1_000


def test_when_nobody_comes_out_any_more_people_stay_though_no_feed_tells() -> None:
    (running,) = an_hour(told=False).stations()
    (halted,) = an_hour(told=False, trains_until_min=45).stations()

    assert halted.inside.people - running.inside.people > 500


def test_trains_told_again_or_late_are_the_same_trains() -> None:
    calls = [TrainCall("0738", "7", time_of(NOW + at)) for at in (30, 200, 400)]
    span = {"since": time_of(NOW), "until": time_of(NOW + 600)}
    one, other = Told([a_station()]), Told([a_station()])

    one.hear_trains("0738", "7", calls, **span)
    other.hear_trains("0738", "7", calls[::-1], **span)
    other.hear_trains("0738", "7", calls[1:], **span)

    block = NOW // STEP_S
    for field in ("calls", "places", "left_behind"):
        mine, theirs = (getattr(told.trains(block, 20), field) for told in (one, other))
        assert np.array_equal(mine, theirs, equal_nan=True)


def test_a_feed_that_is_silent_for_two_minutes_is_no_feed_now() -> None:
    told = Told([a_station()])
    told.hear_trains("0738", "7", [], since=time_of(NOW), until=time_of(NOW + 60))

    assert told.fresh(NOW + 180).tolist() == [True]
    assert told.fresh(NOW + 181).tolist() == [False]


def test_changes_are_spread_over_their_interval() -> None:
    told = Told([a_station()])
    told.hear_changes([Changed("0738", "7", time_of(NOW), time_of(NOW + 300), 100)])

    people, share = told.changes(NOW // STEP_S, 12)

    assert people[:, 0].tolist() == pytest.approx([10] * 10 + [0] * 2)
    assert share[:, 0].tolist() == [1] * 10 + [0] * 2


def test_changes_told_twice_in_intervals_of_different_length_are_the_same_people() -> None:
    told = Told([a_station()])
    minutes = [
        Changed("0738", "7", time_of(NOW + at), time_of(NOW + at + 60), 20)
        for at in range(0, 300, 60)
    ]
    told.hear_changes([*minutes, Changed("0738", "7", time_of(NOW), time_of(NOW + 300), 100)])

    people, _ = told.changes(NOW // STEP_S, 10)

    assert people[:, 0].tolist() == pytest.approx([10] * 10)


def test_one_passage_of_two_tells_half_of_the_changes() -> None:
    third = Range(1 / 3, 1 / 3, 1 / 3)
    told = Told([a_station(*(a_line(name, share=third) for name in ("1", "3-4", "7")))])
    span = time_of(NOW), time_of(NOW + 30)

    told.hear_changes([Changed("0738", "7", *span, 20, "1"), Changed("0738", "7", *span, 4, "3")])

    people, share = told.changes(NOW // STEP_S, 1)
    assert people[0].tolist() == [0, 0, 24]
    assert share[0].tolist() == pytest.approx([0, 0, 0.5 + 0.25])


def test_between_two_stretches_nobody_knows_and_no_halt_is_made_up() -> None:
    told = Told([a_station()])
    for since, until in ((600, 900), (0, 300)):
        told.hear_stretch("0738", "7", since=time_of(NOW + since), until=time_of(NOW + until))

    calls = told.trains(NOW // STEP_S, 30).calls[:, 0, 0]

    assert calls.tolist() == [0] * 10 + [-1] * 10 + [0] * 10
    assert told.until().tolist() == [NOW + 900]


def test_stretches_that_meet_are_one() -> None:
    told = Told([a_station()])
    for since, until in ((300, 600), (0, 310), (100, 200)):
        told.hear_stretch("0738", "7", since=time_of(NOW + since), until=time_of(NOW + until))

    assert (told.trains(NOW // STEP_S, 20).calls == 0).all()


def test_a_shared_platform_is_told_of_when_both_its_lines_are() -> None:
    told = Told([a_station(a_line("3-4"))])
    span = {"since": time_of(NOW), "until": time_of(NOW + 60)}

    told.hear_stretch("0738", "3", **span)
    half = told.fresh(NOW + 60).tolist()
    told.hear_stretch("0738", "4", **span)

    assert (half, told.fresh(NOW + 60).tolist()) == ([False], [True])
    assert told.until_of("0738") == {"3-4": NOW + 60}


def test_those_left_behind_are_who_still_waits() -> None:
    left = {}
    for people in (None, 25, 400):
        window, inside = RollingWindow(gates(), now=NOW), Occupancy([a_station()], gates())
        for start in range(NOW, NOW + 1_200, 10):
            window.advance(start + 10)
            groups, ways = np.tile(np.arange(3), 2), np.repeat([0, 1], 3)
            times = {"start": np.full(6, start), "end": np.full(6, start + 10)}
            window.apply(Counts.columns(groups, ways, people=np.repeat([7, 3], 3), **times))
        calls = [
            TrainCall("0738", "7", time_of(NOW + 1_185), way, places=20, left_behind=people)
            for way in (0, 1)
        ]
        inside.told.hear_trains("0738", "7", calls, since=time_of(NOW), until=time_of(NOW + 1_200))
        (waiting,) = inside.check(window).steps.present[-1].waiting.mean(axis=1)
        left[people] = waiting

    assert left[25] == pytest.approx(50)
    assert left[400] == pytest.approx(800)
    assert left[25] < left[None] < left[400]


def test_a_train_is_expected_at_its_headway_and_after_two_hardly_any_more() -> None:
    chance = chance_of_call(np.array([HEADWAY_S * 1.0]))[:, 0]

    assert chance[0] < 0.01
    assert chance[5] > 0.2
    assert chance[12] < chance[6]
    assert chance[-1] == pytest.approx(1 - np.exp(-STEP_S / 900), rel=0.01)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (lambda: TrainCall("0738", "7", time_of(NOW), direction=2), "direction"),
        (lambda: TrainCall("0738", "7", time_of(NOW), places=-1), "places"),
        (lambda: TrainCall("0738", "7", time_of(NOW).replace(tzinfo=None)), "at"),
        (lambda: Changed("0738", "7", time_of(NOW), time_of(NOW), 5), "end"),
        (lambda: Changed("0738", "7", time_of(NOW), time_of(NOW + 9), -5), "people"),
        (
            lambda: Told([a_station()]).hear_trains(
                "0738", "9", [], since=time_of(NOW), until=time_of(NOW)
            ),
            "line",
        ),
    ],
    ids=["a third way", "fewer than no place", "no zone", "no time", "nobody less", "another line"],
)
def test_what_does_not_fit_is_named(wrong: object, field: str) -> None:
    with pytest.raises(Malformed) as said:
        wrong()  # type: ignore[operator]

    assert field in str(said.value)
