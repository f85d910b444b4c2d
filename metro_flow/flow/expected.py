"""Turn what the calendar knows into people: who comes to an occasion by metro, and who leaves.

An occasion states where it is near, when it begins and ends, and how many are expected. Of them a
share comes by metro: out of the gates over the two hours before it begins, most of them in the last
hour (a triangle), and into the gates over the fifty minutes after it ends, most of them early.
Nobody knows the true shares, so what is expected is added to the usual day and, doubtful by half of
itself, to its spread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from metro_flow.errors import Fault, Malformed
from metro_flow.flow.count import Direction, Floats
from metro_flow.flow.usual import DayShape

# A third of a crowd in the middle of a city; a choice, nobody has counted it here.
BY_METRO: Final = 0.35
ARRIVE_S: Final = 7200
LEAVE_S: Final = 3000
# Of what is expected so much may be wrong either way.
DOUBT: Final = 0.5


@dataclass(frozen=True, slots=True)
class Gathered:
    """An occasion near a station: seconds after midnight, people expected, and who says so."""

    station: int
    starts_s: float
    ends_s: float
    attendance: int
    source: str
    by_metro: float = BY_METRO

    def __post_init__(self) -> None:
        faults = []
        if self.station < 0:
            faults.append(Fault("station", self.station, "the place of a station, from 0"))
        if not self.ends_s > self.starts_s:
            faults.append(Fault("ends_s", self.ends_s, f"after its start at {self.starts_s}"))
        if self.attendance < 0:
            faults.append(Fault("attendance", self.attendance, "people, 0 or more"))
        if not 0 <= self.by_metro <= 1:
            faults.append(Fault("by_metro", self.by_metro, "a share 0 … 1"))
        if not self.source.strip():
            faults.append(Fault("source", self.source, "say who expects them"))
        if faults:
            raise Malformed(*faults, where="an occasion")


def crowd_of(gathered: Sequence[Gathered], shape: DayShape, stations: int) -> Floats:
    """Return the people whom occasions add to each slot: (slots, stations, 2)."""
    added = np.zeros((shape.slots, stations, 2))
    edges = shape.starts_s + shape.interval_s * np.arange(shape.slots + 1.0)
    for each in gathered:
        if each.station >= stations:
            raise Malformed(Fault("station", each.station, f"a station 0 … {stations - 1}"))
        people = each.attendance * each.by_metro
        come = _triangle(edges, each.starts_s - ARRIVE_S, each.starts_s, peak=0.75)
        leave = _triangle(edges, each.ends_s, each.ends_s + LEAVE_S, peak=0.3)
        added[:, each.station, Direction.OUT.place] += people * come
        added[:, each.station, Direction.IN.place] += people * leave
    return added


def _triangle(edges: Floats, begins: float, ends: float, *, peak: float) -> Floats:
    """Return the share of a triangle's area between neighbouring edges."""
    x = np.clip((edges - begins) / (ends - begins), 0.0, 1.0)
    area = np.where(x <= peak, x**2 / peak, 1 - (1 - x) ** 2 / (1 - peak))
    return np.diff(area)
