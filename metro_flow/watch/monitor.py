"""Turn the counts heard so far into figures of all stations at once, and figures into judgements.

The monitor knows no clock, store or thread: it is handed batches and a moment, and answers.
So the same counts give the same figures at any speed, in a drill, and on the morning after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

import numpy as np

from metro_flow.alerts.colour import Standing
from metro_flow.alerts.turn import Turn, check
from metro_flow.flow.ahead import Ahead, look_ahead
from metro_flow.flow.count import Counts, Floats, Ints, seconds_of, time_of
from metro_flow.flow.estimate import FlowTable, Gathering, estimate_flow
from metro_flow.flow.occupancy import Occupancy
from metro_flow.flow.physics import StationPhysics
from metro_flow.flow.pieces import PANE_S
from metro_flow.flow.register import RegisterBank
from metro_flow.flow.sensors import SensorBoard, Sensors
from metro_flow.flow.sums import WindowSums
from metro_flow.flow.window import PANES, WINDOWS_S, RollingWindow
from metro_flow.flow.zone import EstimateByEye
from metro_flow.logbook.board import Board
from metro_flow.watch.batch import Filed, arrays_of, joined, showings_of, tell_trains
from metro_flow.watch.day import SHANGHAI
from metro_flow.watch.grounds import AHEAD_MIN, NOTHING_FORESEEN, Foreseen, grounds_of
from metro_flow.watch.seen import Hearing, Seen
from metro_flow.watch.tail import Stored
from metro_flow.watch.watched import Watched

# What the ring and the crowd's steps look back on; batches older than that move nothing.
LOOKS_BACK_S: Final = PANES * PANE_S


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """Counts of one moment as arrays; `fresh` ones are not yet in the archive."""

    counts: Counts
    late: Counts
    added: bool
    fresh: bool


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
            tell_trains(batches, self.occupancy.told)
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
        split = np.asarray(hour.split.any(axis=1))
        occupied = self.occupancy.check(self.window, sensors=sensors)
        return Seen(
            now=now,
            occupied=occupied,
            minute={one.station: one for one in occupied.stations(window_s=60, by_eye=looks)},
            five={one.station: one for one in occupied.stations(window_s=300, by_eye=looks)},
            flows={window_s: self._flow(window_s, hour, sensors) for window_s in WINDOWS_S},
            hearing=Hearing(
                self.window.last_end.max(axis=1), self.window.interval_s.max(axis=1), split
            ),
            sensors=sensors,
            places=self.places,
        )

    def foresee(self, seen: Seen, entering: Floats | None = None) -> Ahead:
        """Move what a look found on by a quarter of an hour.

        `entering` (minutes, stations) is people a second that a forecast expects, NaN for none.
        """
        return look_ahead(seen.occupied, entering=entering, minutes=AHEAD_MIN)

    def judge(
        self, seen: Seen, boards: Mapping[str, Board], foreseen: Foreseen = NOTHING_FORESEEN
    ) -> dict[str, list[Turn]]:
        """Judge every rule of every station, and remember where each stands."""
        now = time_of(seen.now)
        turns: dict[str, list[Turn]] = {}
        for station in self.stations:
            for rule in station.rules:
                key = station.station, rule.zone, rule.id
                before = self.standings.get(key, Standing())
                figures = grounds_of(seen, station.station, rule, foreseen)
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
