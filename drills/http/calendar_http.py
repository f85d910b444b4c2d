"""The calendar of drills over HTTP: the grid, the scripts, who could take part, and invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from apiflask import APIBlueprint
from flask import Response, jsonify, request

from drills.calendar.grid import Cell, grid_of, requirement_of
from drills.calendar.invitation import Appointment, icalendar_text
from drills.calendar.planned import shown
from drills.calendar.planning import MAY
from drills.calendar.quarter import quarter_at
from drills.drill.panels import CALENDAR_ROOM
from drills.drill.running import PANEL as DRILL
from drills.drill.shown import observed
from drills.drill.state import script_of
from drills.http.access import calendar, find_drill, onlooker
from drills.http.script_shown import brief, whole
from drills.http.told import CrewTold, DrillTold, GridTold, ScenariosTold
from metro_flow.clock import iso
from metro_flow.errors import Fault, Malformed
from metro_flow.logbook.entry import Author
from metro_flow.people.asker import asker
from metro_flow.people.permission import Right, covers
from metro_flow.people.person import Role, Seat
from metro_flow.web import house
from metro_flow.web.describe import describe
from stations.posted import ActPosted, Done, Page, page_of, read_posted, written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from drills.calendar.planned import PlannedDrill
    from drills.calendar.planning import Ground
    from drills.http.access import Onlooker
    from metro_flow.logbook.logbook import Logbook
    from metro_flow.people.asker import Asker
    from metro_flow.people.directory import Directory

bp = APIBlueprint("drills", __name__, url_prefix="/api/drills", tag="Drills")

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2199


@bp.get("")
@describe(tells=GridTold)
def grid() -> Response:
    """Return a year of drills by quarter and station, of the stations whoever asks reads of."""
    mine = asker()
    mine.require(Right.READ_DRILLS)
    stations = [place.station for place in mine.places(Right.READ_DRILLS)]
    looks = onlooker()
    found = calendar(house())
    seen = [each for each in found.drills.values() if looks.knows(each)]
    hidden = set(found.drills) - {each.id for each in seen}
    now = house().clock.now()
    year = _year(request.args.get("year"))
    cells = grid_of(found, stations, year, now=now, hidden=hidden)
    owed = {each: requirement_of(found.required, each) for each in stations}
    return jsonify(
        {
            "year": year,
            "now": iso(now),
            "stations": [
                {
                    "station": each,
                    "names": _names(each),
                    "required": None
                    if (need := owed[each]) is None
                    else {
                        "every_quarters": need.every_quarters,
                        "since": str(need.since),
                        "source": need.source,
                        "provisional": not need.confirmed_by,
                    },
                }
                for each in stations
            ],
            "cells": [_cell(cell) for cell in cells],
            "drills": [_shown(looks, each) for each in seen if each.plan.station in stations],
            "may": [kind for kind, roles in MAY.items() if _has(mine, roles)],
        }
    )


@bp.post("/acts")
@describe(asks=ActPosted, tells=Done)
def act() -> Response:
    """Ask the calendar for an act; the same ref gets the same answer."""
    mine = asker()
    mine.require(Right.ACT_IN_DRILLS)
    posted, command = read_posted(CALENDAR_ROOM)
    by = Author(mine.person, None, posted.device)
    decide = house().shelf.decide(CALENDAR_ROOM, command)
    return jsonify(written(CALENDAR_ROOM, posted, decide, by=by, grants=mine.grants))


@bp.get("/entries")
@describe(tells=Page)
def entries() -> Response:
    """Return a page of the calendar's book, for those who make drills: it dates blind ones too."""
    asker().require(Right.LOOK_INTO_DRILLS)
    book: Logbook = house().shelf.open(CALENDAR_ROOM)
    return jsonify(page_of(book))


@bp.get("/scenarios")
@describe(tells=ScenariosTold)
def scenarios() -> Response:
    """Return the scripts on file, by which a drill is planned."""
    asker().require(Right.ACT_IN_DRILLS)
    scripts = _ground().scripts
    told = [brief(scripts[name].scenario, scripts[name].sha256) for name in sorted(scripts)]
    return jsonify({"scenarios": told})


@bp.get("/crew/<station>")
@describe(tells=CrewTold)
def crew(station: str) -> Response:
    """Return who could play each seat of a station, and who could make the exercise."""
    mine = asker()
    place = mine.require_at(Right.ACT_IN_DRILLS, station)
    directory: Directory = house().people
    now = house().clock.now()
    by_role: dict[str, list[str]] = {}
    for held in directory.held():
        if held.holds_at(now) and covers(held.grant, place):
            by_role.setdefault(held.grant.role, []).append(held.person)
    staff = {role: by_role.get(role.value, []) for role in (Role.COORDINATOR, Role.EVALUATOR)}
    officers = by_role.get(Role.DISTRICT_OFFICER.value, [])
    people = {each for row in by_role.values() for each in row}
    return jsonify(
        {
            "seats": {seat.value: by_role.get(seat.value, []) for seat in Seat},
            "directors": staff[Role.COORDINATOR],
            "evaluators": staff[Role.EVALUATOR],
            "safety": [*officers, *staff[Role.COORDINATOR]],
            "people": names_of(people),
        }
    )


@bp.get("/<drill>")
@describe(tells=DrillTold)
def drill(drill: str) -> Response:
    """Return one drill; its script is told to those who make it alone."""
    mine, found = find_drill(drill)
    told, seen = None, []
    if mine.makes(found):
        told = whole(script_of(found.plan.text), found.plan.sha256)
    # Whoever plays reads what was seen of them when it is over.
    if mine.makes(found) or (found.run is not None and mine.comes_in(found)):
        seen = observed(house().shelf.open(found.room).board()[DRILL])
    staff = found.staff
    people = {
        found.planner,
        staff.director,
        staff.safety,
        *staff.evaluators,
        *(each.person for each in found.participants),
    }
    return jsonify(
        {
            "drill": _shown(mine, found),
            "script": told,
            "observed": seen,
            "people": names_of(people),
        }
    )


@bp.get("/<drill>/invitation.ics")
@describe(tells=str)
def invitation(drill: str) -> Response:
    """Return the drill as other calendars take it; one that is off strikes itself there."""
    mine, found = find_drill(drill)
    if not mine.knows_when(found):
        raise Malformed(Fault("drill", drill, "a drill whose date is told"))
    script = script_of(found.plan.text)
    appointment = Appointment(
        drill=found.room.removeprefix("drill/"),
        name=script.name,
        place=house().atlas[found.plan.station].name,
        safety=script.safety,
        starts_at=found.starts_at,
        minutes=found.plan.minutes,
        sequence=found.changes,
        cancelled=found.called_off is not None,
    )
    text = icalendar_text(appointment, stamp=house().clock.real())
    response = Response(text, mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="drill-{found.id}.ics"'
    return response


def names_of(people: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the names of these people in both languages; whoever is not known has none."""
    directory: Directory = house().people
    found = directory.find(sorted(each for each in people if each))
    return {each: {"zh": one.names.zh, "en": one.names.en} for each, one in found.items()}


def _ground() -> Ground:
    ground: Ground = house().shelf.open(CALENDAR_ROOM).glance().place
    return ground


def _shown(mine: Onlooker, drill: PlannedDrill) -> dict[str, Any]:
    return shown(drill, dated=mine.knows_when(drill))


def _names(station: str) -> dict[str, str]:
    name = house().atlas[station].name
    return {"zh": name.zh, "en": name.en}


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "station": cell.station,
        "quarter": cell.quarter,
        "stage": None if cell.stage is None else cell.stage.value,
        "drill": cell.drill,
        "drills": list(cell.drills),
        "broken_off": cell.broken_off,
        "required": cell.required,
        "overdue": cell.overdue,
        "moved": cell.moved,
    }


def _has(mine: Asker, roles: Iterable[Role]) -> bool:
    return any(Role(grant.role) in roles for grant in mine.grants)


def _year(text: str | None) -> int:
    if text is None:
        return quarter_at(house().clock.now()).year
    if not (text.isascii() and text.isdecimal() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR):
        raise Malformed(Fault("year", text, f"a year from {FIRST_YEAR} to {LAST_YEAR}"))
    return int(text)
