"""The room's edge over HTTP: who asks is known, what they post is parsed, the book decides."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from apiflask import APIBlueprint
from flask import Response, jsonify

from metro_flow.clock import iso
from metro_flow.db import db
from metro_flow.logbook.cursors import furthest_by_seat, read_cursors
from metro_flow.people.permission import Place, Right, covers
from metro_flow.people.person import Person, Role
from metro_flow.people.roster import Duty, Gap, gaps
from metro_flow.web import house
from metro_flow.web.describe import describe
from stations.holders import needed_seats
from stations.posted import ActPosted, Done, Page, allowed, page_of, write_posted
from stations.room.edge import book_of, joined, room_of, seat_of
from stations.room.sitting import PANEL as SEATS
from stations.room.told import Joined, PeopleTold, PhonesTold, RosterTold

if TYPE_CHECKING:
    from metro_flow.people.directory import Directory

bp = APIBlueprint("room", __name__, url_prefix="/api/rooms/station/<station>", tag="Room")

# A roster is read for this shift and the next.
ROSTER_SPAN: Final = timedelta(hours=24)


@bp.get("")
@describe(tells=Joined)
def snapshot(station: str) -> Response:
    """Return one moment of the room, the HTTP twin of joining over the socket."""
    allowed(Right.OPEN_ROOM, station)
    return jsonify(joined(station))


@bp.post("/acts")
@describe(asks=ActPosted, tells=Done)
def act(station: str) -> Response:
    """Ask the room for an act; the same ref gets the same answer."""
    mine, place = allowed(Right.ACT, station)
    room = room_of(station)
    seat = seat_of(book_of(station).glance(), mine.person)
    cursors = furthest_by_seat(read_cursors(db.engine, room))
    return jsonify(write_posted(room, mine, place, seat=seat, cursors=cursors))


@bp.get("/entries")
@describe(tells=Page)
def entries(station: str) -> Response:
    """Return a page of the book, the newest entries below `before`."""
    allowed(Right.READ_BOOK, station)
    return jsonify(page_of(book_of(station)))


@bp.get("/people")
@describe(tells=PeopleTold)
def people(station: str) -> Response:
    """Return the names of everybody who was ever granted anything here."""
    _, place = allowed(Right.READ_NAMES, station)
    directory: Directory = house().people
    roles = _roles_at(directory, place)
    found = directory.find(roles)
    return jsonify({"people": {each: _named(found[each], roles[each]) for each in sorted(found)}})


@bp.get("/phones")
@describe(tells=PhonesTold)
def phones(station: str) -> Response:
    """Return the phones of the seats and of the district's officers; the look-up is kept."""
    mine, place = allowed(Right.READ_PHONES, station)
    directory: Directory = house().people
    now = house().clock.now()
    seats = _seats_at(directory, place, station)
    found = directory.find(seats)
    directory.note_phones_read(mine.person, room_of(station), sorted(found), now)
    rows = [
        {"person": each, "seat": seats[each], "phone": found[each].phone}
        for each in seats
        if each in found
    ]
    return jsonify({"phones": rows})


@bp.get("/roster")
@describe(tells=RosterTold)
def roster(station: str) -> Response:
    """Return who is on duty for the next day, and where nobody is."""
    allowed(Right.READ_ROSTER, station)
    directory: Directory = house().people
    since = house().clock.now()
    until = since + ROSTER_SPAN
    duties = directory.duties(station, since=since, until=until)
    needed = needed_seats(house().atlas[station])
    missing = gaps(needed, duties, since=since, until=until)
    return jsonify(
        {
            "since": iso(since),
            "until": iso(until),
            "duties": [_duty(duty) for duty in duties],
            "gaps": [_gap(gap) for gap in missing],
        }
    )


def _roles_at(directory: Directory, place: Place) -> dict[str, str]:
    """Return everybody who holds or held a grant that reaches here, with the first such role."""
    roles: dict[str, str] = {}
    for held in directory.held():
        if covers(held.grant, place):
            roles.setdefault(held.person, held.grant.role)
    return roles


def _seats_at(directory: Directory, place: Place, station: str) -> dict[str, str]:
    """Return whom to ring: who sits in a seat first, then who may, then the district's officers."""
    now = house().clock.now()
    sitting = {
        held.person: seat.value
        for seat, holders in book_of(station).board()[SEATS].holders.items()
        for held in holders
    }
    return {
        **sitting,
        **{
            who: role
            for who, role in directory.granted_at(place, now).items()
            if who not in sitting
        },
    }


def _named(person: Person, role: str) -> dict[str, Any]:
    unit = {"zh": person.unit.zh, "en": person.unit.en}
    return {"zh": person.names.zh, "en": person.names.en, "role": Role(role).value, "unit": unit}


def _duty(duty: Duty) -> dict[str, Any]:
    return {
        "seat": duty.seat.value,
        "person": duty.person,
        "starts": iso(duty.starts),
        "ends": iso(duty.ends),
        "deputy": duty.deputy,
        "lines": list(duty.lines),
        "exits": list(duty.exits),
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "seat": gap.needed.seat.value,
        "line": gap.needed.line,
        "starts": iso(gap.starts),
        "ends": iso(gap.ends),
    }
