"""Hand time in, so that a room, a drill and a test each own theirs.

Room time rules entries, deadlines, windows and ages of counts; real time rules
sign-ins, leases, heartbeats and retries. In service the two are the same; in the
demo and in a drill room time runs from another day, faster, or stands still.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


def iso(moment: datetime) -> str:
    """Return a moment as tablets and tables hold it: UTC, to the millisecond."""
    utc = moment.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"


def parse_iso(text: str) -> datetime:
    """Return the moment that `iso` wrote."""
    return datetime.fromisoformat(text).astimezone(UTC)


def to_millisecond(moment: datetime) -> datetime:
    """Cut a moment to what is stored, so that it reads back the same."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def real_now() -> datetime:
    """Return the machine's time in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class ClockState:
    """Room time as a line over real time: `base` was shown at `started`; `speed` per second."""

    base: datetime
    started: datetime
    speed: float

    def at(self, real: datetime) -> datetime:
        """Return the room time at a real time."""
        return self.base + (real - self.started) * self.speed

    def turned(self, speed: float, real: datetime) -> ClockState:
        """Return the clock that goes on from here at another speed."""
        return ClockState(base=self.at(real), started=real, speed=speed)


class Clock:
    """Tell room time and real time; the room's line over real time may be turned."""

    def __init__(
        self, state: ClockState | None = None, *, real: Callable[[], datetime] = real_now
    ) -> None:
        self._real = real
        begun = real()
        self._state = state or ClockState(base=begun, started=begun, speed=1.0)

    def real(self) -> datetime:
        """Return real time."""
        return self._real()

    def now(self) -> datetime:
        """Return room time, to the millisecond."""
        return to_millisecond(self._state.at(self._real()))

    def state(self) -> ClockState:
        """Return the line from real time to room time."""
        return self._state

    def follow(self, state: ClockState) -> None:
        """Go by another line from now on."""
        self._state = state

    def shown(self) -> dict[str, object]:
        """Return the clock as tablets get it."""
        state = self._state
        return {
            "base": iso(state.base),
            "started": iso(state.started),
            "speed": state.speed,
            "now": iso(self.now()),
        }


class HandClock(Clock):
    """A clock that stands still until it is moved by hand; for tests and replays."""

    def __init__(self, now: datetime) -> None:
        self._at = now
        super().__init__(ClockState(base=now, started=now, speed=1.0), real=lambda: self._at)

    def advance(self, seconds: float) -> datetime:
        """Move on and return the new time."""
        self._at += timedelta(seconds=seconds)
        return self._at
