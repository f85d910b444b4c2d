"""A seat that nobody will hold is seen before the shift."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metro_flow.people.person import Seat
from metro_flow.people.roster import Duty, Gap, NeededSeat, fills, gaps

MIDNIGHT = datetime(2015, 4, 1, tzinfo=UTC)
STREET = NeededSeat("0243", Seat.STREET)
LINE_7 = NeededSeat("0243", Seat.STATION_MASTER, "7")


def at(hour: float) -> datetime:
    """Return an hour of the day."""
    return MIDNIGHT + timedelta(hours=hour)


def on_duty(begins: float, ends: float, **other: object) -> Duty:
    """Return somebody's hours on the street's seat."""
    told = {"station": "0243", "seat": Seat.STREET, "person": "p-a", **other}
    return Duty(starts=at(begins), ends=at(ends), **told)  # type: ignore[arg-type]


def hours_missing(duties: list[Duty], needed: NeededSeat = STREET) -> list[tuple[float, float]]:
    """Return the gaps of a day in hours."""
    found = gaps([needed], duties, since=at(0), until=at(24))
    return [
        ((gap.starts - MIDNIGHT) / timedelta(hours=1), (gap.ends - MIDNIGHT) / timedelta(hours=1))
        for gap in found
    ]


def test_a_day_that_nobody_holds_is_one_gap() -> None:
    assert gaps([STREET], [], since=at(0), until=at(24)) == [Gap(STREET, at(0), at(24))]


@pytest.mark.parametrize(
    ("duties", "missing"),
    [
        pytest.param([(0, 12), (12, 24)], [], id="shifts that meet leave none"),
        pytest.param([(8, 12)], [(0, 8), (12, 24)], id="before and after"),
        pytest.param([(0, 10), (9, 24)], [], id="shifts that overlap leave none"),
        pytest.param([(0, 20), (2, 4)], [(20, 24)], id="a short shift inside a long one"),
        pytest.param([(12, 24), (0, 11)], [(11, 12)], id="whatever their order"),
        pytest.param([(-6, 6), (6, 30)], [], id="shifts that reach beyond the day"),
    ],
)
def test_what_is_between_shifts_is_missing(
    duties: list[tuple[float, float]], missing: list[tuple[float, float]]
) -> None:
    assert hours_missing([on_duty(begins, ends) for begins, ends in duties]) == missing


def test_a_deputy_fills_no_gap() -> None:
    assert hours_missing([on_duty(0, 24, deputy=True)]) == [(0, 24)]


def test_each_line_needs_its_own_station_master() -> None:
    master_of_2 = on_duty(0, 24, seat=Seat.STATION_MASTER, lines=("2",))
    master_of_all = on_duty(6, 24, seat=Seat.STATION_MASTER)

    assert hours_missing([master_of_2], LINE_7) == [(0, 24)]
    assert hours_missing([master_of_2, master_of_all], LINE_7) == [(0, 6)]


def test_a_duty_at_another_station_fills_nothing_here() -> None:
    assert not fills(on_duty(0, 24, station="0244"), STREET)


@given(st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)), max_size=6))
def test_every_hour_is_either_held_or_missing(spans: list[tuple[int, int]]) -> None:
    duties = [on_duty(begins, ends) for begins, ends in spans if begins < ends]

    missing = hours_missing(duties)

    for hour in range(24):
        held = any(duty.starts <= at(hour) and at(hour + 1) <= duty.ends for duty in duties)
        gone = any(begins <= hour and hour + 1 <= ends for begins, ends in missing)
        assert held is not gone
