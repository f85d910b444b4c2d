"""Know the lines of every station and their platforms, and of which a feed may tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Lines:
    """Each station's lines with the platform that each calls at; no stations means all of them.

    Lines that share a platform may be named one by one, or together: `3`, `4` or `3-4`.
    """

    platforms: Mapping[str, Mapping[str, str]]
    stations: frozenset[str] = frozenset()

    @classmethod
    def of(cls, atlas: Iterable[Any]) -> Lines:
        """Gather the lines of stations, as the atlas describes them."""
        return cls({station.id: _platforms(station) for station in atlas})

    def bound_to(self, stations: Iterable[str]) -> Lines:
        """Return the same lines for a feed that may tell of these stations only."""
        return Lines(self.platforms, frozenset(stations))

    def wrong_station(self, name: Any) -> str | None:
        """Say what would be right where `name` is no station of this feed, else None."""
        mine = self.stations or frozenset(self.platforms)
        if isinstance(name, str) and name in mine and name in self.platforms:
            return None
        return f"a station of this feed: {', '.join(sorted(mine))}"

    def wrong_line(self, station: str, name: Any) -> str | None:
        """Say what would be right where `name` is no line of a station, else None."""
        known = self.platforms[station]
        if isinstance(name, str) and name in known:
            return None
        return f"a line of {station}: {', '.join(known)}"

    def wrong_change(self, station: str, came_from: Any, line: str) -> str | None:
        """Say what would be right where nobody changes from `came_from` to `line`, else None."""
        known = self.platforms[station]
        others = [name for name, platform in known.items() if platform != known[line]]
        if came_from in others:
            return None
        if not others:
            return f"no change at all: {station} has one platform"
        return f"a line of {station} at another platform than {line}: {', '.join(others)}"


def _platforms(station: Any) -> dict[str, str]:
    named: dict[str, str] = {}
    for space in station.spaces:
        if space.zone.value == "platform":
            platform = "-".join(space.lines)
            named |= dict.fromkeys((*space.lines, platform), platform)
    return named
