"""A step's life: forward only, by its own seat, once."""

import pytest

from metro_flow.errors import Refused
from metro_flow.logbook.entry import Author
from stations.profile.words import ResponseLevel
from stations.room.plan_events import Channel, Spoken
from stations.room.plan_steps import (
    AcknowledgeStep,
    ArriveAtStep,
    DeclineStep,
    FinishStep,
    RecordStepByVoice,
    SetOutForStep,
)
from tests.stations.room.chiefs import (
    LOCAL,
    MASTER,
    SECOND_MASTER,
    STREET,
    sit,
)
from tests.stations.room.runs import a_plan_room, order, run_shown, states

THREE, TWO, ONE = ResponseLevel.THREE, ResponseLevel.TWO, ResponseLevel.ONE


RUN = "run-7"


@pytest.fixture
def room(tmp_path):
    room = a_plan_room(tmp_path)
    order(room, ONE)
    yield room
    room.check()


def shown(room, step):
    return next(one for one in run_shown(room)["steps"] if one["id"] == step)


def test_a_step_goes_from_open_to_done_and_says_who_has_it(room):
    assert shown(room, "pavement") == {
        "id": "pavement",
        "state": "open",
        "due_at": "2015-04-01T09:40:01.000Z",
    }

    room.act(AcknowledgeStep(RUN, "pavement"), LOCAL)
    assert states(room)["pavement"] == "acknowledged"
    room.act(SetOutForStep(RUN, "pavement", minutes=4), LOCAL)
    assert room.last.minutes == 4
    assert states(room)["pavement"] == "on-the-way"
    room.act(ArriveAtStep(RUN, "pavement"), LOCAL)
    assert shown(room, "pavement") == {
        "id": "pavement",
        "state": "arrived",
        "due_at": "2015-04-01T09:40:01.000Z",
        "person": "p-zhaolei",
    }
    room.act(FinishStep(RUN, "pavement", " queue rails stand "), LOCAL)

    assert room.last.words == "queue rails stand"
    assert shown(room, "pavement") == {
        "id": "pavement",
        "state": "done",
        "person": "p-zhaolei",
        "at": "2015-04-01T09:30:01.000Z",
    }


def test_a_step_may_be_finished_straight_from_open(room):
    room.act(FinishStep(RUN, "report"), STREET)

    assert states(room)["report"] == "done"


def test_any_holder_of_the_seat_brings_its_step_forward(room):
    sit(room, SECOND_MASTER)

    room.act(AcknowledgeStep(RUN, "order"), MASTER)
    room.act(FinishStep(RUN, "order"), SECOND_MASTER)

    assert shown(room, "order")["person"] == "p-liqiang"


COMMANDS = {
    "acknowledge": AcknowledgeStep(RUN, "pavement"),
    "set out": SetOutForStep(RUN, "pavement"),
    "arrive": ArriveAtStep(RUN, "pavement"),
    "finish": FinishStep(RUN, "pavement"),
    "decline": DeclineStep(RUN, "pavement", "no rails"),
}


STATES = {
    "acknowledge": "acknowledged",
    "set out": "on-the-way",
    "arrive": "arrived",
    "finish": "done",
}


FORWARD = list(STATES)


@pytest.mark.parametrize(
    ("done", "asked"),
    [
        pytest.param(done, asked, id=f"{asked} after {done}")
        for number, done in enumerate(FORWARD[:3])
        for asked in FORWARD[: number + 1]
    ],
)
def test_a_step_never_goes_back(room, done, asked):
    room.act(COMMANDS[done], LOCAL)

    with pytest.raises(Refused) as refused:
        room.act(COMMANDS[asked], LOCAL)

    assert refused.value.reason == "the step is further"
    assert refused.value.facts == {
        "step": "pavement",
        "state": STATES[done],
        "by": "p-zhaolei",
        "at": "2015-04-01T09:30:01.000Z",
    }


@pytest.mark.parametrize("asked", list(COMMANDS))
def test_what_is_finished_is_so_for_everyone(room, asked):
    sit(room, Author("p-sunli", "local-police"), deputy=True)
    room.act(FinishStep(RUN, "pavement"), Author("p-sunli", "local-police"))

    with pytest.raises(Refused) as refused:
        room.act(COMMANDS[asked], LOCAL)

    assert refused.value.reason == "already finished"
    assert refused.value.facts == {
        "step": "pavement",
        "by": "p-sunli",
        "at": "2015-04-01T09:30:01.000Z",
    }


@pytest.mark.parametrize("asked", list(COMMANDS))
def test_what_another_declined_is_refused_with_their_words(room, asked):
    sit(room, Author("p-sunli", "local-police"), deputy=True)
    room.act(DeclineStep(RUN, "pavement", "no rails"), Author("p-sunli", "local-police"))

    with pytest.raises(Refused) as refused:
        room.act(COMMANDS[asked], LOCAL)

    assert refused.value.reason == "already declined"
    assert refused.value.facts == {
        "step": "pavement",
        "by": "p-sunli",
        "at": "2015-04-01T09:30:01.000Z",
        "why": "no rails",
    }


@pytest.mark.parametrize("asked", list(COMMANDS))
def test_no_other_seat_brings_a_step_forward(room, asked):
    with pytest.raises(Refused) as refused:
        room.act(COMMANDS[asked], STREET)

    assert refused.value.reason == "not your step"
    assert refused.value.facts == {"step": "pavement", "seat": "local-police"}


@pytest.mark.parametrize(
    "command",
    [
        AcknowledgeStep(RUN, "gates"),
        SetOutForStep(RUN, "gates"),
        ArriveAtStep(RUN, "gates"),
        FinishStep(RUN, "gates"),
        RecordStepByVoice(RUN, "gates", Spoken.DONE, Channel.RADIO),
    ],
    ids=lambda command: type(command).__name__,
)
def test_a_step_whose_forerunners_wait_is_refused(room, command):
    with pytest.raises(Refused) as refused:
        room.act(command, MASTER)

    assert refused.value.reason == "forerunners are not done"
    assert refused.value.facts == {"step": "gates", "waits_for": ["order"]}


def test_declining_a_waiting_step_is_no_way_around_its_forerunners(room):
    room.act(DeclineStep(RUN, "gates", "the key is gone"), MASTER)

    with pytest.raises(Refused) as refused:
        room.act(FinishStep(RUN, "gates"), MASTER)

    assert refused.value.reason == "forerunners are not done"


def test_a_decline_says_why_and_goes_to_the_leading_station_master(room):
    room.act(DeclineStep(RUN, "pavement", " no rails "), LOCAL)

    assert room.last.reason == "no rails"
    assert room.last.escalated_to == ("p-zhangwei",)
    assert shown(room, "pavement") == {
        "id": "pavement",
        "state": "declined",
        "person": "p-zhaolei",
        "at": "2015-04-01T09:30:01.000Z",
        "reason": "no rails",
    }


def test_a_decline_needs_a_reason(room):
    with pytest.raises(Refused) as refused:
        room.act(DeclineStep(RUN, "pavement", " "), LOCAL)

    assert refused.value.reason == "a reason is needed"


def test_who_declined_may_think_again(room):
    room.act(DeclineStep(RUN, "pavement", "no rails"), LOCAL)

    room.act(FinishStep(RUN, "pavement"), LOCAL)

    assert "reason" not in shown(room, "pavement")
    assert states(room)["pavement"] == "done"


def test_the_leading_station_master_takes_over_what_was_declined(room):
    room.act(DeclineStep(RUN, "pavement", "no rails"), LOCAL)

    room.act(
        RecordStepByVoice(RUN, "pavement", Spoken.DONE, Channel.RADIO, "guards did it"), MASTER
    )

    assert shown(room, "pavement") == {
        "id": "pavement",
        "state": "done",
        "person": "p-zhangwei",
        "at": "2015-04-01T09:30:01.000Z",
        "by_voice": True,
    }


@pytest.mark.parametrize("spoken", list(Spoken))
def test_what_a_seat_says_by_voice_is_written_down_with_channel_and_words(room, spoken):
    room.act(RecordStepByVoice(RUN, "pavement", spoken, Channel.PHONE, " we are here "), MASTER)

    assert (room.last.channel, room.last.words) == ("phone", "we are here")
    assert shown(room, "pavement")["state"] == spoken.value
    assert shown(room, "pavement")["by_voice"]


def test_a_seat_writes_down_what_its_own_people_say(room):
    room.act(RecordStepByVoice(RUN, "pavement", Spoken.ARRIVED, Channel.RADIO), LOCAL)

    assert states(room)["pavement"] == "arrived"


def test_a_tap_after_a_voice_is_no_longer_by_voice(room):
    room.act(RecordStepByVoice(RUN, "pavement", Spoken.ARRIVED, Channel.RADIO), LOCAL)

    room.act(FinishStep(RUN, "pavement"), LOCAL)

    assert "by_voice" not in shown(room, "pavement")


@pytest.mark.parametrize(
    "by", [STREET, SECOND_MASTER], ids=["another seat", "a station master who does not lead"]
)
def test_nobody_else_writes_down_for_a_seat(room, by):
    sit(room, SECOND_MASTER)

    with pytest.raises(Refused) as refused:
        room.act(RecordStepByVoice(RUN, "pavement", Spoken.DONE, Channel.PHONE), by)

    assert refused.value.reason == "not your step"


def test_a_voice_never_brings_a_step_back(room):
    room.act(ArriveAtStep(RUN, "pavement"), LOCAL)

    with pytest.raises(Refused) as refused:
        room.act(RecordStepByVoice(RUN, "pavement", Spoken.ON_THE_WAY, Channel.PHONE), MASTER)

    assert refused.value.reason == "the step is further"
