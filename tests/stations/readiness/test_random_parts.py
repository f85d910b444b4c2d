"""Whatever is asked of the other panels in whatever order, what is refused changes nothing."""

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from metro_flow.errors import Refused, Unknown
from metro_flow.people.person import Seat
from stations.readiness import consultations, handover, liaison, resources, risks
from stations.readiness.authority import AGENCY_OF, Agency
from stations.readiness.consultation import (
    CallOffConsultation,
    Came,
    Decided,
    FinishAction,
    HoldConsultation,
    PlanConsultation,
)
from stations.readiness.handover import HandOver, TakeOver
from stations.readiness.liaison import (
    CheckRadioSheet,
    Heard,
    VerifyContacts,
    WalkExit,
    WriteRadioSheet,
)
from stations.readiness.resource import (
    CheckResource,
    CheckTeam,
    DropResource,
    DropTeam,
    ListTeam,
    ResourceKind,
    StockResource,
    TeamKind,
)
from stations.readiness.standing_risk import DropRisk, EnterRisk, RegradeRisk, RiskKind
from tests.stations.readiness.hazard_room import ROLES, TODAY, a_readiness_book, ask

PARTS = (consultations, liaison, handover, resources, risks)
DAYS = st.integers(-2, 9).map(lambda days: TODAY + timedelta(days=days))
WORDS = st.sampled_from(["words", "words", " "])
AGENCIES = st.sampled_from(Agency)
SEATS = st.sampled_from(Seat)
PEOPLE = st.sampled_from(["p-master", "p-second-master", "p-street"])
COUNTS = st.integers(0, 3)
STEPS = st.integers(1, 5)
TALKS, ACTIONS = st.sampled_from(["c1", "c2"]), st.sampled_from(["c1.1", "c2.1", "c2.2"])
CAME = st.lists(st.builds(Came, AGENCIES, PEOPLE), max_size=3).map(tuple)
DECIDED = st.lists(st.builds(Decided, WORDS, AGENCIES, DAYS), max_size=2).map(tuple)
MANY = st.lists(AGENCIES, max_size=3).map(tuple)
HEARD = st.lists(st.builds(Heard, AGENCIES, WORDS), max_size=3).map(tuple)
NUMBERS = {letter: st.sampled_from([f"{letter}1", f"{letter}2"]) for letter in "ntsr"}
COMMANDS = st.one_of(
    st.builds(PlanConsultation, DAYS, WORDS),
    st.builds(CallOffConsultation, TALKS, WORDS),
    st.builds(HoldConsultation, TALKS, DAYS, CAME, WORDS, DECIDED),
    st.builds(FinishAction, ACTIONS, WORDS),
    st.builds(VerifyContacts, SEATS),
    st.builds(WalkExit, st.just("3"), MANY),
    st.builds(WriteRadioSheet, HEARD),
    st.builds(CheckRadioSheet, st.integers(1, 2)),
    st.builds(HandOver, SEATS, PEOPLE, WORDS),
    st.builds(TakeOver, NUMBERS["n"]),
    st.builds(ListTeam, WORDS, st.just(TeamKind.BUS), AGENCIES, COUNTS, DAYS),
    st.builds(CheckTeam, NUMBERS["t"], COUNTS, DAYS),
    st.builds(DropTeam, NUMBERS["t"], WORDS),
    st.builds(StockResource, WORDS, st.just(ResourceKind.SIGN), AGENCIES, COUNTS, WORDS, DAYS),
    st.builds(CheckResource, NUMBERS["s"], COUNTS, DAYS),
    st.builds(DropResource, NUMBERS["s"], WORDS),
    st.builds(EnterRisk, st.sampled_from(RiskKind), WORDS, STEPS, STEPS, AGENCIES, WORDS, DAYS),
    st.builds(RegradeRisk, NUMBERS["r"], STEPS, STEPS, WORDS, DAYS),
    st.builds(DropRisk, NUMBERS["r"], WORDS),
)
ACTS = st.lists(
    st.tuples(st.sampled_from(sorted(ROLES)), COMMANDS, st.integers(0, 2)),
    min_size=20,
    max_size=60,
)


@settings(max_examples=80, deadline=None)
@given(ACTS)
def test_refusals_change_nothing_and_what_stands_is_whole(acts):
    with tempfile.TemporaryDirectory() as folder:
        room = a_readiness_book(Path(folder))
        for who, command, days in acts:
            before = room.board.states
            try:
                ask(room, who, command)
            except (Refused, Unknown):
                assert room.board.states == before
            room.clock.advance(days * 86_400)
            room.fall_due()
            assert room.board.due(room.now) == []
        room.check()
        hold_to_the_rules(room)
        room.engine.dispose()


def hold_to_the_rules(room):
    """Hold what stands at the end to what no order of acts may break."""
    talks = room.board[consultations.PANEL]
    for action in talks.actions.values():
        by = None if action.done is None else action.done.by.removeprefix("p-")
        assert by is None or AGENCY_OF[ROLES[by]] is action.owner
    for talk in talks.by_id.values():
        assert talk.held is None or len({each.agency for each in talk.held.came}) > 1
    register = room.board[risks.PANEL]
    assert [one for one in register.history if one.grade is not None] or not register.by_id
    if register.history:
        assert register.history[-1].grade == register.grade
    pairs = zip(register.history, register.history[1:], strict=False)
    assert all(one.grade != other.grade for one, other in pairs)
    for note in room.board[handover.PANEL].taken:
        assert note.taken_at is not None
        assert note.outgoing != note.incoming
    kept = room.board[resources.PANEL]
    assert all(
        AGENCY_OF[ROLES[each.checked_by.removeprefix("p-")]] is each.owner
        for each in (*kept.teams.values(), *kept.stock.values())
    )
    sheet = room.board[liaison.PANEL].radio
    assert sheet is None or len({each.agency for each in sheet.channels}) > 1
