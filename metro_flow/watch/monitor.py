"""Turn the counts heard so far into figures of all stations at once, and figures into judgements.

The monitor knows no clock, store or thread: it is handed batches and a moment, and answers.
So the same counts give the same figures at any speed, in a drill, and on the morning after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

import numpy as np

from metro_flow.alerts.colour import Standing
from metro_flow.alerts.figures import Figure, Figures, Usual
from metro_flow.alerts.rule import Rule
from metro_flow.alerts.turn import Turn, check
from metro_flow.flow.count import Bools, Counts, Direction, Ints, seconds_of, time_of
from metro_flow.flow.estimate import FlowEstimate, FlowTable, Gathering, Why, estimate_flow
from metro_flow.flow.occupancy import Occupancy
from metro_flow.flow.occupied import StationOccupancy
from metro_flow.flow.physics import StationPhysics
from metro_flow.flow.pieces import PANE_S
from metro_flow.flow.register import RegisterBank
from metro_flow.flow.sensors import SensorBoard, Sensors
from metro_flow.flow.sums import WindowSums
from metro_flow.flow.window import GRACE_S, PANES, WINDOWS_S, RollingWindow
from metro_flow.flow.zone import EstimateByEye, ZoneOccupancy
from metro_flow.logbook.board import Board
from metro_flow.watch.batch import Filed, arrays_of, joined, showings_of
from metro_flow.watch.day import SHANGHAI
from metro_flow.watch.tail import Stored
from metro_flow.watch.watched import Watched

# What the ring and the crowd's steps look back on; batches older than that move nothing.
LOOKS_BACK_S: Final = PANES * PANE_S
FAST_S: Final = 60
SLOW_S: Final = 300
INFLOW_ZONE: Final = "station"


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """Counts of one moment as arrays; `fresh` ones are not yet in the archive."""

    counts: Counts
    late: Counts
    added: bool
    fresh: bool


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


@dataclass(slots=True, eq=False)
class Monitor:
    """The figures of all stations under watch; one thread at a time may use it."""

    stations: Sequence[Watched]
    now: int
    window: RollingWindow = field(init=False)
    occupancy: Occupancy = field(init=False)
    sensors: Sensors = field(init=False)
    registers: RegisterBank = field(init=False)
    gathering: Gathering = field(init=False)
    places: dict[str, Ints] = field(init=False)
    added_until: dict[str, int] = field(default_factory=dict)
    standings: dict[tuple[str, str, str], Standing] = field(default_factory=dict)
    _believed: int = field(init=False)

    def __post_init__(self) -> None:
        self._believed = self.now // 60
        groups = [group for station in self.stations for group in station.gate_groups]
        self.window = RollingWindow(groups, now=self.now)
        self.sensors = Sensors(self.window)
        self.registers = RegisterBank(groups)
        self.gathering = Gathering.by_station(groups)
        self.occupancy = Occupancy(self._physics(self.now), groups)
        of = np.array([group.station for group in groups])
        self.places = {one.station: np.flatnonzero(of == one.station) for one in self.stations}

    def hear(
        self, stored: Sequence[Stored], now: int, *, folded: Mapping[str, int] | None = None
    ) -> list[Heard]:
        """Count these batches, each as of its second of acceptance, then go on to `now`.

        Returns all that was in them, with what climbing registers came to; `folded` says which
        batches of each process the archive has.
        """
        known = folded or {}

        def moment(each: Stored) -> tuple[int, bool, bool]:
            fresh = each.n > known.get(each.process, 0)
            return min(seconds_of(each.at), now), each.batch.added, fresh

        found = []
        for (at, added, fresh), together in groupby(stored, key=moment):
            batches = [each.batch for each in together]
            self._advance(at)
            counts = self._counts(batches)
            self.window.apply(counts)
            if added:
                self._note_added(counts)
            late = arrays_of(batches, self.window.places, late=True)
            found.append(Heard(counts, late, added, fresh))
        self._advance(now)
        return found

    def look(self, now: int, looks: Sequence[EstimateByEye] = ()) -> Seen:
        """Make the figures of all stations as they stand at `now`."""
        self._advance(now)
        self._believe(now)
        sensors = self.sensors.check(self.window)
        hour = self.window.sums(WINDOWS_S[-1])
        occupied = self.occupancy.check(self.window, sensors=sensors)
        return Seen(
            now=now,
            minute={one.station: one for one in occupied.stations(window_s=60, by_eye=looks)},
            five={one.station: one for one in occupied.stations(window_s=300, by_eye=looks)},
            flows={window_s: self._flow(window_s, hour, sensors) for window_s in WINDOWS_S},
            hearing=Hearing(
                self.window.last_end.max(axis=1),
                self.window.interval_s.max(axis=1),
                np.asarray(hour.split.any(axis=1)),
            ),
            sensors=sensors,
            places=self.places,
        )

    def judge(
        self, seen: Seen, boards: Mapping[str, Board], usual: Mapping[str, Usual] | None = None
    ) -> dict[str, list[Turn]]:
        """Judge every rule of every station, and remember where each stands.

        `usual` is what is usual of each station's entries in this slot, where days were kept.
        """
        now = time_of(seen.now)
        turns: dict[str, list[Turn]] = {}
        for station in self.stations:
            for rule in station.rules:
                key = station.station, rule.zone, rule.id
                before = self.standings.get(key, Standing())
                figures = figures_of(seen, station.station, rule)
                if rule.zone == INFLOW_ZONE and usual is not None:
                    figures = replace(figures, usual=usual.get(station.station))
                turn = check(boards[station.room], rule, figures, before=before, now=now)
                self.standings[key] = turn.standing
                turns.setdefault(station.room, []).append(turn)
        return turns

    def added(self, station: str) -> bool:
        """Claim that the last hour holds scripted people at this station."""
        return self.window.now - self.added_until.get(station, -WINDOWS_S[-1]) < WINDOWS_S[-1]

    def _advance(self, now: int) -> None:
        self.window.advance(max(now, self.window.now))

    def _believe(self, now: int) -> None:
        """Hold each minute's beliefs from its beginning on, those that were never looked at too."""
        oldest = (now - LOOKS_BACK_S) // 60
        for minute in range(max(self._believed + 1, oldest), now // 60 + 1):
            self.occupancy.believe(self._physics(minute * 60), since=minute * 60)
        self._believed = now // 60

    def _physics(self, now: int) -> list[StationPhysics]:
        at = time_of(now).astimezone(SHANGHAI).time()
        return [station.physics(at) for station in self.stations]

    def _flow(self, window_s: int, hour: WindowSums, sensors: SensorBoard) -> FlowTable:
        sums = self.window.sums(window_s)
        return estimate_flow(sums, hour, self.gathering, trusted=sensors.trusted(window_s))

    def _counts(self, batches: Sequence[Filed]) -> Counts:
        """Gather interval counts, and those that climbing registers come to."""
        counts = arrays_of(batches, self.window.places, late=False)
        shown = showings_of(batches, self.window.places)
        if not len(shown.at):
            return counts
        climbed, _ = self.registers.read(shown)
        return joined(counts, climbed)

    def _note_added(self, counts: Counts) -> None:
        until = int(counts.end.max(initial=0))
        for place in np.unique(counts.group):
            station = self.window.gate_groups[place].station
            self.added_until[station] = max(until, self.added_until.get(station, 0))


def figures_of(seen: Seen, station: str, rule: Rule) -> Figures:
    """Gather what a rule may judge by: its zone's people, or the station's flow."""
    if rule.zone == INFLOW_ZONE:
        return _inflow(seen, station)
    minute, five = (_zone(each[station], rule.zone) for each in (seen.minute, seen.five))
    if minute is None or five is None:
        return Figures((), coverage=0.0, unknown="no-such-zone")
    windows = tuple(
        figure
        for zone in (minute, five)
        if zone.window_s >= seen.shortest_s(station) and (figure := _figure(zone)) is not None
    )
    unknown = "stale" if seen.stale(station) else five.unknown
    if unknown is None and not windows:
        unknown = Why.WINDOW_TOO_SHORT.words
    return Figures(windows, coverage=five.coverage, assumed=five.assumed, unknown=unknown)


def _zone(station: StationOccupancy, name: str) -> ZoneOccupancy | None:
    return next((zone for zone in station.zones if zone.zone == name), None)


def _figure(zone: ZoneOccupancy) -> Figure | None:
    if zone.people is None or zone.low is None or zone.high is None:
        return None
    low, high = min(zone.low, zone.people), max(zone.high, zone.people)
    return Figure(zone.window_s, zone.people, low, high)


def _inflow(seen: Seen, station: str) -> Figures:
    windows = []
    slow = seen.flow(SLOW_S, station, Direction.IN)
    for window_s in (FAST_S, SLOW_S):
        flow = seen.flow(window_s, station, Direction.IN)
        if flow is None or flow.per_minute is None or flow.low is None or flow.high is None:
            continue
        low, high = min(flow.low, flow.per_minute), max(flow.high, flow.per_minute)
        windows.append(Figure(window_s, flow.per_minute, low, high))
    if slow is None:
        return Figures((), coverage=0.0, unknown=Why.NOTHING_HEARD.words)
    unknown = "stale" if seen.stale(station) else slow.unknown
    return Figures(tuple(windows), coverage=slow.coverage, unknown=unknown)
