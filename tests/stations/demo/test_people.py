"""The demo fills every room with four seats of invented people."""

from __future__ import annotations

from collections import Counter

import pytest

from metro_flow.people.permission import covers
from metro_flow.people.person import Role, Seat
from stations.demo.people import HEART, SERGEANTS, demo_people
from stations.profile.atlas import read_atlas
from stations.room.place_shown import place_of

ATLAS = read_atlas()
EVERYBODY = demo_people(ATLAS)
PLACES = {station.id: place_of(station) for station in ATLAS.values()}


def test_nobody_is_there_twice() -> None:
    for what in ([each.login for each in EVERYBODY], [each.person.id for each in EVERYBODY]):
        assert [name for name, times in Counter(what).items() if times > 1] == []


@pytest.mark.parametrize("station", sorted(ATLAS))
@pytest.mark.parametrize("seat", list(Seat))
def test_every_seat_of_every_station_has_a_chief_and_a_deputy(station: str, seat: Seat) -> None:
    here = [
        each
        for each in EVERYBODY
        if each.grant.role == seat and covers(each.grant, PLACES[station])
    ]

    assert any(not each.deputy for each in here)
    assert any(each.deputy for each in here)


@pytest.mark.parametrize("station", sorted(ATLAS))
def test_every_line_has_a_station_master(station: str) -> None:
    lines = {
        each.grant.line
        for each in EVERYBODY
        if each.grant.role == Role.STATION_MASTER and each.grant.stations == (station,)
    }

    assert lines == {line.line for line in ATLAS[station].lines} | {None}


def test_every_station_has_one_sergeant() -> None:
    served = [station for stations in SERGEANTS for station in stations]

    assert sorted(served) == sorted(ATLAS)


def test_the_heart_has_the_people_that_the_papers_name() -> None:
    names = {each.login: each.person.names.zh for each in EVERYBODY}

    assert {login: names[login] for login in ("zhangwei", "chenjun", "zhaolei", "xujing")} == {
        "zhangwei": "张伟",
        "chenjun": "陈军",
        "zhaolei": "赵磊",
        "xujing": "徐静",
    }
    assert HEART in ATLAS


def test_everybody_is_marked_as_invented_and_has_a_phone_that_reaches_nobody() -> None:
    assert all("演示" in each.person.unit.zh for each in EVERYBODY)
    assert all(each.person.phone.startswith("100 ") for each in EVERYBODY)
