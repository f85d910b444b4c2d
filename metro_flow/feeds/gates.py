"""Know every gate group by its id, and which of them a feed may speak for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from metro_flow.flow.count import GateGroup


@dataclass(frozen=True, slots=True)
class Gates:
    """The gate groups of the atlas as one feed sees them; no stations means all of them."""

    groups: Mapping[str, GateGroup]
    stations: frozenset[str] = frozenset()
    spoken_for: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        mine = (
            name
            for name, group in self.groups.items()
            if not self.stations or group.station in self.stations
        )
        object.__setattr__(self, "spoken_for", frozenset(mine))

    @classmethod
    def of(cls, groups: Iterable[GateGroup], stations: Iterable[str] = ()) -> Gates:
        """Gather gate groups by their id."""
        return cls({group.id: group for group in groups}, frozenset(stations))

    def bound_to(self, stations: Iterable[str]) -> Gates:
        """Return the same gate groups for a feed that may speak for these stations only."""
        return Gates(self.groups, frozenset(stations))

    def objection(self, name: str) -> str | None:
        """Say what would be right where `name` is no gate group of this feed, else None."""
        if name in self.spoken_for:
            return None
        if name not in self.groups:
            near = get_close_matches(name, self.groups, n=1, cutoff=0)
            return f"a known gate group; the nearest is {near[0]}" if near else "a known gate group"
        mine = ", ".join(sorted(self.stations))
        return f"a gate group of this feed's stations: {mine}"
