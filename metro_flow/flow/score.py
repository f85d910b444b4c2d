"""Score forecasts the way the field publishes them, so that figures can be laid side by side.

RMSE and MAE go over every cell, zeros included; WMAPE sums misses over the cells in which people
were counted and divides by all people. The pinball loss of a quantile q at a level p is
p · (y − q) where y is above it, else (1 − p) · (q − y).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metro_flow.flow.count import Floats


@dataclass(frozen=True, slots=True)
class Misses:
    """RMSE and MAE in people, WMAPE as a share."""

    rmse: float
    mae: float
    wmape: float


def misses(people: Floats, forecasts: Floats) -> Misses:
    """Score forecasts against what came; cells that either does not know are left out."""
    known = ~(np.isnan(people) | np.isnan(forecasts))
    came, missed = people[known], np.abs(people[known] - forecasts[known])
    return Misses(
        rmse=float(np.sqrt((missed**2).mean())),
        mae=float(missed.mean()),
        wmape=float(missed[came > 0].sum() / came.sum()),
    )


def pinball(people: Floats, quantiles: Floats, levels: Floats) -> Floats:
    """Return the loss of each quantile (levels, …) against what came (…)."""
    over = people - quantiles
    level = np.asarray(levels).reshape(-1, *(1,) * people.ndim)
    loss: Floats = np.maximum(level * over, (level - 1) * over)
    return loss
