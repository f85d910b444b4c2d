"""The machine fills the sheet by formulas, and an act that is missing lowers one row alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from drills.debrief import Debrief, debrief_of
from drills.drill.happened import Observed, Veto
from drills.scenario.row import Row
from drills.score import MOST, Grade, Sheet, grade_of, sheet_of, verdict_of
from drills.score.points import Part, Reckoned, ScoreLine, credit_of, row_points
from tests.drills.evening import EVALUATOR, SCRIPT, Evening, a_good_evening, the_shadow

EACH = [inject.id for inject in SCRIPT.scenario.injects]


def the_debrief(evening: Evening) -> Debrief:
    """Return what an evening came to, its shadow known throughout."""
    return debrief_of(evening.end(), the_shadow(evening))


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Sheet:
    """Return the sheet of the evening in which nothing was left out."""
    return sheet_of(the_debrief(a_good_evening(tmp_path_factory.mktemp("good"))))


def test_the_eight_rows_are_worth_a_hundred() -> None:
    assert list(MOST) == list(Row)
    assert sum(MOST.values()) == 100


def test_a_good_evening_gets_every_point_that_the_machine_can_give(good: Sheet) -> None:
    assert {row: points for row, points in good.machine.items() if points is not None} == {
        row: MOST[row] for row in Row if row is not Row.INFORMATION
    }
    assert good.vetoes == ()


def test_a_row_that_nothing_was_measured_for_is_left_to_the_evaluator(good: Sheet) -> None:
    assert good.missing == (Row.INFORMATION,)
    assert good.row(Row.INFORMATION).points is None
    assert good.total is None


@pytest.mark.parametrize("inject", EACH)
def test_an_ignored_inject_lowers_its_own_row_and_no_other(
    inject: str, good: Sheet, tmp_path: Path
) -> None:
    ignored = sheet_of(the_debrief(a_good_evening(tmp_path, without={inject})))

    row = SCRIPT.scenario.row_of(SCRIPT.scenario.inject(inject))
    lower = {each for each in Row if (ignored.machine[each] or 0) < (good.machine[each] or 0)}
    assert lower == {row}
    assert {each: ignored.machine[each] for each in Row if each is not row} == {
        each: good.machine[each] for each in Row if each is not row
    }


def test_every_row_says_what_was_measured_against_which_limit(good: Sheet) -> None:
    said = [line for row in good.rows for line in row.lines]

    assert {line.what for line in said} == set(Reckoned)
    injects = [line for line in said if line.what is Reckoned.INJECT]
    assert [line.facts["inject"] for line in injects] == EACH
    assert all(line.facts["after_s"] is not None and line.facts["limit_s"] for line in injects)


def test_points_that_rest_on_a_limit_nobody_confirmed_are_provisional(good: Sheet) -> None:
    assert [row.row for row in good.rows if row.provisional] == [
        row for row in Row if row is not Row.INFORMATION
    ]


def test_moments_that_counts_alone_decide_give_no_points(good: Sheet) -> None:
    beside = [line for row in good.rows for line in row.lines if line.what is Reckoned.MARK]

    assert [line.facts["mark"] for line in beside] == ["t1", "t5", "t6"]
    assert [line.credit for line in beside] == [None, None, None]


def test_without_counts_activation_rests_on_its_inject_alone(tmp_path: Path) -> None:
    late = a_good_evening(tmp_path, without={"platform-filling"})

    row = sheet_of(debrief_of(late.end())).row(Row.ACTIVATION)

    assert [line.credit for line in row.lines] == [None, 0.0]
    assert row.points == 0


def test_a_drill_that_ends_without_any_order_fails(tmp_path: Path) -> None:
    evening = Evening(tmp_path)
    evening.until(30)

    sheet = sheet_of(the_debrief(evening))

    assert sheet.vetoes == (Veto.NOT_ACTIVATED,)
    assert sheet.row(Row.ACTIVATION).points == 0


def test_a_drill_that_still_runs_is_not_failed_for_what_may_come(tmp_path: Path) -> None:
    evening = Evening(tmp_path)
    evening.until(5)

    assert sheet_of(debrief_of(evening.entries)).vetoes == ()


def test_what_an_evaluator_saw_may_fail_a_drill(tmp_path: Path) -> None:
    evening = Evening(tmp_path)
    seen = Observed("出站闸机被关", None, None, None, Veto.OUTBOUND_BLOCKED)
    evening.room.happen(seen, by=EVALUATOR)

    sheet = sheet_of(debrief_of(evening.entries))

    assert sheet.vetoes == (Veto.OUTBOUND_BLOCKED,)


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        (100, Grade.EXCELLENT),
        (90, Grade.EXCELLENT),
        (89.9, Grade.GOOD),
        (80, Grade.GOOD),
        (70, Grade.FAIR),
        (60, Grade.PASSED),
        (59.9, Grade.FAILED),
        (0, Grade.FAILED),
    ],
)
def test_points_come_to_a_grade(total: float, grade: Grade) -> None:
    assert grade_of(total) is grade


def test_a_veto_fails_whatever_the_points() -> None:
    assert grade_of(100, [Veto.UNSAFE]) is Grade.FAILED


def test_nobody_has_a_grade_before_an_evaluator_confirmed(tmp_path: Path) -> None:
    evening = Evening(tmp_path)

    assert verdict_of(debrief_of(evening.entries)) is None


@pytest.mark.parametrize(
    ("after_s", "credit"),
    [(0, 1.0), (120, 1.0), (150, 0.75), (180, 0.5), (240, 0.0), (900, 0.0)],
)
def test_a_credit_falls_in_a_straight_line_to_twice_the_limit(
    after_s: float, credit: float
) -> None:
    assert credit_of(after_s, 120) == pytest.approx(credit)


def test_a_row_takes_the_mean_of_the_parts_that_are_known() -> None:
    timed = Part((ScoreLine(Reckoned.ANSWER, {}, 0.5), ScoreLine(Reckoned.ANSWER, {}, None)))
    injects = Part((ScoreLine(Reckoned.INJECT, {}, 1.0),))

    assert row_points(Row.ARRIVAL, (timed, injects, Part())).points == 11.2
    assert row_points(Row.ARRIVAL, (timed, Part(), Part())).points == 7.5
    assert row_points(Row.ARRIVAL, (Part(), Part(), Part())).points is None
