"""Decide together what no chief may order alone: lower, stand down, close the station.

Each seat votes by its leading holder. An objection is recorded and holds the decision until it
is taken back or the decision lapses. Closing needs the control centre's answer too.
A decision is about the level its proposer saw: when another is ordered meanwhile, it lapses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from metro_flow.alerts.panel import MaySay
from metro_flow.clock import iso
from metro_flow.errors import Refused
from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import Act
from stations.profile.words import ResponseLevel
from stations.room.ballot import (
    EVENTS,
    TERMS,
    Control,
    ControlAnswer,
    ControlAnswered,
    Cursor,
    Decision,
    DecisionLapsed,
    DecisionProposed,
    Decisions,
    DecisionTaken,
    DecisionVoted,
    DecisionWithdrawn,
    Lapse,
    Matter,
    Vote,
    Voted,
    fold,
    show,
    with_vote,
)
from stations.room.level import PANEL as RESPONSE
from stations.room.level import LevelLowered, StationClosed, StoodDown, rank_of
from stations.room.seats import guarded, leading, leads, seat_of

__all__ = [
    "COMMANDS",
    "PANEL",
    "ProposeDecision",
    "RecordControlAnswer",
    "VoteDecision",
    "WithdrawDecision",
]


@dataclass(frozen=True, slots=True)
class ProposeDecision:
    """Put a question to the four seats."""

    decision: Matter
    to: ResponseLevel | None
    reason: MaySay


@dataclass(frozen=True, slots=True)
class VoteDecision:
    """Agree or object for the seat that one leads; said again, the later word counts."""

    decision: str
    vote: Vote
    words: MaySay = ""


@dataclass(frozen=True, slots=True)
class WithdrawDecision:
    """Take back what one proposed."""

    decision: str
    reason: MaySay


@dataclass(frozen=True, slots=True)
class RecordControlAnswer:
    """Write down what the control centre answered."""

    decision: str
    answer: ControlAnswer
    words: MaySay = ""


def propose_decision(board: Board, command: ProposeDecision, act: Act) -> Sequence[Any]:
    """Open a decision, if there is something to decide and nothing like it is open."""
    if not command.reason.strip():
        raise Refused("a reason is needed", act="ProposeDecision")
    level = board[RESPONSE].level
    _refuse_pointless(board, command)
    _refuse_beside_another(board, command.decision)
    terms = TERMS[command.decision]
    return (
        DecisionProposed(
            decision=f"d-{board.seq + 1}",
            matter=command.decision,
            to=command.to,
            was=level,
            reason=command.reason.strip(),
            due_at=act.at + terms.time_out,
            quorum=terms.quorum,
            control=terms.control,
        ),
    )


def _refuse_pointless(board: Board, command: ProposeDecision) -> None:
    response = board[RESPONSE]
    match command.decision:
        case Matter.LOWER_LEVEL:
            if response.level is None:
                raise Refused("no response is ordered", decision=command.decision)
            if command.to is None or command.to.rank >= rank_of(response.level):
                raise Refused("the level is not lower", level=response.level, to=command.to)
        case Matter.STAND_DOWN:
            if response.level is None:
                raise Refused("no response is ordered", decision=command.decision)
        case Matter.CLOSE_STATION:
            if response.closed_since is not None:
                since = iso(response.closed_since)
                raise Refused("the station is closed already", since=since)
    if command.decision is not Matter.LOWER_LEVEL and command.to is not None:
        raise Refused("only lowering names a level", decision=command.decision, to=command.to)


def _refuse_beside_another(board: Board, matter: Matter) -> None:
    """Refuse a second question about the same thing; lowering and standing down are one thing."""
    closing = matter is Matter.CLOSE_STATION
    for other in board[PANEL].open:
        if (other.matter is Matter.CLOSE_STATION) == closing:
            raise Refused("another decision is open", decision=other.id, by=other.opened_by)


def vote_decision(board: Board, command: VoteDecision, act: Act) -> Sequence[Any]:
    """Record a leading holder's vote; the last one needed takes the decision."""
    decision = _open_decision(board, command.decision)
    seat = seat_of(board, act)
    if not leads(board, act, seat):
        leader = leading(board, seat)
        raise Refused("the leading holder votes", seat=seat, leading=leader and leader.person)
    if command.vote is Vote.OBJECT and not command.words.strip():
        raise Refused("an objection needs words", decision=decision.id)
    before = decision.votes.get(seat)
    words = command.words.strip()
    if before is not None and (before.vote, before.words) == (command.vote, words):
        raise Refused("already voted", seat=seat, vote=before.vote, at=iso(before.at))
    voted = DecisionVoted(decision.id, seat, command.vote, words, _cursors(act))
    after = with_vote(decision, seat, Voted(command.vote, words, act.by.who, act.at))
    return (voted, *_taken_if_carried(after, act))


def record_control_answer(board: Board, command: RecordControlAnswer, act: Act) -> Sequence[Any]:
    """Record the control centre's word; a refusal may later become a grant."""
    decision = _open_decision(board, command.decision)
    if decision.control is Control.NOT_NEEDED:
        raise Refused("control was not asked", decision=decision.id)
    if decision.control is Control(command.answer.value):
        raise Refused("control has answered so", decision=decision.id, answer=command.answer)
    answered = ControlAnswered(decision.id, command.answer, command.words.strip())
    after = replace(decision, control=Control(command.answer.value))
    return (answered, *_taken_if_carried(after, act))


def withdraw_decision(board: Board, command: WithdrawDecision, act: Act) -> Sequence[Any]:
    """Let a proposer take their question back."""
    decision = _open_decision(board, command.decision)
    if decision.opened_by != act.by.who:
        raise Refused("only its proposer withdraws it", by=decision.opened_by)
    if not command.reason.strip():
        raise Refused("a reason is needed", act="WithdrawDecision")
    return (DecisionWithdrawn(decision.id, command.reason.strip()),)


def _open_decision(board: Board, name: str) -> Decision:
    """Return the decision of that id, if it is still open and about the level that stands."""
    decisions = board[PANEL]
    last = decisions.last
    decision = next((one for one in decisions.open if one.id == name), None)
    if decision is None:
        if last is not None and last.id == name:
            at = last.closed_at and iso(last.closed_at)
            raise Refused("the decision is closed", decision=name, outcome=last.outcome, at=at)
        raise Refused("no such decision is open", decision=name)
    if _overtaken(board, decision):
        raise Refused("level has changed", level=board[RESPONSE].level, by=board[RESPONSE].who)
    return decision


def _overtaken(board: Board, decision: Decision) -> bool:
    about_level = decision.matter is not Matter.CLOSE_STATION
    return about_level and board[RESPONSE].level != decision.was


def _taken_if_carried(decision: Decision, act: Act) -> Sequence[Any]:
    if not decision.carried:
        return ()
    taken = DecisionTaken(decision.id, decision.matter, _cursors(act))
    return (taken, _outcome(decision))


def _outcome(decision: Decision) -> LevelLowered | StoodDown | StationClosed:
    match decision.matter, decision.to, decision.was:
        case Matter.LOWER_LEVEL, ResponseLevel() as to, ResponseLevel() as was:
            return LevelLowered(to=to, was=was, decision=decision.id)
        case Matter.STAND_DOWN, _, ResponseLevel() as was:
            return StoodDown(was=was, decision=decision.id)
        case _:
            return StationClosed(decision=decision.id)


def _cursors(act: Act) -> tuple[Cursor, ...]:
    return tuple(Cursor(of, seq) for of, seq in sorted((act.cursors or {}).items()))


def _due(board: Board, now: datetime) -> Sequence[DecisionLapsed]:
    return [
        DecisionLapsed(one.id, _why_lapsed(board, one))
        for one in board[PANEL].open
        if now >= one.due_at or _overtaken(board, one)
    ]


def _why_lapsed(board: Board, decision: Decision) -> Lapse:
    return Lapse.LEVEL_CHANGED if _overtaken(board, decision) else Lapse.TIME_OUT


PANEL: Panel[Decisions] = Panel(
    name="decision", empty=Decisions(), events=EVENTS, fold=fold, show=show, due=_due
)
COMMANDS = guarded(
    {
        ProposeDecision: propose_decision,
        VoteDecision: vote_decision,
        WithdrawDecision: withdraw_decision,
        RecordControlAnswer: record_control_answer,
    }
)
