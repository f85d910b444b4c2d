"""Say which gates are ill, and keep what they say from becoming a crowd or an empty hall.

    silent         nothing has arrived for two intervals and thirty seconds
    backlog        what came over a gap arrived in one jump: many people, at no known time
    stuck-at-zero  zeros where the gates beside it, and its own last hour, say otherwise
    doubled        it counts twice: its share of the station doubled, or it counts even numbers only
    drifting       it loses a quarter of those who go through one way, by its usual share
    stuck-high     one value again and again, or more people than its gates can pass
    late           what arrives is more than a minute old

A gate group stuck at zero in one direction shows people none of whom is seen. The chance that it
is right is that of no person where μ are expected, with shares that drift (negative binomial,
k = 10, k = 3 where no other gate can be asked): (1 + μ/k)⁻ᵏ < 10⁻⁶.
A jump is a first interval after a gap with more than 3 μ + 6 √(3 μ) + 10 people: three times the
usual flow and six spreads, for a crowd may well have come during the gap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

import numpy as np

from metro_flow.flow.count import Bools, Floats, Ints, time_of
from metro_flow.flow.estimate import Gathering
from metro_flow.flow.habits import Believed, Shares
from metro_flow.flow.jumps import Jumps, find_jumps
from metro_flow.flow.miscounts import Miscounts, find_miscounts
from metro_flow.flow.pieces import PANE_S
from metro_flow.flow.window import GRACE_S, RollingWindow

LATE_S: Final = 60
# One false "stuck" in a million looks: ten years of one gate group asked each five minutes.
STUCK_CHANCE: Final = 1e-6
SHARES_DRIFT: Final = 10.0
ALONE_DRIFT: Final = 3.0
# Most of the window must have been heard before its silence means anything.
HEARD_ENOUGH: Final = 0.8
# Five people and more in thirty panes all alike: a Poisson count repeats itself less than once in
# five panes.
SAME_PANES: Final = 30
SAME_PEOPLE: Final = 5
# As for registers: a door lane passes one person a second, and gates are often supposed.
MOST_A_GATE_MINUTE: Final = 120
# A jump is told of for as long as it stands in the window that calls people.
TOLD_S: Final = 300


class SensorState(StrEnum):
    """What ails a gate group; the first that fits is told."""

    OK = "ok"
    SILENT = "silent"
    BACKLOG = "backlog"
    STUCK_AT_ZERO = "stuck-at-zero"
    DOUBLED = "doubled"
    STUCK_HIGH = "stuck-high"
    DRIFTING = "drifting"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Ailment:
    """One gate group's ill state, since when, and the numbers that say so."""

    gate_group: str
    state: SensorState
    since: datetime
    facts: Mapping[str, int | float]


@dataclass(frozen=True, slots=True, eq=False)
class SensorBoard:
    """The state of every gate group at one check, and what may be trusted of what it says.

    `ill_since` (groups, directions): from that second on nothing is believed; 0 is never.
    """

    now: int
    ailments: tuple[Ailment, ...]
    ill_since: Ints
    jumps: Jumps
    believed: Believed
    places: Gathering

    @property
    def parts(self) -> Floats:
        """Say how much of its station each (group, direction) usually is, in gates.

        By the share that was learnt, or by its gates where none is known yet.
        """
        gates = np.repeat(self.places.gates[:, np.newaxis], 2, axis=1)
        whole = self.places.spread(self.places.sum(gates))
        return np.where(self.believed.known, whole * self.believed.share, gates)

    def trusted(self, window_s: int) -> Bools:
        """Say which (group, direction) may be believed over a window that ends now."""
        jumped = self.jumps.since(self.now - window_s - 2 * PANE_S, self.ill_since.shape)
        believed: Bools = (self.ill_since == 0) & ~jumped
        return believed

    def trusted_panes(self, panes: int) -> Bools:
        """Say which of the last complete panes may be believed: (panes, groups, directions)."""
        first = self.now // PANE_S - panes
        begins = (np.arange(panes) + first) * PANE_S
        stuck = self.ill_since[np.newaxis]
        believed: Bools = (stuck == 0) | (begins[:, np.newaxis, np.newaxis] < stuck)
        inside = (self.jumps.pane >= first) & (self.jumps.pane < first + panes)
        rows, groups = self.jumps.pane[inside] - first, self.jumps.group[inside]
        believed[rows, groups, self.jumps.direction[inside]] = False
        return believed


class Sensors:
    """Watches the gates of a window; remembers only since when each is stuck or late."""

    def __init__(self, window: RollingWindow) -> None:
        shape = (len(window.gate_groups), 2)
        self._places = Gathering.by_station(window.gate_groups)
        self._zero_since = np.zeros(shape, np.int64)
        self._high_since = np.zeros(shape, np.int64)
        self._late_since = np.zeros(shape[0], np.int64)
        self._began = window.now
        self._shares = Shares(window, self._places)

    def check(self, window: RollingWindow) -> SensorBoard:
        """Judge every gate group as the window's clock stands."""
        jumps = find_jumps(window, self._places)
        self._zero_since = _kept(self._zero_since, self._zeros(window, jumps), window, at_zero=True)
        self._high_since = _kept(self._high_since, _same_again(window), window, at_zero=False)
        silent, heard_at = self._silent(window)
        late = ~silent & (window.lag_s.max(axis=1) > LATE_S)
        self._late_since = np.where(
            late, np.where(self._late_since > 0, self._late_since, window.now), 0
        )
        self._shares.learn(window)
        stuck = np.maximum(self._zero_since, self._high_since)
        doubted = (stuck > 0) | jumps.since(window.now - 3600, stuck.shape)
        miscounts = find_miscounts(window, self._places, self._shares, ill=doubted)
        told = [
            ailment
            for place in range(len(window.gate_groups))
            if (
                ailment := self._ailment(
                    place, window, silent=silent, at=heard_at, jumps=jumps, of=miscounts
                )
            )
        ]
        ill_since = _earlier(stuck, miscounts.since)
        worse = _earlier(stuck, np.maximum(miscounts.doubled[:, np.newaxis], miscounts.zero))
        self._shares.note_ill(window.pane, ill_since, worse=worse)
        believed = self._shares.believed
        return SensorBoard(window.now, tuple(told), ill_since, jumps, believed, self._places)

    def _silent(self, window: RollingWindow) -> tuple[Bools, Ints]:
        """Say who is silent, and when each was heard last (arrived; 0: never)."""
        last_end = window.last_end
        arrived = np.where(last_end > 0, last_end + window.lag_s, 0)
        patience = 2 * window.interval_s + GRACE_S
        # A direction that was never heard tells nothing of one that is.
        quiet = (last_end > 0) & (window.now - arrived > patience)
        never = (last_end == 0).all(axis=1)
        heard_at = np.where(quiet, arrived, 0).max(axis=1)
        return quiet.any(axis=1) | never, heard_at

    def _zeros(self, window: RollingWindow, jumps: Jumps) -> Bools:
        """Say where zeros are not to be believed."""
        hour = window.sums(3600)
        stuck = np.zeros(hour.people.shape, np.bool_)
        believed = ~jumps.since(window.now - 3600, hour.people.shape) & (self._zero_since == 0)
        for window_s in (300, 900):
            sums = window.sums(window_s)
            zero = (sums.people == 0) & (sums.heard_s >= HEARD_ENOUGH * window_s) & sums.given
            if not zero.any():
                continue
            before = np.where(believed, hour.people - sums.people, 0)
            before_s = np.maximum(hour.heard_s - sums.heard_s, 1)
            own = before / before_s * sums.heard_s
            others = self._others(np.where(believed, sums.people, 0))
            others_before = self._others(np.where(believed, own, 0))
            busier = others / np.maximum(others_before, 1.0)
            asked = (others > 0) & (others_before > 0)
            expected = np.where(asked, own * busier, own)
            drift = np.where(asked, SHARES_DRIFT, ALONE_DRIFT)
            stuck |= zero & ((1 + expected / drift) ** -drift < STUCK_CHANCE)
        return stuck

    def _others(self, values: Ints | Floats) -> Floats:
        return self._places.spread(self._places.sum(values)) - values

    def _ailment(
        self,
        place: int,
        window: RollingWindow,
        *,
        silent: Bools,
        at: Ints,
        jumps: Jumps,
        of: Miscounts,
    ) -> Ailment | None:
        """Name what ails a gate group, the worst first; None when it is well."""

        def told(state: SensorState, since: int, **facts: float) -> Ailment:
            return Ailment(window.gate_groups[place].id, state, time_of(since), facts)

        if silent[place]:
            since = int(at[place])
            if since == 0:
                return told(SensorState.SILENT, self._began)
            return told(SensorState.SILENT, since, seconds=window.now - since)
        jump = jumps.newest(place)
        if jump and jump.at > window.now - TOLD_S:
            return told(SensorState.BACKLOG, jump.at, people=jump.people, gap_s=jump.gap_s)
        behind = int(window.backlog_end[place].max())
        if behind > window.now - TOLD_S:
            return told(SensorState.BACKLOG, behind)
        if zero := int(_earlier(self._zero_since, of.zero)[place].max()):
            return told(SensorState.STUCK_AT_ZERO, zero, seconds=window.now - zero)
        if doubled := int(of.doubled[place]):
            return told(SensorState.DOUBLED, doubled, seconds=window.now - doubled)
        if high := int(self._high_since[place].max()):
            most = int(window.sums(300).people[place].max())
            return told(SensorState.STUCK_HIGH, high, people=most, window_s=300)
        if drifting := int(of.drifting[place].max()):
            return told(SensorState.DRIFTING, drifting, seconds=window.now - drifting)
        if late := int(self._late_since[place]):
            return told(SensorState.LATE, late, lag_s=int(window.lag_s[place].max()))
        return None


def _earlier(one: Ints, other: Ints) -> Ints:
    """Give the earlier of two moments, where 0 is never."""
    both = (one > 0) & (other > 0)
    return np.where(both, np.minimum(one, other), np.maximum(one, other))


def _kept(since: Ints, found: Bools, window: RollingWindow, *, at_zero: bool) -> Ints:
    """Keep since when each is stuck, until it says something else."""
    still = (since > 0) & ((window.sums(300).people == 0) if at_zero else found)
    begun = found & ~still
    after = np.where(still, since, 0)
    if begun.any():
        after[begun] = _since_when(window, begun, at_zero=at_zero)
    return after


def _since_when(window: RollingWindow, begun: Bools, *, at_zero: bool) -> Ints:
    """Find when the run of zeros, or of like values, began."""
    groups, directions = np.nonzero(begun)
    people, heard_s = window.panes(360, groups=groups)
    rows = np.arange(len(groups))
    people, heard_s = people[:, rows, directions], heard_s[:, rows, directions]
    other = people > 0 if at_zero else people != people[-1]
    other &= heard_s > 0
    # Panes since the newest one that says otherwise; all of them when none does.
    run = np.where(other.any(axis=0), np.argmax(other[::-1], axis=0), len(people))
    return (window.pane - run) * PANE_S


def _same_again(window: RollingWindow) -> Bools:
    """Say who repeats one value, or says more than its gates can pass."""
    minute = window.sums(60)
    gates = np.asarray([group.gates for group in window.gate_groups])[:, np.newaxis]
    beyond = minute.given & (minute.people > gates * MOST_A_GATE_MINUTE)
    fine = (window.interval_s <= PANE_S) & ~minute.split & (minute.people >= 6 * SAME_PEOPLE)
    groups = np.flatnonzero(fine.any(axis=1))
    if not groups.size:
        return beyond
    people, heard_s = window.panes(SAME_PANES, groups=groups)
    same = (people == people[0]).all(axis=0) & (heard_s == PANE_S).all(axis=0)
    again = np.zeros(minute.people.shape, np.bool_)
    again[groups] = same & (people[0] >= SAME_PEOPLE)
    return beyond | again
