"""Keep the last hour and a half of a city's gates in one ring, whatever order it comes in.

Time is cut into panes of ten seconds, a row of the ring each; a pane remembers which of its ten
seconds were heard, so each stretch of time of a gate group and direction is counted once and
silence is never zero.
Sums over 1, 5, 15 and 60 minutes run along: they are corrected by what enters and what leaves,
never summed anew, and every figure is a whole number, so that any order of arrival, any repeats
and any batches end in the same bits.

A *slot* is one gate group in one direction: `2 * group + direction`.
A slot's windows end where its own feed was last heard, so that a feed of five minutes is not
half empty for four of them; once it has been silent for two intervals and thirty seconds they
end at the clock, and its coverage falls.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from metro_flow.flow.count import DIRECTIONS, LONGEST_INTERVAL_S, Counts, GateGroup, Ints
from metro_flow.flow.pieces import PANE_S, Pieces, first_come
from metro_flow.flow.sums import WindowSums

WINDOWS_S: Final = (60, 300, 900, 3600)
SPANS: Final = tuple(window // PANE_S for window in WINDOWS_S)
# A clock two minutes fast is a clock to be set; it must not fill panes that have not begun.
MOST_AHEAD_S: Final = 120
# What comes more than an hour late can move no window; it goes to the archive.
MOST_LATE_S: Final = 3600
# Two intervals of silence are more than one lost message.
GRACE_S: Final = 30
AHEAD: Final = MOST_AHEAD_S // PANE_S
# 60 min of window behind the oldest anchor (2 · 15 min + 30 s ago), the future, and one stride.
PANES: Final = 360 + (2 * LONGEST_INTERVAL_S + GRACE_S) // PANE_S + 2 * AHEAD + 9
# Every window fits behind the clock with what is late and what a walk takes (occupancy).
KEPT: Final = PANES - AHEAD - 2


class Outcome(IntEnum):
    """What became of a count: only ACCEPTED stands in the windows."""

    ACCEPTED = 0
    KNOWN = 1
    BACKLOG = 2
    ARCHIVED = 3
    OVERLAPS = 4
    AHEAD = 5
    LENGTH = 6

    @property
    def fault(self) -> tuple[str, str] | None:
        """The field at fault and what would be right, for a count that was refused."""
        return _FAULTS.get(self)


_FAULTS: Final[Mapping[Outcome, tuple[str, str]]] = {
    Outcome.OVERLAPS: ("start", "an interval that shares no second with another one counted"),
    Outcome.AHEAD: ("end", f"at most {MOST_AHEAD_S} seconds ahead of the room's clock"),
    Outcome.LENGTH: ("end", f"1 … {LONGEST_INTERVAL_S} seconds after the start"),
}


class RollingWindow:
    """Rolling sums for all gate groups at once.

    >>> from metro_flow.flow.count import Counts, GateGroup
    >>> window = RollingWindow([GateGroup("0243-E1", "0243", gates=6)], now=1_000_000)
    >>> late = Counts.columns([0], [0], start=[999_940], end=[999_950], people=[7])
    >>> early = Counts.columns([0, 0], [0, 0], start=[999_980, 999_990],
    ...                        end=[999_990, 1_000_000], people=[5, 6])
    >>> window.apply(early).tolist(), window.apply(late).tolist(), window.apply(early).tolist()
    ([0, 0], [0], [1, 1])
    >>> minute = window.sums(60)
    >>> int(minute.people[0, 0]), int(minute.heard_s[0, 0]), int(minute.until[0, 0])
    (18, 30, 1000000)
    >>> window.advance(1_000_010)
    >>> int(window.sums(60).until[0, 0])   # the feed may still speak: the window waits for it
    1000000
    """

    def __init__(self, gate_groups: Sequence[GateGroup], *, now: int) -> None:
        self.gate_groups = tuple(gate_groups)
        self.places: Mapping[str, int] = {
            group.id: place for place, group in enumerate(self.gate_groups)
        }
        self.slots = len(self.gate_groups) * len(DIRECTIONS)
        self.now = now
        self._people = np.zeros((PANES, self.slots), np.int32)
        self._heard = np.zeros((PANES, self.slots), np.uint16)
        self._sums = np.zeros((len(SPANS), self.slots), np.int64)
        self._heard_s = np.zeros((len(SPANS), self.slots), np.int64)
        # The window of a slot ends where pane `anchor` begins.
        self._anchor = np.full(self.slots, self.pane, np.int64)
        # Newest count of each slot as one number that orders by end, then length, then split.
        self._newest = np.zeros(self.slots, np.int64)
        self._lag_s = np.zeros(self.slots, np.int64)
        self._backlog_end = np.zeros(self.slots, np.int64)
        stated = [group.interval_s for group in self.gate_groups]
        self._stated_s = np.repeat(np.asarray(stated, np.int64), len(DIRECTIONS))

    @property
    def pane(self) -> int:
        """The pane that the clock stands in; those before it are complete."""
        return self.now // PANE_S

    def advance(self, now: int) -> None:
        """Move the clock; it never goes back."""
        if now < self.now:
            raise ValueError(f"now: {now} is before {self.now}; the room's clock never goes back")
        if now // PANE_S - self.pane > PANES:
            self._forget(now)
        while self.pane < now // PANE_S:
            self._stride(min(now, (self.pane + AHEAD) * PANE_S))
        self.now = now

    def apply(self, counts: Counts) -> npt.NDArray[np.int8]:
        """Count what is new and say of each count, in order, what became of it (`Outcome`)."""
        outcome = self._timely(counts)
        behind = np.flatnonzero(outcome == Outcome.BACKLOG)
        slot = counts.group[behind] * len(DIRECTIONS) + counts.direction[behind]
        np.maximum.at(self._backlog_end, slot, counts.end[behind])
        pieces = Pieces.of(counts, np.flatnonzero(outcome == Outcome.ACCEPTED))
        while len(pieces):
            first = first_come(pieces)
            self._take(pieces.where(first), outcome, counts)
            pieces = pieces.where(~first)
        return outcome

    def sums(self, window_s: int) -> WindowSums:
        """Give one of the windows (1, 5, 15 or 60 minutes) of all gate groups."""
        if window_s not in WINDOWS_S:
            raise ValueError(f"window_s: {window_s} is not kept; there are {WINDOWS_S}")
        self._settle()
        which = WINDOWS_S.index(window_s)
        return WindowSums(
            window_s,
            self._by_group(self._sums[which]),
            self._by_group(self._heard_s[which]),
            self._by_group(self._anchor * PANE_S),
            self.interval_s,
            self._by_group((self._newest & 1) == 1),
        )

    def panes(self, count: int, *, groups: Ints | None = None) -> tuple[Ints, Ints]:
        """Give people and seconds heard of the last complete panes: (panes, groups, directions)."""
        if not 0 < count <= KEPT:
            raise ValueError(f"count: {count} panes are not kept; there are 1 … {KEPT}")
        rows = np.arange(self.pane - count, self.pane) % PANES
        people, heard = self._people[rows], self._heard[rows]
        if groups is not None:
            slots = (groups[:, np.newaxis] * len(DIRECTIONS) + np.arange(len(DIRECTIONS))).ravel()
            people, heard = people[:, slots], heard[:, slots]
        shape = (count, -1, len(DIRECTIONS))
        heard_s = np.bitwise_count(heard).astype(np.int64)
        return people.reshape(shape).astype(np.int64), heard_s.reshape(shape)

    @property
    def interval_s(self) -> Ints:
        """The interval of each feed: of its newest count, or as stated until one is heard."""
        heard = (self._newest >> 1) & 1023
        return self._by_group(np.where(heard > 0, heard, self._stated_s))

    @property
    def last_end(self) -> Ints:
        """The end of the newest count of each (group, direction); 0 when none was heard."""
        return self._by_group(self._newest >> 11)

    @property
    def lag_s(self) -> Ints:
        """How long after its end the newest count of each (group, direction) arrived."""
        return self._by_group(self._lag_s)

    @property
    def backlog_end(self) -> Ints:
        """The end of the newest backlog of each (group, direction); 0 when there was none."""
        return self._by_group(self._backlog_end)

    def _by_group(self, slots: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return slots.reshape(-1, len(DIRECTIONS)).copy()

    def _timely(self, counts: Counts) -> npt.NDArray[np.int8]:
        if len(counts) and not 0 <= counts.group.min() <= counts.group.max() < self.slots // 2:
            raise ValueError(f"group: the window holds {self.slots // 2} gate groups, from 0")
        length = counts.end - counts.start
        outcome = np.zeros(len(counts), np.int8)
        outcome[counts.end < self.now - MOST_LATE_S] = Outcome.ARCHIVED
        outcome[counts.backlog] = Outcome.BACKLOG
        outcome[~counts.backlog & ((length < 1) | (length > LONGEST_INTERVAL_S))] = Outcome.LENGTH
        outcome[counts.end > self.now + MOST_AHEAD_S] = Outcome.AHEAD
        return outcome

    def _take(self, pieces: Pieces, outcome: npt.NDArray[np.int8], counts: Counts) -> None:
        """Put pieces that share no second into the ring, save for what it knows."""
        cell = (pieces.pane % PANES) * self.slots + pieces.slot
        heard = self._heard.reshape(-1)
        clash = heard[cell] & pieces.bits
        if clash.any():
            pieces = self._unknown(pieces, clash, outcome, counts)
            cell = (pieces.pane % PANES) * self.slots + pieces.slot
        np.add.at(heard, cell, pieces.bits)
        np.add.at(self._people.reshape(-1), cell, pieces.people)
        self._correct(pieces)
        self._note_newest(pieces, counts)

    def _unknown(
        self,
        pieces: Pieces,
        clash: npt.NDArray[np.uint16],
        outcome: npt.NDArray[np.int8],
        counts: Counts,
    ) -> Pieces:
        """Name the counts that were heard before, wholly or in part; give the others' pieces."""
        again_s = np.bincount(pieces.count, np.bitwise_count(clash), len(counts))
        length = counts.end - counts.start
        outcome[(again_s > 0) & (again_s < length)] = Outcome.OVERLAPS
        outcome[(again_s > 0) & (again_s == length)] = Outcome.KNOWN
        return pieces.where(again_s[pieces.count] == 0)

    def _correct(self, pieces: Pieces) -> None:
        """Add to the running sums what falls behind their anchors."""
        age = self._anchor[pieces.slot] - pieces.pane
        if not (age > 0).any():
            return
        seconds = np.bitwise_count(pieces.bits).astype(np.int64)
        for which, span in enumerate(SPANS):
            inside = (age > 0) & (age <= span)
            slot = pieces.slot[inside]
            np.add.at(self._sums[which], slot, pieces.people[inside].astype(np.int64))
            np.add.at(self._heard_s[which], slot, seconds[inside])

    def _note_newest(self, pieces: Pieces, counts: Counts) -> None:
        of = pieces.count
        end, length = counts.end[of], counts.end[of] - counts.start[of]
        newest = (end << 11) | (length << 1) | counts.split[of]
        np.maximum.at(self._newest, pieces.slot, newest)
        told = newest == self._newest[pieces.slot]
        self._lag_s[pieces.slot[told]] = self.now - end[told]

    def _settle(self) -> None:
        """Bring every slot's windows to where its feed was last heard."""
        last_end = self._newest >> 11
        patience = 2 * self.interval_s.reshape(-1) + GRACE_S
        fresh = self.now - last_end <= patience
        target = np.where(fresh, np.minimum(last_end // PANE_S, self.pane), self.pane)
        moved = np.flatnonzero(target != self._anchor)
        # Half a million cells at a time: a leap of every window must not fill the memory.
        at_once = max(1, 500_000 // max(1, int(np.abs(target - self._anchor).max(initial=1))))
        for start in range(0, len(moved), at_once):
            self._shift(moved[start : start + at_once], target)
        self._anchor = target

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
        cell = (pane % PANES) * self.slots + slot
        people = self._people.reshape(-1)[cell] * sign
        return people, np.bitwise_count(self._heard.reshape(-1)[cell]) * sign

    def _stride(self, now: int) -> None:
        """Move the clock by at most the future that the ring holds, and clear what it reuses."""
        was, self.now = self.pane, now
        self._settle()
        rows = np.arange(was + AHEAD + 1, self.pane + AHEAD + 1) % PANES
        self._people[rows] = 0
        self._heard[rows] = 0

    def _forget(self, now: int) -> None:
        """Begin again after a leap past everything that was kept."""
        for array in (self._people, self._heard, self._sums, self._heard_s):
            array.fill(0)
        self.now = now
        self._anchor.fill(self.pane)
