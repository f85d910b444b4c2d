"""Learn what part of its station's people each gate group usually sees, from sealed quarters.

A quarter of an hour is sealed once nothing an hour late can reach it any more; so whatever order
counts came in, the same is learnt. What ill gates said is not learnt from. People before count
half as much after a day.

    share    pᵢ = aᵢ / Σ a                     a: people seen, fading, of the groups heard
    spread   φ  = mean of (g − n p)² / n p (1 − p), at least 1
    g people of n are more likely by      g ln(q/p) + (n − g) ln((1 − q)/(1 − p))
    where a gate counts f times as many,  q = f p / (1 − p + f p)

That logarithm over φ, added up since it was last nothing (Page's CUSUM, Biometrika 41, 1954,
100–115), is `suspicion`: of counting twice, both ways; of losing a quarter, each way.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np

from metro_flow.flow.count import Bools, Floats, Ints
from metro_flow.flow.estimate import Gathering
from metro_flow.flow.pieces import PANE_S
from metro_flow.flow.window import KEPT, MOST_LATE_S, RollingWindow

QUARTER: Final = 900 // PANE_S
SEALED: Final = MOST_LATE_S // PANE_S + 3
# A lost count or two are made up for by the rest of their quarter of an hour.
MOSTLY: Final = 0.8
KEEPS: Final = float(0.5 ** (1 / 96))
# Until a station was seen this often a share is a guess, and nobody is suspected.
FEWEST: Final = 2_000.0
# One person in eighty, or the first who comes makes a share of nothing.
LEAST: Final = 1 / 80
# More is not remembered, or who is well again would long be suspected.
MOST: Final = 17.0
UNSUSPECTED: Final = 3.5
FIRST_SPREAD: Final = 1.3
SPREAD_KEEPS: Final = 0.98


class Suspicion(IntEnum):
    """What a gate group is suspected of, and the direction in which."""

    TWICE = 0
    LOSES_IN = 1
    LOSES_OUT = 2


FACTOR: Final = {Suspicion.TWICE: 2.0, Suspicion.LOSES_IN: 0.75, Suspicion.LOSES_OUT: 0.75}
# A crowd elsewhere makes others seem to lose, but not for two hours: a quarter of an hour says no
# more than this of a loss, so that seven of them are needed.
MOST_A_QUARTER: Final = {
    Suspicion.TWICE: np.inf, Suspicion.LOSES_IN: 2.0, Suspicion.LOSES_OUT: 2.0
}  # fmt: skip
WAYS: Final = {Suspicion.TWICE: (0, 1), Suspicion.LOSES_IN: (0,), Suspicion.LOSES_OUT: (1,)}


@dataclass(frozen=True, slots=True, eq=False)
class Believed:
    """What was learnt: arrays of (groups, directions).

    `share` of the people of its station, `known` where that was seen often enough, `spread` how
    much more it moves than by chance.
    """

    share: Floats
    known: Bools
    spread: Floats


class Shares:
    """The usual shares of all gate groups, and what each was suspected of when last sealed."""

    def __init__(self, window: RollingWindow, places: Gathering) -> None:
        shape = (len(window.gate_groups), 2)
        self._places = places
        gates = np.repeat(places.gates[:, np.newaxis], 2, axis=1)
        self._by_gates = gates / np.maximum(places.spread(places.sum(gates)), 1)
        self._seen = np.zeros(shape)
        self._spread = np.full(shape, FIRST_SPREAD)
        self._quarter = (window.pane - SEALED) // QUARTER
        self._ill: dict[int, Ints] = {}
        self.suspicion = np.zeros((len(Suspicion), shape[0]))
        self.since = np.zeros((len(Suspicion), shape[0]), np.int64)

    @property
    def sealed(self) -> int:
        """The first pane that is not sealed."""
        return self._quarter * QUARTER

    @property
    def believed(self) -> Believed:
        """What was learnt up to now."""
        whole = self._places.spread(self._places.sum(self._seen))
        share = ((self._seen + 1e-9) / (whole + 1e-9)).clip(LEAST, 1 - LEAST)
        several = self._places.spread(self._places.sum(np.ones_like(share))) > 1
        return Believed(share, several & (whole >= FEWEST), self._spread)

    def note_ill(self, pane: int, since: Ints, *, worse: Ints) -> None:
        """Remember since when gate groups are ill, so that they teach and witness nothing.

        `worse` (groups, 2) is since when they do worse than lose a few people.
        """
        for how, begun in ((1, since), (2, worse)):
            ill = begun > 0
            if not ill.any():
                continue
            first = int(begun[ill].min()) // PANE_S // QUARTER
            for quarter in range(max(first, self._quarter), pane // QUARTER + 1):
                end = (quarter + 1) * QUARTER * PANE_S
                was = self._ill.get(quarter, np.zeros(ill.shape, np.int64))
                self._ill[quarter] = np.maximum(was, how * (ill & (begun < end)))

    def ill(self, quarters: Ints, groups: Ints) -> Ints:
        """Say of some quarters how ill some groups were: 0 well, 1 drifting, 2 worse."""
        nobody = np.zeros_like(self.since[:2].T)
        return np.stack([self._ill.get(int(one), nobody)[groups] for one in quarters])

    def learn(self, window: RollingWindow) -> None:
        """Learn from the quarters that were sealed since the last time."""
        while (self._quarter + 1) * QUARTER + SEALED <= window.pane:
            back = window.pane - self.sealed
            ill = self._ill.pop(self._quarter, None)
            if back <= KEPT:
                people, heard_s = window.panes(back)
                self._learn(people[:QUARTER].sum(axis=0), heard_s[:QUARTER].sum(axis=0), ill)
            else:
                self.suspicion[:] = 0
            self._quarter += 1

    def _learn(self, counted: Ints, heard_s: Ints, ill: Ints | None) -> None:
        heard = heard_s >= MOSTLY * QUARTER * PANE_S
        whole = np.where(heard, QUARTER * PANE_S / np.maximum(heard_s, 1), 1.0)
        people: Floats = whole * counted.astype(np.float64)
        ill = np.zeros_like(counted) if ill is None else ill
        well = heard & (ill == 0)
        believed = self.believed
        among, part = totals(self._places, people, believed.share, well)
        self._suspect(people, (among, part), believed, heard=heard, ill=ill)
        expected = among * part
        odd = (people - expected) ** 2 / np.maximum(expected * (1 - part), 1e-9)
        # Who is suspected of anything teaches no habit: a drift would become one.
        calm: Bools = np.asarray((self.suspicion < UNSUSPECTED).all(axis=0))
        well = well & calm[:, np.newaxis]
        told = well & believed.known & (expected >= 5)
        after = SPREAD_KEEPS * self._spread + (1 - SPREAD_KEEPS) * np.minimum(odd, 25)
        self._spread = np.where(told, np.maximum(after, 1.0), self._spread)
        # A group that is not heard keeps its part of what the others bring.
        part = np.where(believed.known, believed.share, self._by_gates)
        beside = self._places.spread(self._places.sum(part * well))
        brought = self._places.spread(self._places.sum(people * well))
        missed = np.where(well, people, brought * part / np.maximum(beside, LEAST))
        self._seen = KEEPS * self._seen + missed

    def _suspect(
        self,
        people: Floats,
        among: tuple[Floats, Floats],
        believed: Believed,
        *,
        heard: Bools,
        ill: Ints,
    ) -> None:
        begun = self.suspicion > 0
        for of in Suspicion:
            odds = odds_of(of, people, *among, believed.spread, ill=ill)
            odds = np.where(heard & believed.known, odds, 0.0)
            more = sum(odds[:, way] for way in WAYS[of])
            more = np.minimum(more, MOST_A_QUARTER[of])
            self.suspicion[of] = (self.suspicion[of] + more).clip(0.0, MOST)
        start = self.sealed * PANE_S
        self.since = np.where(self.suspicion > 0, np.where(begun, self.since, start), 0)


def totals(
    places: Gathering, people: Ints | Floats, share: Floats, well: Bools
) -> tuple[Floats, Floats]:
    """Give the people of each group's station, and its part of them, among itself and the well."""
    others = places.spread(places.sum(people * well)) - people * well
    of_others = places.spread(places.sum(share * well)) - share * well
    part = share / np.maximum(share + of_others, LEAST)
    return others + people, part.clip(LEAST, 1 - LEAST)


def odds_of(
    of: Suspicion,
    people: Ints | Floats,
    whole: Floats,
    part: Floats,
    spread: Floats,
    *,
    ill: Ints,
) -> Floats:
    """Give the logarithm by which a suspicion is more likely than that all is well.

    Who was ill in a worse way is not suspected of losing a quarter for that.
    """
    would = FACTOR[of] * part / (1 - part + FACTOR[of] * part)
    odds: Floats = people * np.log(would / part) + (whole - people) * np.log(
        (1 - would) / (1 - part)
    )
    if of is not Suspicion.TWICE:
        odds = np.where(ill == 2, np.minimum(odds, 0.0), odds)
    return odds / spread
