"""List the whole of a drill's room: everything of a station's room, and the drill around it.

What a station's room does by itself it does here while the drill runs, and what its chiefs may do
there they may do here, by the same table of authority: only the grants are others, for in a drill
its list of participants alone gives them. Plans are neither drafted nor signed in a drill.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from drills.calendar import planned, planning
from drills.drill import conduct, running, signing
from drills.drill.state import Phase
from metro_flow.errors import Refused
from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import Act
from stations.room import notes, planbook, seats
from stations.room.panels import COMMANDS as STATION_COMMANDS
from stations.room.panels import PANELS as STATION_PANELS

Rule = Callable[..., Sequence[Any]]

PREFIX: Final = "drill/"
CALENDAR_ROOM: Final = "drills"
# What may be done before the start, and while the clock stands still.
_BEFORE: Final = frozenset({seats.TakeSeat, seats.LeaveSeat, seats.MarkPhoneOnly})
_PAUSED: Final = _BEFORE | {notes.WriteNote, notes.CorrectEntry}


def _while_running(panel: Panel[Any]) -> Panel[Any]:
    """Return a panel in which nothing falls due unless the drill runs."""

    def due(board: Board, now: datetime) -> Sequence[Any]:
        return panel.due(board, now) if board[running.PANEL].phase is Phase.RUNNING else ()

    return replace(panel, due=due)


def _in_phase(command: type, rule: Rule) -> Rule:
    """Return a rule that asks first how far the drill is."""

    def decide(board: Board, asked: Any, act: Act) -> Sequence[Any]:
        phase = board[running.PANEL].phase
        if phase is Phase.OVER:
            raise Refused("the drill is over")
        if phase is Phase.WAITING and command not in _BEFORE:
            raise Refused("the drill has not begun")
        if phase is Phase.PAUSED and command not in _PAUSED:
            raise Refused("the drill is paused")
        return rule(board, asked, act)

    return decide


PANELS: Final[tuple[Panel[Any], ...]] = (
    running.PANEL,
    *(_while_running(panel) for panel in STATION_PANELS),
    signing.PANEL,
)
COMMANDS: Final[Mapping[type, Rule]] = {
    **{
        command: _in_phase(command, rule)
        for command, rule in STATION_COMMANDS.items()
        if command not in planbook.COMMANDS
    },
    **conduct.COMMANDS,
    **signing.COMMANDS,
}
CALENDAR_PANELS: Final[tuple[Panel[Any], ...]] = (planned.PANEL,)
CALENDAR_COMMANDS: Final[Mapping[type, Rule]] = planning.COMMANDS
