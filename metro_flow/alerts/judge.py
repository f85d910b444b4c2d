"""Name the colour that the figures of one check ask of a rule, and why.

What is there is judged by its windows:

    blue, yellow   the middle of the 5-min figure is at the threshold or over
    orange         the middle of the 1-min figure
    red            the lower end of the 1-min figure

Where a feed's interval is longer than a minute, its shortest window stands in, and the
judgement says so by its `window_s`. What is foretold is judged by its score as it is: a chance
that a crowd comes, an excess that adds up, people who will come back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from metro_flow.alerts.colour import LOWER_BELOW, AlertColour
from metro_flow.alerts.figures import Fact, Figure, Figures, Judgement, Reason, ReasonKey, Score
from metro_flow.alerts.rule import Quantity, Rule

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
# What is foretold, and what is missing when there is no score: the reason, and whether the rule
# is off or only waits for figures.
SCORED: Final = {
    Quantity.COMING: (ReasonKey.FORECAST_UNKNOWN, False),
    Quantity.GROWTH: (ReasonKey.USUAL_UNKNOWN, True),
    Quantity.FORETOLD: (ReasonKey.USUAL_UNKNOWN, True),
}


def judge(rule: Rule, figures: Figures) -> Judgement:
    """Name the colour that these figures ask of `rule`, and why."""
    if rule.quantity is Quantity.AGAINST_USUAL:
        return _judge_against_usual(rule, figures)
    if rule.quantity in SCORED:
        return _judge_score(rule, figures)
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


def _judge_score(rule: Rule, figures: Figures) -> Judgement:
    """Judge one number as it is; there is no window to choose and no interval to be under."""
    score = figures.score
    if figures.unknown is not None or score is None:
        key, off = SCORED[rule.quantity]
        facts: dict[str, Fact] = {"needed": USUAL_NEEDS_DAYS} if off else {}
        if figures.unknown is not None and not (off and score is None):
            key, off, facts = ReasonKey.FIGURE_UNKNOWN, False, {"why": figures.unknown}
        return _not_known(rule, figures, key, off=off, facts=facts)
    colours = rule.thresholds.colours
    begins = [(colour, rule.thresholds.of(colour) or 0.0) for colour in colours]
    claimed = [colour for colour, begin in begins if score.value >= begin]
    colour = claimed[-1] if claimed else None
    threshold = rule.thresholds.of(colour or colours[0])
    return Judgement(
        colour=colour,
        colours=colours,
        below=tuple(each for each, begin in begins if score.value < LOWER_BELOW * begin),
        value=score.value,
        low=None,
        high=None,
        threshold=threshold,
        window_s=None,
        coverage=figures.coverage,
        reason=Reason(
            ReasonKey(rule.quantity.value), _facts_of_score(rule, figures, score, threshold)
        ),
        assumed=rule.assumed or figures.assumed,
    )


def _facts_of_score(
    rule: Rule, figures: Figures, score: Score, threshold: float | None
) -> dict[str, Fact]:
    return {
        "zone": rule.zone,
        **score.facts,
        "value": round(score.value, 2),
        "threshold": threshold,
        "coverage": round(figures.coverage, 2),
        "assumed": rule.assumed or figures.assumed,
        "provisional": rule.thresholds.provisional,
    }


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
