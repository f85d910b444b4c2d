"""Decide in one place who may open, read and act, so that no edge decides it again.

Nothing is allowed unless a row of `RIGHTS` says so and one of the person's grants covers the
place. What a seat may order inside its room is the room's own authority table; this page only
says who may come in and what they may look at.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from metro_flow.errors import NotYours
from metro_flow.people.person import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metro_flow.logbook.entry import Grant


class Right(StrEnum):
    """What somebody may want; the value is the act that a 403 names."""

    OPEN_ROOM = "open the room"
    ACT = "act in the room"
    READ_BOOK = "read the log"
    READ_NAMES = "read names"
    READ_PHONES = "read phones"
    READ_ROSTER = "read the roster"
    READ_STATION = "read the station"
    READ_CURVES = "read curves"
    READ_READINESS = "read readiness"
    ACT_IN_READINESS = "act in readiness"
    READ_DRILLS = "read the drills"
    ACT_IN_DRILLS = "act in the calendar of drills"
    LOOK_INTO_DRILLS = "look into any drill"
    SEE_DISTRICT = "see the district"
    ACT_IN_DISTRICT = "act in the district's calendar"
    TURN_CLOCK = "turn the clock of the demo"


_SEES = frozenset({Right.READ_STATION, Right.READ_CURVES, Right.TURN_CLOCK})
_READS_ROOM = _SEES | {Right.OPEN_ROOM, Right.READ_BOOK, Right.READ_NAMES, Right.READ_ROSTER}
# What each of them may do to a hazard is the table in `stations/readiness/authority.py`.
_READY = frozenset({Right.READ_READINESS, Right.ACT_IN_READINESS})
_SITS = _READS_ROOM | _READY | {Right.ACT, Right.READ_PHONES, Right.READ_DRILLS}
# A drill's own list says who acts in its room; these make the calendar and see every drill.
_MAKES_DRILLS = frozenset({Right.READ_DRILLS, Right.ACT_IN_DRILLS, Right.LOOK_INTO_DRILLS})
_MAKES_DISTRICT = frozenset({Right.SEE_DISTRICT, Right.ACT_IN_DISTRICT})

RIGHTS: Final = {
    Role.STATION_MASTER: _SITS,
    Role.TRANSIT_POLICE: _SITS,
    Role.LOCAL_POLICE: _SITS,
    Role.STREET: _SITS,
    # Chases who does not answer, at every station: needs every phone.
    Role.DISTRICT_OFFICER: _SITS | _MAKES_DRILLS | _MAKES_DISTRICT,
    Role.COORDINATOR: _READS_ROOM | _READY | _MAKES_DRILLS | _MAKES_DISTRICT,
    Role.EVALUATOR: _READS_ROOM | _READY | {Right.READ_DRILLS, Right.SEE_DISTRICT},
    # Lines curves up with the log, and needs nobody's name or phone for it.
    Role.ANALYST: _SEES
    | {Right.READ_BOOK, Right.READ_READINESS, Right.READ_DRILLS, Right.SEE_DISTRICT},
    Role.OPERATOR: _SEES | {Right.SEE_DISTRICT, Right.READ_ROSTER, Right.READ_NAMES},
}


@dataclass(frozen=True, slots=True)
class Place:
    """A station as grants see it: its id, the streets at its exits, its lines."""

    station: str
    streets: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()


def covers(grant: Grant, place: Place) -> bool:
    """Claim that a grant reaches a place; a grant that names no place reaches everywhere."""
    if grant.stations:
        return place.station in grant.stations
    if grant.street is not None:
        return grant.street in place.streets
    if grant.line is not None:
        return grant.line in place.lines
    return True


def may(right: Right, grants: Iterable[Grant], place: Place | None = None) -> bool:
    """Claim that somebody with these grants has a right at a place, or anywhere without one."""
    return any(
        right in RIGHTS.get(Role(grant.role), frozenset())
        and (place is None or covers(grant, place))
        for grant in grants
    )


def require(right: Right, grants: Iterable[Grant], place: Place | None = None) -> None:
    """Raise NotYours, naming the roles that have the right, unless `may` says yes."""
    if may(right, grants, place):
        return
    roles = [role.value for role, rights in RIGHTS.items() if right in rights]
    where = {} if place is None else {"station": place.station}
    raise NotYours(right.value, needs=roles, **where)
