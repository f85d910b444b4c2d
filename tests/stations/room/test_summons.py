"""An orange calls whom it concerns, once each, and the call ends with it."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from metro_flow.alerts import panel as alerts
from metro_flow.alerts.colour import AlertColour
from metro_flow.logbook.entry import Author
from metro_flow.people.person import Seat
from stations.room import call
from stations.room.call import (
    AnswerCall,
)
from stations.room.reported import Situation
from stations.room.situation import ReportCrush, ReportSituation
from stations.room.summons import CallTerms
from tests.builders import PracticeRoom
from tests.stations.room.calls import (
    OFFICER,
    a_call,
    a_call_room,
    an_orange,
    called,
    over,
    person,
    shown,
)
from tests.stations.room.chiefs import (
    DEPUTY_TRANSIT,
    DISTRICT,
    FOUR,
    LOCAL,
    MASTER,
    SECOND_MASTER,
    STREET,
    TRANSIT,
    sit,
    sit_all,
)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[PracticeRoom]:
    room = a_call_room(tmp_path)
    yield room
    room.check()


def test_an_orange_calls_the_four_chiefs_at_the_next_round(room: PracticeRoom) -> None:
    sit_all(room)

    written = an_orange(room)

    assert written == ["CallIssued"]
    assert called(room) == ["p-zhangwei", "p-chenjun", "p-zhaolei", "p-xujing"]
    assert shown(room)["colour"] == "orange"
    assert shown(room)["alert"] == room.board[alerts.PANEL].open[0].id
    assert room.wait(60) == []


@pytest.mark.parametrize("mild", [Situation.CROWDING, Situation.EQUIPMENT, Situation.OTHER])
def test_a_milder_colour_calls_nobody(room: PracticeRoom, mild: Situation) -> None:
    sit_all(room)
    room.act(ReportSituation(mild, "paid"), MASTER)

    assert room.wait(60) == []


def test_a_station_may_begin_its_calls_at_another_colour(tmp_path: Path) -> None:
    terms = CallTerms(begins_at=AlertColour.YELLOW, confirmed_by="街道应急办")
    place = SimpleNamespace(call_terms=terms, lines=(), exits=(), spaces=())
    room = a_call_room(tmp_path, place)
    sit_all(room)

    room.act(ReportSituation(Situation.CROWDING, None), MASTER)

    assert room.wait(1) == ["CallIssued"]
    assert person(room, "p-xujing")["arrive_provisional"] is False


def test_deadlines_stand_in_the_call_as_moments_by_role(room: PracticeRoom) -> None:
    a_call(room)

    due = {each["seat"]: each["arrive_due"][11:19] for each in shown(room)["people"]}
    assert {each["answer_due"][11:19] for each in shown(room)["people"]} == {"09:32:01"}
    assert due == {
        "station-master": "09:33:01",
        "transit-police": "09:40:01",
        "local-police": "09:40:01",
        "street": "09:45:01",
    }
    assert all(each["arrive_provisional"] for each in shown(room)["people"])


def test_holders_are_called_by_their_lines_and_the_leading_one_always(
    room: PracticeRoom,
) -> None:
    third = Author("p-wangfang", "station-master", "tablet-3")
    sit(room, MASTER, lines=("2",), leading=True)
    sit(room, SECOND_MASTER, lines=("7",))
    sit(room, third, lines=("14",))
    for chief in FOUR[1:]:
        sit(room, chief)

    an_orange(room, "platform-7")

    assert called(room)[:2] == ["p-zhangwei", "p-liqiang"]
    assert "p-wangfang" not in called(room)


def test_an_empty_seat_calls_its_deputies_and_is_not_called_empty(room: PracticeRoom) -> None:
    for chief in (MASTER, LOCAL, STREET):
        sit(room, chief)
    sit(room, DEPUTY_TRANSIT, deputy=True)

    an_orange(room)

    assert person(room, "p-zhoumin")["rank"] == "deputy"
    assert shown(room)["empty_seats"] == []


def test_a_seat_without_anyone_calls_the_duty_officer_by_role_and_says_so(
    room: PracticeRoom,
) -> None:
    sit(room, MASTER)

    an_orange(room)

    assert called(room) == ["p-zhangwei", "district-officer"]
    assert shown(room)["empty_seats"] == ["transit-police", "local-police", "street"]
    assert person(room, "district-officer")["arrive_due"] is None


def test_the_duty_officer_answers_for_the_role_and_has_a_name_from_then_on(
    room: PracticeRoom,
) -> None:
    sit(room, MASTER)
    an_orange(room)

    room.act(AnswerCall(shown(room)["id"]), DISTRICT, grants=OFFICER)

    assert called(room) == ["p-zhangwei", "p-hetao"]
    assert person(room, "p-hetao")["state"] == "answered"
    assert room.wait(60) == []


def test_whoever_sits_down_while_a_call_is_open_is_called_too(room: PracticeRoom) -> None:
    sit(room, MASTER)
    an_orange(room)

    sit(room, TRANSIT)

    assert room.wait(1) == ["CallWidened"]
    assert person(room, "p-chenjun")["answer_due"] == "2015-04-01T09:32:02.000Z"
    assert shown(room)["empty_seats"] == ["local-police", "street"]


def test_a_second_alert_joins_the_open_call_and_rings_nobody_twice(room: PracticeRoom) -> None:
    a_call(room)

    written = an_orange(room, "unpaid")

    assert written == ["CallWidened"]
    assert len(shown(room)["alerts"]) == 2
    assert len(called(room)) == len(set(called(room))) == 4


def test_a_call_grows_to_red_with_its_alert(room: PracticeRoom) -> None:
    a_call(room)
    room.act(ReportCrush("paid"), LOCAL)

    assert room.wait(1) == ["CallWidened"]
    assert shown(room)["colour"] == "red"
    assert len(called(room)) == 4


def test_a_call_closes_when_no_alert_needs_the_chiefs_and_its_timers_die(
    room: PracticeRoom,
) -> None:
    call_id = a_call(room)

    over(room)

    assert room.wait(3600) == ["CallClosed"]
    closed = room.tablet.panels["call"]["last_closed"]
    assert closed["id"] == call_id
    assert closed["closed_at"] == "2015-04-01T09:30:02.000Z"


def test_a_colour_that_returns_is_a_call_of_its_own(room: PracticeRoom) -> None:
    first = a_call(room)
    over(room)
    room.wait(1)

    an_orange(room)

    assert shown(room)["id"] != first


def shelve(room: PracticeRoom) -> str:
    (alert,) = room.board[alerts.PANEL].open
    until = room.now.replace(hour=10, minute=0)
    room.act(alerts.ShelveAlert(alert.id, until, "已知"), MASTER)
    return alert.id


def test_a_shelved_alert_begins_no_call_until_it_returns(room: PracticeRoom) -> None:
    sit_all(room)
    room.act(ReportSituation(Situation.TRAIN_FAILURE, "paid"), MASTER)
    shelve(room)

    assert room.wait(29 * 60) == []
    assert room.wait(61) == ["AlertReturned", "CallIssued"]


def test_an_alert_shelved_during_its_call_does_not_end_it(room: PracticeRoom) -> None:
    a_call(room)

    alert = shelve(room)

    assert "CallClosed" not in room.wait(60)
    assert shown(room)["alerts"] == [alert]


def test_a_seat_has_heard_when_every_holder_of_that_line_has_acknowledged(
    room: PracticeRoom,
) -> None:
    sit(room, MASTER, lines=("2",), leading=True)
    sit(room, SECOND_MASTER, lines=("2", "7"))
    an_orange(room, "platform-2")

    def heard() -> bool:
        (alert,) = room.board[alerts.PANEL].open
        return call.heard_by(room.board, alert, Seat.STATION_MASTER)

    (alert,) = room.board[alerts.PANEL].open
    room.act(alerts.AcknowledgeAlert(alert.id, alert.activation), MASTER)
    after_one = heard()
    room.act(alerts.AcknowledgeAlert(alert.id, alert.activation), SECOND_MASTER)

    assert (after_one, heard()) == (False, True)
    assert not call.heard_by(room.board, alert, Seat.STREET)
