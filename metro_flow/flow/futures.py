"""Move the people inside on in several futures of each draw, in which trains call or do not.

`ahead` says what for, and what is assumed. Axes: S stages, K cases and one more for all that are
older, L lines, Z stations, V draws, M futures of a draw.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import ndtri

from metro_flow.errors import Fault, Malformed
from metro_flow.flow.cases import walk
from metro_flow.flow.count import Floats, Ints
from metro_flow.flow.crowd import LONGEST_LOAD_S, Crowd
from metro_flow.flow.draws import DRAWS, Insides
from metro_flow.flow.headway import AGES, STEP_S
from metro_flow.flow.occupied import Occupied
from metro_flow.flow.pieces import PANE_S
from metro_flow.flow.through import through

# Four futures of each draw: enough to tell one in sixty.
FUTURES: Final = 4
# A headway or two, or trains' crowds at the stairs would pass for a surge.
NOW_PANES: Final = 300 // PANE_S
# A surge that was not foreseen is half over in ten minutes; what is known of it is this much.
FADES_S: Final = 900.0
MAY_CHANGE: Final = 0.1
# Trains that may call in the time looked at, each drawn along its own root; then again.
ROOTS: Final = np.sqrt([2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53])
GOLDEN: Final = 0.6180339887498949
SILVER: Final = 0.7548776662466927


@dataclass(frozen=True, slots=True, eq=False)
class Coming:
    """People a second in each step: who enters towards lines (steps, L, V), and each future's f.

    `factor` (Z, V, M) times what enters; `changing` (L, V) goes on; `entering_station` (steps, Z)
    and `leaving_station` (Z,) pass the gates.
    """

    entering: Floats
    factor: Floats
    changing: Floats
    entering_station: Floats
    leaving_station: Floats

    @classmethod
    def of(cls, occupied: Occupied, forecast: Floats | None, after_s: Floats) -> Coming:
        insides, flow = occupied.insides, occupied.flow
        panes = min(len(flow.heard), NOW_PANES)
        rows = slice(len(flow.heard) - panes, None)
        length_s = max(panes, 1) * PANE_S
        entering, changing, exits, *_ = (
            each.sum(axis=0) / length_s for each in through(insides, flow, rows)
        )
        whole = np.add.reduceat(entering, insides.first_line, axis=0)  # (Z, V)
        now = whole.mean(axis=1)
        ahead = _blended(now, forecast, after_s)
        ratio = np.divide(ahead, now, out=np.ones_like(ahead), where=now > 0)
        shared = entering * ratio[:, insides.station_of_line, np.newaxis]
        # Where nobody entered of late, whoever is forecast spreads over the lines evenly.
        lines = np.bincount(insides.station_of_line)[insides.station_of_line]
        fresh = (now <= 0)[insides.station_of_line, np.newaxis]
        even = (ahead[:, insides.station_of_line] / lines)[..., np.newaxis]
        spread = np.sqrt(1 / (now * length_s + 1) + MAY_CHANGE**2)
        factor = np.exp(spread[:, np.newaxis, np.newaxis] * _scores(len(now)))
        return cls(np.where(fresh, even, shared), factor, changing, ahead, exits.mean(axis=1))


def _blended(now: Floats, forecast: Floats | None, after_s: Floats) -> Floats:
    """Let the present rate fade into the forecast: (steps, Z)."""
    if forecast is None:
        return np.broadcast_to(now, (len(after_s), len(now))).copy()
    forecast = np.asarray(forecast, np.float64)
    if forecast.ndim != 2 or forecast.shape[1] != len(now) or not len(forecast):
        expected = f"an array of minutes by {len(now)} stations"
        raise Malformed(Fault("entering", forecast.shape, expected))
    minute = (np.maximum(after_s - STEP_S, 0) // 60).astype(np.int64)
    told = forecast[np.minimum(minute, len(forecast) - 1)]
    off = (now - forecast[0]) * np.exp(-np.maximum(after_s, 0.0) / FADES_S)[:, np.newaxis]
    return np.where(np.isnan(told + off), now, np.maximum(told + off, 0.0))


class Futures:
    """The people of all futures, moved on step by step.

    `age` steps since the last train, `waiting` and `leaving` (S, …) are flat over (2, L, V, M).
    """

    def __init__(self, insides: Insides, crowd: Crowd) -> None:
        self._insides = insides
        self._shape = (2, len(insides.lines), DRAWS, FUTURES)
        # Cases by how long ago the last train called, the newest first.
        order = np.append((1 - crowd.block + np.arange(AGES)) % AGES, AGES)
        chance = crowd.chance[order].cumsum(axis=0)
        number = np.arange(1.0, 1 + np.prod(self._shape)).reshape(self._shape)
        part = number[..., :1] * GOLDEN + (np.arange(FUTURES) + 0.5) / FUTURES
        picked = (chance[..., np.newaxis] < part % 1 * chance[-1][..., np.newaxis]).sum(axis=0)
        self.age: Ints = picked.reshape(-1)
        self.waiting = _picked(crowd.waiting[order], picked)
        self.leaving = np.stack([_picked(of[order], picked) for of in crowd.leaving])
        self.walking = crowd.walking.copy()
        slower = crowd.slower[insides.station_of_line, np.newaxis]
        self._walk_in_s = insides.walk_in_s * np.exp(slower / 2)
        self._out_s = self._flat(insides.out_s * np.exp(slower))
        rate = ((crowd.out + 0.05) / (crowd.due + 5.0))[insides.station_of_line]
        self._alighting = self._flat(insides.alighting * rate)
        self._places = self._flat(crowd.places(insides))
        # How surely none calls before the next train does, and the one after, of each future.
        self._due = -np.log(1 - (ROOTS[:, np.newaxis] * number.reshape(-1)) % 1)
        self._stays = -np.log1p(-insides.called).reshape(-1)  # (K + 1, L, V)
        self._of_draw = self._flat(np.arange(insides.called[0].size).reshape(-1, DRAWS))

    def moved(self, coming: Coming) -> tuple[Floats, Floats]:
        """Move on by all steps; give people on platforms and in halls: (steps, L, V, M)."""
        arrived, halls = self._arrivals(coming)
        part = self._insides.on_platform[:, np.newaxis, :, :, np.newaxis]
        toward = self._insides.toward[..., np.newaxis]
        platform = np.empty_like(arrived)
        turn, due = np.zeros(self.age.shape, np.int64), self._due[0].copy()
        waiting = self.waiting.reshape(self._shape)
        leaving = self.leaving.reshape(-1, *self._shape)
        draws = self._insides.called[0].size
        for step in range(len(arrived)):
            waiting += toward * arrived[step]
            walk(self.leaving, self._out_s, length_s=STEP_S)
            due -= self._stays[self.age * draws + self._of_draw]
            self.age += 1
            called = np.flatnonzero(due <= 0)
            self._call(called)
            turn[called] = (turn[called] + 1) % len(ROOTS)
            due[called] = self._due[turn[called], called]
            np.minimum(self.age, AGES, out=self.age)
            people = leaving.sum(axis=1)
            alighted = (part[:, 0] * people).sum(axis=0)
            platform[step] = waiting.sum(axis=0) + alighted
            halls[step] += people.sum(axis=0) - alighted
        return platform, halls

    def _arrivals(self, coming: Coming) -> tuple[Floats, Floats]:
        """Walk in who is there and who enters: who arrives, who still walks (steps, L, V, M).

        Whoever enters is f times as many in each future, so they walk apart from the others.
        """
        both = np.stack([self.walking, np.zeros_like(self.walking)], axis=1)  # (S, 2, L, V)
        arrived, still = [], []
        for entering in coming.entering:
            arrived.append(walk(both, self._walk_in_s, length_s=STEP_S))
            both[0, 1] += entering * STEP_S
            still.append(both.sum(axis=0))
        factor = coming.factor[self._insides.station_of_line]
        came, stay = (np.stack(each)[..., np.newaxis] for each in (arrived, still))
        changing = (coming.changing * STEP_S)[..., np.newaxis]
        return came[:, 0] + factor * came[:, 1] + changing, stay[:, 0] + factor * stay[:, 1]

    def _call(self, called: Ints) -> None:
        """Let trains take up to their places, and those alight who came with them."""
        self.waiting[called] = np.maximum(self.waiting[called] - self._places[called], 0.0)
        since = np.minimum(self.age[called] * float(STEP_S), LONGEST_LOAD_S)
        self.leaving[0, called] += self._alighting[called] * since
        self.age[called] = 0

    def _flat(self, beliefs: Floats) -> Floats:
        """Give each future its own: (L, V) or (2, L, V) to flat."""
        return np.broadcast_to(beliefs[..., np.newaxis], self._shape).reshape(-1)


def _picked(cases: Floats, age: Ints) -> Floats:
    """Take each future's case: (K + 1, 2, L, V) by (2, L, V, M), made flat."""
    picked: Floats = np.take_along_axis(cases, age.transpose(3, 0, 1, 2), axis=0)
    return picked.transpose(1, 2, 3, 0).reshape(-1)


def _scores(stations: int) -> Floats:
    """Give each future's place on a normal curve, in another order at each station: (Z, V, M)."""
    futures = DRAWS * FUTURES
    even = (np.arange(futures) * GOLDEN + np.arange(stations)[:, np.newaxis] * SILVER) % 1
    place = np.argsort(np.argsort(even, axis=1), axis=1)
    found: Floats = ndtri((place + 0.5) / futures).reshape(stations, DRAWS, FUTURES)
    return found
