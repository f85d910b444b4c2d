"""Keep what may be told of trains and of people who change lines, in any order and more than once.

Gates see neither. Where a feed tells when trains call and how many places they have left, or a
count tells how many change to a line, the estimate rests on that and says so; where the feed
breaks off it falls back on the timetable and on what exits betray. A feed tells of a stretch of
time, `until`, and not of calls alone: no call in it means that no train came.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np

from metro_flow.errors import Fault, Malformed
from metro_flow.flow.count import MOST_PEOPLE, Bools, Floats, seconds_of
from metro_flow.flow.headway import STEP_S
from metro_flow.flow.physics import StationPhysics

# Nothing older is stepped again, so nothing older need be kept.
KEPT_S: Final = 7_200
# A feed that has told nothing for two minutes, not even that no train came, is no feed now.
FRESH_S: Final = 120


@dataclass(frozen=True, slots=True)
class TrainCall:
    """A train called at a station's line, with so many places free, where that is known.

    `direction` 0 is the one that the line's `toward` speaks of, 1 the other; None is not told,
    and then both are taken to have called.
    """

    station: str
    line: str
    at: datetime
    direction: int | None = None
    places: int | None = None

    def __post_init__(self) -> None:
        faults = []
        if self.at.tzinfo is None:
            faults.append(Fault("at", self.at, "a time states its zone"))
        if self.direction not in (None, 0, 1):
            faults.append(Fault("direction", self.direction, "0, 1, or nothing where not told"))
        if self.places is not None and not 0 <= self.places <= MOST_PEOPLE:
            faults.append(Fault("places", self.places, f"a whole number 0 … {MOST_PEOPLE}"))
        if faults:
            raise Malformed(*faults, where=f"train call at {self.station} line {self.line}")


@dataclass(frozen=True, slots=True)
class Changed:
    """People who changed to a line inside a station, in one interval."""

    station: str
    line: str
    start: datetime
    end: datetime
    people: int

    def __post_init__(self) -> None:
        faults = []
        if self.start.tzinfo is None or self.end.tzinfo is None:
            faults.append(Fault("start", self.start, "a time states its zone"))
        elif self.end <= self.start:
            faults.append(Fault("end", self.end, f"an interval ends after its start, {self.start}"))
        if not 0 <= self.people <= MOST_PEOPLE:
            faults.append(Fault("people", self.people, f"a whole number 0 … {MOST_PEOPLE}"))
        if faults:
            raise Malformed(*faults, where=f"change to line {self.line} at {self.station}")


class Told:
    """What was told of the trains and the changes of all lines (L), in the stations' order."""

    def __init__(self, stations: Sequence[StationPhysics]) -> None:
        lines = [(one.station, line.line) for one in stations for line in one.lines]
        self._places = {key: place for place, key in enumerate(lines)}
        self._calls: dict[tuple[int, int, int], float] = {}
        self._changed: dict[tuple[int, int, int], int] = {}
        self._since = np.full(len(lines), np.iinfo(np.int64).max)
        self._until = np.zeros(len(lines), np.int64)

    def hear_trains(
        self,
        station: str,
        line: str,
        calls: Iterable[TrainCall],
        *,
        since: datetime,
        until: datetime,
    ) -> None:
        """Hear all calls at one line between two moments; where none is given, none was made."""
        place = self._line(station, line)
        for call in calls:
            directions = (0, 1) if call.direction is None else (call.direction,)
            for direction in directions:
                key = seconds_of(call.at), place, direction
                room = np.nan if call.places is None else float(call.places)
                # Told twice and differently: the fewer places, whichever came first.
                self._calls[key] = float(np.fmin(room, self._calls.get(key, np.nan)))
        self._since[place] = min(self._since[place], seconds_of(since))
        self._until[place] = max(self._until[place], seconds_of(until))

    def hear_changes(self, changes: Iterable[Changed]) -> None:
        """Hear how many people changed to lines; the same interval again is known."""
        for one in changes:
            place = self._line(one.station, one.line)
            key = seconds_of(one.start), seconds_of(one.end), place
            self._changed[key] = min(one.people, self._changed.get(key, one.people))

    def fresh(self, now: int) -> Bools:
        """Say of which lines the trains are told just now: (L,)."""
        fresh: Bools = now - self._until <= FRESH_S
        return fresh

    def trains(self, block: int, steps: int) -> tuple[Floats, Floats]:
        """Give calls and places, step by step: (steps, 2, L), as `crowd.Through` has them."""
        calls = np.full((steps, 2, len(self._until)), -1.0)
        ends = STEP_S * (block + 1 + np.arange(steps))[:, np.newaxis]
        heard = (ends - STEP_S >= self._since) & (ends <= self._until)
        calls[np.broadcast_to(heard[:, np.newaxis], calls.shape)] = 0.0
        places = np.full(calls.shape, np.nan)
        for (second, line, direction), room in self._calls.items():
            row = second // STEP_S - block
            if 0 <= row < steps:
                calls[row, direction, line] = 1.0
                places[row, direction, line] = np.fmin(places[row, direction, line], room)
        return calls, places

    def changes(self, block: int, steps: int) -> Floats:
        """Give people who change to each line, NaN where nobody tells: (steps, L)."""
        people = np.zeros((steps, len(self._until)))
        told_s = np.zeros_like(people)
        begins = STEP_S * (block + np.arange(steps))
        for (start, end, line), total in self._changed.items():
            inside = (np.minimum(end, begins + STEP_S) - np.maximum(start, begins)).clip(0)
            people[:, line] += total * inside / (end - start)
            told_s[:, line] += inside
        return np.where(told_s >= STEP_S, people, np.nan)

    def forget(self, now: int) -> None:
        """Forget what is never stepped again."""
        self._calls = {key: room for key, room in self._calls.items() if key[0] > now - KEPT_S}
        self._changed = {key: n for key, n in self._changed.items() if key[1] > now - KEPT_S}

    def _line(self, station: str, line: str) -> int:
        if (station, line) not in self._places:
            known = ", ".join(f"{one} line {of}" for one, of in self._places)
            raise Malformed(Fault("line", f"{station} line {line}", f"one of {known}"))
        return self._places[station, line]
