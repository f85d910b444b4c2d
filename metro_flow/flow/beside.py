"""Say how many would have passed gates that were not heard, by those heard beside them.

A gate group's own last hour tells little of it when it was silent for half of that and a crowd
came meanwhile. So every group i passes uᵢ b(m) people in minute m, where b says how busy its
source was (the gates that serve the same line, leaned on the whole station by three people), and u
is what i passes when b is one:

    b(m) = (Σ people + k b_station(m)) / (Σ u · heard + k)          over the source, k = 3
    uᵢ   = (people of i + l πᵢ) / (Σ heard · b + l)                 l = five minutes

A crowd that comes by the gates of one line is so supposed in its unheard gates too, and in no
others. πᵢ is its usual share of its source (`habits`), or its gates' worth where none is learnt.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from metro_flow.flow.count import Floats, Ints
from metro_flow.flow.draws import Insides
from metro_flow.flow.estimate import LEAN_S
from metro_flow.flow.pieces import PANE_S

# A source of few people goes by its station: of three nobody tells a ratio better than by half.
LEANS_ON: Final = 3.0
MINUTE: Final = 60 // PANE_S
# Each turn leaves a tenth of what the one before was off by, a group being a tenth of its source.
TURNS: Final = 3
# A third of a person keeps a ratio from leaping where nearly nobody is expected.
STEADY: Final = 0.3


def usual_beside(people: Ints, heard_s: Ints, parts: Floats, insides: Insides) -> Floats:
    """Give people a second by gate group and direction, each at its source's usual pace.

    `people` and `heard_s` are by pane, (panes, groups, directions), with nothing of what is not
    believed; `parts` (groups, directions) say how much each is of its station, in gates.
    """
    of = _Whose(insides)
    counted, spoke_s = _by_minute(people), _by_minute(heard_s)
    whole, listened = counted.sum(axis=0), spoke_s.sum(axis=0)
    usual = _leaned(whole, listened, parts, of)
    for _ in range(TURNS):
        pace = of.pace(counted, usual * spoke_s)
        usual = _leaned(whole, (spoke_s * pace).sum(axis=0), parts, of)
    return usual


class _Whose:
    """Which source and which station each gate group belongs to."""

    def __init__(self, insides: Insides) -> None:
        sizes = np.diff([*insides.source_starts, len(insides.group_order)])
        self.order, self.starts = insides.group_order, insides.source_starts
        self.station_of_source = insides.station_of_source
        self.source = np.empty(len(self.order), np.int64)
        self.source[self.order] = np.repeat(np.arange(len(sizes)), sizes)
        self.station = self.station_of_source[self.source]

    def by_source(self, values: Floats) -> Floats:
        """Sum (…, groups, directions) into sources."""
        summed: Floats = np.add.reduceat(values[..., self.order, :], self.starts, axis=-2)
        return summed

    def by_station(self, sources: Floats) -> Floats:
        """Sum (…, sources, directions) into stations; sources stand in their stations' order."""
        stations, begins = np.unique(self.station_of_source, return_index=True)
        summed = np.zeros((*sources.shape[:-2], int(stations.max()) + 1, sources.shape[-1]))
        summed[..., stations, :] = np.add.reduceat(sources, begins, axis=-2)
        return summed

    def pace(self, people: Floats, expected: Floats) -> Floats:
        """Say how busy each group's source was against what was expected: as `people`."""
        seen, due = self.by_source(people), self.by_source(expected)
        ratio = paces(
            seen, due, self.by_station(seen), self.by_station(due), self.station_of_source
        )
        return ratio[..., self.source, :]


def paces(seen: Floats, due: Floats, seen_all: Floats, due_all: Floats, station: Ints) -> Floats:
    """Give each source's ratio of people seen to those due, leaned on that of its station."""
    whole = (seen_all + STEADY) / (due_all + STEADY)
    found: Floats = (seen + LEANS_ON * whole[..., station, :]) / (due + LEANS_ON)
    return found


def _leaned(people: Floats, listened_s: Floats, parts: Floats, of: _Whose) -> Floats:
    """Give people over the time listened, leaned on the source's by its share."""
    seen, due = of.by_source(people), of.by_source(parts * listened_s)
    # Half a person in a gate-minute, as in the rates: where nobody came, parts alone tell.
    whole = (of.by_station(seen) + 0.5) / (of.by_station(due) + 60)
    each = (seen + LEAN_S * whole[of.station_of_source]) / (due + LEAN_S)
    found: Floats = (people + LEAN_S * parts * each[of.source]) / (listened_s + LEAN_S)
    return found


def _by_minute(panes: Ints) -> Floats:
    minutes = len(panes) // MINUTE
    newest = panes[len(panes) - minutes * MINUTE :]
    summed: Floats = newest.reshape(minutes, MINUTE, *panes.shape[1:]).sum(axis=1).astype(float)
    return summed
