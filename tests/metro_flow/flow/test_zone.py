"""A chief's look moves a figure by how sure each is, and leaves the doubt on the glass."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from metro_flow.errors import Malformed
from metro_flow.flow.zone import Basis, EstimateByEye, ZoneOccupancy, seen

AT = datetime(2015, 4, 1, 10, 15, tzinfo=UTC)
PLATFORM = ZoneOccupancy(
    station="0243",
    zone="platform-2",
    line="2",
    window_s=60,
    people=1_000,
    low=500,
    high=1_800,
    trend_per_minute=20,
    area_m2=1_000,
    basis=Basis.WITH_TIMETABLE,
    assumed=True,
    coverage=1.0,
    until=AT,
    unknown=None,
)


def a_look(step: int, *, age_s: int = 30, zone: str = "platform-2") -> EstimateByEye:
    return EstimateByEye("0243", zone, step, AT - timedelta(seconds=age_s))


def test_a_look_that_agrees_narrows_the_interval():
    fused = seen(PLATFORM, [a_look(3)], now=AT)

    assert fused.by_eye
    assert 1_000 < fused.people < 1_500
    assert fused.high - fused.low < PLATFORM.high - PLATFORM.low


def test_a_look_that_disagrees_is_believed_and_the_interval_covers_both():
    fused = seen(PLATFORM, [a_look(5)], now=AT)

    assert fused.people == pytest.approx(4_250)
    assert fused.low == 500
    assert fused.high > 5_000


def test_an_empty_platform_by_eye_pulls_down_what_gates_suppose():
    fused = seen(replace(PLATFORM, people=2_000, low=1_400, high=2_800), [a_look(1)], now=AT)

    assert fused.people == pytest.approx(150)
    assert (fused.low, fused.high) == (0, 2_800)


def test_the_newest_of_several_looks_counts():
    fused = seen(PLATFORM, [a_look(5, age_s=200), a_look(3, age_s=20)], now=AT)

    assert fused.people < 1_500


@pytest.mark.parametrize(
    "look",
    [
        pytest.param(a_look(5, age_s=301), id="older than five minutes"),
        pytest.param(a_look(5, age_s=-1), id="from a clock that is ahead"),
        pytest.param(a_look(5, zone="platform-7"), id="of another zone"),
    ],
)
def test_a_look_that_does_not_stand_moves_nothing(look):
    assert seen(PLATFORM, [look], now=AT) == PLATFORM


def test_a_look_grows_less_sure_as_it_ages():
    fresh = seen(PLATFORM, [a_look(3, age_s=0)], now=AT)
    old = seen(PLATFORM, [a_look(3, age_s=290)], now=AT)

    assert old.high - old.low > fresh.high - fresh.low


def test_where_gates_know_nothing_the_look_is_the_figure():
    nothing = replace(PLATFORM, people=None, low=None, high=None, unknown="coverage-too-low")

    fused = seen(nothing, [a_look(4)], now=AT)

    assert (fused.unknown, fused.by_eye) == (None, True)
    assert fused.low < 2_750 == fused.people < fused.high


def test_density_and_share_follow_from_people_and_area():
    assert PLATFORM.holding == 3_000
    assert PLATFORM.density == pytest.approx(1.0)
    assert PLATFORM.share == pytest.approx(1 / 3)


@pytest.mark.parametrize("step", [0, 6])
def test_a_step_outside_the_five_is_refused(step):
    with pytest.raises(Malformed, match="1 … 5"):
        EstimateByEye("0243", "platform-2", step, AT)
