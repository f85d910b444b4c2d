"""The advice on entry gates follows the platform, conserves people, and holds a world unknown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metro_flow.errors import Malformed
from metro_flow.flow.control import (
    MINUTES,
    Advice,
    Entrance,
    Outcome,
    PlatformNow,
    advise,
    gates_for,
    let_in_per_minute,
    shared_out,
)
from metro_flow.flow.draws import DRAWS
from tests.metro_flow.flow.a_platform import FLAT, a_platform, an_entrance, evening

WANTED = 2.0


def advised(platform: PlatformNow, entrance: Entrance) -> Advice:
    advice = advise(platform, entrance, wanted_per_m2=WANTED)
    assert advice is not None
    return advice


def test_at_the_wanted_density_as_many_are_let_in_as_trains_take_besides_the_others() -> None:
    """Known answer: 350 a minute taken, 50 come unmetered, 0.9 of those let in come here."""
    arriving = 350 - 50
    platform = a_platform(people=2_400, walking=arriving * 1.5)

    rate = let_in_per_minute(platform, wanted_per_m2=WANTED)

    assert rate == pytest.approx(arriving / 0.9)


def test_three_hundred_too_many_are_let_down_over_five_minutes() -> None:
    at, over = (a_platform(people=people, walking=450) for people in (2_400, 2_700))

    rates = [let_in_per_minute(each, wanted_per_m2=WANTED) for each in (at, over)]

    assert rates[0] - rates[1] == pytest.approx(300 / 5 / 0.9)


def test_an_empty_platform_needs_no_advice() -> None:
    assert advise(a_platform(people=200, walking=150), an_entrance(120), wanted_per_m2=2) is None


def test_a_crowd_that_came_by_other_lines_is_not_met_by_closing_gates() -> None:
    changed = replace(a_platform(people=3_000), unmetered=FLAT * 400)

    assert advise(changed, an_entrance(5), wanted_per_m2=2) is None


def test_a_full_platform_is_brought_down_and_the_queue_is_told() -> None:
    platform = a_platform(people=3_000, walking=500, grew=60)

    advice = advised(platform, an_entrance(400, room=3_000))

    assert advice.outcome is Outcome.HELD
    assert advice.reached_min is not None
    assert advice.come.middle == pytest.approx(0.9 * 400 + 50)
    assert advice.take.middle == pytest.approx(350)
    assert advice.without.density[-1].middle > 3.0
    assert advice.followed.density[-1].middle < WANTED * 1.05
    assert advice.followed.queue[-1].middle == pytest.approx(
        MINUTES * (400 - advice.rate_per_minute)
    )
    assert advice.followed.wait_min[-1].middle == pytest.approx(
        advice.followed.queue[-1].middle / advice.rate_per_minute
    )


def test_where_trains_take_too_few_it_says_so_and_leaves_one_gate_open() -> None:
    halted = replace(a_platform(people=3_000, walking=400), take=FLAT * 20)

    advice = advised(halted, an_entrance(300, room=10_000))

    assert advice.outcome is Outcome.TRAINS_TAKE_TOO_FEW
    assert (advice.gates_open, advice.reached_min) == (1, None)


def test_the_hall_is_not_filled_within_ten_minutes() -> None:
    platform = a_platform(people=3_600, walking=600, grew=50)

    advice = advised(platform, an_entrance(400, room=200))

    assert advice.outcome is Outcome.NO_ROOM_OUTSIDE
    assert advice.followed.queue[10].middle <= 200
    assert advice.full_min is None or advice.full_min > 10


def test_when_the_hall_is_full_is_told() -> None:
    advice = advised(a_platform(people=2_600), an_entrance(500, room=2_000))

    minutes = 2_000 / (500 - advice.rate_per_minute)
    assert advice.outcome is Outcome.HELD
    assert advice.full_min == int(minutes) + 1


def test_what_is_seen_corrects_what_trains_are_believed_to_take() -> None:
    """Trains take a hundred fewer than believed: the platform grows though it should stand."""
    standing, growing = (a_platform(people=2_400, walking=450, grew=by) for by in (0, 100))

    rates = [let_in_per_minute(each, wanted_per_m2=WANTED) for each in (standing, growing)]

    # A hundred fewer a minute are taken, and 1.5 minutes' worth of them are over by then.
    assert rates[0] - rates[1] == pytest.approx((100 + 150 / 5) / 0.9)


def test_rows_of_gates_share_what_is_open_by_who_comes_there() -> None:
    assert shared_out(4, [60, 20, 5], [6, 4, 4]) == [3, 1, 0]
    assert shared_out(99, [60, 20, 5], [6, 4, 4]) == [6, 4, 4]
    assert shared_out(0, [60], [6]) == [0]


def test_gates_are_whole_and_one_stays_open() -> None:
    assert gates_for(110, least=0, per_gate=25, gates=9) == 4
    assert gates_for(3, least=0, per_gate=25, gates=9) == 1
    assert gates_for(110, least=130, per_gate=25, gates=9) == 6
    assert gates_for(900, least=0, per_gate=25, gates=9) == 9


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (lambda: an_entrance(100, gates=0), "gates"),
        (lambda: an_entrance(100, room=-1), "room"),
        (lambda: an_entrance(100, per_gate=0), "per_gate"),
        (
            lambda: advise(a_platform(people=1), an_entrance(100), wanted_per_m2=0),
            "wanted_per_m2",
        ),
    ],
    ids=["no gate", "less than no room", "gates that let nobody in", "nobody wanted"],
)
def test_what_does_not_fit_is_named(wrong: Any, field: str) -> None:
    with pytest.raises(Malformed) as said:
        wrong()

    assert field in str(said.value)


@st.composite
def situations(draw: st.DrawFn) -> tuple[PlatformNow, Entrance]:
    """Any platform and entrance, each draw of its own."""
    random = np.random.default_rng(draw(st.integers(0, 10_000)))
    several = random.uniform(0.6, 1.4, (6, DRAWS))
    platform = replace(
        a_platform(
            people=draw(st.floats(0, 6_000)),
            walking=draw(st.floats(0, 1_500)),
            grew=draw(st.floats(-300, 300)),
        ),
        share=np.clip(0.8 * several[0], 0, 1),
        unmetered=draw(st.floats(0, 200)) * several[1],
        take=draw(st.floats(0, 800)) * several[2],
        headway_min=draw(st.floats(1, 8)) * several[3],
        belief=several[4],
    )
    entrance = an_entrance(
        draw(st.floats(1, 900)),
        gates=draw(st.integers(1, 40)),
        room=draw(st.floats(0, 5_000)),
    )
    return platform, replace(entrance, demand=entrance.demand * several[5])


@settings(max_examples=150, deadline=None)
@given(situations(), st.floats(0.2, 4))
def test_whatever_the_situation_people_are_conserved_and_never_fewer_than_none(
    situation: tuple[PlatformNow, Entrance], wanted: float
) -> None:
    platform, entrance = situation

    advice = advise(platform, entrance, wanted_per_m2=wanted)

    if advice is None:
        return
    assert 1 <= advice.gates_open <= advice.gates
    for course in (advice.followed, advice.without):
        assert len(course.density) == len(course.queue) == MINUTES + 1
        for band in (*course.density, *course.queue, *course.wait_min):
            assert 0 <= band.low <= band.middle <= band.high
    # Nobody is lost at the gates: who was not let in waits, in every draw.
    waits = np.maximum(0, entrance.demand - entrance.per_gate * advice.gates_open)
    last = advice.followed.queue[-1]
    assert MINUTES * waits.min() - 1e-6 <= last.low <= last.high <= MINUTES * waits.max() + 1e-6
    for followed, without in zip(advice.followed.density, advice.without.density, strict=True):
        assert followed.middle <= without.middle + 1e-9


@settings(max_examples=150, deadline=None)
@given(situations(), st.floats(0.2, 4), st.floats(1, 500))
def test_more_people_never_open_a_gate_and_more_places_never_close_one(
    situation: tuple[PlatformNow, Entrance], wanted: float, more: float
) -> None:
    platform, _ = situation

    rate = let_in_per_minute(platform, wanted_per_m2=wanted)

    fuller = replace(platform, people=platform.people + more)
    growing = replace(platform, grew=platform.grew + more)
    emptier = replace(platform, take=platform.take + more)
    others = [let_in_per_minute(each, wanted_per_m2=wanted) for each in (fuller, growing, emptier)]
    assert others[0] <= rate + 1e-6
    assert others[1] <= rate + 1e-6
    assert others[2] >= rate - 1e-6
    assert let_in_per_minute(platform, wanted_per_m2=wanted + 0.1) >= rate - 1e-6


WORLDS = {
    "as believed": {},
    "fewer places than believed": {"places": 300},
    "more places than believed": {"places": 600},
    "a longer way than believed": {"walk_s": 170},
    "more who change than believed": {"changing": 90},
    "gates that let fewer in": {"per_gate": 18},
    "gates that let more in": {"per_gate": 30},
    "more of them come here": {"share": 1.0},
    "trains unevenly spaced": {"uneven": 0.3},
    "what is seen is off by a tenth": {"noise": 0.1},
}


@pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS.keys())
def test_following_the_advice_holds_a_platform_whose_constants_it_does_not_know(
    world: dict[str, float],
) -> None:
    followed, alone = (evening(wanted=WANTED, follow=way, **world) for way in (True, False))

    # From half an hour on, in means of five minutes: never over by more than a fifth, and never
    # far under it, which would keep people outside for nothing.
    held = followed.five_minute_means(after_min=30)
    assert alone.five_minute_means(after_min=30).max() > 4 * WANTED
    assert held.max() < 1.2 * WANTED
    assert held.min() > 0.7 * WANTED
    assert followed.came == pytest.approx(followed.let_in + followed.queue)


def test_a_halt_of_trains_is_met_with_one_gate_and_afterwards_the_platform_is_held() -> None:
    followed = evening(wanted=WANTED, follow=True, halt_min=(40, 50))

    assert followed.gates[44:50].max() == 1
    assert followed.five_minute_means(after_min=75).max() < 1.2 * WANTED
