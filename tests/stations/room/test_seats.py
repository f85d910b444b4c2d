"""The seats: who may sit down, who leads, who must stay."""

from dataclasses import dataclass

import pytest

from metro_flow.alerts.panel import PANEL as ALERTS
from metro_flow.errors import Refused
from metro_flow.logbook.entry import Act, Author, Grant
from metro_flow.people.person import Seat
from stations.profile.words import ResponseLevel
from stations.room import response, seats
from stations.room.level import StoodDown
from stations.room.response import OrderLevel
from stations.room.seats import (
    LeaveSeat,
    MarkPhoneOnly,
    TakeSeat,
    holders,
    holders_meeting,
    leading,
    seat_has,
    seat_of,
)
from tests.builders import HALF_PAST_FIVE, PracticeRoom, minutes
from tests.stations.room.chiefs import (
    DEPUTY_MASTER,
    FOUR,
    LOCAL,
    MASTER,
    SECOND_MASTER,
    STRANGER,
    STREET,
    TRANSIT,
    granted,
    raise_alert,
    sit,
    sit_all,
)


@dataclass(frozen=True)
class Named:
    """A line or an exit of the tests' station."""

    line: str = ""
    id: str = ""


@dataclass(frozen=True)
class Interchange:
    """As much of a station as the seats ask for."""

    lines = (Named(line="2"), Named(line="7"), Named(line="14"))
    exits = (Named(id="1"), Named(id="2"))


@pytest.fixture
def room(tmp_path):
    room = PracticeRoom(
        tmp_path,
        (ALERTS, seats.PANEL, response.PANEL),
        {**seats.COMMANDS, **response.COMMANDS},
        place=Interchange(),
    )
    yield room
    room.check()


def act_of(by, *, grants=()):
    return Act(by=by, at=HALF_PAST_FIVE, occurred_at=HALF_PAST_FIVE, grants=tuple(grants))


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


def test_a_chief_marks_their_own_holding_as_reached_by_voice_only(room):
    sit(room, MASTER)
    sit(room, SECOND_MASTER)

    room.act(MarkPhoneOnly(Seat.STATION_MASTER, phone_only=True), SECOND_MASTER)

    sitting = holders(room.board, Seat.STATION_MASTER)
    assert [one.phone_only for one in sitting] == [False, True]


def test_the_leading_station_master_marks_another_seat_as_a_phone_seat_and_back(room):
    sit_all(room)

    room.act(MarkPhoneOnly(Seat.STREET, phone_only=True), MASTER)
    assert holders(room.board, Seat.STREET)[0].phone_only

    room.act(MarkPhoneOnly(Seat.STREET, phone_only=False), STREET)
    assert not holders(room.board, Seat.STREET)[0].phone_only


@pytest.mark.parametrize(
    ("by", "seat", "reason"),
    [
        pytest.param(LOCAL, Seat.STREET, "not in this seat", id="a neighbour"),
        pytest.param(SECOND_MASTER, Seat.STREET, "not in this seat", id="a master not leading"),
    ],
)
def test_nobody_else_marks_a_seat(room, by, seat, reason):
    sit_all(room)
    sit(room, SECOND_MASTER)

    with pytest.raises(Refused) as refused:
        room.act(MarkPhoneOnly(seat, phone_only=True), by)

    assert refused.value.reason == reason


def test_an_empty_seat_cannot_be_a_phone_seat(room):
    sit(room, MASTER)

    with pytest.raises(Refused) as refused:
        room.act(MarkPhoneOnly(Seat.STREET, phone_only=True), MASTER)

    assert refused.value.reason == "the seat is empty"


def test_to_mark_a_seat_as_it_is_already_is_refused(room):
    sit(room, STREET)

    with pytest.raises(Refused) as refused:
        room.act(MarkPhoneOnly(Seat.STREET, phone_only=False), STREET)

    assert refused.value.reason == "already marked so"
    assert refused.value.facts == {"seat": "street", "phone_only": False}


@pytest.mark.parametrize(
    ("lines", "exits", "who"),
    [
        pytest.param((), (), ["p-zhangwei", "p-liqiang"], id="everywhere meets everyone"),
        pytest.param(("2",), (), ["p-zhangwei"], id="line 2 meets its own master"),
        pytest.param(("14",), (), [], id="line 14 meets nobody"),
        pytest.param(("7",), ("1",), ["p-liqiang"], id="line 7 at any exit"),
    ],
)
def test_holders_meet_what_touches_their_lines_and_exits(room, lines, exits, who):
    sit(room, MASTER, line="2")
    sit(room, SECOND_MASTER, line="7")

    met = holders_meeting(room.board, Seat.STATION_MASTER, lines=lines, exits=exits)

    assert [one.person for one in met] == who


def test_a_holder_for_some_exits_does_not_meet_another_exit(room):
    sit(room, STREET, exits=("1",))

    assert not holders_meeting(room.board, Seat.STREET, exits=("2",))
    assert holders_meeting(room.board, Seat.STREET, lines=("2",), exits=("1", "2"))


def test_the_seat_of_an_author_is_the_one_they_sit_in(room):
    sit_all(room)

    assert [seat_of(room.board, act_of(chief)) for chief in FOUR] == list(Seat)
    assert seat_has(room.board, Seat.STREET, "p-xujing")
    assert not seat_has(room.board, Seat.STREET, "p-zhaolei")


def test_an_author_in_two_seats_acts_from_the_one_they_name(room):
    sit(room, TRANSIT)
    room.act(TakeSeat(Seat.LOCAL_POLICE), TRANSIT, grants=granted("local-police"))

    named = Author("p-chenjun", "local-police")

    assert seat_of(room.board, act_of(named)) is Seat.LOCAL_POLICE
    assert seat_of(room.board, act_of(Author("p-chenjun"))) is Seat.TRANSIT_POLICE


def test_who_sits_nowhere_has_no_seat_whatever_their_message_says(room):
    claimed = Author("p-nobody", "station-master")

    with pytest.raises(Refused) as refused:
        seat_of(room.board, act_of(claimed))

    assert refused.value.reason == "holds no seat"
    assert refused.value.facts == {"person": "p-nobody", "seat": "station-master"}


def test_who_names_a_seat_that_is_not_theirs_acts_from_none(room):
    sit_all(room)
    claimed = Author("p-xujing", "station-master")

    with pytest.raises(Refused) as refused:
        room.act(OrderLevel(ResponseLevel.THREE, seen=None), claimed)

    assert refused.value.facts["standing"] == []


def test_a_bare_grant_gives_no_more_than_the_table_gives_a_grant(room):
    with pytest.raises(Refused) as refused:
        room.act(
            OrderLevel(ResponseLevel.THREE, seen=None), MASTER, grants=granted("station-master")
        )

    assert refused.value.reason == "not yours to order"
    assert refused.value.facts["standing"] == ["station-master grant"]


def test_a_grant_of_another_role_does_not_widen_a_seat(room):
    sit(room, STREET)
    grants = [Grant("station-master"), Grant("operator")]

    with pytest.raises(Refused) as refused:
        room.act(OrderLevel(ResponseLevel.THREE, seen=None), STREET, grants=grants)

    assert refused.value.facts["standing"] == [
        "street leading",
        "station-master grant",
        "operator grant",
    ]
