"""Whole evenings at random: whatever four chiefs do, the room keeps its word."""

from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from metro_flow.errors import Refused
from metro_flow.logbook.entry import Author
from metro_flow.people.person import Seat
from stations.plan_text import Scenario, sha256_of
from stations.profile.words import ResponseLevel
from stations.room.ballot import Matter, Vote
from stations.room.decision import ProposeDecision, VoteDecision
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
from stations.room.planbook import DraftPlan, SignPlan
from stations.room.response import OrderLevel
from stations.room.seats import LeaveSeat, TakeSeat
from tests.stations.room import runs
from tests.stations.room.chiefs import (
    DEPUTY_TRANSIT,
    FOUR,
    SECOND_MASTER,
    granted,
)
from tests.stations.room.paper import SECOND_STREET, a_paper_room
from tests.stations.room.plans import a_plan, a_step

THREE, TWO, ONE = ResponseLevel.THREE, ResponseLevel.TWO, ResponseLevel.ONE


OTHER = a_plan(a_step("order"))


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
    room = a_paper_room()

    live(room, evening)

    assert room.heard == room.board.shown()
    assert room.read_again() == room.board


@given(evenings)
@settings(max_examples=100, deadline=None)
def test_whatever_happens_a_held_seat_has_one_lead_and_none_is_empty_in_response(
    evening,
):
    room = a_paper_room()

    live(room, evening)

    level = room.board[runs.response.PANEL].level
    for held in room.board[runs.seats.PANEL].holders.values():
        assert sum(one.leading for one in held) == (1 if held else 0)
        assert held or level is None


@given(evenings)
@settings(max_examples=100, deadline=None)
def test_whatever_happens_no_issued_step_is_left_behind_or_twice_in_the_run(evening):
    room = a_paper_room()

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
