"""Put a drill into other people's calendars, and move or strike it there.

An invitation keeps one UID for ever and counts its changes, so that a calendar moves or strikes the
entry that it has rather than adding another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Self

import icalendar

from metro_flow.errors import Fault, Malformed

if TYPE_CHECKING:
    from stations.profile.words import Words

PREFIX: Final = "【演练】"
PRODUCT: Final = "-//Metro Flow//Drills//ZH"


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
