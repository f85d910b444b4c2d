"""The whole room: every act has its row, and four chiefs may do them in any order."""

from functools import partial
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metro_flow.errors import Refused
from metro_flow.logbook.board import kinds_of
from metro_flow.logbook.entry import Author
from metro_flow.people.person import Seat
from stations.plan_text import Scenario
from stations.profile.words import ControlZone, ResponseLevel
from stations.room.authority import STATION
from stations.room.ballot import Matter, Vote
from stations.room.decision import ProposeDecision, VoteDecision
from stations.room.panels import COMMANDS, PANELS
from stations.room.plan import EndPlan, StartPlan
from stations.room.plan_events import Channel, Spoken, StepAnswer
from stations.room.plan_run import State
from stations.room.plan_steps import (
    AcknowledgeStep,
    ArriveAtStep,
    DeclineStep,
    FinishStep,
    RecordStepByVoice,
    RecordStepControl,
    SetOutForStep,
)
from stations.room.planbook import DraftPlan, SignPlan, first_plan, sha256_of
from stations.room.response import OrderLevel, SetControlZone
from stations.room.seats import LeaveSeat, TakeSeat
from tests.stations.room import runs
from tests.stations.room.chiefs import (
    DEPUTY_TRANSIT,
    FOUR,
    MASTER,
    SECOND_MASTER,
    STREET,
    TRANSIT,
    granted,
    sit,
)
from tests.stations.room.paper import PaperRoom
from tests.stations.room.plans import SMALL, a_plan, a_step

THREE, TWO, ONE = ResponseLevel.THREE, ResponseLevel.TWO, ResponseLevel.ONE
OTHER = a_plan(a_step("order"))
OTHER_SHA = sha256_of(OTHER)
SECOND_STREET = Author("p-gaofei", "street", "tablet-9")


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
        "plan",
        "planbook",
        "notes",
    ]


def test_no_two_events_share_a_kind():
    events = {event for panel in PANELS for event in panel.events}

    assert len(kinds_of(PANELS)) == len(events)


def a_room():
    """Return a room on paper with four chiefs, two further holders and a plan at 三级."""
    room = PaperRoom(runs.PANELS, runs.COMMANDS)
    for chief in (*FOUR, SECOND_MASTER, SECOND_STREET):
        sit(room, chief)
    sit(room, DEPUTY_TRANSIT, deputy=True)
    room.write(first_plan(SMALL)(room.board, None), Author("p-admin"))
    room.act(OrderLevel(THREE, seen=None), MASTER)
    room.wait(1)
    return room


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
    room = a_room()
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


CHIEFS = [*FOUR, SECOND_MASTER, SECOND_STREET, DEPUTY_TRANSIT]
TEXTS = [OTHER, a_plan(a_step("look"), a_step("then", after=["look"]))]


def attempt(room, command, by):
    """Ask for a command; when it is refused, nothing may have changed."""
    grants = granted(command.seat) if isinstance(command, TakeSeat) else ()
    before, refusal = room.board, None
    try:
        room.act(command, by, grants=grants)
    except Refused as refused:
        refusal = refused
    assert refusal is None or room.board is before


def time_passes(room, who, what):
    room.wait((1 + who) * (1, 5, 60)[what % 3])


def a_step_is_acted_on(room, who, what):
    """Let anybody say anything of one of the steps, or of one that is not there."""
    running = room.board[runs.plan.PANEL].running
    issued = [one.id for one in running.steps] if running else []
    step = (issued or ["order"])[what % max(1, len(issued))]
    acts = (
        AcknowledgeStep,
        partial(SetOutForStep, minutes=3),
        ArriveAtStep,
        FinishStep,
        partial(DeclineStep, reason="cannot"),
        partial(RecordStepControl, answer=StepAnswer.GRANTED),
        partial(RecordStepByVoice, state=Spoken.DONE, channel=Channel.PHONE, words="so"),
    )
    act = acts[(who + what) % len(acts)]
    attempt(room, act(run=running.id if running else "run-0", step=step), CHIEFS[who])


def the_next_step_is_done(room, _who, what):
    """Let an open step be done by somebody of its seat."""
    running = room.board[runs.plan.PANEL].running
    ready = [one for one in running.steps if one.state is State.OPEN] if running else []
    for one in ready[what % 3 : what % 3 + 1]:
        seat = running.rules[one.of].seat
        for held in room.board[runs.seats.PANEL].holders[seat][:1]:
            attempt(room, FinishStep(running.id, one.id), Author(held.person, seat.value))


def a_level_is_ordered(room, who, what):
    """Let anybody order a level, now and then one that they saw too late."""
    level = None if what == 0 else room.board[runs.response.PANEL].level
    attempt(room, OrderLevel((THREE, TWO, ONE)[what % 3], seen=level), CHIEFS[who])


def something_is_decided(room, who, what):
    """Let anybody propose, and mostly everybody who leads agree."""
    matter, to = (
        (Matter.STAND_DOWN, None),
        (Matter.LOWER_LEVEL, THREE),
        (Matter.LOWER_LEVEL, TWO),
        (Matter.CLOSE_STATION, None),
    )[what % 4]
    attempt(room, ProposeDecision(matter, to, "calm"), CHIEFS[who])
    for one in room.board[runs.decision.PANEL].open[-1:]:
        for number, (seat, held) in enumerate(room.board[runs.seats.PANEL].holders.items()):
            leader = next((each.person for each in held if each.leading), "p-nobody")
            vote = Vote.OBJECT if what == number + 10 else Vote.AGREE
            attempt(room, VoteDecision(one.id, vote, "so"), Author(leader, seat.value))


def somebody_sits_down(room, who, what):
    seat = list(Seat)[what % 4]
    attempt(room, TakeSeat(seat, leading=what % 3 == 0, deputy=what % 5 == 0), CHIEFS[who])


def somebody_gets_up(room, who, what):
    attempt(room, LeaveSeat(list(Seat)[what % 4]), CHIEFS[who])


def a_plan_is_started_or_ended(room, who, what):
    acts = (StartPlan(Scenario.CROWD), StartPlan(Scenario.ESCALATOR), EndPlan("over"))
    attempt(room, acts[what % 3], CHIEFS[who])


def a_plan_is_drafted_and_signed(room, who, what):
    attempt(room, DraftPlan(TEXTS[what % 2]), CHIEFS[who])
    for chief in FOUR:
        attempt(room, SignPlan(sha256_of(TEXTS[what % 2])), chief)


evenings = st.lists(
    st.tuples(
        st.sampled_from(
            [
                the_next_step_is_done,
                a_step_is_acted_on,
                time_passes,
                a_level_is_ordered,
                something_is_decided,
                somebody_sits_down,
                somebody_gets_up,
                a_plan_is_started_or_ended,
                a_plan_is_drafted_and_signed,
            ]
        ),
        st.integers(0, len(CHIEFS) - 1),
        st.integers(0, 13),
    ),
    min_size=10,
    max_size=40,
)


def live(room, evening):
    """Let an evening happen, and a second after each happening, as the watch does."""
    for happening, who, what in evening:
        happening(room, who, what)
        room.wait(1)


@given(evenings)
@settings(max_examples=150, deadline=None)
def test_whatever_happens_heard_equals_joined_and_the_same_entries_give_one_board(evening):
    room = a_room()

    live(room, evening)

    assert room.heard == room.board.shown()
    assert room.read_again() == room.board


@given(evenings)
@settings(max_examples=100, deadline=None)
def test_whatever_happens_a_held_seat_has_one_lead_and_none_is_empty_in_response(
    evening,
):
    room = a_room()

    live(room, evening)

    level = room.board[runs.response.PANEL].level
    for held in room.board[runs.seats.PANEL].holders.values():
        assert sum(one.leading for one in held) == (1 if held else 0)
        assert held or level is None


@given(evenings)
@settings(max_examples=100, deadline=None)
def test_whatever_happens_no_issued_step_is_left_behind_or_twice_in_the_run(evening):
    room = a_room()

    live(room, evening)
    room.wait(1)
    room.wait(1)

    run = room.board[runs.plan.PANEL].running
    if run is None:
        return
    ids = [one.id for one in run.steps]
    assert len(ids) == len(set(ids))
    for one in run.steps:
        waits = bool(run.waits_for(one))
        assert (one.state is State.WAITING) == waits or one.state in (State.DECLINED, State.DONE)
    assert not room.wait(0)
