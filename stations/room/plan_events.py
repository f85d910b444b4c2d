"""Name what may happen to a running plan, as it is written in the book.

A start carries its steps in columns, one value a step: with sixty steps an entry must reach a
tablet in 8 kB, and the words of a step travel once, by the plan's hash.
A step that is undone again is a release step; its id is the step's own with `:release`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from metro_flow.logbook.entry import event
from metro_flow.people.person import Seat
from stations.plan_text import Scenario
from stations.profile.words import ResponseLevel

RELEASE: Final = ":release"


def release_of(step: str) -> str:
    """Return the id under which a step is undone.

    >>> release_of("crowd-two-gates")
    'crowd-two-gates:release'
    """
    return step + RELEASE


class Channel(StrEnum):
    """How a word came that is written down for another."""

    PHONE = "phone"
    RADIO = "radio"
    IN_PERSON = "in-person"


class StepAnswer(StrEnum):
    """What the line's control centre says to a step that asks it."""

    GRANTED = "granted"
    REFUSED = "refused"


class Spoken(StrEnum):
    """How far a step is, as somebody says it by voice."""

    ACKNOWLEDGED = "acknowledged"
    ON_THE_WAY = "on-the-way"
    ARRIVED = "arrived"
    DONE = "done"


class WhyEnded(StrEnum):
    """Why a running plan came to its end."""

    RELEASED = "released"
    ORDERED = "ordered"
    OTHER_SCENARIO = "other-scenario"


@event()
@dataclass(frozen=True, slots=True)
class PlanStarted:
    """A plan runs from here; columns of equal length, one value a step, in the plan's order.

    `control` says which steps the control centre must grant, `release` which are undone again.
    """

    run: str
    version: int
    sha256: str
    scenario: Scenario
    steps: tuple[str, ...]
    seats: tuple[Seat, ...]
    levels: tuple[ResponseLevel, ...]
    after: tuple[tuple[str, ...], ...]
    limits_s: tuple[int, ...]
    control: tuple[bool, ...]
    release: tuple[bool, ...]


@event()
@dataclass(frozen=True, slots=True)
class StepsIssued:
    """The plan rose to a level: steps were issued, and what was to be undone no longer is.

    `ordered` is the response level that the plan follows, if one is ordered.
    """

    run: str
    level: ResponseLevel
    ordered: ResponseLevel | None
    steps: tuple[str, ...]
    withdrawn: tuple[str, ...]


@event()
@dataclass(frozen=True, slots=True)
class ReleaseIssued:
    """The plan came down to a level, or to its end without one.

    `steps` are undone one at a time in this order; what was not yet done is withdrawn.
    """

    run: str
    level: ResponseLevel | None
    ordered: ResponseLevel | None
    steps: tuple[str, ...]
    withdrawn: tuple[str, ...]


@event()
@dataclass(frozen=True, slots=True)
class StepAcknowledged:
    """Somebody of the step's seat has it."""

    run: str
    step: str


@event()
@dataclass(frozen=True, slots=True)
class StepSetOut:
    """Somebody is on the way, perhaps with a promise of minutes."""

    run: str
    step: str
    minutes: int | None


@event()
@dataclass(frozen=True, slots=True)
class StepArrived:
    """Somebody stands where the step is to be done."""

    run: str
    step: str


@event()
@dataclass(frozen=True, slots=True)
class StepFinished:
    """The step is done."""

    run: str
    step: str
    words: str


@event()
@dataclass(frozen=True, slots=True)
class StepDeclined:
    """Somebody cannot do it and says why; the leading station master must see to it."""

    run: str
    step: str
    reason: str
    escalated_to: tuple[str, ...]


@event()
@dataclass(frozen=True, slots=True)
class StepControlAnswered:
    """The control centre answered."""

    run: str
    step: str
    answer: StepAnswer
    words: str


@event()
@dataclass(frozen=True, slots=True)
class StepReported:
    """How far a step is, written down for whoever said it by voice."""

    run: str
    step: str
    state: Spoken
    channel: Channel
    words: str


@event()
@dataclass(frozen=True, slots=True)
class StepOverdue:
    """A step's limit has passed; its deputies and the leading station master must see to it."""

    run: str
    step: str
    due_at: datetime
    escalated_to: tuple[str, ...]


@event()
@dataclass(frozen=True, slots=True)
class PlanEnded:
    """The plan runs no longer."""

    run: str
    why: WhyEnded
    words: str
