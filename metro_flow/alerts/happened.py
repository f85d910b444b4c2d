"""Name everything that may happen to an alert, as it is written in a room's book.

An alert is named by its id: `a` and the number of the entry that raised it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from metro_flow.alerts.colour import AlertColour
from metro_flow.alerts.figures import Reason
from metro_flow.alerts.rule import Rule
from metro_flow.logbook.entry import event
from metro_flow.people.person import Seat

LookAnswer = Literal["true", "false"]


@event()
@dataclass(frozen=True, slots=True)
class AlertRaised:
    """A cause asks for action. Carries its rule whole, and in `reason` the numbers it used."""

    zone: str
    rule: Rule
    colour: AlertColour
    reason: Reason
    assumed: bool


@event()
@dataclass(frozen=True, slots=True)
class AlertColourChanged:
    """The colour went up (a new activation), down, or is red again after it had come down."""

    alert: str
    was: AlertColour
    colour: AlertColour
    reason: Reason
    assumed: bool

    @property
    def up(self) -> bool:
        """Whether everyone must look again."""
        return self.colour >= self.was


@event()
@dataclass(frozen=True, slots=True)
class AlertAcknowledged:
    """Somebody saw this activation and says so for their seat."""

    alert: str
    activation: int
    seat: Seat


@event()
@dataclass(frozen=True, slots=True)
class AlertShelved:
    """Somebody quieted an alert until a stated time, and said why."""

    alert: str
    until: datetime
    reason: str


@event()
@dataclass(frozen=True, slots=True)
class AlertReturned:
    """The time of a shelved alert is over."""

    alert: str


@event()
@dataclass(frozen=True, slots=True)
class LookAsked:
    """A red on supposed numbers asks the station master to look until `until`."""

    alert: str
    until: datetime


@event()
@dataclass(frozen=True, slots=True)
class LookAnswered:
    """Somebody looked and says whether it is so."""

    alert: str
    answer: LookAnswer
    words: str


@event()
@dataclass(frozen=True, slots=True)
class StandDownInvited:
    """A red alert has come down; a person is asked to stand it down to what is asked now."""

    alert: str
    asks: AlertColour | None
    reason: Reason


@event()
@dataclass(frozen=True, slots=True)
class AlertStoodDown:
    """A person ended red, down to `to`; with none, the alert is closed."""

    alert: str
    to: AlertColour | None
    reason: str


@event()
@dataclass(frozen=True, slots=True)
class AlertCleared:
    """Nothing is asked any more; the alert is closed."""

    alert: str
    reason: Reason


@event()
@dataclass(frozen=True, slots=True)
class AlertStale:
    """The figures under an open alert are gone (数据中断); it keeps its colour."""

    alert: str
    reason: Reason


@event()
@dataclass(frozen=True, slots=True)
class AlertFresh:
    """The figures under an alert are back."""

    alert: str


@event()
@dataclass(frozen=True, slots=True)
class FloodBegan:
    """More alarms came in ten minutes than people can answer one by one; `first_out` was first."""

    first_out: str
    raised: int


@event()
@dataclass(frozen=True, slots=True)
class FloodEnded:
    """Alarms come slowly again; so many came while the flood lasted."""

    raised: int


EVENTS: Final[tuple[type, ...]] = (
    AlertRaised,
    AlertColourChanged,
    AlertAcknowledged,
    AlertShelved,
    AlertReturned,
    LookAsked,
    LookAnswered,
    StandDownInvited,
    AlertStoodDown,
    AlertCleared,
    AlertStale,
    AlertFresh,
    FloodBegan,
    FloodEnded,
)
