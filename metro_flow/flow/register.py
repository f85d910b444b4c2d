"""Make counts of registers that only climb, and never mistake a register's fault for a crowd.

A gate group's register shows how many people it has ever counted. The difference of two showings
is a count, unless the register was set to zero, rolled over its width, or was exchanged; and after
a gap the difference is a *backlog*: those people came, nobody knows when, so they belong to the
day's total and to no rate.

    climbed by d                     d people
    fell, width w known              (d mod 2^w) people if the gates could have passed them
    fell otherwise                   as many as it shows: set to zero somewhere in between
    more than the gates can pass     nobody: another register, read from here on
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from metro_flow.flow.count import (
    DIRECTIONS,
    LONGEST_INTERVAL_S,
    MOST_PEOPLE,
    Bools,
    Counts,
    GateGroup,
    Ints,
)
from metro_flow.flow.window import GRACE_S

# A door lane passes one person a second (TCQSM); twice that, as gates are often only supposed.
MOST_A_GATE_SECOND: Final = 2
# A register is read as it climbs: a handful may fall on either side of a showing.
JITTER: Final = 5


class Showing(IntEnum):
    """What became of one showing of a register."""

    COUNTED = 0
    FIRST = 1
    KNOWN = 2
    OUT_OF_ORDER = 3
    BACKLOG = 4
    ROLLED_OVER = 5
    RESET = 6
    EXCHANGED = 7
    TOO_WIDE = 8


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """Showings as columns, in the order they arrived: indices, seconds, what was shown."""

    group: Ints
    direction: Ints
    at: Ints
    value: Ints


class RegisterBank:
    """The last showing of every register, and the counts that further showings make.

    >>> bank = RegisterBank([GateGroup("0243-E1", "0243", gates=4, register_bits=16)])
    >>> at, value = np.array([0, 60, 120, 180]), np.array([65_500, 65_530, 10, 3])
    >>> zeros = np.zeros(4, np.int64)
    >>> counts, outcome = bank.read(Shown(zeros, zeros, at, value))
    >>> counts.people.tolist(), [Showing(one).name for one in outcome]
    ([30, 16, 3], ['FIRST', 'COUNTED', 'ROLLED_OVER', 'RESET'])
    """

    def __init__(self, gate_groups: Sequence[GateGroup]) -> None:
        slots = len(gate_groups) * len(DIRECTIONS)
        self._at = np.full(slots, -1, np.int64)
        self._value = np.zeros(slots, np.int64)
        self._gates = np.asarray([group.gates for group in gate_groups], np.int64)
        bits = [group.register_bits for group in gate_groups]
        # Without a known width nothing rolls over, and no showing is too wide.
        self._width = np.asarray([1 << one if one else 0 for one in bits], np.int64)
        patience = [2 * group.interval_s + GRACE_S for group in gate_groups]
        self._patience = np.minimum(np.asarray(patience, np.int64), LONGEST_INTERVAL_S)

    def read(self, shown: Shown) -> tuple[Counts, npt.NDArray[np.int8]]:
        """Read showings in any order; give the counts they make and what became of each.

        A showing older than the newest one read makes no count: the people it would tell of are
        in the difference that was counted across it.
        """
        outcome = np.full(len(shown.at), int(Showing.COUNTED), np.int8)
        width = self._width[shown.group]
        outcome[(shown.value < 0) | ((width > 0) & (shown.value >= width))] = Showing.TOO_WIDE
        slot = shown.group * len(DIRECTIONS) + shown.direction
        outcome[shown.at < self._at[slot]] = Showing.OUT_OF_ORDER
        outcome[shown.at == self._at[slot]] = Showing.KNOWN
        order = _in_time(slot, shown.at, outcome)
        counts, told = self._differences(shown, slot, order)
        outcome[order] = told
        return counts, outcome

    def _differences(
        self, shown: Shown, slot: Ints, order: Ints
    ) -> tuple[Counts, npt.NDArray[np.int8]]:
        mine, at, value = slot[order], shown.at[order], shown.value[order]
        begins = np.ones(len(order), np.bool_)
        begins[1:] = mine[1:] != mine[:-1]
        since = np.where(begins, self._at[mine], np.roll(at, 1))
        before = np.where(begins, self._value[mine], np.roll(value, 1))
        # Later showings of a slot overwrite earlier ones: what stays is its newest.
        self._at[mine], self._value[mine] = at, value

        group = mine // len(DIRECTIONS)
        seconds = at - since
        most = self._gates[group] * MOST_A_GATE_SECOND * seconds + JITTER
        most = np.minimum(most, MOST_PEOPLE)
        people, told = _people(value, before, most=most, width=self._width[group])
        backlog = seconds > self._patience[group]
        told[backlog & (told == Showing.COUNTED)] = Showing.BACKLOG
        told[since < 0] = Showing.FIRST
        counted = ~np.isin(told, (Showing.FIRST, Showing.EXCHANGED))
        columns = Counts.columns(
            group,
            mine % len(DIRECTIONS),
            start=since,
            end=at,
            people=np.where(counted, people, 0),
            backlog=backlog,
        )
        return columns.where(counted), told


def _in_time(slot: Ints, at: Ints, outcome: npt.NDArray[np.int8]) -> Ints:
    """Order the showings to read by slot and time; of two of one moment the first to come stays."""
    chosen = np.flatnonzero(outcome == Showing.COUNTED)
    order = chosen[np.lexsort((chosen, at[chosen], slot[chosen]))]
    again = np.zeros(len(order), np.bool_)
    again[1:] = (slot[order][1:] == slot[order][:-1]) & (at[order][1:] == at[order][:-1])
    outcome[order[again]] = Showing.KNOWN
    return order[~again]


def _people(
    value: Ints, before: Ints, *, most: Ints, width: Ints
) -> tuple[Ints, npt.NDArray[np.int8]]:
    """Give the people between two showings, and how they were found."""
    climbed = value - before
    rolled = climbed + width
    fell: Bools = climbed < 0
    over = fell & (width > 0) & (rolled <= most)
    reset = fell & ~over & (value <= most)
    told = np.full(len(value), int(Showing.EXCHANGED), np.int8)
    told[~fell & (climbed <= most)] = Showing.COUNTED
    told[over] = Showing.ROLLED_OVER
    told[reset] = Showing.RESET
    people = np.where(over, rolled, np.where(reset, value, climbed))
    return people, told
