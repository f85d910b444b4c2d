"""Keep one minute of every gate group of all stations, so that each second is counted once.

A sheet lies in memory while its minute is open and is stored as one row for each station.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import orjson

from metro_flow.flow.count import GateGroup, Ints
from metro_flow.flow.pieces import PANE_S

PANES: Final = 60 // PANE_S
PANE_BITS: Final = (1 << PANE_S) - 1


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each station's gate groups stand among all; a slot is `2 * group + direction`."""

    gate_groups: tuple[GateGroup, ...]
    stations: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, gate_groups: Sequence[GateGroup]) -> Layout:
        """Gather gate groups by station, in their order."""
        stations: dict[str, list[int]] = {}
        for place, group in enumerate(gate_groups):
            stations.setdefault(group.station, []).append(place)
        return cls(tuple(gate_groups), {name: tuple(own) for name, own in stations.items()})

    @property
    def slots(self) -> int:
        return 2 * len(self.gate_groups)


@dataclass(slots=True, eq=False)
class Sheet:
    """One minute: people and seconds heard as (panes, slots), backlog as (slots,)."""

    minute: int
    layout: Layout
    people: npt.NDArray[np.int32] = field(init=False)
    heard: npt.NDArray[np.uint16] = field(init=False)
    backlog: npt.NDArray[np.int32] = field(init=False)
    added: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        slots = self.layout.slots
        self.people = np.zeros((PANES, slots), np.int32)
        self.heard = np.zeros((PANES, slots), np.uint16)
        self.backlog = np.zeros(slots, np.int32)

    def note_changed(self, slots: Ints) -> set[str]:
        """Note and return the stations whose rows must be stored again."""
        groups = np.unique(slots // 2)
        stations = {self.layout.gate_groups[group].station for group in groups}
        self.changed |= stations
        return stations

    def row(self, station: str) -> bytes:
        """Return the stored form of one station's minute."""
        people = self.people.sum(axis=0)
        gates: dict[str, list[int]] = {}
        backlog: dict[str, list[int]] = {}
        for place in self.layout.stations[station]:
            into, out = 2 * place, 2 * place + 1
            name = self.layout.gate_groups[place].id
            if self.heard[:, into : out + 1].any():
                gates[name] = [
                    int(people[into]),
                    self._bits(into),
                    int(people[out]),
                    self._bits(out),
                ]
            if self.backlog[into] or self.backlog[out]:
                backlog[name] = [int(self.backlog[into]), int(self.backlog[out])]
        stored: dict[str, Any] = {"gates": gates}
        if backlog:
            stored["backlog"] = backlog
        if station in self.added:
            stored["added"] = True
        return orjson.dumps(stored)

    def take(self, station: str, row: bytes) -> None:
        """Take a stored row back in; which pane a person came in is no longer known nor needed."""
        stored = orjson.loads(row)
        for place in self.layout.stations[station]:
            name = self.layout.gate_groups[place].id
            people_in, bits_in, people_out, bits_out = stored["gates"].get(name, (0, 0, 0, 0))
            self.put(2 * place, people_in, bits_in)
            self.put(2 * place + 1, people_out, bits_out)
            slots = slice(2 * place, 2 * place + 2)
            self.backlog[slots] = stored.get("backlog", {}).get(name, (0, 0))
        if stored.get("added"):
            self.added.add(station)

    def put(self, slot: int, people: int, bits: int) -> None:
        """Set what a slot counted in this minute, and in which of its seconds."""
        self.people[0, slot] = people
        for pane in range(PANES):
            self.heard[pane, slot] = (bits >> (PANE_S * pane)) & PANE_BITS

    def _bits(self, slot: int) -> int:
        return sum(int(bits) << (PANE_S * pane) for pane, bits in enumerate(self.heard[:, slot]))
