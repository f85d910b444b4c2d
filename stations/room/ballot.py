"""Keep what the four seats decide together: the question, each seat's vote, how it ended.

A joint decision lowers the level, stands the response down or closes the station; the terms of
each stand in one table. The rules of proposing and voting stand in `decision`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from metro_flow.clock import iso
from metro_flow.logbook.entry import Entry, event
from metro_flow.people.person import Seat
from stations.profile.words import ResponseLevel


class Matter(StrEnum):
    """What can be decided only together."""

    LOWER_LEVEL = "lower-level"
    STAND_DOWN = "stand-down"
    CLOSE_STATION = "close-station"


class Vote(StrEnum):
    """What the leading holder of a seat says to it."""

    AGREE = "agree"
    OBJECT = "object"


class Control(StrEnum):
    """What the line's control centre says, where it is theirs to say."""

    NOT_NEEDED = "not-needed"
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class ControlAnswer(StrEnum):
    """What the control centre can answer."""

    GRANTED = "granted"
    REFUSED = "refused"


class Outcome(StrEnum):
    """How a decision ended."""

    TAKEN = "taken"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class Lapse(StrEnum):
    """Why a decision lapsed."""

    TIME_OUT = "time-out"
    LEVEL_CHANGED = "level-changed"


@dataclass(frozen=True, slots=True)
class Terms:
    """How many seats must agree, for how long it stays open, and whether control must grant it."""

    quorum: int
    time_out: timedelta
    control: Control


# Ten minutes: what was seen when it was proposed is by then another crowd. A setting, 暂定.
_LAPSES = timedelta(minutes=10)
TERMS: Mapping[Matter, Terms] = {
    Matter.LOWER_LEVEL: Terms(quorum=4, time_out=_LAPSES, control=Control.NOT_NEEDED),
    Matter.STAND_DOWN: Terms(quorum=4, time_out=_LAPSES, control=Control.NOT_NEEDED),
    Matter.CLOSE_STATION: Terms(quorum=4, time_out=_LAPSES, control=Control.ASKED),
}


@dataclass(frozen=True, slots=True)
class Cursor:
    """The newest entry that somebody had on the glass."""

    of: str
    seq: int


@dataclass(frozen=True, slots=True)
class Voted:
    """One seat's vote as it stands."""

    vote: Vote
    words: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """One joint decision; `was` is the level that its proposer wants to leave."""

    id: str
    matter: Matter
    to: ResponseLevel | None
    was: ResponseLevel | None
    reason: str
    opened_at: datetime
    opened_by: str
    due_at: datetime
    quorum: int
    control: Control
    votes: Mapping[Seat, Voted]
    outcome: Outcome | None = None
    closed_at: datetime | None = None

    @property
    def carried(self) -> bool:
        """Whether enough seats agree, none objects and the control centre has nothing to say."""
        agreed = [one for one in self.votes.values() if one.vote is Vote.AGREE]
        free = self.control in (Control.NOT_NEEDED, Control.GRANTED)
        return free and len(agreed) == len(self.votes) and len(agreed) >= self.quorum


@dataclass(frozen=True, slots=True)
class Decisions:
    """What is being decided, and what was decided last."""

    open: tuple[Decision, ...] = ()
    last: Decision | None = None


@event()
@dataclass(frozen=True, slots=True)
class DecisionProposed:
    """A chief put a question to the four seats; its terms travel with it."""

    decision: str
    matter: Matter
    to: ResponseLevel | None
    was: ResponseLevel | None
    reason: str
    due_at: datetime
    quorum: int
    control: Control


@event()
@dataclass(frozen=True, slots=True)
class DecisionVoted:
    """A seat agreed or objected, with what everybody had on the glass at that moment."""

    decision: str
    seat: Seat
    vote: Vote
    words: str
    cursors: tuple[Cursor, ...]


@event()
@dataclass(frozen=True, slots=True)
class ControlAnswered:
    """The control centre answered."""

    decision: str
    answer: ControlAnswer
    words: str


@event()
@dataclass(frozen=True, slots=True)
class DecisionTaken:
    """The seats agreed, with what everybody had on the glass at that moment."""

    decision: str
    matter: Matter
    cursors: tuple[Cursor, ...]


@event()
@dataclass(frozen=True, slots=True)
class DecisionLapsed:
    """Nobody closed it in time, or what it was about is no longer so."""

    decision: str
    why: Lapse


@event()
@dataclass(frozen=True, slots=True)
class DecisionWithdrawn:
    """Its proposer took it back."""

    decision: str
    reason: str


EVENTS = (
    DecisionProposed,
    DecisionVoted,
    ControlAnswered,
    DecisionTaken,
    DecisionLapsed,
    DecisionWithdrawn,
)


def with_vote(decision: Decision, seat: Seat, voted: Voted) -> Decision:
    """Return the decision with one seat's vote."""
    return replace(decision, votes={**decision.votes, seat: voted})


def fold(decisions: Decisions, entry: Entry) -> Decisions:
    """Return the decisions after an entry."""
    if isinstance(entry.event, DecisionProposed):
        opened = _opened(entry.event, entry)
        return replace(decisions, open=(*decisions.open, opened))
    named = next((one for one in decisions.open if one.id == entry.event.decision), None)
    if named is None:
        return decisions
    after = _after(named, entry)
    if after.outcome is None:
        kept = tuple(after if one.id == after.id else one for one in decisions.open)
        return replace(decisions, open=kept)
    return Decisions(tuple(one for one in decisions.open if one.id != after.id), last=after)


def _opened(proposed: DecisionProposed, entry: Entry) -> Decision:
    return Decision(
        id=proposed.decision,
        matter=proposed.matter,
        to=proposed.to,
        was=proposed.was,
        reason=proposed.reason,
        opened_at=entry.at,
        opened_by=entry.by.who,
        due_at=proposed.due_at,
        quorum=proposed.quorum,
        control=proposed.control,
        votes={},
    )


def _after(decision: Decision, entry: Entry) -> Decision:
    match entry.event:
        case DecisionVoted() as said:
            voted = Voted(said.vote, said.words, entry.by.who, entry.at)
            return with_vote(decision, said.seat, voted)
        case ControlAnswered(answer=answer):
            return replace(decision, control=Control(answer.value))
        case DecisionTaken():
            return replace(decision, outcome=Outcome.TAKEN, closed_at=entry.at)
        case DecisionLapsed():
            return replace(decision, outcome=Outcome.LAPSED, closed_at=entry.at)
        case _:
            return replace(decision, outcome=Outcome.WITHDRAWN, closed_at=entry.at)


def show(decisions: Decisions) -> dict[str, Any]:
    """Return the decisions as tablets see them."""
    last = decisions.last
    return {
        "open": [_shown(one) for one in decisions.open],
        "last": None if last is None else _shown(last),
    }


def _shown(decision: Decision) -> dict[str, Any]:
    return {
        "id": decision.id,
        "decision": decision.matter,
        "to": decision.to,
        "reason": decision.reason,
        "opened_at": iso(decision.opened_at),
        "opened_by": decision.opened_by,
        "due_at": iso(decision.due_at),
        "votes": {seat.value: _shown_vote(decision.votes.get(seat)) for seat in Seat},
        "control": decision.control,
        "outcome": decision.outcome,
        "closed_at": decision.closed_at and iso(decision.closed_at),
    }


def _shown_vote(voted: Voted | None) -> dict[str, Any] | None:
    if voted is None:
        return None
    return {
        "vote": voted.vote,
        "words": voted.words,
        "person": voted.person,
        "at": iso(voted.at),
    }
