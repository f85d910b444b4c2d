"""Say of each threshold why it exists, and let no rule raise an alert that nobody can act on.

A `Rule` watches one quantity of one zone. Its passport names cause, consequence and action, the
minutes there are and the seat that owns it; without all of them the rule is refused.
`judge` reads the figures of one check and names the colour they ask for, and why:

    blue, yellow   the middle of the 5-min figure is at the threshold or over
    orange         the middle of the 1-min figure
    red            the lower end of the 1-min figure

Where a feed's interval is longer than a minute, its shortest window stands in, and the
judgement says so by its `window_s`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final

from metro_flow.alerts.colour import LOWER_BELOW, AlertColour
from metro_flow.alerts.figures import Fact, Figure, Figures, Judgement, Reason, ReasonKey
from metro_flow.errors import Fault, Malformed
from metro_flow.people.person import Seat

SLOW_S: Final = 300
FAST_S: Final = 60
WINDOW_S: Final = {
    AlertColour.BLUE: SLOW_S,
    AlertColour.YELLOW: SLOW_S,
    AlertColour.ORANGE: FAST_S,
    AlertColour.RED: FAST_S,
}
# With fewer days the 99.5th of a hundred is a guess about the rarest day of all.
USUAL_NEEDS_DAYS: Final = 20


class Quantity(StrEnum):
    """What a rule measures: people divided by what the zone bears, a flow, or a person's word."""

    DENSITY = "density"
    SHARE = "share"
    CLEAR_MINUTES = "clear-minutes"
    AGAINST_USUAL = "against-usual"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Words:
    """One text in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Passport:
    """Why a rule may disturb people: what is happening, what follows, what to do, by when, whose.

    `minutes` is the time there is between its first colour and harm.
    """

    cause: Words
    consequence: Words
    action: Words
    minutes: int
    owner: Seat


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where each colour begins, and who says so; `provisional` until somebody confirmed them."""

    blue: float | None
    yellow: float | None
    orange: float | None
    red: float | None
    source: str
    provisional: bool = True

    def of(self, colour: AlertColour) -> float | None:
        """Return where a colour begins, None where the rule has no such colour."""
        begin: float | None = getattr(self, colour.value)
        return begin

    @property
    def colours(self) -> tuple[AlertColour, ...]:
        """The colours that are there, mildest first."""
        return tuple(colour for colour in AlertColour if self.of(colour) is not None)


@dataclass(frozen=True, slots=True)
class Rule:
    """One threshold of one zone, with its passport.

    `per` is what the people in the zone are divided by to get the quantity: m² for density,
    people for the share of the holding capacity, people per minute of the ways out (one lost)
    for minutes to clear. Without it the rule is off. `assumed`: `per` is supposed, not surveyed.
    """

    id: str
    zone: str
    quantity: Quantity
    thresholds: Thresholds
    passport: Passport
    per: float | None = None
    assumed: bool = False

    def __post_init__(self) -> None:
        if faults := _faults(self):
            raise Malformed(*faults, where=f"rule {self.id or '?'} of {self.zone or '?'}")


def judge(rule: Rule, figures: Figures) -> Judgement:
    """Name the colour that these figures ask of `rule`, and why."""
    if rule.quantity is Quantity.AGAINST_USUAL:
        return _judge_against_usual(rule, figures)
    if rule.per is None:
        return _not_known(rule, figures, ReasonKey.WAYS_OUT_UNKNOWN, off=True)
    return _judged(rule, figures, rule.per)


def _judge_against_usual(rule: Rule, figures: Figures) -> Judgement:
    """Compare a flow with the 99.5th percentile of its slot, when the usual day is known."""
    usual = figures.usual
    if usual is None or usual.days < USUAL_NEEDS_DAYS:
        days = 0 if usual is None else usual.days
        facts = {"days": days, "needed": USUAL_NEEDS_DAYS}
        return _not_known(rule, figures, ReasonKey.USUAL_UNKNOWN, off=True, facts=facts)
    # One person a minute is the least that is worth calling unusual at dead of night.
    return _judged(rule, figures, max(usual.high_per_minute, 1.0))


def _judged(rule: Rule, figures: Figures, per: float) -> Judgement:
    if figures.unknown is not None or not figures.windows:
        facts = {"why": figures.unknown or "no-window"}
        return _not_known(rule, figures, ReasonKey.FIGURE_UNKNOWN, facts=facts)
    colours = rule.thresholds.colours
    claimed = [colour for colour in colours if _claims(rule, figures, colour, per=per)]
    colour = claimed[-1] if claimed else None
    spoken = colour or colours[0]
    figure = figures.nearest(WINDOW_S[spoken])
    threshold = rule.thresholds.of(spoken)
    assumed = rule.assumed or figures.assumed
    return Judgement(
        colour=colour,
        colours=colours,
        below=tuple(each for each in colours if _is_below(rule, figures, each, per=per)),
        value=figure.middle / per,
        low=figure.low / per,
        high=figure.high / per,
        threshold=threshold,
        window_s=figure.window_s,
        coverage=figures.coverage,
        reason=Reason(
            ReasonKey(rule.quantity.value),
            _facts(rule, figures, figure, per=per, threshold=threshold, assumed=assumed),
        ),
        assumed=assumed,
    )


def _claims(rule: Rule, figures: Figures, colour: AlertColour, *, per: float) -> bool:
    figure = figures.nearest(WINDOW_S[colour])
    number = figure.low if colour is AlertColour.RED else figure.middle
    begin = rule.thresholds.of(colour)
    return begin is not None and number / per >= begin


def _is_below(rule: Rule, figures: Figures, colour: AlertColour, *, per: float) -> bool:
    begin = rule.thresholds.of(colour)
    middle = figures.nearest(WINDOW_S[colour]).middle
    return begin is not None and middle / per < LOWER_BELOW * begin


def _facts(
    rule: Rule,
    figures: Figures,
    figure: Figure,
    *,
    per: float,
    threshold: float | None,
    assumed: bool,
) -> dict[str, Fact]:
    """Gather the numbers that the words need, rounded as people read them."""
    counted = "per_minute" if rule.quantity is Quantity.AGAINST_USUAL else "people"
    return {
        "zone": rule.zone,
        counted: round(figure.middle),
        f"{counted}_low": round(figure.low),
        f"{counted}_high": round(figure.high),
        "per": round(per, 1),
        "value": round(figure.middle / per, 2),
        "low": round(figure.low / per, 2),
        "high": round(figure.high / per, 2),
        "threshold": None if threshold is None else round(threshold, 2),
        "window_s": figure.window_s,
        "coverage": round(figures.coverage, 2),
        "assumed": assumed,
        "provisional": rule.thresholds.provisional,
        "days": None if figures.usual is None else figures.usual.days,
    }


def _not_known(
    rule: Rule,
    figures: Figures,
    key: ReasonKey,
    *,
    off: bool = False,
    facts: Mapping[str, Fact] | None = None,
) -> Judgement:
    """Answer that there is nothing to judge: neither a colour nor calm."""
    coverage = round(figures.coverage, 2)
    return Judgement(
        colour=None,
        colours=rule.thresholds.colours,
        below=(),
        value=None,
        low=None,
        high=None,
        threshold=None,
        window_s=None,
        coverage=figures.coverage,
        reason=Reason(key, {"zone": rule.zone, "coverage": coverage, **(facts or {})}),
        assumed=rule.assumed or figures.assumed,
        known=False,
        off=off,
    )


def _faults(rule: Rule) -> list[Fault]:
    faults = []
    for name in ("id", "zone"):
        if not getattr(rule, name).strip():
            faults.append(Fault(name, getattr(rule, name), "give a name"))
    if rule.per is not None and not rule.per > 0:
        faults.append(Fault("per", rule.per, "give a number above 0, or none to leave it off"))
    return [*faults, *_threshold_faults(rule), *_passport_faults(rule.passport)]


def _threshold_faults(rule: Rule) -> list[Fault]:
    faults, thresholds = [], rule.thresholds
    begins = [(colour, thresholds.of(colour) or 0.0) for colour in thresholds.colours]
    if not begins and rule.quantity is not Quantity.REPORT:
        faults.append(Fault("thresholds", None, "give at least one colour a threshold"))
    for (_, lower), (colour, upper) in zip([(None, 0.0), *begins], begins, strict=False):
        if not upper > lower:
            faults.append(Fault(f"thresholds.{colour}", upper, f"give a number above {lower:g}"))
    if thresholds.red is not None and thresholds.orange is None:
        # The way down from red leads through orange, where the chiefs stay called.
        faults.append(Fault("thresholds.orange", None, "a rule with red has orange too"))
    if not thresholds.source.strip():
        faults.append(Fault("thresholds.source", thresholds.source, "say who set them"))
    return faults


def _passport_faults(passport: Passport) -> list[Fault]:
    faults = []
    for each in fields(passport):
        words = getattr(passport, each.name)
        if isinstance(words, Words):
            for language in ("zh", "en"):
                if not getattr(words, language).strip():
                    empty = Fault(f"passport.{each.name}.{language}", "", "say it in words")
                    faults.append(empty)
    if passport.minutes < 1:
        faults.append(Fault("passport.minutes", passport.minutes, "give at least 1 minute"))
    return faults
