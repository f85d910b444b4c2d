"""Add up through the day what is unusual of each station, slot by slot, for rules to judge.

A shift that begins at noon is handed the morning's slots first, so it knows what had added up.
Where fewer than twenty days are kept nobody can say what is unusual, and nothing is said.
A day that is busier than its kind as a whole is held against the kind all the same: whoever makes
it the new usual within hours hears nothing of what grows slowly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from metro_flow.alerts.figures import Score
from metro_flow.alerts.judge import USUAL_NEEDS_DAYS
from metro_flow.alerts.rule import Quantity
from metro_flow.clock import iso
from metro_flow.flow.count import Direction, Floats, time_of
from metro_flow.flow.foretold import Arrivals, Foretold
from metro_flow.flow.growth import Growth
from metro_flow.flow.usual import DayShape, Usual

Scores = dict[tuple[str, Quantity], Score]


@dataclass(slots=True, eq=False)
class Unusual:
    """One day's excesses over what is usual of it; `midnight` is its first second."""

    usual: Usual
    shape: DayShape
    midnight: int
    growth: Growth
    arrivals: Arrivals
    foretold: tuple[Foretold, ...] = ()

    @classmethod
    def begin(cls, usual: Usual, shape: DayShape, midnight: int) -> Self:
        """Begin a day on which nothing has happened yet."""
        stations = usual.people.shape[1]
        return cls(usual, shape, midnight, Growth.nothing(stations), Arrivals.none(stations))

    def step(self, slot: int, people: Floats) -> None:
        """Take in one slot's people (stations, 2), NaN where too little was heard."""
        usual = self.usual.people[slot]
        self.growth.update(people, usual, length_s=float(self.shape.interval_s))
        ends = self.shape.starts_s + (slot + 1) * self.shape.interval_s
        self.foretold = self.arrivals.update(self.growth, people, usual, now_s=float(ends))

    def scores(self, names: Sequence[str]) -> Scores:
        """Return what has added up at each station, and who is expected back."""
        coming = {each.station: each for each in self.foretold}
        found: Scores = {}
        for place in np.flatnonzero(self.usual.days >= USUAL_NEEDS_DAYS).tolist():
            found[names[place], Quantity.GROWTH] = self._growth(place)
            found[names[place], Quantity.FORETOLD] = self._foretold(coming.get(place))
        return found

    def _growth(self, place: int) -> Score:
        way = Direction.IN.place
        return Score(
            float(self.growth.grown[place, way]),
            {
                "people": round(float(self.growth.people[place, way])),
                "minutes": round(float(self.growth.lasting_s[place, way]) / 60),
                "days": int(self.usual.days[place]),
            },
        )

    def _foretold(self, told: Foretold | None) -> Score:
        if told is None:
            return Score(0.0, {"came": 0})
        begins, until = (
            iso(time_of(self.midnight + int(second))) for second in (told.begins_s, told.until_s)
        )
        facts = {"came": round(told.came), "back": round(told.back)}
        return Score(told.expected, {**facts, "begins": begins, "until": until})
