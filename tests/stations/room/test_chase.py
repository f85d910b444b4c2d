"""Whoever is silent, declines or does not come is chased once, and it stands."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from metro_flow.people.person import Seat
from stations.room import seats
from stations.room.call import (
    AnswerCall,
    Arrive,
    DeclineCall,
)
from tests.builders import PracticeRoom
from tests.stations.room.calls import (
    a_call,
    a_call_room,
    an_orange,
    called,
    person,
    shown,
)
from tests.stations.room.chiefs import (
    DEPUTY_MASTER,
    DEPUTY_TRANSIT,
    FOUR,
    LOCAL,
    MASTER,
    SECOND_MASTER,
    STREET,
    sit,
    sit_all,
)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[PracticeRoom]:
    room = a_call_room(tmp_path)
    yield room
    room.check()


def test_two_minutes_of_silence_call_the_deputy_and_two_more_the_duty_officer(
    room: PracticeRoom,
) -> None:
    call_id = a_call(room)
    sit(room, DEPUTY_TRANSIT, deputy=True)
    for chief in (MASTER, LOCAL, STREET):
        room.act(Arrive(call_id, "站厅"), chief)

    first = (room.wait(119), room.wait(1), called(room)[-1])
    second = (room.wait(119), room.wait(1), called(room)[-1])

    assert first == ([], ["CallEscalated"], "p-zhoumin")
    assert second == ([], ["CallEscalated"], "district-officer")
    assert person(room, "p-chenjun")["overdue"] == "answer"


def test_silence_is_written_once_and_the_chase_ends_with_the_duty_officer(
    room: PracticeRoom,
) -> None:
    a_call(room)

    written = room.wait(1800)

    assert written == ["CallEscalated"] * 5
    assert called(room).count("district-officer") == 1
    assert {each["overdue"] for each in shown(room)["people"]} == {"answer"}


def test_two_holders_silent_together_call_their_deputy_once(room: PracticeRoom) -> None:
    sit_all(room)
    sit(room, SECOND_MASTER)
    sit(room, DEPUTY_MASTER, deputy=True)
    an_orange(room)
    for chief in FOUR[1:]:
        room.act(AnswerCall(shown(room)["id"]), chief)

    assert room.wait(121) == ["CallEscalated", "CallEscalated"]
    assert called(room).count("p-liuyang") == 1
    assert "district-officer" not in called(room)


def test_a_deputy_who_has_answered_ends_the_chase_of_that_seat(room: PracticeRoom) -> None:
    sit_all(room)
    sit(room, DEPUTY_MASTER, deputy=True)
    an_orange(room)
    for chief in FOUR[1:]:
        room.act(AnswerCall(shown(room)["id"]), chief)
    room.wait(121)

    room.act(AnswerCall(shown(room)["id"]), DEPUTY_MASTER)
    room.wait(170)

    assert "district-officer" not in called(room)


def test_a_deputy_on_the_way_stands_in_for_the_next_holder_who_declines(
    room: PracticeRoom,
) -> None:
    sit_all(room)
    sit(room, SECOND_MASTER)
    sit(room, DEPUTY_MASTER, deputy=True)
    an_orange(room)
    call_id = shown(room)["id"]
    room.act(DeclineCall(call_id, "在另一站"), MASTER)
    room.wait(1)
    room.act(AnswerCall(call_id), DEPUTY_MASTER)

    room.act(DeclineCall(call_id, "在另一站"), SECOND_MASTER)
    room.wait(1)

    assert called(room)[-1] == "p-liuyang"


def test_a_no_is_chased_at_the_next_round(room: PracticeRoom) -> None:
    call_id = a_call(room)

    room.act(DeclineCall(call_id, "在另一站处置"), STREET)

    assert room.wait(1) == ["CallEscalated"]
    assert person(room, "p-xujing")["reason"] == "在另一站处置"
    assert person(room, "p-xujing")["overdue"] is None
    assert called(room)[-1] == "district-officer"


def test_who_has_left_the_seat_is_not_chased(room: PracticeRoom) -> None:
    sit_all(room)
    sit(room, SECOND_MASTER)
    an_orange(room)
    for chief in FOUR:
        room.act(AnswerCall(shown(room)["id"]), chief)

    room.act(seats.LeaveSeat(Seat.STATION_MASTER), SECOND_MASTER)

    assert "CallEscalated" not in room.wait(200)


def test_who_answered_and_is_not_there_in_time_is_late_once(room: PracticeRoom) -> None:
    call_id = a_call(room)
    for chief in FOUR:
        room.act(AnswerCall(call_id), chief)
    room.act(Arrive(call_id, "站台"), MASTER)

    written = room.wait(3600)

    assert written == ["ArrivalMissed"] * 3
    assert person(room, "p-zhangwei")["overdue"] is None
    assert person(room, "p-xujing")["overdue"] == "arrival"
    assert room.last.person == "p-xujing"
    assert room.last.provisional


def test_an_arrival_after_its_time_stays_overdue(room: PracticeRoom) -> None:
    call_id = a_call(room)
    room.act(AnswerCall(call_id), MASTER)
    room.wait(200)

    room.act(Arrive(call_id, "站台"), MASTER)

    assert person(room, "p-zhangwei")["state"] == "arrived"
    assert person(room, "p-zhangwei")["overdue"] == "arrival"
