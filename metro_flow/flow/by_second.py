"""Take in a city's counts of one second each, both directions a row, a whole second at a time.

It is the finest feed and the greatest load, and nearly always tidy: most rows of a batch tell of
one second or two, each gate group once. So all are written to their cells first, and accounted
for afterwards: a second of which much was told as one row, what comes late cell by cell.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from metro_flow.flow.count import DIRECTIONS, BothWays, Ints
from metro_flow.flow.newest import Newest
from metro_flow.flow.panes import PaneRing
from metro_flow.flow.seconds import HEARD, TOGETHER_S, WORTH_A_ROW, Pairs, SecondRing


@dataclass(frozen=True, slots=True, eq=False)
class BySecond:
    """Where a second of a gate group is kept: in both rings, and as the newest that was heard."""

    seconds: SecondRing
    panes: PaneRing
    newest: Newest

    def write(self, rows: BothWays, outcome: npt.NDArray[np.int8], *, known: int) -> Ints:
        """Write rows of one second each, marking the `known` ones; give what is left, by number.

        Left are all rows of a batch in which some last longer, what is no longer or not yet kept
        or much later than the rest, and gate groups of which one direction alone was heard before.
        """
        if not len(rows) or not (rows.end - rows.start == 1).all():
            return np.arange(len(rows))
        first, last = _first_and_last(rows.start)
        oldest = max(self.seconds.first, last - TOGETHER_S + 1)
        if not oldest <= last < self.seconds.until:
            return np.arange(len(rows))
        if first == last:
            before = self.seconds.row(first)
            if self.seconds.write_row(first, rows.group, _pairs_of(rows)):
                self._enter(first, before)
                return np.empty(0, np.int64)
        if first >= oldest:
            return self._write(rows, first, outcome, known)
        numbers = (rows.start >= oldest).nonzero()[0]
        told = outcome[numbers]
        left = self._write(rows.where(numbers), oldest, told, known)
        outcome[numbers] = told
        return np.union1d(numbers[left], (rows.start < oldest).nonzero()[0])

    def _write(self, rows: BothWays, first: int, outcome: npt.NDArray[np.int8], known: int) -> Ints:
        after = rows.start - first
        many = np.bincount(after) * WORTH_A_ROW > self.seconds.groups
        before = [(second, self.seconds.row(second)) for second in first + many.nonzero()[0]]
        pairs = _pairs_of(rows)
        again = self.seconds.write_pairs(first, after, rows.group, pairs)
        for second, row in before:
            self._enter(int(second), row)
        if not many.all():
            few = ~many[after]
            few[again] = False
            self._account(rows.where(few.nonzero()[0]))
        both = self.seconds.heard_both(rows.start[again], rows.group[again])
        outcome[again[both]] = known
        return again[~both]

    def _enter(self, second: int, before: Pairs) -> None:
        """Account for what is new in the row of a second."""
        people, heard = self.seconds.enter(second, before)
        self.panes.write_second(second, people, heard)
        self.newest.note_row(second + 1, heard, now=self.seconds.now)

    def _account(self, rows: BothWays) -> None:
        """Account for single cells that are written."""
        ways = len(DIRECTIONS)
        seconds = np.repeat(rows.start, ways)
        slots = (rows.group[:, np.newaxis] * ways + np.arange(ways)).reshape(-1)
        people = rows.people.reshape(-1)
        self.seconds.enter_cells(seconds, slots, people)
        self.panes.write_cells(seconds, slots, people)
        self.newest.note_seconds(slots, seconds + 1, now=self.seconds.now)


def _first_and_last(seconds: Ints) -> tuple[int, int]:
    first = int(seconds[0])
    if (seconds == first).all():
        return first, first
    return int(seconds.min()), int(seconds.max())


def _pairs_of(rows: BothWays) -> Pairs:
    return (rows.people | np.uint16(HEARD)).view(np.uint32).reshape(-1)
