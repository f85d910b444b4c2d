"""What somebody may not look at is not there by any route: role by role, route by route."""

from __future__ import annotations

from typing import Any

import pytest

from metro_flow.people.passwords import seal
from metro_flow.people.person import Names, Person, Role
from stations.demo.seed import PASSWORD, PIN
from tests.a_house import Asking, OpenHouse

MINE, FOREIGN = "0243", "0126"
DAY = "2015-04-01"
EVERYWHERE = {
    Role.DISTRICT_OFFICER: "hetao",
    Role.COORDINATOR: "linna",
    Role.EVALUATOR: "mayun",
    Role.ANALYST: "songyu",
    Role.OPERATOR: "admin",
}
AT_MINE = {
    Role.STATION_MASTER: "zhangwei",
    Role.TRANSIT_POLICE: "chenjun",
    Role.LOCAL_POLICE: "zhaolei",
    Role.STREET: "xujing",
}
PEOPLE = EVERYWHERE | AT_MINE
STATION = "/review/stations/<station>"
# Each rule of the review, with a question that asks it about one station.
OF_A_STATION = {
    f"{STATION}/days": "",
    f"{STATION}/days/<day>": "",
    f"{STATION}/days/<day>/figure": "",
    f"{STATION}/days/<day>/counts.csv": "",
    f"{STATION}/spans/<first>/<last>": "",
    f"{STATION}/spans/<first>/<last>/curves.csv": "",
    "/stations/<station>/curve": "",
    "/review/comparison": "?station={0}&other_station={0}&day={1}&other_day={1}",
    "/review/comparison.csv": "?station={0}&other_station={0}&day={1}&other_day={1}",
}
OF_ALL = {
    "/review/stations": "",
    "/review/heat": "?day={1}",
    "/review/heat.csv": "?day={1}",
    # No drill was held here; who may know of one is asked where drills are played.
    "/review/drills": "",
    "/review/drills/comparison": "?drills=2015Q2-01&zone=platform-2",
    "/review/drills/comparison.csv": "?drills=2015Q2-01&zone=platform-2",
}


def asked(rule: str, station: str = MINE) -> str:
    """Spell the question of a rule about a station."""
    path = rule.replace("<station>", station)
    for part in ("<day>", "<first>", "<last>"):
        path = path.replace(part, DAY)
    return "/api" + path + (OF_A_STATION | OF_ALL)[rule].format(station, DAY)


@pytest.fixture(scope="module")
def sitting(reviewed: OpenHouse) -> dict[str, Asking]:
    """Sign everybody in once."""
    nobody = Person("p-nothing", Names("无权人", "Nobody"), Names("无", "None"), "13900000000")
    reviewed.house.people.add(nobody, "nothing", seal(PASSWORD, PIN))
    return {login: reviewed.signed_in(login) for login in (*PEOPLE.values(), "nothing")}


def test_every_route_of_the_review_is_asked_here(reviewed: OpenHouse) -> None:
    rules = {rule.rule.removeprefix("/api") for rule in reviewed.app.url_map.iter_rules()}

    asked_here = {rule for rule in OF_A_STATION | OF_ALL if rule.startswith("/review/")}

    assert asked_here == {rule for rule in rules if rule.startswith("/review/")}


def test_every_role_is_asked_here() -> None:
    assert set(PEOPLE) == set(Role)


@pytest.mark.parametrize("rule", OF_A_STATION)
@pytest.mark.parametrize("role", PEOPLE)
def test_who_may_look_at_a_station_may_by_every_route(
    sitting: dict[str, Asking], role: Role, rule: str
) -> None:
    assert get(sitting, PEOPLE[role], asked(rule)).status_code == 200


@pytest.mark.parametrize("rule", OF_A_STATION)
@pytest.mark.parametrize("role", AT_MINE)
def test_who_may_not_look_at_a_station_may_by_no_route(
    sitting: dict[str, Asking], role: Role, rule: str
) -> None:
    answer = get(sitting, PEOPLE[role], asked(rule, FOREIGN))

    assert answer.status_code == 403
    assert answer.json["act"] == "read curves"


@pytest.mark.parametrize("path", ["/review/comparison", "/review/comparison.csv"])
@pytest.mark.parametrize("role", AT_MINE)
@pytest.mark.parametrize("sides", [(MINE, FOREIGN), (FOREIGN, MINE)])
def test_no_side_of_a_comparison_is_let_in_by_the_other(
    sitting: dict[str, Asking], role: Role, path: str, sides: tuple[str, str]
) -> None:
    one, other = sides
    query = f"?station={one}&day={DAY}&other_station={other}&other_day={DAY}"

    assert get(sitting, PEOPLE[role], f"/api{path}{query}").status_code == 403


@pytest.mark.parametrize("role", AT_MINE)
def test_the_heat_map_has_no_row_of_a_station_that_is_not_theirs(
    sitting: dict[str, Asking], reviewed: OpenHouse, role: Role
) -> None:
    login = PEOPLE[role]
    listed = get(sitting, login, asked("/review/stations")).json["stations"]
    mine = {each["id"] for each in listed}

    told = get(sitting, login, asked("/review/heat")).json
    table = get(sitting, login, asked("/review/heat.csv")).text

    assert MINE in mine
    assert FOREIGN not in mine
    assert {row["station"] for row in told["rows"]} == mine
    assert len(told["figure"]["data"][0]["z"]) == len(mine)
    assert {line.split(",")[0] for line in table.splitlines()[1:]} == mine
    foreign = reviewed.house.atlas[FOREIGN].name
    assert foreign.zh not in str(told) + str(listed)
    assert foreign.en not in str(told) + str(listed)


@pytest.mark.parametrize("role", EVERYWHERE)
def test_who_may_look_everywhere_has_a_row_of_every_station(
    sitting: dict[str, Asking], reviewed: OpenHouse, role: Role
) -> None:
    told = get(sitting, PEOPLE[role], asked("/review/heat")).json

    assert {row["station"] for row in told["rows"]} == set(reviewed.house.atlas)


@pytest.mark.parametrize("rule", OF_A_STATION | OF_ALL)
def test_whoever_holds_nothing_gets_nothing_by_any_route(
    sitting: dict[str, Asking], rule: str
) -> None:
    assert get(sitting, "nothing", asked(rule)).status_code == 403


@pytest.mark.parametrize("rule", OF_A_STATION | OF_ALL)
def test_a_stranger_gets_nothing_by_any_route(reviewed: OpenHouse, rule: str) -> None:
    assert reviewed.nobody().client.get(asked(rule)).status_code == 401


@pytest.mark.parametrize("rule", OF_A_STATION | OF_ALL)
def test_no_answer_carries_a_persons_name_phone_or_id(
    sitting: dict[str, Asking], reviewed: OpenHouse, rule: str
) -> None:
    everyone = [person for _, person in reviewed.house.people.everyone()]
    private = {
        told
        for person in everyone
        for told in (person.id, person.phone, person.names.zh, person.names.en)
    }

    answer = get(sitting, "songyu", asked(rule)).text

    # The room's book holds a note with a name and a phone on that day.
    assert "NoteWritten" in get(sitting, "songyu", asked(f"{STATION}/days/<day>")).text
    assert len(private) > 100
    assert [told for told in private if told in answer] == []


def get(sitting: dict[str, Asking], login: str, path: str) -> Any:
    """Ask as somebody."""
    return sitting[login].client.get(path)
