"""Fold what happened to hazards, show where they stand, and say which are overdue.

The panel shows where at most sixty open hazards stand, the most urgent first, and the last closed;
their words are asked for over HTTP, so that an entry with the panel stays below 8 kB.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final

from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import Entry
from stations.readiness.asking import day_of
from stations.readiness.hazard import (
    DueMoved,
    Hazard,
    HazardAssessed,
    HazardClosed,
    HazardFound,
    HazardMonitored,
    HazardOverdue,
    HazardRegistered,
    HazardReopened,
    HazardReported,
    Hazards,
    HazardState,
    HazardTreated,
    MonitoringNoted,
)
from stations.readiness.hazard_step import step
from stations.readiness.risk import RiskGrade
from stations.readiness.whole import whole

SHOWN: Final = 60
LAST_CLOSED: Final = 5
_GRADES: Final = tuple(RiskGrade)


def due(board: Board, now: datetime) -> Sequence[HazardOverdue]:
    """Tell each due date that has gone by, once."""
    hazards = board[PANEL]
    today = day_of(now)
    if hazards.earliest is None or today <= hazards.earliest:
        return ()
    waiting = ((each, _waits(each)) for each in hazards.by_id.values())
    return [HazardOverdue(each.id, day) for each, day in waiting if day is not None and day < today]


def _waits(hazard: Hazard) -> date | None:
    """Return the due date that may yet be told as overdue."""
    told = not hazard.is_open or hazard.due == hazard.overdue_for
    return None if told else hazard.due


def _fold(hazards: Hazards, entry: Entry) -> Hazards:
    after = _found(entry) if isinstance(entry.event, HazardFound) else _stepped(hazards, entry)
    by_id = {**hazards.by_id, after.id: after}
    waiting = [day for each in by_id.values() if (day := _waits(each)) is not None]
    return Hazards(by_id, min(waiting, default=None))


def _found(entry: Entry) -> Hazard:
    found: HazardFound = entry.event
    return Hazard(
        found.hazard,
        found.what,
        found.where,
        found.origin,
        found.source,
        found_by=entry.by.who,
        found_at=entry.occurred_at,
    )


def _stepped(hazards: Hazards, entry: Entry) -> Hazard:
    return step(hazards.by_id[entry.event.hazard], entry)


def _show(hazards: Hazards) -> dict[str, Any]:
    every = hazards.by_id.values()
    standing = sorted((each for each in every if each.is_open), key=_urgency)
    closed = sorted((each for each in every if not each.is_open), key=_closed_at, reverse=True)
    counts = dict.fromkeys(HazardState, 0)
    for each in every:
        counts[each.state] += 1
    shown = standing[:SHOWN]
    return {
        "counts": {state.value: count for state, count in counts.items()},
        "open": {state.value: rows for state in HazardState if (rows := _rows(shown, state=state))},
        "overdue": [each.id for each in shown if _is_overdue(each)],
        "closed": [_row(each) for each in closed[:LAST_CLOSED]],
    }


def _urgency(hazard: Hazard) -> tuple[bool, int, date, datetime]:
    """Order by what presses: overdue first, then the grade, then the due date."""
    grade = -1 if hazard.assessment is None else _GRADES.index(hazard.assessment.grade)
    return (not _is_overdue(hazard), -grade, hazard.due or date.max, hazard.found_at)


def _closed_at(hazard: Hazard) -> tuple[datetime, datetime]:
    closed = hazard.found_at if hazard.closing is None else hazard.closing.at
    return (closed, hazard.found_at)


def _is_overdue(hazard: Hazard) -> bool:
    return hazard.is_open and hazard.due is not None and hazard.due == hazard.overdue_for


def _rows(hazards: Iterable[Hazard], *, state: HazardState) -> list[dict[str, Any]]:
    return [_row(each) for each in hazards if each.state is state]


def _row(hazard: Hazard) -> dict[str, Any]:
    return {
        "id": hazard.id,
        "grade": None if hazard.assessment is None else hazard.assessment.grade.value,
        "unit": None if hazard.accountable is None else hazard.accountable.value,
        "due": None if hazard.due is None else hazard.due.isoformat(),
    }


def dossier(hazard: Hazard) -> dict[str, Any]:
    """Return all that is known of a hazard, its words among it, and ids of persons only."""
    return {**whole(hazard), "overdue": _is_overdue(hazard)}


PANEL: Panel[Hazards] = Panel(
    name="hazards",
    empty=Hazards(),
    events=(
        HazardFound,
        HazardRegistered,
        HazardAssessed,
        HazardReported,
        HazardMonitored,
        MonitoringNoted,
        HazardTreated,
        HazardClosed,
        HazardReopened,
        DueMoved,
        HazardOverdue,
    ),
    fold=_fold,
    show=_show,
    due=due,
)
