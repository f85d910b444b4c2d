"""Add up who is in each zone: those who walk and wait, those who alighted, those in the halls.

    platform = waiting + alighted · clear       at most 5 people/m²; the rest stand in the paid hall
    paid     = walking to platforms + leaving · walk out + changing · walk in + that rest
    unpaid   = entering · hall in + leaving · hall out

The last three lines are Little's law on rates of the last two minutes: the people in a stretch
are those who pass a second times the seconds it takes. Noise is what the draws do not hold:
whole people (Poisson), and the phase of trains, which nobody tells: boarding loads of B people
every H seconds swing evenly between 0 and B (variance B²/12), alighted loads of N people are
there for d of every H seconds (variance d/H · (1 − d/H) · N²); longer windows even both out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from metro_flow.flow.count import Floats
from metro_flow.flow.crowd import Steps
from metro_flow.flow.draws import Insides
from metro_flow.flow.inflow import Inflow, by_line, by_station
from metro_flow.flow.pieces import PANE_S

# A platform packs to 5 people/m² ("congested"); whoever comes then stands in the hall.
JAM_PER_M2: Final = 5.0
# Rates inside are read over two minutes: about one headway, or they pulse with the trains.
RATE_PANES: Final = 12
# Half of nine in ten of a normal curve, in spreads.
NINE_IN_TEN: Final = 1.645


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """People by zone and draw (zones, V), and the variance of the noise on top (zones,).

    Zones in order: the platforms of all lines, all paid halls, all unpaid halls, whole stations.
    """

    people: Floats
    variance: Floats

    def interval(self) -> tuple[Floats, Floats, Floats]:
        """Give low, middle and high of each zone."""
        low, middle, high = np.quantile(self.people, [0.05, 0.5, 0.95], axis=1, method="hazen")
        noise = NINE_IN_TEN**2 * self.variance
        return (
            np.maximum(0.0, middle - np.sqrt((middle - low) ** 2 + noise)),
            middle,
            middle + np.sqrt((high - middle) ** 2 + noise),
        )


def people_inside(
    insides: Insides, steps: Steps, flow: Inflow, *, window_s: int, before: int = 0
) -> People:
    """Add up the zones over a window that ends `before` panes before the last one told."""
    panes = window_s // PANE_S
    rates = _rates(insides, flow, panes=max(panes, RATE_PANES), before=before)
    waiting = _mean(steps.waiting, panes, before)
    alighted = rates.leaving * insides.clear_s
    platform = waiting + alighted
    most = JAM_PER_M2 * insides.platform_m2[:, np.newaxis]
    packed = np.minimum(platform, most)
    leaving = rates.leaving * insides.walk_out_s
    halls = _mean(steps.walking, panes, before) + leaving + rates.changing * insides.walk_in_s
    paid = _by_station_of_line(halls + platform - packed, insides)
    unpaid = rates.entering_station * insides.hall_in_s + rates.leaving_station * insides.hall_out_s
    whole = _by_station_of_line(packed, insides) + paid + unpaid
    people = np.concatenate([packed, paid, unpaid, whole])

    arriving = _mean(steps.arriving, max(panes, RATE_PANES), before)
    evened = np.maximum(1.0, window_s / insides.headway_s)
    waits = _waiting_swing(insides, arriving) / evened
    alights = _alighted_swing(insides, rates.leaving, insides.clear_s) / evened
    leaves = _alighted_swing(insides, rates.leaving, insides.walk_out_s) / evened
    in_paid = _by_station_of_line(leaves, insides)
    in_all = in_paid + _by_station_of_line(waits + alights, insides)
    swing = np.concatenate([waits + alights, in_paid, np.zeros_like(in_paid), in_all])
    return People(people, np.median(people + swing, axis=1))


@dataclass(frozen=True, slots=True, eq=False)
class _Rates:
    """People a second: leaving and changing by line (L, V), through the gates (Z, V)."""

    leaving: Floats
    changing: Floats
    entering_station: Floats
    leaving_station: Floats


def through(insides: Insides, flow: Inflow, rows: slice) -> tuple[Floats, Floats]:
    """Give those who enter towards and who change to each line, pane by pane: (panes, L, V)."""
    heard, supposed = flow.heard[rows], flow.supposed[rows]
    entering = by_line(heard[..., 0], insides)
    leaving = by_station(heard[..., 1], insides)[:, insides.station_of_line, np.newaxis]
    if supposed.any():
        entering = entering + by_line(supposed[..., 0], insides) * insides.missing
        more = by_station(supposed[..., 1], insides)[:, insides.station_of_line, np.newaxis]
        leaving = leaving + more * insides.missing
    return entering, leaving * insides.changing


def _rates(insides: Insides, flow: Inflow, *, panes: int, before: int) -> _Rates:
    heard = _mean(flow.heard, panes, before)[np.newaxis] / PANE_S
    supposed = _mean(flow.supposed, panes, before)[np.newaxis] / PANE_S
    leaving = by_line(heard[..., 1], insides) + by_line(supposed[..., 1], insides) * insides.missing
    whole = by_station(heard, insides)[0, :, :, np.newaxis]
    whole = whole + by_station(supposed, insides)[0, :, :, np.newaxis] * insides.missing
    changing = whole[insides.station_of_line, 1] * insides.changing
    return _Rates(leaving[0], changing, whole[:, 0], whole[:, 1])


def _mean(told: Floats, panes: int, before: int) -> Floats:
    end = len(told) - before
    mean: Floats = told[max(0, end - panes) : end].mean(axis=0)
    return mean


def _by_station_of_line(values: Floats, insides: Insides) -> Floats:
    summed = np.zeros((len(insides.stations), values.shape[1]))
    np.add.at(summed, insides.station_of_line, values)
    return summed


def _waiting_swing(insides: Insides, arriving: Floats) -> Floats:
    board = np.minimum(insides.toward * arriving * insides.headway_s, insides.places)
    swing: Floats = (board**2 / 12).sum(axis=0)
    return swing


def _alighted_swing(insides: Insides, leaving: Floats, stay_s: Floats) -> Floats:
    # Both directions alight half of those who leave; a stay beyond a headway is always peopled.
    load = leaving / 2 * insides.headway_s
    there = np.minimum(stay_s / insides.headway_s, 1.0)
    swing: Floats = 2 * there * (1 - there) * load**2
    return swing
