"""A drill's room over HTTP, in the words of a station's room, for those who are in the drill."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apiflask import APIBlueprint
from flask import Response, jsonify

from drills.drill.carried import followed
from drills.drill.panels import CALENDAR_ROOM, PREFIX
from drills.http.access import Onlooker, calendar, grants_in, open_drill
from drills.http.acting import deciding
from drills.http.calendar_http import names_of
from metro_flow.db import db
from metro_flow.errors import Unknown
from metro_flow.logbook.cursors import furthest_by_seat, read_cursors
from metro_flow.logbook.entry import THE_CLOCK, Act, Author
from metro_flow.people.person import Role
from metro_flow.web import house
from metro_flow.web.describe import describe
from stations.posted import ActPosted, Done, Page, page_of, read_posted, written
from stations.room.door import Door
from stations.room.edge import reading_of, seat_of
from stations.room.place_shown import etag_of, shown
from stations.room.plan_shown import shown as plan_shown
from stations.room.planbook import PANEL as PLANBOOK
from stations.room.planbook import parsed
from stations.room.told import Joined, PeopleTold, PhonesTold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drills.calendar.planned import PlannedDrill
    from metro_flow.logbook.entry import Grant
    from metro_flow.logbook.logbook import Logbook
    from metro_flow.people.directory import Directory
    from metro_flow.web import House

bp = APIBlueprint(
    "drill_room", __name__, url_prefix="/api/rooms/drill/<drill>/<station>", tag="Drill room"
)


@bp.get("")
@describe(tells=Joined)
def snapshot(drill: str, station: str) -> Response:
    """Return one moment of a drill's room, the HTTP twin of joining over the socket."""
    _, found = open_drill(drill, station)
    return jsonify(joined(found.room))


@bp.post("/acts")
@describe(asks=ActPosted, tells=Done)
def act(drill: str, station: str) -> Response:
    """Ask a drill's room for an act; the same ref gets the same answer."""
    mine, found = open_drill(drill, station)
    posted, command = read_posted(found.room)
    book = _book(found.room)
    seat = seat_of(book.glance(), mine.person)
    by = Author(mine.person, seat, posted.device)
    told = written(
        found.room,
        posted,
        deciding(found, posted, command, by=by, grants=mine.grants),
        by=by,
        grants=grants_in(found, mine.person),
        cursors=furthest_by_seat(read_cursors(db.engine, found.room)),
    )
    follow(book)
    return jsonify(told)


@bp.get("/entries")
@describe(tells=Page)
def entries(drill: str, station: str) -> Response:
    """Return a page of a drill's book, the newest entries below `before`."""
    _, found = open_drill(drill, station)
    return jsonify(page_of(_book(found.room)))


@bp.get("/people")
@describe(tells=PeopleTold)
def people(drill: str, station: str) -> Response:
    """Return the names of everybody in a drill."""
    _, found = open_drill(drill, station)
    roles = _roles(found)
    directory: Directory = house().people
    known = directory.find(roles)
    units = {who: {"zh": known[who].unit.zh, "en": known[who].unit.en} for who in sorted(known)}
    return jsonify(
        {
            "people": {
                who: {**name, "role": roles[who].value, "unit": units[who]}
                for who, name in names_of(roles).items()
            }
        }
    )


@bp.get("/phones")
@describe(tells=PhonesTold)
def phones(drill: str, station: str) -> Response:
    """Return the phones of those who take part; the look-up is kept."""
    mine, found = open_drill(drill, station)
    directory: Directory = house().people
    playing = {each.person: each.seat.value for each in found.participants}
    known = directory.find(playing)
    directory.note_phones_read(mine.person, found.room, sorted(known), house().clock.now())
    rows = [
        {"person": who, "seat": seat, "phone": known[who].phone}
        for who, seat in playing.items()
        if who in known
    ]
    return jsonify({"phones": rows})


@bp.get("/place")
@describe(tells=dict[str, Any])
def place(drill: str, station: str) -> Response:
    """Return the station that a drill plays at, for those who have no other right there."""
    open_drill(drill, station)
    profile = house().atlas[station]
    return jsonify({**shown(profile), "rules": house().rules.get(station, [])})


@bp.get("/plan")
@describe(tells=dict[str, Any])
def plan(drill: str, station: str) -> Response:
    """Return the plan that a drill practises."""
    _, found = open_drill(drill, station)
    adopted = _book(found.room).board()[PLANBOOK].adopted
    if adopted is None:
        raise Unknown("plan", found.room, known="this drill practises no adopted plan")
    return jsonify(plan_shown(parsed(adopted.text), sha256=adopted.sha256))


def joined(room: str) -> dict[str, Any]:
    """Return one moment of a drill's room, as a tablet needs it to begin."""
    here = house()
    return {
        **_book(room).joined(),
        "clock": here.clock.shown(),
        "reading": reading_of(here, room),
        "profile": etag_of(here.atlas[room.rpartition("/")[2]]),
    }


def drill_door(here: House) -> Door:
    """Return the door of drills' rooms."""

    def enter(room: str) -> None:
        drill, _, station = room.removeprefix(PREFIX).partition("/")
        open_drill(drill, station)

    def stays(person: str, grants: Sequence[Grant], room: str) -> bool:
        drill = calendar(here).drills.get(room.removeprefix(PREFIX).partition("/")[0])
        return drill is not None and Onlooker(here, person, grants).comes_in(drill)

    return Door(enter, joined, stays)


def follow(book: Logbook) -> None:
    """Let the calendar follow what this book has come to, without waiting for the watch."""
    calendar_book: Logbook = house().shelf.open(CALENDAR_ROOM)
    decide = followed(book.glance())
    now = house().clock.now()
    by = Author(THE_CLOCK)
    if decide(calendar_book.board(), Act(by=by, at=now, occurred_at=now)):
        calendar_book.write(decide, by=by)


def _roles(drill: PlannedDrill) -> dict[str, Role]:
    staff = drill.staff
    return {
        drill.planner: Role.COORDINATOR,
        **({staff.safety: Role.DISTRICT_OFFICER} if staff.safety else {}),
        staff.director: Role.COORDINATOR,
        **dict.fromkeys(staff.evaluators, Role.EVALUATOR),
        **{each.person: Role(each.seat.value) for each in drill.participants},
    }


def _book(room: str) -> Logbook:
    book: Logbook = house().shelf.open(room)
    return book
