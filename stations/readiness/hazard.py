"""Say what a hazard (隐患) is, and what may have happened to it.

It stands in one of seven states, in the order of the notice (十五):
排查, 登记, 评估, 报告, 监控, 治理, 销账.
What may be asked and the rules stand in `hazards`, what follows from entries in `hazards_fold`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from metro_flow.logbook.entry import event
from stations.readiness.asking import Hash, Named
from stations.readiness.authority import Agency
from stations.readiness.risk import RiskGrade


class HazardState(StrEnum):
    """The seven states, in their order; each names the last step that was taken."""

    FOUND = "found"
    REGISTERED = "registered"
    ASSESSED = "assessed"
    REPORTED = "reported"
    MONITORED = "monitored"
    TREATED = "treated"
    CLOSED = "closed"


ORDER = tuple(HazardState)


class Origin(StrEnum):
    """How a hazard came to be known; a drill and a real event are named with it."""

    PATROL = "patrol"
    SELF_CHECK = "self-check"
    DRILL = "drill"
    EVENT = "event"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves a treatment: words, with the hash of a file kept elsewhere or a reference."""

    words: Named
    sha256: Hash | None = None
    reference: Named = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """How likely, how bad, and which grade that is; `outgrown_plan` must be superseded."""

    likelihood: int
    consequence: int
    grade: RiskGrade
    outgrown_plan: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """To whom it was reported, and when."""

    to: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Monitoring:
    """What is watched, how often, and what was last noted."""

    what: str
    every_days: int
    notes: int = 0
    last: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One treatment, by whom, and what proves it."""

    words: str
    by: str
    at: datetime
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class Closing:
    """Who verified it, for which agency, and with which version of the plan."""

    by: str
    agency: Agency
    plan_version: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Hazard:
    """One hazard as it stands; the book has all that it was before."""

    id: str
    what: str
    where: str
    origin: Origin
    source: str
    found_by: str
    found_at: datetime
    state: HazardState = HazardState.FOUND
    accountable: Agency | None = None
    due: date | None = None
    overdue_for: date | None = None
    assessment: Assessment | None = None
    report: Report | None = None
    monitoring: Monitoring | None = None
    measures: tuple[Measure, ...] = ()
    closing: Closing | None = None
    reopened: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it is not closed."""
        return self.state is not HazardState.CLOSED

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What proves its treatment since it was last opened."""
        return tuple(each.evidence for each in self.measures if each.evidence is not None)


@dataclass(frozen=True, slots=True)
class Hazards:
    """All hazards of a station by id, and the earliest due date not yet told as overdue."""

    by_id: Mapping[str, Hazard] = field(default_factory=dict)
    earliest: date | None = None


@event()
@dataclass(frozen=True, slots=True)
class HazardFound:
    """Somebody found a hazard (排查)."""

    hazard: str
    what: str
    where: str
    origin: Origin
    source: str


@event()
@dataclass(frozen=True, slots=True)
class HazardRegistered:
    """One agency became accountable, by a day (登记)."""

    hazard: str
    accountable: Agency
    due: date


@event()
@dataclass(frozen=True, slots=True)
class HazardAssessed:
    """Its risk was graded, for the first time or again (评估)."""

    hazard: str
    likelihood: int
    consequence: int
    grade: RiskGrade
    outgrown_plan: int | None


@event()
@dataclass(frozen=True, slots=True)
class HazardReported:
    """It was reported to somebody, when the entry says it occurred (报告)."""

    hazard: str
    to: str


@event()
@dataclass(frozen=True, slots=True)
class HazardMonitored:
    """It is watched from here on (监控)."""

    hazard: str
    what: str
    every_days: int


@event()
@dataclass(frozen=True, slots=True)
class MonitoringNoted:
    """Whoever watches wrote down what they saw."""

    hazard: str
    words: str


@event()
@dataclass(frozen=True, slots=True)
class HazardTreated:
    """The accountable agency took a measure (治理)."""

    hazard: str
    measures: str
    evidence: Evidence | None


@event()
@dataclass(frozen=True, slots=True)
class HazardClosed:
    """Another agency verified that it is gone (销账)."""

    hazard: str
    agency: Agency
    plan_version: int | None


@event()
@dataclass(frozen=True, slots=True)
class HazardReopened:
    """It came back, was assessed anew and has another due date."""

    hazard: str
    reason: str
    likelihood: int
    consequence: int
    grade: RiskGrade
    outgrown_plan: int | None
    due: date


@event()
@dataclass(frozen=True, slots=True)
class DueMoved:
    """Its due date was moved, with a reason (改期)."""

    hazard: str
    was: date
    due: date
    reason: str


@event()
@dataclass(frozen=True, slots=True)
class HazardOverdue:
    """Its due date went by and it is not closed."""

    hazard: str
    due: date
