"""Say what is true of a running plan: which steps are issued, how far each is, what waits.

A step waits until its forerunners are done, is open, acknowledged, on the way, arrived, and
done, or declined with a reason. It goes forward only; its limit counts from when it opened.
A release step waits for the one issued before it: a station is given back one step at a time.
While a step's release is issued the step itself is no longer shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from metro_flow.clock import iso
from metro_flow.people.person import Seat
from stations.plan_text import Scenario
from stations.profile.words import ResponseLevel


class State(StrEnum):
    """How far a step is."""

    WAITING = "waiting"
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    ON_THE_WAY = "on-the-way"
    ARRIVED = "arrived"
    DONE = "done"
    DECLINED = "declined"

    @property
    def rank(self) -> int:
        """Return its place on the way from waiting to done; a decline is no further than open."""
        return _RANKS[self.value]


_RANKS = {
    "waiting": 0,
    "open": 1,
    "declined": 1,
    "acknowledged": 2,
    "on-the-way": 3,
    "arrived": 4,
    "done": 5,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a plan says of one step, as far as rules ask."""

    id: str
    seat: Seat
    level: ResponseLevel
    after: tuple[str, ...]
    limit: timedelta
    control: bool
    release: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One issued step; `of` is the plan's step, also of its release."""

    id: str
    of: str
    release: bool
    state: State
    due_at: datetime | None = None
    overdue: bool = False
    person: str | None = None
    at: datetime | None = None
    reason: str | None = None
    control: str | None = None
    by_voice: bool = False

    @property
    def settled(self) -> bool:
        """Whether nobody has to act on it any more."""
        return self.state in (State.DONE, State.DECLINED)


@dataclass(frozen=True, slots=True)
class Run:
    """A plan that runs; `ordered` is the response level it follows, if one is ordered.

    `next_due` is the earliest limit that has not been told as overdue.
    """

    id: str
    version: int
    sha256: str
    scenario: Scenario
    started_at: datetime
    rules: Mapping[str, Rule]
    level: ResponseLevel = ResponseLevel.THREE
    ordered: ResponseLevel | None = None
    steps: tuple[Step, ...] = ()
    ending: bool = False
    next_due: datetime | None = None
    ever: frozenset[str] = frozenset()
    ever_done: frozenset[str] = frozenset()

    def find(self, step: str) -> Step | None:
        """Return an issued step by its id; None when it is not issued."""
        return next((one for one in self.steps if one.id == step), None)

    def waits_for(self, step: Step) -> tuple[str, ...]:
        """Return the forerunners of a step that are issued and not done."""
        if step.release:
            before = self.steps[: self.steps.index(step)]
            undone = [one.id for one in before if one.release and one.state is not State.DONE]
            return tuple(undone[-1:])
        after = self.rules[step.of].after
        states = {one.id: one.state for one in self.steps if not one.release}
        return tuple(name for name in after if states.get(name, State.DONE) is not State.DONE)

    @property
    def released(self) -> bool:
        """Whether everything that was to be undone is undone."""
        return all(one.state is State.DONE for one in self.steps if one.release)


@dataclass(frozen=True, slots=True)
class LastRun:
    """The run that ended last: how many of its steps were done."""

    id: str
    version: int
    started_at: datetime
    ended_at: datetime
    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan in force, the one that runs, the one that ran last."""

    version: int | None = None
    sha256: str | None = None
    running: Run | None = None
    last: LastRun | None = None


def show(plan: Plan) -> dict[str, Any]:
    """Return the plan as tablets see it; what says nothing is left out, to stay below 8 kB."""
    adopted = {"version": plan.version, "sha256": plan.sha256} if plan.sha256 else None
    last = plan.last
    return {
        "adopted": adopted,
        "running": None if plan.running is None else _shown_run(plan.running),
        "last": None if last is None else _shown_last(last),
    }


def _shown_run(run: Run) -> dict[str, Any]:
    undone = {one.of for one in run.steps if one.release}
    return {
        "id": run.id,
        "version": run.version,
        "sha256": run.sha256,
        "scenario": run.scenario,
        "level": run.level,
        "started_at": iso(run.started_at),
        "steps": [
            _shown_step(run, one) for one in run.steps if one.release or one.id not in undone
        ],
    }


def _shown_step(run: Run, step: Step) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": step.id, "state": step.state}
    if step.release:
        shown["release"] = True
    if step.state is State.WAITING and not step.release:
        shown["waits_for"] = list(run.waits_for(step))
    if step.due_at is not None and not step.settled:
        shown["due_at"] = iso(step.due_at)
    if step.person is not None:
        shown["person"] = step.person
    if step.at is not None and step.settled and not step.release:
        shown["at"] = iso(step.at)
    if step.by_voice:
        shown["by_voice"] = True
    if step.overdue and not step.settled:
        shown["overdue"] = True
    if step.reason is not None:
        shown["reason"] = step.reason
    if step.control is not None and not step.settled:
        shown["control"] = step.control
    return shown


def _shown_last(last: LastRun) -> dict[str, Any]:
    return {
        "id": last.id,
        "version": last.version,
        "started_at": iso(last.started_at),
        "ended_at": iso(last.ended_at),
        "done": last.done,
        "of": last.of,
    }
