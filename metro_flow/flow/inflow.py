"""Give the flow through each source of a station pane by pane, heard and supposed kept apart.

What was not heard is not zero: an unheard pane of a gate group is supposed to have passed its
usual rate (`beside`), times how much busier than usual the heard gates of its source are just
then: those that serve the same line, leaned on the whole station.
Before a station is first heard nothing is supposed: a feed that begins during a surge must not
make up an hour of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.signal import lfilter

from metro_flow.flow.beside import paces, usual_beside
from metro_flow.flow.count import Bools, Floats
from metro_flow.flow.draws import Insides
from metro_flow.flow.pieces import PANE_S
from metro_flow.flow.window import RollingWindow

# "Just then" fades over a minute, so that a surge shows in the unheard gates as well.
FADE: Final = float(np.exp(-PANE_S / 60))
HOUR: Final = 3600 // PANE_S


@dataclass(frozen=True, slots=True, eq=False)
class Inflow:
    """People per pane through each source: (panes, sources + 1, directions).

    The last source is nobody's and stays empty; it stands in for sources a line lacks.
    `spoken_s` (panes, stations) are the seconds heard of all gates of a station, both ways.
    """

    heard: Floats
    supposed: Floats
    spoken_s: Floats


def inflow_of(
    window: RollingWindow, insides: Insides, *, panes: int, parts: Floats, trusted: Bools
) -> Inflow:
    """Gather the last panes into flows by source.

    `parts` (groups, directions) say how much of its station each gate group usually is, in gates.
    """
    people, heard_s = window.panes(panes)
    people, heard_s = people * trusted, heard_s * trusted
    heard = _by_source(people.astype(np.float64), insides)
    spoken_s = by_station(_by_source(heard_s.astype(np.float64), insides), insides).sum(axis=2)
    missing_s = PANE_S - heard_s
    if not missing_s.any():
        return Inflow(heard, np.zeros_like(heard), spoken_s)
    usual = usual_beside(people[-HOUR:], heard_s[-HOUR:], parts, insides)
    expected = _by_source(usual * heard_s, insides)
    supposed = _by_source(usual * missing_s, insides)
    supposed[:, :-1] *= paces(
        _faded(heard[:, :-1]),
        _faded(expected[:, :-1]),
        _faded(by_station(heard, insides)),
        _faded(by_station(expected, insides)),
        insides.station_of_source,
    )
    begun = np.maximum.accumulate(spoken_s > 0, axis=0)[:, :, np.newaxis]
    supposed[:, :-1] *= begun[:, insides.station_of_source]
    return Inflow(heard, supposed, spoken_s)


def by_line(values: Floats, insides: Insides) -> Floats:
    """Send (panes, sources + 1) on to the lines they board: (panes, L, V)."""
    at_line = values[:, insides.source_of_line].transpose(1, 0, 2)  # (L, panes, sources)
    sent: Floats = np.ascontiguousarray((at_line @ insides.boards).transpose(1, 0, 2))
    return sent


def by_station(values: Floats, insides: Insides) -> Floats:
    """Sum the sources of each station: (panes, sources + 1, …) to (panes, stations, …)."""
    stations = len(insides.stations)
    gathered = np.zeros((len(values), stations, *values.shape[2:]))
    for source, station in enumerate(insides.station_of_source):
        gathered[:, station] += values[:, source]
    return gathered


def _by_source(values: Floats, insides: Insides) -> Floats:
    """Sum (panes, groups, directions) into sources, and one empty source more."""
    gathered = np.zeros((len(values), len(insides.source_starts) + 1, values.shape[2]))
    if len(insides.source_starts):
        ordered = values[:, insides.group_order]
        gathered[:, :-1] = np.add.reduceat(ordered, insides.source_starts, axis=1)
    return gathered


def _faded(values: Floats) -> Floats:
    faded: Floats = lfilter([1.0], [1.0, -FADE], values, axis=0)
    return faded
