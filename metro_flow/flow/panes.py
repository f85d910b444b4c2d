"""Keep the last hour and a half of a city's gates in panes of ten seconds, a row of the ring each.

A pane remembers which of its ten seconds were heard, so each stretch of time of a gate group and
direction is counted once and silence is never zero.
Sums over 1, 5, 15 and 60 minutes run along: they are corrected by what enters and what leaves,
never summed anew, and every figure is a whole number.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from metro_flow.flow.count import LONGEST_INTERVAL_S, Ints
from metro_flow.flow.pieces import PANE_S, Pieces
from metro_flow.flow.seconds import GRACE_S, MOST_AHEAD_S, SHORT_S, Cells, Seconds

WINDOWS_S: Final = (*SHORT_S, 3600)
SPANS: Final = tuple(window // PANE_S for window in WINDOWS_S)
AHEAD: Final = MOST_AHEAD_S // PANE_S
# 60 min of window behind the oldest anchor (2 · 15 min + 30 s ago), the future, and one stride.
PANES: Final = 360 + (2 * LONGEST_INTERVAL_S + GRACE_S) // PANE_S + 2 * AHEAD + 9
# Every window fits behind the clock with what is late and what a walk takes (occupancy).
KEPT: Final = PANES - AHEAD - 2

Bits = npt.NDArray[np.uint16]
Whole = npt.NDArray[np.integer[Any]]


class PaneRing:
    """The panes of all slots; the windows of a slot end where pane `anchor` begins."""

    def __init__(self, slots: int, *, pane: int) -> None:
        self._people = np.zeros((PANES, slots), np.int32)
        self._heard = np.zeros((PANES, slots), np.uint16)
        self._sums = np.zeros((len(SPANS), slots), np.int64)
        self._heard_s = np.zeros((len(SPANS), slots), np.int64)
        self._anchor, self._newest_anchor = np.full(slots, pane, np.int64), pane

    def heard(self, pieces: Pieces) -> Bits:
        """Give the seconds of each piece that were heard before."""
        return self._heard.reshape(-1)[self._cells_of(pieces)] & pieces.bits

    def write(self, pieces: Pieces) -> None:
        """Write pieces that share no second with each other nor with what was heard."""
        cell = self._cells_of(pieces)
        np.add.at(self._heard.reshape(-1), cell, pieces.bits)
        np.add.at(self._people.reshape(-1), cell, pieces.people)
        self._correct(pieces.slot, pieces.pane, pieces.people, np.bitwise_count(pieces.bits))

    def write_second(self, second: int, people: Cells, heard: Seconds) -> None:
        """Write a row of one second: people, and 1 where it was heard."""
        pane, at = divmod(second, PANE_S)
        row = pane % PANES
        self._people[row] += people
        self._heard[row] |= heard.view(np.uint16) << at
        if pane < self._newest_anchor:
            slots = np.flatnonzero(heard)
            panes = np.full(len(slots), pane)
            self._correct(slots, panes, people[slots], heard[slots])

    def write_cells(self, seconds: Ints, slots: Ints, people: Cells) -> None:
        """Write single seconds that were not heard before."""
        pane = seconds // PANE_S
        cell = (pane % PANES) * self._people.shape[1] + slots
        bit = np.left_shift(1, seconds - pane * PANE_S).astype(np.uint16)
        np.add.at(self._heard.reshape(-1), cell, bit)
        np.add.at(self._people.reshape(-1), cell, people.astype(np.int32))
        self._correct(slots, pane, people, np.ones(len(slots), np.int64))

    def settle(self, target: Ints) -> None:
        """Bring every slot's windows to the pane given for it."""
        step = target - self._anchor
        if not step.any():
            return
        # Most feeds of a city keep step with each other: their rows move as a whole.
        was, step_of_most = _most_frequent(self._anchor), _most_frequent(step)
        together = (self._anchor == was) & (step == step_of_most)
        alone = np.flatnonzero(~together & (step != 0))
        if 0 < step_of_most <= AHEAD and len(alone) * 2 < len(step):
            self._shift_rows(was, step_of_most, np.flatnonzero(~together))
        else:
            alone = np.flatnonzero(step)
        # Half a million cells at a time: a leap of every window must not fill the memory.
        at_once = max(1, 500_000 // max(1, int(np.abs(step).max())))
        for start in range(0, len(alone), at_once):
            self._shift(alone[start : start + at_once], target)
        self._anchor, self._newest_anchor = target, int(target.max(initial=0))

    def sums(self, which: int) -> tuple[Ints, Ints]:
        """Give people and seconds heard of one window of every slot."""
        return self._sums[which], self._heard_s[which]

    def rows(self, first: int, count: int, *, slots: Ints | None = None) -> tuple[Ints, Ints]:
        """Give people and seconds heard of some panes: (panes, slots)."""
        rows = np.arange(first, first + count) % PANES
        people, heard = self._people[rows], self._heard[rows]
        if slots is not None:
            people, heard = people[:, slots], heard[:, slots]
        return people.astype(np.int64), np.bitwise_count(heard).astype(np.int64)

    def clear(self, since: int, until: int) -> None:
        """Clear the rows of panes that will begin."""
        rows = np.arange(since, until) % PANES
        self._people[rows] = 0
        self._heard[rows] = 0

    def forget(self, pane: int) -> None:
        """Begin again after a leap past everything that was kept."""
        for array in (self._people, self._heard, self._sums, self._heard_s):
            array.fill(0)
        self._anchor, self._newest_anchor = np.full_like(self._anchor, pane), pane

    def _cells_of(self, pieces: Pieces) -> Ints:
        return (pieces.pane % PANES) * self._people.shape[1] + pieces.slot

    def _correct(self, slots: Ints, panes: Ints, people: Whole, seconds: Whole) -> None:
        """Add to the running sums what falls behind their anchors."""
        age = self._anchor[slots] - panes
        if not (age > 0).any():
            return
        people, seconds = people.astype(np.int64), seconds.astype(np.int64)
        for which, span in enumerate(SPANS):
            inside = ((age > 0) & (age <= span)).nonzero()[0]
            np.add.at(self._sums[which], slots[inside], people[inside])
            np.add.at(self._heard_s[which], slots[inside], seconds[inside])

    def _shift_rows(self, was: int, step: int, others: Ints) -> None:
        """Move all slots' windows alike, save for some others that stay."""
        sums, heard_s = self._sums[:, others], self._heard_s[:, others]
        for pane in range(was, was + step):
            people, heard = self._row(pane)
            for which, span in enumerate(SPANS):
                people_then, heard_then = self._row(pane - span)
                self._sums[which] += people - people_then
                self._heard_s[which] += heard - heard_then
        self._sums[:, others], self._heard_s[:, others] = sums, heard_s

    def _row(self, pane: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int8]]:
        row = pane % PANES
        return self._people[row], np.bitwise_count(self._heard[row]).view(np.int8)

    def _shift(self, slots: Ints, target: Ints) -> None:
        """Move some slots' windows: add the panes that enter, take away those that leave."""
        step = target[slots] - self._anchor[slots]
        length = np.abs(step)
        owner = np.repeat(np.arange(len(slots)), length)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(length) - length, length)
        pane = np.minimum(target, self._anchor)[slots][owner] + within
        sign = np.sign(step)[owner]
        entering = self._edge(pane, slots[owner], sign=sign)
        for which, span in enumerate(SPANS):
            leaving = self._edge(pane - span, slots[owner], sign=sign)
            np.add.at(self._sums[which], slots[owner], entering[0] - leaving[0])
            np.add.at(self._heard_s[which], slots[owner], entering[1] - leaving[1])

    def _edge(self, pane: Ints, slot: Ints, *, sign: Ints) -> tuple[Ints, Ints]:
        cell = (pane % PANES) * self._people.shape[1] + slot
        people = self._people.reshape(-1)[cell] * sign
        return people, np.bitwise_count(self._heard.reshape(-1)[cell]) * sign


def _most_frequent(values: Ints) -> int:
    """Give the value that most of them have; of many far apart the first will do."""
    lowest = int(values.min())
    if int(values.max()) - lowest > PANES:
        return int(values[0])
    return lowest + int(np.bincount(values - lowest).argmax())
