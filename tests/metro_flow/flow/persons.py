"""Walk every person of a small station one by one: the truth that an occupancy is held to.

Written apart from the estimator and with constants of its own: walks are log-normal, trains call
at fixed moments with places that differ from train to train, whole trainloads alight at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metro_flow.flow.count import Counts


@dataclass(frozen=True)
class Truth:
    """Gate counts by ten seconds, and people on the platform and in the paid hall at each."""

    entered: np.ndarray
    left: np.ndarray
    platform: np.ndarray
    paid: np.ndarray
    boarded: int


@dataclass(frozen=True)
class Persons:
    """One line's station: rates are people a minute, given for each minute."""

    seed: int
    entering: np.ndarray
    alighting: np.ndarray
    walk_in_s: float = 100
    walk_out_s: float = 65
    clear_s: float = 40
    headway_s: float = 160
    places: float = 420
    toward: float = 0.6

    def walk(self) -> Truth:
        draws = np.random.default_rng(self.seed)
        seconds = 60 * len(self.entering)
        ticks = np.arange(10, seconds + 1, 10)
        enters = self._moments(draws, self.entering)
        reaches = enters + self._walks(draws, self.walk_in_s, len(enters))
        goes = draws.random(len(enters)) < self.toward
        waiting, boarded, exits = np.zeros(len(ticks)), 0, []
        on_platform, walking_out = np.zeros(len(ticks)), np.zeros(len(ticks))
        for direction in (True, False):
            calls = np.arange(draws.uniform(0, self.headway_s), seconds, self.headway_s)
            queue = np.sort(reaches[goes == direction])
            boards, boarded = self._board(draws, queue, calls), boarded
            waiting += np.searchsorted(queue, ticks, "right") - boards(ticks)
            boarded += int(boards(np.array([seconds]))[0])
            load = np.interp(calls / 60, np.arange(len(self.alighting)), self.alighting)
            alights = np.repeat(calls, draws.poisson(load / 2 * self.headway_s / 60))
            off = alights + self._walks(draws, self.clear_s, len(alights))
            out = off + self._walks(draws, self.walk_out_s, len(alights))
            on_platform += _between(alights, off, ticks)
            walking_out += _between(off, out, ticks)
            exits.append(out)
        return Truth(
            _by_ten(enters, len(ticks)),
            _by_ten(np.concatenate(exits), len(ticks)),
            waiting + on_platform,
            _between(enters, reaches, ticks) + walking_out,
            boarded,
        )

    def _moments(self, draws: np.random.Generator, per_minute: np.ndarray) -> np.ndarray:
        minutes = np.repeat(np.arange(len(per_minute)), draws.poisson(per_minute))
        return 60 * (minutes + draws.random(len(minutes)))

    def _walks(self, draws: np.random.Generator, mean: float, people: int) -> np.ndarray:
        return mean * draws.lognormal(-0.08, 0.4, people)

    def _board(self, draws: np.random.Generator, queue: np.ndarray, calls: np.ndarray):
        """Board each train in turn; give how many had boarded by any moment."""
        done, after = 0, []
        for call in calls:
            here = int(np.searchsorted(queue, call, "right"))
            done = min(here, done + int(draws.normal(self.places, 0.15 * self.places)))
            after.append(done)
        counted = np.array([0, *after])
        return lambda moments: counted[np.searchsorted(calls, moments, "right")]


def _between(begin: np.ndarray, end: np.ndarray, ticks: np.ndarray) -> np.ndarray:
    begun = np.searchsorted(np.sort(begin), ticks, "right")
    return begun - np.searchsorted(np.sort(end), ticks, "right")


def _by_ten(moments: np.ndarray, ticks: int) -> np.ndarray:
    return np.bincount((moments // 10).astype(int), minlength=ticks)[:ticks]


def heard(truth: Truth, tick: int, start: int, shares: np.ndarray) -> Counts:
    """Give what the gate groups report of one ten seconds, people split by fixed shares."""
    groups = len(shares)
    columns = [
        np.diff(np.floor(np.concatenate([[0], np.cumsum(shares)]) * people + 1e-6))
        for people in (truth.entered[tick], truth.left[tick])
    ]
    return Counts.columns(
        np.tile(np.arange(groups), 2),
        np.repeat([0, 1], groups),
        start=np.full(2 * groups, start),
        end=np.full(2 * groups, start + 10),
        people=np.concatenate(columns).astype(np.int64),
    )
