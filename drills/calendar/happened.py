"""Name everything that may happen to a planned drill, as the calendar's book keeps it.

A drill is named by its quarter and a number in it, `2026Q4-03`. What the calendar says of the run
itself is carried over from the drill's own book, and names the entry there that says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from metro_flow.logbook.entry import event
from metro_flow.people.person import Seat


class Form(StrEnum):
    """How a drill is played: at a table (桌面), or on the spot (实战)."""

    TABLE = "table"
    LIVE = "live"


class Extent(StrEnum):
    """How much a drill practises: one function (单项), or command and all of its parts (综合)."""

    SINGLE = "single"
    FULL = "full"


class Notice(StrEnum):
    """What those who take part know of it: all (普通), that it comes (半盲), nothing (双盲)."""

    ANNOUNCED = "announced"
    HALF_BLIND = "half-blind"
    DOUBLE_BLIND = "double-blind"


class Outcome(StrEnum):
    """How a run ended: to its end, stopped by somebody inside, or halted by what is real."""

    FINISHED = "finished"
    STOPPED = "stopped"
    HALTED = "halted"


@dataclass(frozen=True, slots=True)
class Participant:
    """Who plays a seat in a drill; the list of them alone grants acts in its room."""

    person: str
    seat: Seat
    trainee: bool = False


@dataclass(frozen=True, slots=True)
class Staff:
    """Who makes the exercise: the director conducts, evaluators observe, one keeps it safe."""

    director: str
    evaluators: tuple[str, ...]
    safety: str


@event(by_hash=("text",))
@dataclass(frozen=True, slots=True)
class DrillPlanned:
    """A drill was planned; it carries its whole script, so that no fold reads a file."""

    drill: str
    station: str
    quarter: str
    scenario: str
    version: int
    sha256: str
    text: str
    seed: int
    starts_at: datetime
    minutes: float
    form: Form
    extent: Extent
    notice: Notice
    participants: tuple[Participant, ...]
    staff: Staff


@event()
@dataclass(frozen=True, slots=True)
class DrillApproved:
    """Somebody else than its planner agreed to it (已批)."""

    drill: str


@event()
@dataclass(frozen=True, slots=True)
class DrillMoved:
    """It was put off or brought forward, with a reason (改期)."""

    drill: str
    was: datetime
    starts_at: datetime
    quarter: str
    reason: str


@event()
@dataclass(frozen=True, slots=True)
class DrillManned:
    """Others take part, or make the exercise, than was planned."""

    drill: str
    participants: tuple[Participant, ...]
    staff: Staff


@event()
@dataclass(frozen=True, slots=True)
class DrillCalledOff:
    """It does not take place, and why."""

    drill: str
    reason: str


@event()
@dataclass(frozen=True, slots=True)
class DrillRun:
    """It was run, to its end or not; `head` seals its own book at entry `seq` (已演)."""

    drill: str
    outcome: Outcome
    began_at: datetime
    ended_at: datetime
    seq: int
    head: str


@event()
@dataclass(frozen=True, slots=True)
class DrillEvaluated:
    """The evaluator confirmed its sheet and four seats signed it (已评)."""

    drill: str
    points: float
    vetoes: tuple[str, ...]
    seq: int
    head: str


@event()
@dataclass(frozen=True, slots=True)
class ReportFiled:
    """Its report went to whoever must have it (已报送)."""

    drill: str
    to: str
    reference: str


@event()
@dataclass(frozen=True, slots=True)
class DrillSettled:
    """Its report is filed and every hazard that it showed is closed (已销账)."""

    drill: str
    hazards: int


@event()
@dataclass(frozen=True, slots=True)
class RequirementSet:
    """Each of these stations owes a drill every so many quarters, says `source`; 0 means none."""

    stations: tuple[str, ...]
    every_quarters: int
    since: str
    source: str
    confirmed_by: str
