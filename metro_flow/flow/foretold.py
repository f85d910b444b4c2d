"""Foretell an evening's crowd from those who came in the afternoon: an advisory, never an alarm.

Who comes to an occasion leaves the metro at its station hours before, and goes home from there. So
where far more people leave the gates than is usual, and it adds up (`growth`), as many are expected
to enter again within hours, whether or not the calendar knows of an occasion.

    came      exits above the usual since they began to add up
    back      entries above the usual since an hour after that
    expected  came − back, from an hour after the first came until five hours after the last

It is said when S of the exits is over 35 spreads and 200 people came, after noon: what comes in the
morning comes to work. It is forgotten when four in five are back, when the time is over, or when
the day turns. How many leave by another way nobody knows, so this is the most, not the likely.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from metro_flow.flow.count import Direction, Floats
from metro_flow.flow.growth import Growth

# Set on the simulator: a false one a station in two or three months, and ten minutes later than 20.
NOTICED: Final = 35.0
LEAST_PEOPLE: Final = 200.0
NOON_S: Final = 43_200.0
# A film is the shortest occasion that is worth coming for, a match with its ways the longest.
LEAST_STAY_S: Final = 3_600.0
MOST_STAY_S: Final = 18_000.0
BACK_ENOUGH: Final = 0.8


@dataclass(frozen=True, slots=True)
class Foretold:
    """People who came to a station and are expected back, in seconds after midnight.

    `station` is its place; `came` people above the usual, of whom `back` are back.
    """

    station: int
    came: float
    back: float
    since_s: float
    begins_s: float
    until_s: float

    @property
    def expected(self) -> float:
        """How many of them are still to come back, at most."""
        return max(0.0, self.came - self.back)


@dataclass(slots=True, eq=False)
class Arrivals:
    """Who came to each station today on top of the usual; arrays (stations,), NaN: nobody did.

    Feed it each step with the same growth that judges the flows.
    """

    came: Floats
    back: Floats
    since_s: Floats
    last_s: Floats

    @classmethod
    def none(cls, stations: int) -> Self:
        """Begin a day on which nobody has come yet."""
        return cls(np.zeros(stations), np.zeros(stations), *np.full((2, stations), np.nan))

    def update(
        self, growth: Growth, people: Floats, usual: Floats, *, now_s: float
    ) -> tuple[Foretold, ...]:
        """Take in one step and tell of every station to which people are expected back.

        Parameters
        ----------
        growth : Growth
            Updated with the same step.
        people, usual : arrays (stations, 2)
            Counted in the step, and usual in it (times the day's level); NaN where not known.
        now_s : float
            Seconds after midnight at the end of the step.
        """
        out, into = Direction.OUT.place, Direction.IN.place
        above = growth.people[:, out]
        noticed = (growth.grown[:, out] >= NOTICED) & (above >= LEAST_PEOPLE) & (now_s > NOON_S)
        first = noticed & np.isnan(self.since_s)
        self.since_s[first] = now_s - growth.lasting_s[first, out]
        more_came = noticed & (above > self.came)
        self.came = np.where(more_came, above, self.came)
        self.last_s = np.where(more_came, now_s, self.last_s)
        returning = now_s >= self.since_s + LEAST_STAY_S
        more = np.nan_to_num(people[:, into] - usual[:, into])
        self.back = np.where(returning, np.maximum(self.back + more, 0.0), 0.0)
        over = (self.back >= BACK_ENOUGH * self.came) | (now_s > self.last_s + MOST_STAY_S)
        self._forget(over & ~more_came)
        return tuple(self._foretold(int(place)) for place in np.flatnonzero(self.came > 0))

    def reset(self) -> None:
        """Forget all: the day turned."""
        self._forget(np.ones(len(self.came), np.bool_))

    def _forget(self, which: np.ndarray) -> None:
        self.came[which] = self.back[which] = 0.0
        self.since_s[which] = self.last_s[which] = np.nan

    def _foretold(self, place: int) -> Foretold:
        since, last = float(self.since_s[place]), float(self.last_s[place])
        return Foretold(
            station=place,
            came=float(self.came[place]),
            back=float(self.back[place]),
            since_s=since,
            begins_s=since + LEAST_STAY_S,
            until_s=last + MOST_STAY_S,
        )
