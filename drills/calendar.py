"""Keep the calendar of drills: which quarter a day lies in, and what goes to other calendars.

A drill is planned for a quarter of Shanghai's year. An invitation keeps one UID for ever and counts
its changes, so that a calendar moves or strikes the entry that it has rather than adding another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final, Self
from zoneinfo import ZoneInfo

import icalendar

from metro_flow.errors import Fault, Malformed

if TYPE_CHECKING:
    from stations.profile.words import Words

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
PREFIX: Final = "【演练】"
PRODUCT: Final = "-//Metro Flow//Drills//ZH"
MONTHS: Final = 3
QUARTERS: Final = 4
WRITTEN: Final = re.compile(r"([1-9][0-9]{3})Q([1-4])")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of Shanghai's year, written 2026Q4."""

    year: int
    number: int

    def __post_init__(self) -> None:
        faults = []
        # A year has four digits; Python's own calendar ends with 9999.
        if not 1000 <= self.year < date.max.year:
            faults.append(Fault("year", self.year, f"1000 … {date.max.year - 1}"))
        if not 1 <= self.number <= QUARTERS:
            faults.append(Fault("number", self.number, "1, 2, 3 or 4"))
        if faults:
            raise Malformed(*faults, where="quarter")

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, MONTHS * (self.number - 1) + 1, 1)

    @property
    def starts(self) -> datetime:
        """The moment at which it starts in Shanghai, in UTC."""
        first = self.first_day
        return datetime(first.year, first.month, first.day, tzinfo=SHANGHAI).astimezone(UTC)

    @property
    def ends(self) -> datetime:
        """The moment at which the next one starts."""
        return self.next.starts

    @property
    def next(self) -> Quarter:
        """The one after it."""
        if self.number == QUARTERS:
            return Quarter(self.year + 1, 1)
        return Quarter(self.year, self.number + 1)

    def holds(self, moment: datetime) -> bool:
        """Claim that a moment lies in it; its end is outside."""
        return self.starts <= moment < self.ends


def quarter_of(day: date) -> Quarter:
    """Return the quarter of a day as Shanghai writes it; a moment is for `quarter_at`."""
    return Quarter(day.year, (day.month - 1) // MONTHS + 1)


def quarter_at(moment: datetime) -> Quarter:
    """Return the quarter in Shanghai at a moment."""
    if moment.tzinfo is None:
        raise Malformed(Fault("moment", moment, "a time states its zone"), where="quarter")
    return quarter_of(moment.astimezone(SHANGHAI).date())


def parse_quarter(text: str) -> Quarter:
    """Parse a quarter as it is written, or raise Malformed.

    >>> parse_quarter("2026Q4").next
    Quarter(year=2027, number=1)
    """
    found = WRITTEN.fullmatch(text)
    if found is None:
        raise Malformed(Fault("quarter", text, "write year and number, such as “2026Q4”"))
    return Quarter(int(found[1]), int(found[2]))


def quarters_of(year: int) -> tuple[Quarter, ...]:
    """Return all four quarters of a year."""
    return tuple(Quarter(year, number) for number in range(1, QUARTERS + 1))


@dataclass(frozen=True, slots=True)
class Appointment:
    """A drill as other calendars see it; `sequence` counts what has changed since it was made."""

    drill: str
    name: Words
    place: Words
    safety: Words
    starts_at: datetime
    minutes: float
    sequence: int = 0
    cancelled: bool = False

    def __post_init__(self) -> None:
        faults = []
        if self.starts_at.tzinfo is None:
            faults.append(Fault("starts_at", self.starts_at, "a time states its zone"))
        if not self.minutes > 0:
            faults.append(Fault("minutes", self.minutes, "longer than 0 minutes"))
        if faults:
            raise Malformed(*faults, where="appointment")

    @property
    def uid(self) -> str:
        """The name under which other calendars know this drill, however often it moves."""
        return f"{self.drill.replace('/', '-')}@drills.metro-flow"

    def moved(self, starts_at: datetime, *, minutes: float | None = None) -> Self:
        """Return it at another time; at the same time it is the same."""
        lasts = self.minutes if minutes is None else minutes
        if (starts_at, lasts) == (self.starts_at, self.minutes):
            return self
        return replace(self, starts_at=starts_at, minutes=lasts, sequence=self.sequence + 1)

    def called_off(self) -> Self:
        """Return it struck; struck again it is the same."""
        return self if self.cancelled else replace(self, cancelled=True, sequence=self.sequence + 1)


def icalendar_text(appointment: Appointment, *, stamp: datetime) -> str:
    """Return an iCalendar text (RFC 5545) that plans, moves or cancels a drill.

    `stamp` is when it is written; the same appointment and stamp give the same text.
    """
    text: str = _calendar(appointment, stamp).to_ical().decode("utf-8")
    return text


def _calendar(appointment: Appointment, stamp: datetime) -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if appointment.cancelled else "PUBLISH")
    calendar.add_component(_event(appointment, stamp))
    return calendar


def _event(appointment: Appointment, stamp: datetime) -> icalendar.Event:
    starts = appointment.starts_at.astimezone(UTC)
    event = icalendar.Event()
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=appointment.minutes))
    event.add("summary", f"{PREFIX}{_both(appointment.name)}")
    event.add("location", _both(appointment.place))
    event.add("description", _both(appointment.safety))
    event.add("status", "CANCELLED" if appointment.cancelled else "CONFIRMED")
    return event


def _both(words: Words) -> str:
    return f"{words.zh} {words.en}"
