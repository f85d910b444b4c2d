"""Say what a standing risk is, what may be asked about one, and what then happened.

A risk says what may go wrong in which situation while nothing is wrong yet; a *hazard* is what is
wrong already. The rules and the fold stand in `risks`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from metro_flow.logbook.entry import event
from stations.readiness.asking import Named, Said
from stations.readiness.authority import Agency
from stations.readiness.risk import RiskGrade, Step

_GRADES: Final = tuple(RiskGrade)
Owners = Annotated[tuple[Agency, ...], Field(max_length=len(Agency))]


class RiskKind(StrEnum):
    """The situation in which it may go wrong: as plans tell them apart."""

    EVERYDAY = "everyday"
    HOLIDAY = "holiday"
    OCCASION = "occasion"
    WEATHER = "weather"
    SUDDEN = "sudden"


def rank_of_grade(grade: RiskGrade) -> int:
    """Return how bad a grade is, the least 0."""
    return _GRADES.index(grade)


@dataclass(frozen=True, slots=True)
class Grading:
    """One review: how likely, how bad, which grade that is, and what is done about it."""

    likelihood: int
    consequence: int
    grade: RiskGrade
    measures: str
    by: str
    day: date


@dataclass(frozen=True, slots=True)
class Risk:
    """One standing risk; its last grading is the one that holds."""

    id: str
    kind: RiskKind
    what: str
    owner: Agency
    co_owners: tuple[Agency, ...]
    gradings: tuple[Grading, ...]
    review_due: date
    overdue: bool = False

    @property
    def grade(self) -> RiskGrade:
        """The grade that holds."""
        return self.gradings[-1].grade


@dataclass(frozen=True, slots=True)
class Graded:
    """Which grade the station had from a moment on; None when no risk stands."""

    at: datetime
    grade: RiskGrade | None


@dataclass(frozen=True, slots=True)
class Risks:
    """The standing risks by id, every grade of the station, and the next review not yet told."""

    by_id: Mapping[str, Risk] = field(default_factory=dict)
    history: tuple[Graded, ...] = ()
    entered: int = 0
    earliest: date | None = None

    @property
    def grade(self) -> RiskGrade | None:
        """The station's static grade: that of its worst standing risk."""
        return max((each.grade for each in self.by_id.values()), key=rank_of_grade, default=None)


@dataclass(frozen=True, slots=True)
class EnterRisk:
    """Put a risk on the register, graded for the first time."""

    kind: RiskKind
    what: Said
    likelihood: Step
    consequence: Step
    owner: Agency
    measures: Said
    review_due: date
    co_owners: Owners = ()


@dataclass(frozen=True, slots=True)
class RegradeRisk:
    """Review a risk: grade it again, say what is done, and when it is reviewed next."""

    risk: Named
    likelihood: Step
    consequence: Step
    measures: Said
    review_due: date


@dataclass(frozen=True, slots=True)
class DropRisk:
    """Take a risk off the register, with a reason."""

    risk: Named
    reason: Said


@event()
@dataclass(frozen=True, slots=True)
class RiskEntered:
    """A risk was put on the register."""

    risk: str
    kind: RiskKind
    what: str
    likelihood: int
    consequence: int
    grade: RiskGrade
    owner: Agency
    co_owners: tuple[Agency, ...]
    measures: str
    review_due: date


@event()
@dataclass(frozen=True, slots=True)
class RiskRegraded:
    """It was reviewed and graded again."""

    risk: str
    likelihood: int
    consequence: int
    grade: RiskGrade
    measures: str
    review_due: date


@event()
@dataclass(frozen=True, slots=True)
class RiskDropped:
    """It no longer stands."""

    risk: str
    reason: str


@event()
@dataclass(frozen=True, slots=True)
class RiskReviewOverdue:
    """The day of its next review went by."""

    risk: str
    review_due: date
