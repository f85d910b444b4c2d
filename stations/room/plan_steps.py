"""Let each seat bring its own steps forward, and nobody else.

A step may skip states but never goes back. What was finished or declined is so for everyone: the
second to say it hears who was first. A step that asks the control centre is not done before the
centre has granted it. The leading station master may write down what any seat says by voice, and
so takes over a step that was declined.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from metro_flow.clock import iso
from metro_flow.errors import Refused
from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import Act
from metro_flow.people.person import Seat
from stations.room.plan_events import (
    Channel,
    Spoken,
    StepAcknowledged,
    StepAnswer,
    StepArrived,
    StepControlAnswered,
    StepDeclined,
    StepFinished,
    StepReported,
    StepSetOut,
)
from stations.room.plan_fold import EVENTS, fold
from stations.room.plan_run import Plan, Run, State, Step, show
from stations.room.seats import holders, leading, leads, seat_has

# Words about a step stand beside it on the glass; longer ones go into a note.
Brief = Annotated[str, Field(max_length=200)]
Minutes = Annotated[int, Field(ge=0, le=240)]


@dataclass(frozen=True, slots=True)
class AcknowledgeStep:
    """Say that one has it (收到)."""

    run: str
    step: str


@dataclass(frozen=True, slots=True)
class SetOutForStep:
    """Say that one is on the way (出发), perhaps for how long."""

    run: str
    step: str
    minutes: Minutes | None = None


@dataclass(frozen=True, slots=True)
class ArriveAtStep:
    """Say that one stands there (到位)."""

    run: str
    step: str


@dataclass(frozen=True, slots=True)
class FinishStep:
    """Say that it is done (完成)."""

    run: str
    step: str
    words: Brief = ""


@dataclass(frozen=True, slots=True)
class DeclineStep:
    """Say that it cannot be done (做不到), and why."""

    run: str
    step: str
    reason: Brief


@dataclass(frozen=True, slots=True)
class RecordStepControl:
    """Write down what the control centre answered (记答复)."""

    run: str
    step: str
    answer: StepAnswer
    words: Brief = ""


@dataclass(frozen=True, slots=True)
class RecordStepByVoice:
    """Write down how far a step is, as its seat said it by voice (代记)."""

    run: str
    step: str
    state: Spoken
    channel: Channel
    words: Brief = ""


def acknowledge_step(board: Board, command: AcknowledgeStep, act: Act) -> Sequence[Any]:
    """Write that a step's seat has it."""
    step = _own_step(board, command.run, command.step, act=act)
    _refuse_unless_forward(board, step, State.ACKNOWLEDGED, act=act)
    return (StepAcknowledged(command.run, step.id),)


def set_out_for_step(board: Board, command: SetOutForStep, act: Act) -> Sequence[Any]:
    """Write that somebody is on the way."""
    step = _own_step(board, command.run, command.step, act=act)
    _refuse_unless_forward(board, step, State.ON_THE_WAY, act=act)
    return (StepSetOut(command.run, step.id, command.minutes),)


def arrive_at_step(board: Board, command: ArriveAtStep, act: Act) -> Sequence[Any]:
    """Write that somebody stands there."""
    step = _own_step(board, command.run, command.step, act=act)
    _refuse_unless_forward(board, step, State.ARRIVED, act=act)
    return (StepArrived(command.run, step.id),)


def finish_step(board: Board, command: FinishStep, act: Act) -> Sequence[Any]:
    """Write that a step is done, once, and after its control centre granted it."""
    step = _own_step(board, command.run, command.step, act=act)
    _refuse_unless_forward(board, step, State.DONE, act=act)
    _refuse_ungranted(step)
    return (StepFinished(command.run, step.id, command.words.strip()),)


def decline_step(board: Board, command: DeclineStep, act: Act) -> Sequence[Any]:
    """Write that a step cannot be done, and whom that concerns at once."""
    step = _own_step(board, command.run, command.step, act=act)
    _refuse_finished(step)
    if step.state is State.DECLINED:
        raise _declined(step)
    if not command.reason.strip():
        raise Refused("a reason is needed", act="DeclineStep")
    return (StepDeclined(command.run, step.id, command.reason.strip(), _masters(board)),)


def record_step_control(board: Board, command: RecordStepControl, _act: Act) -> Sequence[Any]:
    """Write down the control centre's word; a refusal may later become a grant."""
    step = step_of(board, command.run, command.step)
    if step.control is None:
        raise Refused("control was not asked", step=step.id)
    _refuse_finished(step)
    if step.control == command.answer.value:
        raise Refused("control has answered so", step=step.id, answer=command.answer)
    words = command.words.strip()
    return (StepControlAnswered(command.run, step.id, command.answer, words),)


def record_step_by_voice(board: Board, command: RecordStepByVoice, act: Act) -> Sequence[Any]:
    """Write down for a step's seat what it says by voice."""
    step = step_of(board, command.run, command.step)
    master = leads(board, act, Seat.STATION_MASTER)
    if not master:
        _refuse_other_seats(board, command.run, step, act=act)
    _refuse_unless_forward(board, step, State(command.state.value), act=act, overriding=master)
    if command.state is Spoken.DONE:
        _refuse_ungranted(step)
    words = command.words.strip()
    return (StepReported(command.run, step.id, command.state, command.channel, words),)


def running(board: Board, run: str) -> Run:
    """Return the plan that runs, if it is the one that is meant."""
    now = board[PANEL].running
    if now is None:
        raise Refused("no plan is running", run=run)
    if now.id != run:
        raise Refused("another plan is running", run=run, running=now.id)
    return now


def step_of(board: Board, run: str, step: str) -> Step:
    """Return an issued step of the plan that runs."""
    found = running(board, run).find(step)
    if found is None:
        raise Refused("the step is not issued", step=step)
    return found


def escalated_to(board: Board, seat: Seat) -> tuple[str, ...]:
    """Return who must see to a late step: its seat's deputies and the leading station master."""
    deputies = [one.person for one in holders(board, seat) if one.deputy]
    return tuple(dict.fromkeys((*deputies, *_masters(board))))


def _masters(board: Board) -> tuple[str, ...]:
    master = leading(board, Seat.STATION_MASTER)
    return () if master is None else (master.person,)


def _own_step(board: Board, run: str, step: str, *, act: Act) -> Step:
    """Return a step of the seat that whoever acts sits in."""
    found = step_of(board, run, step)
    _refuse_other_seats(board, run, found, act=act)
    return found


def _refuse_other_seats(board: Board, run: str, step: Step, *, act: Act) -> None:
    seat = running(board, run).rules[step.of].seat
    if not seat_has(board, seat, act.by.who):
        raise Refused("not your step", step=step.id, seat=seat)


def _refuse_unless_forward(
    board: Board, step: Step, to: State, *, act: Act, overriding: bool = False
) -> None:
    """Refuse to bring a step back, past its forerunners, or past another's decline."""
    _refuse_finished(step)
    declined = step.state is State.DECLINED
    if declined and step.person != act.by.who and not overriding:
        raise _declined(step)
    run = board[PANEL].running
    waits_for = () if run is None else run.waits_for(step)
    if waits_for:
        raise Refused("forerunners are not done", step=step.id, waits_for=list(waits_for))
    if step.state.rank >= to.rank:
        at = step.at and iso(step.at)
        raise Refused("the step is further", step=step.id, state=step.state, by=step.person, at=at)


def _refuse_finished(step: Step) -> None:
    if step.state is State.DONE:
        raise Refused("already finished", step=step.id, by=step.person, at=step.at and iso(step.at))


def _declined(step: Step) -> Refused:
    at = step.at and iso(step.at)
    return Refused("already declined", step=step.id, by=step.person, at=at, why=step.reason)


def _refuse_ungranted(step: Step) -> None:
    if step.control is not None and step.control != StepAnswer.GRANTED.value:
        raise Refused("control has not granted it", step=step.id, control=step.control)


PANEL: Panel[Plan] = Panel(name="plan", empty=Plan(), events=EVENTS, fold=fold, show=show)
