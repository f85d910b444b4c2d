"""Take one hazard from what it was to what an entry made of it."""

from __future__ import annotations

from dataclasses import replace

from metro_flow.logbook.entry import Entry
from stations.readiness.hazard import (
    Assessment,
    Closing,
    DueMoved,
    Hazard,
    HazardAssessed,
    HazardClosed,
    HazardMonitored,
    HazardOverdue,
    HazardRegistered,
    HazardReopened,
    HazardReported,
    HazardState,
    HazardTreated,
    Measure,
    Monitoring,
    MonitoringNoted,
    Report,
)


def step(hazard: Hazard, entry: Entry) -> Hazard:
    """Return the hazard after an entry about it."""
    match entry.event:
        case HazardRegistered(accountable=accountable, due=due):
            state = HazardState.REGISTERED
            return replace(hazard, state=state, accountable=accountable, due=due)
        case HazardAssessed():
            return _assessed(hazard, entry)
        case HazardReported(to=to):
            report = Report(to, entry.occurred_at)
            return replace(hazard, state=HazardState.REPORTED, report=report)
        case HazardMonitored(what=what, every_days=every_days):
            monitoring = Monitoring(what, every_days)
            return replace(hazard, state=HazardState.MONITORED, monitoring=monitoring)
        case MonitoringNoted(words=words) if hazard.monitoring is not None:
            noted = replace(hazard.monitoring, notes=hazard.monitoring.notes + 1, last=words)
            return replace(hazard, monitoring=noted)
        case HazardTreated(measures=words, evidence=evidence):
            measure = Measure(words, entry.by.who, entry.occurred_at, evidence)
            measures = (*hazard.measures, measure)
            return replace(hazard, state=HazardState.TREATED, measures=measures)
        case HazardClosed(agency=agency, plan_version=plan_version):
            closing = Closing(entry.by.who, agency, plan_version, entry.at)
            return replace(hazard, state=HazardState.CLOSED, closing=closing)
        case HazardReopened():
            return _reopened(hazard, entry)
        case DueMoved(due=due):
            return replace(hazard, due=due)
        case HazardOverdue(due=due):
            return replace(hazard, overdue_for=due)
        case _:
            return hazard


def _assessed(hazard: Hazard, entry: Entry) -> Hazard:
    """Grade it; a hazard graded again stays where it stands."""
    first = hazard.state is HazardState.REGISTERED
    state = HazardState.ASSESSED if first else hazard.state
    return replace(hazard, state=state, assessment=_assessment(entry))


def _reopened(hazard: Hazard, entry: Entry) -> Hazard:
    """Go back to 评估: what was reported, watched and done before stands in the book only."""
    return replace(
        hazard,
        state=HazardState.ASSESSED,
        due=entry.event.due,
        overdue_for=None,
        assessment=_assessment(entry),
        report=None,
        monitoring=None,
        measures=(),
        closing=None,
        reopened=hazard.reopened + 1,
    )


def _assessment(entry: Entry) -> Assessment:
    said = entry.event
    return Assessment(
        said.likelihood, said.consequence, said.grade, said.outgrown_plan, entry.occurred_at
    )
