"""Consultations: who came, what was decided, and that every decision ends or is told as late."""

from datetime import date, timedelta

import orjson
import pytest

from metro_flow.errors import Refused, Unknown
from metro_flow.logbook.entry import told
from stations.readiness.authority import Agency
from stations.readiness.consultation import (
    CallOffConsultation,
    Came,
    Decided,
    FinishAction,
    HoldConsultation,
    PlanConsultation,
)
from stations.readiness.consultations import PANEL
from tests.stations.readiness.hazard_room import DUE, TODAY, a_readiness_book, ask

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
PLAN = PlanConsultation(TODAY, "五一客流")
CAME = (Came(Agency.METRO_OPERATOR, "p-master"), Came(Agency.STREET, "p-street"))
DECIDED = (
    Decided("三号口加铁马", Agency.STREET, DUE),
    Decided("核对公交联系人", Agency.METRO_OPERATOR, TODAY),
)
HOLD = HoldConsultation("c1", TODAY, CAME, "四方到场，定两项。", DECIDED)


@pytest.fixture
def room(tmp_path):
    room = a_readiness_book(tmp_path)
    yield room
    room.check()


def shown(room):
    return room.tablet.panels["consultation"]


def test_what_is_planned_next_is_shown_until_it_is_held(room):
    ask(room, "coordinator", PlanConsultation(DUE, "later"))
    ask(room, "coordinator", PLAN)

    assert shown(room)["next"] == {"id": "c2", "day": TODAY.isoformat()}

    ask(room, "coordinator", HoldConsultation("c2", TODAY, CAME, "short"))
    ask(room, "coordinator", CallOffConsultation("c1", "nobody has time"))

    assert shown(room)["next"] is None
    assert shown(room)["last_held"] == TODAY.isoformat()


def test_decisions_become_actions_of_their_owners(room):
    ask(room, "coordinator", PLAN)

    ask(room, "coordinator", HOLD)

    assert shown(room)["actions"] == [
        {"id": "c1.2", "day": TODAY.isoformat(), "unit": "metro-operator"},
        {"id": "c1.1", "day": DUE.isoformat(), "unit": "street"},
    ]
    held = room.board[PANEL].by_id["c1"].held
    assert (held.came, held.by) == (CAME, "p-coordinator")


def test_its_owner_finishes_an_action_with_evidence(room):
    ask(room, "coordinator", PLAN)
    ask(room, "coordinator", HOLD)

    ask(room, "street", FinishAction("c1.1", "铁马到位照片"))

    done = room.board[PANEL].actions["c1.1"].done
    assert (done.by, done.evidence) == ("p-street", "铁马到位照片")
    assert shown(room)["open"] == 1


def test_a_due_date_that_went_by_is_told_once_and_an_action_may_still_be_finished(room):
    ask(room, "coordinator", PLAN)
    ask(room, "coordinator", HOLD)
    room.clock.advance(timedelta(days=1).total_seconds())

    for _ in range(2):
        room.fall_due()

    assert room.kinds.count("ActionOverdue") == 1
    assert shown(room)["overdue"] == ["c1.2"]
    ask(room, "master", FinishAction("c1.2", "已核对"))
    assert shown(room)["overdue"] == []
    room.clock.advance(timedelta(days=30).total_seconds())
    room.fall_due()
    assert room.kinds.count("ActionOverdue") == 2


REFUSALS = [
    ("planning for yesterday", "coordinator", PlanConsultation(YESTERDAY, "x"),
     "the due date is past"),
    ("an agenda without words", "coordinator", PlanConsultation(TODAY, "  "), "words are needed"),
    ("holding what is to come", "coordinator", HoldConsultation("c1", TOMORROW, CAME, "x"),
     "the day is still to come"),
    ("one agency alone", "coordinator", HoldConsultation("c1", TODAY, CAME[:1], "x"),
     "a consultation needs two agencies"),
    ("nobody at all", "coordinator", HoldConsultation("c1", TODAY, (), "x"),
     "a consultation needs two agencies"),
    ("somebody twice", "coordinator",
     HoldConsultation("c1", TODAY, (CAME[0], Came(Agency.STREET, "p-master")), "x"),
     "a person is named twice"),
    ("minutes without words", "coordinator", HoldConsultation("c1", TODAY, CAME, " "),
     "words are needed"),
    ("a decision due yesterday", "coordinator",
     HoldConsultation("c1", TODAY, CAME, "x", (Decided("y", Agency.STREET, YESTERDAY),)),
     "the due date is past"),
    ("calling off without a reason", "coordinator", CallOffConsultation("c1", " "),
     "a reason is needed"),
    ("an evaluator who plans", "evaluator", PLAN, "not yours to order"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "command", "reason"), [pytest.param(*case, id=name) for name, *case in REFUSALS]
)
def test_what_is_not_allowed_is_refused_and_nothing_is_written(room, who, command, reason):
    ask(room, "coordinator", PLAN)

    with pytest.raises(Refused) as refused:
        ask(room, who, command)

    assert refused.value.reason == reason
    assert room.kinds == ["ConsultationPlanned"]


def test_what_is_over_is_not_held_or_called_off_again(room):
    ask(room, "coordinator", PLAN)
    ask(room, "coordinator", HOLD)

    for command in (HOLD, CallOffConsultation("c1", "late")):
        with pytest.raises(Refused, match="the consultation was held"):
            ask(room, "coordinator", command)
    ask(room, "coordinator", PLAN)
    ask(room, "coordinator", CallOffConsultation("c2", "rain"))
    with pytest.raises(Refused, match="the consultation was called off") as refused:
        ask(room, "coordinator", HoldConsultation("c2", TODAY, CAME, "x"))
    assert refused.value.facts["why"] == "rain"


def test_nobody_finishes_for_another_agency_or_twice(room):
    ask(room, "coordinator", PLAN)
    ask(room, "coordinator", HOLD)

    with pytest.raises(Refused, match="only its owner finishes it"):
        ask(room, "master", FinishAction("c1.1", "x"))
    ask(room, "street", FinishAction("c1.1", "x"))
    with pytest.raises(Refused, match="the action is done"):
        ask(room, "street", FinishAction("c1.1", "x"))
    with pytest.raises(Unknown):
        ask(room, "street", FinishAction("c1.9", "x"))
    with pytest.raises(Unknown):
        ask(room, "street", CallOffConsultation("c7", "x"))


def test_the_longest_minutes_fit_an_entry_with_the_panel(room):
    for number in range(1, 7):
        ask(room, "coordinator", PLAN)
        heard = {}
        room.shelf.listen(lambda _r, entry, panels, h=heard: h.update(e=told(entry), p=panels))
        people = tuple(Came(list(Agency)[n % 5], f"p-{'x' * 36}{n}") for n in range(8))
        decided = tuple(Decided("决" * 80, Agency.STREET, date(2015, 6, 1)) for _ in range(8))
        ask(
            room,
            "coordinator",
            HoldConsultation(f"c{number}", TODAY, people, "议" * 700, decided),
        )

    assert len(shown(room)["actions"]) == 40
    assert shown(room)["open"] == 48
    assert len(orjson.dumps(heard)) < 8 * 1024
