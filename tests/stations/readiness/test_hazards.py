"""Hazards: seven states in their order, and every step that is not allowed says why."""

from datetime import timedelta

import pytest

from metro_flow.errors import Refused, Unknown
from metro_flow.logbook.entry import Author, Grant
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
from stations.readiness.hazards_fold import dossier
from tests.stations.readiness.hazard_room import (
    DUE,
    PROOF,
    TODAY,
    WAY,
    a_readiness_book,
    ask,
    hazard,
    lead,
    shown,
)

NOW = "2015-04-01T09:30:00.000Z"
LATER = DUE + timedelta(days=30)
YESTERDAY = TODAY - timedelta(days=1)
FOUND, REGISTERED, ASSESSED, REPORTED, MONITORED, TREATED, CLOSED = ORDER


@pytest.fixture
def room(tmp_path):
    room = a_readiness_book(tmp_path)
    yield room
    room.check()


@pytest.mark.parametrize("state", list(HazardState), ids=str)
def test_every_state_is_reached_in_its_order(room, state):
    lead(room, state)

    assert hazard(room).state is state
    assert shown(room)["counts"][state.value] == 1


def test_a_closed_hazard_tells_its_whole_way(room):
    lead(room, CLOSED)

    told = dossier(hazard(room))

    assert told["found_by"] == "p-street"
    assert told["assessment"]["grade"] == "general"
    assert told["report"] == {"to": "district emergency bureau", "at": NOW}
    assert told["monitoring"]["every_days"] == 1
    assert told["measures"][0]["evidence"]["sha256"] == "a" * 64
    assert told["closing"] == {
        "by": "p-street",
        "agency": "street",
        "plan_version": None,
        "at": NOW,
    }
    assert shown(room)["closed"] == [
        {"id": "h1", "grade": "general", "unit": "metro-operator", "due": DUE.isoformat()}
    ]
    assert shown(room)["open"] == {}


def test_an_open_hazard_is_graded_again_where_it_stands(room):
    lead(room, MONITORED)

    ask(room, "local", AssessHazard("h1", 5, 5))

    assert hazard(room).state is MONITORED
    assert shown(room)["open"]["monitored"][0]["grade"] == "major"


def test_what_is_watched_is_noted_and_the_last_note_stands(room):
    lead(room, MONITORED)

    ask(room, "coordinator", NoteMonitoring("h1", " holds "))

    assert (hazard(room).monitoring.notes, hazard(room).monitoring.last) == (1, "holds")


def test_a_treatment_may_be_proven_later(room):
    lead(room, MONITORED)
    ask(room, "master", TreatHazard("h1", "bolts ordered"))

    ask(room, "second-master", TreatHazard("h1", "bolts replaced", Evidence("bill", None, "no. 7")))

    assert len(hazard(room).measures) == 2
    assert len(hazard(room).evidence) == 1


def test_a_due_date_moves_with_its_reason(room):
    lead(room, REGISTERED)

    ask(room, "master", MoveDue("h1", LATER, "no bolts to be had"))

    assert (room.last.was, room.last.due, room.last.reason) == (DUE, LATER, "no bolts to be had")
    assert hazard(room).due == LATER


def test_a_reopened_hazard_goes_back_to_be_treated_and_proven_again(room):
    lead(room, CLOSED)

    ask(room, "local", ReopenHazard("h1", "loose again", 4, 5, LATER))

    assert hazard(room).state is ASSESSED
    assert (hazard(room).reopened, hazard(room).due) == (1, LATER)
    assert hazard(room).evidence == ()
    assert room.kinds[-2:] == ["HazardClosed", "HazardReopened"]
    for state in (REPORTED, MONITORED, TREATED, CLOSED):
        ask(room, *WAY[state])
    assert hazard(room).state is CLOSED


def test_a_finding_from_a_drill_keeps_its_source(room):
    ask(room, "evaluator", FindHazard("nobody logs", "hall", Origin.DRILL, "drill/2026Q4-03/0243"))

    assert (hazard(room).origin, hazard(room).source) == (Origin.DRILL, "drill/2026Q4-03/0243")


def test_an_outgrown_plan_closes_with_a_later_version(room):
    lead(room, TREATED)
    ask(room, "district", AssessHazard("h1", 3, 4, outgrown_plan=2))

    ask(room, "street", CloseHazard("h1", plan_version=3))

    assert hazard(room).closing.plan_version == 3


REFUSALS = [
    ("registering what is registered", REGISTERED, "district",
     RegisterHazard("h1", Agency.STREET, DUE),
     "the hazard is further", {"hazard": "h1", "stands": "registered"}),
    ("a due date in the past", FOUND, "district", RegisterHazard("h1", Agency.STREET, YESTERDAY),
     "the due date is past", {"due": YESTERDAY, "today": TODAY}),
    ("moving a due date into the past", REGISTERED, "street", MoveDue("h1", YESTERDAY, "late"),
     "the due date is past", {"due": YESTERDAY, "today": TODAY}),
    ("moving a due date without a reason", REGISTERED, "street", MoveDue("h1", LATER, " "),
     "a reason is needed", {"act": "MoveDue"}),
    ("moving a due date to where it is", REGISTERED, "street", MoveDue("h1", DUE, "why not"),
     "it is due on that day already", {"due": DUE}),
    ("moving a due date before there is one", FOUND, "street", MoveDue("h1", LATER, "x"),
     "no state is skipped", {"hazard": "h1", "stands": "found", "needs": "registered"}),
    ("noting before watching", REPORTED, "street", NoteMonitoring("h1", "fine"),
     "no state is skipped", {"hazard": "h1", "stands": "reported", "needs": "monitored"}),
    ("treating for somebody else", MONITORED, "street", TreatHazard("h1", "done", PROOF),
     "only the accountable agency treats", {"accountable": "metro-operator"}),
    ("evidence that names nothing", MONITORED, "master", TreatHazard("h1", "x", Evidence("seen")),
     "evidence names a file or a reference", {"hazard": "h1"}),
    ("a treatment without words", MONITORED, "master", TreatHazard("h1", "  "),
     "words are needed", {}),
    ("closing by the accountable agency", TREATED, "second-master", CloseHazard("h1"),
     "another agency must verify", {"accountable": "metro-operator"}),
    ("reopening what is open", TREATED, "street", ReopenHazard("h1", "x", 1, 1, LATER),
     "the hazard is open", {"hazard": "h1", "stands": "treated"}),
    ("reopening without a reason", CLOSED, "street", ReopenHazard("h1", "", 1, 1, LATER),
     "a reason is needed", {"act": "ReopenHazard"}),
    ("reopening with a due date in the past", CLOSED, "street",
     ReopenHazard("h1", "loose", 1, 1, YESTERDAY),
     "the due date is past", {"due": YESTERDAY, "today": TODAY}),
    ("a drill that is not named", FOUND, "street", FindHazard("x", "y", Origin.DRILL, " "),
     "a source must be named", {"origin": "drill"}),
    ("a real event that is not named", FOUND, "street", FindHazard("x", "y", Origin.EVENT),
     "a source must be named", {"origin": "event"}),
    ("a hazard without words", FOUND, "street", FindHazard(" ", "y", Origin.PATROL),
     "words are needed", {}),
    ("a report to nobody", ASSESSED, "street", ReportHazard("h1", " "), "words are needed", {}),
]  # fmt: skip

_LATER_STEPS = [state for state in ORDER if state not in (FOUND, REGISTERED)]
REFUSALS += [
    (f"going from {stands} to {wanted}", stands, *WAY[wanted], "no state is skipped",
     {"hazard": "h1", "stands": stands, "needs": ORDER[ORDER.index(wanted) - 1]})
    for stands in ORDER
    for wanted in _LATER_STEPS
    if ORDER.index(wanted) > ORDER.index(stands) + 1
]  # fmt: skip
REFUSALS += [
    (f"{type(command).__name__} on a closed hazard", CLOSED, who, command, "the hazard is closed",
     {"hazard": "h1", "by": "p-street", "at": NOW})
    for who, command in [
        *(WAY[state] for state in ORDER if state is not FOUND),
        ("street", NoteMonitoring("h1", "x")),
        ("street", MoveDue("h1", LATER, "x")),
    ]
]  # fmt: skip


@pytest.mark.parametrize(
    ("until", "who", "command", "reason", "facts"),
    [pytest.param(*case, id=name) for name, *case in REFUSALS],
)
def test_the_rules_refuse_with_their_facts(room, until, who, command, reason, facts):
    lead(room, until)
    kinds = room.kinds

    with pytest.raises(Refused) as refused:
        ask(room, who, command)

    assert refused.value.reason == reason
    assert refused.value.facts == facts
    assert room.kinds == kinds


def test_closing_without_evidence_is_refused(room):
    lead(room, MONITORED)
    ask(room, "master", TreatHazard("h1", "bolts replaced"))

    with pytest.raises(Refused, match="evidence is needed"):
        ask(room, "street", CloseHazard("h1"))


@pytest.mark.parametrize("version", [None, 1, 2])
def test_closing_with_the_outgrown_plan_is_refused(room, version):
    lead(room, TREATED)
    ask(room, "district", AssessHazard("h1", 3, 4, outgrown_plan=2))

    with pytest.raises(Refused) as refused:
        ask(room, "street", CloseHazard("h1", plan_version=version))

    assert (refused.value.reason, refused.value.facts) == (
        "a later plan version is needed",
        {"outgrown": 2},
    )


@pytest.mark.parametrize("other", ["street", "district-officer"])
def test_whoever_belongs_to_the_accountable_agency_too_verifies_nothing(room, other):
    lead(room, TREATED)
    both = [Grant(other), Grant("station-master")]

    with pytest.raises(Refused, match="another agency must verify"):
        room.act(CloseHazard("h1"), Author("p-both"), grants=both)


def test_whoever_treated_it_does_not_verify_it_in_another_office_either(room):
    lead(room, TREATED)

    with pytest.raises(Refused, match="whoever treated it does not verify it"):
        room.act(CloseHazard("h1"), Author("p-master"), grants=[Grant("street")])


@pytest.mark.parametrize(
    "command",
    [command for state, (_, command) in WAY.items() if state is not FOUND]
    + [NoteMonitoring("h1", "x"), MoveDue("h1", LATER, "x"), ReopenHazard("h1", "x", 1, 1, LATER)],
    ids=lambda command: type(command).__name__,
)
def test_a_hazard_that_is_not_there_is_unknown(room, command):
    with pytest.raises(Unknown) as unknown:
        ask(room, "master", command)

    assert (unknown.value.what, unknown.value.name) == ("hazard", "h1")


def test_the_same_ref_gets_the_same_answer(room):
    first = ask(room, *WAY[FOUND], ref="tap-1")

    again = ask(room, *WAY[FOUND], ref="tap-1")

    assert again.seqs == first.seqs
    assert room.kinds == ["HazardFound"]


def test_monitoring_is_not_said_twice(room):
    lead(room, MONITORED)

    with pytest.raises(Refused, match="the hazard is further"):
        ask(room, "master", MonitorHazard("h1", "all", 2))
