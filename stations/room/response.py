"""Order the response: up alone and at once, never down alone.

An order is absolute and names the level its author saw, so that of two orders given in the same
moment one holds and the other hears what was ordered meanwhile. Whoever may not order proposes.
Lowering, standing down and closing are decided together, in `decision`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metro_flow.alerts.panel import MaySay
from metro_flow.errors import Refused
from metro_flow.logbook.board import Board
from metro_flow.logbook.entry import Act
from stations.profile.words import ControlZone, ResponseLevel
from stations.room.level import (
    PANEL,
    ControlZoneSet,
    LevelOrdered,
    LevelProposed,
    rank_of,
)
from stations.room.seats import guarded, seat_of

__all__ = ["COMMANDS", "PANEL", "OrderLevel", "ProposeLevel", "SetControlZone"]


@dataclass(frozen=True, slots=True)
class OrderLevel:
    """Raise the response to a level, having seen the one it stands at."""

    to: ResponseLevel
    seen: ResponseLevel | None


@dataclass(frozen=True, slots=True)
class ProposeLevel:
    """Ask those who may order a level to order it (提请)."""

    to: ResponseLevel
    reason: MaySay


@dataclass(frozen=True, slots=True)
class SetControlZone:
    """Say where the crowd is held back."""

    zone: ControlZone


def order_level(board: Board, command: OrderLevel, _act: Act) -> Sequence[LevelOrdered]:
    """Raise the level, if it still stands where its author saw it."""
    response = board[PANEL]
    if command.seen != response.level:
        raise Refused("level has changed", level=response.level, by=response.who)
    _refuse_unless_higher(command.to, response.level)
    return (LevelOrdered(to=command.to, was=response.level),)


def propose_level(board: Board, command: ProposeLevel, act: Act) -> Sequence[LevelProposed]:
    """Put a proposal before those who may order."""
    if not command.reason.strip():
        raise Refused("a reason is needed", act="ProposeLevel")
    response = board[PANEL]
    _refuse_unless_higher(command.to, response.level)
    for asked in response.proposed:
        if (asked.who, asked.to) == (act.by.who, command.to):
            raise Refused("already proposed", to=command.to, by=asked.who)
    return (LevelProposed(command.to, seat_of(board, act), command.reason.strip()),)


def set_control_zone(board: Board, command: SetControlZone, _act: Act) -> Sequence[ControlZoneSet]:
    """Say where a response that runs holds the crowd back."""
    response = board[PANEL]
    if response.level is None:
        raise Refused("no response is ordered", zone=command.zone)
    if command.zone == response.zone:
        raise Refused("the control zone is already so", zone=command.zone)
    return (ControlZoneSet(zone=command.zone, was=response.zone),)


def _refuse_unless_higher(to: ResponseLevel, level: ResponseLevel | None) -> None:
    if to == level:
        raise Refused("the level is already so", level=level)
    if to.rank < rank_of(level):
        raise Refused("lowering is a joint decision", level=level, to=to)


COMMANDS = guarded(
    {
        OrderLevel: order_level,
        ProposeLevel: propose_level,
        SetControlZone: set_control_zone,
    }
)
