"""Find what arrived in one jump after a gap, for it is people of the gap and not of the moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from metro_flow.flow.count import Bools, Floats, Ints
from metro_flow.flow.estimate import Gathering, usual_rates
from metro_flow.flow.pieces import PANE_S
from metro_flow.flow.window import GRACE_S, KEPT, RollingWindow

# A crowd may have come during the gap: three times the usual is not yet a jump.
BUSIER: Final = 3.0
SPREADS: Final = 6.0
HANDFUL: Final = 10
# Fifty seconds on end, as long as a feed of ten seconds is waited for.
SPEAKS: Final = 5


@dataclass(frozen=True, slots=True)
class Jump:
    """One jump: when, how many people at once, after how long a gap."""

    at: int
    people: int
    gap_s: int


@dataclass(frozen=True, slots=True, eq=False)
class Jumps:
    """Every pane that holds part of a jump, as columns; one row a (pane, group, direction)."""

    pane: Ints
    group: Ints
    direction: Ints
    people: Ints
    gap_s: Ints

    def since(self, second: int, shape: tuple[int, ...]) -> Bools:
        """Say which (group, direction) has a jump after a moment."""
        recent = self.pane * PANE_S >= second
        found = np.zeros(shape, np.bool_)
        found[self.group[recent], self.direction[recent]] = True
        return found

    def newest(self, group: int) -> Jump | None:
        """Give a gate group's newest jump."""
        mine = np.flatnonzero(self.group == group)
        if not mine.size:
            return None
        row = mine[np.argmax(self.pane[mine])]
        return Jump(int(self.pane[row]) * PANE_S, int(self.people[row]), int(self.gap_s[row]))


def find_jumps(window: RollingWindow, places: Gathering) -> Jumps:
    """Find the jumps in all that the window keeps.

    What was found depends on the panes alone: a late count that closes the gap takes the jump back.
    """
    hour = window.sums(3600)
    # Whoever was heard without a gap cannot have jumped; most of a city is left out here.
    gappy = np.flatnonzero(((hour.heard_s > 0) & (hour.heard_s < hour.window_s)).any(axis=1))
    people, heard_s = window.panes(KEPT, groups=gappy)
    interval = window.interval_s[gappy]
    usual = usual_rates(hour, places, trusted=np.ones(hour.people.shape, np.bool_))[gappy]
    most = _most(usual * np.maximum(interval, PANE_S))
    gap = _gaps(heard_s > 0)
    first = window.pane - KEPT
    rows: list[tuple[int, int, int, int, int]] = []
    for pane, group, direction in np.argwhere(gap * PANE_S > 2 * interval + GRACE_S):
        panes = max(1, int(interval[group, direction]) // PANE_S)
        total = int(people[pane : pane + panes, group, direction].sum())
        if total > most[group, direction]:
            gap_s = int(gap[pane, group, direction]) * PANE_S
            rows += [
                (first + int(pane) + part, int(gappy[group]), int(direction), total, gap_s)
                for part in range(panes)
            ]
    return Jumps(*np.asarray(rows, np.int64).reshape(-1, 5).T)


def _most(usual: Floats) -> Floats:
    most: Floats = BUSIER * usual + SPREADS * np.sqrt(BUSIER * usual) + HANDFUL
    return most


def _gaps(heard: Bools) -> Ints:
    """Count the unheard panes before each heard one since it last spoke for a while, else 0.

    A straggler or two that come late into a gap end it no more than they fill it.
    """
    pane = np.arange(len(heard), dtype=np.int64)[:, np.newaxis, np.newaxis]
    silent = np.maximum.accumulate(np.where(heard, -1, pane), axis=0)
    first = np.where(heard.any(axis=0), np.argmax(heard, axis=0), len(heard))
    spoke = np.where(heard & (pane - silent >= SPEAKS), pane, -1)
    since = np.maximum(np.maximum.accumulate(spoke, axis=0), first)
    before = np.full_like(since, len(heard))
    before[1:] = since[:-1]
    unheard = np.cumsum(~heard, axis=0)
    upto = np.take_along_axis(unheard, np.minimum(before, len(heard) - 1), axis=0)
    gaps: Ints = np.where(heard & (before < pane), unheard - upto, 0)
    return gaps
