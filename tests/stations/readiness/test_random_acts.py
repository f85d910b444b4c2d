"""Whatever is asked in whatever order, no state is skipped and nobody closes their own."""

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from metro_flow.errors import Refused, Unknown
from stations.readiness.authority import Agency
from stations.readiness.hazard import ORDER, Evidence, HazardState, Origin
from stations.readiness.hazard_asked import (
    AssessHazard,
    CloseHazard,
    FindHazard,
    MonitorHazard,
    MoveDue,
    NoteMonitoring,
    RegisterHazard,
    ReopenHazard,
    ReportHazard,
    TreatHazard,
)
from stations.readiness.hazards_fold import PANEL
from tests.stations.readiness.hazard_room import PROOF, ROLES, TODAY, a_readiness_book, ask

NAMES = st.sampled_from(["h1", "h2"])
STEPS = st.integers(1, 5)
DAYS = st.integers(-2, 9).map(lambda days: TODAY + timedelta(days=days))
WORDS = st.sampled_from(["words", " "])
VERSIONS = st.sampled_from([None, 1, 2])
PROOFS = st.sampled_from([None, PROOF, Evidence("seen")])
COMMANDS = st.one_of(
    st.builds(FindHazard, WORDS, WORDS, st.sampled_from(Origin), WORDS),
    st.builds(RegisterHazard, NAMES, st.sampled_from(Agency), DAYS),
    st.builds(AssessHazard, NAMES, STEPS, STEPS, VERSIONS),
    st.builds(ReportHazard, NAMES, WORDS),
    st.builds(MonitorHazard, NAMES, WORDS, STEPS),
    st.builds(NoteMonitoring, NAMES, WORDS),
    st.builds(TreatHazard, NAMES, WORDS, PROOFS),
    st.builds(CloseHazard, NAMES, VERSIONS),
    st.builds(ReopenHazard, NAMES, WORDS, STEPS, STEPS, DAYS, VERSIONS),
    st.builds(MoveDue, NAMES, DAYS, WORDS),
)
# Most acts lead h1 on by whoever may, or none would ever be closed; the rest are anybody's.
ON, ON_BY_ANYBODY = st.just("on"), st.just("on by anybody")
WHO = st.sampled_from(sorted(ROLES))
ACTS = st.lists(
    st.tuples(WHO, st.one_of(ON, ON, ON, ON_BY_ANYBODY, COMMANDS), st.integers(0, 3)),
    min_size=12,
    max_size=60,
)


def next_step(hazards):
    """Return the act that leads h1 one state on."""
    found = hazards.by_id.get("h1")
    if found is None:
        return FindHazard("words", "here", Origin.PATROL)
    return {
        HazardState.FOUND: RegisterHazard("h1", Agency.STREET, TODAY + timedelta(days=5)),
        HazardState.REGISTERED: AssessHazard("h1", 3, 3),
        HazardState.ASSESSED: ReportHazard("h1", "the district"),
        HazardState.REPORTED: MonitorHazard("h1", "all", 1),
        HazardState.MONITORED: TreatHazard("h1", "done", PROOF),
        HazardState.TREATED: CloseHazard("h1", 3),
        HazardState.CLOSED: ReopenHazard("h1", "back", 2, 2, TODAY + timedelta(days=99)),
    }[found.state]


def whoever_may(hazard):
    """Return who leads a hazard on: the accountable agency, but another one where it is closed."""
    if hazard is None or hazard.accountable is None:
        return "district"
    owner = {"metro-operator": "master", "transit-police": "transit", "local-police": "local"}
    accountable = owner.get(hazard.accountable.value, hazard.accountable.value)
    if hazard.state is not HazardState.TREATED:
        return accountable
    return "local" if accountable != "local" else "street"


def check_step(before, after):
    """Hold one entry's change to the order, and a close to its conditions."""
    came_from = None if before is None else before.state
    if came_from is after.state:
        return
    if came_from is None:
        assert after.state is HazardState.FOUND
    elif came_from is HazardState.CLOSED:
        assert after.state is HazardState.ASSESSED
    else:
        assert ORDER.index(after.state) == ORDER.index(came_from) + 1
    if after.state is HazardState.CLOSED:
        assert after.evidence
        assert after.closing.agency is not after.accountable
        assert after.closing.by not in {measure.by for measure in after.measures}


@settings(max_examples=120, deadline=None)
@given(ACTS)
def test_no_state_is_skipped_and_what_is_closed_was_proven_to_another_agency(acts):
    with tempfile.TemporaryDirectory() as folder:
        room = a_readiness_book(Path(folder))
        for who, command, days in acts:
            before = room.board[PANEL].by_id
            if command in ("on", "on by anybody"):
                who = who if command == "on by anybody" else whoever_may(before.get("h1"))
                command = next_step(room.board[PANEL])
            try:
                ask(room, who, command)
            except (Refused, Unknown):
                assert room.board[PANEL].by_id == before
            for name, after in room.board[PANEL].by_id.items():
                check_step(before.get(name), after)
            room.clock.advance(days * 86_400)
            room.fall_due()
        room.check()
        overdue = [each.event for each in room.book.entries(limit=999) if is_overdue(each)]
        assert all(one.due < room.now.date() for one in overdue)
        room.engine.dispose()


def is_overdue(entry):
    """Whether an entry tells of a due date that went by."""
    return entry.kind == "HazardOverdue"
