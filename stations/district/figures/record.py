"""Say what is known of one station in a stretch of time, before anything is reckoned from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from metro_flow.logbook.entry import Entry
from stations.profile.words import Words
from stations.readiness.hazard import Hazard
from stations.room.call import PANEL as CALL
from stations.room.level import LevelLowered, LevelOrdered, StoodDown
from stations.room.planbook import PlanAdopted
from stations.room.turnout import Call, Calls

READ: tuple[type, ...] = (*CALL.events, LevelOrdered, LevelLowered, StoodDown, PlanAdopted)


@dataclass(frozen=True, slots=True)
class Practised:
    """What the calendar of drills says of a station: run, owed and overdue.

    `unconfirmed` are the (owed, overdue) by requirements that nobody has confirmed.
    """

    run: int = 0
    owed: int = 0
    overdue: int = 0
    unconfirmed: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Called:
    """One call with when a level was ordered, None where nobody ordered one."""

    call: Call
    ordered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Record:
    """One station in a period that ends at `until`, or now if that is earlier."""

    station: str
    streets: tuple[Words, ...]
    lines: tuple[str, ...]
    calls: tuple[Called, ...]
    hazards: tuple[Hazard, ...]
    plan_since: datetime | None
    practised: Practised


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to before `after`, and the moment at which it is looked at."""

    first: date
    after: date
    since: datetime
    until: datetime


def called_in(entries: Sequence[Entry], period: Period) -> tuple[Called, ...]:
    """Return the calls issued in a period, as they stood when it ended, with their first order."""
    calls, level = CALL.empty, False
    found: dict[str, Call] = {}
    orders: dict[str, datetime] = {}
    for entry in entries:
        if entry.at >= period.until:
            break
        if isinstance(entry.event, CALL.events):
            calls = CALL.fold(calls, entry)
            _note(calls, found)
        elif isinstance(entry.event, LevelOrdered):
            level = True
        elif isinstance(entry.event, StoodDown):
            level = False
        if level and calls.open is not None:
            orders.setdefault(calls.open.id, max(entry.at, calls.open.issued_at))
    return tuple(
        Called(call, orders.get(call.id))
        for call in found.values()
        if period.since <= call.issued_at
    )


def plan_since(entries: Sequence[Entry], period: Period) -> datetime | None:
    """Return since when a plan is in force at the end of a period; None without one."""
    adopted = [
        entry.at
        for entry in entries
        if isinstance(entry.event, PlanAdopted) and entry.at < period.until
    ]
    return adopted[-1] if adopted else None


def _note(calls: Calls, found: dict[str, Call]) -> None:
    for call in (calls.last_closed, calls.open):
        if call is not None:
            found[call.id] = call
