"""Estimate how many people are inside, zone by zone, from gates that see no train and no platform.

Entries minus exits is not occupancy: they are different people, and who boards or alights is
unseen. So entrants are walked to their platforms and wait for trains with room for some of them,
and the trains are heard in the bursts of those who come out, and in their staying away (`crowd`).
What nobody has measured is drawn sixteen times over (`draws`), and the draws are weighed by how
well each foretold the exits (`inside`): so walking times and headways calibrate themselves.
The figure is the middle of the draws, its interval holds nine in ten.

Assumed, and so drawn (`physics` says why): walking times, shares by line and direction, headways,
places on a train, people who change lines. Ignored: lifts, doors, groups, the order of boarding.
Where a feed tells of trains, or of people who change lines (`told`), that is taken instead.

The last 75 minutes may be stepped anew at each check, from a crowd kept before them, so that
counts up to an hour late end in the same figures as a clean stream; what has not changed since the
last check is not stepped again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from metro_flow.flow.count import Bools, GateGroup
from metro_flow.flow.crowd import Crowd, Present, Steps
from metro_flow.flow.draws import Insides
from metro_flow.flow.estimate import Gathering, Why, estimate_flow
from metro_flow.flow.headway import STEP_PANES, STEP_S
from metro_flow.flow.inflow import Inflow, inflow_of
from metro_flow.flow.occupied import TREND_PANES, Coverage, Occupied
from metro_flow.flow.physics import StationPhysics
from metro_flow.flow.pieces import PANE_S
from metro_flow.flow.sensors import SensorBoard
from metro_flow.flow.through import Through, through
from metro_flow.flow.told import Told
from metro_flow.flow.window import KEPT, RollingWindow

# Late counts reach back an hour and the longest interval, and not a pane further.
STEPPED: Final = 452
# How many ends of steps are read: a window of five minutes, and the trend's minute before it.
PRESENT: Final = TREND_PANES // STEP_PANES + 4
# The crowd is kept every five minutes, to go on from where something changed.
MARK_STEPS: Final = 10
# A train's people come out within a minute or so; the replayed day is known by five.
BURST_S: Final = 90
SPLIT_FROM_S: Final = 300
# What changes most is the last minute or two, so of those each step is kept.
NEW_STEPS: Final = 4
# The first beliefs hold for all that was before them.
EVER: Final = -(2**40)


class Occupancy:
    """The people inside all stations, estimated anew at each check.

    >>> from metro_flow.flow.count import Counts, GateGroup
    >>> from metro_flow.flow.physics import LinePhysics, Range, StationPhysics
    >>> from metro_flow.flow.window import RollingWindow
    >>> gates = [GateGroup("0738-E1", "0738", gates=8, interval_s=10)]
    >>> line = LinePhysics("7", platform_m2=1_200, share=Range(1, 1, 1))
    >>> inside = Occupancy([StationPhysics("0738", (line,), paid_m2=900, unpaid_m2=900)], gates)
    >>> window = RollingWindow(gates, now=0)
    >>> for start in range(0, 1800, 10):    # 120 people a minute enter, 60 leave
    ...     window.advance(start + 10)
    ...     _ = window.apply(Counts.columns([0, 0], [0, 1], start=[start] * 2,
    ...                                     end=[start + 10] * 2, people=[20, 10]))
    >>> platform, paid, unpaid = inside.check(window).stations()[0].zones
    >>> platform.zone, platform.basis.value, platform.low < platform.people < platform.high
    ('platform-7', 'with-timetable', True)
    >>> 150 < platform.people < 250         # 2 a second for half of 150 s, and who alighted
    True
    """

    def __init__(
        self, stations: Sequence[StationPhysics], gate_groups: Sequence[GateGroup]
    ) -> None:
        self._gate_groups = tuple(gate_groups)
        self._gathering = Gathering.by_station(self._gate_groups)
        self._beliefs = [(EVER, Insides.of(stations, self._gate_groups))]
        self._marks: dict[int, Crowd] = {}
        self._present: dict[int, Present] = {}
        self._stepped: tuple[int, Through] | None = None
        self._place = {one.station: place for place, one in enumerate(stations)}
        self._coarse: Bools = np.zeros(len(stations), np.bool_)
        self.told = Told(stations)

    def believe(self, stations: Sequence[StationPhysics], *, since: int) -> None:
        """Hold other beliefs from a moment on, as headways and places change over the day."""
        self.told.forget(since)
        last, insides = self._beliefs[-1]
        if tuple(stations) == insides.stations:
            return
        block = since // STEP_S
        if block < last:
            raise ValueError(f"since: {since} is before the beliefs held since {last * STEP_S}")
        lines = [(one.station, [line.line for line in one.lines]) for one in stations]
        if lines != [(one.station, [line.line for line in one.lines]) for one in insides.stations]:
            raise ValueError("stations: the same stations and lines, in the same order")
        self._beliefs.append((block, Insides.of(stations, self._gate_groups)))
        self._marks = {at: crowd for at, crowd in self._marks.items() if at <= block}

    def check(
        self,
        window: RollingWindow,
        *,
        sensors: SensorBoard | None = None,
        trusted: Bools | None = None,
    ) -> Occupied:
        """Estimate everyone inside as the window's clock stands.

        What ill sensors say is taken as not heard, and so is a (group, direction) where `trusted`
        is False, whatever it says.
        """
        shape = (len(self._gate_groups), 2)
        five = panes = np.ones(shape, np.bool_) if trusted is None else trusted
        parts = np.repeat(self._gathering.gates[:, np.newaxis], 2, axis=1)
        begin = self._begin(window)
        panes_in = window.pane - begin * STEP_PANES
        if sensors is not None:
            five, parts = five & sensors.trusted(300), sensors.parts
            panes = panes & sensors.trusted_panes(panes_in)
        insides = self._beliefs[-1][1]
        self._coarse = self._coarsely_heard(window)
        flow = inflow_of(window, insides, panes=panes_in, parts=parts, trusted=panes)
        crowd = self._step(self._through(flow, begin), begin)
        present = [self._present[at] for at in sorted(self._present)]
        tail = self._tail(flow, crowd, begin)
        if tail is not None:
            present.append(tail)
        fresh = self.told.fresh(window.now)
        coverage = self._coverage(window, five)
        return Occupied(insides, Steps(present, crowd), flow, window.now, coverage, fresh)

    def _coarsely_heard(self, window: RollingWindow) -> Bools:
        """Say at which stations exits are too coarse to hear trains in: (stations,).

        One train's people come out within a minute; counts of longer intervals, or split out of
        them, are even, and an evenness that is not theirs must not speak for a halt.
        """
        longest = np.where(window.sums(3600).split, SPLIT_FROM_S, window.interval_s).max(axis=1)
        of = [self._place[group.station] for group in self._gate_groups]
        return np.bincount(of, longest > BURST_S, len(self._place)) > 0

    def _begin(self, window: RollingWindow) -> int:
        """Give the step to go on from at the earliest: that of the oldest crowd kept in time."""
        oldest = (window.pane - STEPPED) // STEP_PANES
        before = [block for block in self._marks if block <= oldest]
        # The ring holds a little more than is stepped, and nothing of a crowd older than that.
        if before and window.pane - max(before) * STEP_PANES <= KEPT:
            oldest = max(before)
        else:
            self._marks = {oldest: Crowd.nobody(self._beliefs[-1][1], oldest)}
            self._stepped = None
        self._marks = {block: crowd for block, crowd in self._marks.items() if block >= oldest}
        return oldest

    def _through(self, flow: Inflow, begin: int) -> Through:
        """Gather whole steps of people through the gates, each under the beliefs of its time."""
        steps = len(flow.heard) // STEP_PANES
        parts = [
            self._gathered(insides, flow, slice(first - begin, last - begin), begin=begin)
            for insides, first, last in self._spans(begin, begin + steps)
        ]
        whole = Through.joined(parts)
        return whole.silenced(self._coarse & ~whole.standstill())

    def _spans(self, first: int, last: int) -> list[tuple[Insides, int, int]]:
        """Cut a stretch of steps where other beliefs began to be held."""
        until = [since for since, _ in self._beliefs[1:]] + [last]
        found = [
            (insides, max(since, first), min(end, last))
            for (since, insides), end in zip(self._beliefs, until, strict=True)
        ]
        self._beliefs = [
            held for held, end in zip(self._beliefs, until, strict=True) if end > first
        ] or self._beliefs[-1:]
        return [(insides, one, end) for insides, one, end in found if one < end]

    def _gathered(
        self, insides: Insides, flow: Inflow, rows: slice, *, begin: int, panes: int = STEP_PANES
    ) -> Through:
        """Sum panes into steps, of three panes or of the few that have begun the next one."""
        steps = rows.stop - rows.start
        first = rows.start * STEP_PANES
        inside = through(insides, flow, slice(first, first + steps * panes))
        entering, changing, exits, heard, spoken_s = (
            each.reshape(steps, panes, *each.shape[1:]).sum(axis=1) for each in inside
        )
        changed, share = self.told.changes(begin + rows.start, steps)
        changing = changed[..., np.newaxis] + (1 - share[..., np.newaxis]) * changing
        told = self.told.trains(begin + rows.start, steps)
        trains = told.calls, told.places, told.left_behind
        return Through(entering, changing, exits, heard / panes, spoken_s, *trains)

    def _step(self, through: Through, begin: int) -> Crowd:
        """Step on from the newest kept crowd before anything that changed since the last check."""
        end = begin + len(through.entering)
        same = begin + self._same(through, begin)
        start = max(block for block in self._marks if block <= same)
        self._marks = {
            block: crowd
            for block, crowd in self._marks.items()
            if block <= start and (block % MARK_STEPS == 0 or block > end - NEW_STEPS)
        } | {start: self._marks[start]}
        self._present = {
            block: one for block, one in self._present.items() if end - PRESENT <= block < start
        }
        crowd = self._marks[start].copy()
        for insides, first, last in self._spans(begin, end):
            for block in range(max(first, start), last):
                crowd.step(insides, through, block - begin, length_s=STEP_S)
                if block >= end - PRESENT:
                    self._present[block] = crowd.present(insides)
                if crowd.block % MARK_STEPS == 0 or crowd.block > end - NEW_STEPS:
                    self._marks[crowd.block] = crowd.copy()
        # What was hardly different was not stepped: it is compared with as it was when it was.
        self._stepped = begin, self._as_stepped(through, begin, start - begin)
        return crowd

    def _as_stepped(self, through: Through, begin: int, unchanged: int) -> Through:
        if self._stepped is None or unchanged <= 0:
            return through
        was, before = self._stepped
        kept = before.rows(slice(begin - was, begin - was + unchanged))
        return Through.joined([kept, through.rows(slice(unchanged, None))])

    def _same(self, through: Through, begin: int) -> int:
        """Say how many steps are as they were at the last check."""
        if self._stepped is None:
            return 0
        was, before = self._stepped
        rows = min(len(before.entering) - (begin - was), len(through.entering))
        if rows <= 0:
            return 0
        return through.same(before.rows(slice(begin - was, None)), rows)

    def _tail(self, flow: Inflow, crowd: Crowd, begin: int) -> Present | None:
        """Step a copy through the panes of a step that has only begun."""
        panes = len(flow.heard) % STEP_PANES
        if not panes:
            return None
        insides, steps = self._beliefs[-1][1], len(flow.heard) // STEP_PANES
        part = self._gathered(insides, flow, slice(steps, steps + 1), begin=begin, panes=panes)
        part = part.silenced(self._coarse[np.newaxis])
        ahead = crowd.copy()
        ahead.step(insides, part, 0, length_s=panes * PANE_S)
        return ahead.present(insides)

    def _coverage(self, window: RollingWindow, trusted: Bools) -> Coverage:
        """Tell how much of each station's usual flow was heard in the last five minutes.

        Feeds slower than that are asked over fifteen.
        """
        hour = window.sums(3600)
        five, quarter = (
            estimate_flow(window.sums(window_s), hour, self._gathering, trusted=trusted)
            for window_s in (300, 900)
        )
        slow = five.why == Why.WINDOW_TOO_SHORT
        until = np.where(slow, quarter.until, five.until)
        return Coverage(
            self._gathering.names,
            heard=np.where(slow, quarter.coverage, five.coverage).min(axis=1),
            until=np.where((until == 0).any(axis=1), 0, until.min(axis=1)),
        )
