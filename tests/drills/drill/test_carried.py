"""The calendar, a drill's own book and the readiness book come to say the same, once each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from drills.calendar.happened import (
    DrillApproved,
    DrillCalledOff,
    DrillManned,
    DrillMoved,
    Outcome,
    ReportFiled,
)
from drills.calendar.planned import PANEL as CALENDAR
from drills.calendar.planned import PlannedDrill, Stage
from drills.drill.asked import ConfirmSheet, EndDrill, SignDebrief, StopDrill
from drills.drill.carried import followed, prepared, settled
from drills.drill.panels import CALENDAR_COMMANDS, CALENDAR_PANELS
from drills.drill.signing import PANEL as SIGNING
from drills.scenario.row import MOST
from metro_flow.logbook.board import Decide
from metro_flow.logbook.entry import THE_WATCH, Author
from metro_flow.people.person import Seat
from stations.readiness.hazard import HazardFound, HazardState, Origin
from stations.readiness.hazard_asked import FindHazard
from stations.room.planbook import PANEL as PLANBOOK
from stations.room.planbook import Adopted
from tests.builders import HALF_PAST_FIVE, PracticeRoom
from tests.drills.drill.drill_room import (
    DIRECTOR,
    EVALUATOR,
    PARTICIPANTS,
    PLAYERS,
    STAFF,
    a_drill_room,
    a_plan,
    ask,
    begun,
    drill,
)
from tests.stations.readiness.hazard_room import WAY, a_readiness_book
from tests.stations.readiness.hazard_room import ask as ask_readiness

NAME = "2015Q2-01"
PLAN = Adopted(3, "c" * 64, "the plan's text", HALF_PAST_FIVE)


@pytest.fixture
def calendar(tmp_path: Path) -> Iterator[PracticeRoom]:
    """Return a calendar with one approved drill."""
    (tmp_path / "calendar").mkdir()
    room = PracticeRoom(tmp_path / "calendar", CALENDAR_PANELS, CALENDAR_COMMANDS, name="drills")
    room.happen(a_plan(), DrillApproved(NAME), by=Author("p-coordinator"))
    yield room
    room.check()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[PracticeRoom]:
    """Return the room of a drill of which nothing was carried yet."""
    (tmp_path / "drill").mkdir()
    practice = a_drill_room(tmp_path / "drill", planned=False)
    yield practice
    practice.check()


def planned(calendar: PracticeRoom) -> PlannedDrill:
    """Return the drill as the calendar has it."""
    return calendar.board[CALENDAR].drills[NAME]


def carry(into: PracticeRoom, decide: Decide) -> list[str]:
    """Write what is to be carried, and return its kinds."""
    before = into.board.seq
    into.book.write(decide, by=Author(THE_WATCH))
    return into.kinds[before:]


def test_an_approved_drill_and_the_plan_in_force_are_carried_once(
    calendar: PracticeRoom, room: PracticeRoom
) -> None:
    first = carry(room, prepared(planned(calendar), PLAN))
    again = carry(room, prepared(planned(calendar), PLAN))

    assert (first, again) == (["DrillPlanned", "PlanAdopted"], [])
    assert room.board[PLANBOOK].adopted.version == 3


def test_nothing_is_carried_of_what_is_not_approved(tmp_path: Path, room: PracticeRoom) -> None:
    calendar = PracticeRoom(tmp_path, CALENDAR_PANELS, CALENDAR_COMMANDS, name="drills")
    calendar.happen(a_plan())

    assert carry(room, prepared(planned(calendar), PLAN)) == []


def test_what_changes_before_the_start_is_carried(
    calendar: PracticeRoom, room: PracticeRoom
) -> None:
    carry(room, prepared(planned(calendar), PLAN))
    later = HALF_PAST_FIVE + timedelta(hours=1)
    calendar.happen(DrillMoved(NAME, HALF_PAST_FIVE, later, "2015Q2", "rain"))
    calendar.happen(DrillManned(NAME, PARTICIPANTS[:2], STAFF))

    changed = carry(room, prepared(planned(calendar), PLAN))

    assert changed == ["DrillMoved", "DrillManned"]
    assert (drill(room).starts_at, len(drill(room).plan.participants)) == (later, 2)


def test_a_drill_that_runs_keeps_its_plan_and_may_change_its_people(
    calendar: PracticeRoom, room: PracticeRoom
) -> None:
    carry(room, prepared(planned(calendar), PLAN))
    begun(room)
    calendar.happen(DrillManned(NAME, PARTICIPANTS[:2], STAFF))
    newer = Adopted(4, "d" * 64, "another text", HALF_PAST_FIVE)

    changed = carry(room, prepared(planned(calendar), newer))

    assert changed == ["DrillManned"]
    assert room.board[PLANBOOK].adopted.version == 3


def test_a_drill_that_is_called_off_is_carried_nowhere(
    calendar: PracticeRoom, room: PracticeRoom
) -> None:
    calendar.happen(DrillCalledOff(NAME, "works"))

    assert carry(room, prepared(planned(calendar), PLAN)) == []


def test_the_calendar_follows_a_run_to_its_end_once(
    calendar: PracticeRoom, room: PracticeRoom
) -> None:
    room.happen(a_plan())
    begun(room)
    running = carry(calendar, followed(room.board))
    ask(room, PLAYERS[Seat.STREET], StopDrill("somebody fell"))

    first = carry(calendar, followed(room.board))
    again = carry(calendar, followed(room.board))

    assert (running, first, again) == ([], ["DrillRun"], [])
    run = planned(calendar).run
    assert run is not None
    assert (run.outcome, run.head) == (Outcome.STOPPED, room.board.head)


def test_the_calendar_follows_the_fourth_signature(
    calendar: PracticeRoom, room: PracticeRoom
) -> None:
    room.happen(a_plan())
    begun(room)
    ask(room, DIRECTOR, EndDrill())
    points = {row: float(most) for row, most in MOST.items()}
    ask(room, EVALUATOR, ConfirmSheet(points))
    sheet = room.board[SIGNING].sheet
    assert sheet is not None
    unsigned = carry(calendar, followed(room.board))
    for person in PLAYERS.values():
        ask(room, person, SignDebrief(sheet.seq, sheet.head))

    signed = carry(calendar, followed(room.board))

    assert (unsigned, signed) == (["DrillRun"], ["DrillEvaluated"])
    evaluated = planned(calendar).evaluated
    assert evaluated is not None
    assert (evaluated.points, evaluated.seq, evaluated.head) == (100, sheet.seq, sheet.head)


def test_a_filed_drill_is_settled_when_every_hazard_that_it_showed_is_closed(
    calendar: PracticeRoom, tmp_path: Path
) -> None:
    readiness = a_readiness_book(tmp_path)
    ask_readiness(readiness, "evaluator", FindHazard("a loose rail", "exit 3", Origin.DRILL, NAME))
    readiness.happen(HazardFound("h2", "another's", "exit 1", Origin.DRILL, "2015Q2-09"))
    unfiled = carry(calendar, settled(planned(calendar), readiness.board))
    calendar.happen(ReportFiled(NAME, "the district", ""))
    open_ = carry(calendar, settled(planned(calendar), readiness.board))
    for state in list(HazardState)[1:]:
        who, command = WAY[state]
        ask_readiness(readiness, who, command)

    closed = carry(calendar, settled(planned(calendar), readiness.board))
    again = carry(calendar, settled(planned(calendar), readiness.board))

    assert (unfiled, open_, closed, again) == ([], [], ["DrillSettled"], [])
    assert planned(calendar).settled.hazards == 1
    assert planned(calendar).stage is Stage.SETTLED
