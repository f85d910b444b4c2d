"""Spread a count's people over its seconds by whole numbers, so that no person is lost or made.

The seconds of a count up to the b-th hold floor(people · b / length) of its people; so whatever
stretches it is cut into, their shares sum to the count.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from metro_flow.flow.count import Ints

Cells = npt.NDArray[np.uint16]


def shares(people: Ints, length: Ints, second: Ints) -> Cells:
    """Give the people of one second of each count, numbered from 0."""
    upto = people * second
    return ((upto + people) // length - upto // length).astype(np.uint16)


def shares_alike(people: Ints, length: int) -> Cells:
    """Give the people of every second of counts that last alike: (counts, seconds)."""
    upto = people.astype(np.int32)[:, np.newaxis] * np.arange(length + 1, dtype=np.int32)
    upto //= np.int32(length)
    return (upto[:, 1:] - upto[:, :-1]).astype(np.uint16)


def part_between(
    start: Ints, end: Ints, people: Ints, since: int, until: int
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int16]]:
    """Give the people and seconds of counts that lie between two moments."""
    first, last = np.maximum(since, start) - start, np.minimum(until, end) - start
    length = end - start
    part = people * last // length - people * first // length
    return part.astype(np.int32), (last - first).astype(np.int16)


def count_up(since: Ints, until: Ints) -> tuple[Ints, Ints]:
    """Count from each `since` up to its `until`; give the numbers, and whose each is."""
    length = until - since
    of = np.repeat(np.arange(len(length)), length)
    return np.arange(len(of)) + np.repeat(since - np.cumsum(length) + length, length), of
