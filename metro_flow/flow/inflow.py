"""Give the flow through each source of a station pane by pane, heard and supposed kept apart.

What was not heard is not zero: an unheard pane of a gate group is supposed to have passed its
usual rate, times how much busier than usual the heard gates of its station are just then.
Before a station is first heard nothing is supposed: a feed that begins during a surge must not
make up an hour of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.signal import lfilter

from metro_flow.flow.count import Bools, Floats
from metro_flow.flow.draws import Insides
from metro_flow.flow.pieces import PANE_S
from metro_flow.flow.window import RollingWindow

# "Just then" fades over a minute, so that a surge shows in the unheard gates as well.
FADE: Final = float(np.exp(-PANE_S / 60))
# Where nearly nobody is expected, a third of a person keeps the ratio from leaping.
STEADY: Final = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Inflow:
    """People per pane through each source: (panes, sources + 1, directions).

    The last source is nobody's and stays empty; it stands in for sources a line lacks.
    """

    heard: Floats
    supposed: Floats


def inflow_of(
    window: RollingWindow, insides: Insides, *, panes: int, usual: Floats, trusted: Bools
) -> Inflow:
    """Gather the last panes into flows by source; `usual` is people a second by gate group."""
    people, heard_s = window.panes(panes)
    people, heard_s = people * trusted, heard_s * trusted
    heard = _by_source(people.astype(np.float64), insides)
    missing_s = PANE_S - heard_s
    if not missing_s.any():
        return Inflow(heard, np.zeros_like(heard))
    expected_heard = _by_source(usual * heard_s, insides)
    expected_missing = _by_source(usual * missing_s, insides)
    busier = _faded(by_station(heard, insides)) + STEADY
    busier /= _faded(by_station(expected_heard, insides)) + STEADY
    supposed = expected_missing
    supposed[:, :-1] *= busier[:, insides.station_of_source]
    said = by_station(_by_source(heard_s.astype(np.float64), insides), insides).any(axis=2)
    begun = np.maximum.accumulate(said, axis=0)[:, :, np.newaxis]
    supposed[:, :-1] *= begun[:, insides.station_of_source]
    return Inflow(heard, supposed)


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
