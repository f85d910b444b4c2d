"""Tell a flood of alarms from a few, so that a chief reads one line and not twenty.

Ten activations in ten minutes are more than a person can answer one by one (ISA-18.2, EEMUA 191).
While a flood lasts a tablet shows what came first and one roll-up, and rings for nothing that is
no worse than what it has been silenced for. A flood is over when fewer than five came in the last
ten minutes. Notes that ring for nobody are not counted. Red is never rolled up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from metro_flow.alerts.happened import FloodBegan, FloodEnded
from metro_flow.clock import iso
from metro_flow.logbook.entry import Entry

WITHIN: Final = timedelta(minutes=10)
BEGINS_AT: Final = 10
ENDS_BELOW: Final = 5


@dataclass(frozen=True, slots=True)
class Activation:
    """One way up that asked somebody to look."""

    at: datetime
    alert: str


@dataclass(frozen=True, slots=True)
class Flood:
    """More than people can answer one by one: since when, what came first, how many there were."""

    since: datetime
    first_out: str
    raised: int


@dataclass(frozen=True, slots=True)
class Load:
    """How many alarms a room has had of late, and the flood that goes on."""

    recent: tuple[Activation, ...] = ()
    flood: Flood | None = None


QUIET: Final = Load()


def activated(load: Load, alert: str, at: datetime) -> Load:
    """Return the load after one more activation."""
    flood = load.flood
    return Load(
        (*_within(load.recent, at), Activation(at, alert)),
        None if flood is None else replace(flood, raised=flood.raised + 1),
    )


def fold(load: Load, entry: Entry) -> Load:
    """Return the load after a flood began or ended."""
    match entry.event:
        case FloodBegan(first_out=first, raised=raised):
            return replace(load, flood=Flood(entry.at, first, raised))
        case FloodEnded():
            return replace(load, flood=None)
        case _:
            return load


def due(load: Load, now: datetime) -> Sequence[FloodBegan | FloodEnded]:
    """Return a flood's beginning or its end."""
    recent = _within(load.recent, now)
    if load.flood is None and len(recent) >= BEGINS_AT:
        return (FloodBegan(recent[0].alert, len(recent)),)
    if load.flood is not None and len(recent) < ENDS_BELOW:
        return (FloodEnded(load.flood.raised),)
    return ()


def show(load: Load) -> dict[str, Any] | None:
    """Return the flood as tablets see it; None while there is none."""
    flood = load.flood
    if flood is None:
        return None
    return {"since": iso(flood.since), "first_out": flood.first_out, "raised": flood.raised}


def _within(recent: Sequence[Activation], now: datetime) -> tuple[Activation, ...]:
    return tuple(each for each in recent if now - each.at < WITHIN)
