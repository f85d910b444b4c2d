"""Say how likely a train calls next, by how long ago the last one called.

Trains keep a headway H, give or take a quarter (log-normal, by its mean), but for one gap in a
hundred, which is a halt of a quarter of an hour on average (exponential):

    P(no train yet after a) = (1 − ε) Q(a) + ε e^(−a/τ)          ε = 0.01, τ = 900 s

So a train that is a minute late is still expected at any moment, and one that is two headways
late is most likely not running at all.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.special import ndtr

from metro_flow.flow.count import Floats
from metro_flow.flow.pieces import PANE_S

# People are stepped by half a minute, a fraction of any headway.
STEP_PANES: Final = 3
STEP_S: Final = STEP_PANES * PANE_S
# Fourteen minutes without a train; whoever waits longer waits as one.
AGES: Final = 28
UNEVEN: Final = 0.25
HALTS: Final = 0.01
HALT_S: Final = 900.0


def chance_of_call(headway_s: Floats) -> Floats:
    """Give the chance of a call within a step after so many steps without one: (AGES + 1, …)."""
    ages: Floats = np.arange(AGES + 2, dtype=np.float64) * STEP_S
    ages = ages.reshape(-1, *[1] * headway_s.ndim)
    none_yet = _none_yet(ages, headway_s)
    chance: Floats = 1 - none_yet[1:] / np.maximum(none_yet[:-1], 1e-300)
    chance[-1] = 1 - np.exp(-STEP_S / HALT_S)
    return chance.clip(1e-4, 0.95)


def _none_yet(age_s: Floats, headway_s: Floats) -> Floats:
    spread = np.sqrt(np.log(1 + UNEVEN**2))
    score = (np.log(np.maximum(age_s, 1e-3) / headway_s) + spread**2 / 2) / spread
    kept: Floats = (1 - HALTS) * ndtr(-score) + HALTS * np.exp(-age_s / HALT_S)
    return kept
