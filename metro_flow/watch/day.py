"""Hold one station's day minute by minute, as it is sealed and as analysts read it.

A day is Shanghai's, from midnight to midnight; Shanghai keeps UTC+8 all year.
Seconds heard are kept as bits, one of each minute's sixty seconds each, so that a count that
comes again, however late, is still known; sixty heard seconds pack to almost nothing.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

import numpy as np
import numpy.typing as npt

from metro_flow.flow.count import Bools, Ints, seconds_of

SHANGHAI: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
MINUTES: Final = 24 * 60
Bits = npt.NDArray[np.uint64]


def day_of(seconds: int) -> date:
    """Return Shanghai's day at a moment."""
    return datetime.fromtimestamp(seconds, SHANGHAI).date()


def first_minute_of(day: date) -> int:
    """Return the minute since the epoch with which a day begins in Shanghai."""
    return seconds_of(datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)) // 60


def time_of_minute(minute: int) -> datetime:
    """Return the moment at which a minute since the epoch begins."""
    return datetime.fromtimestamp(minute * 60, UTC)


@dataclass(frozen=True, slots=True, eq=False)
class Day:
    """All counts of one station on one day: arrays of (minutes, gate groups, directions).

    `backlog` is what registers gained over gaps, by the minute in which it was seen; it belongs
    to the day's total only. `added` marks minutes with scripted people (minutes,).
    """

    station: str
    day: date
    gate_groups: tuple[str, ...]
    people: Ints
    heard: Bits
    backlog: Ints
    added: Bools

    @classmethod
    def empty(cls, station: str, day: date, gate_groups: tuple[str, ...]) -> Day:
        """Return a day on which nothing was heard."""
        shape = (MINUTES, len(gate_groups), 2)
        return cls(
            station,
            day,
            gate_groups,
            np.zeros(shape, np.int64),
            np.zeros(shape, np.uint64),
            np.zeros(shape, np.int64),
            np.zeros(MINUTES, np.bool_),
        )

    @property
    def heard_s(self) -> Ints:
        """How many seconds of each minute were heard."""
        return np.bitwise_count(self.heard).astype(np.int64)

    def packed(self) -> bytes:
        """Return the day as one compressed blob."""
        out = io.BytesIO()
        np.savez_compressed(
            out,
            gate_groups=np.array(self.gate_groups),
            people=self.people.astype(np.int32),
            heard=self.heard,
            backlog=self.backlog.astype(np.int32),
            added=self.added,
        )
        return out.getvalue()

    @classmethod
    def unpacked(cls, station: str, day: date, blob: bytes) -> Day:
        """Read a day back from its blob."""
        with np.load(io.BytesIO(blob), allow_pickle=False) as kept:
            return cls(
                station,
                day,
                tuple(str(name) for name in kept["gate_groups"]),
                kept["people"].astype(np.int64),
                kept["heard"],
                kept["backlog"].astype(np.int64),
                kept["added"],
            )
