"""Teams and resources: each agency lists, checks and drops its own, and a check has its day."""

from datetime import date, timedelta

import orjson
import pytest

from metro_flow.errors import Refused, Unknown
from metro_flow.logbook.entry import told
from stations.readiness.authority import Agency
from stations.readiness.resource import (
    CheckResource,
    CheckTeam,
    DropResource,
    DropTeam,
    ListTeam,
    ResourceKind,
    StockResource,
    TeamKind,
)
from stations.readiness.resources import PANEL
from tests.stations.readiness.hazard_room import TODAY, a_readiness_book, ask

TOMORROW = TODAY + timedelta(days=1)
TRAINED = date(2015, 3, 2)
TEAM = ListTeam("疏导组", TeamKind.STATION_STAFF, Agency.METRO_OPERATOR, 12, TRAINED)
HORNS = StockResource("喇叭", ResourceKind.LOUDSPEAKER, Agency.STREET, 6, "三号口", TOMORROW)


@pytest.fixture
def room(tmp_path):
    room = a_readiness_book(tmp_path)
    yield room
    room.check()


def shown(room):
    return room.tablet.panels["resources"]


def test_a_check_counts_anew_and_keeps_what_is_not_said_again(room):
    ask(room, "master", TEAM)
    ask(room, "street", HORNS)
    room.clock.advance(timedelta(days=2).total_seconds())

    ask(room, "second-master", CheckTeam("t1", 9))
    ask(room, "street", CheckResource("s1", 5))

    team, horns = room.board[PANEL].teams["t1"], room.board[PANEL].stock["s1"]
    assert (team.strength, team.trained, team.checked) == (9, TRAINED, TODAY + timedelta(days=2))
    assert (horns.quantity, horns.expires, horns.checked_by) == (5, TOMORROW, "p-street")


def test_what_is_dropped_is_gone_and_its_number_is_not_used_again(room):
    ask(room, "master", TEAM)
    ask(room, "street", HORNS)

    ask(room, "master", DropTeam("t1", "并入二组"))
    ask(room, "street", DropResource("s1", "损坏"))
    ask(room, "master", TEAM)
    ask(room, "street", HORNS)

    assert shown(room)["counts"] == {"teams": 1, "stock": 1}
    assert [shown(room)["teams"][0]["id"], shown(room)["stock"][0]["id"]] == ["t2", "s2"]


REFUSALS = [
    ("listing for another agency", "street", TEAM, "each agency keeps its own"),
    ("checking another agency's team", "street", CheckTeam("t1", 3), "each agency keeps its own"),
    ("dropping another agency's team", "transit", DropTeam("t1", "x"),
     "each agency keeps its own"),
    ("stocking for another agency", "master", HORNS, "each agency keeps its own"),
    ("counting another agency's things", "master", CheckResource("s1", 3),
     "each agency keeps its own"),
    ("dropping another agency's things", "local", DropResource("s1", "x"),
     "each agency keeps its own"),
    ("a training still to come", "master", CheckTeam("t1", 3, TOMORROW),
     "the day is still to come"),
    ("listing a training still to come", "master",
     ListTeam("x", TeamKind.BUS, Agency.METRO_OPERATOR, 1, TOMORROW), "the day is still to come"),
    ("a team without a name", "master", ListTeam(" ", TeamKind.BUS, Agency.METRO_OPERATOR, 1),
     "words are needed"),
    ("a thing without a place", "street",
     StockResource("x", ResourceKind.SIGN, Agency.STREET, 1, " "), "words are needed"),
    ("dropping without a reason", "master", DropTeam("t1", ""), "a reason is needed"),
    ("an operator who lists", "operator", TEAM, "not yours to order"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "command", "reason"), [pytest.param(*case, id=name) for name, *case in REFUSALS]
)
def test_what_is_not_allowed_is_refused(room, who, command, reason):
    ask(room, "master", TEAM)
    ask(room, "street", HORNS)

    with pytest.raises(Refused) as refused:
        ask(room, who, command)

    assert refused.value.reason == reason
    assert room.kinds == ["TeamListed", "ResourceStocked"]


@pytest.mark.parametrize("command", [CheckTeam("t9", 1), DropTeam("t9", "x")], ids=str)
def test_a_team_that_is_not_there_is_unknown(room, command):
    with pytest.raises(Unknown):
        ask(room, "master", command)


@pytest.mark.parametrize("command", [CheckResource("s9", 1), DropResource("s9", "x")], ids=str)
def test_a_resource_that_is_not_there_is_unknown(room, command):
    with pytest.raises(Unknown):
        ask(room, "street", command)


def test_a_full_store_fits_an_entry_and_what_was_checked_longest_ago_comes_first(room):
    for _ in range(60):
        ask(room, "master", TEAM)
        ask(room, "street", HORNS)
    room.clock.advance(timedelta(days=1).total_seconds())
    ask(room, "street", CheckResource("s1", 1))
    heard = {}
    room.shelf.listen(lambda _room, entry, panels: heard.update(entry=told(entry), panels=panels))
    named = "物" * 80

    ask(
        room,
        "street",
        StockResource(named, ResourceKind.LOUDSPEAKER, Agency.STREET, 9, named, TOMORROW),
    )

    assert shown(room)["counts"] == {"teams": 60, "stock": 61}
    assert shown(room)["stock"][0]["id"] == "s2"
    assert len(orjson.dumps(heard)) < 8 * 1024
