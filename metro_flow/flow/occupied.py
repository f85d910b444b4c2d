"""Read a check's outcome station by station: what is known as figures, what is not as unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from metro_flow.flow.count import Bools, Floats, Ints, time_of
from metro_flow.flow.crowd import Steps
from metro_flow.flow.draws import Insides
from metro_flow.flow.estimate import COVERAGE_FLOOR, Why
from metro_flow.flow.inflow import Inflow
from metro_flow.flow.inside import people_inside
from metro_flow.flow.physics import StationPhysics
from metro_flow.flow.pieces import PANE_S
from metro_flow.flow.zone import Basis, EstimateByEye, ZoneOccupancy, seen

# A trend compares a minute with the minute five minutes before.
TREND_PANES: Final = 30
TREND_MINUTES: Final = TREND_PANES * PANE_S / 60


@dataclass(frozen=True, slots=True)
class StationOccupancy:
    """A station's zones (platforms, paid hall, unpaid hall) and all inside it together."""

    station: str
    zones: tuple[ZoneOccupancy, ...]
    inside: ZoneOccupancy


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """The share of each station's usual flow that was heard, and until when (0: never)."""

    names: tuple[str, ...]
    heard: Floats
    until: Ints

    def of(self, station: str) -> tuple[float, int]:
        """Give a station's coverage and until when it was heard."""
        if station not in self.names:
            return 0.0, 0
        place = self.names.index(station)
        return float(self.heard[place]), int(self.until[place])


@dataclass(frozen=True, slots=True, eq=False)
class Occupied:
    """What one check found; ask for the stations as means over a minute, or over five."""

    insides: Insides
    steps: Steps
    flow: Inflow
    now: int
    coverage: Coverage
    trains_told: Bools

    def stations(
        self, *, window_s: int = 60, by_eye: Iterable[EstimateByEye] = ()
    ) -> tuple[StationOccupancy, ...]:
        """Give each station's zones as means over a window of up to five minutes.

        What chiefs judged by eye moves the zones they looked at.
        """
        if not PANE_S <= window_s <= TREND_PANES * PANE_S:
            raise ValueError(f"window_s: {window_s} is not {PANE_S} … {TREND_PANES * PANE_S}")
        now = self._people(window_s)
        minute = now if window_s == 60 else self._people(60)
        before = self._people(60, before=TREND_PANES)
        figures = _Figures(*now, trend=(minute[1] - before[1]) / TREND_MINUTES, window_s=window_s)
        looks = tuple(by_eye)
        return tuple(
            self._station(place, figures, looks) for place in range(len(self.insides.stations))
        )

    def _people(self, window_s: int, *, before: int = 0) -> tuple[Floats, Floats, Floats]:
        return people_inside(
            self.insides, self.steps, self.flow, window_s=window_s, before=before
        ).interval()

    def _basis(self, line: int) -> Basis:
        if self.trains_told[line]:
            return Basis.WITH_TRAINS
        timed = self.insides.lines[line].headway_s is not None
        return Basis.WITH_TIMETABLE if timed else Basis.GATES_ONLY

    def _station(
        self, place: int, figures: _Figures, looks: tuple[EstimateByEye, ...]
    ) -> StationOccupancy:
        station = self.insides.stations[place]
        lines, stations = len(self.insides.lines), len(self.insides.stations)
        first = int((self.insides.station_of_line < place).sum())
        bases = [self._basis(first + number) for number in range(len(station.lines))]
        # A station rests on what the poorest of its lines rests on.
        basis = min(bases, key=list(Basis).index)
        halls = station.paid_m2, station.unpaid_m2
        whole = sum(halls) + sum(line.platform_m2 for line in station.lines)
        rows = [(lines, "paid", halls[0]), (lines + stations, "unpaid", halls[1])]
        zones = [
            self._zone(
                figures,
                first + number,
                _Place(
                    station,
                    f"platform-{line.line}",
                    line.line,
                    line.platform_m2,
                    bases[number],
                    line.assumed,
                ),
            )
            for number, line in enumerate(station.lines)
        ]
        zones += [
            self._zone(
                figures, row + place, _Place(station, zone, None, area, basis, station.assumed)
            )
            for row, zone, area in rows
        ]
        everywhere = _Place(station, "inside", None, whole, basis, station.assumed)
        inside = self._zone(figures, lines + 2 * stations + place, everywhere)
        at = time_of(self.now)
        return StationOccupancy(
            station.station, tuple(seen(zone, looks, now=at) for zone in zones), inside
        )

    def _zone(self, figures: _Figures, row: int, place: _Place) -> ZoneOccupancy:
        coverage, until = self.coverage.of(place.station.station)
        why = Why.COVERAGE_TOO_LOW if until else Why.NOTHING_HEARD
        known = until > 0 and coverage >= COVERAGE_FLOOR
        return ZoneOccupancy(
            station=place.station.station,
            zone=place.zone,
            line=place.line,
            window_s=figures.window_s,
            people=float(figures.middle[row]) if known else None,
            low=float(figures.low[row]) if known else None,
            high=float(figures.high[row]) if known else None,
            trend_per_minute=float(figures.trend[row]) if known else None,
            area_m2=place.area_m2,
            basis=place.basis,
            assumed=place.assumed,
            coverage=coverage,
            until=time_of(until) if until else None,
            unknown=None if known else why.words,
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Figures:
    """One window's figures of all zones."""

    low: Floats
    middle: Floats
    high: Floats
    trend: Floats
    window_s: int


@dataclass(frozen=True, slots=True)
class _Place:
    """What is stated of a zone."""

    station: StationPhysics
    zone: str
    line: str | None
    area_m2: float
    basis: Basis
    assumed: bool
