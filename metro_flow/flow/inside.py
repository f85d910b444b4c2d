"""Add up who is in each zone: those who walk and wait, those who alighted, those in the halls.

    platform = waiting + alighted               at most 5 people/m²; the rest stand in the paid hall
    paid     = walking to platforms + leaving + changing · walk in + that rest
    unpaid   = entering · hall in + leaving · hall out

Who walks, waits, alighted and leaves is stepped (`crowd`). Changing and the unpaid hall are
Little's law on rates of the last two minutes: the people in a stretch are those who pass a second
times the seconds it takes. Noise is what the draws do not hold: whole people (Poisson), and when
the trains called, where neither a feed nor the exits tell; longer windows even both out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from metro_flow.flow.cases import believed
from metro_flow.flow.count import Floats
from metro_flow.flow.crowd import Steps
from metro_flow.flow.draws import DRAWS, Insides
from metro_flow.flow.headway import STEP_S
from metro_flow.flow.inflow import Inflow, by_station
from metro_flow.flow.pieces import PANE_S

# A platform packs to 5 people/m² ("congested"); whoever comes then stands in the hall.
JAM_PER_M2: Final = 5.0
# Rates inside are read over two minutes: about one headway, or they pulse with the trains.
RATE_PANES: Final = 12
# Half of nine in ten of a normal curve, in spreads.
NINE_IN_TEN: Final = 1.645


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """People by zone and draw (zones, V), how far each draw is believed, and the noise (zones,).

    Zones in order: the platforms of all lines, all paid halls, all unpaid halls, whole stations.
    """

    people: Floats
    belief: Floats
    variance: Floats

    def interval(self) -> tuple[Floats, Floats, Floats]:
        """Give low, middle and high of each zone."""
        low, middle, high = _quantiles(self.people, self.belief, (0.05, 0.5, 0.95))
        noise = NINE_IN_TEN**2 * self.variance
        return (
            np.maximum(0.0, middle - np.sqrt((middle - low) ** 2 + noise)),
            middle,
            middle + np.sqrt((high - middle) ** 2 + noise),
        )


def people_inside(
    insides: Insides,
    steps: Steps,
    flow: Inflow,
    *,
    window_s: int,
    before: int = 0,
) -> People:
    """Add up the zones over a window that ends `before` panes before the last one told."""
    panes = window_s // PANE_S
    rates = _rates(insides, flow, panes=max(panes, RATE_PANES), before=before)
    end = len(steps.present) - before * PANE_S // STEP_S
    present = steps.present[max(0, end - max(1, window_s // STEP_S)) : end]

    def mean(field: str) -> Floats:
        found: Floats = np.mean([getattr(one, field) for one in present], axis=0)
        return found

    platform = mean("waiting") + mean("alighted")
    packed = np.minimum(platform, JAM_PER_M2 * insides.platform_m2[:, np.newaxis])
    halls = mean("walking") + mean("leaving") + rates.changing * insides.walk_in_s
    paid = _by_station_of_line(halls + platform - packed, insides)
    unpaid = rates.entering_station * insides.hall_in_s + rates.leaving_station * insides.hall_out_s
    whole = _by_station_of_line(packed, insides) + paid + unpaid
    people = np.concatenate([packed, paid, unpaid, whole])

    evened = np.maximum(1.0, window_s / insides.headway_s)
    in_paid = _by_station_of_line(mean("far") / evened, insides)
    in_all = _by_station_of_line(mean("all") / evened, insides)
    swing = np.concatenate([mean("near") / evened, in_paid, np.zeros_like(in_paid), in_all])
    belief = believed(steps.end.fit)
    lines = belief[insides.station_of_line]
    return People(people, np.concatenate([lines, *[belief] * 3]), np.median(people + swing, axis=1))


def _quantiles(people: Floats, belief: Floats, parts: Sequence[float]) -> list[Floats]:
    """Give weighted quantiles of each row, each draw in the middle of its weight."""
    order = np.argsort(people, axis=1)
    people, weight = (np.take_along_axis(of, order, axis=1) for of in (people, belief))
    middles = np.cumsum(weight, axis=1) - weight / 2
    rows = np.arange(len(people))
    found = []
    for part in parts:
        after = (middles < part).sum(axis=1)
        right, left = np.minimum(after, DRAWS - 1), np.maximum(after - 1, 0)
        span = middles[rows, right] - middles[rows, left]
        along = np.where(span > 0, (part - middles[rows, left]) / np.maximum(span, 1e-12), 0.0)
        found.append(people[rows, left] + along * (people[rows, right] - people[rows, left]))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Rates:
    """People a second: changing to lines (L, V), through the gates of stations (Z, V)."""

    changing: Floats
    entering_station: Floats
    leaving_station: Floats


def _rates(insides: Insides, flow: Inflow, *, panes: int, before: int) -> _Rates:
    heard = _mean(flow.heard, panes, before)[np.newaxis] / PANE_S
    supposed = _mean(flow.supposed, panes, before)[np.newaxis] / PANE_S
    whole = by_station(heard, insides)[0, :, :, np.newaxis]
    whole = whole + by_station(supposed, insides)[0, :, :, np.newaxis] * insides.missing
    changing = whole[insides.station_of_line, 1] * insides.changing
    return _Rates(changing, whole[:, 0], whole[:, 1])


def _mean(told: Floats, panes: int, before: int) -> Floats:
    end = len(told) - before
    mean: Floats = told[max(0, end - panes) : end].mean(axis=0)
    return mean


def _by_station_of_line(values: Floats, insides: Insides) -> Floats:
    summed = np.zeros((len(insides.stations), values.shape[1]))
    np.add.at(summed, insides.station_of_line, values)
    return summed
