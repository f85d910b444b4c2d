"""Gather what an advice on metering rests on: a platform as believed, and the gates before it.

Which gates are metered: those that open to the platform's own line, or all where none does. Half
of a row's gates let people in (no station file says how many do), or as many as it takes for what
they were seen to let in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

import numpy as np

from metro_flow.flow.cases import believed
from metro_flow.flow.control import PlatformNow
from metro_flow.flow.count import Floats, GateGroup, Ints
from metro_flow.flow.draws import Belief, Insides, drawn, scores
from metro_flow.flow.headway import STEP_S
from metro_flow.flow.occupied import Occupied
from metro_flow.flow.physics import Range
from metro_flow.flow.pieces import PANE_S
from metro_flow.flow.told import Told
from metro_flow.flow.zone import ZoneOccupancy
from metro_flow.watch.watched import Watched

PANES_A_MINUTE: Final = 60 // PANE_S
RATE_PANES: Final = 5 * PANES_A_MINUTE
HELD_PANES: Final = 30 * PANES_A_MINUTE
# GB 50157-2013 has 30 a minute for doors, 25 for those that turn both ways; bags take time.
PER_GATE: Final = Range(20, 25, 30)
# Of trains that are told, the last quarter of an hour says how often they come and how full.
TOLD_STEPS: Final = 900 // STEP_S


@dataclass(frozen=True, slots=True, eq=False)
class MeteredGates:
    """The rows of gates that are metered for a platform, and their sources."""

    rows: Sequence[GateGroup]
    sources: Ints

    def entries(self, busiest: float) -> list[int]:
        """Say how many gates of each row let people in, when so many came in a minute at most."""
        part = max(0.5, busiest / PER_GATE.high / sum(row.gates for row in self.rows))
        return [min(row.gates, ceil(part * row.gates)) for row in self.rows]

    @classmethod
    def of(
        cls, station: Watched, line: str, insides: Insides, groups: Sequence[GateGroup]
    ) -> MeteredGates:
        """Find the rows that open to a platform's line; `groups` stand as the window has them."""
        own = [row for row in station.gate_groups if row.line in (line, *line.split("-"))]
        rows = own or list(station.gate_groups)
        source_of = np.zeros(len(groups), np.int64)
        ends = np.append(insides.source_starts, len(groups))
        source_of[insides.group_order] = np.repeat(np.arange(len(ends) - 1), np.diff(ends))
        wanted = {row.id for row in rows}
        places = [place for place, group in enumerate(groups) if group.id in wanted]
        return cls(rows, np.unique(source_of[places]))

    def came(self, occupied: Occupied) -> Floats:
        """Give who came in here, pane by pane of the last half hour, a minute: (panes,)."""
        flow = occupied.flow
        inside = (flow.heard + flow.supposed)[-HELD_PANES:, self.sources, 0]
        came: Floats = inside.sum(axis=1) * PANES_A_MINUTE
        return came


def busiest(came: Floats) -> float:
    """Give the mean of the busiest five minutes."""
    if len(came) < RATE_PANES:
        return float(came.mean()) if len(came) else 0.0
    sums = np.append(0.0, came.cumsum())
    return float((sums[RATE_PANES:] - sums[:-RATE_PANES]).max() / RATE_PANES)


def platform_now(
    zone: ZoneOccupancy, gates: MeteredGates, occupied: Occupied, told: Told
) -> PlatformNow:
    """Gather what is believed of a platform; its people are as its figure says, looks and all."""
    insides, steps = occupied.insides, occupied.steps
    place, station = _line(insides, zone)
    present, crowd = steps.present[-1], steps.end
    boards = _boards(insides, place)
    lately = _rates(occupied, back=0)
    metered = (lately[gates.sources, np.newaxis] * boards[gates.sources]).sum(axis=0)
    arriving = (lately[:, np.newaxis] * boards).sum(axis=0)
    changing = insides.changing[place] * _leaving(occupied, station)
    # Between the gates and the trend lies the way, and half of the trend's own last minute.
    back = int(insides.walk_in_s[place].mean() // PANE_S) + PANES_A_MINUTE // 2
    people = _people(zone)
    return PlatformNow(
        area_m2=zone.area_m2,
        people=people,
        alighted=np.minimum(present.alighted[place], people),
        grew=zone.trend_per_minute or 0.0,
        arrived=(_rates(occupied, back=back)[:, np.newaxis] * boards).sum(axis=0) + changing,
        walking=present.walking[place] * metered / np.maximum(arriving, 1e-9),
        walk_min=insides.walk_in_s[place] * np.exp(crowd.slower[station] / 2) / 60,
        share=metered / max(float(lately[gates.sources].sum()), 1e-9),
        unmetered=arriving - metered + changing,
        take=_take(occupied, told, place),
        headway_min=insides.headway_s[place] / 60,
        belief=believed(crowd.fit)[station],
    )


def _people(zone: ZoneOccupancy) -> Floats:
    """Draw a platform's people from its figure, out of step with what else is drawn."""
    people = zone.people or 0.0
    spread = Range(min(zone.low or 0.0, people), people, max(zone.high or 0.0, people))
    found: Floats = drawn(spread, np.roll(scores()[Belief.SHARE], 7))
    return found


def _line(insides: Insides, zone: ZoneOccupancy) -> tuple[int, int]:
    """Give the places of a platform's line and of its station."""
    station = next(n for n, one in enumerate(insides.stations) if one.station == zone.station)
    names = [line.line for line in insides.stations[station].lines]
    return int(insides.first_line[station]) + names.index(str(zone.line)), station


def _boards(insides: Insides, place: int) -> Floats:
    """Give which part of those who enter by each source boards a line: (sources + 1, V)."""
    boards = np.zeros((len(insides.source_starts) + 1, insides.boards.shape[-1]))
    boards[insides.source_of_line[place]] = insides.boards[place]
    boards[-1] = 0.0
    return boards


def _rates(occupied: Occupied, *, back: int) -> Floats:
    """Give entries a minute by source, over five minutes that ended so many panes ago."""
    flow, end = occupied.flow, len(occupied.flow.heard) - back
    inside = (flow.heard + flow.supposed)[max(0, end - RATE_PANES) : end, :, 0]
    rates: Floats = inside.mean(axis=0) * PANES_A_MINUTE
    return rates


def _leaving(occupied: Occupied, station: int) -> float:
    """Give exits a minute of a station over the last five minutes."""
    own = np.flatnonzero(occupied.insides.station_of_source == station)
    flow = occupied.flow
    last = (flow.heard + flow.supposed)[-RATE_PANES:, own, 1]
    return float(last.sum(axis=1).mean() * PANES_A_MINUTE)


def _take(occupied: Occupied, told: Told, place: int) -> Floats:
    """Give whom trains take a minute, both ways: their places, as often as they call.

    As told in the last quarter of an hour, or as believed where nobody told.
    """
    insides, crowd = occupied.insides, occupied.steps.end
    calling = told.trains(crowd.block - TOLD_STEPS, TOLD_STEPS)
    calls, room = calling.calls[:, :, place], calling.places[:, :, place]
    served = (insides.toward[:, place] > 0).any(axis=1)
    running = crowd.running(insides)[:, place]
    taken: Floats = np.zeros_like(running[0])
    for way in np.flatnonzero(served):
        places = crowd.places(insides)[way, place]
        if np.isfinite(room[:, way]).any():
            places = np.full_like(taken, np.nanmean(room[:, way]))
        each_min = insides.headway_s[place] / 60
        if (calls[:, way] >= 0).all():
            each_min = np.full_like(taken, TOLD_STEPS * STEP_S / 60 / max(1, calls[:, way].sum()))
        taken += places * running[way] / each_min
    return taken
