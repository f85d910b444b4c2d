"""Say of each threshold why it exists, and let no rule raise an alert that nobody can act on.

A `Rule` watches one quantity of one zone. Its passport names cause, consequence and action, the
minutes there are and the seat that owns it; without all of them the rule is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from metro_flow.alerts.colour import AlertColour
from metro_flow.errors import Fault, Malformed
from metro_flow.people.person import Seat


class Quantity(StrEnum):
    """What a rule measures: people by what the zone bears, a flow, a chance, or a person's word."""

    DENSITY = "density"
    SHARE = "share"
    CLEAR_MINUTES = "clear-minutes"
    AGAINST_USUAL = "against-usual"
    COMING = "coming"
    GROWTH = "slow-growth"
    FORETOLD = "foretold"
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
    for minutes to clear; for the chance of what is coming it is the people at whom orange begins.
    Without it the rule is off. `assumed`: `per` is supposed, not surveyed.
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
