"""Gather who goes through a station's gates into steps, with what is told of trains and changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Final, Self

import numpy as np

from metro_flow.flow.count import Bools, Floats
from metro_flow.flow.draws import DRAWS, Insides
from metro_flow.flow.headway import STEP_S
from metro_flow.flow.inflow import Inflow, by_line, by_station

QUIET: Final = 1e-9
# Whoever alighted is out within five minutes; half an hour before that is how it was.
LATE_STEPS: Final = 300 // STEP_S
EARLY_STEPS: Final = 2_100 // STEP_S
STANDS_BELOW: Final = 0.25
# What is supposed of unheard gates moves a little at each look: a three-hundredth of the flow, or
# a fiftieth of a person in half a minute, is not worth stepping an hour anew.
LITTLE: Final = 0.003
HARDLY: Final = 0.02
SUPPOSED: Final = ("entering", "changing", "exits", "heard")


@dataclass(frozen=True, slots=True, eq=False)
class Through:
    """What goes through the gates step by step, and what is told of the trains.

    `entering` and `changing` (steps, L, V), `exits` (steps, Z, V), and of those the share that
    was heard and not supposed, `heard` (steps, Z). `spoken_s` (steps, Z) are the seconds heard of
    all gates, both ways: where they are alike, nothing more was heard.
    `calls` (steps, 2, L): 1 a train called, 0 none did, −1 nobody tells; `places` (steps, 2, L)
    on that train and those it `left_behind`, NaN where nobody tells.
    """

    entering: Floats
    changing: Floats
    exits: Floats
    heard: Floats
    spoken_s: Floats
    calls: Floats
    places: Floats
    left_behind: Floats

    def rows(self, chosen: slice) -> Through:
        """Take some of the steps."""
        return Through(*(getattr(self, field.name)[chosen] for field in fields(self)))

    def same(self, other: Through, steps: int) -> int:
        """Say how many of the first steps are the same in both, but for what is hardly more.

        Only what is supposed may differ a little; where more was heard nothing is the same.
        """
        unlike = np.zeros(steps, np.bool_)
        for field in fields(self):
            mine, theirs = (getattr(one, field.name)[:steps] for one in (self, other))
            differ = (mine != theirs) & ~(np.isnan(mine) & np.isnan(theirs))
            if field.name in SUPPOSED and differ.any():
                differ = np.abs(mine - theirs) > LITTLE * mine + HARDLY
            unlike |= differ.reshape(steps, -1).any(axis=1)
        return int(np.argmax(unlike)) if unlike.any() else steps

    def standstill(self) -> Bools:
        """Say when next to nobody comes out any more: (steps, Z).

        Exits of five minutes are then below a quarter of those of the half hour before.
        """
        exits = self.exits.mean(axis=2)
        summed = np.concatenate([np.zeros((1, exits.shape[1])), np.cumsum(exits, axis=0)])
        ends = np.arange(len(exits)) + 1
        late, early = np.maximum(ends - LATE_STEPS, 0), np.maximum(ends - EARLY_STEPS, 0)
        now = (summed[ends] - summed[late]) / LATE_STEPS
        before = (summed[late] - summed[early]) / np.maximum(late - early, 1)[:, np.newaxis]
        still: Bools = now < STANDS_BELOW * before
        return still

    def silenced(self, which: Bools) -> Through:
        """Let exits say nothing of trains where they are too coarse to: (steps, Z)."""
        return replace(self, heard=np.where(which, 0.0, self.heard))

    @classmethod
    def joined(cls, parts: Sequence[Through]) -> Self:
        """Put stretches of steps one after the other."""
        return cls(
            *(np.concatenate([getattr(one, field.name) for one in parts]) for field in fields(cls))
        )


def through(insides: Insides, flow: Inflow, rows: slice) -> tuple[Floats, ...]:
    """Give who goes through the gates pane by pane.

    They are those who enter towards each line and who change to it (panes, L, V), those who
    leave each station (panes, Z, V), the share of the last that was heard (panes, Z), and the
    seconds heard (panes, Z).
    """
    heard, supposed = flow.heard[rows], flow.supposed[rows]
    entering = by_line(heard[..., 0], insides)
    exits = by_station(heard[..., 1], insides)
    more = by_station(supposed[..., 1], insides)
    leaving = np.repeat(exits[..., np.newaxis], DRAWS, axis=2)
    if supposed.any():
        entering = entering + by_line(supposed[..., 0], insides) * insides.missing
        leaving = leaving + more[..., np.newaxis] * insides.missing
    changing = leaving[:, insides.station_of_line] * insides.changing
    # Where nobody was heard and nobody supposed, silence was heard, if anything was.
    share = (exits + QUIET) / (exits + more + QUIET)
    return entering, changing, leaving, share, flow.spoken_s[rows]
