"""Say when what is real must end a drill, or at least be answered by its director.

Orange or red at the drill's own station halts it, and so does a real call to anyone who takes
part, at whichever station. Blue, yellow or an ill sensor there is a warning: it stands on the glass
for a minute, and without an answer the drill is halted. An exercise never argues with an alert.
Whoever has come to a post by then is offered to the real room, which may take them over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from drills.calendar.happened import Outcome
from drills.drill.happened import DrillHalted, Real, RealWarned
from drills.drill.running import PANEL
from drills.drill.state import Drill, Phase
from metro_flow.alerts.alert import Alert
from metro_flow.alerts.colour import AlertColour
from metro_flow.alerts.panel import PANEL as ALERTS
from metro_flow.errors import Refused
from metro_flow.logbook.board import Board, Decide
from metro_flow.logbook.entry import Act
from stations.room.call import PANEL as CALL
from stations.room.forces import PANEL as FORCES
from stations.room.forces import Force, ForcesOffered
from stations.room.turnout import Receipt

DECIDE_WITHIN: Final = timedelta(seconds=60)
SENSOR_SEQ: Final = 0
_HALTS: Final = {AlertColour.RED: Real.RED, AlertColour.ORANGE: Real.ORANGE}
_WARNS: Final = {AlertColour.YELLOW: Real.YELLOW, AlertColour.BLUE: Real.BLUE}

Written = DrillHalted | RealWarned


def halting(
    board: Board,
    station: str,
    rooms: Mapping[str, Board],
    *,
    ill: bool,
    now: datetime,
) -> Sequence[Written]:
    """Return what is to be written in a drill's book about what is real by this moment.

    `rooms` are the boards of all stations by their rooms' names, `station` is the name of the
    drill's own, and `ill` says whether a sensor of it is.
    """
    drill = board[PANEL]
    if drill.phase not in (Phase.RUNNING, Phase.PAUSED):
        return ()
    halt = _at_station(rooms[station]) or _calls(drill, rooms)
    if halt is not None:
        return (halt,)
    return () if drill.warning is not None else _warning(drill, rooms[station], ill=ill, now=now)


def refuse_start(station: Board, drill: Drill, rooms: Mapping[str, Board]) -> None:
    """Refuse to begin where yellow or more stands, or where somebody is really called."""
    colour = station[ALERTS].colour
    if colour is not None and colour >= AlertColour.YELLOW:
        raise Refused("a real alert stands", colour=colour)
    called = _calls(drill, rooms)
    if called is not None:
        raise Refused("somebody is really called", room=called.room, seq=called.seq)


def offered(drill_room: Board) -> Decide:
    """Return what offers a real room the people whom a halted drill left at their posts."""
    people = _arrived(drill_room)
    end = drill_room[PANEL].end

    def decide(board: Board, _act: Act) -> Sequence[ForcesOffered]:
        halted = end is not None and end.outcome is Outcome.HALTED and end.room == board.room
        if not halted or not people:
            return ()
        if drill_room.room in board[FORCES].sources:
            return ()
        return (ForcesOffered(drill_room.room, drill_room.seq, people),)

    return decide


def _arrived(board: Board) -> tuple[Force, ...]:
    """Return who stands at a post by the drill's own call, its last one if it is closed."""
    calls = board[CALL]
    call = calls.open or calls.last_closed
    if call is None:
        return ()
    return tuple(
        Force(each.person, each.summons.seat, each.post or "")
        for each in call.people
        if each.state is Receipt.ARRIVED and each.summons.seat is not None
    )


def _at_station(board: Board) -> DrillHalted | None:
    worst = _worst(board[ALERTS].open)
    real = None if worst is None else _HALTS.get(worst.colour)
    if worst is None or real is None:
        return None
    return DrillHalted(real, board.room, worst.activation)


def _calls(drill: Drill, rooms: Mapping[str, Board]) -> DrillHalted | None:
    for room, board in rooms.items():
        call = board[CALL].open
        if call is not None and any(drill.plays(each.person) for each in call.people):
            return DrillHalted(Real.CALL, room, int(call.id.lstrip("c")))
    return None


def _warning(drill: Drill, board: Board, *, ill: bool, now: datetime) -> Sequence[RealWarned]:
    worst = _worst(board[ALERTS].open)
    until = now + DECIDE_WITHIN
    if worst is not None and (board.room, worst.activation) not in drill.answered:
        return (RealWarned(_WARNS[worst.colour], board.room, worst.activation, until),)
    if ill and (board.room, SENSOR_SEQ) not in drill.answered:
        return (RealWarned(Real.SENSOR, board.room, SENSOR_SEQ, until),)
    return ()


def _worst(alerts: Iterable[Alert]) -> Alert | None:
    return max(alerts, key=lambda alert: alert.colour, default=None)
