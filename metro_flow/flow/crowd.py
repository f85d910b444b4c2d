"""Step the people inside all stations through walking, waiting and boarding, ten seconds at a time.

One loop steps every line of every station in every draw of the beliefs (axes: 2 directions,
L lines, V draws). Entrants walk through three stages (an Erlang time), wait on the platform, and
board by

    boarded per pane = min(q · 2δ / (H + 2δ), C · δ / H)         δ = 10 s

the mean of trains whose phase is not known: with room on the trains the wait is H/2, and what
arrives faster than C places every H seconds is left behind and accumulates. That queue is what
makes a surge a crowd. Who alights is not in the loop: exits heard at the gates tell of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from metro_flow.flow.count import Floats
from metro_flow.flow.draws import DRAWS, STAGES, Insides
from metro_flow.flow.pieces import PANE_S


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """Who walks to the platforms (stages, L, V) and who waits there (2, L, V) as `pane` begins."""

    pane: int
    walking: Floats
    waiting: Floats

    @classmethod
    def nobody(cls, insides: Insides, pane: int) -> Self:
        """Begin with empty stations."""
        lines = len(insides.lines)
        return cls(pane, np.zeros((STAGES, lines, DRAWS)), np.zeros((2, lines, DRAWS)))


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """What was told while stepping: people walking, waiting and arriving at the last panes' ends.

    `walking`, `waiting` and `arriving` (a second) are (panes, L, V).
    `kept` is the crowd as it stood when the pane to keep began.
    """

    walking: Floats
    waiting: Floats
    arriving: Floats
    kept: Crowd
    end: Crowd

    def then(self, after: Steps, *, keep: int, last: int) -> Steps:
        """Go on with steps that were taken under other beliefs."""
        return Steps(
            np.concatenate([self.walking, after.walking])[-last:],
            np.concatenate([self.waiting, after.waiting])[-last:],
            np.concatenate([self.arriving, after.arriving])[-last:],
            after.kept if after.kept.pane == keep else self.kept,
            after.end,
        )


def step_crowd(
    insides: Insides, crowd: Crowd, *, entering: Floats, changing: Floats, keep: int, last: int
) -> Steps:
    """Step the crowd through panes of people entering and changing lines: (panes, L, V) each.

    `keep` is the pane at whose beginning the crowd is kept, `last` how many panes to tell of.
    """
    walking, waiting = crowd.walking.copy(), crowd.waiting.copy()
    moving_on = insides.moving_on
    called = 2 * PANE_S / (insides.headway_s + 2 * PANE_S)
    room = insides.places * PANE_S / insides.headway_s
    onward, board = np.empty_like(walking), np.empty_like(waiting)
    told = np.zeros((3, min(last, len(entering)), *waiting.shape[1:]))
    kept = crowd
    for row in range(len(entering)):
        if crowd.pane + row == keep:
            kept = Crowd(keep, walking.copy(), waiting.copy())
        np.multiply(walking, moving_on, out=onward)
        np.subtract(walking, onward, out=walking)
        walking[1:] += onward[:-1]
        walking[0] += entering[row]
        arrived = onward[-1] + changing[row]
        waiting += insides.toward * arrived
        np.multiply(waiting, called, out=board)
        np.minimum(board, room, out=board)
        np.subtract(waiting, board, out=waiting)
        place = row - len(entering) + told.shape[1]
        if place >= 0:
            told[0, place], told[1, place] = walking.sum(axis=0), waiting.sum(axis=0)
            told[2, place] = arrived / PANE_S
    end = Crowd(crowd.pane + len(entering), walking, waiting)
    return Steps(told[0], told[1], told[2], kept, end)
