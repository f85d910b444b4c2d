"""Hold what a room knows now: panels, each folded from the entries and from nothing else.

A `Panel` is what a panel file hands to the composition root: its name, what is
true before the first entry, the events it folds, and three pure functions.
A `Board` is one moment of all panels of a room; `board[PANEL]` is that panel's state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Generic, TypeVar

from metro_flow.logbook.entry import Act, Entry

State = TypeVar("State")
Events = Sequence[Any]
Decide = Callable[["Board", Act], Events]


def nothing_due(_board: Board, _now: datetime) -> Events:
    """Answer for a panel in which nothing happens by itself."""
    return ()


@dataclass(frozen=True, eq=False)
class Panel(Generic[State]):
    """One subject of a room: what is true, how an entry changes it, what falls due.

    `show` gives the state as tablets see it (plain JSON values): what is open
    and the last closed, person ids but never names or phones.
    """

    name: str
    empty: State
    events: tuple[type, ...]
    fold: Callable[[State, Entry], State]
    show: Callable[[State], Any]
    due: Callable[[Board, datetime], Events] = nothing_due


@dataclass(frozen=True, slots=True)
class Board:
    """Everything a room knows after entry `seq`; `place` is the profile that does not change."""

    room: str
    panels: tuple[Panel[Any], ...]
    states: Mapping[str, Any]
    seq: int = 0
    head: str = ""
    at: datetime | None = None
    place: Any = field(default=None, repr=False)

    def __getitem__(self, panel: Panel[State]) -> State:
        state: State = self.states[panel.name]
        return state

    def shown(self, names: Iterable[str] | None = None) -> dict[str, Any]:
        """Return the panels as tablets see them; all of them unless named."""
        wanted = None if names is None else set(names)
        return {
            panel.name: panel.show(self.states[panel.name])
            for panel in self.panels
            if wanted is None or panel.name in wanted
        }

    def due(self, now: datetime) -> list[Any]:
        """Return the events that fall due by themselves until `now`, panel by panel."""
        return [event for panel in self.panels for event in panel.due(self, now)]


def empty_board(room: str, panels: Sequence[Panel[Any]], place: object = None) -> Board:
    """Return the board of a room in which nothing has happened."""
    states = {panel.name: panel.empty for panel in panels}
    return Board(room=room, panels=tuple(panels), states=states, place=place)


def fold(board: Board, entry: Entry) -> tuple[Board, tuple[str, ...]]:
    """Return the board after `entry`, and the names of the panels that it changed."""
    states = dict(board.states)
    changed = []
    for panel in board.panels:
        if isinstance(entry.event, panel.events):
            after = panel.fold(states[panel.name], entry)
            if after != states[panel.name]:
                states[panel.name] = after
                changed.append(panel.name)
    after_entry = replace(board, states=states, seq=entry.seq, head=entry.sha256, at=entry.at)
    return after_entry, tuple(changed)


def kinds_of(panels: Iterable[Panel[Any]]) -> dict[str, type]:
    """Return every event these panels fold, by its kind."""
    return {event.__name__: event for panel in panels for event in panel.events}
