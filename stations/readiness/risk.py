"""Grade a risk in one table, so that nobody multiplies by heart.

The grade is static: it says how bad a hazard is while nothing happens, and is no alert colour.
Provisional: the cuts (1 to 8, 9 to 12, 15 to 16, 20 to 25) are those recalled of the risk matrix of
DB37/T 2882-2016, whose two lowest grades are one here; the text itself was not checked, and
the district has not confirmed them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

Step = Annotated[int, Field(ge=1, le=5)]


class RiskGrade(StrEnum):
    """How bad a hazard is, the least first: blue, yellow, orange and red on the risk map."""

    LOW = "low"
    GENERAL = "general"
    LARGE = "large"
    MAJOR = "major"


_L, _G, _B, _M = RiskGrade.LOW, RiskGrade.GENERAL, RiskGrade.LARGE, RiskGrade.MAJOR

# A row for each likelihood from 1 to 5, a column for each consequence from 1 to 5.
MATRIX: Final = (
    (_L, _L, _L, _L, _L),
    (_L, _L, _L, _L, _G),
    (_L, _L, _G, _G, _B),
    (_L, _L, _G, _B, _M),
    (_L, _G, _B, _M, _M),
)


def grade_of(likelihood: int, consequence: int) -> RiskGrade:
    """Return the grade of a likelihood and a consequence, each from 1 to 5."""
    return MATRIX[likelihood - 1][consequence - 1]
