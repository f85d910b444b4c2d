"""Every name on the glass exists twice, in Chinese and in English, and travels as one value.

`Words` is that pair; the closed sets of a station's own words stand beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Words:
    """One text in Chinese and in English."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh


class Confidence(StrEnum):
    """How surely a fact is known; anything but HIGH is shown as 估."""

    HIGH = "H"
    MEDIUM = "M"
    LOW = "L"


class ControlZone(StrEnum):
    """Where a control measure holds, from the train outwards."""

    PLATFORM = "platform"
    PAID = "paid"
    ENTRANCE = "entrance"
    STATION = "station"


class Kind(StrEnum):
    """What a whole station is, seen from its lines."""

    UNDERGROUND = "underground"
    ELEVATED = "elevated"
    MIXED = "mixed"


class ResponseLevel(StrEnum):
    """What the chiefs have ordered; Shanghai counts down, 三级 is the lowest."""

    THREE = "three"
    TWO = "two"
    ONE = "one"

    @property
    def rank(self) -> int:
        """How severe it is: 1 for 三级, 3 for 一级."""
        return {"three": 1, "two": 2, "one": 3}[self.value]
