"""Offer a real alert the people who already stand at their posts because they were practising.

A drill that what is real has halted leaves its people where they are. Its arrivals are offered to
the real room, which knows nothing else of the drill; whoever takes them over writes new entries
that name their source, and each of them confirms for themselves as after any word by radio.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from metro_flow.clock import iso
from metro_flow.errors import Refused
from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import Act, Entry, event
from metro_flow.people.person import Seat
from stations.room.call import PANEL as CALL
from stations.room.calling import ChiefArrived, VoiceAnswerRecorded
from stations.room.sitting import guarded
from stations.room.turnout import Channel, Receipt

Person = Annotated[str, Field(min_length=1, max_length=80)]


@dataclass(frozen=True, slots=True)
class Force:
    """Somebody who stands at a post."""

    person: str
    seat: Seat
    post: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Who is there already, as the entry `source_seq` of another book says."""

    seq: int
    at: datetime
    source: str
    source_seq: int
    people: tuple[Force, ...]


@dataclass(frozen=True, slots=True)
class Forces:
    """The offer that stands, and how many were made; an offer is taken whole or in parts."""

    offered: Offer | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeOverForces:
    """Take people over from a halted drill (演练在场·转入)."""

    offer: int
    people: Annotated[tuple[Person, ...], Field(min_length=1, max_length=24)]


@event()
@dataclass(frozen=True, slots=True)
class ForcesOffered:
    """People of a halted drill stand at their posts; another book says so."""

    source: str
    source_seq: int
    people: tuple[Force, ...]


@event()
@dataclass(frozen=True, slots=True)
class ForcesTakenOver:
    """Some of them were taken over for real."""

    source: str
    source_seq: int
    people: tuple[Force, ...]


def take_over_forces(board: Board, command: TakeOverForces, act: Act) -> Sequence[Any]:
    """Take people over, and write the arrival of those whom the real call waits for."""
    offer = board[PANEL].offered
    if offer is None or offer.seq != command.offer:
        raise Refused("no such offer stands", offer=command.offer)
    by_id = {force.person: force for force in offer.people}
    if strangers := [person for person in command.people if person not in by_id]:
        raise Refused("not among the offered", person=strangers[0])
    people = tuple(by_id[person] for person in dict.fromkeys(command.people))
    taken = ForcesTakenOver(offer.source, offer.source_seq, people)
    return (taken, *_arrivals(board, offer, people, act))


def _arrivals(
    board: Board, offer: Offer, people: Sequence[Force], act: Act
) -> list[ChiefArrived | VoiceAnswerRecorded]:
    call = board[CALL].open
    if call is None:
        return []
    arrivals: list[ChiefArrived | VoiceAnswerRecorded] = []
    for force in people:
        called = call.find(force.person)
        if called is None or not called.state.before(Receipt.ARRIVED):
            continue
        if force.person == act.by.who:
            arrivals.append(ChiefArrived(call.id, force.person, force.post))
            continue
        words = f"{offer.source} #{offer.source_seq}: {force.post}"
        arrivals.append(
            VoiceAnswerRecorded(call.id, force.person, Receipt.ARRIVED, None, Channel.RADIO, words)
        )
    return arrivals


def _fold(forces: Forces, entry: Entry) -> Forces:
    match entry.event:
        case ForcesOffered(source=source, source_seq=source_seq, people=people):
            offer = Offer(entry.seq, entry.at, source, source_seq, people)
            return Forces(offer, (*forces.sources, source))
        case ForcesTakenOver(people=taken) if forces.offered is not None:
            gone = {force.person for force in taken}
            left = tuple(each for each in forces.offered.people if each.person not in gone)
            return replace(forces, offered=replace(forces.offered, people=left) if left else None)
        case _:
            return forces


def _show(forces: Forces) -> dict[str, Any]:
    offer = forces.offered
    if offer is None:
        return {"offered": None}
    return {
        "offered": {
            "seq": offer.seq,
            "at": iso(offer.at),
            "source": offer.source,
            "people": [
                {"person": each.person, "seat": each.seat.value, "post": each.post}
                for each in offer.people
            ],
        }
    }


PANEL: Panel[Forces] = Panel(
    name="forces",
    empty=Forces(),
    events=(ForcesOffered, ForcesTakenOver),
    fold=_fold,
    show=_show,
)
COMMANDS = guarded({TakeOverForces: take_over_forces})
