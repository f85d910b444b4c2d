"""A panel small enough to see through: a tally that may be raised, and closes by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from metro_flow.errors import Refused
from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import Act, Entry, event


@dataclass(frozen=True, slots=True)
class Tally:
    total: int = 0
    open_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class RaiseTally:
    by: int
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class RaiseTwice:
    by: int


@event()
@dataclass(frozen=True, slots=True)
class TallyRaised:
    by: int
    until: datetime


@event()
@dataclass(frozen=True, slots=True)
class TallyClosed:
    total: int


def raise_tally(board: Board, command: RaiseTally, act: Act) -> Sequence[Any]:
    total = board[PANEL].total
    if command.seen is not None and command.seen != total:
        raise Refused("tally has changed", total=total, seen=command.seen)
    return [TallyRaised(command.by, act.at + timedelta(seconds=60))]


def raise_twice(board: Board, command: RaiseTwice, act: Act) -> Sequence[Any]:
    return [*raise_tally(board, RaiseTally(command.by), act)] * 2


def fold(tally: Tally, entry: Entry) -> Tally:
    match entry.event:
        case TallyRaised(by=by, until=until):
            return Tally(tally.total + by, until)
        case _:
            return replace(tally, open_until=None)


def due(board: Board, now: datetime) -> Sequence[Any]:
    tally = board[PANEL]
    if tally.open_until is not None and now >= tally.open_until:
        return [TallyClosed(tally.total)]
    return ()


PANEL: Panel[Tally] = Panel(
    name="tally",
    empty=Tally(),
    events=(TallyRaised, TallyClosed),
    fold=fold,
    show=lambda tally: {"total": tally.total, "open": tally.open_until is not None},
    due=due,
)
COMMANDS = {RaiseTally: raise_tally, RaiseTwice: raise_twice}
