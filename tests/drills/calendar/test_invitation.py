"""Other people's calendars move or strike the entry that they have."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from drills.calendar.invitation import Appointment, icalendar_text
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


def read_back(appointment: Appointment) -> tuple[icalendar.Calendar, icalendar.Event]:
    """Return what a calendar program reads in the text."""
    calendar = icalendar.Calendar.from_ical(icalendar_text(appointment, stamp=NOW))
    (event,) = calendar.walk("VEVENT")
    return calendar, event


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
