"""Count a drill's own time, in which a pause takes none.

A limit of two minutes is two minutes of play: who was told to wait is not late for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from drills.calendar.happened import Outcome
from drills.drill.happened import (
    DrillEnded,
    DrillHalted,
    DrillPaused,
    DrillResumed,
    DrillStarted,
    DrillStopped,
)
from metro_flow.logbook.entry import Entry

Ending = DrillEnded | DrillHalted | DrillStopped


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which the drill's clock stood, and why."""

    at: datetime
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class RunningClock:
    """When a drill began and ended, how, and when its clock stood meanwhile.

    `ended_at` is the newest entry's moment while it still runs; there is no `outcome` then.
    """

    began_at: datetime | None
    ended_at: datetime
    outcome: Outcome | None
    ended_by: Ending | None
    pauses: tuple[Pause, ...]

    def between(self, start: datetime, end: datetime) -> float:
        """Return the seconds of play from one moment to another, negative if that was earlier."""
        if end < start:
            return -self.between(end, start)
        stood = sum((_overlap(each, start, end) for each in self.pauses), timedelta())
        return (end - start - stood).total_seconds()

    def minutes_at(self, at: datetime) -> float | None:
        """Return at which minute of the script a moment lies; None before there was a start."""
        return None if self.began_at is None else self.between(self.began_at, at) / 60


def clock_of(entries: Sequence[Entry]) -> RunningClock:
    """Read a drill's clock out of its book."""
    began_at: datetime | None = None
    ended_by: Ending | None = None
    ended_at = max(entry.occurred_at for entry in entries)
    pauses: list[Pause] = []
    for entry in entries:
        match entry.event:
            case DrillStarted() if began_at is None:
                began_at = entry.occurred_at
            case DrillEnded() | DrillHalted() | DrillStopped() if ended_by is None:
                ended_at, ended_by = entry.occurred_at, entry.event
        if ended_by is None or entry.occurred_at <= ended_at:
            _pause(pauses, entry)
    closed = tuple(_until(each, ended_at) for each in pauses)
    return RunningClock(began_at, ended_at, _outcome(ended_by), ended_by, closed)


def _outcome(ended_by: Ending | None) -> Outcome | None:
    match ended_by:
        case None:
            return None
        case DrillHalted():
            return Outcome.HALTED
        case DrillStopped():
            return Outcome.STOPPED
        case DrillEnded():
            return Outcome.FINISHED


def _pause(pauses: list[Pause], entry: Entry) -> None:
    """Open a pause, or close the one that is open; an open one has no length yet."""
    at = entry.occurred_at
    open_now = bool(pauses) and pauses[-1].until == datetime.max.replace(tzinfo=at.tzinfo)
    match entry.event:
        case DrillPaused(reason=reason) if not open_now:
            pauses.append(Pause(at, datetime.max.replace(tzinfo=at.tzinfo), reason))
        case DrillResumed() if open_now:
            pauses[-1] = Pause(pauses[-1].at, max(at, pauses[-1].at), pauses[-1].reason)


def _until(pause: Pause, ended_at: datetime) -> Pause:
    return Pause(pause.at, max(pause.at, min(pause.until, ended_at)), pause.reason)


def _overlap(pause: Pause, start: datetime, end: datetime) -> timedelta:
    return max(min(pause.until, end) - max(pause.at, start), timedelta())
