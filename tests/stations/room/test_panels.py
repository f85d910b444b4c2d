"""The whole room: every act has its row, and four chiefs may do them in any order."""

from itertools import permutations

import pytest

from metro_flow.errors import Refused
from metro_flow.logbook.board import kinds_of
from stations.plan_text import sha256_of
from stations.profile.words import ControlZone, ResponseLevel
from stations.room.authority import STATION
from stations.room.ballot import Matter
from stations.room.decision import ProposeDecision
from stations.room.panels import COMMANDS, PANELS
from stations.room.plan_events import Channel, Spoken
from stations.room.plan_steps import (
    AcknowledgeStep,
    DeclineStep,
    FinishStep,
    RecordStepByVoice,
)
from stations.room.planbook import DraftPlan
from stations.room.response import OrderLevel, SetControlZone
from tests.stations.room import runs
from tests.stations.room.chiefs import (
    DEPUTY_TRANSIT,
    MASTER,
    SECOND_MASTER,
    STREET,
    TRANSIT,
)
from tests.stations.room.paper import SECOND_STREET, a_paper_room
from tests.stations.room.plans import a_plan, a_step

THREE, TWO, ONE = ResponseLevel.THREE, ResponseLevel.TWO, ResponseLevel.ONE


OTHER = a_plan(a_step("order"))


OTHER_SHA = sha256_of(OTHER)


def test_every_act_of_the_room_has_a_row_in_the_table_of_authority():
    assert {command.__name__ for command in COMMANDS} == set(STATION)


def test_the_room_has_the_panels_that_a_tablet_expects():
    assert [panel.name for panel in PANELS] == [
        "alerts",
        "seats",
        "situation",
        "response",
        "decision",
        "call",
        "forces",
        "plan",
        "planbook",
        "notes",
    ]


def test_no_two_events_share_a_kind():
    events = {event for panel in PANELS for event in panel.events}

    assert len(kinds_of(PANELS)) == len(events)


CONTESTS = {
    "two holders finish one step": [
        (STREET, FinishStep("{run}", "report")),
        (SECOND_STREET, FinishStep("{run}", "report")),
    ],
    "one finishes what another declines": [
        (STREET, FinishStep("{run}", "report")),
        (SECOND_STREET, DeclineStep("{run}", "report", "no paper")),
    ],
    "a seat finishes what the station master writes down by voice": [
        (STREET, FinishStep("{run}", "report")),
        (MASTER, RecordStepByVoice("{run}", "report", Spoken.DONE, Channel.RADIO, "done")),
    ],
    "three decline one step": [
        (STREET, DeclineStep("{run}", "report", "no paper")),
        (SECOND_STREET, DeclineStep("{run}", "report", "no pen")),
    ],
    "two seats order different levels": [
        (MASTER, OrderLevel(TWO, seen=THREE)),
        (TRANSIT, OrderLevel(ONE, seen=THREE)),
        (DEPUTY_TRANSIT, OrderLevel(TWO, seen=THREE)),
    ],
    "two seats order the same level": [
        (MASTER, OrderLevel(TWO, seen=THREE)),
        (TRANSIT, OrderLevel(TWO, seen=THREE)),
    ],
    "two holders acknowledge one step": [
        (MASTER, AcknowledgeStep("{run}", "order")),
        (SECOND_MASTER, AcknowledgeStep("{run}", "order")),
    ],
    "two seats ask to stand down": [
        (STREET, ProposeDecision(Matter.STAND_DOWN, None, "calm")),
        (MASTER, ProposeDecision(Matter.LOWER_LEVEL, TWO, "calm")),
        (TRANSIT, ProposeDecision(Matter.STAND_DOWN, None, "quiet")),
    ],
    "two seats draft a plan": [
        (STREET, DraftPlan(OTHER)),
        (TRANSIT, DraftPlan(a_plan(a_step("look")))),
    ],
    "two seats set the same control zone": [
        (MASTER, SetControlZone(ControlZone.PAID)),
        (TRANSIT, SetControlZone(ControlZone.PAID)),
    ],
}


def orders_of_each_contest():
    """Yield every order in which a contest's acts may come."""
    for name, acts in CONTESTS.items():
        for number, order in enumerate(permutations(acts)):
            yield pytest.param(order, id=f"{name}, order {number + 1}")


@pytest.mark.parametrize("acts", list(orders_of_each_contest()))
def test_of_acts_that_contradict_each_other_one_is_written_and_the_others_hear_why(acts):
    room = a_paper_room()
    run = room.board[runs.plan.PANEL].running.id
    before, refusals = len(room.entries), []

    for by, command in acts:
        try:
            room.act(in_run(command, run), by)
        except Refused as refused:
            refusals.append(refused)

    assert len(room.entries) == before + 1
    assert len(refusals) == len(acts) - 1
    assert all(refused.facts for refused in refusals)


def in_run(command, run):
    """Return a command with the id of the plan that runs."""
    if getattr(command, "run", None) is None:
        return command
    return type(command)(
        **{name: getattr(command, name) for name in command.__dataclass_fields__} | {"run": run}
    )
