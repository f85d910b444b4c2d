"""Say how many people are in a zone, how surely, and on what the figure rests.

Gates cannot see a platform, so every figure carries its interval and its basis.
A chief's look at a zone moves the figure, and the figure says that it did.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from metro_flow.errors import Fault, Malformed

# Holding capacity: usable area at the upper end of the platform density of GB 50157-2013.
PEOPLE_PER_M2: Final = 3.0
# What a chief saw stands for five minutes.
EYE_LASTS_S: Final = 300
# Five steps of crowding by eye as people/m²: empty, loose, crowded, very crowded, danger.
# Their edges are those of Fruin's queues (free, A … C, D) and of the unstable band (3.5).
EYE_BANDS: Final = ((0.0, 0.3), (0.3, 1.0), (1.0, 2.0), (2.0, 3.5), (3.5, 5.0))
# Nine looks in ten fall in the band; a normal curve's 90 % is 3.29 spreads wide.
NINE_IN_TEN: Final = 3.29


class Basis(StrEnum):
    """What a figure of people rests on."""

    GATES_ONLY = "gates-only"
    WITH_TIMETABLE = "with-timetable"
    WITH_TRAINS = "with-trains"


@dataclass(frozen=True, slots=True)
class EstimateByEye:
    """A chief's judgement of a zone: 1 empty, 2 loose, 3 crowded, 4 very crowded, 5 danger."""

    station: str
    zone: str
    step: int
    at: datetime

    def __post_init__(self) -> None:
        if not 1 <= self.step <= len(EYE_BANDS):
            raise Malformed(Fault("step", self.step, f"a step 1 … {len(EYE_BANDS)}"))


@dataclass(frozen=True, slots=True)
class ZoneOccupancy:
    """People in a zone, their 90 % interval, and what they rest on.

    Mean over `window_s`; where `unknown` has a reason, people, interval and trend are None.
    """

    station: str
    zone: str
    line: str | None
    window_s: int
    people: float | None
    low: float | None
    high: float | None
    trend_per_minute: float | None
    area_m2: float
    basis: Basis
    assumed: bool
    coverage: float
    until: datetime | None
    unknown: str | None
    by_eye: bool = False

    @property
    def holding(self) -> int:
        """How many people the zone holds before their crowd becomes unstable."""
        return round(self.area_m2 * PEOPLE_PER_M2)

    @property
    def density(self) -> float | None:
        """People per m² of the zone as a whole."""
        return None if self.people is None else self.people / self.area_m2

    @property
    def share(self) -> float | None:
        """People as a share of what the zone holds."""
        return None if self.people is None else self.people / (self.area_m2 * PEOPLE_PER_M2)


def seen(zone: ZoneOccupancy, looks: Iterable[EstimateByEye], *, now: datetime) -> ZoneOccupancy:
    """Move a figure to the newest look at its zone that is not older than five minutes.

    Both are taken as normal and weighed by their spreads; the look's spread doubles as it ages.
    Where the two do not meet, the look is believed and the interval covers both: a person who
    looks sees what gates cannot, and the doubt stays on the glass.
    """
    fresh = [look for look in looks if _stands(look, zone, now=now)]
    if not fresh:
        return zone
    look = max(fresh, key=lambda one: one.at)
    age = (now - look.at).total_seconds() / EYE_LASTS_S
    floor, ceiling = (edge * zone.area_m2 for edge in EYE_BANDS[look.step - 1])
    middle, spread = (floor + ceiling) / 2, (ceiling - floor) / NINE_IN_TEN * (1 + age)
    margin = spread * NINE_IN_TEN / 2
    low, high = max(0.0, middle - margin), middle + margin
    if zone.people is None or zone.low is None or zone.high is None:
        return replace(zone, people=middle, low=low, high=high, unknown=None, by_eye=True)
    if high < zone.low or low > zone.high:
        low, high = min(low, zone.low), max(high, zone.high)
        return replace(zone, people=middle, low=low, high=high, by_eye=True)
    return _weighed(zone, middle, spread=spread, gates=(zone.people, zone.low, zone.high))


def _stands(look: EstimateByEye, zone: ZoneOccupancy, *, now: datetime) -> bool:
    age = (now - look.at).total_seconds()
    same = (look.station, look.zone) == (zone.station, zone.zone)
    return same and 0 <= age <= EYE_LASTS_S


def _weighed(
    zone: ZoneOccupancy, middle: float, *, spread: float, gates: tuple[float, float, float]
) -> ZoneOccupancy:
    people, low, high = gates
    variance = max((high - low) / NINE_IN_TEN, 1.0) ** 2
    weight = variance / (variance + spread**2)
    both = people + weight * (middle - people)
    margin = NINE_IN_TEN / 2 * (variance * spread**2 / (variance + spread**2)) ** 0.5
    return replace(zone, people=both, low=max(0.0, both - margin), high=both + margin, by_eye=True)
