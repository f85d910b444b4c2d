"""Call the chiefs when an alert needs them, and chase whoever stays silent or does not come.

A call begins with the first orange alert of a room and ends when none needs the chiefs any more;
every timer belongs to an open call and dies with it. Two minutes without an answer call the
deputies, two more the district's duty officer (`chase`); whom to call stands in `summons`.
To answer a call and to acknowledge an alert are two acts; a tablet may post both on one tap.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Final

from pydantic import Field

from metro_flow.alerts.alert import Alert
from metro_flow.alerts.colour import AlertColour
from metro_flow.alerts.panel import PANEL as ALERTS
from metro_flow.alerts.panel import MaySay, Said
from metro_flow.errors import Refused, Unknown
from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import Act
from metro_flow.people.person import Role
from stations.room.calling import (
    EVENTS,
    CallAnswered,
    CallClosed,
    CallDeclined,
    CallIssued,
    CallWidened,
    ChiefArrived,
    ChiefSetOut,
    VoiceAnswerConfirmed,
    VoiceAnswerRecorded,
    fold,
)
from stations.room.chase import overdue
from stations.room.sitting import guarded
from stations.room.summons import expected, heard_by, terms_of
from stations.room.turnout import (
    DUTY_OFFICER,
    Call,
    Called,
    Calls,
    Channel,
    Receipt,
    show,
)

__all__ = ["COMMANDS", "PANEL", "heard_by"]

# Three hours: longer than any way across the district; more is a slip of the thumb.
Minutes = Annotated[int, Field(ge=0, le=180)]
Post = Annotated[str, Field(max_length=100)]
SPOKEN: Final = (Receipt.ANSWERED, Receipt.ON_THE_WAY, Receipt.ARRIVED)


@dataclass(frozen=True, slots=True)
class AnswerCall:
    """Say that one has heard the call."""

    call: str


@dataclass(frozen=True, slots=True)
class SetOut:
    """Say that one is on the way, and in how many minutes one will be there."""

    call: str
    minutes: Minutes


@dataclass(frozen=True, slots=True)
class Arrive:
    """Say at which post one stands."""

    call: str
    post: Post


@dataclass(frozen=True, slots=True)
class DeclineCall:
    """Say that one cannot come, and why."""

    call: str
    reason: Said


@dataclass(frozen=True, slots=True)
class RecordVoiceAnswer:
    """Write down what somebody said by phone, radio or mouth (☎代记)."""

    call: str
    person: str
    answer: Receipt
    minutes: Minutes | None
    channel: Channel
    words: MaySay = ""


@dataclass(frozen=True, slots=True)
class ConfirmVoiceAnswer:
    """Confirm what was written down for oneself."""

    call: str


def answer_call(board: Board, command: AnswerCall, act: Act) -> Sequence[CallAnswered]:
    """Take somebody's answer; said again, it is written once."""
    call, called = _called(board, command.call, act)
    if not called.state.before(Receipt.ANSWERED):
        return ()
    return (CallAnswered(call.id, called.person),)


def set_out(board: Board, command: SetOut, act: Act) -> Sequence[ChiefSetOut]:
    """Take somebody's promise; a later one replaces it."""
    call, called = _called(board, command.call, act)
    _refuse_arrived(called)
    promised_at = act.at + timedelta(minutes=command.minutes)
    return (ChiefSetOut(call.id, called.person, promised_at),)


def arrive(board: Board, command: Arrive, act: Act) -> Sequence[ChiefArrived]:
    """Take somebody's word that they stand at a post."""
    call, called = _called(board, command.call, act)
    _refuse_arrived(called)
    return (ChiefArrived(call.id, called.person, command.post),)


def decline_call(board: Board, command: DeclineCall, act: Act) -> Sequence[CallDeclined]:
    """Take somebody's no; whoever is next is called at the next round."""
    call, called = _called(board, command.call, act)
    _refuse_arrived(called)
    if called.state is Receipt.DECLINED:
        return ()
    return (CallDeclined(call.id, called.person, command.reason),)


def record_voice_answer(
    board: Board, command: RecordVoiceAnswer, act: Act
) -> Sequence[VoiceAnswerRecorded]:
    """Write down another's word; it may say more than is known, never less."""
    call = _open(board, command.call)
    called = call.find(command.person)
    if called is None:
        raise Refused("not called", call=call.id, person=command.person)
    if command.person == act.by.who:
        raise Refused("answer for yourself by your own tap", call=call.id)
    if command.answer not in SPOKEN:
        raise Refused("not an answer", answer=command.answer, may=list(SPOKEN))
    if not called.state.before(command.answer):
        raise Refused("already known", person=called.person, state=called.state)
    promised_at = None
    if command.minutes is not None:
        promised_at = act.at + timedelta(minutes=command.minutes)
    return (
        VoiceAnswerRecorded(
            call=call.id,
            person=called.person,
            answer=command.answer,
            promised_at=promised_at,
            channel=command.channel,
            words=command.words,
        ),
    )


def confirm_voice_answer(
    board: Board, command: ConfirmVoiceAnswer, act: Act
) -> Sequence[VoiceAnswerConfirmed]:
    """Let the speaker stand by what was written down."""
    call, called = _called(board, command.call, act)
    if called.voice is None or called.voice.confirmed:
        raise Refused("nothing to confirm", call=call.id)
    return (VoiceAnswerConfirmed(call.id, called.person),)


def _open(board: Board, call: str) -> Call:
    calls = board[PANEL]
    if calls.open is not None and calls.open.id == call:
        return calls.open
    if calls.last_closed is not None and calls.last_closed.id == call:
        raise Refused("the call is closed", call=call, at=calls.last_closed.closed_at)
    raise Unknown("call", call, known="none is open" if calls.open is None else calls.open.id)


def _called(board: Board, call_id: str, act: Act) -> tuple[Call, Called]:
    """Return the call and whoever acts on it: called by name, or by role as duty officer."""
    call = _open(board, call_id)
    called = call.find(act.by.who)
    if called is None and act.holds(Role.DISTRICT_OFFICER):
        called = call.find(DUTY_OFFICER)
    if called is None:
        raise Refused("not called", call=call.id, person=act.by.who)
    return call, called


def _refuse_arrived(called: Called) -> None:
    if called.state is Receipt.ARRIVED:
        raise Refused("already arrived", at=called.arrived_at, post=called.post)


def due(board: Board, now: datetime) -> list[Any]:
    """Return calls to be issued, widened or closed, and whom to chase."""
    call = board[PANEL].open
    alerts = _needing_chiefs(board, call)
    if call is None:
        return _issued(board, alerts, now) if alerts else []
    if not alerts:
        return [CallClosed(call.id)]
    widened = _widened(board, call, alerts, now=now)
    # Whoever was just called is no stand-in; silence is judged on the next board.
    return [widened] if widened is not None else overdue(board, call, now)


def _needing_chiefs(board: Board, call: Call | None) -> list[Alert]:
    """Return the alerts for which chiefs are called; a shelved one begins no call and ends none."""
    begins_at = terms_of(board).begins_at
    known = () if call is None else call.alerts
    return [
        alert
        for alert in board[ALERTS].open
        if alert.colour >= begins_at and (alert.shelved_until is None or alert.id in known)
    ]


def _issued(board: Board, alerts: Sequence[Alert], now: datetime) -> list[CallIssued]:
    asked = expected(board, alerts, now)
    ids = tuple(alert.id for alert in alerts)
    return [CallIssued(ids, _worst(alerts), asked.people, asked.empty_seats)]


def _widened(
    board: Board, call: Call, alerts: Sequence[Alert], *, now: datetime
) -> CallWidened | None:
    """Return what joins an open call: alerts, a higher colour, people who sat down since."""
    asked = expected(board, alerts, now, call=call)
    more = tuple(alert.id for alert in alerts if alert.id not in call.alerts)
    colour = max(call.colour, _worst(alerts))
    if not more and colour == call.colour and not asked.people:
        return None
    return CallWidened(call.id, more, colour, asked.people, asked.empty_seats)


def _worst(alerts: Sequence[Alert]) -> AlertColour:
    return max(alert.colour for alert in alerts)


PANEL: Panel[Calls] = Panel(
    name="call", empty=Calls(), events=EVENTS, fold=fold, show=show, due=due
)
COMMANDS: Final[Mapping[type, Callable[..., Sequence[Any]]]] = guarded(
    {
        AnswerCall: answer_call,
        SetOut: set_out,
        Arrive: arrive,
        DeclineCall: decline_call,
        RecordVoiceAnswer: record_voice_answer,
        ConfirmVoiceAnswer: confirm_voice_answer,
    }
)
