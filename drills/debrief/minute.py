"""Say what the shadow monitor knew of a drill's crowd each minute, so that the debrief can read it.

A minute is an estimate, not an entry: whoever keeps them hands them in. What was unknown is None,
never nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

PLATFORM: Final = "platform"


@dataclass(frozen=True, slots=True)
class People:
    """How many people a zone holds: the likely number between two honest ends."""

    middle: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Minute:
    """One minute that ended at `at`.

    `shares` are people over what each zone can hold. `entering` is people a minute over this
    minute, `entering_five` over the last five.
    """

    at: datetime
    zones: Mapping[str, People | None] = field(default_factory=dict)
    shares: Mapping[str, float | None] = field(default_factory=dict)
    entering: float | None = None
    entering_five: float | None = None

    @property
    def fullest(self) -> float | None:
        """The share of the fullest zone that is known; None where none is."""
        known = [share for share in self.shares.values() if share is not None]
        return max(known, default=None)

    @property
    def fullest_platform(self) -> float | None:
        """The share of the fullest platform; None where one of them is unknown, or there is none.

        One platform that nobody knows of may be the full one.
        """
        shares = [each for zone, each in self.shares.items() if is_platform(zone)]
        known = [share for share in shares if share is not None]
        return max(known) if known and len(known) == len(shares) else None


def minute_of(at: datetime, kept: Mapping[str, Any]) -> Minute:
    """Return the minute that ended at `at` from the estimate that was kept of it as JSON."""
    entering = kept.get("entering") or {}
    return Minute(
        at,
        zones={zone: _people(numbers) for zone, numbers in kept.get("zones", {}).items()},
        shares=dict(kept.get("shares", {})),
        entering=entering.get("1"),
        entering_five=entering.get("5"),
    )


def _people(numbers: Sequence[float | None] | None) -> People | None:
    if numbers is None or None in numbers:
        return None
    middle, low, high = (float(number) for number in numbers if number is not None)
    return People(middle, low, high)


def is_platform(zone: str) -> bool:
    """Claim that a zone is a platform, by the way zones are named.

    >>> is_platform("platform-2-7"), is_platform("paid")
    (True, False)
    """
    return zone.partition("-")[0] == PLATFORM
