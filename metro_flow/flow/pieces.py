"""Cut counts of any interval into panes, exactly, so that no person is lost or made in the cutting.

A count of 1 second lies in one pane; one of 5 minutes in thirty. Its people are spread evenly
over its seconds by whole numbers: the share of the seconds up to b is floor(people · b / length),
so that the shares always sum to the count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from metro_flow.flow.count import DIRECTIONS, Bools, Counts, Ints

PANE_S: Final = 10
# The first n seconds of a pane as bits.
_UP_TO: Final = ((1 << np.arange(PANE_S + 1)) - 1).astype(np.uint16)


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Columns, one row for each (count, pane): `bits` are the seconds of the pane it covers."""

    count: Ints
    slot: Ints
    pane: Ints
    bits: npt.NDArray[np.uint16]
    people: npt.NDArray[np.int32]

    @classmethod
    def of(cls, counts: Counts, chosen: Ints) -> Self:
        """Cut the chosen counts of a batch at the edges of panes."""
        mine = counts if len(chosen) == len(counts) else counts.where(chosen)
        first = mine.start // PANE_S
        slot = mine.group * len(DIRECTIONS) + mine.direction
        panes = (mine.end - 1) // PANE_S - first + 1
        if (panes == 1).all():
            # Most feeds report within a pane: nothing to cut.
            bits = _bits(mine.start - first * PANE_S, mine.end - first * PANE_S)
            return cls(chosen, slot, first, bits, mine.people.astype(np.int32))
        of = np.repeat(np.arange(len(mine)), panes)
        within = np.arange(len(of)) - np.repeat(np.cumsum(panes) - panes, panes)
        pane = first[of] + within
        start, end, people = mine.start[of], mine.end[of], mine.people[of]
        from_s = np.maximum(start, pane * PANE_S)
        to_s = np.minimum(end, (pane + 1) * PANE_S)
        length = end - start
        share = people * (to_s - start) // length - people * (from_s - start) // length
        bits = _bits(from_s - pane * PANE_S, to_s - pane * PANE_S)
        return cls(chosen[of], slot[of], pane, bits, share.astype(np.int32))

    def __len__(self) -> int:
        return len(self.count)

    def where(self, chosen: Bools) -> Self:
        """Take the chosen pieces, in their order."""
        if chosen.all():
            return self
        return type(self)(
            self.count[chosen],
            self.slot[chosen],
            self.pane[chosen],
            self.bits[chosen],
            self.people[chosen],
        )


def _bits(begin: Ints, end: Ints) -> npt.NDArray[np.uint16]:
    """Mark the seconds of a pane from `begin` up to `end`."""
    return _UP_TO[end] ^ _UP_TO[begin]


def first_come(pieces: Pieces) -> Bools:
    """Mark the pieces of counts none of whose seconds an earlier count of these claims too.

    Taking those, then asking again of the rest, is the same as taking the counts one by one.
    Several may share a cell, with different seconds of it: what is marked is *added* to cells.
    The very first piece's count always comes first, so each turn takes at least one.
    """
    shared = _shared(pieces)
    clash = (_claimed(pieces, shared) & pieces.bits[shared]) != 0
    if not clash.any():
        return np.ones(len(pieces), np.bool_)
    waits = np.zeros(int(pieces.count.max()) + 1, np.bool_)
    waits[pieces.count[shared[clash]]] = True
    return ~waits[pieces.count]


def _shared(pieces: Pieces) -> Ints:
    """Return the pieces whose cell another piece touches, or may, without sorting them all.

    Two cells may share a scratch place: that only makes a few pieces more to look at.
    """
    places = 1 << max(10, int(2 * len(pieces)).bit_length())
    place = (pieces.pane * 2_654_435_761 + pieces.slot) & (places - 1)
    owner = np.empty(places, np.int64)
    owner[place] = pieces.count
    other = owner[place] != pieces.count
    if not other.any():
        return np.empty(0, np.int64)
    contested = np.zeros(places, np.bool_)
    contested[place[other]] = True
    return np.flatnonzero(contested[place])


def _claimed(pieces: Pieces, chosen: Ints) -> npt.NDArray[np.uint16]:
    """Return the seconds that earlier pieces claim of each chosen piece's cell.

    Pieces of one cell are brought together in their order, and the seconds claimed are handed on
    over one, two, four … of them, until they have come from the first to the last.
    """
    claimed = np.zeros(len(chosen), np.uint16)
    if not len(chosen):
        return claimed
    cell = pieces.pane[chosen] * (int(pieces.slot.max()) + 1) + pieces.slot[chosen]
    order = np.argsort(cell, kind="stable")
    cell, upto = cell[order], pieces.bits[chosen][order]
    step = 1
    while step < len(cell) and (same := cell[step:] == cell[:-step]).any():
        upto[step:] |= np.where(same, upto[:-step], 0)
        step *= 2
    before = np.zeros_like(upto)
    before[1:] = np.where(cell[1:] == cell[:-1], upto[:-1], 0)
    claimed[order] = before
    return claimed
