"""Turn what the calendar knows into people: who comes to an occasion by metro, and who leaves.

An occasion states where it is near, when it begins and ends, and how many are expected. Of them a
share comes by metro: out of the gates over the two hours before it begins, most of them in the last
hour (a triangle), and into the gates over the fifty minutes after it ends, most of them early.
Nobody knows the true shares, so what is expected is added to the usual day and, doubtful by half of
itself, to its spread.

How many really come is learnt as they come: the *turnout* of a station's occasions, by direction,
is what was counted on top of the usual day over what was due by then. It leans on a belief by the
doubt of a half, and the more so the less the crowd stands out of what the usual day is off by
anyway (N, summed as if off the same way all the while):

    turnout = (belief / ½² + came · due / N²) / (1 / ½² + due² / N²)

The belief is 1 for who arrives. For who leaves it is what arrived, so that the afternoon's exits
foretell the night's entries, but never less than a half: whoever came by another way may well
leave by this one, and a crowd that is planned is not called off by a gate.
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
# Beyond three times those expected it is another crowd, and the last misses tell of it.
MOST_TURNOUT: Final = 3.0
LEAST_BELIEF: Final = 0.5


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


def turnout(came: Floats, due: Floats, off: Floats) -> Floats:
    """Return how many times those who were due have come: (stations, 2), 1 while nothing is known.

    All are (stations, 2): `came` people on top of the usual day, `due` people expected on top,
    `off` by how many the usual day is off in the same slots.

    >>> turnout(np.array([[0, 2000]]), np.array([[0, 1000]]), np.array([[0, 250]])).round(2)
    array([[1.8, 1.8]])
    """
    believed = DOUBT**-2.0
    sure = due / np.maximum(off, 1.0) ** 2
    arrives, leaves = Direction.OUT.place, Direction.IN.place
    share = np.ones(np.shape(due))
    for way in (arrives, leaves):
        belief = np.maximum(share[:, arrives], LEAST_BELIEF)
        seen = believed * belief + came[:, way] * sure[:, way]
        share[:, way] = seen / (believed + due[:, way] * sure[:, way])
        share[:, way] = np.clip(share[:, way], 0.0, MOST_TURNOUT)
    return share


def _triangle(edges: Floats, begins: float, ends: float, *, peak: float) -> Floats:
    """Return the share of a triangle's area between neighbouring edges."""
    x = np.clip((edges - begins) / (ends - begins), 0.0, 1.0)
    area = np.where(x <= peak, x**2 / peak, 1 - (1 - x) ** 2 / (1 - peak))
    return np.diff(area)
