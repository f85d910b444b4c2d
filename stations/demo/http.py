"""Let whoever looks at the demo sign in as anybody with one tap, and turn its clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from apiflask import APIBlueprint
from flask import Response, jsonify, request

from metro_flow.db import db
from metro_flow.errors import Fault, Malformed
from metro_flow.kept_clock import keep_clock
from metro_flow.logbook.entry import parse
from metro_flow.people.asker import asker
from metro_flow.people.permission import Right
from metro_flow.people.person import Role
from metro_flow.web import house
from metro_flow.web.api import read_json
from metro_flow.web.describe import describe
from stations.demo.people import HEART, DemoPerson, demo_people
from stations.demo.seed import PASSWORD, chiefs_of
from stations.posted import ClockTold

if TYPE_CHECKING:
    from stations.room.sockets import Sockets

bp = APIBlueprint("demo", __name__, url_prefix="/api/demo", tag="Demo")

LOCAL: Final = "localhost"
SPEEDS: Final = (0, 1, 12, 60)


@dataclass(frozen=True, slots=True)
class Turning:
    """How fast the demo's clock goes."""

    speed: int


@dataclass(frozen=True, slots=True)
class DemoPersonTold:
    """Somebody one may sign in as, at an address of their own."""

    name: str
    zh: str
    en: str
    role: str
    host: str
    password: str


@dataclass(frozen=True, slots=True)
class DemoTold:
    """Everybody one may sign in as with one tap."""

    people: list[DemoPersonTold]


@bp.get("")
@describe(tells=DemoTold)
def demo() -> Response:
    """List whom one may be: the chiefs of the heart, and those who look at all stations."""
    return jsonify({"people": [_told(each) for each in shown_people()]})


@bp.post("/clock")
@describe(asks=Turning, tells=ClockTold)
def clock() -> Response:
    """Turn the demo's clock."""
    asker().require(Right.TURN_CLOCK)
    asked = parse(Turning, read_json(request))
    if asked.speed not in SPEEDS:
        raise Malformed(
            Fault("speed", asked.speed, "0 to pause, 1 as in life, 12, or 60 (a minute a second)")
        )
    here = house()
    state = here.clock.state().turned(float(asked.speed), here.clock.real())
    keep_clock(db.engine, state)
    here.clock.follow(state)
    sockets: Sockets = here.sockets
    sockets.send_beacons()
    return jsonify(here.clock.shown())


def shown_people() -> list[DemoPerson]:
    """Return the people whom the demo offers, the four chiefs first."""
    here = house()
    everybody = demo_people(here.atlas)
    chiefs = chiefs_of(everybody, here, HEART)
    others = [each for each in everybody if Role(each.grant.role).seat is None]
    masters = [
        each
        for each in everybody
        if each.grant.stations == (HEART,) and not each.deputy and each not in chiefs
    ]
    return [*chiefs, *others, *masters]


def host_of(each: DemoPerson) -> str:
    """Return the host at which a person sits, so that each has cookies of their own."""
    seat = Role(each.grant.role)
    first = seat.seat is None or each in chiefs_of(demo_people(house().atlas), house(), HEART)
    return f"{seat.value if first else each.login}.{LOCAL}"


def _told(each: DemoPerson) -> dict[str, str]:
    return {
        "name": each.login,
        "zh": each.person.names.zh,
        "en": each.person.names.en,
        "role": each.grant.role,
        "host": host_of(each),
        "password": PASSWORD,
    }
