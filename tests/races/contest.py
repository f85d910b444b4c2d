"""Let two chiefs ask for opposite things in the same moment, room after room.

Each contest has its own fresh room. Both sides wait at a barrier and ask; one must be written
and the other refused with what it needs to know. A side may be a thread or a process.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy

from metro_flow.clock import HandClock
from metro_flow.db import settle
from metro_flow.errors import Refused
from metro_flow.logbook.entry import Author
from metro_flow.logbook.shelf import RoomKind, Shelf
from stations.profile.words import ResponseLevel
from stations.room.panels import COMMANDS, PANELS
from stations.room.plan_events import Channel, Spoken
from stations.room.plan_steps import DeclineStep, FinishStep, RecordStepByVoice
from stations.room.response import OrderLevel
from tests.builders import HALF_PAST_FIVE
from tests.stations.room.chiefs import DEPUTY_TRANSIT, MASTER, TRANSIT

KINDS = ("finish", "decline", "levels")


@dataclass(frozen=True, slots=True)
class Asked:
    """What one side of one contest came to; `moment` is when it asked."""

    room: str
    moment: float
    seqs: tuple[int, ...]
    reason: str | None
    facts: dict[str, Any]


def open_shelf(address: str) -> Shelf:
    """Open the books as a process of the product does."""
    engine = sqlalchemy.create_engine(address)
    settle(engine)
    kind = RoomKind(PANELS, COMMANDS, place_of=lambda _name: None)
    return Shelf(engine, {"station": kind}, HandClock(HALF_PAST_FIVE))


def rooms_of(kind: str, count: int) -> list[str]:
    """Return the names of a kind's rooms."""
    return [f"station/{kind}-{number:04}" for number in range(count)]


def commands_of(kind: str, run: str) -> tuple[tuple[object, Author], tuple[object, Author]]:
    """Return what the two sides of a contest ask for."""
    match kind:
        case "finish":
            by_voice = RecordStepByVoice(run, "resident", Spoken.DONE, Channel.RADIO, "好了")
            return (FinishStep(run, "resident", "好了"), TRANSIT), (by_voice, MASTER)
        case "decline":
            declined = DeclineStep(run, "resident", "人手不够")
            return (FinishStep(run, "resident", ""), TRANSIT), (declined, DEPUTY_TRANSIT)
        case _:
            seen = ResponseLevel.THREE
            return (
                (OrderLevel(ResponseLevel.ONE, seen), MASTER),
                (OrderLevel(ResponseLevel.TWO, seen), TRANSIT),
            )


def take_side(
    shelf: Shelf, kind: str, rooms: Sequence[str], run: str, side: int, wait: Callable[[], Any]
) -> list[Asked]:
    """Ask one side's command in every room, each time when the other side is ready too."""
    command, by = commands_of(kind, run)[side]
    for room in rooms:
        shelf.open(room).board()
    asked = []
    for room in rooms:
        decide = shelf.decide(room, command)
        wait()
        moment = time.monotonic()
        try:
            answer = shelf.open(room).write(decide, by=by)
            asked.append(Asked(room, moment, answer.seqs, None, {}))
        except Refused as refusal:
            facts = {name: str(fact) for name, fact in refusal.facts.items()}
            asked.append(Asked(room, moment, (), refusal.reason, facts))
    return asked


def take_side_in_a_process(
    address: str, rooms: Sequence[str], run: str, side: int, barrier: Any, told: Any
) -> None:
    """Ask one side of every kind of contest in a process of its own."""
    shelf = open_shelf(address)
    for kind in KINDS:
        named = [room for room in rooms if room.startswith(f"station/{kind}")]
        told.put((side, kind, take_side(shelf, kind, named, run, side, barrier.wait)))
