"""Say what became of a count, and of a refused one what would be right."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Final

from metro_flow.flow.count import LONGEST_INTERVAL_S
from metro_flow.flow.seconds import MOST_AHEAD_S


class Outcome(IntEnum):
    """What became of a count: only ACCEPTED stands in the windows."""

    ACCEPTED = 0
    KNOWN = 1
    BACKLOG = 2
    ARCHIVED = 3
    OVERLAPS = 4
    AHEAD = 5
    LENGTH = 6

    @property
    def fault(self) -> tuple[str, str] | None:
        """The field at fault and what would be right, for a count that was refused."""
        return _FAULTS.get(self)


_FAULTS: Final[Mapping[Outcome, tuple[str, str]]] = {
    Outcome.OVERLAPS: ("start", "an interval that shares no second with another one counted"),
    Outcome.AHEAD: ("end", f"at most {MOST_AHEAD_S} seconds ahead of the room's clock"),
    Outcome.LENGTH: ("end", f"1 … {LONGEST_INTERVAL_S} seconds after the start"),
}
