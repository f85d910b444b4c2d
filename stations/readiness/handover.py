"""Hand a seat's watch over in words, and know that the incoming has read them (交接班).

Who is on duty stands in the roster and is not copied here: a note goes from the person who leaves
a seat to the person who comes, and stays open until that person takes over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from metro_flow.clock import iso
from metro_flow.errors import Refused, Unknown
from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import Act, Entry, event
from metro_flow.people.person import Seat
from stations.readiness.asking import Named, Said, guarded, words_of

# The book has all of them; the state keeps what somebody may still want to read.
KEPT: Final = 12


@dataclass(frozen=True, slots=True)
class Handover:
    """One note from one person to the next."""

    id: str
    seat: Seat
    outgoing: str
    incoming: str
    words: str
    at: datetime
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Handovers:
    """The open note of each seat, the last that were taken, and how many there ever were."""

    standing: Mapping[Seat, Handover] = field(default_factory=dict)
    taken: tuple[Handover, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class HandOver:
    """Leave the incoming person of a seat a note; it takes the place of one not taken yet."""

    seat: Seat
    incoming: Named
    words: Said


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Say that one has read the note that is meant for oneself."""

    handover: Named


@event()
@dataclass(frozen=True, slots=True)
class HandedOver:
    """The outgoing person of a seat left a note for the incoming."""

    handover: str
    seat: Seat
    incoming: str
    words: str


@event()
@dataclass(frozen=True, slots=True)
class TakenOver:
    """The incoming person has read it."""

    handover: str


def hand_over(board: Board, command: HandOver, act: Act) -> Sequence[HandedOver]:
    """Leave a note for a seat that one holds."""
    _mine(command.seat, act)
    incoming = words_of(command.incoming)
    if incoming == act.by.who:
        raise Refused("nobody hands over to themselves", seat=command.seat)
    number = board[PANEL].count + 1
    return (HandedOver(f"n{number}", command.seat, incoming, words_of(command.words)),)


def take_over(board: Board, command: TakeOver, act: Act) -> Sequence[TakenOver]:
    """Take over as the person the note is meant for."""
    note = _standing(board, command.handover)
    if note.incoming != act.by.who:
        raise Refused("the note is for somebody else", incoming=note.incoming)
    _mine(note.seat, act)
    return (TakenOver(note.id),)


def _mine(seat: Seat, act: Act) -> None:
    if not act.holds(seat.value):
        raise Refused("not your seat to hand over", seat=seat)


def _standing(board: Board, name: str) -> Handover:
    state = board[PANEL]
    for note in state.standing.values():
        if note.id == name:
            return note
    for note in state.taken:
        if note.id == name:
            raise Refused("taken over already", by=note.incoming)
    raise Unknown("handover", name)


def _fold(state: Handovers, entry: Entry) -> Handovers:
    match entry.event:
        case HandedOver(handover=name, seat=seat, incoming=incoming, words=words):
            note = Handover(name, seat, entry.by.who, incoming, words, entry.at)
            return replace(state, standing={**state.standing, seat: note}, count=state.count + 1)
        case TakenOver(handover=name):
            note = next(each for each in state.standing.values() if each.id == name)
            standing = {seat: each for seat, each in state.standing.items() if each != note}
            taken = (*state.taken, replace(note, taken_at=entry.at))[-KEPT:]
            return replace(state, standing=standing, taken=taken)
        case _:
            return state


def _show(state: Handovers) -> dict[str, Any]:
    return {
        "open": [_row(each) for each in state.standing.values()],
        "taken": [_row(each) for each in state.taken[-len(Seat) :]],
    }


def _row(note: Handover) -> dict[str, Any]:
    return {
        "id": note.id,
        "seat": note.seat.value,
        "outgoing": note.outgoing,
        "incoming": note.incoming,
        "at": iso(note.at),
        "taken_at": None if note.taken_at is None else iso(note.taken_at),
    }


PANEL: Panel[Handovers] = Panel(
    name="handover",
    empty=Handovers(),
    events=(HandedOver, TakenOver),
    fold=_fold,
    show=_show,
)
COMMANDS: Final = guarded({HandOver: hand_over, TakeOver: take_over})
