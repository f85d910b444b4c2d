"""A running plan on the glass: what control grants, what is late, and sixty steps in 8 kB."""

import orjson
import pytest

from metro_flow.errors import Refused
from metro_flow.logbook.entry import told
from metro_flow.people.person import Seat
from stations.profile.words import ResponseLevel
from stations.room.level import StoodDown
from stations.room.plan_events import Channel, Spoken, StepAnswer
from stations.room.plan_steps import (
    AcknowledgeStep,
    DeclineStep,
    FinishStep,
    RecordStepByVoice,
    RecordStepControl,
)
from stations.room.seats import LeaveSeat
from tests.stations.room.chiefs import (
    DEPUTY_TRANSIT,
    LOCAL,
    MASTER,
    SECOND_MASTER,
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
