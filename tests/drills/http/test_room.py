"""A drill's room is its list's: whoever is on it comes in, acts there, and nowhere else by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.a_house import an_act, served
from tests.drills.practice import COORDINATOR, HEART, OFFICER, SEATS, DrillHouse, a_plan
from tests.tablet import Tablet

ELSEWHERE = "0125"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[DrillHouse]:
    """Return a house with its watch."""
    house = DrillHouse.begin(tmp_path)
    yield house
    house.close()


def test_a_drills_room_is_told_like_a_stations(here: DrillHouse) -> None:
    name = here.running()

    told = here.as_("zhangwei").get(f"/rooms/drill/{name}/{HEART}").json

    station = here.as_("zhangwei").get(f"/rooms/station/{HEART}").json
    assert set(told) == set(station)
    assert set(told["panels"]) == {*station["panels"], "drill", "debrief"}
    assert told["panels"]["drill"]["phase"] == "running"


def test_who_comes_into_a_drills_room(here: DrillHouse) -> None:
    name = here.approved()
    room = f"/rooms/drill/{name}/{HEART}"
    paths = ("", "/entries", "/people", "/place", "/phones")
    expected = {
        **dict.fromkeys((*SEATS, COORDINATOR, OFFICER, "mayun"), 200),
        **dict.fromkeys(("liqiang", "songyu"), 403),
        "admin": 404,
    }

    codes = {
        who: {here.as_(who).get(room + path).status_code for path in paths} for who in expected
    }

    assert codes == {who: {code} for who, code in expected.items()}


def test_the_list_grants_acts_in_its_room_and_nowhere_else(here: DrillHouse) -> None:
    trainee = "songyu"
    people = [{"person": f"p-{trainee}", "seat": "station-master", "trainee": True}]
    name = here.approved(participants=people)

    inside = here.act(name, trainee, "TakeSeat", seat="station-master")
    outside = here.as_(trainee).act("TakeSeat", seat="station-master")

    assert (inside.status_code, outside.status_code) == (200, 403)


def test_a_seat_of_the_station_gives_nothing_in_a_drill(here: DrillHouse) -> None:
    name = here.running()

    answer = here.act(name, "liqiang", "TakeSeat", seat="station-master")

    assert answer.status_code == 403


def test_a_drill_is_not_found_at_another_station(here: DrillHouse) -> None:
    name = here.approved()

    answer = here.as_(COORDINATOR).get(f"/rooms/drill/{name}/{ELSEWHERE}")

    assert answer.status_code == 404


def test_messages_that_were_not_given_are_told_to_nobody_who_plays(here: DrillHouse) -> None:
    name = here.running()
    here.wait(150)

    chief = here.as_("zhangwei")
    told = chief.get(f"/rooms/drill/{name}/{HEART}").text
    told += chief.get(f"/rooms/drill/{name}/{HEART}/entries").text

    script = here.as_(COORDINATOR).get(f"/drills/{name}").json["script"]
    messages = [each["message"]["zh"] for each in script["injects"]]
    assert [message in told for message in messages] == [True] + [False] * (len(messages) - 1)


@pytest.fixture
def address(here: DrillHouse) -> Iterator[str]:
    """Let the house be listened to."""
    with served(here.opened) as url:
        yield url


def a_tablet(address: str, who: str, room: str) -> Tablet:
    """Return somebody's tablet before it joins."""
    tablet = Tablet(address, who, room=room)
    tablet.sign_in()
    return tablet


def test_tablets_hear_a_drill_over_the_socket_and_strangers_do_not(
    here: DrillHouse, address: str
) -> None:
    name = here.running()
    room = f"drill/{name}/{HEART}"
    chief, stranger = (a_tablet(address, who, room) for who in ("chenjun", "liqiang"))
    chief.connect()

    here.do(name, "zhangwei", "WriteNote", words="heard by the other")
    chief.wait_for(lambda it: it.panels["notes"]["count"] == 1)

    with pytest.raises(RuntimeError, match="not-yours"):
        stranger.connect()
    for tablet in (chief, stranger):
        tablet.disconnect()


def test_whoever_is_taken_off_the_list_hears_no_more(here: DrillHouse, address: str) -> None:
    name = here.approved()
    room = f"drill/{name}/{HEART}"
    chief = a_tablet(address, "chenjun", room)
    chief.connect()
    people = [{"person": "p-zhangwei", "seat": "station-master"}]
    staff = a_plan(here)["staff"]
    act = an_act("ManDrill", drill=name, participants=people, staff=staff)
    assert here.as_(COORDINATOR).post("/drills/acts", act).status_code == 200

    here.opened.house.sockets.recheck()

    assert room not in here.opened.house.sockets.listeners.rooms()
    chief.disconnect()
