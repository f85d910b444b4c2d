"""The seats: who may sit down, who leads, who must stay."""

import pytest

from metro_flow.errors import Refused
from metro_flow.logbook.entry import Author
from metro_flow.people.person import Seat
from stations.profile.words import ResponseLevel
from stations.room.level import StoodDown
from stations.room.response import OrderLevel
from stations.room.seats import (
    LeaveSeat,
    TakeSeat,
    holders,
    leading,
)
from tests.builders import minutes
from tests.stations.room.chiefs import (
    DEPUTY_MASTER,
    LOCAL,
    MASTER,
    SECOND_MASTER,
    STRANGER,
    STREET,
    granted,
    raise_alert,
    sit,
    sit_all,
)
from tests.stations.room.interchange import a_room_of_seats


@pytest.fixture
def room(tmp_path):
    room = a_room_of_seats(tmp_path)
    yield room
    room.check()


def test_whoever_has_a_grant_takes_the_seat_and_leads_it_as_the_first(room):
    sit(room, MASTER)

    shown = room.tablet.panels["seats"]["seats"]["station-master"]
    assert shown == {
        "holders": [
            {
                "person": "p-zhangwei",
                "lines": [],
                "exits": [],
                "leading": True,
                "deputy": False,
                "since": "2015-04-01T09:30:00.000Z",
                "phone_only": False,
            }
        ],
        "empty": False,
    }
    assert room.tablet.panels["seats"]["seats"]["street"] == {"holders": [], "empty": True}


def test_without_a_grant_for_this_very_seat_nobody_sits_down(room):
    with pytest.raises(Refused) as refused:
        room.act(TakeSeat(Seat.STREET), LOCAL, grants=granted("local-police"))

    assert refused.value.reason == "no grant for this seat"
    assert refused.value.facts == {"seat": "street"}


def test_without_any_grant_the_table_refuses_before_the_rule(room):
    with pytest.raises(Refused) as refused:
        room.act(TakeSeat(Seat.STREET), STRANGER)

    assert refused.value.reason == "not yours to order"


def test_three_station_masters_sit_by_line_and_the_appointed_one_leads(room):
    sit(room, SECOND_MASTER, line="7")
    sit(room, MASTER, line="2", leading=True)
    sit(room, Author("p-wangfang", "station-master"), line="14")

    sitting = holders(room.board, Seat.STATION_MASTER)
    assert [(one.person, one.lines, one.leading) for one in sitting] == [
        ("p-liqiang", ("7",), False),
        ("p-zhangwei", ("2",), True),
        ("p-wangfang", ("14",), False),
    ]


def test_a_lead_that_was_asked_for_is_not_taken_by_another(room):
    sit(room, MASTER, leading=True)

    with pytest.raises(Refused) as refused:
        sit(room, SECOND_MASTER, leading=True)

    assert refused.value.reason == "the seat is led already"
    assert refused.value.facts == {"seat": "station-master", "by": "p-zhangwei"}


def test_a_deputy_leads_alone_and_gives_the_lead_to_the_first_holder_who_comes(room):
    sit(room, DEPUTY_MASTER, deputy=True)
    assert leading(room.board, Seat.STATION_MASTER).person == "p-liuyang"

    sit(room, SECOND_MASTER)

    assert leading(room.board, Seat.STATION_MASTER).person == "p-liqiang"


def test_a_deputy_does_not_lead_while_a_holder_is_there(room):
    sit(room, MASTER)

    with pytest.raises(Refused) as refused:
        sit(room, DEPUTY_MASTER, deputy=True, leading=True)

    assert refused.value.reason == "a deputy leads only alone"
    assert refused.value.facts == {"seat": "station-master", "by": "p-zhangwei"}


def test_one_deputy_may_ask_another_for_the_lead(room):
    sit(room, DEPUTY_MASTER, deputy=True)

    sit(room, SECOND_MASTER, deputy=True, leading=True)

    assert leading(room.board, Seat.STATION_MASTER).person == "p-liqiang"


def test_a_deputy_who_does_not_ask_sits_beside_the_leading_one(room):
    sit(room, MASTER)

    sit(room, DEPUTY_MASTER, deputy=True)

    assert leading(room.board, Seat.STATION_MASTER).person == "p-zhangwei"


def test_a_grant_for_one_line_gives_that_line_unasked(room):
    sit(room, SECOND_MASTER, line="7")

    assert holders(room.board, Seat.STATION_MASTER)[0].lines == ("7",)


def test_a_grant_for_one_line_does_not_reach_another(room):
    with pytest.raises(Refused) as refused:
        sit(room, SECOND_MASTER, line="7", lines=("2",))

    assert refused.value.reason == "the grant covers other lines"
    assert refused.value.facts == {"lines": ["7"], "asked": ["2"]}


@pytest.mark.parametrize(
    ("asked", "reason", "facts"),
    [
        pytest.param(
            {"lines": ("9",)},
            "no such line here",
            {"lines": ["9"], "known": ["2", "7", "14"]},
            id="a line that does not stop here",
        ),
        pytest.param(
            {"exits": ("1", "99")},
            "no such exit here",
            {"exits": ["1", "99"], "known": ["1", "2"]},
            id="an exit that the station has not",
        ),
    ],
)
def test_a_holder_answers_only_for_what_the_station_has(room, asked, reason, facts):
    with pytest.raises(Refused) as refused:
        sit(room, MASTER, **asked)

    assert refused.value.reason == reason
    assert refused.value.facts == facts


def test_to_sit_down_twice_alike_is_refused(room):
    sit(room, MASTER)

    with pytest.raises(Refused) as refused:
        sit(room, MASTER)

    assert refused.value.reason == "already in this seat"
    assert refused.value.facts == {"seat": "station-master"}


def test_a_holder_may_say_anew_for_what_they_answer_and_keeps_their_place(room):
    sit(room, STREET)
    room.clock.advance(60)

    sit(room, STREET, exits=("1",))

    sitting = holders(room.board, Seat.STREET)
    assert [(one.person, one.exits, one.leading) for one in sitting] == [("p-xujing", ("1",), True)]
    assert sitting[0].since == room.now - minutes(1)


def test_the_lead_passes_in_writing_to_the_next_holder_before_any_deputy(room):
    sit(room, MASTER)
    sit(room, DEPUTY_MASTER, deputy=True)
    sit(room, SECOND_MASTER)

    room.act(LeaveSeat(Seat.STATION_MASTER), MASTER)

    assert room.kinds[-2:] == ["SeatLeft", "LeadPassed"]
    assert (room.last.person, room.last.was) == ("p-liqiang", "p-zhangwei")
    assert leading(room.board, Seat.STATION_MASTER).person == "p-liqiang"


def test_the_lead_passes_to_a_deputy_when_nobody_else_is_left(room):
    sit(room, MASTER)
    sit(room, DEPUTY_MASTER, deputy=True)

    room.act(LeaveSeat(Seat.STATION_MASTER), MASTER)

    assert leading(room.board, Seat.STATION_MASTER).person == "p-liuyang"


def test_who_does_not_lead_leaves_without_a_change_of_lead(room):
    sit(room, MASTER)
    sit(room, SECOND_MASTER)

    room.act(LeaveSeat(Seat.STATION_MASTER), SECOND_MASTER)

    assert room.kinds[-1] == "SeatLeft"
    assert leading(room.board, Seat.STATION_MASTER).person == "p-zhangwei"


def test_nobody_leaves_a_seat_in_which_they_do_not_sit(room):
    sit_all(room)

    with pytest.raises(Refused) as refused:
        room.act(LeaveSeat(Seat.STREET), LOCAL)

    assert refused.value.reason == "not in this seat"
    assert refused.value.facts == {"seat": "street"}


def test_in_calm_a_seat_may_be_left_empty(room):
    sit(room, STREET)

    room.act(LeaveSeat(Seat.STREET), STREET)

    assert room.tablet.panels["seats"]["seats"]["street"]["empty"]


def test_no_seat_is_left_empty_while_a_response_runs(room):
    sit_all(room)
    room.act(OrderLevel(ResponseLevel.THREE, seen=None), MASTER)

    with pytest.raises(Refused) as refused:
        room.act(LeaveSeat(Seat.STREET), STREET)

    assert refused.value.reason == "the seat would be empty"
    assert refused.value.facts == {"seat": "street", "colour": None, "level": "three"}


def test_a_seat_that_was_handed_over_may_be_left_while_a_response_runs(room):
    sit_all(room)
    room.act(OrderLevel(ResponseLevel.THREE, seen=None), MASTER)
    sit(room, Author("p-gaofei", "street"), deputy=True)

    room.act(LeaveSeat(Seat.STREET), STREET)

    assert leading(room.board, Seat.STREET).person == "p-gaofei"


def test_a_seat_may_be_left_empty_again_after_the_response(room):
    sit_all(room)
    room.act(OrderLevel(ResponseLevel.THREE, seen=None), MASTER)
    room.happen(StoodDown(was=ResponseLevel.THREE, decision="d-6"))

    room.act(LeaveSeat(Seat.STREET), STREET)

    assert not holders(room.board, Seat.STREET)


@pytest.mark.parametrize("colour", ["yellow", "orange", "red"])
def test_no_seat_is_left_empty_while_an_alert_stands_at_yellow_or_above(room, colour):
    sit_all(room)
    raise_alert(room, colour)

    with pytest.raises(Refused) as refused:
        room.act(LeaveSeat(Seat.STREET), STREET)

    assert refused.value.facts == {"seat": "street", "colour": colour, "level": None}


def test_under_a_blue_alert_a_seat_may_be_left_empty(room):
    sit_all(room)
    raise_alert(room, "blue")

    room.act(LeaveSeat(Seat.STREET), STREET)

    assert not holders(room.board, Seat.STREET)
