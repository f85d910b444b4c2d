"""Fold what happens to a running plan, so that every tablet sees the same steps in one state.

Folds read nothing but entries: the steps come from `PlanStarted`, which carries them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from metro_flow.logbook.entry import Entry
from stations.room.plan_events import (
    PlanEnded,
    PlanStarted,
    ReleaseIssued,
    StepAcknowledged,
    StepArrived,
    StepControlAnswered,
    StepDeclined,
    StepFinished,
    StepOverdue,
    StepReported,
    StepSetOut,
    StepsIssued,
    release_of,
)
from stations.room.plan_run import LastRun, Plan, Rule, Run, State, Step
from stations.room.planbook import PlanAdopted

EVENTS = (
    PlanAdopted,
    PlanStarted,
    StepsIssued,
    ReleaseIssued,
    StepAcknowledged,
    StepSetOut,
    StepArrived,
    StepFinished,
    StepDeclined,
    StepControlAnswered,
    StepReported,
    StepOverdue,
    PlanEnded,
)


def fold(plan: Plan, entry: Entry) -> Plan:
    """Return the plan after an entry."""
    match entry.event:
        case PlanAdopted(version=version, sha256=sha256):
            return replace(plan, version=version, sha256=sha256)
        case PlanStarted() as started:
            return replace(plan, running=_started(started, entry.at))
    run = plan.running
    if run is None or run.id != entry.event.run:
        return plan
    match entry.event:
        case PlanEnded():
            return replace(plan, running=None, last=_ended(run, entry.at))
        case StepsIssued() as issued:
            after = _risen(run, issued)
        case ReleaseIssued() as issued:
            after = _lowered(run, issued)
        case _:
            after = _with_step(run, entry)
    return replace(plan, running=_settled(after, entry.at))


def _started(started: PlanStarted, at: datetime) -> Run:
    columns = zip(
        started.steps,
        started.seats,
        started.levels,
        started.after,
        started.limits_s,
        started.control,
        started.release,
        strict=True,
    )
    rules = {
        name: Rule(name, seat, level, after, timedelta(seconds=limit_s), control, release)
        for name, seat, level, after, limit_s, control, release in columns
    }
    return Run(
        id=started.run,
        version=started.version,
        sha256=started.sha256,
        scenario=started.scenario,
        started_at=at,
        rules=rules,
    )


def _ended(run: Run, at: datetime) -> LastRun:
    return LastRun(
        id=run.id,
        version=run.version,
        started_at=run.started_at,
        ended_at=at,
        done=len(run.ever_done),
        of=len(run.ever),
    )


def _risen(run: Run, issued: StepsIssued) -> Run:
    """Issue steps; one that is issued anew begins anew, and its release is forgotten."""
    again = {release_of(name) for name in issued.steps}
    gone = {*issued.withdrawn, *issued.steps, *again}
    kept = tuple(one for one in run.steps if one.id not in gone)
    fresh = tuple(_issued(run.rules[name]) for name in issued.steps)
    return replace(
        run,
        level=issued.level,
        ordered=issued.ordered,
        ending=False,
        steps=(*kept, *fresh),
        ever=run.ever | set(issued.steps),
    )


def _issued(rule: Rule) -> Step:
    control = "asked" if rule.control else None
    return Step(rule.id, rule.id, False, State.WAITING, control=control)


def _lowered(run: Run, issued: ReleaseIssued) -> Run:
    """Issue what is to be undone, behind what is being undone already."""
    kept = tuple(one for one in run.steps if one.id not in issued.withdrawn)
    fresh = tuple(Step(release_of(name), name, True, State.WAITING) for name in issued.steps)
    return replace(
        run,
        level=issued.level or run.level,
        ordered=issued.ordered,
        ending=issued.level is None,
        steps=(*kept, *fresh),
    )


def _with_step(run: Run, entry: Entry) -> Run:
    step = run.find(entry.event.step)
    if step is None:
        return run
    after = _after(step, entry)
    done = after.state is State.DONE
    # What is undone counts as never done: ordered again, it has to be done again.
    kept = (one for one in run.steps if not (done and step.release and one.id == step.of))
    steps = tuple(after if one.id == step.id else one for one in kept)
    ever_done = run.ever_done | ({step.id} if done and not step.release else set())
    return replace(run, steps=steps, ever_done=ever_done)


def _after(step: Step, entry: Entry) -> Step:
    match entry.event:
        case StepAcknowledged():
            return _by(step, entry, State.ACKNOWLEDGED)
        case StepSetOut():
            return _by(step, entry, State.ON_THE_WAY)
        case StepArrived():
            return _by(step, entry, State.ARRIVED)
        case StepFinished():
            return _by(step, entry, State.DONE)
        case StepDeclined(reason=reason):
            return replace(_by(step, entry, State.DECLINED), reason=reason)
        case StepReported(state=spoken):
            return replace(_by(step, entry, State(spoken.value)), by_voice=True)
        case StepControlAnswered(answer=answer):
            return replace(step, control=answer.value)
        case StepOverdue():
            return replace(step, overdue=True)
        case _:
            return step


def _by(step: Step, entry: Entry, state: State) -> Step:
    return replace(step, state=state, person=entry.by.who, at=entry.at, reason=None, by_voice=False)


def _settled(run: Run, at: datetime) -> Run:
    """Open what no longer waits, and find the next limit."""
    opened = replace(run, steps=tuple(_opened(run, one, at) for one in run.steps))
    return replace(opened, next_due=_next_due(opened.steps))


def _opened(run: Run, step: Step, at: datetime) -> Step:
    if step.state is not State.WAITING or run.waits_for(step):
        return step
    return replace(step, state=State.OPEN, due_at=at + run.rules[step.of].limit)


def _next_due(steps: Iterable[Step]) -> datetime | None:
    waiting = (one.due_at for one in steps if one.due_at and not one.overdue and not one.settled)
    return min(waiting, default=None)
