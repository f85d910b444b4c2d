"""A quarter is Shanghai's, and other calendars move or strike the entry that they have."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.calendar import (
    Appointment,
    Quarter,
    icalendar_text,
    parse_quarter,
    quarter_at,
    quarter_of,
    quarters_of,
)
from metro_flow.errors import Malformed
from stations.profile import Words

NOW = datetime(2026, 10, 1, 2, 0, tzinfo=UTC)
NAIVE = NOW.replace(tzinfo=None)
PLANNED = Appointment(
    drill="2026Q4-03/0243",
    name=Words("演唱会散场", "Concert night"),
    place=Words("静安寺", "Jing'an Temple"),
    safety=Words("真实乘客先行；喊停即停，任何人都可喊停", "Real passengers come first, always"),
    starts_at=datetime(2026, 11, 20, 6, 30, tzinfo=UTC),
    minutes=75,
)
quarters = st.builds(Quarter, st.integers(1900, 2200), st.integers(1, 4))
moments = st.datetimes(NAIVE.replace(year=1992), NAIVE.replace(year=2200), timezones=st.just(UTC))


def read_back(appointment: Appointment) -> tuple[icalendar.Calendar, icalendar.Event]:
    """Return what a calendar program reads in the text."""
    calendar = icalendar.Calendar.from_ical(icalendar_text(appointment, stamp=NOW))
    (event,) = calendar.walk("VEVENT")
    return calendar, event


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


def test_a_planned_drill_is_read_by_a_calendar_as_a_drill() -> None:
    calendar, event = read_back(PLANNED)

    assert calendar["METHOD"] == "PUBLISH"
    assert event["SUMMARY"] == "【演练】演唱会散场 Concert night"
    assert event["LOCATION"] == "静安寺 Jing'an Temple"
    assert event["DESCRIPTION"].startswith("真实乘客先行；喊停即停")
    assert event.decoded("DTSTART") == PLANNED.starts_at
    assert event.decoded("DTEND") == PLANNED.starts_at + timedelta(minutes=75)
    assert (event["UID"], event["SEQUENCE"]) == ("2026Q4-03-0243@drills.metro-flow", 0)


def test_a_moved_drill_keeps_its_uid_and_counts_the_change() -> None:
    moved = PLANNED.moved(PLANNED.starts_at + timedelta(days=7))

    _, event = read_back(moved)

    assert (event["UID"], event["SEQUENCE"]) == (PLANNED.uid, 1)
    assert event.decoded("DTSTART") == PLANNED.starts_at + timedelta(days=7)


def test_a_drill_moved_to_where_it_stands_has_not_changed() -> None:
    assert PLANNED.moved(PLANNED.starts_at) is PLANNED


def test_a_drill_called_off_is_struck_from_calendars_under_its_uid() -> None:
    struck = PLANNED.moved(PLANNED.starts_at + timedelta(days=7)).called_off()

    calendar, event = read_back(struck)

    assert calendar["METHOD"] == "CANCEL"
    assert event["STATUS"] == "CANCELLED"
    assert (event["UID"], event["SEQUENCE"]) == (PLANNED.uid, 2)
    assert struck.called_off() is struck


def test_the_same_appointment_gives_the_same_text() -> None:
    assert icalendar_text(PLANNED, stamp=NOW) == icalendar_text(PLANNED, stamp=NOW)


def test_no_line_of_the_text_is_longer_than_the_standard_allows() -> None:
    lines = icalendar_text(PLANNED, stamp=NOW).encode("utf-8").split(b"\r\n")

    assert max(len(line) for line in lines) <= 75


@pytest.mark.parametrize(
    ("starts_at", "minutes", "refusal"),
    [
        (NAIVE, 75.0, "starts_at: .* is wrong; a time states its zone"),
        (NOW, 0.0, "minutes: 0.0 is wrong; longer than 0 minutes"),
    ],
    ids=["a time states its zone", "a drill lasts"],
)
def test_an_appointment_that_cannot_be_is_refused(
    starts_at: datetime, minutes: float, refusal: str
) -> None:
    with pytest.raises(Malformed, match=refusal):
        Appointment("2026Q4-03", PLANNED.name, PLANNED.place, PLANNED.safety, starts_at, minutes)
