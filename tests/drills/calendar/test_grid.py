"""The grid shows what is planned, how far it came, and what is owed and late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from drills.calendar.grid import Cell, grid_of
from drills.calendar.happened import (
    DrillApproved,
    DrillCalledOff,
    DrillEvaluated,
    DrillMoved,
    DrillPlanned,
    DrillRun,
    DrillSettled,
    Extent,
    Form,
    Notice,
    Outcome,
    ReportFiled,
    RequirementSet,
    Staff,
)
from drills.calendar.planned import PANEL, Calendar, Stage
from metro_flow.logbook.entry import Author, Entry

HEAD = "a" * 64
MAY = datetime(2015, 5, 8, 6, tzinfo=UTC)
NEW_YEAR = datetime(2016, 1, 1, tzinfo=UTC)


def calendar_of(*events: object) -> Calendar:
    """Fold events into a calendar."""
    calendar = PANEL.empty
    for seq, event in enumerate(events, start=1):
        entry = Entry("drills", seq, MAY, MAY, MAY, Author("p-linna"), event, None, "", HEAD)
        calendar = PANEL.fold(calendar, entry)
    return calendar


def a_drill(name: str = "2015Q2-01", station: str = "0243") -> DrillPlanned:
    """Return a planned drill."""
    return DrillPlanned(
        drill=name,
        station=station,
        quarter=name[:6],
        scenario="concert-night",
        version=1,
        sha256=HEAD,
        text="",
        seed=1,
        starts_at=MAY,
        minutes=75,
        form=Form.LIVE,
        extent=Extent.FULL,
        notice=Notice.ANNOUNCED,
        participants=(),
        staff=Staff("p-linna", ("p-mayun",), ""),
    )


def run(name: str = "2015Q2-01", outcome: Outcome = Outcome.FINISHED) -> DrillRun:
    """Return that a drill was run."""
    return DrillRun(name, outcome, MAY, MAY + timedelta(hours=1), 90, HEAD)


def cell_of(calendar: Calendar, *, quarter: str = "2015Q2", now: datetime = MAY) -> Cell:
    """Return one cell of 静安寺."""
    cells = grid_of(calendar, ["0243"], int(quarter[:4]), now=now)
    return next(cell for cell in cells if cell.quarter == quarter)


STAGES = [
    (Stage.PLANNED, a_drill()),
    (Stage.APPROVED, DrillApproved("2015Q2-01")),
    (Stage.RUN, run()),
    (Stage.EVALUATED, DrillEvaluated("2015Q2-01", 90, (), 99, HEAD)),
    (Stage.FILED, ReportFiled("2015Q2-01", "the district", "")),
    (Stage.SETTLED, DrillSettled("2015Q2-01", 2)),
]


def test_a_cell_without_a_drill_has_no_stage() -> None:
    cell = cell_of(calendar_of())

    assert (cell.stage, cell.required, cell.overdue) == (None, False, False)


@pytest.mark.parametrize("upto", range(1, len(STAGES) + 1), ids=[str(s) for s, _ in STAGES])
def test_a_cell_shows_how_far_its_drill_came(upto: int) -> None:
    calendar = calendar_of(*(event for _, event in STAGES[:upto]))

    assert cell_of(calendar).stage is STAGES[upto - 1][0]


def test_a_year_has_four_cells_for_each_station_in_their_order() -> None:
    cells = grid_of(calendar_of(), ["0243", "0125"], 2015, now=MAY)

    assert [(cell.station, cell.quarter) for cell in cells] == [
        (station, f"2015Q{number}") for station in ("0243", "0125") for number in (1, 2, 3, 4)
    ]


def test_what_was_called_off_leaves_its_cell_empty() -> None:
    calendar = calendar_of(a_drill(), DrillCalledOff("2015Q2-01", "works"))

    assert cell_of(calendar).stage is None


def test_a_hidden_drill_is_not_there_at_all() -> None:
    (cell,) = [
        cell
        for cell in grid_of(calendar_of(a_drill()), ["0243"], 2015, now=MAY, hidden={"2015Q2-01"})
        if cell.quarter == "2015Q2"
    ]

    assert (cell.stage, cell.drill, cell.drills) == (None, None, ())


def test_a_moved_drill_stands_where_it_was_moved_to() -> None:
    moved = DrillMoved("2015Q2-01", MAY, MAY + timedelta(days=90), "2015Q3", "works")
    calendar = calendar_of(a_drill(), moved)

    assert cell_of(calendar).stage is None
    there = cell_of(calendar, quarter="2015Q3")
    assert (there.drill, there.moved) == ("2015Q2-01", True)


def test_a_run_that_was_broken_off_gives_way_to_the_next_one() -> None:
    halted = run(outcome=Outcome.HALTED)
    alone = cell_of(calendar_of(a_drill(), halted))
    followed = cell_of(calendar_of(a_drill(), halted, a_drill("2015Q2-02")))

    assert (alone.stage, alone.broken_off) == (Stage.RUN, True)
    assert (followed.drill, followed.stage, followed.broken_off) == (
        "2015Q2-02",
        Stage.PLANNED,
        False,
    )


def owed(every: int, since: str = "2015Q1", stations: tuple[str, ...] = ()) -> RequirementSet:
    """Return what stations owe."""
    return RequirementSet(stations, every, since, "the law, every half year", "")


def test_a_half_year_is_owed_in_its_second_quarter() -> None:
    calendar = calendar_of(owed(2))

    required = [cell.required for cell in grid_of(calendar, ["0243"], 2015, now=MAY)]

    assert required == [False, True, False, True]


@pytest.mark.parametrize("quarter", ["2015Q1", "2015Q2"])
def test_a_drill_in_either_quarter_pays_the_half_year(quarter: str) -> None:
    calendar = calendar_of(owed(2), a_drill(f"{quarter}-01"), run(f"{quarter}-01"))

    assert not cell_of(calendar, now=NEW_YEAR).overdue


def test_what_was_not_run_is_overdue_once_the_quarter_is_over() -> None:
    calendar = calendar_of(owed(2), a_drill(), DrillApproved("2015Q2-01"))
    last = datetime(2015, 6, 30, 15, 59, 59, tzinfo=UTC)

    assert not cell_of(calendar, now=last).overdue
    assert cell_of(calendar, now=last + timedelta(seconds=1)).overdue


def test_a_run_that_was_broken_off_pays_nothing() -> None:
    calendar = calendar_of(owed(1), a_drill(), run(outcome=Outcome.STOPPED))

    assert cell_of(calendar, now=NEW_YEAR).overdue


def test_what_was_said_last_of_a_station_holds() -> None:
    calendar = calendar_of(owed(1), owed(0, stations=("0243",)))

    cells = grid_of(calendar, ["0243", "0125"], 2015, now=NEW_YEAR)

    assert {cell.station for cell in cells if cell.required} == {"0125"}


def test_nothing_is_owed_before_its_beginning() -> None:
    calendar = calendar_of(owed(1, since="2015Q3"))

    required = [cell.required for cell in grid_of(calendar, ["0243"], 2015, now=MAY)]

    assert required == [False, False, True, True]
