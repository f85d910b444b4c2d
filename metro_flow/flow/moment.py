"""Say in a few numbers what the day has been like so far, the same for one day and for many.

A forecast looks from a *moment*: so many slots of the day have ended. From there it sees, of each
station and direction, the last misses against the usual day, in spreads, of this direction and of
the opposite one; how the last hour and the day so far stand to what is usual; and of the slot it
aims at how yesterday and the same weekday missed it. What was not heard counts as usual.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from metro_flow.flow.count import Floats

LAGS: Final = 6
HOUR_S: Final = 3600
# So many usual people lean on each ratio: of a handful nobody can tell how the day goes.
HOUR_LEANS: Final = 20.0
DAY_LEANS: Final = 50.0
RATIO: Final = (0.3, 3.0)
# Lags and ratios of both directions, then the aimed slot's misses of yesterday and of the weekday.
RATIOS: Final = 4
NUMBERS: Final = 2 * LAGS + RATIOS + 2


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """How days went: axes (…, slots, stations, 2), sums with one slot more.

    `misses` are in spreads, 0 where not heard; `people` and `usual` are summed where heard.
    """

    misses: Floats
    people: Floats
    usual: Floats
    hour: int

    @classmethod
    def of(cls, counts: Floats, usual: Floats, scale: Floats, *, interval_s: int) -> Self:
        """Follow days of counts (…, slots, stations, 2), NaN where not heard or not known."""
        missed = counts - usual
        heard = ~np.isnan(missed)
        return cls(
            np.where(heard, missed / scale, 0.0),
            _summed(np.where(heard, counts, 0.0)),
            _summed(np.where(heard, usual, 0.0)),
            max(2, HOUR_S // interval_s),
        )

    def put(self, slot: int, counts: Floats, usual: Floats, scale: Floats) -> None:
        """Follow one more slot of a single day: (stations, 2) each."""
        missed = counts - usual
        heard = ~np.isnan(missed)
        self.misses[slot] = np.where(heard, missed / scale, 0.0)
        self.people[slot + 1] = self.people[slot] + np.where(heard, counts, 0.0)
        self.usual[slot + 1] = self.usual[slot] + np.where(heard, usual, 0.0)

    def seen(self, ended: int) -> tuple[Floats, Floats]:
        """Return what is seen after so many slots: lags (…, stations, 2, 2 · LAGS) and ratios."""
        blank = np.zeros_like(self.misses[..., 0, :, :])
        own = np.stack(
            [
                self.misses[..., ended - lag, :, :] if ended >= lag else blank
                for lag in range(1, LAGS + 1)
            ],
            axis=-1,
        )
        hour = self._ratio(ended, max(0, ended - self.hour), HOUR_LEANS)
        day = self._ratio(ended, 0, DAY_LEANS)
        ratios = np.stack([hour, day], axis=-1)
        return (
            np.concatenate([own, own[..., ::-1, :]], axis=-1),
            np.concatenate([ratios, ratios[..., ::-1, :]], axis=-1),
        )

    def _ratio(self, ended: int, since: int, leans: float) -> Floats:
        people = self.people[..., ended, :, :] - self.people[..., since, :, :]
        usual = self.usual[..., ended, :, :] - self.usual[..., since, :, :]
        ratio: Floats = np.clip((people + leans) / (usual + leans), *RATIO) - 1
        return ratio


def aimed(seen: tuple[Floats, Floats], weight: Floats, earlier: Floats) -> Floats:
    """Aim what is seen at one slot: (…, stations, 2, NUMBERS).

    `weight` (…, stations, 2) is the slot's usual people in spreads: a tenth more people is so
    many spreads more. `earlier` (…, stations, 2, 2) are its misses of yesterday and the weekday.
    """
    lags, ratios = seen
    return np.concatenate([lags, ratios * weight[..., np.newaxis], earlier], axis=-1)


def _summed(cells: Floats) -> Floats:
    first = np.zeros_like(cells[..., :1, :, :])
    summed: Floats = np.concatenate([first, cells], axis=-3).cumsum(axis=-3)
    return summed
