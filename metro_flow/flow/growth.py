"""Add small excesses up, for a crowd that grows a little each minute is news before it is large.

Page's CUSUM (Biometrika 41, 1954, 100–115) of each station's flow against the usual slot, one way
each, past-only:

    z = (n − ℓ u) / √(φ ℓ u + (c ℓ u)²)   n people, u usual, ℓ level of the day, φ = 1.3, c = 0.1
    S ← min(max(0, S + z − k), M)          k = 1 spread, M = 60 spreads

Counts are wider than chance: φ for groups who walk together and trains that bunch, c for what makes
one hour differ from the next. An excess of less than k spreads a step never adds up, and what has
added up goes down by k and more in each usual step, from M within the hour. S is nothing again when
the day turns (`reset`), and after a quarter of an hour in which nothing was heard.
Since when it has grown, and by how many people, is told with it: since S was last nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from metro_flow.errors import Fault, Malformed
from metro_flow.flow.count import Bools, Floats, Ints

OVERDISPERSED: Final = 1.3
HOURS_DIFFER: Final = 0.1
ALLOWED: Final = 1.0
MOST: Final = 60.0
# After so long without a count what grew before is of the past.
FORGOTTEN_S: Final = 900.0


@dataclass(slots=True, eq=False)
class Growth:
    """What has added up, by station and direction: all arrays (stations, 2).

    `grown` is S in spreads; `people` above the usual since it was last nothing, and `lasting_s`
    seconds since then; `unheard_s` since the last step that was heard.

    >>> growth = Growth.nothing(stations=1)
    >>> for people in (115.0, 130.0, 145.0):
    ...     score = growth.update(np.full((1, 2), people), np.full((1, 2), 100.0), length_s=60)
    >>> score.round(2).tolist(), growth.people.tolist(), growth.lasting_s.tolist()
    ([[2.95, 2.95]], [[75.0, 75.0]], [[120.0, 120.0]])
    """

    grown: Floats
    people: Floats
    lasting_s: Floats
    unheard_s: Floats

    @classmethod
    def nothing(cls, stations: int) -> Self:
        """Begin where nothing has grown."""
        return cls(*(np.zeros((stations, 2)) for _ in range(4)))

    def update(
        self, people: Floats, usual: Floats, *, length_s: float, level: Floats | float = 1.0
    ) -> Floats:
        """Take in one step and give what has added up, in spreads.

        Parameters
        ----------
        people, usual : arrays (stations, 2)
            Counted in the step, and usual in it; NaN where not known.
        length_s : float
            How long the step is; a minute or a slot, the same all day.
        level : array (stations, 2) or float
            How busy the day is as a whole.

        Returns
        -------
        array (stations, 2)
            S; it stands still while nothing is heard.
        """
        if not length_s > 0:
            raise Malformed(Fault("length_s", length_s, "a step is longer than 0 s"))
        z = excess(people, usual, level)
        heard = ~np.isnan(z)
        self.unheard_s = np.where(heard, 0.0, self.unheard_s + length_s)
        grown = (self.grown + np.where(heard, z - ALLOWED, 0.0)).clip(0.0, MOST)
        on: Bools = (grown > 0) & (self.unheard_s < FORGOTTEN_S)
        above = np.where(heard, people - level * usual, 0.0)
        self.grown = np.where(on, grown, 0.0)
        self.people = np.where(on, self.people + above, 0.0)
        self.lasting_s = np.where(on, self.lasting_s + length_s, 0.0)
        return self.grown

    def reset(self, which: Bools | Ints | None = None) -> None:
        """Forget what has added up, everywhere or at some stations: the day turned."""
        rows = slice(None) if which is None else which
        for held in (self.grown, self.people, self.lasting_s, self.unheard_s):
            held[rows] = 0.0


def excess(people: Floats, usual: Floats, level: Floats | float = 1.0) -> Floats:
    """Give the spreads by which one step's people exceed the usual, wider than chance."""
    expected = level * usual
    spread = np.sqrt(OVERDISPERSED * np.maximum(expected, 1.0) + (HOURS_DIFFER * expected) ** 2)
    found: Floats = (people - expected) / spread
    return found


def grown_over(people: Floats, usual: Floats) -> Floats:
    """Give S after each of many steps at once: (steps, stations, 2), nothing unheard, below M.

    S is the sum of z − k less its least so far, which is what adding it up step by step comes to.
    """
    walked = np.cumsum(excess(people, usual) - ALLOWED, axis=0)
    least = np.minimum(np.minimum.accumulate(walked, axis=0), 0.0)
    grown: Floats = walked - least
    return grown
