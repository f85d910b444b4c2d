"""Every station has the house's rules until its own file says otherwise, and says why."""

from __future__ import annotations

import pytest

from metro_flow.alerts.house_rules import (
    DEFAULTS,
    Override,
    ZoneSize,
    out_with_one_lost,
    reported_in,
    rules_of,
)
from metro_flow.alerts.judge import judge
from metro_flow.alerts.rule import Quantity, Rule, Thresholds
from metro_flow.errors import Malformed
from tests.metro_flow.alerts.builders import PLATFORM, a_platform, people

HALL = ZoneSize("paid", "paid", 500.0, 1500, assumed=True)
STREET_SIDE = ZoneSize("unpaid", "unpaid", 600.0, 1800, assumed=True)
CONFIRMED = Thresholds(0.4, 0.6, 0.9, 1.1, "站长 2026-03", provisional=False)


def named(rules: tuple[Rule, ...]) -> list[tuple[str, str]]:
    return [(rule.zone, rule.id) for rule in rules]


def test_a_station_is_watched_zone_by_zone_and_as_a_whole() -> None:
    rules = rules_of([a_platform(), HALL, STREET_SIDE])

    assert named(rules) == [
        (PLATFORM, "crowding"),
        (PLATFORM, "clear-time"),
        (PLATFORM, "coming"),
        ("paid", "crowding"),
        ("paid", "coming"),
        ("unpaid", "crowding"),
        ("unpaid", "coming"),
        ("station", "inflow"),
        ("station", "slow-growth"),
        ("station", "foretold"),
    ]


def test_the_house_keeps_density_and_share_in_step() -> None:
    density, share = DEFAULTS[Quantity.DENSITY], DEFAULTS[Quantity.SHARE]

    for colour in density.colours:
        assert share.of(colour) == pytest.approx((density.of(colour) or 0) / 3.0, abs=0.01)


def test_every_default_is_provisional_and_names_its_source() -> None:
    assert all(each.provisional and each.source for each in DEFAULTS.values())


def test_a_station_may_be_judged_by_the_share_of_its_holding_capacity() -> None:
    override = Override(PLATFORM, Quantity.SHARE, CONFIRMED)

    crowding = rules_of([a_platform()], [override])[0]

    assert (crowding.quantity, crowding.per) == (Quantity.SHARE, 3000)
    assert crowding.thresholds is CONFIRMED
    assert judge(crowding, people(1800)).colour == "yellow"
    assert judge(crowding, people(1800)).reason.facts["provisional"] is False


def test_an_override_of_a_zone_that_is_not_there_is_refused_by_name() -> None:
    override = Override("platform-9", Quantity.DENSITY, CONFIRMED)

    with pytest.raises(Malformed, match="platform-9 density"):
        rules_of([a_platform()], [override])


@pytest.mark.parametrize(
    ("ways", "left"),
    [
        pytest.param((120.0, 150.0, 90.0), 210.0, id="the best way is the one that is lost"),
        pytest.param((120.0,), None, id="with one way, losing it leaves none"),
        pytest.param((), None, id="nothing known"),
    ],
)
def test_ways_out_are_counted_with_one_lost(ways: tuple[float, ...], left: float | None) -> None:
    assert out_with_one_lost(ways) == left


def test_a_report_by_a_person_has_a_passport_too() -> None:
    rule = reported_in(PLATFORM)

    assert (rule.id, rule.zone) == ("reported", PLATFORM)
    assert rule.passport.action.zh
    assert rule.passport.action.en
