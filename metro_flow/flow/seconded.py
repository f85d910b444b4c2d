"""Believe a surge that a second gate group bears out, for one that counts twice looks like a crowd.

A sensor that goes wrong is named within minutes (`sensors`), and until then it says what it says.
People who come in numbers come by several gates; so a warning may ask what the station would be
seen to pass if the gate group that says most above its share had said nothing:

    without g    n₋g = Σ people (not g) / Σ share (not g)          shares of those heard and trusted
    seconded     min over g of n₋g

It is never a figure of its own: fewer people are seen, so it lies a little low by chance. Where one
group serves a whole direction nobody can second it, and what it says stands.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from metro_flow.flow.count import Bools, Floats, Ints
from metro_flow.flow.estimate import Gathering
from metro_flow.flow.habits import Believed

# What less than a fifth of a station's people is left to say bears nothing out.
LEAST_LEFT: Final = 0.2


def whole_and_seconded(
    people: Ints | Floats, heard: Floats | Bools, share: Floats, places: Gathering
) -> tuple[Floats, Floats]:
    """Give what each station passes by all its gates, and by all but the one that says most.

    Parameters
    ----------
    people : array (groups, 2)
        Heard in the window.
    heard : array (groups, 2)
        The part of the window that was heard and is trusted, 0 … 1.
    share : array (groups, 2)
        What each group usually sees of its station's people.
    places : Gathering
        Which groups make up which station.

    Returns
    -------
    whole, seconded : arrays (stations, 2)
        People in the window as if all gates had been heard; NaN where less than a fifth was.
    """
    part = np.asarray(heard, np.float64)
    said = np.where(part > 0, people, 0.0)
    known = share * part
    all_said, all_known = places.sum(said), places.sum(known)
    left = places.spread(all_known) - known
    enough = (left >= LEAST_LEFT) & (part > 0)
    without = (places.spread(all_said) - said) / np.maximum(left, LEAST_LEFT)
    with np.errstate(invalid="ignore"):
        whole = np.where(all_known >= LEAST_LEFT, all_said / all_known, np.nan)
    fewest = whole.copy()
    np.fmin.at(fewest, places.place, np.where(enough, without, np.nan)[places.group])
    return whole, np.where(np.isnan(whole), np.nan, fewest)


def shares_of(believed: Believed, places: Gathering) -> Floats:
    """Give the shares to go by: those learnt where a station's are, else by gates: (groups, 2)."""
    gates = np.broadcast_to(places.gates[:, np.newaxis], believed.share.shape)
    by_gates = gates / places.spread(places.sum(gates))
    return np.where(believed.known, believed.share, by_gates)


def borne_out(whole: Floats, seconded: Floats) -> Floats:
    """Give the part of a figure that a second gate group bears out: 0 … 1, 1 where unknown."""
    with np.errstate(invalid="ignore", divide="ignore"):
        part = np.where(whole > 0, seconded / whole, 1.0)
    return np.nan_to_num(part, nan=1.0).clip(0.0, 1.0)
