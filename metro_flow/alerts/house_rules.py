"""Keep every default threshold and passport in one place, so that one page can be confirmed.

The densities begin at the design range of GB 50157-2013 (1.33 … 3.0 people per m²); 3.0 people per
m² is the holding capacity, two thirds of it is the operators' usual limit, and 3.5 begins
the band in which a standing crowd becomes unstable (Still). They are means over a whole zone:
a corner may be fuller. The minutes are GB 51298-2018 §5.1: a platform clear in four, everyone
safe in six. None of this is confirmed for a station until its file says who confirmed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from metro_flow.alerts.rule import Passport, Quantity, Rule, Thresholds, Words
from metro_flow.errors import Fault, Malformed
from metro_flow.people.person import Seat

CROWDING: Final = "crowding"
CLEAR_TIME: Final = "clear-time"
INFLOW: Final = "inflow"
REPORTED: Final = "reported"
WHOLE_STATION: Final = "station"

_BANDS: Final = "GB 50157-2013 platform densities; two-thirds rule; Still's unstable band"
DEFAULTS: Final = {
    Quantity.DENSITY: Thresholds(1.33, 2.0, 3.0, 3.5, _BANDS),
    Quantity.SHARE: Thresholds(0.45, 2 / 3, 1.0, 1.17, _BANDS),
    Quantity.CLEAR_MINUTES: Thresholds(None, None, 4.0, 6.0, "GB 51298-2018 §5.1"),
    Quantity.AGAINST_USUAL: Thresholds(1.0, None, None, None, "P99.5 of the slot, ≥ 20 days"),
}

_PLATFORM: Final = Passport(
    cause=Words("上车的人多于列车带走的人", "More people reach the platform than trains take away"),
    consequence=Words(
        "站台边缘拥挤，有人跌落或挤压", "A crowd at the platform edge: people fall or are crushed"
    ),
    action=Words(
        "先下后上，分批放行楼梯，停下行扶梯，向行调要加车",
        "Let people alight first, release stairs in batches, stop down escalators, ask for trains",
    ),
    minutes=6,
    owner=Seat.STATION_MASTER,
)
_PAID: Final = Passport(
    cause=Words(
        "进站和换乘的人多于站台接纳的人", "More people enter and change than platforms take"
    ),
    consequence=Words(
        "楼扶梯口堵塞，人流对冲", "Stairs and escalator heads block; streams collide"
    ),
    action=Words(
        "关部分进站闸机，双向闸机改出站，关换乘通道",
        "Close part of the entry gates, turn two-way gates to exit, shut the transfer way",
    ),
    minutes=8,
    owner=Seat.STATION_MASTER,
)
_UNPAID: Final = Passport(
    cause=Words(
        "从街面进来的人多于闸机放行的人", "More people come in from the street than gates let pass"
    ),
    consequence=Words(
        "排队堵到出入口和街面，出站受阻",
        "Queues reach the exits and the street and block the way out",
    ),
    action=Words(
        "出入口只出不进或分批放行，街面设排队区",
        "Make exits exit-only or release in batches; set queue rails on the street",
    ),
    minutes=10,
    owner=Seat.STATION_MASTER,
)
_CLEAR: Final = Passport(
    cause=Words(
        "站台上的人，损失一部扶梯后几分钟内走不完",
        "With one escalator lost, the people on the platform cannot leave in time",
    ),
    consequence=Words(
        "起火或停运时站台来不及清空",
        "In a fire or a stoppage the platform cannot be cleared in time",
    ),
    action=Words(
        "停止向站台放人，扶梯全部改上行，准备越站",
        "Stop letting people down, turn escalators up, prepare to skip the stop",
    ),
    minutes=4,
    owner=Seat.STATION_MASTER,
)
_INFLOW: Final = Passport(
    cause=Words("进站人数高于这个时段的平常值", "More people enter than is usual at this time"),
    consequence=Words(
        "二十分钟内站台可能拥挤", "The platforms may become crowded within twenty minutes"
    ),
    action=Words(
        "看监控，查附近活动，核对值班力量", "Look at the cameras, ask what is on, check staff"
    ),
    minutes=20,
    owner=Seat.STATION_MASTER,
)
_REPORT: Final = Passport(
    cause=Words("现场有人上报", "Somebody on the spot reports it"),
    consequence=Words("闸机看不见的险情", "A danger that gates cannot see"),
    action=Words("看现场，叫应四长，按预案处置", "Look, call the chiefs, act by the plan"),
    minutes=2,
    owner=Seat.STATION_MASTER,
)


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
    """A station's own thresholds for one quantity of one zone, with who set them."""

    zone: str
    quantity: Quantity
    thresholds: Thresholds


def rules_of(zones: Sequence[ZoneSize], overrides: Iterable[Override] = ()) -> tuple[Rule, ...]:
    """Return the rules of a station: the house's own, with what its file says instead.

    A zone is watched by its density unless an override speaks of its share of the holding
    capacity. Raises Malformed for an override of a zone that is not there.
    """
    spoken = {(each.zone, each.quantity): each.thresholds for each in overrides}
    rules = [rule for size in zones for rule in _rules_of_zone(size, spoken)]
    usual = Quantity.AGAINST_USUAL
    thresholds = spoken.get((WHOLE_STATION, usual), DEFAULTS[usual])
    rules.append(Rule(INFLOW, WHOLE_STATION, usual, thresholds, _INFLOW))
    _refuse_strangers(spoken, rules)
    return tuple(rules)


def reported_in(zone: str) -> Rule:
    """Return the rule under which people raise a colour by their own word."""
    by_word = Thresholds(None, None, None, None, "a person on the spot", provisional=False)
    return Rule(REPORTED, zone, Quantity.REPORT, by_word, _REPORT)


def out_with_one_lost(ways_per_minute: Sequence[float]) -> float | None:
    """Return how many a minute can leave with the best way out of order; None if none is known."""
    left = sum(ways_per_minute) - max(ways_per_minute, default=0.0)
    return left if left > 0 else None


def _rules_of_zone(size: ZoneSize, spoken: dict[tuple[str, Quantity], Thresholds]) -> list[Rule]:
    by_share = (size.zone, Quantity.SHARE) in spoken
    quantity = Quantity.SHARE if by_share else Quantity.DENSITY
    crowding = Rule(
        id=CROWDING,
        zone=size.zone,
        quantity=quantity,
        thresholds=spoken.get((size.zone, quantity), DEFAULTS[quantity]),
        passport=_CROWDING_PASSPORTS[size.kind],
        per=size.holding if by_share else size.area_m2,
        assumed=size.assumed,
    )
    if size.kind != "platform":
        return [crowding]
    minutes = Quantity.CLEAR_MINUTES
    clear_time = replace(
        crowding,
        id=CLEAR_TIME,
        quantity=minutes,
        thresholds=spoken.get((size.zone, minutes), DEFAULTS[minutes]),
        passport=_CLEAR,
        per=out_with_one_lost(size.ways_out_per_minute),
    )
    return [crowding, clear_time]


_CROWDING_PASSPORTS: Final = {"platform": _PLATFORM, "paid": _PAID, "unpaid": _UNPAID}


def _refuse_strangers(
    spoken: dict[tuple[str, Quantity], Thresholds], rules: Sequence[Rule]
) -> None:
    """Refuse an override that no rule took up: it would silently do nothing."""
    taken = {(rule.zone, rule.quantity) for rule in rules}
    known = ", ".join(sorted(f"{zone} {quantity}" for zone, quantity in taken))
    faults = [
        Fault("thresholds", f"{zone} {quantity}", f"name a zone and quantity of {known}")
        for zone, quantity in spoken
        if (zone, quantity) not in taken
    ]
    if faults:
        raise Malformed(*faults)
