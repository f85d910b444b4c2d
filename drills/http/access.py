"""Say in one place who may know of a drill, when it is, and who may come into its room.

A drill's list of participants alone grants acts in its room, and nothing elsewhere. A 双盲 drill is
known to those who make it, and a 半盲 one has no date for anybody else, until it begins.
Whoever may not know of a drill is answered as if there were none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drills.calendar.happened import Notice
from drills.calendar.planned import PANEL as CALENDAR
from drills.calendar.planned import PlannedDrill
from drills.drill.panels import CALENDAR_ROOM
from drills.drill.running import PANEL as DRILL
from metro_flow.errors import NotYours, Unknown
from metro_flow.logbook.entry import Grant
from metro_flow.people.asker import asker
from metro_flow.people.permission import Right, may
from metro_flow.web import House, house

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drills.calendar.planned import Calendar
    from metro_flow.logbook.board import Board


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Somebody who wants to see a drill, with what they hold."""

    here: House
    person: str
    grants: Sequence[Grant]

    def knows(self, drill: PlannedDrill) -> bool:
        """Claim that they may know of a drill."""
        if self.makes(drill):
            return True
        if drill.plan.notice is Notice.DOUBLE_BLIND and not begun(self.here, drill):
            return False
        return drill.has(self.person) or self._may(Right.READ_DRILLS, drill)

    def knows_when(self, drill: PlannedDrill) -> bool:
        """Claim that they, who may know of a drill, may know when it is."""
        announced = drill.plan.notice is Notice.ANNOUNCED
        return announced or self.makes(drill) or begun(self.here, drill)

    def makes(self, drill: PlannedDrill) -> bool:
        """Claim that they are of the exercise staff: named in it, or makers of the calendar."""
        return drill.makes(self.person) or self._may(Right.LOOK_INTO_DRILLS, drill)

    def comes_in(self, drill: PlannedDrill) -> bool:
        """Claim that they may come into the drill's room."""
        if self.makes(drill):
            return True
        blind = drill.plan.notice is Notice.DOUBLE_BLIND
        return drill.has(self.person) and (not blind or begun(self.here, drill))

    def _may(self, right: Right, drill: PlannedDrill) -> bool:
        return may(right, self.grants, self.here.places[drill.plan.station])


def onlooker() -> Onlooker:
    """Return who asks."""
    mine = asker()
    return Onlooker(house(), mine.person, mine.grants)


def calendar(here: House) -> Calendar:
    """Return the calendar as the database has it now."""
    found: Calendar = here.shelf.open(CALENDAR_ROOM).board()[CALENDAR]
    return found


def find_drill(name: str) -> tuple[Onlooker, PlannedDrill]:
    """Return who asks and the drill of this name, if they may know of it."""
    mine = onlooker()
    drill = calendar(mine.here).drills.get(name)
    if drill is None or not mine.knows(drill):
        raise Unknown("drill", name)
    return mine, drill


def open_drill(name: str, station: str) -> tuple[Onlooker, PlannedDrill]:
    """Return who asks and the drill, if they may come into its room at this station."""
    mine, drill = find_drill(name)
    if drill.plan.station != station:
        raise Unknown("drill", f"{name}/{station}")
    if not mine.comes_in(drill):
        raise NotYours("open the drill's room", needs=["participant", "staff"], drill=name)
    return mine, drill


def begun(here: House, drill: PlannedDrill) -> bool:
    """Claim that a drill has begun."""
    if drill.run is not None:
        return True
    if not drill.awake:
        return False
    board: Board = here.shelf.open(drill.room).board()
    return board[DRILL].began_at is not None


def grants_in(drill: PlannedDrill, person: str) -> tuple[Grant, ...]:
    """Return what a drill grants somebody in its room: the seat that they play there."""
    return tuple(
        Grant(each.seat.value, stations=(drill.plan.station,))
        for each in drill.participants
        if each.person == person
    )
