"""Find gate groups that count twice, lose a quarter, or show nobody, by what their station sees.

Most of a city is left out by a glance at the running sums; of the few that look odd the panes
since the last sealed quarter are gone through, from the suspicion carried up to there (`habits`).

    doubled      suspicion of 5 that its share doubled, with 16 counts on end all even: who counts
                 everyone twice counts no odd number, and a crowd at some gates counts many
    drifting     suspicion of 14 of losing a quarter, one way
    zero         nobody for so long that (1 + μ/k)⁻ᵏ < 10⁻⁶, k = 30, with μ people expected of the
                 whole group, by its share of those whom the others saw meanwhile
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from metro_flow.flow.count import Bools, Floats, Ints
from metro_flow.flow.estimate import Gathering
from metro_flow.flow.habits import (
    LEAST,
    MOST,
    MOST_A_QUARTER,
    QUARTER,
    WAYS,
    Shares,
    Suspicion,
    odds_of,
    totals,
)
from metro_flow.flow.pieces import PANE_S
from metro_flow.flow.window import KEPT, RollingWindow

ENOUGH: Final = {Suspicion.TWICE: 5.0, Suspicion.LOSES_IN: 14.0, Suspicion.LOSES_OUT: 14.0}
EVEN_COUNTS: Final = 16
# A glance: so many spreads off over some window, or a suspicion carried along.
GLANCE: Final = 2.4
MINUTE: Final = 60 // PANE_S
CARRIED: Final = 3.0
FEW: Final = 8.0
ZERO_CHANCE: Final = 1e-6
ZERO_DRIFT: Final = 30.0


@dataclass(frozen=True, slots=True, eq=False)
class Miscounts:
    """Since when each gate group miscounts; 0 is not: doubled (groups,), others (groups, 2)."""

    doubled: Ints
    drifting: Ints
    zero: Ints

    @property
    def since(self) -> Ints:
        """Since when nothing of each (group, direction) is believed.

        Who loses a quarter is believed all the same: that misleads less than not to hear it, and
        beside a crowd that lasts for hours it may be well.
        """
        every = np.stack([np.stack([self.doubled] * 2, axis=1), self.zero])
        first = np.where(every > 0, every, np.iinfo(np.int64).max).min(axis=0)
        return np.where(every.max(axis=0) > 0, first, 0)


def find_miscounts(
    window: RollingWindow, places: Gathering, shares: Shares, *, ill: Bools
) -> Miscounts:
    """Find who miscounts, as the window's clock stands; `ill` (groups, 2) are no witnesses."""
    groups = len(window.gate_groups)
    found = Miscounts(
        np.zeros(groups, np.int64), np.zeros((groups, 2), np.int64), np.zeros((groups, 2), np.int64)
    )
    odd = _odd(window, places, shares, ill=ill)
    if not odd.any():
        return found
    stations = np.unique(places.place[np.isin(places.group, np.flatnonzero(odd))])
    beside = np.unique(places.group[np.isin(places.place, stations)])
    look = _Look(window, places, shares, groups=beside, ill=ill)
    mine = np.flatnonzero(odd[beside])
    more = look.since(Suspicion.TWICE)
    # A crowd may come by some gates alone: more people than usual are believed, unless all is even.
    found.doubled[beside[mine]] = np.where(look.even(more), more, 0)[mine]
    doubted = np.zeros_like(ill)
    doubted[beside[more > 0]] = True
    if doubted.any():
        # Beside one that sees twice as many all others seem to lose, or to stand still.
        look = _Look(window, places, shares, groups=beside, ill=ill | doubted)
    found.zero[beside[mine]] = look.zero()[mine, np.newaxis]
    doubted |= found.zero > 0
    for of in (Suspicion.LOSES_IN, Suspicion.LOSES_OUT):
        way = WAYS[of][0]
        found.drifting[beside[mine], way] = look.since(of)[mine]
        found.drifting[doubted[:, way], way] = 0
    return found


def _odd(window: RollingWindow, places: Gathering, shares: Shares, *, ill: Bools) -> Bools:
    """Glance at all gate groups; most look as they always do."""
    believed = shares.believed
    odd: Bools = np.asarray((shares.suspicion > CARRIED).any(axis=0))
    for window_s in (300, 900, 3600):
        sums = window.sums(window_s)
        heard = believed.known & (sums.heard_s > 0)
        whole, part = totals(places, sums.people, believed.share, ~ill & heard)
        expected = np.where(heard, whole * part, 0.0)
        off = np.where(heard, sums.people - expected, 0.0)
        spread = expected * (1 - part) * believed.spread + 1
        if window_s < 3600:
            # Who counts twice does so both ways.
            odd = odd | (off.sum(axis=1) > GLANCE * np.sqrt(spread.sum(axis=1)))
            odd = odd | ((sums.people == 0) & (expected > 0)).all(axis=1) & (
                expected.sum(axis=1) > FEW
            )
        else:
            odd = odd | (off < -GLANCE * np.sqrt(spread)).any(axis=1)
    return np.asarray(odd, np.bool_)


class _Look:
    """The panes since the last sealed quarter of some stations' gate groups."""

    def __init__(
        self,
        window: RollingWindow,
        places: Gathering,
        shares: Shares,
        *,
        groups: Ints,
        ill: Bools,
    ) -> None:
        self.groups, self._shares, believed = groups, shares, shares.believed
        self._first = max(shares.sealed, (window.pane - KEPT) // MINUTE * MINUTE + MINUTE)
        back = window.pane - self._first
        people, heard_s = window.panes(max(back, MINUTE), groups=groups)
        minutes = max(back, MINUTE) // MINUTE
        self.people: Ints = _by_minute(people, minutes)
        self._heard: Bools = np.asarray(_by_minute(heard_s, minutes) > 0)
        self._interval = -(-window.interval_s[groups].max(axis=1) // 60)
        station = _first_place(places, len(window.gate_groups))[groups]
        of = np.unique(station, return_inverse=True)[1].astype(np.int64)
        self._known, self._spread = believed.known[groups], believed.spread[groups]
        quarters = (self._first + MINUTE * np.arange(minutes)) // QUARTER
        first, of_quarter = np.unique(quarters, return_inverse=True)
        self._ill = shares.ill(first, groups)[of_quarter]
        well = self._heard & ~ill[groups] & (self._ill == 0)
        share = believed.share[groups]
        others = _beside(self.people * well, of)
        weight = np.broadcast_to(share, self.people.shape) * well
        part = share / np.maximum(share + _beside(weight, of), LEAST)
        self._part = part.clip(LEAST, 1 - LEAST)
        self._others = others
        self._asked = self._heard & self._known & (_beside(weight, of) > 0)

    def since(self, of: Suspicion) -> Ints:
        """Say since when a suspicion stands that is strong enough; 0 where none is."""
        whole = self._others + self.people
        odds = odds_of(of, self.people, whole, self._part, self._spread, ill=self._ill)
        odds = np.where(self._asked, odds, 0.0)
        step = np.sum([odds[:, :, way] for way in WAYS[of]], axis=0)
        most = MOST_A_QUARTER[of] * MINUTE / QUARTER
        step = step.clip(-most, most)
        strength = self._shares.suspicion[of][self.groups].copy()
        begin = self._shares.since[of][self.groups].copy()
        for minute in range(len(step)):
            begin[strength <= 0] = self._first * PANE_S + 60 * minute
            strength = (strength + step[minute]).clip(0.0, MOST)
        return np.where((strength >= ENOUGH[of]) & (begin > 0), begin, 0)

    def even(self, begin: Ints) -> Bools:
        """Say who has counted no odd number since then, and often enough to wonder."""
        even = np.zeros(len(self.groups), np.bool_)
        for interval in np.unique(self._interval):
            mine = np.flatnonzero(self._interval == interval)
            skip = -(self._first // MINUTE) % interval
            whole = (len(self.people) - skip) // interval
            if whole < 1:
                continue
            told_in = self.people[skip : skip + whole * interval, mine]
            counts = told_in.reshape(whole, interval, len(mine), 2).sum(axis=1)
            starts = self._first * PANE_S + 60 * (skip + interval * np.arange(whole))
            # The interval in which it began may be half well.
            after = starts[:, np.newaxis] >= begin[mine] + interval * 60
            told = ((counts > 0) & after[..., np.newaxis]).sum(axis=(0, 2))
            odd = ((counts % 2 == 1) & after[..., np.newaxis]).any(axis=(0, 2))
            even[mine] = ~odd & (told >= EVEN_COUNTS)
        return even

    def zero(self) -> Ints:
        """Say since when a group shows nobody, in neither direction, beyond all chance."""
        seen: Bools = np.asarray((self.people > 0).any(axis=2))
        minutes = len(seen)
        run = np.where(seen.any(axis=0), np.argmax(seen[::-1], axis=0), minutes)
        during = np.arange(minutes)[:, np.newaxis] >= minutes - run
        expected = self._others * self._part / (1 - self._part) * self._asked
        mean = (expected * during[..., np.newaxis]).sum(axis=(0, 2)) / self._spread.max(axis=1)
        unlikely = (1 + mean / ZERO_DRIFT) ** -ZERO_DRIFT < ZERO_CHANCE
        return np.where(unlikely, self._first * PANE_S + (minutes - run) * 60, 0)


def _by_minute(panes: Ints, minutes: int) -> Ints:
    summed: Ints = panes[: minutes * MINUTE].reshape(minutes, MINUTE, *panes.shape[1:]).sum(axis=1)
    return summed


def _first_place(places: Gathering, groups: int) -> Ints:
    first = np.zeros(groups, np.int64)
    first[places.group[::-1]] = places.place[::-1]
    return first


def _beside(values: Floats | Ints, of: Ints) -> Floats:
    """Sum what the other groups of the same station have: (panes, groups, 2)."""
    member = (of == np.arange(of.max() + 1)[:, np.newaxis]).astype(np.float64)
    beside: Floats = np.matmul(member, values)[:, of] - values
    return beside
