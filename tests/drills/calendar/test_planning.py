"""Drills are planned by one, approved by another, moved with a reason, and struck with one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from drills.calendar.asked import (
    ApproveDrill,
    CallOffDrill,
    FileReport,
    ManDrill,
    MoveDrill,
    PlanDrill,
    SetRequirement,
)
from drills.calendar.happened import (
    DrillEvaluated,
    DrillRun,
    Outcome,
    Participant,
    Staff,
)
from drills.calendar.planned import PANEL, PlannedDrill, Stage
from drills.calendar.planning import MAY, Ground
from drills.drill.panels import CALENDAR_COMMANDS, CALENDAR_PANELS
from drills.scenario import read_scenarios
from metro_flow.errors import Malformed, Refused, Unknown
from metro_flow.logbook.entry import Author, Grant
from metro_flow.people.person import Role, Seat
from stations.profile.atlas import read_atlas
from tests.builders import HALF_PAST_FIVE, PracticeRoom

COORDINATOR = "coordinator"
OFFICER = "district-officer"
STAFF = Staff(f"p-{COORDINATOR}", ("p-evaluator",), "p-safety")
PLAYERS = tuple(Participant(f"p-{seat}", seat) for seat in Seat)
MINUTE = timedelta(minutes=1)
SOON = HALF_PAST_FIVE + timedelta(days=9)
GROUND = Ground(read_scenarios(), read_atlas(Path("stations/atlas")))


@pytest.fixture
def calendar(tmp_path: Path) -> Iterator[PracticeRoom]:
    """Return an empty calendar."""
    room = PracticeRoom(tmp_path, CALENDAR_PANELS, CALENDAR_COMMANDS, place=GROUND, name="drills")
    yield room
    room.check()


def ask(room: PracticeRoom, who: str, command: object) -> Any:
    """Let somebody ask by the role they have; roles stand for people."""
    return room.act(command, Author(f"p-{who}", None, "tablet-1"), grants=[Grant(who)])


def a_plan(**changed: Any) -> PlanDrill:
    """Return a concert night at 静安寺, nine days on."""
    asked = {
        "station": "0243",
        "scenario": "concert-night",
        "starts_at": SOON,
        "participants": PLAYERS,
        "staff": STAFF,
    }
    return PlanDrill(**(asked | changed))


def planned(room: PracticeRoom, name: str = "2015Q2-01") -> PlannedDrill:
    """Return a drill as it stands."""
    return room.board[PANEL].drills[name]


def evaluated(room: PracticeRoom, name: str = "2015Q2-01") -> None:
    """Let a planned drill have been run and evaluated."""
    head = "a" * 64
    room.happen(DrillRun(name, Outcome.FINISHED, SOON, SOON, 90, head))
    room.happen(DrillEvaluated(name, 86.5, (), 99, head))


def test_a_drill_is_planned_under_the_next_number_of_its_quarter(calendar: PracticeRoom) -> None:
    ask(calendar, COORDINATOR, a_plan())

    ask(
        calendar,
        COORDINATOR,
        a_plan(station="0125", participants=(Participant("p-x", Seat.STREET),)),
    )

    assert list(calendar.board[PANEL].drills) == ["2015Q2-01", "2015Q2-02"]
    assert planned(calendar).room == "drill/2015Q2-01/0243"


def test_a_planned_drill_carries_its_script_whole(calendar: PracticeRoom) -> None:
    ask(calendar, COORDINATOR, a_plan(seed=7))

    plan = planned(calendar).plan
    script = GROUND.scripts["concert-night"]
    assert (plan.text, plan.sha256, plan.seed) == (script.text, script.sha256, 7)
    assert plan.minutes == script.scenario.minutes


def test_what_tablets_hear_of_a_plan_leaves_the_script_out(calendar: PracticeRoom) -> None:
    ask(calendar, COORDINATOR, a_plan())

    (entry,) = calendar.book.joined()["entries"]
    assert "text" not in entry["body"]
    assert entry["body"]["sha256"] == planned(calendar).plan.sha256


@pytest.mark.parametrize("command", CALENDAR_COMMANDS, ids=lambda command: command.__name__)
@pytest.mark.parametrize("role", Role)
def test_each_act_is_theirs_alone_whose_it_is(
    calendar: PracticeRoom, command: type, role: Role
) -> None:
    ask(calendar, COORDINATOR, a_plan())
    asked = {
        PlanDrill: a_plan(),
        ApproveDrill: ApproveDrill("2015Q2-01"),
        MoveDrill: MoveDrill("2015Q2-01", SOON + timedelta(days=1), "rain"),
        ManDrill: ManDrill("2015Q2-01", PLAYERS[:1], STAFF),
        CallOffDrill: CallOffDrill("2015Q2-01", "rain"),
        FileReport: FileReport("2015Q2-01", "the district"),
        SetRequirement: SetRequirement(2, "2015Q2", "the notice"),
    }[command]

    reason = ""
    try:
        ask(calendar, role.value, asked)
    except Refused as refused:
        reason = refused.reason

    assert (reason == "not yours to order") == (role not in MAY[command.__name__])


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"starts_at": HALF_PAST_FIVE}, "the time is past"),
        ({"participants": ()}, "nobody takes part"),
        ({"staff": Staff("", ("p-e",), "")}, "a director and an evaluator are needed"),
        ({"staff": Staff("p-d", (), "")}, "a director and an evaluator are needed"),
        (
            {"participants": (*PLAYERS, Participant("p-street", Seat.LOCAL_POLICE))},
            "one person plays one seat",
        ),
        (
            {"participants": (Participant("p-evaluator", Seat.STREET),)},
            "who makes the exercise does not play in it",
        ),
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    calendar: PracticeRoom, changed: dict[str, Any], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        ask(calendar, COORDINATOR, a_plan(**changed))

    assert calendar.kinds == []


@pytest.mark.parametrize(
    "changed", [{"station": "9999"}, {"scenario": "flood"}], ids=["station", "scenario"]
)
def test_a_plan_for_what_there_is_not_is_unknown(
    calendar: PracticeRoom, changed: dict[str, Any]
) -> None:
    with pytest.raises(Unknown):
        ask(calendar, COORDINATOR, a_plan(**changed))


def test_two_drills_do_not_meet_at_one_station(calendar: PracticeRoom) -> None:
    ask(calendar, COORDINATOR, a_plan())
    others = (Participant("p-other", Seat.STREET),)

    with pytest.raises(Refused, match="another drill is planned then"):
        ask(calendar, COORDINATOR, a_plan(starts_at=SOON + 74 * MINUTE, participants=others))

    ask(calendar, COORDINATOR, a_plan(starts_at=SOON + 75 * MINUTE, participants=others))


def test_nobody_plays_in_two_drills_at_one_time(calendar: PracticeRoom) -> None:
    ask(calendar, COORDINATOR, a_plan())

    with pytest.raises(Refused, match="takes part elsewhere then") as refused:
        ask(calendar, COORDINATOR, a_plan(station="0125"))

    assert refused.value.facts["drill"] == "2015Q2-01"


def test_an_approved_drill_is_awake_until_it_has_been_run(calendar: PracticeRoom) -> None:
    ask(calendar, COORDINATOR, a_plan())
    before = planned(calendar).awake

    ask(calendar, OFFICER, ApproveDrill("2015Q2-01"))

    assert (before, planned(calendar).awake) == (False, True)
    assert planned(calendar).stage is Stage.APPROVED
    evaluated(calendar)
    assert not planned(calendar).awake


def test_nobody_approves_what_they_planned_or_will_direct(calendar: PracticeRoom) -> None:
    players = PLAYERS[:1]
    ask(calendar, COORDINATOR, a_plan(participants=players))
    both = [Grant(OFFICER), Grant(COORDINATOR)]
    planner = Author(f"p-{COORDINATOR}", None, "tablet-1")

    with pytest.raises(Refused, match="somebody else must approve"):
        calendar.act(ApproveDrill("2015Q2-01"), planner, grants=both)


def test_a_move_within_the_quarter_keeps_the_approval_and_counts_a_change(
    calendar: PracticeRoom,
) -> None:
    ask(calendar, COORDINATOR, a_plan())
    ask(calendar, OFFICER, ApproveDrill("2015Q2-01"))

    ask(calendar, COORDINATOR, MoveDrill("2015Q2-01", SOON + timedelta(days=3), " rain "))

    drill = planned(calendar)
    assert (drill.stage, drill.changes, drill.moves[-1].reason) == (Stage.APPROVED, 1, "rain")


def test_a_move_to_another_quarter_is_approved_anew(calendar: PracticeRoom) -> None:
    ask(calendar, COORDINATOR, a_plan())
    ask(calendar, OFFICER, ApproveDrill("2015Q2-01"))

    ask(calendar, COORDINATOR, MoveDrill("2015Q2-01", SOON + timedelta(days=120), "works"))

    drill = planned(calendar)
    assert (drill.id, drill.quarter, drill.stage) == ("2015Q2-01", "2015Q3", Stage.PLANNED)


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (MoveDrill("2015Q2-01", SOON, "rain"), "it begins then already"),
        (MoveDrill("2015Q2-01", SOON + timedelta(days=1), " "), "a reason is needed"),
        (MoveDrill("2015Q2-01", HALF_PAST_FIVE, "rain"), "the time is past"),
        (CallOffDrill("2015Q2-01", ""), "a reason is needed"),
        (ManDrill("2015Q2-01", PLAYERS, STAFF), "nothing has changed"),
        (FileReport("2015Q2-01", "the district"), "the drill is not evaluated"),
        (SetRequirement(2, "2015Q2", " "), "a source must be named"),
    ],
)
def test_what_makes_no_sense_is_refused(
    calendar: PracticeRoom, command: object, reason: str
) -> None:
    ask(calendar, COORDINATOR, a_plan())

    with pytest.raises(Refused, match=reason):
        ask(calendar, COORDINATOR, command)


def test_a_requirement_for_no_quarter_is_malformed(calendar: PracticeRoom) -> None:
    with pytest.raises(Malformed, match="2015Q5"):
        ask(calendar, COORDINATOR, SetRequirement(2, "2015Q5", "the notice"))


def test_what_was_called_off_or_run_stays_as_it_was(calendar: PracticeRoom) -> None:
    ask(calendar, COORDINATOR, a_plan())
    ask(calendar, COORDINATOR, a_plan(starts_at=SOON + timedelta(days=1)))
    ask(calendar, COORDINATOR, CallOffDrill("2015Q2-01", "works"))
    evaluated(calendar, "2015Q2-02")

    with pytest.raises(Refused, match="the drill is called off"):
        ask(calendar, OFFICER, ApproveDrill("2015Q2-01"))
    with pytest.raises(Refused, match="the drill has been run"):
        ask(calendar, COORDINATOR, MoveDrill("2015Q2-02", SOON + timedelta(days=5), "rain"))


def test_a_report_is_filed_once(calendar: PracticeRoom) -> None:
    ask(calendar, COORDINATOR, a_plan())
    evaluated(calendar)

    ask(calendar, COORDINATOR, FileReport("2015Q2-01", "the district", "2015-17"))

    assert planned(calendar).stage is Stage.FILED
    with pytest.raises(Refused, match="filed already"):
        ask(calendar, COORDINATOR, FileReport("2015Q2-01", "the district"))


def test_the_panel_tells_nobody_when_a_drill_is(calendar: PracticeRoom) -> None:
    ask(calendar, COORDINATOR, a_plan())

    assert calendar.tablet.panels["calendar"]["standing"] == [
        {"drill": "2015Q2-01", "changes": 0, "stage": "planned"}
    ]
