"""Name the quarters of Shanghai's year, because drills are planned and counted by them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from metro_flow.errors import Fault, Malformed

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
MONTHS: Final = 3
QUARTERS: Final = 4
WRITTEN: Final = re.compile(r"([1-9][0-9]{3})Q([1-4])")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of Shanghai's year, written 2026Q4."""

    year: int
    number: int

    def __post_init__(self) -> None:
        faults = []
        # A year has four digits; Python's own calendar ends with 9999.
        if not 1000 <= self.year < date.max.year:
            faults.append(Fault("year", self.year, f"1000 … {date.max.year - 1}"))
        if not 1 <= self.number <= QUARTERS:
            faults.append(Fault("number", self.number, "1, 2, 3 or 4"))
        if faults:
            raise Malformed(*faults, where="quarter")

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, MONTHS * (self.number - 1) + 1, 1)

    @property
    def starts(self) -> datetime:
        """The moment at which it starts in Shanghai, in UTC."""
        first = self.first_day
        return datetime(first.year, first.month, first.day, tzinfo=SHANGHAI).astimezone(UTC)

    @property
    def ends(self) -> datetime:
        """The moment at which the next one starts."""
        return self.next.starts

    @property
    def next(self) -> Quarter:
        """The one after it."""
        if self.number == QUARTERS:
            return Quarter(self.year + 1, 1)
        return Quarter(self.year, self.number + 1)

    def holds(self, moment: datetime) -> bool:
        """Claim that a moment lies in it; its end is outside."""
        return self.starts <= moment < self.ends


def quarter_of(day: date) -> Quarter:
    """Return the quarter of a day as Shanghai writes it; a moment is for `quarter_at`."""
    return Quarter(day.year, (day.month - 1) // MONTHS + 1)


def quarter_at(moment: datetime) -> Quarter:
    """Return the quarter in Shanghai at a moment."""
    if moment.tzinfo is None:
        raise Malformed(Fault("moment", moment, "a time states its zone"), where="quarter")
    return quarter_of(moment.astimezone(SHANGHAI).date())


def parse_quarter(text: str) -> Quarter:
    """Parse a quarter as it is written, or raise Malformed.

    >>> parse_quarter("2026Q4").next
    Quarter(year=2027, number=1)
    """
    found = WRITTEN.fullmatch(text)
    if found is None:
        raise Malformed(Fault("quarter", text, "write year and number, such as “2026Q4”"))
    return Quarter(int(found[1]), int(found[2]))


def quarters_of(year: int) -> tuple[Quarter, ...]:
    """Return all four quarters of a year."""
    return tuple(Quarter(year, number) for number in range(1, QUARTERS + 1))
