"""State what is believed of a station's insides, each belief with two honest ends.

Nobody publishes how long people walk, how many places a train has left, or how many change lines.
Each such constant is a `Range`: the likely value between ends that hold nine times in ten.
The occupancy estimator runs many draws of them side by side, so that what is not known
comes out as an interval and not as a confident number.

Why the usual values below (a station file may state its own):

    WALK_IN_S     gate to platform: 40 … 90 m at 1.0 … 1.3 m/s and one escalator of 0.65 m/s
    WALK_OUT_S    foot of the stairs to the gate, the same way without the search for a door
    CLEAR_S       an alighted trainload leaves its platform well before the next train
    HALL_IN_S     street to gate, machines and bag check included
    HALL_OUT_S    gate to street
    HEADWAY_S     trains of a busy Shanghai line at the evening peak: 2 … 3.5 minutes
    PLACES        free in one direction's train of eight A cars of 310 places (at 6 people/m²),
                  80 … 90 % of them taken, and the places of those who alight
    TOWARD        the busier of a line's two directions takes half to two thirds
    OWN_LINE      of those who enter at one line's own gates, this many board that line
    TRANSFER      people who change lines inside, for each one who leaves the station (each line
                  gets its share of them); unseen by gates, so wide; none where one line calls
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from metro_flow.errors import Fault, Malformed


@dataclass(frozen=True, slots=True)
class Range:
    """A constant that is believed, not known: its likely value between two honest ends."""

    low: float
    mid: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.mid <= self.high:
            expected = "low, mid and high climb, from 0 upwards"
            raise Malformed(Fault("range", (self.low, self.mid, self.high), expected))

    def times(self, factor: float) -> Range:
        """Give the range of `factor` such things together."""
        return Range(self.low * factor, self.mid * factor, self.high * factor)


WALK_IN_S: Final = Range(50, 90, 150)
WALK_OUT_S: Final = Range(40, 75, 130)
CLEAR_S: Final = Range(25, 45, 80)
HALL_IN_S: Final = Range(20, 40, 80)
HALL_OUT_S: Final = Range(25, 45, 90)
HEADWAY_S: Final = Range(130, 150, 200)
PLACES: Final = Range(320, 440, 600)
TOWARD: Final = Range(0.5, 0.56, 0.66)
OWN_LINE: Final = Range(0.8, 0.9, 0.97)
TRANSFER: Final = Range(0.2, 0.5, 1.2)
NO_TRANSFER: Final = Range(0, 0, 0)


@dataclass(frozen=True, slots=True)
class LinePhysics:
    """One line at one station: its platforms, its trains, the way to them.

    `headway_s` and `places` are of the time of day; give None for both where no timetable is
    known, and the estimate's class says so. `places`: free on a train, each direction.
    `share`: of the entrants at gates that serve all lines, this many board this line.
    `platform_m2`: the usable area of all platforms of the line.
    """

    line: str
    platform_m2: float
    share: Range
    headway_s: Range | None = HEADWAY_S
    places: Range | None = PLACES
    toward: Range = TOWARD
    walk_in_s: Range = WALK_IN_S
    walk_out_s: Range = WALK_OUT_S
    clear_s: Range = CLEAR_S
    transfer: Range = NO_TRANSFER
    assumed: bool = True

    def __post_init__(self) -> None:
        faults = []
        if not self.platform_m2 > 0:
            faults.append(Fault("platform_m2", self.platform_m2, "a platform has an area over 0"))
        if (self.headway_s is None) != (self.places is None):
            expected = "headway_s and places are both known or both unknown"
            faults.append(Fault("places", self.places, expected))
        for name in ("headway_s", "walk_in_s", "walk_out_s", "clear_s"):
            span = getattr(self, name)
            if span is not None and span.low <= 0:
                faults.append(Fault(name, span.low, "a time takes more than 0 seconds"))
        if self.share.high > 1 or self.toward.high > 1:
            faults.append(Fault("share", self.share, "a share is 0 … 1"))
        if faults:
            raise Malformed(*faults, where=f"line {self.line}")


@dataclass(frozen=True, slots=True)
class StationPhysics:
    """One station's insides as the occupancy estimator believes them."""

    station: str
    lines: tuple[LinePhysics, ...]
    paid_m2: float
    unpaid_m2: float
    own_line: Range = OWN_LINE
    hall_in_s: Range = HALL_IN_S
    hall_out_s: Range = HALL_OUT_S
    assumed: bool = True

    def __post_init__(self) -> None:
        faults = []
        if not self.lines:
            faults.append(Fault("lines", self.lines, "a station has at least one line"))
        for name in ("paid_m2", "unpaid_m2"):
            if not getattr(self, name) > 0:
                faults.append(Fault(name, getattr(self, name), "a hall has an area over 0"))
        shares = sum(line.share.mid for line in self.lines)
        if self.lines and abs(shares - 1) > 0.01:
            faults.append(Fault("share", shares, "the likely shares of the lines sum to 1"))
        if faults:
            raise Malformed(*faults, where=f"station {self.station}")
