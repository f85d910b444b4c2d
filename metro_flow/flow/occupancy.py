"""Estimate how many people are inside, zone by zone, from gates that see no train and no platform.

Entries minus exits is not occupancy: they are different people, and who boards or alights is
unseen. So entrants are walked to their platforms and wait for trains with room for some of them
(`crowd`), and exits tell how many alighted a walk ago (`inside`). What nobody has measured is
drawn sixteen times over (`draws`): the figure is the middle draw, its interval holds nine in ten.

Assumed, and so drawn (`physics` says why): walking times, shares by line and direction, headways,
places on a train, people who change lines. Ignored: lifts, doors, groups, the order of boarding.
Trains that stop running show only once a train feed tells of them: the basis says which it is.

The last 75 minutes are stepped anew at each check, from a crowd kept before them, so that counts
up to an hour late end in the same figures as a clean stream.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from metro_flow.flow.count import Bools, GateGroup
from metro_flow.flow.crowd import Crowd, Steps, step_crowd
from metro_flow.flow.draws import Insides
from metro_flow.flow.estimate import Gathering, Why, estimate_flow, usual_rates
from metro_flow.flow.inflow import Inflow, inflow_of
from metro_flow.flow.inside import RATE_PANES, through
from metro_flow.flow.occupied import TREND_PANES, Coverage, Occupied
from metro_flow.flow.physics import StationPhysics
from metro_flow.flow.pieces import PANE_S
from metro_flow.flow.sensors import SensorBoard
from metro_flow.flow.window import KEPT, RollingWindow

# Late counts reach back an hour and the longest interval, and not a pane further.
STEPPED: Final = 452
TOLD: Final = TREND_PANES + RATE_PANES


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
        self._beliefs = [(0, Insides.of(stations, self._gate_groups))]
        self._kept: Crowd | None = None

    def believe(self, stations: Sequence[StationPhysics], *, since: int) -> None:
        """Hold other beliefs from a moment on, as headways and places change over the day."""
        last, insides = self._beliefs[-1]
        if tuple(stations) == insides.stations:
            return
        pane = since // PANE_S
        if pane < last:
            raise ValueError(f"since: {since} is before the beliefs held since {last * PANE_S}")
        lines = [(one.station, [line.line for line in one.lines]) for one in stations]
        if lines != [(one.station, [line.line for line in one.lines]) for one in insides.stations]:
            raise ValueError("stations: the same stations and lines, in the same order")
        self._beliefs.append((pane, Insides.of(stations, self._gate_groups)))

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
        hour = five = panes = np.ones(shape, np.bool_) if trusted is None else trusted
        begin = self._begin(window)
        if sensors is not None:
            hour, five = hour & sensors.trusted(3600), five & sensors.trusted(300)
            panes = panes & sensors.trusted_panes(window.pane - begin.pane)
        insides = self._beliefs[-1][1]
        usual = usual_rates(window.sums(3600), self._gathering, trusted=hour)
        flow = inflow_of(
            window, insides, panes=window.pane - begin.pane, usual=usual, trusted=panes
        )
        steps = self._step(flow, begin, keep=window.pane - STEPPED)
        self._kept = steps.kept
        return Occupied(insides, steps, flow, window.now, self._coverage(window, five))

    def _begin(self, window: RollingWindow) -> Crowd:
        """Give the crowd to step on from: the kept one, or nobody when it is too old."""
        oldest = window.pane - STEPPED
        # The clock's pane may have moved on since the crowd was kept; the ring holds a little more.
        if self._kept is None or window.pane - self._kept.pane > KEPT:
            return Crowd.nobody(self._beliefs[-1][1], oldest)
        return self._kept

    def _step(self, flow: Inflow, begin: Crowd, *, keep: int) -> Steps:
        """Step through the panes, each under the beliefs that were held then."""
        end = begin.pane + len(flow.heard)
        until = [since for since, _ in self._beliefs[1:]] + [end]
        self._beliefs = [
            held for held, last in zip(self._beliefs, until, strict=True) if last > begin.pane
        ]
        steps: Steps | None = None
        crowd = begin
        for (_, insides), last in zip(self._beliefs, until[-len(self._beliefs) :], strict=True):
            rows = slice(crowd.pane - begin.pane, min(last, end) - begin.pane)
            entering, changing = through(insides, flow, rows)
            part = step_crowd(
                insides, crowd, entering=entering, changing=changing, keep=keep, last=TOLD
            )
            steps = steps.then(part, keep=keep, last=TOLD) if steps else part
            crowd = part.end
        if steps is None:
            raise RuntimeError("no beliefs are held of the panes to step")
        return steps

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
