"""Hold what a debrief measured, where “not reached” and “not knowable” are never a nought.

Moments are those at which something is said to have happened, not those at which it was written
down: who was without a line is not late for it. What the room judged overdue by its own clock
stands beside it as `overdue`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from drills.calendar.happened import DrillPlanned, Outcome, Participant
from drills.debrief.running import Ending, Pause
from drills.debrief.written import Written
from drills.scenario import Row, Scenario
from metro_flow.logbook.seal import Head
from metro_flow.people.person import Seat
from stations.room.turnout import Rank


class Mark(StrEnum):
    """The moments of a drill, in the order in which they should come."""

    T0 = "t0"
    T1 = "t1"
    T2 = "t2"
    T3 = "t3"
    T4 = "t4"
    T5 = "t5"
    T6 = "t6"
    T7 = "t7"


class Known(StrEnum):
    """Whether a moment came, did not come, or nobody can say."""

    REACHED = "reached"
    NOT_REACHED = "not-reached"
    NOT_KNOWABLE = "not-knowable"


class Why(StrEnum):
    """Why a moment did not come, or cannot be known."""

    NO_COUNTS = "no-counts"
    COUNTS_BROKEN = "counts-broken"
    NEVER_CROSSED = "never-crossed"
    NO_ALERT = "no-alert"
    NOT_ORDERED = "not-ordered"
    NO_CALL = "no-call"
    NOT_CALLED = "not-called"
    NOT_ANSWERED = "not-answered"
    DECLINED = "declined"
    NOT_ARRIVED = "not-arrived"
    NOT_EXPECTED = "not-expected"
    ENDED_BEFORE = "ended-before"
    NO_MEASURE = "no-measure"
    NO_EFFECT = "no-effect"
    NEVER_FULL = "never-full"
    NOT_CLEARED = "not-cleared"
    NOT_STOOD_DOWN = "not-stood-down"


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment, with the entry and the person that it rests on, or why there is none.

    `since_t0_s` are seconds of play; None where this moment or T0 is not known.
    """

    mark: Mark
    known: Known
    at: datetime | None = None
    since_t0_s: float | None = None
    seq: int | None = None
    person: str | None = None
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """Within how many seconds of play something was due; provisional until somebody confirms it."""

    seconds: float
    provisional: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of one limit: after how long, and whether that was within it.

    `within` is None where the drill ended before the limit had passed.
    """

    limit: Limit
    after_s: float | None
    within: bool | None


@dataclass(frozen=True, slots=True)
class PersonTime:
    """One person who was called: when they answered and came, against what was asked of them."""

    person: str
    seat: Seat | None
    rank: Rank
    trainee: bool
    called_at: datetime
    stands_in_for: str | None
    answered: Moment
    answer: Kept
    arrived: Moment
    arrival: Kept | None
    post: str | None
    by_voice: bool
    overdue: bool


@dataclass(frozen=True, slots=True)
class SeatTime:
    """One seat: T3 when all of its holders had answered, T4 when all of them were there."""

    seat: Seat
    participants: tuple[Participant, ...]
    called_at: datetime | None
    acknowledged: Moment
    answer: Kept | None
    arrived: Moment
    arrival: Kept | None


class InjectOutcome(StrEnum):
    """What became of a message of the script."""

    MET = "met"
    MISSED = "missed"
    ENDED_BEFORE = "ended-before"
    SKIPPED = "skipped"
    NOT_GIVEN = "not-given"


@dataclass(frozen=True, slots=True)
class ShownBy:
    """The entry that answered a message."""

    seq: int
    kind: str
    at: datetime
    after_s: float
    person: str
    seat: Seat | None


@dataclass(frozen=True, slots=True)
class InjectTime:
    """One message: planned and given when, in minutes of play, and whether it was acted on."""

    id: str
    row: Row
    outcome: InjectOutcome
    planned_min: float | None
    given_min: float | None
    given_at: datetime | None
    by_hand: bool
    reason: str | None
    limit: Limit
    shown: ShownBy | None


@dataclass(frozen=True, slots=True)
class StepsDone:
    """How far the plan's own steps came, release steps apart.

    `in_time` and `late` are done, `overdue` were due and are not; `excused` were declined with a
    reason, refused by line control or withdrawn.
    """

    issued: int
    in_time: int
    late: int
    overdue: int
    excused: int
    provisional: bool

    @property
    def done(self) -> int:
        """How many were done."""
        return self.in_time + self.late

    @property
    def judged(self) -> int:
        """How many came to be done or due."""
        return self.done + self.overdue


@dataclass(frozen=True, slots=True)
class PlanPlayed:
    """The version of the station's plan that was exercised."""

    version: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Debrief:
    """A whole drill as its book and its minutes tell it; `head` says up to which entry."""

    room: str
    planned: DrillPlanned
    scenario: Scenario
    head: Head
    began_at: datetime | None
    ended_at: datetime
    outcome: Outcome | None
    ended_by: Ending | None
    pauses: tuple[Pause, ...]
    plan: PlanPlayed | None
    moments: tuple[Moment, ...]
    seats: tuple[SeatTime, ...]
    people: tuple[PersonTime, ...]
    injects: tuple[InjectTime, ...]
    steps: StepsDone
    written: Written
    played_s: float

    def moment(self, mark: Mark) -> Moment:
        """Return one of the moments that are the room's, not a seat's."""
        return {moment.mark: moment for moment in self.moments}[mark]
