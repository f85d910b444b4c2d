"""Fold what happened to a drill, and say what falls due by itself while it runs.

The script's minutes count while the drill runs and stand still while it is paused. By themselves
fall due: an inject whose minute has come, a warning that nobody answered, and the end of a drill
that everybody forgot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from drills.calendar.happened import DrillManned, DrillMoved, DrillPlanned, Outcome
from drills.drill.happened import (
    DrillEnded,
    DrillHalted,
    DrillPaused,
    DrillResumed,
    DrillStarted,
    DrillStopped,
    InjectGiven,
    InjectSkipped,
    Observed,
    Real,
    RealWarned,
    WarningAnswered,
)
from drills.drill.shown import show
from drills.drill.state import Drill, End, Given, Phase, Seen, given_of
from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import Entry

# Half an hour after its script is over nobody is practising any more.
FORGOTTEN: Final = timedelta(minutes=30)


def due(board: Board, now: datetime) -> Sequence[Any]:
    """Return what happens by itself by a moment; what is real goes before any inject."""
    drill = board[PANEL]
    if drill.phase not in (Phase.RUNNING, Phase.PAUSED):
        return ()
    warning = drill.warning
    if warning is not None and now >= warning.until:
        return (DrillHalted(Real.UNANSWERED, warning.room, warning.seq),)
    if drill.phase is Phase.PAUSED:
        return ()
    elapsed = drill.elapsed(now)
    if elapsed >= timedelta(minutes=drill.script.minutes) + FORGOTTEN:
        return (DrillEnded(),)
    return [
        given_of(drill.script, each, by_hand=False)
        for each in drill.to_give
        if each.due_min is not None and elapsed >= timedelta(minutes=each.due_min)
    ]


def _fold(drill: Drill, entry: Entry) -> Drill:
    match entry.event:
        case DrillPlanned() as plan:
            return replace(drill, plan=plan, starts_at=plan.starts_at)
        case DrillManned(participants=participants, staff=staff) if drill.plan is not None:
            return replace(drill, plan=replace(drill.plan, participants=participants, staff=staff))
        case DrillMoved(starts_at=starts_at):
            return replace(drill, starts_at=starts_at)
        case DrillStarted():
            return replace(drill, phase=Phase.RUNNING, began_at=entry.at, resumed_at=entry.at)
        case DrillPaused():
            ran = drill.elapsed(entry.at)
            return replace(drill, phase=Phase.PAUSED, ran=ran, resumed_at=None)
        case DrillResumed():
            return replace(drill, phase=Phase.RUNNING, resumed_at=entry.at)
        case InjectGiven() as event:
            minute = drill.elapsed(entry.at).total_seconds() / 60
            given = Given(entry.at, round(minute, 2), event)
            return replace(drill, given={**drill.given, event.inject: given})
        case InjectSkipped(inject=inject, reason=reason):
            return replace(drill, skipped={**drill.skipped, inject: reason})
        case Observed() as observed:
            seen = Seen(entry.seq, entry.at, entry.by.who, observed)
            return replace(drill, observed=(*drill.observed, seen))
        case RealWarned() as warning:
            return replace(drill, warning=warning)
        case WarningAnswered(room=room, seq=seq):
            return replace(drill, warning=None, answered=(*drill.answered, (room, seq)))
        case _:
            return _ended(drill, entry)


def _ended(drill: Drill, entry: Entry) -> Drill:
    match entry.event:
        case DrillHalted(real=real, room=room, seq=seq):
            end = End(Outcome.HALTED, entry.at, entry.by.who, real=real, room=room, seq=seq)
        case DrillStopped(reason=reason):
            end = End(Outcome.STOPPED, entry.at, entry.by.who, reason)
        case DrillEnded():
            end = End(Outcome.FINISHED, entry.at, entry.by.who)
        case _:
            return drill
    ran = drill.elapsed(entry.at)
    return replace(drill, phase=Phase.OVER, ran=ran, resumed_at=None, warning=None, end=end)


PANEL: Panel[Drill] = Panel(
    name="drill",
    empty=Drill(),
    events=(
        DrillPlanned,
        DrillManned,
        DrillMoved,
        DrillStarted,
        DrillPaused,
        DrillResumed,
        InjectGiven,
        InjectSkipped,
        Observed,
        RealWarned,
        WarningAnswered,
        DrillHalted,
        DrillStopped,
        DrillEnded,
    ),
    fold=_fold,
    show=show,
    due=due,
)
