"""The readiness book's edge over HTTP: who asks is known, what they post is parsed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apiflask import APIBlueprint
from flask import Response, jsonify

from metro_flow.errors import Refused
from metro_flow.people.permission import Place, Right, covers
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
from stations.readiness import consultations, handover, liaison, resources, risks
from stations.readiness.authority import agencies_of
from stations.readiness.beside import ROOM, adopted_versions, limits, planbook_of, station_lights
from stations.readiness.handover import HandOver
from stations.readiness.hazard_asked import CloseHazard
from stations.readiness.hazards import refuse_close
from stations.readiness.hazards_fold import PANEL, dossier
from stations.readiness.panels import PREFIX
from stations.readiness.whole import whole

if TYPE_CHECKING:
    from metro_flow.logbook.board import Board
    from metro_flow.logbook.logbook import Logbook
    from metro_flow.people.directory import Directory

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


@dataclass(frozen=True, slots=True)
class DossierTold:
    """All that the readiness book knows, with its words, as it stands at `seq`.

    `plan` is the room's planbook, `mine` the agencies of whoever asks, which alone decide what
    they may do next.
    """

    seq: int
    clock: ClockTold
    hazards: list[dict[str, Any]]
    consultations: list[dict[str, Any]]
    actions: list[dict[str, Any]]
    liaison: dict[str, Any]
    handovers: dict[str, Any]
    teams: list[dict[str, Any]]
    stock: list[dict[str, Any]]
    risks: list[dict[str, Any]]
    grade: str | None
    grades: list[dict[str, Any]]
    plan: dict[str, Any]
    mine: list[str]


@dataclass(frozen=True, slots=True)
class LightsTold:
    """The six lights of a station at a moment, by which limits, and who confirmed them."""

    station: str
    seq: int
    lights: list[dict[str, Any]]
    limits: dict[str, Any]


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


@bp.get("/dossier")
@describe(tells=DossierTold)
def whole_book(station: str) -> Response:
    """Return all that the readiness book knows, with its words."""
    mine, place = allowed(Right.READ_READINESS, station)
    board = _book_of(station).board()
    risk, ready, talks = board[risks.PANEL], board[resources.PANEL], board[consultations.PANEL]
    notes = board[handover.PANEL]
    return jsonify(
        {
            "seq": board.seq,
            "clock": house().clock.shown(),
            "hazards": [dossier(each) for each in board[PANEL].by_id.values()],
            "consultations": whole(tuple(talks.by_id.values())),
            "actions": whole(tuple(talks.actions.values())),
            "liaison": whole(board[liaison.PANEL]),
            "handovers": whole({"open": tuple(notes.standing.values()), "taken": notes.taken}),
            "teams": whole(tuple(ready.teams.values())),
            "stock": whole(tuple(ready.stock.values())),
            "risks": whole(tuple(risk.by_id.values())),
            "grade": whole(risk.grade),
            "grades": whole(risk.history),
            "plan": planbook_of(house().shelf.open(ROOM + station).board()),
            "mine": sorted(agencies_of(mine.grants_at(place))),
        }
    )


@bp.get("/lights")
@describe(tells=LightsTold)
def lights(station: str) -> Response:
    """Return the six lights of the station, each with what it wants and whose that is."""
    allowed(Right.READ_READINESS, station)
    found = station_lights(station)
    seq = _book_of(station).glance().seq
    told = [each.told() for each in found]
    return jsonify({"station": station, "seq": seq, "lights": told, "limits": whole(limits())})


@bp.post("/acts")
@describe(asks=ActPosted, tells=Done)
def act(station: str) -> Response:
    """Ask the readiness book for an act; the same ref gets the same answer."""
    mine, place = allowed(Right.ACT_IN_READINESS, station)

    def refuse(board: Board, command: object) -> None:
        if isinstance(command, CloseHazard):
            plan = planbook_of(house().shelf.open(ROOM + station).board())
            agencies = agencies_of(mine.grants)
            refuse_close(board, command, agencies=agencies, adopted=adopted_versions(plan))
        if isinstance(command, HandOver):
            _refuse_stranger(command, place)

    return jsonify(write_posted(PREFIX + station, mine, place, refuse=refuse))


@bp.get("/entries")
@describe(tells=Page)
def entries(station: str) -> Response:
    """Return a page of the readiness book, the newest entries below `before`."""
    allowed(Right.READ_READINESS, station)
    return jsonify(page_of(_book_of(station)))


def _refuse_stranger(command: HandOver, place: Place) -> None:
    """Refuse a note to somebody who could never take it over: they hold no such seat here."""
    directory: Directory = house().people
    now = house().clock.now()
    if not any(
        held.grant.role == command.seat.value and held.holds_at(now) and covers(held.grant, place)
        for held in directory.held(command.incoming)
    ):
        raise Refused("the incoming holds no such seat", incoming=command.incoming)


def _book_of(station: str) -> Logbook:
    book: Logbook = house().shelf.open(PREFIX + station)
    return book
