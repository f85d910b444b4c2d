"""Walk people on, sum cases up, and weigh draws: the arithmetic under the crowd's steps."""

from __future__ import annotations

from typing import Final

import numpy as np

from metro_flow.flow.count import Floats
from metro_flow.flow.draws import STAGES

# Exits tell the draws apart, but half of the sixteen always have a say.
FEWEST_DRAWS: Final = 8.0
# Loads and walks are no Poisson counts: what the likelihood says is taken to the fiftieth part.
MOST_POWER: Final = 0.02


def walk(stages: Floats, mean_s: Floats, *, length_s: float) -> Floats:
    """Walk people on through three like stages, in place; give those who came out of the last.

    In a step a person passes a Poisson number of stages, so that no walk is too short for it.
    """
    pace = STAGES * length_s / mean_s
    stay = np.exp(-pace)
    one, two = stay * pace, stay * pace * pace / 2
    before: Floats = stages.sum(axis=0)
    last = stages[2] * stay
    last += stages[1] * one
    last += stages[0] * two
    stages[2] = last
    stages[1] *= stay
    stages[1] += stages[0] * one
    stages[0] *= stay
    before -= stages.sum(axis=0)
    return before


def believed(fit: Floats) -> Floats:
    """Say how far each draw is believed, by how well it foretold the exits: (Z, V), sum 1.

    Weights are the likelihood to a power that leaves at least eight draws' worth of them: sixteen
    draws of eight beliefs are too few to believe the best alone.
    """
    least, most = np.zeros(len(fit)), np.full(len(fit), MOST_POWER)
    better = fit - fit.max(axis=1, keepdims=True)
    for _ in range(20):
        power = (least + most) / 2
        weight = np.exp(better * power[:, np.newaxis])
        enough = weight.sum(axis=1) ** 2 / (weight**2).sum(axis=1) >= FEWEST_DRAWS
        least, most = np.where(enough, power, least), np.where(enough, most, power)
    weight = np.exp(better * least[:, np.newaxis])
    share: Floats = weight / weight.sum(axis=1, keepdims=True)
    return share


def mean_of(chance: Floats, people: Floats) -> Floats:
    """Give the mean over all cases, the third axis from the last but one: (…, 2, L, V)."""
    mean: Floats = np.einsum("kclv,...kclv->...clv", chance, people)
    return mean


def spread_of(chance: Floats, people: Floats, mean: Floats) -> Floats:
    """Give the variance over all cases, of both directions together: (L, V)."""
    spread: Floats = (mean_of(chance, people**2) - mean**2).clip(0.0).sum(axis=0)
    return spread
