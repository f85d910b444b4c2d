"""A rule has a passport or is refused, and judges by the window that each colour belongs to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from metro_flow.alerts.colour import AlertColour
from metro_flow.alerts.figures import Figure, Figures, ReasonKey, Score, Usual
from metro_flow.alerts.house_rules import CLEAR_TIME, COMING, INFLOW, rules_of
from metro_flow.alerts.judge import judge
from metro_flow.alerts.rule import Quantity, Rule, Thresholds, Words
from metro_flow.errors import Malformed
from tests.metro_flow.alerts.builders import GONE, a_platform, crowding_rule, people

BLUE, YELLOW, ORANGE, RED = AlertColour


def rule_named(name: str, *, ways_out: tuple[float, ...] = ()) -> Rule:
    return next(rule for rule in rules_of([a_platform(ways_out=ways_out)]) if rule.id == name)


@pytest.mark.parametrize(
    ("on_it", "colour"),
    [
        pytest.param(1329, None, id="1.329 people per m² ask for nothing"),
        pytest.param(1330, BLUE, id="1.33 is blue"),
        pytest.param(1999, BLUE, id="1.999 is still blue"),
        pytest.param(2000, YELLOW, id="2.0 is yellow"),
        pytest.param(3000, ORANGE, id="3.0 is orange"),
        pytest.param(3499, ORANGE, id="3.499 is still orange"),
        pytest.param(3500, RED, id="3.5 is red"),
    ],
)
def test_a_density_asks_for_the_colour_whose_threshold_it_reaches(
    on_it: float, colour: AlertColour | None
) -> None:
    judgement = judge(crowding_rule(), people(on_it))

    assert judgement.colour is colour
    assert judgement.value == pytest.approx(on_it / 1000)


def test_yellow_is_judged_on_five_minutes_and_orange_on_one() -> None:
    short_burst = judge(crowding_rule(), people(2900, five=1000))
    long_crowd = judge(crowding_rule(), people(1000, five=3200))
    burst = judge(crowding_rule(), people(3100, five=1000))

    assert short_burst.colour is None
    assert (long_crowd.colour, long_crowd.window_s) == (YELLOW, 300)
    assert (burst.colour, burst.window_s) == (ORANGE, 60)


def test_red_needs_the_lower_end_of_the_interval_over_its_threshold() -> None:
    doubtful = judge(crowding_rule(), people(3700, spread=300))
    sure = judge(crowding_rule(), people(3800, spread=300))

    assert doubtful.colour is ORANGE
    assert sure.colour is RED


def test_a_feed_of_five_minutes_is_judged_on_its_only_window_and_says_so() -> None:
    only_slow = Figures((Figure(300, 3100, 3000, 3200),), 1.0)

    judgement = judge(crowding_rule(), only_slow)

    assert (judgement.colour, judgement.window_s) == (ORANGE, 300)


def test_what_is_below_four_fifths_is_told_for_each_colour() -> None:
    judgement = judge(crowding_rule(), people(1500))

    assert judgement.below == (YELLOW, ORANGE, RED)


def test_the_reason_holds_the_numbers_that_were_used() -> None:
    judgement = judge(crowding_rule(assumed=True), people(2100, spread=200, coverage=0.9))

    assert judgement.reason.key is ReasonKey.DENSITY
    assert judgement.reason.facts == {
        "zone": "platform-2",
        "people": 2100,
        "people_low": 1900,
        "people_high": 2300,
        "per": 1000.0,
        "value": 2.1,
        "low": 1.9,
        "high": 2.3,
        "threshold": 2.0,
        "window_s": 300,
        "coverage": 0.9,
        "assumed": True,
        "provisional": True,
        "days": None,
    }
    assert judgement.assumed


def test_an_unknown_figure_asks_for_nothing_and_is_not_calm() -> None:
    judgement = judge(crowding_rule(), GONE)

    assert not judgement.known
    assert judgement.colour is None
    assert judgement.below == ()
    assert judgement.reason.key is ReasonKey.FIGURE_UNKNOWN
    assert judgement.reason.facts["why"] == "low-coverage"


def test_figures_without_any_window_are_unknown() -> None:
    assert not judge(crowding_rule(), Figures((), 1.0)).known


@pytest.mark.parametrize(
    ("on_it", "colour"),
    [
        pytest.param(959, None, id="under four minutes asks for nothing"),
        pytest.param(960, ORANGE, id="four minutes is orange"),
        pytest.param(1440, RED, id="six minutes is red"),
    ],
)
def test_a_platform_must_clear_in_time_with_one_way_out_lost(
    on_it: float, colour: AlertColour | None
) -> None:
    rule = rule_named(CLEAR_TIME, ways_out=(120.0, 120.0, 180.0))

    judgement = judge(rule, people(on_it))

    assert judgement.value == pytest.approx(on_it / 240)
    assert judgement.colour is colour


def test_clear_time_is_off_where_the_ways_out_are_not_known_and_says_so() -> None:
    judgement = judge(rule_named(CLEAR_TIME), people(9000))

    assert (judgement.off, judgement.known, judgement.colour) == (True, False, None)
    assert judgement.reason.key is ReasonKey.WAYS_OUT_UNKNOWN


def entering(per_minute: float, usual: Usual | None) -> Figures:
    return replace(people(per_minute), usual=usual)


def test_a_flow_over_what_is_usual_is_blue_and_never_more() -> None:
    rule = rule_named(INFLOW)

    assert judge(rule, entering(99, Usual(100, 30))).colour is None
    assert judge(rule, entering(900, Usual(100, 30))).colour is BLUE


@pytest.mark.parametrize("usual", [None, Usual(100, 19)], ids=["no day known", "19 days known"])
def test_a_flow_rule_is_off_until_twenty_days_are_known_and_says_so(usual: Usual | None) -> None:
    judgement = judge(rule_named(INFLOW), entering(900, usual))

    assert (judgement.off, judgement.known, judgement.colour) == (True, False, None)
    assert judgement.reason.key is ReasonKey.USUAL_UNKNOWN
    assert judgement.reason.facts["needed"] == 20


def test_at_dead_of_night_one_person_a_minute_is_not_unusual_when_nobody_is_usual() -> None:
    rule = rule_named(INFLOW)

    assert judge(rule, entering(0.9, Usual(0, 30))).colour is None


def test_a_rule_without_a_full_passport_is_refused_naming_what_is_missing() -> None:
    rule = crowding_rule()
    empty = replace(rule.passport, action=Words("看监控", " "), minutes=0)

    with pytest.raises(Malformed) as refused:
        replace(rule, passport=empty)

    fields = [fault.field for fault in refused.value.faults]
    assert fields == ["passport.action.en", "passport.minutes"]


@pytest.mark.parametrize(
    ("thresholds", "field"),
    [
        pytest.param(Thresholds(2.0, 1.0, 3.0, 3.5, "x"), "thresholds.yellow", id="not climbing"),
        pytest.param(Thresholds(0.0, 1.0, 3.0, 3.5, "x"), "thresholds.blue", id="not above zero"),
        pytest.param(Thresholds(None, None, None, None, "x"), "thresholds", id="no colour"),
        pytest.param(Thresholds(1.0, 2.0, None, 3.5, "x"), "thresholds.orange", id="no orange"),
        pytest.param(Thresholds(1.0, 2.0, 3.0, 3.5, ""), "thresholds.source", id="no source"),
    ],
)
def test_thresholds_that_make_no_ladder_are_refused(thresholds: Thresholds, field: str) -> None:
    with pytest.raises(Malformed) as refused:
        replace(crowding_rule(), thresholds=thresholds)

    assert [fault.field for fault in refused.value.faults] == [field]


def test_a_rule_without_a_name_is_refused() -> None:
    with pytest.raises(Malformed) as refused:
        replace(crowding_rule(), id=" ", zone="")

    assert [fault.field for fault in refused.value.faults] == ["id", "zone"]


def test_a_rule_divided_by_nothing_is_refused() -> None:
    with pytest.raises(Malformed, match="per"):
        replace(crowding_rule(), per=0.0)


@pytest.mark.parametrize(
    "numbers",
    [(300, 5, 6, 7), (300, 5, -1, 7), (0, 5, 4, 6), (300, float("nan"), 4, 6)],
    ids=["low over middle", "below nothing", "no window", "not a number"],
)
def test_a_figure_whose_ends_are_wrong_is_refused(
    numbers: tuple[int, float, float, float],
) -> None:
    with pytest.raises(Malformed):
        Figure(*numbers)


def test_every_quantity_that_is_judged_has_a_reason_of_its_name() -> None:
    judged = set(Quantity) - {Quantity.REPORT}

    assert {quantity.value for quantity in judged} <= {key.value for key in ReasonKey}


def coming(value: float | None, *, unknown: str | None = None) -> Figures:
    score = None if value is None else Score(value, {"minutes": 11, "people": 1800})
    return Figures((), coverage=1.0, unknown=unknown, score=score)


@pytest.mark.parametrize(
    ("chance", "colour"),
    [
        pytest.param(0.49, None, id="less likely than not asks for nothing"),
        pytest.param(0.5, BLUE, id="as likely as not is a note"),
        pytest.param(0.79, BLUE, id="not yet four in five"),
        pytest.param(0.8, YELLOW, id="four in five is yellow"),
        pytest.param(1.0, YELLOW, id="certainty is yellow still: what is foretold calls nobody"),
    ],
)
def test_what_is_coming_is_judged_by_its_chance(chance: float, colour: AlertColour | None) -> None:
    judgement = judge(rule_named(COMING), coming(chance))

    assert judgement.colour is colour
    assert judgement.reason.facts["minutes"] == 11


def test_without_a_forecast_nothing_is_foretold_and_nothing_lowered() -> None:
    judgement = judge(rule_named(COMING), coming(None))

    assert (judgement.known, judgement.off, judgement.below) == (False, False, ())
    assert judgement.reason.key is ReasonKey.FORECAST_UNKNOWN


def test_a_forecast_from_stale_figures_is_none() -> None:
    judgement = judge(rule_named(COMING), coming(0.9, unknown="stale"))

    assert not judgement.known
    assert judgement.reason.facts["why"] == "stale"


def test_what_is_coming_is_asked_of_the_people_at_whom_orange_begins() -> None:
    assert rule_named(COMING).per == 3.0 * 1000
