"""Script people who never were there, so that an alert can be seen on a day on which none rose.

A surge only adds entrants at one station: their number, when they come, and which line they want.
No gate passes more than it can, so a crowd that is too large queues outside and comes later.
Everything that follows is figured from the counts, as it would be from anybody's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

import numpy as np

from metro_flow.errors import Fault, Malformed, Unknown
from metro_flow.flow.count import Floats, GateGroup, Ints, seconds_of
from metro_flow.flow.pieces import PANE_S

# A door-type gate with a contactless reader passes 30 people a minute (GB 50157-2013).
PER_GATE: Final = 30 * PANE_S // 60
# Steps of the golden ratio spread people over the ways evenly from the first person on.
GOLDEN: Final = (5**0.5 - 1) / 2


class Shape(StrEnum):
    """How a crowd comes: alike all the while, swelling and ebbing, or as from a concert.

    Of a concert's audience some leave before the encore, few while it lasts, and most after it.
    """

    STEADY = "steady"
    SWELL = "swell"
    CONCERT = "concert"

    def come(self, share: Floats) -> Floats:
        """Return the part of the crowd that has come when a share of its time has passed."""
        match self:
            case Shape.STEADY:
                return share
            case Shape.SWELL:
                return share - np.sin(2 * np.pi * share) / (2 * np.pi)
            case Shape.CONCERT:
                come: Floats = np.interp(share, [0, 0.22, 0.49, 1], [0, 0.22, 0.29, 1])
                return come


@dataclass(frozen=True, slots=True)
class Surge:
    """So many people more enter a station from a moment on, most of them for one line."""

    station: str
    starts_at: datetime
    people: int
    minutes: float
    shape: Shape = Shape.SWELL
    line: str | None = None
    line_share: float = 0.8

    def __post_init__(self) -> None:
        faults = []
        if self.starts_at.tzinfo is None:
            faults.append(Fault("starts_at", self.starts_at, "a time states its zone"))
        if self.people < 0:
            faults.append(Fault("people", self.people, "0 or more"))
        if not self.minutes > 0:
            faults.append(Fault("minutes", self.minutes, "longer than 0 minutes"))
        if not 0 <= self.line_share <= 1:
            faults.append(Fault("line_share", self.line_share, "a share is 0 … 1"))
        if faults:
            raise Malformed(*faults, where="surge")

    def come_by(self, ends: Ints) -> Ints:
        """Return how many have come by each moment."""
        share = np.clip((ends - seconds_of(self.starts_at)) / (60 * self.minutes), 0.0, 1.0)
        come: Ints = np.floor(self.people * self.shape.come(share) + 1e-9).astype(np.int64)
        return come

    def paths(self, gate_groups: Sequence[GateGroup]) -> Ints:
        """Return how many of the first n people want each gate group: (people + 1, groups).

        People are shared out by gates, those for the line to its own gates where it has some;
        each person has one way, so that nobody is lost or made at any moment.
        """
        bounds = np.cumsum(self._parts(gate_groups))
        lot = (np.arange(self.people) * GOLDEN) % 1.0
        way = np.minimum(np.searchsorted(bounds, lot, side="right"), len(gate_groups) - 1)
        taken = np.zeros((self.people + 1, len(gate_groups)), np.int64)
        taken[np.arange(1, self.people + 1), way] = 1
        upto: Ints = taken.cumsum(axis=0)
        return upto

    def _parts(self, gate_groups: Sequence[GateGroup]) -> Floats:
        gates = np.array([float(group.gates) for group in gate_groups])
        own = np.array([self.line is not None and group.line == self.line for group in gate_groups])
        if not own.any() or own.all():
            even: Floats = gates / gates.sum()
            return even
        mine = np.where(own, gates, 0.0) * self.line_share / gates[own].sum()
        others = np.where(own, 0.0, gates) * (1 - self.line_share) / gates[~own].sum()
        parts: Floats = mine + others
        return parts


class Queue:
    """People of a surge on their way through the gates of its station."""

    def __init__(self, surge: Surge, gate_groups: Sequence[GateGroup]) -> None:
        if not gate_groups:
            raise Unknown("station", surge.station, known="a surge needs a station with gates")
        self.surge = surge
        self.gate_groups = tuple(gate_groups)
        self._paths = surge.paths(gate_groups)
        self.capacity = np.array([group.gates * PER_GATE for group in gate_groups])
        self.passed = np.zeros(len(self.gate_groups), np.int64)

    def pass_through(self, ends: Ints, others: Ints) -> Ints:
        """Return who passes in each ten seconds, beside the `others` of both directions.

        Both are (ends, gate groups); `ends` follow on each other from call to call.
        """
        wanting = self._paths[self.surge.come_by(ends)]
        passing = np.zeros_like(wanting)
        for row in range(len(ends)):
            room = np.maximum(self.capacity - others[row], 0)
            passing[row] = np.minimum(wanting[row] - self.passed, room)
            self.passed += passing[row]
        return passing
