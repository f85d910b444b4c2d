"""The readiness book's edge over HTTP: who asks is known, what they post is parsed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apiflask import APIBlueprint
from flask import Response, jsonify

from metro_flow.people.permission import Right
from metro_flow.web import house
from metro_flow.web.describe import describe
from stations.posted import (
    ActPosted,
    ClockTold,
    Done,
    EntryTold,
    Page,
    allowed,
    page_of,
    write_posted,
)
from stations.readiness.hazards_fold import PANEL, dossier
from stations.readiness.panels import PREFIX

if TYPE_CHECKING:
    from metro_flow.logbook.logbook import Logbook

bp = APIBlueprint("readiness", __name__, url_prefix="/api/readiness/<station>", tag="Readiness")


@dataclass(frozen=True, slots=True)
class ReadinessTold:
    """One moment of the readiness book."""

    room: str
    seq: int
    head: str
    clock: ClockTold
    panels: dict[str, Any]
    entries: list[EntryTold]


@dataclass(frozen=True, slots=True)
class HazardsTold:
    """Every hazard of a station with its words, as the book has it at `seq`."""

    seq: int
    hazards: list[dict[str, Any]]


@bp.get("")
@describe(tells=ReadinessTold)
def snapshot(station: str) -> Response:
    """Return one moment of the readiness book."""
    allowed(Right.READ_READINESS, station)
    return jsonify({**_book_of(station).joined(), "clock": house().clock.shown()})


@bp.get("/hazards")
@describe(tells=HazardsTold)
def hazards(station: str) -> Response:
    """Return every hazard of the station with its words, open and closed."""
    allowed(Right.READ_READINESS, station)
    board = _book_of(station).board()
    found = board[PANEL].by_id.values()
    return jsonify({"seq": board.seq, "hazards": [dossier(each) for each in found]})


@bp.post("/acts")
@describe(asks=ActPosted, tells=Done)
def act(station: str) -> Response:
    """Ask the readiness book for an act; the same ref gets the same answer."""
    mine, place = allowed(Right.ACT_IN_READINESS, station)
    return jsonify(write_posted(PREFIX + station, mine, place))


@bp.get("/entries")
@describe(tells=Page)
def entries(station: str) -> Response:
    """Return a page of the readiness book, the newest entries below `before`."""
    allowed(Right.READ_READINESS, station)
    return jsonify(page_of(_book_of(station)))


def _book_of(station: str) -> Logbook:
    book: Logbook = house().shelf.open(PREFIX + station)
    return book
