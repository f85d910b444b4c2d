"""Carry what two books must both say from the one that decided it to the other.

The calendar decides which drill there is, when, and with whom; the drill's own book decides how it
went; the readiness book decides when its hazards are closed. Each carrying is a rule like any
other: it writes what the other book does not yet have, so it may be asked for at any time, by
anybody, and again after a restart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from drills.calendar.happened import DrillEvaluated, DrillManned, DrillRun, DrillSettled
from drills.calendar.planned import PANEL as CALENDAR
from drills.drill.running import PANEL as DRILL
from drills.drill.signing import PANEL as SIGNING
from drills.drill.signing import is_signed
from drills.drill.state import Phase
from metro_flow.logbook.board import Board, Decide
from stations.readiness.hazard import Origin
from stations.readiness.hazards_fold import PANEL as HAZARDS
from stations.room.planbook import PANEL as PLANBOOK
from stations.room.planbook import Adopted, PlanAdopted

if TYPE_CHECKING:
    from drills.calendar.planned import PlannedDrill
    from metro_flow.logbook.entry import Act


def prepared(planned: PlannedDrill, adopted: Adopted | None) -> Decide:
    """Return what brings the calendar's word, and the station's plan in force, into a room.

    A drill practises the plan that is in force when it begins, and no later one.
    """

    def decide(board: Board, _act: Act) -> Sequence[Any]:
        drill = board[DRILL]
        if not planned.awake or drill.phase is Phase.OVER:
            return ()
        written = _planned(planned, board)
        if drill.phase is Phase.WAITING:
            written += _adopted(board, adopted)
        return written

    return decide


def followed(room: Board) -> Decide:
    """Return what the calendar must say of a run and of its evaluation."""

    def decide(board: Board, _act: Act) -> Sequence[Any]:
        drill = room[DRILL]
        if drill.plan is None or drill.end is None or drill.began_at is None:
            return ()
        known = board[CALENDAR].drills[drill.plan.drill]
        name, end, sheet = known.id, drill.end, room[SIGNING].sheet
        written: list[Any] = []
        if known.run is None:
            run = DrillRun(name, end.outcome, drill.began_at, end.at, room.seq, room.head)
            written.append(run)
        if known.evaluated is None and sheet is not None and is_signed(room):
            vetoes = tuple(veto.value for veto in sheet.confirmed.vetoes)
            written.append(DrillEvaluated(name, sheet.points, vetoes, sheet.seq, sheet.head))
        return written

    return decide


def settled(planned: PlannedDrill, readiness: Board) -> Decide:
    """Return what says that a filed drill has left nothing open."""

    def decide(board: Board, _act: Act) -> Sequence[DrillSettled]:
        known = board[CALENDAR].drills[planned.id]
        shown = [
            hazard
            for hazard in readiness[HAZARDS].by_id.values()
            if hazard.origin is Origin.DRILL and hazard.source == planned.id
        ]
        if known.filed is None or known.settled is not None:
            return ()
        if any(hazard.is_open for hazard in shown):
            return ()
        return (DrillSettled(planned.id, len(shown)),)

    return decide


def _planned(planned: PlannedDrill, board: Board) -> list[Any]:
    """Return the plan as it stands now, or what has changed of it since it was carried."""
    drill = board[DRILL]
    if drill.plan is None:
        return [
            replace(
                planned.plan,
                starts_at=planned.starts_at,
                quarter=planned.quarter,
                participants=planned.participants,
                staff=planned.staff,
            )
        ]
    changed: list[Any] = []
    if drill.phase is Phase.WAITING and drill.starts_at != planned.starts_at:
        changed.append(planned.moves[-1])
    if (drill.plan.participants, drill.plan.staff) != (planned.participants, planned.staff):
        changed.append(DrillManned(planned.id, planned.participants, planned.staff))
    return changed


def _adopted(board: Board, adopted: Adopted | None) -> list[PlanAdopted]:
    here = board[PLANBOOK].adopted
    if adopted is None or (here is not None and here.sha256 == adopted.sha256):
        return []
    return [PlanAdopted(adopted.version, adopted.text, adopted.sha256)]
