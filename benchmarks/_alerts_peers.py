"""Give the detectors that others use, each as one score a station and minute, past-only.

They are those of the shared bench: thresholds on flow, control charts, syndromic surveillance
(EARS C2), in minus out, dwell-time filters with and without a timetable, and three of them
together. Arrays are (stations, minutes), float32; profiles come of the first fortnight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

DAY, TAUGHT_DAYS = 1440, 14
WALK = (0.25, 0.4, 0.25, 0.1)


class Peers:
    """The flows of a city, and what each detector makes of them."""

    def __init__(self, city: dict[str, Any]) -> None:
        self.city = city
        self.stations, minutes = city["L"].shape
        self.entered = city["gi"].sum(2).astype(np.float32)
        self.left = city["go"].sum(2).astype(np.float32)
        self.in5, self.out5 = _last(self.entered, 5), _last(self.left, 5)
        self.minute = np.arange(minutes) % DAY
        self.workday = (np.arange(minutes // DAY) % 7) < 5
        self.usual_in, self.spread_in = self._profile(self.in5)
        self.usual_out, self.spread_out = self._profile(self.out5)
        peak = ((self.minute > 420) & (self.minute < 600)) | (
            (self.minute > 1000) & (self.minute < 1170)
        )
        self.headway = city["head"][:, np.newaxis] * np.where(peak, 1.0, 1.6)

    def scores(self) -> Iterator[tuple[str, Callable[[], np.ndarray]]]:
        """Name each detector, and how to get its score."""
        capacity = self.city["C"][:, np.newaxis]
        yield "static: 5-min entries over their most", self._static
        yield "EWMA z of 5-min entries", self._ewma
        yield "same-weekday profile z, entries", self._z_in
        yield "same-weekday profile z, entries or exits", self._z_both
        yield "CUSUM of the profile's residual", self._cusum
        yield "EARS C2", self._ears
        yield "in minus out since 04:00", lambda: self._in_minus_out() / capacity
        yield "dwell filter", lambda: self._dwell(frozen=False) / capacity
        yield (
            "dwell filter, frozen while nobody leaves",
            lambda: self._dwell(frozen=True) / capacity,
        )
        yield "queue filter, timetable", lambda: self._queue() / capacity
        yield "queue filter + 10-min trend", self._trend
        yield "queue filter + 8-min projection", self._projected
        yield "level of trains seen + 8-min projection", lambda: self._trains_seen() / capacity

    def _profile(self, flow: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give mean and spread of the same minute of workdays and of weekends, eased over 11."""
        days = flow.reshape(self.stations, -1, DAY)
        means, spreads = np.empty_like(days), np.empty_like(days)
        for of in (False, True):
            like = days[:, :TAUGHT_DAYS][:, self.workday[:TAUGHT_DAYS] == of]
            rows = self.workday == of
            means[:, rows] = _eased(like.mean(1))[:, np.newaxis]
            spreads[:, rows] = _eased(like.std(1))[:, np.newaxis]
        return means.reshape(flow.shape), spreads.reshape(flow.shape)

    def _static(self) -> np.ndarray:
        most = np.percentile(self.in5[:, : TAUGHT_DAYS * DAY], 99.9, axis=1)
        return self.in5 / most[:, np.newaxis]

    def _ewma(self) -> np.ndarray:
        mean, variance = self.entered[:, 0].copy(), np.full(self.stations, 9.0, np.float32)
        found = np.empty_like(self.in5)
        for now, rate in enumerate(self.in5.T / 5):
            off = rate - mean
            found[:, now] = off / np.sqrt(variance / 5 + 1)
            mean += off / 60
            variance += (5 * off * off - variance) / 60
        return found

    def _z_in(self) -> np.ndarray:
        return (self.in5 - self.usual_in) / np.sqrt(self.spread_in**2 + self.usual_in + 4)

    def _z_both(self) -> np.ndarray:
        out = (self.out5 - self.usual_out) / np.sqrt(self.spread_out**2 + self.usual_out + 4)
        return np.maximum(self._z_in(), out)

    def _cusum(self) -> np.ndarray:
        mean, spread = self._profile(self.entered)
        z = (self.entered - mean) / np.sqrt(np.maximum(mean, 1) + spread**2 + 1)
        found, up = np.empty_like(z), np.zeros(self.stations, np.float32)
        for now in range(z.shape[1]):
            up = np.clip(up + z[:, now] - 1.0, 0, 500)
            found[:, now] = up
        return found

    def _ears(self) -> np.ndarray:
        days = self.in5.reshape(self.stations, -1, DAY)
        found = np.zeros_like(days)
        for day in range(days.shape[1]):
            like = [of for of in range(day - 2) if self.workday[of] == self.workday[day]][-7:]
            if len(like) >= 3:
                before = days[:, like]
                found[:, day] = (days[:, day] - before.mean(1)) / np.maximum(before.std(1), 3)
        return found.reshape(self.in5.shape)

    def _in_minus_out(self) -> np.ndarray:
        net = np.roll((self.entered - self.left).reshape(self.stations, -1, DAY), -240, 2)
        return np.roll(net.cumsum(2), 240, 2).reshape(self.in5.shape)

    @property
    def _stopped(self) -> np.ndarray:
        """Where nearly nobody leaves who usually would."""
        due = np.maximum(_last((self.usual_out / 5).astype(np.float32), 6), 1e-3)
        return (_last(self.left, 6) < 0.12 * due) & (due > 20)

    def _dwell(self, *, frozen: bool) -> np.ndarray:
        goes = 1 / (2.3 + 0.65 * self.city["head"])[:, np.newaxis] + np.zeros_like(self.in5)
        if frozen:
            goes = np.where(self._stopped, 0.0, goes)
        return _filtered(self.entered, goes) + 2.0 * self.left

    def _queue(self) -> np.ndarray:
        stopped = self._stopped
        places = self.city["cap"][:, np.newaxis] / self.headway
        queue, walking = np.zeros(self.stations), np.zeros((self.stations, 4))
        found = np.empty_like(self.in5)
        for now in range(self.in5.shape[1]):
            queue = queue + walking[:, 0]
            walking[:, :3], walking[:, 3] = walking[:, 1:].copy(), 0
            walking += self.entered[:, now, np.newaxis] / 0.985 * WALK
            boards = np.minimum(queue / np.maximum(0.5 * self.headway[:, now], 1), places[:, now])
            queue = np.where(stopped[:, now], queue, queue - boards)
            if self.minute[now] == 200:
                queue[:] = 0
            found[:, now] = queue + walking.sum(1) + 2.2 * self.left[:, now] / 0.98
        return found

    def _trend(self) -> np.ndarray:
        load = self._queue() / self.city["C"][:, np.newaxis]
        before = np.concatenate([np.zeros((self.stations, 5)), load[:, :-5]], axis=1)
        return load + 2 * np.maximum(0, load - before)

    def _projected(self) -> np.ndarray:
        left_behind = np.maximum(0, self.in5 / 5 - self.city["cap"][:, np.newaxis] / self.headway)
        return (self._queue() + 8 * left_behind) / self.city["C"][:, np.newaxis]

    def _trains_seen(self) -> np.ndarray:
        """Let people board by the share of usual exits that is seen, and project the rest."""
        goes = 1 / (2.3 + 0.65 * self.city["head"])
        inside, level = np.zeros(self.stations), np.ones(self.stations)
        found = np.empty_like(self.in5)
        for now in range(self.in5.shape[1]):
            due, seen = self.usual_out[:, now], self.out5[:, now]
            part = np.clip(seen / np.maximum(0.5 * due * level, 1), 0, 1)
            part = np.where(due * level > 12, part, 1.0)
            step = 0.002 * (seen / np.maximum(due, 5) - level) * (part >= 1)
            level = np.clip(level + step, 0.7, 1.4)
            inside = inside * (1 - goes * part) + self.entered[:, now] / 0.985
            ahead = 8 * (1 - part) * self.in5[:, now] / 5
            found[:, now] = inside + 2.2 * self.left[:, now] + ahead
        return found


def _last(flow: np.ndarray, minutes: int) -> np.ndarray:
    summed = np.cumsum(flow, axis=1, dtype=np.float64)
    found = summed.copy()
    found[:, minutes:] -= summed[:, :-minutes]
    return found.astype(np.float32)


def _eased(rows: np.ndarray, over: int = 11) -> np.ndarray:
    padded = np.pad(rows, ((0, 0), (over // 2, over // 2)), "edge")
    return np.lib.stride_tricks.sliding_window_view(padded, over, axis=1).mean(-1)


def _filtered(entered: np.ndarray, goes: np.ndarray) -> np.ndarray:
    inside, found = np.zeros(len(entered)), np.empty_like(entered)
    for now in range(entered.shape[1]):
        inside = inside * (1 - goes[:, now]) + entered[:, now]
        found[:, now] = inside
    return found
