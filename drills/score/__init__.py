"""The sheet of 100 points: filled by the machine from a debrief, confirmed by an evaluator."""

from drills.scenario import MOST
from drills.score.grade import AGAIN_WITHIN, Grade, Verdict, grade_of, verdict_of
from drills.score.points import Reckoned, RowPoints, ScoreLine, Sheet
from drills.score.sheet import ACTIVATE_WITHIN_S, sheet_of

__all__ = [
    "ACTIVATE_WITHIN_S",
    "AGAIN_WITHIN",
    "MOST",
    "Grade",
    "Reckoned",
    "RowPoints",
    "ScoreLine",
    "Sheet",
    "Verdict",
    "grade_of",
    "sheet_of",
    "verdict_of",
]
