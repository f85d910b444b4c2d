"""Keep every default threshold in one place, so that one page can be confirmed.

The densities begin at the design range of GB 50157-2013 (1.33 … 3.0 people per m²); 3.0 people per
m² is the holding capacity, two thirds of it is the operators' usual limit, and 3.5 begins
the band in which a standing crowd becomes unstable (Still). They are means over a whole zone:
a corner may be fuller. The minutes are GB 51298-2018 §5.1: a platform clear in four, everyone
safe in six. What is coming is judged by its chance: likelier than not is a note, four ways in
five are yellow, and it never raises a colour that calls people. None of this is confirmed for a
station until its file says who confirmed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from metro_flow.alerts import passports
from metro_flow.alerts.rule import Quantity, Rule, Thresholds
from metro_flow.errors import Fault, Malformed

CROWDING: Final = "crowding"
CLEAR_TIME: Final = "clear-time"
COMING: Final = "coming"
GROWTH: Final = "slow-growth"
FORETOLD: Final = "foretold"
INFLOW: Final = "inflow"
REPORTED: Final = "reported"
WHOLE_STATION: Final = "station"

_BANDS: Final = "GB 50157-2013 platform densities; two-thirds rule; Still's unstable band"
DEFAULTS: Final = {
    Quantity.DENSITY: Thresholds(1.33, 2.0, 3.0, 3.5, _BANDS),
    Quantity.SHARE: Thresholds(0.45, 2 / 3, 1.0, 1.17, _BANDS),
    Quantity.CLEAR_MINUTES: Thresholds(None, None, 4.0, 6.0, "GB 51298-2018 §5.1"),
    Quantity.AGAINST_USUAL: Thresholds(1.0, None, None, None, "P99.5 of the slot, ≥ 20 days"),
    Quantity.COMING: Thresholds(0.5, 0.8, None, None, "chance of orange within 15 minutes"),
    Quantity.GROWTH: Thresholds(14.0, 50.0, None, None, "spreads added up (Page), ≥ 20 days"),
    Quantity.FORETOLD: Thresholds(150.0, None, None, None, "people expected back, ≥ 20 days"),
}


@dataclass(frozen=True, slots=True)
class ZoneSize:
    """How much one zone can bear; `kind` is platform, paid or unpaid.

    `ways_out_per_minute` holds each stair and escalator away from a platform, when it is known.
    """

    zone: str
    kind: str
    area_m2: float
    holding: float
    assumed: bool
    ways_out_per_minute: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Override:
    """What a station says otherwise of one quantity of one zone, and who says so.

    Without `thresholds` the house's stand; `passport` holds the parts that are said anew.
    """

    zone: str
    quantity: Quantity
    thresholds: Thresholds | None = None
    passport: Mapping[str, Any] = field(default_factory=dict)


Spoken = Mapping[tuple[str, Quantity], Override]


def rules_of(zones: Sequence[ZoneSize], overrides: Iterable[Override] = ()) -> tuple[Rule, ...]:
    """Return the rules of a station: the house's own, with what its file says instead.

    A zone is watched by its density unless an override speaks of its share of the holding
    capacity. Raises Malformed for an override of a zone that is not there.
    """
    spoken = {(each.zone, each.quantity): each for each in overrides}
    rules = [rule for size in zones for rule in _rules_of_zone(size, spoken)]
    rules += [_said(rule, spoken) for rule in _AGAINST_HABIT]
    _refuse_strangers(spoken, rules)
    return tuple(rules)


def reported_in(zone: str) -> Rule:
    """Return the rule under which people raise a colour by their own word."""
    by_word = Thresholds(None, None, None, None, "a person on the spot", provisional=False)
    return Rule(REPORTED, zone, Quantity.REPORT, by_word, passports.REPORT)


def out_with_one_lost(ways_per_minute: Sequence[float]) -> float | None:
    """Return how many a minute can leave with the best way out of order; None if none is known."""
    left = sum(ways_per_minute) - max(ways_per_minute, default=0.0)
    return left if left > 0 else None


def _rules_of_zone(size: ZoneSize, spoken: Spoken) -> list[Rule]:
    by_share = (size.zone, Quantity.SHARE) in spoken
    quantity = Quantity.SHARE if by_share else Quantity.DENSITY
    house = Rule(
        id=CROWDING,
        zone=size.zone,
        quantity=quantity,
        thresholds=DEFAULTS[quantity],
        passport=_CROWDING[size.kind],
        per=size.holding if by_share else size.area_m2,
        assumed=size.assumed,
    )
    crowding = _said(house, spoken)
    rules = [crowding, _said(_coming(crowding), spoken)]
    if size.kind == "platform":
        rules.insert(1, _said(_clear_time(house, size), spoken))
    return rules


def _clear_time(crowding: Rule, size: ZoneSize) -> Rule:
    """Return the rule that asks how long the people on a platform need to leave it."""
    return replace(
        crowding,
        id=CLEAR_TIME,
        quantity=Quantity.CLEAR_MINUTES,
        thresholds=DEFAULTS[Quantity.CLEAR_MINUTES],
        passport=passports.CLEAR,
        per=out_with_one_lost(size.ways_out_per_minute),
    )


def _coming(crowding: Rule) -> Rule:
    """Return the rule that foretells the orange of this one."""
    begins, holds = crowding.thresholds.orange, crowding.per
    return replace(
        crowding,
        id=COMING,
        quantity=Quantity.COMING,
        thresholds=DEFAULTS[Quantity.COMING],
        passport=passports.COMING,
        per=None if begins is None or holds is None else begins * holds,
    )


def _said(rule: Rule, spoken: Spoken) -> Rule:
    """Return a rule of the house as the station has it."""
    override = spoken.get((rule.zone, rule.quantity))
    if override is None:
        return rule
    thresholds = override.thresholds or rule.thresholds
    passport = replace(rule.passport, **override.passport)
    return replace(rule, thresholds=thresholds, passport=passport)


_CROWDING: Final = {
    "platform": passports.PLATFORM,
    "paid": passports.PAID,
    "unpaid": passports.UNPAID,
}


# What is unusual of a whole station; each needs a usual day.
_AGAINST_HABIT: Final = tuple(
    Rule(name, WHOLE_STATION, quantity, DEFAULTS[quantity], passport)
    for name, quantity, passport in (
        (INFLOW, Quantity.AGAINST_USUAL, passports.INFLOW),
        (GROWTH, Quantity.GROWTH, passports.GROWTH),
        (FORETOLD, Quantity.FORETOLD, passports.FORETOLD),
    )
)


def _refuse_strangers(spoken: Spoken, rules: Sequence[Rule]) -> None:
    """Refuse an override that no rule took up: it would silently do nothing."""
    taken = {(rule.zone, rule.quantity) for rule in rules}
    known = ", ".join(sorted(f"{zone} {quantity}" for zone, quantity in taken))
    faults = [
        Fault("rules", f"{zone} {quantity}", f"name a zone and quantity of {known}")
        for zone, quantity in spoken
        if (zone, quantity) not in taken
    ]
    if faults:
        raise Malformed(*faults)
