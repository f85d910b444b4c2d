"""List what went by its day in a station's readiness book, for whoever has to chase it.

Pure, and by the day it is read: what the clock has already written as overdue and what it will
write at its next round are the same list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from metro_flow.logbook.board import Board
from stations.readiness import consultations, hazards, risks
from stations.readiness.authority import Agency


@dataclass(frozen=True, slots=True)
class Overdue:
    """One thing that is late: its part of the book, its id and words, whose it is, since when."""

    part: str
    id: str
    what: str
    unit: Agency
    due: date


def overdue_of(board: Board, today: date) -> list[Overdue]:
    """Return all that is late, the longest first."""
    return sorted(_late(board, today), key=lambda each: (each.due, each.part, each.id))


def _late(board: Board, today: date) -> Iterator[Overdue]:
    for hazard in board[hazards.PANEL].by_id.values():
        owed, due = hazard.accountable, hazard.due
        if hazard.is_open and owed is not None and due is not None and due < today:
            yield Overdue("hazard", hazard.id, hazard.what, owed, due)
    for action in board[consultations.PANEL].actions.values():
        if action.is_open and action.due < today:
            yield Overdue("action", action.id, action.what, action.owner, action.due)
    for risk in board[risks.PANEL].by_id.values():
        if risk.review_due < today:
            yield Overdue("review", risk.id, risk.what, risk.owner, risk.review_due)
