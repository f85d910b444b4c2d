"""Turn what was heard in a window into people a minute, with an interval that owns up to the rest.

Two things are not known: how the next minute would have fallen out had it been run again
(counting noise), and who went through gates that were not heard (coverage). For N people heard,

    rate = N / c / minutes          c = Σ aᵢ fᵢ / Σ aᵢ
    low  = G⁻¹(0.05; N)     · (1 + M₋/H) / minutes
    high = G⁻¹(0.95; N + 1) · (1 + M₊/H) / minutes

fᵢ is the share of the window heard of gate group i, aᵢ its usual rate (its own last hour, leaned
on its station's rate per gate by five minutes' worth), H = Σ aᵢ fᵢ and M = Σ aᵢ (1 − fᵢ), with
M₋ and M₊ when usual rates are off by the factor 1.4 where a group was heard all hour and 3 where
it never was. G⁻¹ is the quantile of the Gamma distribution: Garwood's interval, which holds the
true rate at least nine times in ten (F. Garwood, Biometrika 28, 1936, 437–442).
Ignores miscounting by the gates themselves, which nobody has measured here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Final, Self

import numpy as np
from scipy.special import gammaincinv

from metro_flow.flow.count import DIRECTIONS, Bools, Direction, Floats, GateGroup, Ints, time_of
from metro_flow.flow.sums import WindowSums

# Below half of the usual flow heard, more would be guessed than known.
COVERAGE_FLOOR: Final = 0.5
TAIL: Final = 0.05
# A gate group's own rate counts as much as its station's after five minutes.
LEAN_S: Final = 300
SURE_ERROR: Final = 0.3
UNSURE_ERROR: Final = 2.0


class Why(IntEnum):
    """Why a figure is not known; KNOWN when it is."""

    KNOWN = 0
    NOTHING_HEARD = 1
    WINDOW_TOO_SHORT = 2
    COVERAGE_TOO_LOW = 3

    @property
    def words(self) -> str | None:
        """The reason in words, None when the figure is known."""
        return None if self is Why.KNOWN else self.name.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class FlowEstimate:
    """People a minute with its 90 % interval; all None, with the reason, when it is not known.

    `people` were heard in the window; `coverage` is the share of the usual flow that was heard;
    `split`: counts were cut out of longer intervals, so no accuracy is claimed below those.
    """

    people: int
    per_minute: float | None
    low: float | None
    high: float | None
    coverage: float
    window_s: int
    until: datetime | None
    unknown: str | None
    split: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Gathering:
    """Which gate groups make up which place: station, zone or exit (pairs of indices)."""

    names: tuple[str, ...]
    group: Ints
    place: Ints
    gates: Floats

    @classmethod
    def by_station(cls, gate_groups: Sequence[GateGroup]) -> Self:
        """Gather gate groups by station, in the order in which stations first appear."""
        return cls.by([(group.station,) for group in gate_groups], gate_groups)

    @classmethod
    def by(cls, names: Sequence[Sequence[str]], gate_groups: Sequence[GateGroup]) -> Self:
        """Gather gate groups by the names given for each; a group may stand in several places."""
        known = tuple(dict.fromkeys(name for of in names for name in of))
        places = {name: place for place, name in enumerate(known)}
        pairs = [(group, places[name]) for group, of in enumerate(names) for name in of]
        group, place = np.asarray(pairs, np.int64).reshape(-1, 2).T
        gates = np.asarray([float(one.gates) for one in gate_groups])
        return cls(known, group, place, gates)

    def sum(self, values: Ints | Floats | Bools) -> Floats:
        """Sum (groups, directions) into (places, directions)."""
        summed = np.zeros((len(self.names), values.shape[1]))
        np.add.at(summed, self.place, values[self.group].astype(np.float64))
        return summed

    def spread(self, values: Floats) -> Floats:
        """Give each gate group its place's value: (places, d) to (groups, d); the first wins."""
        back = np.zeros((len(self.gates), values.shape[1]))
        back[self.group[::-1]] = values[self.place[::-1]]
        return back


@dataclass(frozen=True, slots=True, eq=False)
class FlowTable:
    """The estimates of all places for one window: arrays of (places, directions)."""

    names: tuple[str, ...]
    window_s: int
    people: Ints
    per_minute: Floats
    low: Floats
    high: Floats
    coverage: Floats
    until: Ints
    split: Bools
    why: Ints

    def of(self, name: str, direction: Direction) -> FlowEstimate:
        """Take one place's estimate in one direction."""
        at = self.names.index(name), direction.place
        known = self.why[at] == Why.KNOWN
        return FlowEstimate(
            people=int(self.people[at]),
            per_minute=float(self.per_minute[at]) if known else None,
            low=float(self.low[at]) if known else None,
            high=float(self.high[at]) if known else None,
            coverage=float(self.coverage[at]),
            window_s=self.window_s,
            until=time_of(int(self.until[at])) if self.until[at] else None,
            unknown=Why(int(self.why[at])).words,
            split=bool(self.split[at]),
        )


def usual_rates(hour: WindowSums, places: Gathering, *, trusted: Bools) -> Floats:
    """Give people a second that each gate group usually passes: (groups, directions).

    Its own last hour, leaned on its station's rate per gate, so that a gate group that was
    never heard is taken for its gates' worth.
    """
    people = np.where(trusted, hour.people, 0)
    heard = np.where(trusted, hour.heard_s, 0)
    gates = places.gates[:, np.newaxis]
    # Half a person in a gate-minute: where nobody came at all, shares go by gates.
    per_gate = (places.sum(people) + 0.5) / (places.sum(gates * heard) + 60)
    leaned: Floats = (people + LEAN_S * gates * places.spread(per_gate)) / (heard + LEAN_S)
    return leaned


def estimate_flow(
    sums: WindowSums, hour: WindowSums, places: Gathering, *, trusted: Bools
) -> FlowTable:
    """Estimate the flow of every place in one window.

    `hour` is the longest window, which tells what share of the flow is missing; `trusted`
    (groups, directions) is False where a sensor is ill: missing, whatever it says.
    """
    usable = sums.given & trusted
    people = places.sum(np.where(usable, sums.people, 0))
    usual = usual_rates(hour, places, trusted=trusted)
    heard_part = np.where(usable, sums.heard_s / sums.window_s, 0.0)
    heard = places.sum(usual * heard_part)
    missing = usual * (1 - heard_part)
    coverage = heard / np.maximum(heard + places.sum(missing), 1e-12)

    unsure = np.where(trusted, hour.heard_s, 0)
    off = 1 + SURE_ERROR + (UNSURE_ERROR - SURE_ERROR) * LEAN_S / (LEAN_S + unsure)
    per_heard = 60 / sums.window_s / np.maximum(heard, 1e-12)
    rate = people * per_heard * (heard + places.sum(missing))
    fewest = gammaincinv(np.maximum(people, 1e-9), TAIL)
    most = gammaincinv(people + 1, 1 - TAIL)
    return FlowTable(
        names=places.names,
        window_s=sums.window_s,
        people=people.astype(np.int64),
        per_minute=rate,
        low=fewest * per_heard * (heard + places.sum(missing / off)),
        high=most * per_heard * (heard + places.sum(missing * off)),
        coverage=coverage,
        until=_until(sums, places, usable=usable),
        split=places.sum(sums.split & usable) > 0,
        why=_why(sums, places, usable=usable, coverage=coverage),
    )


def _until(sums: WindowSums, places: Gathering, *, usable: Bools) -> Ints:
    """Give the earliest end of the windows heard at each place; 0 where nothing was."""
    never = np.iinfo(np.int64).max
    until = np.full((len(places.names), len(DIRECTIONS)), never)
    heard = np.where(usable & (sums.heard_s > 0), sums.until, never)
    np.minimum.at(until, places.place, heard[places.group])
    return np.where(until == never, 0, until)


def _why(sums: WindowSums, places: Gathering, *, usable: Bools, coverage: Floats) -> Ints:
    why = np.full(coverage.shape, int(Why.KNOWN))
    why[coverage < COVERAGE_FLOOR] = Why.COVERAGE_TOO_LOW
    why[places.sum(usable * sums.heard_s) == 0] = Why.NOTHING_HEARD
    too_short = places.sum(~sums.given) > 0
    why[too_short & (coverage < COVERAGE_FLOOR)] = Why.WINDOW_TOO_SHORT
    return why
