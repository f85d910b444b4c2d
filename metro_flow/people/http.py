"""Sign in and out over HTTP, and tell a tablet whose it is."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from apiflask import APIBlueprint
from flask import jsonify, make_response, request

from metro_flow.clock import iso
from metro_flow.logbook.entry import Grant, parse
from metro_flow.people.asker import Asker, asker, give_cookie, take_cookie, token
from metro_flow.people.permission import Right
from metro_flow.web import house
from metro_flow.web.api import read_json
from metro_flow.web.describe import describe

if TYPE_CHECKING:
    from flask import Response

    from metro_flow.people.directory import Directory
    from metro_flow.people.signin import SignIn, SignIns

bp = APIBlueprint("session", __name__, url_prefix="/api/session", tag="People")


@dataclass(frozen=True, slots=True)
class Entering:
    """A name and a password."""

    name: str
    password: str


@dataclass(frozen=True, slots=True)
class Reentering:
    """A PIN, for whoever was signed in here before."""

    pin: str


@dataclass(frozen=True, slots=True)
class NameTold:
    """A name in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class RoleTold:
    """One grant; `stations` is null when it is not bound to stations."""

    role: str
    stations: list[str] | None
    street: str | None
    line: str | None


@dataclass(frozen=True, slots=True)
class Me:
    """Who is signed in, what they hold and which rooms are theirs."""

    person: str
    name: NameTold
    roles: list[RoleTold]
    rooms: list[str]
    station_names: dict[str, NameTold]
    language: str
    shift_until: str


@bp.get("")
@describe(tells=Me)
def who() -> Response:
    """Tell who is signed in."""
    mine = asker()
    return jsonify(me(mine))


@bp.post("")
@describe(asks=Entering, tells=Me)
def enter() -> Response:
    """Sign in by name and password."""
    asked = parse(Entering, read_json(request))
    signins: SignIns = house().signins
    given, sign_in = signins.enter(asked.name.strip().lower(), asked.password, _address())
    if token():
        signins.leave(token())
    return _welcome(sign_in, given)


@bp.post("/pin")
@describe(asks=Reentering, tells=Me)
def reenter() -> Response:
    """Go on after a shift by PIN."""
    asked = parse(Reentering, read_json(request))
    signins: SignIns = house().signins
    return _welcome(signins.renew(token(), asked.pin, _address()), token())


@bp.delete("")
@describe(tells=None)
def leave() -> Response:
    """Sign out."""
    signins: SignIns = house().signins
    if token():
        signins.leave(token())
    response = make_response("", 204)
    take_cookie(response)
    return response


def me(mine: Asker) -> dict[str, Any]:
    """Return what a tablet needs to know of whoever holds it."""
    directory: Directory = house().people
    person = directory.person(mine.person)
    rooms = [place.station for place in mine.places(Right.OPEN_ROOM)]
    named = rooms + [place.station for place in mine.places(Right.READ_STATION)]
    told = Me(
        person=person.id,
        name=NameTold(person.names.zh, person.names.en),
        roles=[_role(grant) for grant in mine.grants],
        rooms=[f"station/{station}" for station in rooms],
        station_names={station: _station_name(station) for station in sorted(set(named))},
        language=person.language,
        shift_until=iso(mine.sign_in.until),
    )
    return asdict(told)


def _welcome(sign_in: SignIn, given: str) -> Response:
    response = jsonify(me(Asker(sign_in)))
    give_cookie(response, given)
    return response


def _role(grant: Grant) -> RoleTold:
    return RoleTold(grant.role, list(grant.stations) or None, grant.street, grant.line)


def _station_name(station: str) -> NameTold:
    name = house().atlas[station].name
    return NameTold(name.zh, name.en)


def _address() -> str:
    return request.remote_addr or ""
