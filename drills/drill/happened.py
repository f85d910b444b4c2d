"""Name everything that may happen to a drill while it runs and until it is signed.

These entries stand in the drill's own book, among those of the room that it practises. The book
begins with the `DrillPlanned` of the calendar.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from drills.scenario.row import Row
from metro_flow.logbook.entry import event
from metro_flow.people.person import Seat
from stations.profile.words import Words


class Veto(StrEnum):
    """What makes a drill fail whatever its points."""

    OUTBOUND_BLOCKED = "outbound-blocked"
    NOT_ACTIVATED = "not-activated"
    UNSAFE = "unsafe"


class Rating(StrEnum):
    """How an objective was met: performed, some, major or unable (HSEEP's P, S, M, U)."""

    PERFORMED = "performed"
    SOME = "some"
    MAJOR = "major"
    UNABLE = "unable"


class Real(StrEnum):
    """What really happened while a drill ran."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    BLUE = "blue"
    SENSOR = "sensor"
    CALL = "call"
    UNANSWERED = "unanswered"


@event()
@dataclass(frozen=True, slots=True)
class DrillStarted:
    """The director read the safety note out and began; minutes of the script count from here."""

    minutes: float


@event()
@dataclass(frozen=True, slots=True)
class DrillPaused:
    """The director stopped its clock: no inject falls due and nothing is figured."""

    reason: str


@event()
@dataclass(frozen=True, slots=True)
class DrillResumed:
    """Its clock goes on."""


@event()
@dataclass(frozen=True, slots=True)
class InjectGiven:
    """A message of the script was given, when it was due or by hand; its words begin with 演练."""

    inject: str
    by_hand: bool
    to: tuple[Seat, ...]
    sender: Words
    message: Words


@event()
@dataclass(frozen=True, slots=True)
class InjectSkipped:
    """A message will not be given, and why."""

    inject: str
    reason: str


@event(by_hash=("words", "objective", "inject", "rating", "veto"))
@dataclass(frozen=True, slots=True)
class Observed:
    """An evaluator wrote down what they saw, perhaps of an objective or an inject.

    Whoever plays is told that something was, and what it was in the debrief.
    """

    words: str
    objective: str | None
    inject: str | None
    rating: Rating | None
    veto: Veto | None


@event()
@dataclass(frozen=True, slots=True)
class RealWarned:
    """Something real but mild stands in a room; the director has until `until` to decide."""

    real: Real
    room: str
    seq: int
    until: datetime


@event()
@dataclass(frozen=True, slots=True)
class WarningAnswered:
    """The director decided to go on in spite of it, and why."""

    room: str
    seq: int
    reason: str


@event()
@dataclass(frozen=True, slots=True)
class DrillHalted:
    """What is real ended it: entry `seq` of `room` says what, or nobody answered a warning."""

    real: Real
    room: str
    seq: int


@event()
@dataclass(frozen=True, slots=True)
class DrillStopped:
    """Somebody inside stopped it (真实情况·终止演练)."""

    reason: str


@event()
@dataclass(frozen=True, slots=True)
class DrillEnded:
    """It came to its end: the director said so, or nobody did long after the script was over."""


@event()
@dataclass(frozen=True, slots=True)
class SeatReviewed:
    """A chief wrote what went well and what did not (参演人员自评)."""

    seat: Seat
    words: str


@event()
@dataclass(frozen=True, slots=True)
class SheetConfirmed:
    """An evaluator put their name under the sheet: the machine's points, and theirs.

    `machine` is what the log came to by entry `seq`, None where it cannot be known; `reasons` says
    why the evaluator's points are others.
    """

    machine: Mapping[Row, float | None]
    points: Mapping[Row, float]
    reasons: Mapping[Row, str]
    vetoes: tuple[Veto, ...]
    words: str
    seq: int
    head: str


@event()
@dataclass(frozen=True, slots=True)
class DebriefSigned:
    """A seat signed the debrief, as it stands under the head of the sheet's entry."""

    seat: Seat
    seq: int
    head: str


@event()
@dataclass(frozen=True, slots=True)
class FindingNamed:
    """What went wrong became a hazard of the station's readiness book, where it is led to its end.

    `seq` is the entry of that book which found it.
    """

    words: str
    where: str
    hazard: str
    seq: int
