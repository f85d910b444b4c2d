"""Keep the last hour and a half of a city's gates at hand, whatever order it comes in.

Two rings hold it: seconds behind the windows of 1, 5 and 15 minutes (`seconds`), panes of ten
seconds behind the hour and all that looks further back (`panes`). Sums run along in both, they
are never summed anew, and every figure is a whole number, so that any order of arrival, any
repeats and any batches end in the same bits.

A *slot* is one gate group in one direction: `2 * group + direction`.
A slot's windows end where its own feed was last heard, to the second where the feed reports every
minute or oftener, else at a round ten seconds; so a feed of five minutes is not half empty for
four of them. Once it has been silent for two intervals and thirty seconds they end at the clock,
and its coverage falls.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from metro_flow.flow.by_second import BySecond
from metro_flow.flow.count import DIRECTIONS, LONGEST_INTERVAL_S, BothWays, Counts, GateGroup, Ints
from metro_flow.flow.newest import Newest
from metro_flow.flow.outcome import Outcome
from metro_flow.flow.panes import AHEAD, KEPT, PANES, WINDOWS_S, PaneRing
from metro_flow.flow.pieces import PANE_S, Pieces, first_come
from metro_flow.flow.seconds import GRACE_S, MOST_AHEAD_S, SHORT_S, SecondRing
from metro_flow.flow.sums import WindowSums

__all__ = [
    "GRACE_S",
    "KEPT",
    "MOST_AHEAD_S",
    "MOST_LATE_S",
    "PANES",
    "PANE_S",
    "WINDOWS_S",
    "Outcome",
    "RollingWindow",
]

# What comes more than an hour late can move no window; it goes to the archive.
MOST_LATE_S: Final = 3600


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
        self._seconds = SecondRing(self.slots, now=now)
        self._panes = PaneRing(self.slots, pane=self.pane)
        self._newest = Newest(gate_groups)
        self._backlog_end = np.zeros(self.slots, np.int64)
        # What was told since anything changed.
        self._told: dict[int, WindowSums] = {}
        self._short: npt.NDArray[np.int32] | None = None

    @property
    def pane(self) -> int:
        """The pane that the clock stands in; those before it are complete."""
        return self.now // PANE_S

    def advance(self, now: int) -> None:
        """Move the clock; it never goes back."""
        if now < self.now:
            raise ValueError(f"now: {now} is before {self.now}; the room's clock never goes back")
        if now // PANE_S - self.pane > PANES:
            self.now = now
            self._panes.forget(self.pane)
        while self.pane < now // PANE_S:
            self._stride(min(now, (self.pane + AHEAD) * PANE_S))
        self.now = now
        self._seconds.advance(now)
        self._changed()

    def apply(self, counts: Counts) -> npt.NDArray[np.int8]:
        """Count what is new and say of each count, in order, what became of it (`Outcome`)."""
        both = BothWays.of_seconds(counts) if len(counts) else None
        return self._apply(counts) if both is None else self.apply_both(both).reshape(-1)

    def _apply(self, counts: Counts) -> npt.NDArray[np.int8]:
        self._changed()
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

    def apply_both(self, rows: BothWays) -> npt.NDArray[np.int8]:
        """Count rows that tell both directions; say what became of each: (rows, directions).

        Rows of one second each are written a second at a time, a whole city at once.
        """
        self._changed()
        self._check(rows.group)
        outcome = np.zeros((len(rows), len(DIRECTIONS)), np.int8)
        by_second = BySecond(self._seconds, self._panes, self._newest)
        left = by_second.write(rows, outcome, known=Outcome.KNOWN)
        if len(left):
            told = self._apply(rows.where(left).counts())
            outcome[left] = told.reshape(-1, len(DIRECTIONS))
        return outcome

    def people(self, window_s: int) -> npt.NDArray[np.int32] | Ints:
        """Give the people alone of one of the windows: (groups, directions)."""
        if window_s in SHORT_S and self._newest.fine is None:
            people = self._seconds_people()[SHORT_S.index(window_s)]
            return np.array(people.reshape(-1, len(DIRECTIONS)))
        return self.sums(window_s).people

    def sums(self, window_s: int) -> WindowSums:
        """Give one of the windows (1, 5, 15 or 60 minutes) of all gate groups."""
        if window_s not in WINDOWS_S:
            raise ValueError(f"window_s: {window_s} is not kept; there are {WINDOWS_S}")
        if window_s not in self._told:
            people, heard_s, until = self._window(window_s)
            self._told[window_s] = WindowSums(
                window_s,
                self._by_group(people),
                self._by_group(heard_s),
                self._by_group(until),
                self.interval_s,
                self._newest.split.reshape(-1, len(DIRECTIONS)).copy(),
            )
        return self._told[window_s]

    def panes(self, count: int, *, groups: Ints | None = None) -> tuple[Ints, Ints]:
        """Give people and seconds heard of the last complete panes: (panes, groups, directions)."""
        if not 0 < count <= KEPT:
            raise ValueError(f"count: {count} panes are not kept; there are 1 … {KEPT}")
        slots = None
        if groups is not None:
            slots = (groups[:, np.newaxis] * len(DIRECTIONS) + np.arange(len(DIRECTIONS))).ravel()
        people, heard_s = self._panes.rows(self.pane - count, count, slots=slots)
        shape = (count, -1, len(DIRECTIONS))
        return people.reshape(shape), heard_s.reshape(shape)

    @property
    def interval_s(self) -> Ints:
        """The interval of each feed: of its newest count, or as stated until one is heard."""
        return self._by_group(self._newest.interval_s)

    @property
    def last_end(self) -> Ints:
        """The end of the newest count of each (group, direction); 0 when none was heard."""
        return self._by_group(self._newest.end)

    @property
    def lag_s(self) -> Ints:
        """How long after its end the newest count of each (group, direction) arrived."""
        return self._by_group(self._newest.lag_s)

    @property
    def backlog_end(self) -> Ints:
        """The end of the newest backlog of each (group, direction); 0 when there was none."""
        return self._by_group(self._backlog_end)

    def _by_group(self, slots: npt.NDArray[Any]) -> Ints:
        return slots.astype(np.int64).reshape(-1, len(DIRECTIONS))

    def _changed(self) -> None:
        self._told.clear()
        self._short = None

    def _seconds_people(self) -> npt.NDArray[np.int32]:
        """Give the people of the windows by the second; of coarser feeds they mean nothing."""
        if self._short is None:
            self._short = self._seconds.people(self._fine_ends())
        return self._short

    def _fine_ends(self) -> Ints | None:
        ends, fine = self._newest.ends(self.now), self._newest.fine
        return ends if ends is None or fine is None else np.where(fine, ends, self.now)

    def _settle(self) -> Ints:
        """Bring the panes' windows to their ends; give these, each at the beginning of a pane."""
        ends = self._newest.ends(self.now)
        target = np.full(self.slots, self.pane) if ends is None else ends // PANE_S
        self._panes.settle(target)
        return target * PANE_S

    def _window(self, window_s: int) -> tuple[npt.NDArray[Any], npt.NDArray[Any], Ints]:
        """Give people and seconds heard of a window of each slot, and where it ends."""
        fine = self._newest.fine
        if window_s not in SHORT_S:
            until = self._settle()
            return *self._panes.sums(WINDOWS_S.index(window_s)), until
        which = SHORT_S.index(window_s)
        people = self._seconds_people()[which]
        heard_s = self._seconds.heard_s(self._fine_ends())[which]
        ends = self._newest.ends(self.now)
        until = np.full(self.slots, self.now) if ends is None else ends
        if fine is None:
            return people, heard_s, until
        rounded = self._settle()
        coarser, coarser_s = self._panes.sums(WINDOWS_S.index(window_s))
        return (
            np.where(fine, people, coarser),
            np.where(fine, heard_s, coarser_s),
            np.where(fine, until, rounded),
        )

    def _check(self, group: Ints) -> None:
        # Seen without a sign, whatever is below zero is beyond all others.
        if len(group) and group.view(np.uint64).max() >= self.slots // len(DIRECTIONS):
            raise ValueError(f"group: the window holds {self.slots // 2} gate groups, from 0")

    def _timely(self, counts: Counts) -> npt.NDArray[np.int8]:
        self._check(counts.group)
        length = counts.end - counts.start
        outcome = np.zeros(len(counts), np.int8)
        outcome[counts.end < self.now - MOST_LATE_S] = Outcome.ARCHIVED
        outcome[counts.backlog] = Outcome.BACKLOG
        outcome[~counts.backlog & ((length < 1) | (length > LONGEST_INTERVAL_S))] = Outcome.LENGTH
        outcome[counts.end > self.now + MOST_AHEAD_S] = Outcome.AHEAD
        return outcome

    def _take(self, pieces: Pieces, outcome: npt.NDArray[np.int8], counts: Counts) -> None:
        """Put pieces that share no second into the rings, save for what they know."""
        clash = self._panes.heard(pieces)
        if clash.any():
            pieces = self._unknown(pieces, clash, outcome, counts)
        self._panes.write(pieces)
        taken = np.zeros(len(counts), np.bool_)
        taken[pieces.count] = True
        self._write(counts if taken.all() else counts.where(np.flatnonzero(taken)))

    def _write(self, new: Counts) -> None:
        slots = new.group * len(DIRECTIONS) + new.direction
        self._seconds.write(slots, new.start, new.end, new.people)
        self._newest.note(slots, new, now=self.now)

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

    def _stride(self, now: int) -> None:
        """Move the panes by at most the future that they hold, and clear the rows reused."""
        was, self.now = self.pane, now
        self._settle()
        self._panes.clear(was + AHEAD + 1, self.pane + AHEAD + 1)
