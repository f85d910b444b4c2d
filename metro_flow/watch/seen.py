"""Hold what one look at all stations found, and answer for each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from metro_flow.flow.count import Bools, Direction, Ints, time_of
from metro_flow.flow.estimate import FlowEstimate, FlowTable
from metro_flow.flow.occupied import Occupied, StationOccupancy
from metro_flow.flow.sensors import SensorBoard
from metro_flow.flow.window import GRACE_S


@dataclass(frozen=True, slots=True, eq=False)
class Hearing:
    """How the gate groups of all stations are heard: arrays of (groups,)."""

    newest: Ints
    interval_s: Ints
    split: Bools

    def fresh(self, now: int) -> Bools:
        """Where a figure made of them is not stale: two intervals and thirty seconds."""
        fresh: Bools = now - self.newest <= 2 * self.interval_s + GRACE_S
        return fresh


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What one look at all stations found; a look changes nothing but the crowd kept inside."""

    now: int
    occupied: Occupied
    minute: Mapping[str, StationOccupancy]
    five: Mapping[str, StationOccupancy]
    flows: Mapping[int, FlowTable]
    hearing: Hearing
    sensors: SensorBoard
    places: Mapping[str, Ints]

    def stale(self, station: str) -> bool:
        """Claim that nothing of this station was heard for too long."""
        return not bool(self.hearing.fresh(self.now)[self.places[station]].any())

    def until(self, station: str) -> datetime | None:
        """Return the end of the newest count heard of a station."""
        newest = int(self.hearing.newest[self.places[station]].max(initial=0))
        return time_of(newest) if newest else None

    def heard(self, station: str) -> int:
        """Return how many gate groups of a station are heard in time."""
        return int(self.hearing.fresh(self.now)[self.places[station]].sum())

    def split(self, station: str) -> bool:
        """Claim that counts of a station were cut out of longer intervals."""
        return bool(self.hearing.split[self.places[station]].any())

    def flow(self, window_s: int, station: str, direction: Direction) -> FlowEstimate | None:
        """Return a station's flow in one window; None where it has no gates."""
        table = self.flows[window_s]
        return table.of(station, direction) if station in table.names else None

    def shifted(self, by_s: int) -> Seen:
        """Return the same look as if all that it tells of had been so many seconds later."""
        newest = np.where(self.hearing.newest > 0, self.hearing.newest + by_s, 0)
        later = timedelta(seconds=by_s)
        ailments = tuple(replace(ill, since=ill.since + later) for ill in self.sensors.ailments)
        return replace(
            self,
            now=self.now + by_s,
            hearing=replace(self.hearing, newest=newest),
            sensors=replace(self.sensors, ailments=ailments),
        )

    def shortest_s(self, station: str) -> int:
        """Return the shortest window that the feeds of a station allow."""
        places = self.places[station]
        asked = np.where(self.hearing.split[places], 0, self.hearing.interval_s[places])
        return int(asked.max(initial=0))
