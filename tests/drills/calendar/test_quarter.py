"""A quarter is Shanghai's, whatever the zone in which somebody asks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.calendar.quarter import Quarter, parse_quarter, quarter_at, quarter_of, quarters_of
from metro_flow.errors import Malformed

NOW = datetime(2026, 10, 1, 2, 0, tzinfo=UTC)
NAIVE = NOW.replace(tzinfo=None)
quarters = st.builds(Quarter, st.integers(1900, 2200), st.integers(1, 4))
moments = st.datetimes(NAIVE.replace(year=1992), NAIVE.replace(year=2200), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("month", "number"), [(1, 1), (3, 1), (4, 2), (6, 2), (7, 3), (9, 3), (10, 4), (12, 4)]
)
def test_a_day_lies_in_the_quarter_of_its_month(month: int, number: int) -> None:
    assert quarter_of(date(2026, month, 15)) == Quarter(2026, number)


def test_a_quarter_turns_at_midnight_in_shanghai() -> None:
    midnight = datetime(2026, 9, 30, 16, 0, tzinfo=UTC)

    before = quarter_at(midnight - timedelta(seconds=1))

    assert str(before) == "2026Q3"
    assert str(quarter_at(midnight)) == "2026Q4"
    assert Quarter(2026, 4).starts == midnight == Quarter(2026, 3).ends


@given(moments)
def test_the_quarter_at_a_moment_holds_it_and_its_neighbour_does_not(moment: datetime) -> None:
    quarter = quarter_at(moment)

    assert quarter.holds(moment)
    assert not quarter.next.holds(moment)


@given(quarters)
def test_a_quarter_is_read_as_it_is_written(quarter: Quarter) -> None:
    assert parse_quarter(str(quarter)) == quarter


@given(quarters)
def test_the_next_quarter_begins_where_this_one_ends(quarter: Quarter) -> None:
    assert quarter.ends == quarter.next.starts
    assert quarter < quarter.next


def test_a_year_has_four_quarters_that_follow_on_each_other() -> None:
    assert [str(one) for one in quarters_of(2026)] == ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]
    assert Quarter(2026, 4).next == Quarter(2027, 1)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026Q0", "2026Q5", "2026q4", "26Q4", "2026Q4 ", "Q42026", "2０２６Q1"]
)
def test_what_is_no_quarter_is_refused(text: str) -> None:
    with pytest.raises(Malformed, match="write year and number, such as “2026Q4”"):
        parse_quarter(text)


def test_a_quarter_that_no_year_has_is_refused() -> None:
    with pytest.raises(Malformed, match="number: 5 is wrong; 1, 2, 3 or 4"):
        Quarter(2026, 5)


def test_a_moment_without_a_zone_is_in_no_quarter() -> None:
    with pytest.raises(Malformed, match="a time states its zone"):
        quarter_at(NAIVE)
