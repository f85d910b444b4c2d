"""Say what a row of the sheet came to, with the arithmetic behind it that a person can read.

A row nobody can reckon has no points; an evaluator gives them. A line without a credit is there
to be read and counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from drills.drill.happened import Veto
from drills.scenario import MOST, Row


class Reckoned(StrEnum):
    """What a line of a row reckons."""

    INJECT = "inject"
    ACTIVATION = "activation"
    ANSWER = "answer"
    ARRIVAL = "arrival"
    STEPS = "steps"
    STAND_DOWN = "stand-down"
    MARK = "mark"


Fact = str | float | int | bool | None


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One thing that was measured, and its credit from 0 to 1; None where it cannot be known."""

    what: Reckoned
    facts: Mapping[str, Fact]
    credit: float | None
    provisional: bool = False
    counts: bool = True


@dataclass(frozen=True, slots=True)
class RowPoints:
    """A row: its points, or None, out of how many, and the lines they follow from."""

    row: Row
    of: float
    points: float | None
    lines: tuple[ScoreLine, ...]

    @property
    def provisional(self) -> bool:
        """Whether a limit behind its points is confirmed by nobody; assessments leave it out."""
        return any(line.provisional for line in self.lines if line.credit is not None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The eight rows as the machine fills them, and what makes a drill fail all the same."""

    rows: tuple[RowPoints, ...]
    vetoes: tuple[Veto, ...] = ()

    def row(self, row: Row) -> RowPoints:
        """Return one of its rows."""
        return {each.row: each for each in self.rows}[row]

    @property
    def machine(self) -> dict[Row, float | None]:
        """The machine's points by row, as the sheet's entry keeps them."""
        return {each.row: each.points for each in self.rows}

    @property
    def missing(self) -> tuple[Row, ...]:
        """The rows that only an evaluator can fill."""
        return tuple(each.row for each in self.rows if each.points is None)

    @property
    def total(self) -> float | None:
        """The sum of all rows; None as long as one of them has none."""
        points = [each.points for each in self.rows if each.points is not None]
        return round(sum(points), 1) if len(points) == len(self.rows) else None


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one half of a row: what is timed, or its injects."""

    lines: tuple[ScoreLine, ...] = field(default=())

    @property
    def credit(self) -> float | None:
        """The mean of what can be known; None where nothing can."""
        known = [each.credit for each in self.lines if each.credit is not None and each.counts]
        return sum(known) / len(known) if known else None


def row_points(row: Row, parts: Iterable[Part]) -> RowPoints:
    """Return a row's points: the mean of its parts that can be known, times what it is worth."""
    listed = tuple(parts)
    credits = [part.credit for part in listed if part.credit is not None]
    points = round(MOST[row] * sum(credits) / len(credits), 1) if credits else None
    return RowPoints(row, MOST[row], points, tuple(line for part in listed for line in part.lines))


def credit_of(after_s: float, limit_s: float) -> float:
    """Return 1 within a limit, then ever less, and 0 from twice the limit on.

    >>> credit_of(90, 120), credit_of(180, 120), credit_of(300, 120)
    (1.0, 0.5, 0.0)
    """
    return min(1.0, max(0.0, 2.0 - after_s / limit_s))
