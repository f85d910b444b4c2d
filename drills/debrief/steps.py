"""Count how far the steps of the station's plan came, each against its own limit.

A step opens when its forerunners are done; the room writes when its limit has passed. Whether a
step that was done late by the room's clock was late in play is measured here anew: the limit
counts from when it opened, without pauses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from drills.debrief.measured import PlanPlayed, StepsDone
from drills.debrief.running import RunningClock
from metro_flow.errors import Malformed
from metro_flow.logbook.entry import Entry
from stations.room.plan_events import (
    PlanStarted,
    ReleaseIssued,
    Spoken,
    StepAnswer,
    StepControlAnswered,
    StepDeclined,
    StepFinished,
    StepOverdue,
    StepReported,
    StepsIssued,
)
from stations.room.planbook import PlanAdopted, parsed


@dataclass(slots=True)
class _Step:
    """What the book has said of one step so far."""

    limit_s: int
    done: Entry | None = None
    overdue: StepOverdue | None = None
    excused: bool = False


def plan_of(entries: Sequence[Entry]) -> PlanPlayed | None:
    """Return the version that was started last; None where no plan was."""
    started = [entry.event for entry in entries if isinstance(entry.event, PlanStarted)]
    return PlanPlayed(started[-1].version, started[-1].sha256) if started else None


def steps_of(entries: Sequence[Entry], clock: RunningClock) -> StepsDone:
    """Count the steps that were issued by how they ended."""
    steps = _read(entries)
    done = [each for each in steps.values() if each.done is not None]
    late = sum(_was_late(each, clock) for each in done)
    undone = [each for each in steps.values() if each.done is None]
    return StepsDone(
        issued=len(steps),
        in_time=len(done) - late,
        late=late,
        overdue=sum(each.overdue is not None and not each.excused for each in undone),
        excused=sum(each.excused for each in undone),
        provisional=_provisional(entries, {step for _, step in steps}),
    )


def _read(entries: Sequence[Entry]) -> dict[tuple[str, str], _Step]:
    limits: dict[tuple[str, str], int] = {}
    steps: dict[tuple[str, str], _Step] = {}
    for entry in entries:
        match entry.event:
            case PlanStarted(run=run, steps=names, limits_s=limits_s):
                limits |= {(run, name): s for name, s in zip(names, limits_s, strict=True)}
            case StepsIssued(run=run, steps=names):
                steps |= {(run, name): _Step(limits[run, name]) for name in names}
            case ReleaseIssued(run=run, withdrawn=withdrawn):
                for name in withdrawn:
                    _excuse(steps.get((run, name)))
            case _:
                _hear(steps, entry)
    return steps


def _hear(steps: dict[tuple[str, str], _Step], entry: Entry) -> None:
    event = entry.event
    step = steps.get((getattr(event, "run", ""), getattr(event, "step", "")))
    if step is None:
        return
    match event:
        case StepFinished() | StepReported(state=Spoken.DONE):
            step.done = entry
        case StepOverdue():
            step.overdue = event
        case StepDeclined() | StepControlAnswered(answer=StepAnswer.REFUSED):
            _excuse(step)
        case StepControlAnswered():
            step.excused = False


def _excuse(step: _Step | None) -> None:
    if step is not None and step.done is None:
        step.excused = True


def _was_late(step: _Step, clock: RunningClock) -> bool:
    if step.overdue is None or step.done is None:
        return False
    opened_at = step.overdue.due_at - timedelta(seconds=step.limit_s)
    return clock.between(opened_at, step.done.occurred_at) > step.limit_s


def _provisional(entries: Sequence[Entry], steps: set[str]) -> bool:
    """Claim that some limit is confirmed by nobody, or that the plan's text is not in the book."""
    played = plan_of(entries)
    if played is None:
        return False
    for entry in entries:
        if isinstance(entry.event, PlanAdopted) and entry.event.sha256 == played.sha256:
            try:
                written = parsed(entry.event.text).steps
            except Malformed:
                # An older release may have adopted what this one no longer reads.
                return True
            return any(one.provisional for one in written if one.id in steps)
    return True
