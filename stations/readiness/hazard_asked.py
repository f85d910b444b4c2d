"""Say what may be asked about a hazard, in the order of its seven states.

The rules that answer stand in `hazards`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from stations.readiness.asking import Named, Said
from stations.readiness.authority import Agency
from stations.readiness.hazard import Evidence, Origin
from stations.readiness.risk import Step

PlanVersion = Annotated[int, Field(ge=0, le=100_000)]


@dataclass(frozen=True, slots=True)
class FindHazard:
    """Say what is wrong and where; a drill or a real event is named as its source (排查)."""

    what: Said
    where: Named
    origin: Origin
    source: Named = ""


@dataclass(frozen=True, slots=True)
class RegisterHazard:
    """Make one agency accountable, by a day (登记)."""

    hazard: Named
    accountable: Agency
    due: date


@dataclass(frozen=True, slots=True)
class AssessHazard:
    """Grade its risk, or grade it again; `outgrown_plan` asks for a later plan version (评估)."""

    hazard: Named
    likelihood: Step
    consequence: Step
    outgrown_plan: PlanVersion | None = None


@dataclass(frozen=True, slots=True)
class ReportHazard:
    """Write down to whom it was reported; when is the act's own time (报告)."""

    hazard: Named
    to: Named


@dataclass(frozen=True, slots=True)
class MonitorHazard:
    """Say what is watched, and how often (监控)."""

    hazard: Named
    what: Said
    every_days: Annotated[int, Field(ge=1, le=366)]


@dataclass(frozen=True, slots=True)
class NoteMonitoring:
    """Write down what whoever watches saw."""

    hazard: Named
    words: Said


@dataclass(frozen=True, slots=True)
class TreatHazard:
    """Write down a measure and what proves it; said again, one more (治理)."""

    hazard: Named
    measures: Said
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class CloseHazard:
    """Verify for another agency that it is gone (销账)."""

    hazard: Named
    plan_version: PlanVersion | None = None


@dataclass(frozen=True, slots=True)
class ReopenHazard:
    """Open a closed one again, assessed anew, with another due date."""

    hazard: Named
    reason: Said
    likelihood: Step
    consequence: Step
    due: date
    outgrown_plan: PlanVersion | None = None


@dataclass(frozen=True, slots=True)
class MoveDue:
    """Move the due date, with a reason (改期)."""

    hazard: Named
    due: date
    reason: Said
