"""Keep what may be told of trains and of people who change lines, in any order and more than once.

Gates see neither. Where a feed tells when trains call and how many places they have left, or a
count tells how many change to a line, the estimate rests on that and says so; where the feed
breaks off it falls back on the timetable and on what exits betray. A feed tells of stretches of
time, and not of calls alone: no call in a stretch means that no train came, and between two
stretches nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np

from metro_flow.errors import Fault, Malformed
from metro_flow.flow.count import MOST_PEOPLE, Bools, Floats, Ints, seconds_of
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
    and then both are taken to have called. `left_behind` are those who found no place on it.
    """

    station: str
    line: str
    at: datetime
    direction: int | None = None
    places: int | None = None
    left_behind: int | None = None

    def __post_init__(self) -> None:
        faults = []
        if self.at.tzinfo is None:
            faults.append(Fault("at", self.at, "a time states its zone"))
        if self.direction not in (None, 0, 1):
            faults.append(Fault("direction", self.direction, "0, 1, or nothing where not told"))
        for name in ("places", "left_behind"):
            people = getattr(self, name)
            if people is not None and not 0 <= people <= MOST_PEOPLE:
                faults.append(Fault(name, people, f"a whole number 0 … {MOST_PEOPLE}"))
        if faults:
            raise Malformed(*faults, where=f"train call at {self.station} line {self.line}")


@dataclass(frozen=True, slots=True)
class Changed:
    """People who changed to a line inside a station, in one interval.

    `came_from` is the line they left; None means that those from all other lines are in it.
    """

    station: str
    line: str
    start: datetime
    end: datetime
    people: int
    came_from: str | None = None

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


@dataclass(frozen=True, slots=True)
class Calling:
    """What is told of trains step by step: arrays of (steps, 2, L).

    `calls`: 1 a train called, 0 none did, −1 nobody tells; `places` on it and those it
    `left_behind`, NaN where nobody tells.
    """

    calls: Floats
    places: Floats
    left_behind: Floats


class Told:
    """What was told of the trains and the changes of all lines (L), in the stations' order."""

    def __init__(self, stations: Sequence[StationPhysics]) -> None:
        lines = [(one.station, line.line) for one in stations for line in one.lines]
        self._parts = [tuple(line.split("-")) for _, line in lines]
        others = [len(one.lines) - 1 for one in stations for _ in one.lines]
        self._others = np.maximum(np.array(others, np.float64), 1.0)
        self._places: dict[tuple[str, str], tuple[int, tuple[str, ...]]] = {}
        for place, (station, line) in enumerate(lines):
            # Lines that share a platform are told of one by one, or as the science names them.
            self._places |= {(station, part): (place, (part,)) for part in self._parts[place]}
            self._places[station, line] = place, self._parts[place]
        self._calls: dict[tuple[int, int, int], tuple[float, float]] = {}
        self._changed: dict[tuple[int, int, int, str | None], int] = {}
        self._stretches: dict[tuple[int, str], list[tuple[int, int]]] = {}

    def knows(self, station: str, line: str) -> bool:
        """Claim that there is such a line."""
        return (station, line) in self._places

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
        self.hear_stretch(station, line, since=since, until=until)
        self.hear_calls(calls)

    def hear_stretch(self, station: str, line: str, *, since: datetime, until: datetime) -> None:
        """Hear that between two moments a line's trains are all told."""
        place, parts = self._line(station, line)
        for part in parts:
            begin, end = seconds_of(since), seconds_of(until)
            apart = []
            for one in self._stretches.get((place, part), ()):
                if one[1] < begin or one[0] > end:
                    apart.append(one)
                else:
                    begin, end = min(begin, one[0]), max(end, one[1])
            self._stretches[place, part] = sorted([*apart, (begin, end)])

    def hear_calls(self, calls: Iterable[TrainCall]) -> None:
        """Hear of single trains; told twice and differently, the worse of the two is believed."""
        for call in calls:
            place, _ = self._line(call.station, call.line)
            directions = (0, 1) if call.direction is None else (call.direction,)
            for direction in directions:
                key = seconds_of(call.at), place, direction
                room, left = self._calls.get(key, (np.nan, np.nan))
                self._calls[key] = (
                    float(np.fmin(room, _number(call.places))),
                    float(np.fmax(left, _number(call.left_behind))),
                )

    def hear_changes(self, changes: Iterable[Changed]) -> None:
        """Hear how many people changed to lines; the same interval again is known."""
        for one in changes:
            place, _ = self._line(one.station, one.line)
            if one.came_from is not None:
                self._line(one.station, one.came_from)
            key = seconds_of(one.start), seconds_of(one.end), place, one.came_from
            self._changed[key] = min(one.people, self._changed.get(key, one.people))

    def fresh(self, now: int) -> Bools:
        """Say of which lines the trains are told just now: (L,)."""
        until = self.until()
        fresh: Bools = (until > 0) & (now - until <= FRESH_S)
        return fresh

    def until(self) -> Ints:
        """Say until when the trains of each line were told, 0 where they never were: (L,)."""
        last = [
            min(self._stretches.get((place, part), [(0, 0)])[-1][1] for part in parts)
            for place, parts in enumerate(self._parts)
        ]
        return np.array(last, np.int64)

    def until_of(self, station: str) -> dict[str, int]:
        """Say until when trains were told, line by line of a station that were ever told of."""
        until = self.until()
        lines = (("-".join(parts), place) for place, parts in enumerate(self._parts))
        return {
            line: int(until[place])
            for line, place in lines
            if until[place] and self._places.get((station, line), (-1,))[0] == place
        }

    def trains(self, block: int, steps: int) -> Calling:
        """Give calls, places and those left behind, step by step, as `crowd.Through` has them."""
        shape = (steps, 2, len(self._parts))
        calls = np.where(self._heard(block, steps)[:, np.newaxis], 0.0, np.full(shape, -1.0))
        places, left_behind = np.full(shape, np.nan), np.full(shape, np.nan)
        second, line, direction = np.array([*self._calls], np.int64).reshape(-1, 3).T
        room, left = np.array([*self._calls.values()]).reshape(-1, 2).T
        row = second // STEP_S - block
        now = (row >= 0) & (row < steps)
        at = row[now], direction[now], line[now]
        calls[at] = 1.0
        np.fmin.at(places, at, room[now])
        np.fmax.at(left_behind, at, left[now])
        return Calling(calls, places, left_behind)

    def changes(self, block: int, steps: int) -> tuple[Floats, Floats]:
        """Give people who change to each line, and the share of its changes told: (steps, L).

        A line to which people change from two others has half of its changes told by one passage.
        """
        ways = list(dict.fromkeys((line, came_from) for _, _, line, came_from in self._changed))
        number = {way: place for place, way in enumerate(ways)}
        told_s, changed = np.zeros((2, len(ways), steps))
        start, end, way, total = (
            np.array(
                [(s, e, number[line, of], n) for (s, e, line, of), n in self._changed.items()],
                np.int64,
            )
            .reshape(-1, 4)
            .T
        )
        first = start // STEP_S - block
        pieces = (end - 1) // STEP_S - block - first + 1
        one = np.repeat(np.arange(len(start)), pieces)  # (pieces of all intervals,)
        row = np.arange(len(one)) - np.repeat(pieces.cumsum() - pieces, pieces) + first[one]
        begins = STEP_S * (block + row)
        length = np.minimum(end[one], begins + STEP_S) - np.maximum(start[one], begins)
        now = (row >= 0) & (row < steps)
        at, one, length = (way[one[now]], row[now]), one[now], length[now]
        np.add.at(told_s, at, length)
        np.add.at(changed, at, total[one] * length / (end - start)[one])
        # Told in two intervals of different length: their mean, and not their sum.
        whole = told_s >= STEP_S
        changed = np.where(whole, changed * STEP_S / np.maximum(told_s, STEP_S), 0.0)
        people, share = np.zeros((2, steps, len(self._parts)))
        for place, (line, came_from) in enumerate(ways):
            people[:, line] += changed[place]
            share[:, line] += whole[place] * self._part(line, came_from)
        return people, share.clip(0.0, 1.0)

    def forget(self, now: int) -> None:
        """Forget what is never stepped again."""
        oldest = now - KEPT_S
        self._calls = {key: told for key, told in self._calls.items() if key[0] > oldest}
        self._changed = {key: n for key, n in self._changed.items() if key[1] > oldest}
        kept = {
            key: [one for one in stretches if one[1] > oldest]
            for key, stretches in self._stretches.items()
        }
        self._stretches = {key: stretches for key, stretches in kept.items() if stretches}

    def _heard(self, block: int, steps: int) -> Bools:
        """Say in which steps the trains of each line are all told: (steps, L)."""
        begins = STEP_S * (block + np.arange(steps))
        heard = np.ones((steps, len(self._parts)), np.bool_)
        for place, parts in enumerate(self._parts):
            for part in parts:
                told = np.zeros(steps, np.bool_)
                for since, until in self._stretches.get((place, part), ()):
                    told |= (begins >= since) & (begins + STEP_S <= until)
                heard[:, place] &= told
        return heard

    def _part(self, line: int, came_from: str | None) -> float:
        """Say which part of those who change to a line comes from another one, as likely as all."""
        if came_from is None:
            return 1.0
        station = next(name for (name, _), (place, _) in self._places.items() if place == line)
        place, parts = self._places[station, came_from]
        return float(len(parts) / len(self._parts[place]) / self._others[line])

    def _line(self, station: str, line: str) -> tuple[int, tuple[str, ...]]:
        if not self.knows(station, line):
            known = ", ".join(f"{one} line {of}" for one, of in self._places)
            raise Malformed(Fault("line", f"{station} line {line}", f"one of {known}"))
        return self._places[station, line]


def _number(people: int | None) -> float:
    return np.nan if people is None else float(people)
