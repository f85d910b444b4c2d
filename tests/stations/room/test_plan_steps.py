"""A step's life: forward only, by its own seat, once."""

import orjson
import pytest

from metro_flow.errors import Refused
from metro_flow.logbook.entry import Author, told
from metro_flow.people.person import Seat
from stations.profile.words import ResponseLevel
from stations.room.level import StoodDown
from stations.room.plan_events import Channel, Spoken, StepAnswer
from stations.room.plan_steps import (
    AcknowledgeStep,
    ArriveAtStep,
    DeclineStep,
    FinishStep,
    RecordStepByVoice,
    RecordStepControl,
    SetOutForStep,
)
from stations.room.seats import LeaveSeat
from tests.stations.room.chiefs import (
    DEPUTY_TRANSIT,
    LOCAL,
    MASTER,
    SECOND_MASTER,
    STREET,
    TRANSIT,
    sit,
)
from tests.stations.room.plans import a_long_plan
from tests.stations.room.runs import a_plan_room, chief_of, finish, order, run_id, run_shown, states

THREE, TWO, ONE = ResponseLevel.THREE, ResponseLevel.TWO, ResponseLevel.ONE
RUN = "run-7"
EIGHT_KB = 8 * 1024


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


def test_a_step_that_asks_control_shows_it_and_waits_for_the_grant(room):
    assert shown(room, "skip-stop")["control"] == "asked"

    with pytest.raises(Refused) as refused:
        room.act(FinishStep(RUN, "skip-stop"), MASTER)

    assert refused.value.reason == "control has not granted it"
    assert refused.value.facts == {"step": "skip-stop", "control": "asked"}


def test_a_voice_does_not_go_around_control(room):
    with pytest.raises(Refused) as refused:
        room.act(RecordStepByVoice(RUN, "skip-stop", Spoken.DONE, Channel.PHONE), MASTER)

    assert refused.value.reason == "control has not granted it"


def test_what_control_refused_is_not_done_until_it_is_granted(room):
    room.act(RecordStepControl(RUN, "skip-stop", StepAnswer.REFUSED, "train in section"), MASTER)
    with pytest.raises(Refused) as refused:
        room.act(FinishStep(RUN, "skip-stop"), MASTER)

    room.act(RecordStepControl(RUN, "skip-stop", StepAnswer.GRANTED), MASTER)
    assert shown(room, "skip-stop")["control"] == "granted"
    room.act(FinishStep(RUN, "skip-stop"), MASTER)

    assert refused.value.facts == {"step": "skip-stop", "control": "refused"}
    assert states(room)["skip-stop"] == "done"


@pytest.mark.parametrize(
    ("before", "command", "reason", "facts"),
    [
        pytest.param(
            [],
            RecordStepControl(RUN, "order", StepAnswer.GRANTED),
            "control was not asked",
            {"step": "order"},
            id="an answer to a step that asks nobody",
        ),
        pytest.param(
            [RecordStepControl(RUN, "skip-stop", StepAnswer.GRANTED)],
            RecordStepControl(RUN, "skip-stop", StepAnswer.GRANTED),
            "control has answered so",
            {"step": "skip-stop", "answer": "granted"},
            id="the same answer twice",
        ),
        pytest.param(
            [
                RecordStepControl(RUN, "skip-stop", StepAnswer.GRANTED),
                FinishStep(RUN, "skip-stop"),
            ],
            RecordStepControl(RUN, "skip-stop", StepAnswer.REFUSED),
            "already finished",
            {"step": "skip-stop", "by": "p-zhangwei", "at": "2015-04-01T09:30:01.000Z"},
            id="an answer after the step is done",
        ),
    ],
)
def test_answers_of_control_are_refused_with_their_facts(room, before, command, reason, facts):
    for earlier in before:
        room.act(earlier, MASTER)

    with pytest.raises(Refused) as refused:
        room.act(command, MASTER)

    assert refused.value.reason == reason
    assert refused.value.facts == facts


def test_only_the_station_master_speaks_with_control(room):
    with pytest.raises(Refused) as refused:
        room.act(RecordStepControl(RUN, "skip-stop", StepAnswer.GRANTED), TRANSIT)

    assert refused.value.reason == "not yours to order"


def test_a_step_is_overdue_once_when_its_limit_passes(room):
    assert room.wait(59) == []

    assert room.wait(10) == ["StepOverdue"]
    assert room.last.step == "order"
    assert room.last.escalated_to == ("p-zhangwei",)
    assert shown(room, "order") == {
        "id": "order",
        "state": "open",
        "due_at": "2015-04-01T09:31:01.000Z",
        "overdue": True,
    }


def test_an_overdue_step_goes_to_its_seats_deputies_and_the_leading_station_master(room):
    sit(room, DEPUTY_TRANSIT, deputy=True)
    finish(room, "order")

    room.wait(121)

    overdue = [entry.event for entry in room.book.entries() if entry.kind == "StepOverdue"]
    escalated = {event.step: event.escalated_to for event in overdue}
    assert escalated["resident"] == ("p-zhoumin", "p-zhangwei")


def test_a_step_done_or_declined_in_time_is_never_overdue(room):
    finish(room, "order", "report")
    room.act(DeclineStep(RUN, "pavement", "no rails"), LOCAL)

    kinds = room.wait(601)

    late = [entry.event.step for entry in room.book.entries(limit=99) if entry.kind in kinds]
    assert sorted(late) == ["gates", "resident", "skip-stop"]


def test_steps_that_fall_due_in_one_moment_are_written_together(room):
    finish(room, "order")
    room.clock.advance(1000)

    room.fall_due()

    assert room.kinds[-5:] == ["StepOverdue"] * 5
    assert room.wait(100) == []


def test_a_late_step_stays_marked_until_it_is_done(room):
    room.wait(61)

    room.act(AcknowledgeStep(RUN, "order"), MASTER)
    assert shown(room, "order")["overdue"]
    finish(room, "order")

    assert "overdue" not in shown(room, "order")


def test_a_chief_who_left_the_seat_no_longer_acts_for_it(room):
    sit(room, SECOND_MASTER)
    room.act(LeaveSeat(Seat.STATION_MASTER), MASTER)

    with pytest.raises(Refused) as refused:
        room.act(FinishStep(RUN, "order"), MASTER)

    assert refused.value.reason == "not yours to order"


def bytes_of_last(room):
    """Return how many bytes the newest entry takes to a tablet with the panels it changed."""
    last = room.book.entries(limit=1)[-1]
    panels = {"plan": room.tablet.panels["plan"]}
    return len(orjson.dumps({"entry": told(last), "panels": panels}))


def test_sixty_steps_stay_below_eight_kilobytes_at_every_entry_of_a_run(tmp_path):
    room = a_plan_room(tmp_path, text=a_long_plan(60))
    sizes = []
    room.shelf.listen(
        lambda _room, entry, panels: sizes.append(
            (len(orjson.dumps({"entry": told(entry), "panels": panels})), entry.kind)
        )
    )

    order(room, ONE)
    for step in [one["id"] for one in run_shown(room)["steps"]]:
        number = int(step.split("-")[3][:-1])
        chief = chief_of(room, step)
        if number % 20 == 7:
            room.act(RecordStepControl(run_id(room), step, StepAnswer.GRANTED), MASTER)
        room.act(AcknowledgeStep(run_id(room), step), chief)
        if number % 3 == 0:
            room.wait(121)
        room.act(FinishStep(run_id(room), step, "done and told"), chief)
    room.happen(StoodDown(was=ONE, decision="d-1"))
    room.wait(1)
    while run_shown(room) is not None:
        step = next(one for one in run_shown(room)["steps"] if one["state"] == "open")
        finish(room, step["id"])
        room.fall_due()

    assert len(sizes) > 180
    assert max(sizes)[0] <= EIGHT_KB, max(sizes)
    room.check()


def test_sixty_steps_acknowledged_together_stay_below_eight_kilobytes(tmp_path):
    room = a_plan_room(tmp_path, text=a_long_plan(60))
    order(room, ONE)

    for step, state in states(room).items():
        if state == "open":
            room.act(AcknowledgeStep(run_id(room), step), chief_of(room, step))

    assert len(run_shown(room)["steps"]) == 60
    assert bytes_of_last(room) <= EIGHT_KB
