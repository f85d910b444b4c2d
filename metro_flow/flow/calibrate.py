"""Keep stated chances true while the world drifts: each quantile moves by how it was missed.

A forecast f comes with a scale s(f) = √(f + (c f)² + 4): whole people, and a share c that the
level of the day may be off. Its quantiles are f + s(f) · q. After each interval every q moves

    q += γ · width · (level − [ (x − f) / s(f) ≤ q ])

so that in the long run a share `level` of what comes lies below it, whatever the world does
(I. Gibbs and E. Candès, Adaptive conformal inference under distribution shift, 2021, in the space
of quantiles). Each series, direction and step has its own; they begin at the quantiles of the days
that were learnt from, leaning on those of all series together. Where hardly anybody is expected
nothing moves: whole people, not the world, make the misses there.

Something unusual seldom lasts one interval, and quantiles that are true over weeks know nothing of
it. So each series remembers how *restless* its last one-step misses were, m ← λ m + (1 − λ) z² with
z the miss in scales, and every scale it tells is s(f) · √(1 − a + a m): wide while it lasts, and,
because q is tracked on top of it, no wider than is true on the whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from scipy.special import ndtri

from metro_flow.errors import Fault, Malformed
from metro_flow.flow.count import Floats

LEVELS: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
# Quantiles of ten days of slots: quick enough for a drifting month, calm enough to stay sharp.
GAIN: Final = 0.01
# Fewer people an interval are decided by chance.
BUSY: Final = 10.0
# The share by which five minutes lead astray where no usual day is known.
ASTRAY: Final = 0.18
# A series leans on all of them by so many intervals.
LEANS: Final = 200.0
# a and λ above, chosen on seeds 22 and 24 of the simulator; half of it is over in a quarter hour.
RESTLESS: Final = 0.4
LASTS: Final = 0.75
# One wild miss, such as a backlog's, widens the next intervals by three and no more.
WILDEST: Final = 100.0


@dataclass(slots=True, eq=False)
class Calibration:
    """Quantiles of misses in scales: `levels` (Q), `offsets` (Q, K, S, 2), `share` (K, 1, 2).

    `restless` (S, 2) is 1 where the last misses were as usual.
    """

    levels: Floats
    offsets: Floats
    share: Floats
    width: Floats
    restless: Floats

    @classmethod
    def of(cls, levels: tuple[float, ...], forecasts: Floats, people: Floats) -> Self:
        """Begin with forecasts of days that are over: (n, K, S, 2) each, NaN where not known."""
        rising = np.diff(levels, prepend=0.0, append=1.0) > 0
        if not rising.all():
            raise Malformed(Fault("levels", levels, "chances that rise, between 0 and 1"))
        missed = people - forecasts
        counted = ~np.isnan(missed) & (forecasts >= BUSY)
        surplus = np.where(counted, missed**2 - forecasts - 4, 0).sum((0, 2))
        squares = np.where(counted, forecasts**2, 0).sum((0, 2))
        share = np.sqrt(np.maximum(surplus, 0) / np.maximum(squares, 1))[:, np.newaxis]
        nobody = np.ones(forecasts.shape[2:])
        made = cls(np.asarray(levels), np.zeros(0), share, np.zeros(0), nobody)
        scores = np.where(counted, missed / made.scale(forecasts), np.nan)
        made.offsets = _begun(made.levels, made.calmed(scores))
        made.width = np.maximum(made.offsets[-1] - made.offsets[0], 0.1)
        return made

    @classmethod
    def by_today_alone(cls, steps: int, stations: int, interval_s: int) -> Self:
        """Begin where only the day itself is known: by how far the last two slots led astray.

        Normal quantiles, and a share that grows with the root of the time: 0.18 over five minutes,
        0.62 over an hour, as at 288 stations of Shanghai on 2015-04-01, entries and exits alike.
        """
        minutes = interval_s / 60 * np.arange(1, steps + 1)
        share = np.repeat(ASTRAY * np.sqrt(minutes / 5)[:, np.newaxis, np.newaxis], 2, axis=2)
        levels = np.asarray(LEVELS)
        offsets = np.tile(
            ndtri(levels)[:, np.newaxis, np.newaxis, np.newaxis], (steps, stations, 2)
        )
        calm = np.ones((stations, 2))
        return cls(levels, offsets, share, offsets[-1] - offsets[0], calm)

    def scale(self, forecasts: Floats) -> Floats:
        """Return the scale of a miss: (…, K, S, 2)."""
        people = np.maximum(forecasts, 0.0)
        scale: Floats = np.sqrt(people + (self.share * people) ** 2 + 4)
        return scale

    def swell(self) -> Floats:
        """Return by how much the last misses widen the next scales: (S, 2)."""
        swell: Floats = np.sqrt(1 - RESTLESS + RESTLESS * self.restless)
        return swell

    def notice(self, forecasts: Floats, people: Floats, wider: Floats | float = 1.0) -> None:
        """Remember how the slot that ended missed the forecast of one step before: (S, 2) each."""
        with np.errstate(invalid="ignore"):
            scale = self.scale(forecasts[np.newaxis])[0] * wider
            score = (people - forecasts) / scale
            score = np.where(forecasts >= BUSY, score, np.nan)
        self._remember(score)

    def calmed(self, scores: Floats) -> Floats:
        """Return scores of slots one after another (n, K, S, 2) in swollen scales, from calm on."""
        swells = np.ones_like(scores)
        for slot in range(len(scores)):
            for step in range(min(scores.shape[1], len(scores) - slot)):
                swells[slot + step, step] = self.swell()
            self._remember(scores[slot, 0])
        self.restless = np.ones_like(self.restless)
        calmed: Floats = scores / swells
        return calmed

    def _remember(self, score: Floats) -> None:
        wild = np.where(np.isnan(score), 1.0, np.minimum(score**2, WILDEST))
        self.restless = LASTS * self.restless + (1 - LASTS) * wild

    def quantiles(self, forecasts: Floats, wider: Floats | float = 1.0) -> Floats:
        """Return people at each level (Q, K, S, 2); they never cross and are never below 0.

        `wider` multiplies the scale where more is uncertain than on the days learnt from.
        """
        spans = self.scale(forecasts) * wider
        return np.maximum(np.sort(forecasts + spans * self.offsets, axis=0), 0.0)

    def learn(self, forecasts: Floats, people: Floats, wider: Floats | float = 1.0) -> None:
        """Move the quantiles by what came: both (K, S, 2), each forecast made its step before."""
        with np.errstate(invalid="ignore"):
            score = (people - forecasts) / (self.scale(forecasts) * wider)
            counts = forecasts >= BUSY
        counts &= ~np.isnan(score)
        below = score <= self.offsets
        level = self.levels[:, np.newaxis, np.newaxis, np.newaxis]
        self.offsets += np.where(counts, GAIN * self.width * (level - below), 0.0)


def _begun(levels: Floats, scores: Floats) -> Floats:
    """Return each series' own quantiles, leaning on those of all: (Q, K, S, 2)."""
    _, steps, stations, ways = scores.shape
    offsets = np.zeros((len(levels), steps, stations, ways))
    for step in range(steps):
        for way in range(ways):
            column = scores[:, step, :, way]
            known = column[~np.isnan(column)]
            pooled = np.quantile(known, levels) if len(known) else np.zeros(len(levels))
            heard = (~np.isnan(column)).sum(axis=0)
            own = np.tile(pooled[:, np.newaxis], stations)
            busy = np.flatnonzero(heard)
            if len(busy):
                own[:, busy] = np.nanquantile(column[:, busy], levels, axis=0)
            weight = heard / (heard + LEANS)
            offsets[:, step, :, way] = weight * own + (1 - weight) * pooled[:, np.newaxis]
    return offsets
