"""Keep who was called, who has answered and who has come: the receipts of 预警叫应.

A room has at most one open call: a second alert joins it, so nobody is called twice. Its id is
`c` and the number of the entry that issued it. Every deadline in it was written as a
moment; whom to chase next is judged in `call`, whom to call at all in `summons`.
The district's duty officer is called by role, since the room does not know who is on duty:
until somebody answers, the person stands as `district-officer`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from metro_flow.alerts.colour import AlertColour
from metro_flow.clock import iso
from metro_flow.people.person import Role, Seat

DUTY_OFFICER: Final = Role.DISTRICT_OFFICER.value


class Rank(StrEnum):
    """As what somebody was called, in the order of the chase."""

    HOLDER = "holder"
    DEPUTY = "deputy"
    DISTRICT_OFFICER = "district-officer"


class Receipt(StrEnum):
    """How far somebody has come."""

    CALLED = "called"
    DECLINED = "declined"
    ANSWERED = "answered"
    ON_THE_WAY = "on-the-way"
    ARRIVED = "arrived"

    @property
    def coming(self) -> bool:
        """Whether somebody has answered and is still expected."""
        return self in (Receipt.ANSWERED, Receipt.ON_THE_WAY)

    def before(self, other: Receipt) -> bool:
        """Claim that this is an earlier step than `other`."""
        return _ORDER.index(self) < _ORDER.index(other)


_ORDER: Final = list(Receipt)


class Channel(StrEnum):
    """How a voice was heard."""

    PHONE = "phone"
    RADIO = "radio"
    IN_PERSON = "in-person"


class Missed(StrEnum):
    """Which deadline passed."""

    ANSWER = "answer"
    ARRIVAL = "arrival"


@dataclass(frozen=True, slots=True)
class Summons:
    """One person to be called, with the moments by which to answer and to be there.

    `arrive_due` is None for who is not expected on the spot; `provisional` says that the
    limit behind it is confirmed by nobody (暂定).
    """

    person: str
    seat: Seat | None
    rank: Rank
    answer_due: datetime
    arrive_due: datetime | None
    provisional: bool = True


@dataclass(frozen=True, slots=True)
class Voice:
    """An answer that somebody else wrote down (☎代记), until its speaker confirms it."""

    channel: Channel
    words: str
    recorded_by: str
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Called:
    """One person on a call. `chased` says that somebody else was called in their stead."""

    summons: Summons
    person: str
    called_at: datetime
    state: Receipt = Receipt.CALLED
    answered_at: datetime | None = None
    promised_at: datetime | None = None
    arrived_at: datetime | None = None
    post: str | None = None
    overdue: Missed | None = None
    chased: bool = False
    reason: str | None = None
    voice: Voice | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """Everyone who was called for the alerts of a room, and why some seat was not."""

    id: str
    alerts: tuple[str, ...]
    colour: AlertColour
    issued_at: datetime
    people: tuple[Called, ...]
    empty_seats: tuple[Seat, ...]
    closed_at: datetime | None = None

    def find(self, person: str) -> Called | None:
        """Return somebody on the call."""
        return next((each for each in self.people if each.person == person), None)

    @property
    def has_officer(self) -> bool:
        """Whether the district's duty officer is on it."""
        return any(each.summons.rank is Rank.DISTRICT_OFFICER for each in self.people)


@dataclass(frozen=True, slots=True)
class Calls:
    """The call that is open, and the one closed last."""

    open: Call | None = None
    last_closed: Call | None = None


def show(calls: Calls) -> dict[str, Any]:
    """Return the calls as tablets see them."""
    return {
        "open": [] if calls.open is None else [_shown(calls.open)],
        "last_closed": None if calls.last_closed is None else _shown(calls.last_closed),
    }


def _shown(call: Call) -> dict[str, Any]:
    return {
        "id": call.id,
        "alert": call.alerts[0],
        "alerts": list(call.alerts),
        "colour": call.colour.value,
        "issued_at": iso(call.issued_at),
        "closed_at": _iso(call.closed_at),
        "empty_seats": [seat.value for seat in call.empty_seats],
        "people": [_shown_called(each) for each in call.people],
    }


def _shown_called(called: Called) -> dict[str, Any]:
    summons, voice = called.summons, called.voice
    return {
        "person": called.person,
        "seat": DUTY_OFFICER if summons.seat is None else summons.seat.value,
        "rank": summons.rank.value,
        "state": called.state.value,
        "called_at": iso(called.called_at),
        "answer_due": iso(summons.answer_due),
        "answered_at": _iso(called.answered_at),
        "promised_at": _iso(called.promised_at),
        "arrive_due": _iso(summons.arrive_due),
        "arrive_provisional": summons.provisional,
        "arrived_at": _iso(called.arrived_at),
        "post": called.post,
        "overdue": None if called.overdue is None else called.overdue.value,
        "reason": called.reason,
        "by_voice": None if voice is None else _shown_voice(voice),
    }


def _shown_voice(voice: Voice) -> dict[str, Any]:
    return {
        "channel": voice.channel.value,
        "words": voice.words,
        "recorded_by": voice.recorded_by,
        "confirmed": voice.confirmed,
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else iso(moment)
