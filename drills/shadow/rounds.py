"""Let the watch make the rounds of drills: carry, halt, and show each room its own figures.

A guest of the watch, so that one process does it and a late one is refused by its fence. All that
is remembered here can be made again from the books, so a process that takes over goes on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from drills.calendar.planned import PANEL as CALENDAR
from drills.drill.carried import followed, prepared, settled
from drills.drill.halting import halting, offered
from drills.drill.panels import CALENDAR_ROOM
from drills.drill.running import PANEL as DRILL
from drills.drill.state import Phase
from drills.shadow.shadow import Shadow, estimate_of
from metro_flow.alerts.turn import turn_colours
from metro_flow.flow.count import seconds_of, time_of
from metro_flow.logbook.entry import THE_WATCH, Act, Author
from metro_flow.watch.estimated import keep_estimates
from metro_flow.watch.shift import CHECK_S, MINUTE_S
from stations.readiness.panels import PREFIX as READINESS
from stations.room.edge import PREFIX as STATION
from stations.room.planbook import PANEL as PLANBOOK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Engine

    from drills.calendar.planned import PlannedDrill
    from metro_flow.logbook.board import Board, Decide
    from metro_flow.logbook.shelf import Shelf
    from metro_flow.watch.readings import Readings
    from stations.profile.station import StationProfile


@dataclass(slots=True, eq=False)
class Rounds:
    """The rounds of all drills, second by second of room time."""

    shelf: Shelf
    readings: Readings
    counts: Engine
    stations: Mapping[str, StationProfile]
    fence: int = 0
    shadows: dict[str, Shadow] = field(default_factory=dict)
    checked_s: dict[str, int] = field(default_factory=dict)
    greyed: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)

    def begin(self, fence: int) -> None:
        """Begin anew: whoever takes over makes every shadow again."""
        self.fence = fence
        self.shadows.clear()
        self.checked_s.clear()
        self.greyed.clear()
        self.met.clear()

    def tick(self, now: int) -> None:
        """Go on to a second of room time in every drill that is awake."""
        at = time_of(now)
        calendar = self.shelf.open(CALENDAR_ROOM).glance()[CALENDAR]
        rooms = (
            self._station_rooms() if any(each.awake for each in calendar.drills.values()) else {}
        )
        for drill in calendar.drills.values():
            if drill.awake:
                self._go_on(drill, rooms, at)
            elif drill.filed is not None and drill.settled is None and now % MINUTE_S == 0:
                readiness = self.shelf.open(READINESS + drill.plan.station).glance()
                self._write(CALENDAR_ROOM, settled(drill, readiness), at)

    def _go_on(self, drill: PlannedDrill, rooms: Mapping[str, Board], at: datetime) -> None:
        room, station = drill.room, STATION + drill.plan.station
        if room not in self.met:
            # Another process may have led it this far.
            self.shelf.open(room).board()
            self.met.add(room)
        self._write(room, prepared(drill, rooms[station][PLANBOOK].adopted), at)
        ill = self._ill(station)

        def halt(board: Board, act: Act) -> Sequence[Any]:
            return halting(board, station, rooms, ill=ill, now=act.at)

        self._write(room, halt, at)
        board = self.shelf.open(room).glance()
        match board[DRILL].phase:
            case Phase.RUNNING:
                self._check(drill, board, at)
            case Phase.PAUSED:
                self._grey(room)
            case Phase.OVER:
                self._let_go(room)
                self._write(station, offered(board), at)
                self._write(CALENDAR_ROOM, followed(board), at)

    def _check(self, drill: PlannedDrill, board: Board, at: datetime) -> None:
        """Show the room its figures every ten seconds that the drill has run."""
        room = drill.room
        ran_s = int(board[DRILL].elapsed(at).total_seconds())
        before = self.checked_s.get(room)
        if before is not None and ran_s // CHECK_S == before // CHECK_S:
            return
        self.checked_s[room] = ran_s
        self.greyed.discard(room)
        shadow = self._shadow(drill, board)
        self._write(room, turn_colours(shadow.check(board, ran_s=ran_s, now=at)), at)
        after = self.shelf.open(room).glance()
        reading = shadow.reading(after, ran_s=ran_s, now=at)
        self.readings.tell(room, reading)
        if before is None or ran_s // MINUTE_S != before // MINUTE_S:
            minute = seconds_of(at) // MINUTE_S
            body = orjson.dumps(estimate_of(after, reading))
            keep_estimates(self.counts, {(room, minute): body})

    def _shadow(self, drill: PlannedDrill, board: Board) -> Shadow:
        shadow = self.shadows.get(drill.room)
        if shadow is None:
            plan = board[DRILL].plan or drill.plan
            shadow = Shadow(self.stations[drill.plan.station], plan, drill.room)
            self.shadows[drill.room] = shadow
        return shadow

    def _grey(self, room: str) -> None:
        """Say once that nothing is figured while the clock stands still."""
        if room in self.greyed:
            return
        self.greyed.add(room)
        newest = self.readings.newest(room)
        if newest is not None:
            self.readings.tell(room, {**newest, "stale": True, "known": False})

    def _let_go(self, room: str) -> None:
        self._grey(room)
        self.shadows.pop(room, None)
        self.checked_s.pop(room, None)

    def _ill(self, station: str) -> bool:
        """Claim that a gate group of the real station is ill by its newest reading."""
        newest = self.readings.newest(station)
        return newest is not None and bool(newest["sensors"])

    def _station_rooms(self) -> dict[str, Board]:
        names = [STATION + station for station in self.stations]
        return {name: self.shelf.open(name).glance() for name in names}

    def _write(self, room: str, decide: Decide, at: datetime) -> None:
        """Take a turn at a book as the watch, but only when there is something to write."""
        book = self.shelf.open(room)
        by = Author(THE_WATCH)
        if decide(book.glance(), Act(by=by, at=at, occurred_at=at)):
            book.write(decide, by=by, at=at, fence=self.fence)
