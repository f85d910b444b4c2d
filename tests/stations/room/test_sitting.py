"""Who sits where, as other panels ask it: scopes, the seat of an author, phone seats, the guard."""

import pytest

from metro_flow.errors import Refused
from metro_flow.logbook.entry import Act, Author, Grant
from metro_flow.people.person import Seat
from stations.profile.words import ResponseLevel
from stations.room.response import OrderLevel
from stations.room.seats import (
    MarkPhoneOnly,
    TakeSeat,
    holders,
    holders_meeting,
    seat_has,
    seat_of,
)
from tests.builders import HALF_PAST_FIVE
from tests.stations.room.chiefs import (
    FOUR,
    LOCAL,
    MASTER,
    SECOND_MASTER,
    STREET,
    TRANSIT,
    granted,
    sit,
    sit_all,
)
from tests.stations.room.interchange import a_room_of_seats


@pytest.fixture
def room(tmp_path):
    room = a_room_of_seats(tmp_path)
    yield room
    room.check()


def act_of(by, *, grants=()):
    return Act(by=by, at=HALF_PAST_FIVE, occurred_at=HALF_PAST_FIVE, grants=tuple(grants))


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
