"""Turn an evaluator's points into a grade, and a failed drill into the day of the next one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from drills.calendar.quarter import SHANGHAI
from drills.debrief import Debrief
from drills.drill.happened import Veto
from drills.scenario import Row


class Grade(StrEnum):
    """优, 良, 中, 合格 and 不合格."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    PASSED = "passed"
    FAILED = "failed"


LEAST: Final[Mapping[Grade, float]] = {
    Grade.EXCELLENT: 90,
    Grade.GOOD: 80,
    Grade.FAIR: 70,
    Grade.PASSED: 60,
    Grade.FAILED: 0,
}
AGAIN_WITHIN: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an evaluator's sheet comes to; `again_by` is the day by which a failed drill is held."""

    total: float
    grade: Grade
    again_by: date | None


def grade_of(total: float, vetoes: Collection[Veto] = ()) -> Grade:
    """Return the grade of so many points, which a veto makes a failure."""
    if vetoes:
        return Grade.FAILED
    return next(grade for grade, least in LEAST.items() if total >= least)


def verdict_of(debrief: Debrief) -> Verdict | None:
    """Return what the confirmed sheet comes to; None as long as nobody has confirmed one."""
    line = debrief.written.sheet
    if line is None:
        return None
    points: Mapping[Row, float] = line.event.points
    total = round(sum(points.values()), 1)
    grade = grade_of(total, line.event.vetoes)
    failed_on = debrief.ended_at.astimezone(SHANGHAI).date()
    return Verdict(total, grade, failed_on + AGAIN_WITHIN if grade is Grade.FAILED else None)
