"""Who may go where: every role, every route, at one's own station and at another, and every room.

The table says which right a route asks for and where; what a role has of it follows from the table
of rights alone. A route without a row, and a row without a route, fail the test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pytest

from metro_flow.people.permission import Right, may
from metro_flow.people.person import Role
from tests.a_house import served
from tests.drills.practice import COORDINATOR, EVALUATOR, HEART, OFFICER, SEATS, DrillHouse
from tests.tablet import Tablet

ELSEWHERE = "0836"
DAY = "2015-04-01"
PEOPLE: Final = {
    Role.STATION_MASTER: "zhangwei",
    Role.TRANSIT_POLICE: "chenjun",
    Role.LOCAL_POLICE: "zhaolei",
    Role.STREET: "xujing",
    Role.DISTRICT_OFFICER: OFFICER,
    Role.COORDINATOR: COORDINATOR,
    Role.EVALUATOR: EVALUATOR,
    Role.ANALYST: "songyu",
    Role.OPERATOR: "admin",
}


@dataclass(frozen=True)
class At:
    """A right at the station that the address names."""

    right: Right


@dataclass(frozen=True)
class Anywhere:
    """A right that somebody has somewhere."""

    right: Right


# Answers whoever has signed in with what is theirs, however little.
ANYBODY: Final = "anybody"
# Asked before anybody is known.
NOBODY: Final = "nobody"
# A drill tells of itself to those who read drills at its station, and lets its list come in.
KNOWS: Final = "knows the drill"
INSIDE: Final = "is inside the drill"
# A gateway's token is no person's.
GATEWAY: Final = "gateway"

ROUTES: Final = {
    "POST /api/counts": GATEWAY,
    "GET /api/demo": NOBODY,
    "POST /api/demo/clock": Anywhere(Right.TURN_CLOCK),
    "GET /api/district": Anywhere(Right.SEE_DISTRICT),
    "POST /api/district/acts": Anywhere(Right.ACT_IN_DISTRICT),
    "GET /api/district/entries": Anywhere(Right.SEE_DISTRICT),
    "GET /api/district/figures": Anywhere(Right.SEE_DISTRICT),
    "GET /api/district/figures.csv": Anywhere(Right.SEE_DISTRICT),
    "GET /api/district/occasions": Anywhere(Right.READ_STATION),
    "GET /api/district/readiness": Anywhere(Right.READ_READINESS),
    "GET /api/drills": Anywhere(Right.READ_DRILLS),
    "GET /api/drills/<drill>": KNOWS,
    "GET /api/drills/<drill>/debrief": KNOWS,
    "GET /api/drills/<drill>/gantt.svg": KNOWS,
    "GET /api/drills/<drill>/invitation.ics": KNOWS,
    "GET /api/drills/<drill>/report.json": KNOWS,
    "GET /api/drills/<drill>/report.pdf": KNOWS,
    "GET /api/drills/<drill>/sheet.csv": KNOWS,
    "GET /api/drills/<drill>/timeline.csv": KNOWS,
    "POST /api/drills/acts": Anywhere(Right.ACT_IN_DRILLS),
    "GET /api/drills/crew/<station>": At(Right.ACT_IN_DRILLS),
    "GET /api/drills/entries": Anywhere(Right.LOOK_INTO_DRILLS),
    "GET /api/drills/scenarios": Anywhere(Right.ACT_IN_DRILLS),
    "GET /api/health/live": NOBODY,
    "GET /api/health/ready": NOBODY,
    "GET /api/plans/<sha256>": ANYBODY,
    "GET /api/readiness/<station>": At(Right.READ_READINESS),
    "POST /api/readiness/<station>/acts": At(Right.ACT_IN_READINESS),
    "GET /api/readiness/<station>/dossier": At(Right.READ_READINESS),
    "GET /api/readiness/<station>/entries": At(Right.READ_READINESS),
    "GET /api/readiness/<station>/hazards": At(Right.READ_READINESS),
    "GET /api/readiness/<station>/lights": At(Right.READ_READINESS),
    "GET /api/review/comparison": At(Right.READ_CURVES),
    "GET /api/review/comparison.csv": At(Right.READ_CURVES),
    "GET /api/review/drills": Anywhere(Right.READ_DRILLS),
    "GET /api/review/drills/comparison": KNOWS,
    "GET /api/review/drills/comparison.csv": KNOWS,
    "GET /api/review/heat": ANYBODY,
    "GET /api/review/heat.csv": ANYBODY,
    "GET /api/review/stations": ANYBODY,
    "GET /api/review/stations/<station>/days": At(Right.READ_CURVES),
    "GET /api/review/stations/<station>/days/<day>": At(Right.READ_CURVES),
    "GET /api/review/stations/<station>/days/<day>/counts.csv": At(Right.READ_CURVES),
    "GET /api/review/stations/<station>/days/<day>/figure": At(Right.READ_CURVES),
    "GET /api/review/stations/<station>/spans/<first>/<last>": At(Right.READ_CURVES),
    "GET /api/review/stations/<station>/spans/<first>/<last>/curves.csv": At(Right.READ_CURVES),
    "GET /api/rooms": ANYBODY,
    "GET /api/rooms/drill/<drill>/<station>": INSIDE,
    "POST /api/rooms/drill/<drill>/<station>/acts": INSIDE,
    "GET /api/rooms/drill/<drill>/<station>/entries": INSIDE,
    "GET /api/rooms/drill/<drill>/<station>/people": INSIDE,
    "GET /api/rooms/drill/<drill>/<station>/phones": INSIDE,
    "GET /api/rooms/drill/<drill>/<station>/place": INSIDE,
    "GET /api/rooms/drill/<drill>/<station>/plan": INSIDE,
    "GET /api/rooms/station/<station>": At(Right.OPEN_ROOM),
    "POST /api/rooms/station/<station>/acts": At(Right.ACT),
    "GET /api/rooms/station/<station>/entries": At(Right.READ_BOOK),
    "GET /api/rooms/station/<station>/people": At(Right.READ_NAMES),
    "GET /api/rooms/station/<station>/phones": At(Right.READ_PHONES),
    "GET /api/rooms/station/<station>/plan/difference": At(Right.OPEN_ROOM),
    "GET /api/rooms/station/<station>/roster": At(Right.READ_ROSTER),
    "GET /api/session": ANYBODY,
    "POST /api/session": NOBODY,
    "DELETE /api/session": NOBODY,
    "POST /api/session/pin": NOBODY,
    "GET /api/stations": ANYBODY,
    "GET /api/stations/<station>": At(Right.READ_STATION),
    "GET /api/stations/<station>/curve": At(Right.READ_CURVES),
    "POST /api/trains": GATEWAY,
}
ASKED: Final = {key: need for key, need in ROUTES.items() if need not in (NOBODY, GATEWAY)}
# Signing out and turning time would change what the next row asks.
CHANGES: Final = {"POST /api/demo/clock"}
DAYS: Final = {"day": DAY, "other_day": "2015-03-31", "way": "both"}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DrillHouse, str]]:
    """Return a house with a drill at the heart that four chiefs played to its end."""
    here = DrillHouse.begin(tmp_path_factory.mktemp("matrix"))
    name = here.running()
    here.do(name, COORDINATOR, "EndDrill")
    yield here, name
    here.close()


def test_every_route_has_its_row_and_every_row_its_route(played: tuple[DrillHouse, str]) -> None:
    here, _ = played

    there = {
        f"{method} {rule.rule}"
        for rule in here.opened.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/")
    }

    assert there == set(ROUTES)


@pytest.mark.parametrize("route", ASKED)
def test_whoever_is_not_signed_in_is_asked_to(played: tuple[DrillHouse, str], route: str) -> None:
    here, name = played

    assert ask(here, "", route, name, HEART) == 401


@pytest.mark.parametrize("station", [HEART, ELSEWHERE])
@pytest.mark.parametrize("role", Role)
def test_each_role_goes_where_the_table_of_rights_lets_it(
    played: tuple[DrillHouse, str], role: Role, station: str
) -> None:
    here, name = played
    person = PEOPLE[role]

    wrong = {
        route: found
        for route, need in ASKED.items()
        if route not in CHANGES
        and (found := opens(ask(here, person, route, name, station)))
        is not may_go(here, person, need, station)
    }

    assert wrong == {}


@pytest.mark.parametrize("role", Role)
def test_each_role_hears_the_rooms_that_it_may(
    played: tuple[DrillHouse, str], address: str, role: Role
) -> None:
    here, name = played
    person = PEOPLE[role]
    rooms = {
        f"station/{HEART}": may_go(here, person, At(Right.OPEN_ROOM), HEART),
        f"station/{ELSEWHERE}": may_go(here, person, At(Right.OPEN_ROOM), ELSEWHERE),
        f"drill/{name}/{HEART}": may_go(here, person, INSIDE, HEART),
        f"drill/{name}/{ELSEWHERE}": False,
        "district": may_go(here, person, Anywhere(Right.SEE_DISTRICT), HEART),
        f"readiness/{HEART}": False,
        "drills": False,
        "district/occasions": False,
    }

    heard = {room: hears(address, person, room) for room in rooms}

    assert heard == rooms


@pytest.fixture(scope="module")
def address(played: tuple[DrillHouse, str]) -> Iterator[str]:
    """Let the house be listened to."""
    with served(played[0].opened) as url:
        yield url


def may_go(here: DrillHouse, person: str, need: object, station: str) -> bool:
    """Claim that the table of rights lets somebody through."""
    house = here.opened.house
    with here.opened.app.app_context():
        grants = house.people.grants(f"p-{person}", here.now)
    place = house.places[station]
    match need:
        case At(right=right):
            return may(right, grants, place)
        case Anywhere(right=right):
            return may(right, grants)
        case "knows the drill":
            return may(Right.READ_DRILLS, grants, house.places[HEART])
        case "is inside the drill":
            insiders = (*SEATS, COORDINATOR, OFFICER, EVALUATOR)
            return person in insiders and station == HEART
        case _:
            return True


def ask(here: DrillHouse, person: str, route: str, drill: str, station: str) -> int:
    """Ask a route as somebody, and return the status."""
    method, _, rule = route.partition(" ")
    path = rule.removeprefix("/api")
    names = {
        "station": station,
        "drill": drill,
        "day": DAY,
        "first": DAY,
        "last": DAY,
        "sha256": "0" * 64,
    }
    for name, value in names.items():
        path = path.replace(f"<{name}>", value)
    asking = here.as_(person) if person else here.opened.nobody()
    sides = {"station": station, "other_station": station, "drills": drill}
    query = {**DAYS, **sides} if "/review/" in path else {}
    answer = asking.post(path, {}) if method == "POST" else asking.get(path, **query)
    # Who may not know of a drill is answered as if there were none.
    hidden = answer.status_code == 404 and answer.json.get("what") == "drill"
    return 403 if hidden else int(answer.status_code)


def opens(status: int) -> bool:
    """Claim that somebody was let in, whatever came of it then."""
    return status not in (401, 403)


def hears(address: str, person: str, room: str) -> bool:
    """Claim that somebody's tablet may join a room."""
    tablet = Tablet(address, person, room=room)
    tablet.sign_in()
    try:
        tablet.connect()
    except RuntimeError as told:
        # The wall is no room with panels: what it answers is heard all the same.
        return "'error'" not in str(told)
    finally:
        tablet.disconnect()
    return True
