"""Every receipt is kept: by tap or by voice, once, and only by whom it concerns."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from metro_flow.alerts import panel as alerts
from metro_flow.errors import Malformed, Refused, Unknown
from metro_flow.logbook.entry import Author, parse_command
from stations.room import call
from stations.room.call import (
    AnswerCall,
    Arrive,
    ConfirmVoiceAnswer,
    DeclineCall,
    RecordVoiceAnswer,
    SetOut,
)
from stations.room.turnout import Channel, Receipt
from tests.builders import PracticeRoom
from tests.stations.room.calls import (
    OFFICER,
    a_call,
    a_call_room,
    an_orange,
    over,
    person,
    shown,
)
from tests.stations.room.chiefs import (
    DISTRICT,
    MASTER,
    STREET,
    TRANSIT,
    sit,
)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[PracticeRoom]:
    room = a_call_room(tmp_path)
    yield room
    room.check()


def test_a_no_may_become_a_yes(room: PracticeRoom) -> None:
    call_id = a_call(room)
    room.act(DeclineCall(call_id, "在另一站处置"), STREET)

    room.act(AnswerCall(call_id), STREET)

    assert person(room, "p-xujing")["state"] == "answered"
    assert person(room, "p-xujing")["reason"] is None


def test_a_chief_goes_from_called_to_arrived(room: PracticeRoom) -> None:
    call_id = a_call(room)

    states = []
    for command in (AnswerCall(call_id), SetOut(call_id, 6), Arrive(call_id, "2号口")):
        room.wait(10)
        room.act(command, STREET)
        states.append(person(room, "p-xujing")["state"])

    chief = person(room, "p-xujing")
    assert states == ["answered", "on-the-way", "arrived"]
    assert chief["answered_at"] == "2015-04-01T09:30:11.000Z"
    assert chief["promised_at"] == "2015-04-01T09:36:21.000Z"
    assert chief["arrived_at"] == "2015-04-01T09:30:31.000Z"
    assert chief["post"] == "2号口"


def test_setting_out_answers_too_and_a_later_promise_replaces_it(room: PracticeRoom) -> None:
    call_id = a_call(room)

    room.act(SetOut(call_id, 6), STREET)
    room.act(SetOut(call_id, 9), STREET)

    chief = person(room, "p-xujing")
    assert chief["answered_at"] == "2015-04-01T09:30:01.000Z"
    assert chief["promised_at"] == "2015-04-01T09:39:01.000Z"


def test_the_same_answer_twice_is_written_once(room: PracticeRoom) -> None:
    call_id = a_call(room)
    room.act(AnswerCall(call_id), STREET)
    room.act(SetOut(call_id, 6), STREET)

    assert room.act(AnswerCall(call_id), STREET).seqs == ()
    assert person(room, "p-xujing")["state"] == "on-the-way"


@pytest.mark.parametrize(
    "late",
    [
        pytest.param(lambda call_id: SetOut(call_id, 3), id="setting out"),
        pytest.param(lambda call_id: Arrive(call_id, "1号口"), id="arriving"),
        pytest.param(lambda call_id: DeclineCall(call_id, "走错"), id="declining"),
    ],
)
def test_after_arriving_nothing_is_left_to_say(
    room: PracticeRoom, late: Callable[[str], object]
) -> None:
    call_id = a_call(room)
    room.act(Arrive(call_id, "2号口"), STREET)

    with pytest.raises(Refused, match="already arrived"):
        room.act(late(call_id), STREET)


def voice(call_id: str, answer: Receipt, minutes: int | None = None) -> RecordVoiceAnswer:
    return RecordVoiceAnswer(call_id, "p-xujing", answer, minutes, Channel.PHONE, "马上到")


def test_a_voice_counts_as_an_answer_and_names_who_wrote_it_down(room: PracticeRoom) -> None:
    call_id = a_call(room)

    room.act(voice(call_id, Receipt.ON_THE_WAY, 5), MASTER)

    chief = person(room, "p-xujing")
    assert (chief["state"], chief["promised_at"]) == ("on-the-way", "2015-04-01T09:35:01.000Z")
    assert chief["by_voice"] == {
        "channel": "phone",
        "words": "马上到",
        "recorded_by": "p-zhangwei",
        "confirmed": False,
    }


def test_who_answered_by_voice_is_not_chased(room: PracticeRoom) -> None:
    call_id = a_call(room)
    room.act(voice(call_id, Receipt.ANSWERED), MASTER)

    written = room.wait(121)

    assert written == ["CallEscalated"] * 3
    assert person(room, "p-xujing")["overdue"] is None


def test_the_speaker_confirms_what_was_written_down_once(room: PracticeRoom) -> None:
    call_id = a_call(room)
    room.act(voice(call_id, Receipt.ANSWERED), MASTER)

    room.act(ConfirmVoiceAnswer(call_id), STREET)

    assert person(room, "p-xujing")["by_voice"]["confirmed"] is True
    with pytest.raises(Refused, match="nothing to confirm"):
        room.act(ConfirmVoiceAnswer(call_id), STREET)


def test_the_duty_officer_may_be_reached_by_voice_too(room: PracticeRoom) -> None:
    sit(room, MASTER)
    an_orange(room)
    call_id = shown(room)["id"]
    spoken = RecordVoiceAnswer(
        call_id, "district-officer", Receipt.ANSWERED, None, Channel.PHONE, "收到"
    )
    room.act(spoken, MASTER)

    room.act(ConfirmVoiceAnswer(call_id), DISTRICT, grants=OFFICER)

    assert person(room, "p-hetao")["by_voice"]["confirmed"] is True


@pytest.mark.parametrize(
    ("who", "answer", "by", "reason"),
    [
        pytest.param("p-xujing", "answered", STREET, "answer for yourself", id="oneself"),
        pytest.param("p-nobody", "answered", MASTER, "not called", id="a stranger"),
        pytest.param("p-xujing", "declined", MASTER, "not an answer", id="a no by voice"),
        pytest.param("p-chenjun", "answered", MASTER, "already known", id="what is known"),
    ],
)
def test_a_voice_that_tells_nothing_is_refused(
    room: PracticeRoom, who: str, answer: str, by: Author, reason: str
) -> None:
    call_id = a_call(room)
    room.act(SetOut(call_id, 3), TRANSIT)
    command = RecordVoiceAnswer(call_id, who, Receipt(answer), None, Channel.RADIO, "")

    with pytest.raises(Refused, match=reason):
        room.act(command, by)


def test_who_was_not_called_has_nothing_to_answer(room: PracticeRoom) -> None:
    call_id = a_call(room)

    with pytest.raises(Refused, match="not called"):
        room.act(AnswerCall(call_id), DISTRICT, grants=OFFICER)


def test_a_closed_call_says_so_and_one_that_never_was_is_unknown(room: PracticeRoom) -> None:
    call_id = a_call(room)
    over(room)
    room.wait(1)

    with pytest.raises(Refused, match="the call is closed"):
        room.act(AnswerCall(call_id), STREET)
    with pytest.raises(Unknown, match="c99"):
        room.act(AnswerCall("c99"), STREET)


def test_acknowledging_the_alert_and_answering_the_call_are_two_acts(room: PracticeRoom) -> None:
    call_id = a_call(room)
    (alert,) = room.board[alerts.PANEL].open

    room.act(alerts.AcknowledgeAlert(alert.id, alert.activation), STREET)
    acknowledged_only = person(room, "p-xujing")["state"]
    room.act(AnswerCall(call_id), STREET)

    assert acknowledged_only == "called"
    assert person(room, "p-xujing")["state"] == "answered"


@pytest.mark.parametrize(
    ("kind", "body", "field"),
    [
        pytest.param("SetOut", {"call": "c1", "minutes": -1}, "minutes", id="in the past"),
        pytest.param("SetOut", {"call": "c1", "minutes": 999}, "minutes", id="tomorrow"),
        pytest.param("SetOut", {"call": "c1", "minutes": True}, "minutes", id="true minutes"),
        pytest.param("DeclineCall", {"call": "c1", "reason": ""}, "reason", id="no reason"),
        pytest.param(
            "RecordVoiceAnswer",
            {
                "call": "c1",
                "person": "p-a",
                "answer": "answered",
                "minutes": None,
                "channel": "pigeon",
                "words": "",
            },
            "channel",
            id="an unknown channel",
        ),
    ],
)
def test_a_command_with_a_wrong_field_is_malformed_and_named(
    kind: str, body: dict[str, object], field: str
) -> None:
    kinds = {command.__name__: command for command in call.COMMANDS}

    with pytest.raises(Malformed) as wrong:
        parse_command(kinds, kind, body)

    assert [fault.field for fault in wrong.value.faults] == [field]
