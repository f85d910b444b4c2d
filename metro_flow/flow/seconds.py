"""Keep the last quarter of an hour of a city's gates second by second, with sums that run along.

A window of a minute that could only begin at a round ten seconds would be up to a sixth wrong.
So each second of each slot has a cell of two bytes: the people, and a bit that says it was heard.
The sums of each window end at the clock, for all slots alike: a second that passes is one row in
and one row out, whole rows at a time. A slot whose window ends before the clock, because its feed
was last heard there, is given back what has left the window since: it is the only difference, for
after its newest count there is nothing.
Both directions of a gate group lie side by side, so that a row which tells both is written at once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt

from metro_flow.flow.count import DIRECTIONS, Bools, Ints
from metro_flow.flow.shares import count_up, part_between, shares, shares_alike

SHORT_S: Final = (60, 300, 900)
# Feeds as fine as the shortest window are windowed to the second.
FINE_S: Final = SHORT_S[0]
# Two intervals of silence are more than one lost message.
GRACE_S: Final = 30
# A clock two minutes fast is a clock to be set; it must not fill panes that have not begun.
MOST_AHEAD_S: Final = 120
# The longest short window behind the oldest end of a fine feed's window, and the future.
BEHIND_S: Final = SHORT_S[-1] + 2 * FINE_S + GRACE_S
ROWS: Final = BEHIND_S + MOST_AHEAD_S
HEARD: Final = 1 << 15
# From one in so many on, a whole row costs less than its cells one by one.
WORTH_A_ROW: Final = 16
# Seconds that may be written together, in any order: what is later is few.
TOGETHER_S: Final = 128
WINDOWS: Final = np.asarray(SHORT_S)

Cells = npt.NDArray[np.uint16]
Pairs = npt.NDArray[np.uint32]
Sums = npt.NDArray[np.int32]
Seconds = npt.NDArray[np.int16]
Sum = TypeVar("Sum", Sums, Seconds)


class SecondRing:
    """The seconds of all slots from `BEHIND_S` before the clock to `MOST_AHEAD_S` after it."""

    def __init__(self, slots: int, *, now: int) -> None:
        self.now = now
        self._cells: Cells = np.zeros((ROWS, slots), np.uint16)
        self._pairs = self._cells.view(np.uint32)
        self.groups = self._pairs.shape[1]
        # Which row of a batch was the last to write to a cell.
        self._writer = np.zeros(TOGETHER_S * self.groups, np.int32)
        # In which rows anything was heard at all.
        self._spoken = np.zeros(ROWS, np.bool_)
        self._people: Sums = np.zeros((len(SHORT_S), slots), np.int32)
        self._heard_s: Seconds = np.zeros((len(SHORT_S), slots), np.int16)
        # Room to tell them in: asked for anew each second it would cost more than the sums.
        self._people_told = np.empty_like(self._people)
        self._heard_told = np.empty_like(self._heard_s)

    @property
    def first(self) -> int:
        """The oldest second that is kept."""
        return self.now - BEHIND_S

    @property
    def until(self) -> int:
        """The first second that is not kept yet."""
        return self.now + MOST_AHEAD_S

    def advance(self, now: int) -> None:
        """Move the clock."""
        if now - self.now > ROWS:
            self._forget(now)
        while self.now < now:
            self._stride(min(now, self.now + MOST_AHEAD_S))

    def row(self, second: int) -> Pairs:
        """Give a second's row as it stands, both directions of a gate group in one cell."""
        row: Pairs = self._pairs[second % ROWS].copy()
        return row

    def write_row(self, second: int, groups: Ints, pairs: Pairs) -> bool:
        """Write one second of gate groups, if none comes twice nor was heard before."""
        row = self._pairs[second % ROWS]
        before = row.copy()
        row[groups] = pairs
        if np.count_nonzero(row) == np.count_nonzero(before) + len(groups):
            self._spoken[second % ROWS] = True
            return True
        row[:] = before
        return False

    def write_pairs(self, first: int, after: Ints, groups: Ints, pairs: Pairs) -> Ints:
        """Write single seconds of gate groups in any order; give the rows that were not written.

        Those are seconds of which something was heard before, in either direction, in this batch
        too. They are `after` the `first`, by less than `TOGETHER_S`. The sums are left alone.
        """
        rows = (first + np.arange(TOGETHER_S)) % ROWS
        self._spoken[rows[: int(after.max()) + 1]] = True
        flat, cells = self._pairs.reshape(-1), (rows * self.groups)[after] + groups
        before = flat[cells]
        known = (before != 0).nonzero()[0]
        flat[cells] = pairs
        flat[cells[known]] = before[known]
        # Of several written to one place the last stays: whoever is not there came earlier.
        number = np.arange(len(after), dtype=np.int32)
        place = after * self.groups
        place += groups
        self._writer[place] = number
        earlier = (self._writer[place] != number).nonzero()[0]
        if not len(earlier):
            return np.asarray(known)
        _, of_each = np.unique(place[earlier], return_index=True)
        foremost = earlier[of_each]
        flat[cells[foremost]] = np.where(before[foremost], before[foremost], pairs[foremost])
        again = np.zeros(len(after), np.bool_)
        again[earlier] = again[self._writer[place[foremost]]] = again[known] = True
        again[foremost] = before[foremost] != 0
        return again.nonzero()[0]

    def enter(self, second: int, before: Pairs) -> tuple[Cells, Seconds]:
        """Add what is new in a second's row to the sums; give it: people, and 1 where heard."""
        people, heard = decoded((self._pairs[second % ROWS] ^ before).view(np.uint16))
        if second < self.now:
            for which in range(bisect_left(SHORT_S, self.now - second), len(SHORT_S)):
                self._people[which] += people
                self._heard_s[which] += heard
        return people, heard

    def enter_cells(self, seconds: Ints, slots: Ints, people: Cells) -> None:
        """Add single seconds, which stand in their cells already, to the sums."""
        age = self.now - seconds
        told, one = people.astype(np.int32), np.ones(len(slots), np.int16)
        for which, window_s in enumerate(SHORT_S):
            inside = ((age > 0) & (age <= window_s)).nonzero()[0]
            np.add.at(self._people[which], slots[inside], told[inside])
            np.add.at(self._heard_s[which], slots[inside], one[inside])

    def heard_both(self, seconds: Ints, groups: Ints) -> Bools:
        """Say of which seconds of gate groups both directions were heard."""
        pairs = self._pairs.reshape(-1)[(seconds % ROWS) * self.groups + groups]
        cells = pairs.view(np.uint16).reshape(-1, len(DIRECTIONS))
        both: Bools = (cells >= HEARD).all(axis=1)
        return both

    def write(self, slots: Ints, start: Ints, end: Ints, people: Ints) -> None:
        """Write counts none of whose seconds was heard before, each spread over its seconds."""
        kept = (end > self.first).nonzero()[0]
        if not len(kept):
            return
        if len(kept) < len(slots):
            slots, start, end, people = slots[kept], start[kept], end[kept], people[kept]
        self._add(slots, start, end, people)
        since, length = int(start.min()), end - start
        self._spoken[np.arange(max(since, self.first), int(end.max())) % ROWS] = True
        if since >= self.first and (length == length[0]).all():
            self._spread_alike(slots, start, int(length[0]), people)
        else:
            self._spread(slots, start, length, people)

    def _add(self, slots: Ints, start: Ints, end: Ints, people: Ints) -> None:
        """Add what of these counts has fallen behind the clock to the sums of each window."""
        told, length = people.astype(np.int32), (end - start).astype(np.int16)
        past = end <= self.now
        for which, window_s in enumerate(SHORT_S):
            since = self.now - window_s
            whole = past & (start >= since)
            cut = (~whole & (end > since) & (start < self.now)).nonzero()[0]
            if len(cut):
                part, seconds = part_between(start[cut], end[cut], people[cut], since, self.now)
                np.add.at(self._people[which], slots[cut], part)
                np.add.at(self._heard_s[which], slots[cut], seconds)
            inside = whole.nonzero()[0]
            np.add.at(self._people[which], slots[inside], told[inside])
            np.add.at(self._heard_s[which], slots[inside], length[inside])

    def _spread_alike(self, slots: Ints, start: Ints, length: int, people: Ints) -> None:
        """Write the cells of counts that last alike."""
        at = (start % ROWS * self._cells.shape[1] + slots)[:, np.newaxis]
        at = at + np.arange(length) * self._cells.shape[1]
        at -= (at >= self._cells.size) * self._cells.size
        self._cells.reshape(-1)[at] = shares_alike(people, length) | HEARD

    def _spread(self, slots: Ints, start: Ints, length: Ints, people: Ints) -> None:
        """Write the cells of any counts, save for seconds that are no longer kept."""
        within, of = count_up(np.maximum(self.first - start, 0), length)
        row = (start[of] + within) % ROWS
        share = shares(people[of], length[of], within)
        self._cells.reshape(-1)[row * self._cells.shape[1] + slots[of]] = share | HEARD

    def people(self, ends: Ints | None) -> Sums:
        """Give the people of the short windows of every slot: (windows, slots); read, not kept.

        The windows of a slot end at `ends`; None: they all end at the clock.
        """
        return self._given_back(self._people, self._people_told, ends, _people_of)

    def heard_s(self, ends: Ints | None) -> Seconds:
        """Give the seconds heard of the short windows of every slot, as `people` does."""
        return self._given_back(self._heard_s, self._heard_told, ends, _heard_of)

    def _given_back(
        self, sums: Sum, told: Sum, ends: Ints | None, of_cells: Callable[[Cells], Any]
    ) -> Sum:
        """Give slots whose windows begin sooner than the clock's what these have lost already."""
        if ends is None:
            return sums
        told[:] = sums
        lag = (self.now - ends).astype(np.int16)
        lagging = (lag != 0).nonzero()[0]
        step = 1
        while len(lagging) * WORTH_A_ROW > len(lag):
            told += of_cells(self._cells[(self.now - step - WINDOWS) % ROWS] * (lag >= step))
            step += 1
            lagging = lagging[lag[lagging] >= step]
        if len(lagging):
            cells, starts = self._lost(step, lag[lagging].astype(np.int64), lagging)
            told[:, lagging] += np.add.reduceat(of_cells(cells), starts, axis=1, dtype=told.dtype)
        return told

    def _lost(self, since: int, lag: Ints, slots: Ints) -> tuple[Cells, Ints]:
        """Gather the seconds from `since` up to each slot's `lag` before the clock's windows.

        They stand by slot, (windows, seconds), with where each slot's begin.
        """
        back, of = count_up(np.full(len(lag), since), lag + 1)
        length = lag + 1 - since
        rows = (self.now - back - WINDOWS[:, np.newaxis]) % ROWS
        cells = self._cells.reshape(-1)[rows * self._cells.shape[1] + slots[of]]
        return cells, np.cumsum(length) - length

    def _stride(self, now: int) -> None:
        """Move the clock by at most the future that is kept, and clear the rows it reuses."""
        was, self.now = self.now, now
        entering = self._block(was, now)
        for which, window_s in enumerate(SHORT_S):
            leaving = self._block(was - window_s, now - window_s)
            if entering:
                self._people[which] += entering[0]
                self._heard_s[which] += entering[1]
            if leaving:
                self._people[which] -= leaving[0]
                self._heard_s[which] -= leaving[1]
        rows = (np.arange(was, now) + MOST_AHEAD_S) % ROWS
        self._cells[rows] = 0
        self._spoken[rows] = False

    def _block(self, since: int, until: int) -> tuple[npt.NDArray[Any], Seconds] | None:
        """Sum the rows of some seconds; None where nothing was heard in any of them."""
        if until - since == 1:
            row = since % ROWS
            return decoded(self._cells[row]) if self._spoken[row] else None
        spoken = np.arange(since, until) % ROWS
        spoken = spoken[self._spoken[spoken]]
        if not len(spoken):
            return None
        rows = self._cells[spoken]
        people = (rows & (HEARD - 1)).sum(axis=0, dtype=np.int32)
        return people, (rows >> 15).sum(axis=0, dtype=np.int16)

    def _forget(self, now: int) -> None:
        """Begin again after a leap past everything that was kept."""
        for array in (self._cells, self._spoken, self._people, self._heard_s):
            array.fill(0)
        self.now = now


def decoded(row: Cells) -> tuple[Cells, Seconds]:
    """Give the people of a row of seconds, and 1 where it was heard."""
    return _people_of(row), _heard_of(row)


def _people_of(cells: Cells) -> Cells:
    people: Cells = cells & np.uint16(HEARD - 1)
    return people


def _heard_of(cells: Cells) -> Seconds:
    return (cells >> 15).view(np.int16)
