"""Say how far a flow is from what is usual at this time, in spreads of what chance and habit allow.

A window ends at any minute, the usual day (`usual`) is cut into slots; so what is usual of a window
is put together from the slots that it overlaps. A day may be busier than its kind as a whole, which
is no news by the afternoon: its *level* is what was counted over what was usual, both fading within
two hours, and leans on one by fifty people.

    surprise = (n − ℓ u) / √(ℓ u + s² + 4)          n people, u usual, s spread, ℓ level

Ignores the weather, neighbouring stations, and whatever else makes two hours differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from metro_flow.flow.count import Floats
from metro_flow.flow.usual import DayShape, Usual

LEVEL_FADES_S: Final = 7200.0
# Fifty people, or the first of the morning would make the day.
FIRM: Final = 50.0
LEAST_LEVEL: Final = 0.7
MOST_LEVEL: Final = 1.4
# Two spreads at four in the morning, when nobody is usual.
LEAST_VARIANCE: Final = 4.0
# What is news teaches no level.
NEWS: Final = 3.0


def usual_over(
    usual: Usual, shape: DayShape, *, since_s: float, until_s: float
) -> tuple[Floats, Floats]:
    """Give the usual people and spread between two seconds after midnight: (stations, 2) each.

    Slots that are partly within add their part; a slot's spread is taken as common to all of it.
    NaN where any of it lies outside of the day or is not known.
    """
    first = (since_s - shape.starts_s) / shape.interval_s
    last = (until_s - shape.starts_s) / shape.interval_s
    if not 0 <= first < last <= shape.slots:
        nothing = np.full(usual.people.shape[1:], np.nan)
        return nothing, nothing.copy()
    slots = np.arange(int(first), int(np.ceil(last)))
    part = np.minimum(slots + 1, last) - np.maximum(slots, first)
    people = np.tensordot(part, usual.people[slots], axes=1)
    spread = np.tensordot(part, usual.spread[slots], axes=1)
    return people, spread


def surprise(people: Floats, usual: Floats, spread: Floats, level: Floats | float = 1.0) -> Floats:
    """Give the spreads by which people exceed the usual; NaN where either is not known."""
    expected = level * usual
    found: Floats = (people - expected) / np.sqrt(expected + spread**2 + LEAST_VARIANCE)
    return found


@dataclass(slots=True, eq=False)
class Level:
    """How busy the day is as a whole, by station and direction; `seen` and `due` fade."""

    seen: Floats
    due: Floats

    @classmethod
    def of(cls, stations: int) -> Self:
        """Begin with a day like any other."""
        return cls(np.zeros((stations, 2)), np.zeros((stations, 2)))

    @property
    def level(self) -> Floats:
        """What was counted over what was usual: (stations, 2)."""
        level: Floats = (self.seen + FIRM) / (self.due + FIRM)
        return level.clip(LEAST_LEVEL, MOST_LEVEL)

    def update(self, people: Floats, usual: Floats, spread: Floats, *, length_s: float) -> None:
        """Take in people of the last `length_s` seconds; what is unheard or news teaches nothing.

        All are (stations, 2), NaN where not known.
        """
        calm = np.abs(surprise(people, usual, spread, self.level)) < NEWS
        fade = np.exp(-length_s / LEVEL_FADES_S)
        self.seen = self.seen * fade + np.where(calm, people, 0.0)
        self.due = self.due * fade + np.where(calm, usual, 0.0)
