"""The response: up alone and at once, never down alone."""

import pytest

from metro_flow.alerts.panel import PANEL as ALERTS
from metro_flow.errors import Refused
from stations.profile.words import ControlZone, ResponseLevel
from stations.room import response, seats
from stations.room.level import LevelLowered, StationClosed, StoodDown
from stations.room.response import OrderLevel, ProposeLevel, SetControlZone
from tests.builders import PracticeRoom
from tests.stations.room.chiefs import (
    DEPUTY_MASTER,
    DEPUTY_TRANSIT,
    DISTRICT,
    LOCAL,
    MASTER,
    SECOND_MASTER,
    STREET,
    TRANSIT,
    granted,
    sit,
    sit_all,
)

THREE, TWO, ONE = ResponseLevel.THREE, ResponseLevel.TWO, ResponseLevel.ONE


@pytest.fixture
def room(tmp_path):
    room = PracticeRoom(
        tmp_path,
        (ALERTS, seats.PANEL, response.PANEL),
        {**seats.COMMANDS, **response.COMMANDS},
    )
    sit_all(room)
    yield room
    room.check()


@pytest.mark.parametrize("chief", [MASTER, TRANSIT], ids=lambda chief: chief.seat)
def test_the_leading_master_and_the_transit_police_raise_alone_and_at_once(room, chief):
    room.act(OrderLevel(TWO, seen=None), chief)

    assert room.tablet.panels["response"] == {
        "level": "two",
        "since": "2015-04-01T09:30:00.000Z",
        "by": {"who": chief.who, "seat": chief.seat},
        "zone": None,
        "closed_since": None,
        "proposed": [],
    }


def test_any_holder_and_deputy_of_the_transit_police_may_raise(room):
    sit(room, DEPUTY_TRANSIT, deputy=True)

    room.act(OrderLevel(THREE, seen=None), DEPUTY_TRANSIT)

    assert room.last.to == THREE


@pytest.mark.parametrize("chief", [LOCAL, STREET, DISTRICT], ids=lambda chief: chief.who)
def test_everybody_else_is_refused(room, chief):
    with pytest.raises(Refused) as refused:
        room.act(OrderLevel(THREE, seen=None), chief, grants=granted("street"))

    assert refused.value.reason == "not yours to order"
    assert refused.value.facts["may"] == ["station-master", "transit-police"]


@pytest.mark.parametrize(
    ("chief", "asked"),
    [
        pytest.param(SECOND_MASTER, {}, id="another line's station master"),
        pytest.param(DEPUTY_MASTER, {"deputy": True}, id="the deputy station master"),
    ],
)
def test_a_station_master_who_does_not_lead_proposes(room, chief, asked):
    sit(room, chief, **asked)

    with pytest.raises(Refused) as refused:
        room.act(OrderLevel(THREE, seen=None), chief)
    room.act(ProposeLevel(THREE, "platform 7 is filling"), chief)

    assert refused.value.reason == "not yours to order"
    assert room.tablet.panels["response"]["proposed"] == [
        {
            "to": "three",
            "who": chief.who,
            "seat": "station-master",
            "at": "2015-04-01T09:30:00.000Z",
            "reason": "platform 7 is filling",
        }
    ]


@pytest.mark.parametrize(
    ("before", "command", "reason", "facts"),
    [
        pytest.param(
            [OrderLevel(THREE, None)],
            OrderLevel(TWO, seen=None),
            "level has changed",
            {"level": "three", "by": "p-chenjun"},
            id="an order that saw no level after one was ordered",
        ),
        pytest.param(
            [],
            OrderLevel(TWO, seen=THREE),
            "level has changed",
            {"level": None, "by": None},
            id="an order that saw a level where none is",
        ),
        pytest.param(
            [OrderLevel(TWO, None)],
            OrderLevel(TWO, seen=TWO),
            "the level is already so",
            {"level": "two"},
            id="an order of the level that stands",
        ),
        pytest.param(
            [OrderLevel(TWO, None)],
            OrderLevel(THREE, seen=TWO),
            "lowering is a joint decision",
            {"level": "two", "to": "three"},
            id="an order downwards",
        ),
        pytest.param(
            [OrderLevel(TWO, None)],
            ProposeLevel(TWO, "again"),
            "the level is already so",
            {"level": "two"},
            id="a proposal of the level that stands",
        ),
        pytest.param(
            [OrderLevel(ONE, None)],
            ProposeLevel(TWO, "calmer"),
            "lowering is a joint decision",
            {"level": "one", "to": "two"},
            id="a proposal downwards",
        ),
        pytest.param(
            [],
            ProposeLevel(THREE, "  "),
            "a reason is needed",
            {"act": "ProposeLevel"},
            id="a proposal without a reason",
        ),
        pytest.param(
            [ProposeLevel(THREE, "crowd")],
            ProposeLevel(THREE, "crowd still"),
            "already proposed",
            {"to": "three", "by": "p-chenjun"},
            id="the same proposal twice",
        ),
        pytest.param(
            [],
            SetControlZone(ControlZone.PAID),
            "no response is ordered",
            {"zone": "paid"},
            id="a control zone without a response",
        ),
        pytest.param(
            [OrderLevel(THREE, None), SetControlZone(ControlZone.PAID)],
            SetControlZone(ControlZone.PAID),
            "the control zone is already so",
            {"zone": "paid"},
            id="the control zone that stands",
        ),
    ],
)
def test_the_rules_refuse_with_their_facts(room, before, command, reason, facts):
    for earlier in before:
        room.act(earlier, TRANSIT)
    kinds = room.kinds

    with pytest.raises(Refused) as refused:
        room.act(command, TRANSIT)

    assert refused.value.reason == reason
    assert refused.value.facts == facts
    assert room.kinds == kinds


def test_of_two_orders_in_one_moment_one_holds_and_the_other_hears_of_it(room):
    room.act(OrderLevel(TWO, seen=None), MASTER)

    with pytest.raises(Refused) as refused:
        room.act(OrderLevel(ONE, seen=None), TRANSIT)

    assert refused.value.facts == {"level": "two", "by": "p-zhangwei"}
    assert room.kinds.count("LevelOrdered") == 1


def test_an_order_answers_what_was_proposed_up_to_it(room):
    room.act(ProposeLevel(THREE, "pavement is full"), STREET)
    room.act(ProposeLevel(ONE, "somebody fell"), LOCAL)

    room.act(OrderLevel(TWO, seen=None), MASTER)

    proposed = room.tablet.panels["response"]["proposed"]
    assert [(one["to"], one["who"]) for one in proposed] == [("one", "p-zhaolei")]


def test_two_chiefs_may_propose_the_same(room):
    room.act(ProposeLevel(THREE, "pavement is full"), STREET)
    room.act(ProposeLevel(THREE, "crossing is full"), LOCAL)

    assert [one["seat"] for one in room.tablet.panels["response"]["proposed"]] == [
        "street",
        "local-police",
    ]


def test_the_control_zone_stays_when_the_level_rises(room):
    room.act(OrderLevel(THREE, seen=None), MASTER)
    room.act(SetControlZone(ControlZone.PLATFORM), MASTER)

    room.act(OrderLevel(TWO, seen=THREE), TRANSIT)

    assert room.tablet.panels["response"]["zone"] == "platform"


def test_a_lowering_decided_together_is_folded(room):
    room.act(OrderLevel(TWO, seen=None), MASTER)
    room.clock.advance(600)

    room.happen(LevelLowered(to=THREE, was=TWO, decision="d-6"), by=STREET)

    shown = room.tablet.panels["response"]
    assert (shown["level"], shown["since"]) == ("three", "2015-04-01T09:40:00.000Z")


def test_a_closed_station_is_the_control_zone_until_it_stands_down(room):
    room.act(OrderLevel(ONE, seen=None), MASTER)

    room.happen(StationClosed(decision="d-6"))
    assert room.tablet.panels["response"]["zone"] == "station"
    assert room.tablet.panels["response"]["closed_since"] == "2015-04-01T09:30:00.000Z"

    room.happen(StoodDown(was=ONE, decision="d-8"))
    assert room.tablet.panels["response"] == {
        "level": None,
        "since": None,
        "by": None,
        "zone": None,
        "closed_since": None,
        "proposed": [],
    }
