"""A colour rises when its claim is confirmed, falls one at a time, and red waits for a person."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metro_flow.alerts.colour import LOWER_AFTER, AlertColour, Standing, highest, rank_of, step
from tests.builders import HALF_PAST_FIVE
from tests.metro_flow.alerts.builders import (
    ALL,
    CALM,
    UNKNOWN,
    Asked,
    asking,
    checks,
    standings,
)

BLUE, YELLOW, ORANGE, RED = AlertColour
TEN_MINUTES = 61  # checks ten seconds apart, both ends included


def test_colours_are_ordered_by_what_they_ask_for_and_not_by_their_letters() -> None:
    assert sorted(["red", "blue", "yellow", "orange"], key=AlertColour) == list(AlertColour)
    assert BLUE < YELLOW < ORANGE < RED
    assert RED >= ORANGE >= ORANGE
    assert BLUE <= BLUE
    assert not RED <= ORANGE
    assert highest((None, YELLOW, BLUE)) is YELLOW
    assert highest(()) is None


@pytest.mark.parametrize(
    ("colour", "seconds"),
    [
        pytest.param("blue", 60, id="blue needs the claim at two checks 60 s apart"),
        pytest.param("yellow", 60, id="yellow needs the claim at two checks 60 s apart"),
        pytest.param("orange", 30, id="orange needs the claim at two checks 30 s apart"),
        pytest.param("red", 0, id="red needs one check"),
    ],
)
def test_a_colour_rises_when_its_claim_is_confirmed(colour: str, seconds: int) -> None:
    seen = checks([asking(colour)] * 8)

    first = next(number for number, each in enumerate(seen) if each == colour)
    assert first * 10 == seconds


def test_two_checks_are_what_is_asked_whatever_stands_between_them() -> None:
    seen = checks([asking("yellow"), *[CALM] * 5, asking("yellow")])

    assert seen == [None] * 6 + [YELLOW]


def test_two_claims_at_another_distance_raise_nothing() -> None:
    seen = checks([asking("yellow"), *[CALM] * 4, asking("yellow"), *[CALM] * 3])

    assert seen == [None] * 9


def test_a_claim_of_a_higher_colour_also_claims_the_lower_ones() -> None:
    seen = checks([asking("orange"), CALM, CALM, CALM, CALM, CALM, asking("blue")])

    assert seen[-1] is BLUE


def test_the_way_up_passes_colours_by_when_the_figures_jump() -> None:
    seen = checks([asking("red")])

    assert seen == [RED]


def test_what_waits_to_rise_can_be_told() -> None:
    here = standings([asking("yellow"), asking("yellow")])[-1]

    assert here.pending_since(YELLOW) == HALF_PAST_FIVE
    assert here.pending_since(ORANGE) is None
    assert Standing(YELLOW).pending_since(YELLOW) is None


def test_orange_falls_one_colour_after_ten_minutes_below_four_fifths() -> None:
    seen = checks([CALM] * (TEN_MINUTES + 1), Standing(ORANGE))

    assert seen == [ORANGE] * (TEN_MINUTES - 1) + [YELLOW] * 2


def test_each_colour_on_the_way_down_waits_its_own_ten_minutes() -> None:
    seen = checks([CALM] * 200, Standing(ORANGE))

    assert [seen.count(each) for each in (ORANGE, YELLOW, BLUE)] == [60, 60, 60]
    assert seen[-1] is None


def test_one_check_that_is_not_below_begins_the_ten_minutes_anew() -> None:
    seen = checks([*[CALM] * 59, Asked(None, ()), *[CALM] * 60], Standing(ORANGE))

    assert set(seen) == {ORANGE}


def test_between_four_fifths_and_the_threshold_a_colour_stays() -> None:
    seen = checks([Asked(BLUE, (ORANGE, RED))] * 100, Standing(YELLOW))

    assert set(seen) == {YELLOW}


def test_a_rule_without_the_colours_below_ends_at_once_on_its_way_down() -> None:
    clear_time = Asked(None, (ORANGE, RED), colours=(ORANGE, RED))

    assert checks([clear_time] * TEN_MINUTES, Standing(ORANGE))[-1] is None


def test_red_never_falls_by_itself_and_invites_a_person_when_it_has_come_down() -> None:
    seen = standings([CALM] * 200, Standing(RED))

    assert {each.colour for each in seen} == {RED}
    assert [each.invited for each in seen].index(True) == 60


def test_a_red_claimed_again_after_it_came_down_takes_the_invitation_back() -> None:
    here = step(Standing(RED, invited=True), asking("red"), HALF_PAST_FIVE)

    assert here.colour is RED
    assert not here.invited


def test_unknown_figures_lower_nothing_and_begin_the_wait_anew() -> None:
    blind = checks([UNKNOWN] * 200, Standing(ORANGE))
    once_blind = checks([*[CALM] * 59, UNKNOWN, *[CALM] * 60], Standing(ORANGE))

    assert set(blind) == {ORANGE}
    assert set(once_blind) == {ORANGE}


def test_figures_that_come_back_for_a_moment_are_still_called_gone() -> None:
    seen = standings([UNKNOWN, CALM, UNKNOWN, CALM, CALM, CALM, CALM], Standing(YELLOW))

    assert [each.stale_since is not None for each in seen] == [True] * 6 + [False]


def test_after_a_silence_of_the_watch_itself_the_wait_begins_anew() -> None:
    before = standings([CALM] * 59, Standing(ORANGE))[-1]

    after = step(before, CALM, HALF_PAST_FIVE + timedelta(minutes=15))

    assert after.colour is ORANGE
    assert after.below_since == HALF_PAST_FIVE + timedelta(minutes=15)


def test_a_standing_follows_what_people_did_to_the_alert() -> None:
    waiting = standings([CALM] * 30, Standing(RED))[-1]

    assert waiting.following(RED) is waiting
    assert waiting.following(None).colour is None
    assert waiting.following(None).below_since is None


asked = st.one_of(
    st.just(UNKNOWN),
    st.sampled_from([CALM, *map(asking, ("blue", "yellow", "orange", "red"))]),
    st.builds(
        Asked, st.sampled_from([None, *ALL]), st.lists(st.sampled_from(ALL), unique=True).map(tuple)
    ),
)
# Runs of one figure, so that ten minutes of calm are as likely as flicker.
days = st.lists(st.tuples(asked, st.integers(1, 90)), max_size=12).map(
    lambda runs: [each for each, length in runs for _ in range(length)]
)


@given(days)
def test_no_sequence_of_figures_makes_a_colour_chatter(day: list[Asked]) -> None:
    seen = checks(day)

    changes = [
        (number, rank_of(now) - rank_of(before))
        for number, (before, now) in enumerate(zip([None, *seen], seen, strict=False))
        if now != before
    ]
    for (earlier, _), (later, change) in pairwise(changes):
        if change < 0:
            assert (later - earlier) * 10 >= LOWER_AFTER.total_seconds()


@given(days)
def test_no_sequence_lowers_red_or_anything_while_it_is_unknown(day: list[Asked]) -> None:
    seen = checks(day)

    for asked_now, before, now in zip(day, [None, *seen], seen, strict=False):
        if rank_of(now) < rank_of(before):
            assert asked_now.known
            assert before is not RED


@given(days)
def test_a_colour_rises_only_to_what_is_asked_at_that_check_and_falls_by_one(
    day: list[Asked],
) -> None:
    seen = checks(day)

    for asked_now, before, now in zip(day, [None, *seen], seen, strict=False):
        if rank_of(now) > rank_of(before):
            assert asked_now.known
            assert rank_of(now) <= rank_of(asked_now.colour)
        if rank_of(now) < rank_of(before):
            assert rank_of(before) - rank_of(now) == 1


@given(days, st.integers(0, 200))
def test_the_same_checks_give_the_same_colours_from_wherever_they_are_cut(
    day: list[Asked], cut: int
) -> None:
    whole = standings(day)
    first = standings(day[:cut])
    middle = first[-1] if first else Standing()
    later = HALF_PAST_FIVE + timedelta(seconds=10 * len(day[:cut]))

    assert first + standings(day[cut:], middle, later) == whole
