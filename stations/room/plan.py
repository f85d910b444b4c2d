"""Run the station's plan: the response level starts it, the four seats carry it out.

A plan is started by authority for any scenario, or by itself for a crowd when a response level is
ordered. Its steps follow the level: a higher one adds some, a lower one undoes them in reverse.
When the response is stood down everything is undone, one step at a time, and then the plan ends.
What a running plan is stands in `plan_run`, what a level brings in `plan_level`, what each seat
may say of its steps in `plan_steps`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from metro_flow.alerts.panel import MaySay
from metro_flow.errors import Refused
from metro_flow.logbook.board import Board
from metro_flow.logbook.entry import Act
from stations.plan_text import Scenario
from stations.room import plan_steps as steps
from stations.room.level import PANEL as RESPONSE
from stations.room.plan_events import PlanEnded, StepOverdue, WhyEnded
from stations.room.plan_level import first_steps, released, started, turned
from stations.room.plan_run import Run
from stations.room.planbook import PANEL as PLANBOOK
from stations.room.planbook import parsed
from stations.room.seats import guarded

__all__ = ["COMMANDS", "PANEL", "EndPlan", "StartPlan"]


@dataclass(frozen=True, slots=True)
class StartPlan:
    """Start a scenario of the adopted plan; another one that runs gives way to it."""

    scenario: Scenario


@dataclass(frozen=True, slots=True)
class EndPlan:
    """End a plan that no response level holds; asked again while it is undone, at once."""

    reason: MaySay


def start_plan(board: Board, command: StartPlan, _act: Act) -> Sequence[Any]:
    """Start a scenario, in place of another one that runs."""
    run = board[PANEL].running
    if run is not None and run.scenario is command.scenario:
        raise Refused("the plan is running", run=run.id, scenario=run.scenario)
    starting = _started(board, command.scenario)
    if run is None:
        return starting
    return (PlanEnded(run.id, WhyEnded.OTHER_SCENARIO, command.scenario), *starting)


def _started(board: Board, scenario: Scenario) -> Sequence[Any]:
    adopted = board[PLANBOOK].adopted
    if adopted is None:
        raise Refused("no plan is adopted", scenario=scenario)
    start = started(
        parsed(adopted.text),
        scenario,
        run=f"run-{board.seq + 1}",
        version=adopted.version,
        sha256=adopted.sha256,
    )
    if not start.steps:
        raise Refused("the plan has no such scenario", scenario=scenario, version=adopted.version)
    return (start, first_steps(start, board[RESPONSE].level))


def end_plan(board: Board, command: EndPlan, _act: Act) -> Sequence[Any]:
    """Undo a plan that no level holds any more, or end it while it is being undone."""
    run = board[PANEL].running
    if run is None:
        raise Refused("no plan is running", run=None)
    level = board[RESPONSE].level
    if level is not None:
        raise Refused("a response is ordered", level=level, run=run.id)
    reason = command.reason.strip()
    if not reason:
        raise Refused("a reason is needed", act="EndPlan")
    undoing = released(run, None, ordered=None)
    if run.ending or (run.released and not undoing.steps):
        return (PlanEnded(run.id, WhyEnded.ORDERED, reason),)
    return (undoing,)


def _due(board: Board, now: datetime) -> Sequence[Any]:
    plan, level = board[PANEL], board[RESPONSE].level
    run = plan.running
    if run is None:
        return () if level is None or plan.sha256 is None else _by_itself(board)
    if level != run.ordered:
        return _stood_down(run) if level is None else (turned(run, level),)
    if run.ending and run.released:
        return (PlanEnded(run.id, WhyEnded.RELEASED, ""),)
    if run.next_due is None or now < run.next_due:
        return ()
    return _overdue(board, run, now)


def _by_itself(board: Board) -> Sequence[Any]:
    """Start the crowd's scenario; a plan without one starts nothing."""
    adopted = board[PLANBOOK].adopted
    written = () if adopted is None else parsed(adopted.text).steps
    crowd = any(Scenario.CROWD in step.scenarios for step in written)
    return _started(board, Scenario.CROWD) if crowd else ()


def _stood_down(run: Run) -> Sequence[Any]:
    undoing = released(run, None, ordered=None)
    if undoing.steps or not run.released:
        return (undoing,)
    return (undoing, PlanEnded(run.id, WhyEnded.RELEASED, ""))


def _overdue(board: Board, run: Run, now: datetime) -> Sequence[StepOverdue]:
    return [
        StepOverdue(run.id, one.id, one.due_at, steps.escalated_to(board, run.rules[one.of].seat))
        for one in run.steps
        if one.due_at and now >= one.due_at and not one.overdue and not one.settled
    ]


PANEL = replace(steps.PANEL, due=_due)
COMMANDS = guarded(
    {
        StartPlan: start_plan,
        EndPlan: end_plan,
        steps.AcknowledgeStep: steps.acknowledge_step,
        steps.SetOutForStep: steps.set_out_for_step,
        steps.ArriveAtStep: steps.arrive_at_step,
        steps.FinishStep: steps.finish_step,
        steps.DeclineStep: steps.decline_step,
        steps.RecordStepControl: steps.record_step_control,
        steps.RecordStepByVoice: steps.record_step_by_voice,
    }
)
