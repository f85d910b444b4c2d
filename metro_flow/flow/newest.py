"""Remember the newest count of each feed: it says where windows end, and how fine they may be.

A slot's windows end where its own feed was last heard, so that a feed of five minutes is not half
empty for four of them; once it has been silent for two intervals and thirty seconds they end at
the clock, and its coverage falls.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from metro_flow.flow.count import DIRECTIONS, Counts, GateGroup, Ints
from metro_flow.flow.seconds import FINE_S, GRACE_S, Seconds


class Newest:
    """The newest count of each slot: its end, interval, lag, and whether it was split.

    Of two counts that stand in a window none ends with the other, so the latest end is one count.
    """

    def __init__(self, gate_groups: Sequence[GateGroup]) -> None:
        stated = np.asarray([group.interval_s for group in gate_groups], np.int16)
        # The interval is as stated until a count is heard.
        self.interval_s = np.repeat(stated, len(DIRECTIONS))
        self.end = np.zeros(len(self.interval_s), np.int64)
        self.lag_s = np.zeros(len(self.interval_s), np.int16)
        self.split = np.zeros(len(self.interval_s), np.bool_)

    def note(self, slots: Ints, counts: Counts, *, now: int) -> None:
        """Note counts in any order, several of a slot too."""
        newer = self._newer(slots, counts.end)
        self._set(slots[newer], counts.end[newer], now)
        self.interval_s[slots[newer]] = counts.end[newer] - counts.start[newer]
        self.split[slots[newer]] = counts.split[newer]

    def note_seconds(self, slots: Ints, end: Ints, *, now: int) -> None:
        """Note counts of a second each."""
        newer = self._newer(slots, end)
        self._set(slots[newer], end[newer], now)
        self.interval_s[slots[newer]] = 1
        self.split[slots[newer]] = False

    def _newer(self, slots: Ints, end: Ints) -> Ints:
        """Find the counts that are newer than what was heard, the newest of each slot last."""
        newer = (end > self.end[slots]).nonzero()[0]
        # Of several of one slot the last that is written stays.
        return newer[np.argsort(end[newer], kind="stable")]

    def _set(self, slots: Ints, end: Ints, now: int) -> None:
        self.end[slots] = end
        self.lag_s[slots] = now - end

    def note_row(self, end: int, heard: Seconds, *, now: int) -> None:
        """Note a row of one second that ends there, 1 where it was heard."""
        newer = self.end < end
        newer &= heard != 0
        if newer.all():
            self.end.fill(end)
            self.interval_s.fill(1)
            self.lag_s.fill(now - end)
            self.split.fill(False)
            return
        # Whole rows times nothing or one: a mask that changes at every slot costs ten times that.
        np.maximum(self.end, newer * np.int64(end), out=self.end)
        self.lag_s += newer * (np.int16(now - end) - self.lag_s)
        if self.interval_s.max() > 1:
            self.interval_s += newer * (1 - self.interval_s)
        if self.split.any():
            self.split &= ~newer

    def ends(self, now: int) -> Ints | None:
        """Give the second at which the windows of each slot end; None: all at the clock."""
        longest_ago = int(self.end.min(initial=now))
        if longest_ago >= now:
            return None
        ends = np.minimum(self.end, now)
        if longest_ago < now - GRACE_S:
            silent = self.end < now - GRACE_S - 2 * self.interval_s.astype(np.int64)
            ends[silent] = now
        return ends

    @property
    def fine(self) -> npt.NDArray[np.bool_] | None:
        """Where the feed is fine enough for windows to the second; None: everywhere."""
        if self.interval_s.max(initial=0) <= FINE_S:
            return None
        return self.interval_s <= FINE_S
