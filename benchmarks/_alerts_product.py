"""Turn what the product said into its warnings: the scores of its rules, minute by minute.

    soon      people reached within five minutes in nine of ten futures, over what is held
    surprise  entries of the last five minutes against the usual day, in spreads, seconded
    growth    what excesses of entries have added up to, in spreads, seconded
    foretold  people expected back this evening, an advisory beside the alarms

`soon` counts as far as a second gate group bears out who enters. Each rule has a threshold of its
own, set so that it raises its part of the alarms of clean days; a warning is whichever is over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from _alerts_heard import CHANCES, DAY, EVERY_MIN, FIRST_MIN, GROUPS, WITHIN_S, Heard
from _alerts_scored import threshold_for

from metro_flow.flow.against_usual import Level, surprise, usual_over
from metro_flow.flow.count import GateGroup
from metro_flow.flow.estimate import Gathering
from metro_flow.flow.foretold import Arrivals, Foretold
from metro_flow.flow.growth import Growth
from metro_flow.flow.seconded import borne_out, whole_and_seconded
from metro_flow.flow.usual import Day, DayShape, UsualDays

SLOTS = DayShape(300, 288)
WINDOW_MIN = 5
# Each rule's part of the alarms of clean days, set on seed 101.
PARTS = {"soon": 0.6, "surprise": 0.2, "growth": 0.2}
HEARD_ENOUGH = 0.5
GATES = np.array([8.0, 6.0, 4.0, 2.0])


@dataclass
class Warned:
    """Scores by station and minute (stations, minutes), from `first` on, and what was foretold."""

    first: int
    scores: dict[str, np.ndarray]
    foretold: list[tuple[int, Foretold]]


def day_of(number: int) -> Day:
    """Name the kind of a simulated day: five workdays and two of rest."""
    return Day("workday" if number % 7 < 5 else "rest", number % 7)


def slots_of(city: dict[str, Any], stations: int, day: int) -> np.ndarray:
    """Give a day's people by slot, as if all gates were heard: (slots, stations, 2)."""
    rows = slice(day * DAY, (day + 1) * DAY)
    counted = np.stack([city[way][:stations, rows].sum(2) for way in ("gi", "go")], -1)
    part = (city["cov"][:stations, rows] @ GATES / GATES.sum()).astype(float)
    shape = (stations, 288, 5)
    people = counted.reshape(*shape, 2).sum(2).astype(float)
    share = part.reshape(shape).mean(2)[..., np.newaxis]
    slots = np.where(share >= HEARD_ENOUGH, people / np.maximum(share, HEARD_ENOUGH), np.nan)
    return slots.transpose(1, 0, 2)


def warned(city: dict[str, Any], heard: Heard) -> Warned:
    """Judge all looks of a run."""
    return _Judge(city, heard).judge()


def combined(of: Warned, clean: slice) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Give whichever rule is over its own threshold, of an equal part of the alarms, and each."""
    parts = {part: of.scores[part] for part in PARTS}
    over = [score / threshold_for(score[:, clean], PARTS[part]) for part, score in parts.items()]
    return np.maximum.reduce(over), parts


class _Judge:
    def __init__(self, city: dict[str, Any], heard: Heard) -> None:
        self.city, self.heard = city, heard
        self.stations = heard.inside.shape[2]
        self.capacity = city["C"][: self.stations]
        groups = [
            GateGroup(f"{s:02}-{g}", f"{s:02}", gates=8 - 2 * g, interval_s=60)
            for s in range(self.stations)
            for g in range(GROUPS)
        ]
        self.places = Gathering.by_station(groups)
        self.usual = UsualDays(SLOTS, self.stations)
        self.level, self.growth = Level.of(self.stations), Growth.nothing(self.stations)
        self.arrivals = Arrivals.none(self.stations)
        self.foretold: list[tuple[int, Foretold]] = []
        self.by_gates = np.repeat(GATES[np.newaxis] / GATES.sum(), self.stations, 0).reshape(-1, 1)

    def judge(self) -> Warned:
        minutes = self.heard.minutes
        first, last = int(minutes[0]) // DAY, int(minutes[-1]) // DAY
        for day in range(first):
            self.usual.absorb(day_of(day), slots_of(self.city, self.stations, day))
        rows: dict[str, np.ndarray] = {}
        for day in range(first, last + 1):
            self.today = self.usual.of(day_of(day))
            self.growth.reset()
            self.arrivals.reset()
            for row in np.flatnonzero(minutes // DAY == day):
                for name, value in self._look(int(row)).items():
                    empty = np.zeros((self.stations, (last + 1 - first) * DAY), np.float32)
                    at = int(minutes[row]) - first * DAY
                    rows.setdefault(name, empty)[:, at : at + EVERY_MIN] = value[:, np.newaxis]
            self.usual.absorb(day_of(day), slots_of(self.city, self.stations, day))
        return Warned(first * DAY, rows, self.foretold)

    def _look(self, row: int) -> dict[str, np.ndarray]:
        heard, minute = self.heard, int(self.heard.minutes[row])
        until_s = 60.0 * (minute % DAY + 1)
        share = np.where(np.isnan(heard.share[row]), self.by_gates, heard.share[row])
        trusted = heard.trusted[row]
        five = whole_and_seconded(heard.people[row], heard.heard[row] * trusted, share, self.places)
        usual5, spread5 = self._usual(until_s, WINDOW_MIN)
        step, usual2, spread2 = self._step(minute, trusted, share), *self._usual(until_s, EVERY_MIN)
        level = self.level.level
        grown = self.growth.update(step[1], usual2, length_s=60 * EVERY_MIN, level=level)
        for one in self.arrivals.update(self.growth, step[0], level * usual2, now_s=until_s):
            self.foretold.append((minute, one))
        if minute % DAY > FIRST_MIN + 60:
            self.level.update(step[0], usual2, spread2, length_s=60 * EVERY_MIN)
        soon = heard.soon[row, WITHIN_S.index(300), CHANCES.index(0.9)]
        found = {
            "soon": soon / self.capacity * borne_out(*five)[:, 0],
            "surprise": surprise(five[1], usual5, spread5, level)[:, 0],
            "growth": grown[:, 0],
        }
        return {name: np.nan_to_num(value) for name, value in found.items()}

    def _usual(self, until_s: float, minutes: int) -> tuple[np.ndarray, np.ndarray]:
        return usual_over(self.today, SLOTS, since_s=until_s - 60 * minutes, until_s=until_s)

    def _step(
        self, minute: int, trusted: np.ndarray, share: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Give the people since the last look, as heard and trusted: whole and seconded."""
        rows, last = slice(self.stations), slice(minute + 1 - EVERY_MIN, minute + 1)
        people = np.stack(
            [self.city[way][rows, last].sum(1).reshape(-1) for way in ("gi", "go")], 1
        )
        part = self.city["cov"][rows, last].mean(1).reshape(-1, 1)
        return whole_and_seconded(people, part * trusted, share, self.places)
