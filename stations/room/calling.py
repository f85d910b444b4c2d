"""Name what may happen to a call as it is written, and fold it into who has answered and come.

What a call is stands in `turnout`; the rules by which these are written stand in `call`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from metro_flow.alerts.colour import AlertColour
from metro_flow.logbook.entry import Entry, event
from metro_flow.people.person import Seat
from stations.room.turnout import Call, Called, Calls, Channel, Missed, Receipt, Summons, Voice


@event()
@dataclass(frozen=True, slots=True)
class CallIssued:
    """The chiefs are called for these alerts; a seat named empty was answered for by others."""

    alerts: tuple[str, ...]
    colour: AlertColour
    people: tuple[Summons, ...]
    empty_seats: tuple[Seat, ...]


@event()
@dataclass(frozen=True, slots=True)
class CallWidened:
    """More alerts, a higher colour or newly seated people joined a call."""

    call: str
    alerts: tuple[str, ...]
    colour: AlertColour
    people: tuple[Summons, ...]
    empty_seats: tuple[Seat, ...]


@event()
@dataclass(frozen=True, slots=True)
class CallEscalated:
    """Somebody did not answer, or declined; others were called in their stead, if any are left."""

    call: str
    person: str
    declined: bool
    people: tuple[Summons, ...]


@event()
@dataclass(frozen=True, slots=True)
class ArrivalMissed:
    """Somebody who answered was not there when they were due."""

    call: str
    person: str
    due: datetime
    provisional: bool


@event()
@dataclass(frozen=True, slots=True)
class CallAnswered:
    """Somebody says that they heard the call."""

    call: str
    person: str


@event()
@dataclass(frozen=True, slots=True)
class ChiefSetOut:
    """Somebody is on the way and promised when they will be there."""

    call: str
    person: str
    promised_at: datetime | None


@event()
@dataclass(frozen=True, slots=True)
class ChiefArrived:
    """Somebody stands at a post."""

    call: str
    person: str
    post: str


@event()
@dataclass(frozen=True, slots=True)
class CallDeclined:
    """Somebody cannot come."""

    call: str
    person: str
    reason: str


@event()
@dataclass(frozen=True, slots=True)
class VoiceAnswerRecorded:
    """Somebody's word by phone, radio or mouth was written down by another (☎代记)."""

    call: str
    person: str
    answer: Receipt
    promised_at: datetime | None
    channel: Channel
    words: str


@event()
@dataclass(frozen=True, slots=True)
class VoiceAnswerConfirmed:
    """The speaker confirmed what was written down for them."""

    call: str
    person: str


@event()
@dataclass(frozen=True, slots=True)
class CallClosed:
    """No alert of the call asks for the chiefs any more."""

    call: str


EVENTS: Final[tuple[type, ...]] = (
    CallIssued,
    CallWidened,
    CallEscalated,
    ArrivalMissed,
    CallAnswered,
    ChiefSetOut,
    ChiefArrived,
    CallDeclined,
    VoiceAnswerRecorded,
    VoiceAnswerConfirmed,
    CallClosed,
)


def fold(calls: Calls, entry: Entry) -> Calls:
    """Return the calls after an entry."""
    written = entry.event
    if isinstance(written, CallIssued):
        return replace(calls, open=_issued(written, entry))
    call = calls.open
    if call is None or call.id != written.call:
        return calls
    match written:
        case CallWidened() as widened:
            return replace(calls, open=_widened(call, widened, entry.at))
        case CallEscalated() as escalated:
            return replace(calls, open=_escalated(call, escalated, entry.at))
        case CallClosed():
            return Calls(None, replace(call, closed_at=entry.at))
        case _:
            people = tuple(
                _after(each, entry) if each.person == written.person else each
                for each in call.people
            )
            return replace(calls, open=replace(call, people=people))


def _issued(issued: CallIssued, entry: Entry) -> Call:
    return Call(
        id=f"c{entry.seq}",
        alerts=issued.alerts,
        colour=issued.colour,
        issued_at=entry.at,
        people=_called(issued.people, entry.at),
        empty_seats=issued.empty_seats,
    )


def _called(people: tuple[Summons, ...], at: datetime) -> tuple[Called, ...]:
    return tuple(Called(summons, summons.person, at) for summons in people)


def _widened(call: Call, widened: CallWidened, at: datetime) -> Call:
    return replace(
        call,
        alerts=(*call.alerts, *widened.alerts),
        colour=widened.colour,
        people=(*call.people, *_called(widened.people, at)),
        empty_seats=widened.empty_seats,
    )


def _escalated(call: Call, escalated: CallEscalated, at: datetime) -> Call:
    people = tuple(
        _chased(each, declined=escalated.declined) if each.person == escalated.person else each
        for each in call.people
    )
    return replace(call, people=(*people, *_called(escalated.people, at)))


def _chased(called: Called, *, declined: bool) -> Called:
    overdue = called.overdue if declined else Missed.ANSWER
    return replace(called, chased=True, overdue=overdue)


def _after(called: Called, entry: Entry) -> Called:
    match entry.event:
        case CallAnswered():
            return _received(called, Receipt.ANSWERED, entry)
        case ChiefSetOut(promised_at=promised_at):
            return _received(replace(called, promised_at=promised_at), Receipt.ON_THE_WAY, entry)
        case ChiefArrived(post=post):
            return _received(replace(called, post=post), Receipt.ARRIVED, entry)
        case CallDeclined(reason=reason):
            declined = replace(_named(called, entry), state=Receipt.DECLINED, reason=reason)
            return replace(declined, promised_at=None)
        case VoiceAnswerRecorded() as spoken:
            voice = Voice(spoken.channel, spoken.words, entry.by.who)
            promised_at = spoken.promised_at or called.promised_at
            heard = replace(called, voice=voice, promised_at=promised_at)
            return _stepped(heard, spoken.answer, entry.at)
        case VoiceAnswerConfirmed() if called.voice is not None:
            return replace(_named(called, entry), voice=replace(called.voice, confirmed=True))
        case ArrivalMissed():
            return replace(called, overdue=Missed.ARRIVAL)
        case _:
            return called


def _received(called: Called, state: Receipt, entry: Entry) -> Called:
    return _stepped(_named(called, entry), state, entry.at)


def _named(called: Called, entry: Entry) -> Called:
    """Put a name to who was called by role, once they speak for themselves."""
    return replace(called, person=entry.by.who)


def _stepped(called: Called, state: Receipt, at: datetime) -> Called:
    """Return somebody one step further; the first word of any kind is the answer."""
    return replace(
        called,
        state=state,
        reason=None,
        answered_at=called.answered_at or at,
        arrived_at=at if state is Receipt.ARRIVED else called.arrived_at,
    )
