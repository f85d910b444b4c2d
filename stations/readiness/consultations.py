"""Turn what agencies talk about into actions that end.

The rules of consultations, their fold, and what the panel shows: ids and days only, because the
words are asked for over HTTP. What they are stands in `consultation`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from metro_flow.errors import Refused, Unknown
from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import Act, Entry
from stations.readiness.asking import been, day_of, guarded, reason_of, to_come, words_of
from stations.readiness.authority import agencies_of
from stations.readiness.consultation import (
    Action,
    ActionFinished,
    ActionOverdue,
    CallOffConsultation,
    Consultation,
    ConsultationCalledOff,
    ConsultationHeld,
    ConsultationPlanned,
    Consultations,
    Decided,
    Done,
    FinishAction,
    Held,
    HoldConsultation,
    PlanConsultation,
)

SHOWN: Final = 40


def plan_consultation(
    board: Board, command: PlanConsultation, act: Act
) -> Sequence[ConsultationPlanned]:
    """Plan one under the next number."""
    number = len(board[PANEL].by_id) + 1
    agenda = words_of(command.agenda)
    return (ConsultationPlanned(f"c{number}", to_come(command.day, act), agenda),)


def call_off(
    board: Board, command: CallOffConsultation, _act: Act
) -> Sequence[ConsultationCalledOff]:
    """Call a planned one off."""
    planned = _planned(board, command.consultation)
    return (ConsultationCalledOff(planned.id, reason_of(command.reason, command)),)


def hold_consultation(
    board: Board, command: HoldConsultation, act: Act
) -> Sequence[ConsultationHeld]:
    """Write down a consultation that at least two agencies came to."""
    planned = _planned(board, command.consultation)
    day = been(command.day, act)
    agencies = {each.agency for each in command.came}
    if len(agencies) < 2:
        raise Refused("a consultation needs two agencies", came=sorted(agencies))
    came = tuple(replace(each, person=words_of(each.person)) for each in command.came)
    people = [each.person for each in came]
    if len(set(people)) < len(people):
        raise Refused("a person is named twice", people=people)
    decisions = tuple(
        Decided(words_of(each.what), each.owner, to_come(each.due, act))
        for each in command.decisions
    )
    return (ConsultationHeld(planned.id, day, came, words_of(command.minutes), decisions),)


def finish_action(board: Board, command: FinishAction, act: Act) -> Sequence[ActionFinished]:
    """Finish an action as the agency that owes it."""
    action = board[PANEL].actions.get(command.action)
    if action is None:
        raise Unknown("action", command.action)
    if action.done is not None:
        raise Refused("the action is done", action=action.id, by=action.done.by)
    if action.owner not in agencies_of(act.grants):
        raise Refused("only its owner finishes it", action=action.id, owner=action.owner)
    return (ActionFinished(action.id, words_of(command.evidence)),)


def due(board: Board, now: datetime) -> Sequence[ActionOverdue]:
    """Tell each due date that has gone by, once."""
    state = board[PANEL]
    today = day_of(now)
    if state.earliest is None or today <= state.earliest:
        return ()
    return [
        ActionOverdue(each.id, each.due)
        for each in state.actions.values()
        if _waits(each) and each.due < today
    ]


def _planned(board: Board, name: str) -> Consultation:
    found = board[PANEL].by_id.get(name)
    if found is None:
        raise Unknown("consultation", name)
    if found.held is not None:
        raise Refused("the consultation was held", consultation=name, day=found.held.day)
    if found.called_off is not None:
        raise Refused("the consultation was called off", consultation=name, why=found.called_off)
    return found


def _waits(action: Action) -> bool:
    """Whether its due date may yet be told as overdue."""
    return action.is_open and not action.overdue


def _fold(state: Consultations, entry: Entry) -> Consultations:
    match entry.event:
        case ConsultationPlanned(consultation=name, day=day, agenda=agenda):
            return _with(state, Consultation(name, day, agenda, entry.by.who))
        case ConsultationCalledOff(consultation=name, reason=reason):
            return _with(state, replace(state.by_id[name], called_off=reason))
        case ConsultationHeld():
            return _held(state, entry)
        case ActionFinished(action=name, evidence=evidence):
            done = Done(entry.by.who, entry.occurred_at, evidence)
            return _acting(state, {name: replace(state.actions[name], done=done)})
        case ActionOverdue(action=name):
            return _acting(state, {name: replace(state.actions[name], overdue=True)})
        case _:
            return state


def _held(state: Consultations, entry: Entry) -> Consultations:
    said: ConsultationHeld = entry.event
    actions = [
        Action(f"{said.consultation}.{number}", each.what, each.owner, each.due)
        for number, each in enumerate(said.decisions, start=1)
    ]
    held = replace(
        state.by_id[said.consultation],
        held=Held(said.day, said.came, said.minutes, entry.by.who),
        actions=tuple(each.id for each in actions),
    )
    return _acting(_with(state, held), {each.id: each for each in actions})


def _with(state: Consultations, one: Consultation) -> Consultations:
    return replace(state, by_id={**state.by_id, one.id: one})


def _acting(state: Consultations, changed: Mapping[str, Action]) -> Consultations:
    actions = {**state.actions, **changed}
    waiting = [each.due for each in actions.values() if _waits(each)]
    return replace(state, actions=actions, earliest=min(waiting, default=None))


def _show(state: Consultations) -> dict[str, Any]:
    planned = [each for each in state.by_id.values() if each.is_planned]
    following = min(planned, key=lambda each: each.day, default=None)
    standing = sorted(
        (each for each in state.actions.values() if each.is_open),
        key=lambda each: (not each.overdue, each.due),
    )
    return {
        "next": None if following is None else _dated(following.id, following.day),
        "last_held": None if state.last_held is None else state.last_held.day.isoformat(),
        "actions": [
            {**_dated(each.id, each.due), "unit": each.owner.value} for each in standing[:SHOWN]
        ],
        "open": len(standing),
        "overdue": [each.id for each in standing[:SHOWN] if each.overdue],
    }


def _dated(name: str, day: date) -> dict[str, Any]:
    return {"id": name, "day": day.isoformat()}


PANEL: Panel[Consultations] = Panel(
    name="consultation",
    empty=Consultations(),
    events=(
        ConsultationPlanned,
        ConsultationCalledOff,
        ConsultationHeld,
        ActionFinished,
        ActionOverdue,
    ),
    fold=_fold,
    show=_show,
    due=due,
)
COMMANDS: Final = guarded(
    {
        PlanConsultation: plan_consultation,
        CallOffConsultation: call_off,
        HoldConsultation: hold_consultation,
        FinishAction: finish_action,
    }
)
