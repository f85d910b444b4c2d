"""Say how far the chiefs have gone, so that seats, decisions and the plan can all ask it.

The response level is what the chiefs have *ordered*; the colour is what the numbers *ask for*;
the control zone is *where* it holds. The three are never mixed.
What is true and what happened stand here, below the seats, because a seat may not be left empty
while a response runs; the orders themselves stand in `response`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from metro_flow.clock import iso
from metro_flow.logbook.board import Panel
from metro_flow.logbook.entry import Entry, event
from metro_flow.people.person import Seat
from stations.profile.words import ControlZone, ResponseLevel


def rank_of(level: ResponseLevel | None) -> int:
    """Return how grave a level is; 0 when none is ordered."""
    return 0 if level is None else level.rank


@dataclass(frozen=True, slots=True)
class Proposal:
    """A level that somebody asks for who may not order it alone."""

    to: ResponseLevel
    who: str
    seat: Seat
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Response:
    """What is ordered at present; without a level, nothing is."""

    level: ResponseLevel | None = None
    since: datetime | None = None
    who: str | None = None
    seat: str | None = None
    zone: ControlZone | None = None
    closed_since: datetime | None = None
    proposed: tuple[Proposal, ...] = ()


@event()
@dataclass(frozen=True, slots=True)
class LevelOrdered:
    """A higher level was ordered and holds at once."""

    to: ResponseLevel
    was: ResponseLevel | None


@event()
@dataclass(frozen=True, slots=True)
class LevelProposed:
    """Somebody asked for a level."""

    to: ResponseLevel
    seat: Seat
    reason: str


@event()
@dataclass(frozen=True, slots=True)
class ControlZoneSet:
    """The chiefs said where the crowd is held back."""

    zone: ControlZone
    was: ControlZone | None


@event()
@dataclass(frozen=True, slots=True)
class LevelLowered:
    """The four seats lowered the level together."""

    to: ResponseLevel
    was: ResponseLevel
    decision: str


@event()
@dataclass(frozen=True, slots=True)
class StoodDown:
    """The four seats ended the response together."""

    was: ResponseLevel
    decision: str


@event()
@dataclass(frozen=True, slots=True)
class StationClosed:
    """The four seats closed the station, and the control centre granted it."""

    decision: str


def _fold(response: Response, entry: Entry) -> Response:
    match entry.event:
        case LevelOrdered(to=to) | LevelLowered(to=to):
            return _at_level(response, to, entry)
        case LevelProposed() as asked:
            proposal = Proposal(asked.to, entry.by.who, asked.seat, entry.at, asked.reason)
            return replace(response, proposed=(*response.proposed, proposal))
        case ControlZoneSet(zone=zone):
            return replace(response, zone=zone)
        case StoodDown():
            return Response()
        case StationClosed():
            return replace(response, zone=ControlZone.STATION, closed_since=entry.at)
        case _:
            return response


def _at_level(response: Response, to: ResponseLevel, entry: Entry) -> Response:
    """Return the response at its new level; what was proposed up to it is answered."""
    waiting = tuple(asked for asked in response.proposed if asked.to.rank > to.rank)
    return replace(
        response,
        level=to,
        since=entry.at,
        who=entry.by.who,
        seat=entry.by.seat,
        proposed=waiting,
    )


def _show(response: Response) -> dict[str, Any]:
    ordered = None if response.who is None else {"who": response.who, "seat": response.seat}
    return {
        "level": response.level,
        "since": response.since and iso(response.since),
        "by": ordered,
        "zone": response.zone,
        "closed_since": response.closed_since and iso(response.closed_since),
        "proposed": [
            {
                "to": asked.to,
                "who": asked.who,
                "seat": asked.seat,
                "at": iso(asked.at),
                "reason": asked.reason,
            }
            for asked in response.proposed
        ],
    }


PANEL = Panel(
    name="response",
    empty=Response(),
    events=(
        LevelOrdered,
        LevelProposed,
        ControlZoneSet,
        LevelLowered,
        StoodDown,
        StationClosed,
    ),
    fold=_fold,
    show=_show,
)
