"""Hand figures to a rule and take its judgement back, each with what it rests on.

The watch fills `Figures` for one zone at one check; a rule answers with a `Judgement`.
A judgement says its reason as a key from a closed list with the numbers it used, so that a
tablet can say it in words in any language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from metro_flow.alerts.colour import AlertColour
from metro_flow.errors import Fault, Malformed

Fact = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One number over one window: its likely value between two honest ends.

    People in a zone as their mean over the window, or people per minute through gates.
    """

    window_s: int
    middle: float
    low: float
    high: float

    def __post_init__(self) -> None:
        if self.window_s <= 0:
            raise Malformed(Fault("window_s", self.window_s, "a window is longer than 0 s"))
        if not 0 <= self.low <= self.middle <= self.high:
            climb = "low, middle and high climb, from 0 upwards"
            raise Malformed(Fault("figure", (self.low, self.middle, self.high), climb))


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual in this slot of the day: its P99.5, and from how many days it is known."""

    high_per_minute: float
    days: int


@dataclass(frozen=True, slots=True)
class Score:
    """One number that is judged as it is: a chance, an excess that adds up; and what words need."""

    value: float
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is known of one zone at one check.

    `windows` holds only windows that the feed's interval allows; a shorter one is left out.
    `unknown` names why there is nothing to judge (`low-coverage`, `stale` …).
    """

    windows: tuple[Figure, ...]
    coverage: float
    assumed: bool = False
    unknown: str | None = None
    usual: Usual | None = None
    score: Score | None = None

    def nearest(self, window_s: int) -> Figure:
        """Return the figure over this window, or over the nearest one that is known."""
        return min(self.windows, key=lambda figure: abs(figure.window_s - window_s))


class ReasonKey(StrEnum):
    """Every reason that has words on the glass."""

    DENSITY = "density"
    SHARE = "share"
    CLEAR_MINUTES = "clear-minutes"
    AGAINST_USUAL = "against-usual"
    COMING = "coming"
    GROWTH = "slow-growth"
    FORETOLD = "foretold"
    CAME_TRUE = "came-true"
    CAME_DOWN = "came-down"
    LOOKED = "looked-not-so"
    REPORTED = "reported"
    REPORTS_CLOSED = "reports-closed"
    RULE_GONE = "rule-gone"
    FIGURE_UNKNOWN = "figure-unknown"
    FORECAST_UNKNOWN = "forecast-not-known"
    USUAL_UNKNOWN = "usual-day-not-known"
    WAYS_OUT_UNKNOWN = "ways-out-not-known"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, in a form that every language can say."""

    key: ReasonKey
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one rule asks for at one check, and the numbers it used, in the rule's own unit.

    `colour` is the highest claimed; `below` are the colours whose threshold the figure is under
    by a fifth or more. Nothing is asked and nothing lowered while it is not `known`; `off` says
    that the rule cannot judge at all here, whatever the figure.
    """

    colour: AlertColour | None
    colours: tuple[AlertColour, ...]
    below: tuple[AlertColour, ...]
    value: float | None
    low: float | None
    high: float | None
    threshold: float | None
    window_s: int | None
    coverage: float
    reason: Reason
    assumed: bool
    known: bool = True
    off: bool = False
