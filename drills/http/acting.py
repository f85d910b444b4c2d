"""Decide the acts of a drill's room that need to know more than its own book.

A start looks at what is real; a sheet is filled by the machine; a finding is first found in the
readiness book of the station. What they need is read here and handed to the rules, which stay what
they are: functions of a board.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drills.drill.asked import ConfirmSheet, NameFinding, StartDrill
from drills.drill.halting import refuse_start
from drills.drill.running import PANEL as DRILL
from drills.drill.signing import Found, confirm_sheet, name_finding
from drills.http.debriefed import machine_of
from metro_flow.logbook.entry import Act, Author
from metro_flow.web import house
from stations.posted import ActPosted
from stations.readiness.hazard import Origin
from stations.readiness.hazard_asked import FindHazard
from stations.readiness.panels import PREFIX as READINESS
from stations.room.edge import PREFIX as STATION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drills.calendar.planned import PlannedDrill
    from metro_flow.logbook.board import Board, Decide
    from metro_flow.logbook.entry import Grant
    from metro_flow.logbook.shelf import Shelf


def deciding(
    drill: PlannedDrill,
    posted: ActPosted,
    command: Any,
    *,
    by: Author,
    grants: Sequence[Grant],
) -> Decide:
    """Return what decides a posted act; `grants` are those that its author holds for real."""
    shelf: Shelf = house().shelf
    decide = shelf.decide(drill.room, command)
    if isinstance(command, StartDrill):
        return _when_calm(drill, decide)
    if isinstance(command, ConfirmSheet):
        machine = machine_of(drill)
        return lambda board, act: confirm_sheet(board, command, act, machine=machine)
    if isinstance(command, NameFinding):
        return _found_first(drill, posted, command, by=by, grants=grants)
    return decide


def _when_calm(drill: PlannedDrill, decide: Decide) -> Decide:
    """Return the same start, refused while something real stands."""
    rooms = {f"{STATION}{each}": _board(f"{STATION}{each}") for each in house().atlas}

    def start(board: Board, act: Act) -> Sequence[Any]:
        events = decide(board, act)
        refuse_start(rooms[STATION + drill.plan.station], board[DRILL], rooms)
        return events

    return start


def _found_first(
    drill: PlannedDrill,
    posted: ActPosted,
    command: NameFinding,
    *,
    by: Author,
    grants: Sequence[Grant],
) -> Decide:
    """Find the hazard in its own book, once for this ref, and return what names it here."""
    shelf: Shelf = house().shelf
    now = house().clock.now()
    # Whoever may not name it must not leave a hazard behind.
    name_finding(_board(drill.room), command, Act(by=by, at=now, occurred_at=now))
    book = shelf.open(READINESS + drill.plan.station)
    find = FindHazard(command.words, command.where, Origin.DRILL, drill.id)
    answer = book.write(
        shelf.decide(book.room, find),
        by=Author(by.who, None, by.device),
        ref=str(posted.ref),
        grants=grants,
    )
    entry = book.entries(before=answer.seqs[0] + 1, limit=1)[0]
    found = Found(entry.event.hazard, entry.seq)
    return lambda board, act: name_finding(board, command, act, found=found)


def _board(room: str) -> Board:
    board: Board = house().shelf.open(room).board()
    return board
