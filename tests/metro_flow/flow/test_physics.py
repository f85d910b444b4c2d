"""Beliefs that contradict themselves are refused before anything is estimated from them."""

import pytest

from metro_flow.errors import Malformed
from metro_flow.flow.physics import LinePhysics, Range, StationPhysics

WHOLE = Range(1, 1, 1)
HALF = Range(0.4, 0.5, 0.6)


def a_line(**given) -> LinePhysics:
    return LinePhysics(**{"line": "2", "platform_m2": 900, "share": WHOLE, **given})


@pytest.mark.parametrize("ends", [(3, 2, 4), (1, 5, 4), (-1, 0, 1)])
def test_a_range_that_does_not_climb_is_refused(ends):
    with pytest.raises(Malformed, match="climb"):
        Range(*ends)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param({"platform_m2": 0}, "platform_m2", id="a platform without area"),
        pytest.param({"headway_s": None}, "places", id="places on trains that are not known"),
        pytest.param({"walk_in_s": Range(0, 5, 9)}, "walk_in_s", id="a walk of no time"),
        pytest.param({"share": Range(0.5, 1, 1.2)}, "share", id="more than everyone"),
    ],
)
def test_a_line_that_cannot_be_is_refused_naming_the_field(wrong, field):
    with pytest.raises(Malformed) as refused:
        a_line(**wrong)

    assert field in [fault.field for fault in refused.value.faults]


def test_shares_that_do_not_make_a_whole_are_refused():
    with pytest.raises(Malformed, match="sum to 1"):
        StationPhysics("0243", (a_line(share=HALF),), paid_m2=500, unpaid_m2=500)


def test_a_station_without_lines_or_halls_is_refused():
    with pytest.raises(Malformed) as refused:
        StationPhysics("0243", (), paid_m2=0, unpaid_m2=500)

    assert [fault.field for fault in refused.value.faults] == ["lines", "paid_m2"]
