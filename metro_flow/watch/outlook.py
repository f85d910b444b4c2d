"""Hold before the watch what the next hour will bring, from the days kept and the day so far.

Every five minutes of room time, once the minute after has been kept, the slot that ended is read
from the minutes and handed to the forecaster. A shift begins untaught, by the day itself alone;
what days are kept is learnt from beside the watch, which waits for nobody, and taken over when it
is done. Minutes with scripted people teach nothing. An occasion that is entered, moved or called
off is expected anew from the next slot on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

import numpy as np
import structlog
from sqlalchemy import Engine, select

from metro_flow.alerts.figures import Usual
from metro_flow.clock import iso
from metro_flow.flow.count import Direction, Floats, Ints, seconds_of, time_of
from metro_flow.flow.expected import Gathered
from metro_flow.flow.forecast import Forecast, Forecaster
from metro_flow.flow.usual import Day as KindOfDay
from metro_flow.flow.usual import DayShape
from metro_flow.watch.day import Day, day_of, first_minute_of
from metro_flow.watch.sealed import read_day
from metro_flow.watch.table import days as days_kept
from metro_flow.watch.unusual import Scores, Unusual
from metro_flow.watch.watched import Watched

SLOT_S: Final = 300
SLOT_MIN: Final = SLOT_S // 60
SHAPE: Final = DayShape(SLOT_S, 86_400 // SLOT_S)
STEPS: Final = 12
# The minute after a slot's end its counts have been kept.
KEPT_AFTER_S: Final = 60
# Five weeks: more days teach little that is still true.
DAYS_READ: Final = 35
# Fewer days than these have no habit to be off from.
DAYS_TO_LEARN: Final = 6
# Below half of the gates heard nothing is said of a slot.
HEARD: Final = 0.5
SATURDAY: Final = 5
# One usual slot in two hundred is above this: the P99.5 that a rule against the usual day goes by.
RARE: Final = 0.005
MIDDLE: Final = 2
# Which of the forecast's levels travel: 5, 50 and 95 in a hundred.
TOLD: Final = (0, 2, 4)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Coming:
    """An occasion that brings people to a station, as the calendar has it."""

    station: str
    starts: datetime
    ends: datetime
    attendance: int
    source: str


Calendar = Callable[[date], tuple[KindOfDay, Sequence[Coming]]]


def plain_calendar(day: date) -> tuple[KindOfDay, Sequence[Coming]]:
    """Go by the weekday alone: five workdays and two days of rest, and nothing planned."""
    kind = "workday" if day.weekday() < SATURDAY else "rest"
    return KindOfDay(kind, day.weekday(), like=("rest", "workday")), ()


@dataclass(slots=True, eq=False)
class Outlook:
    """The forecaster of all stations under watch, at the last slot that was kept."""

    counts: Engine
    stations: Sequence[Watched]
    calendar: Calendar = plain_calendar
    forecaster: Forecaster = field(init=False)
    told: Forecast | None = None
    told_at: int = 0
    _today: date | None = None
    _plan: tuple[KindOfDay, Sequence[Coming]] | None = None
    _unusual: Unusual | None = None
    _rare: Floats | None = None
    _days: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    _learning: Future[Forecaster] | None = None

    def __post_init__(self) -> None:
        self.forecaster = Forecaster.untaught(SHAPE, len(self.stations), steps=STEPS)

    def step(self, now: int) -> None:
        """Take in every slot that has been kept by now; what goes wrong leaves no outlook."""
        if now % SLOT_S != KEPT_AFTER_S and self.told is not None:
            return
        end = (now - KEPT_AFTER_S) // SLOT_S * SLOT_S
        if end <= self.told_at:
            return
        self._take_over_what_was_learnt()
        day = day_of(end - 1)
        plan = self.calendar(day)
        if day != self._today or plan != self._plan:
            self._begin(day, plan)
        ended = (end // 60 - first_minute_of(day)) // SLOT_MIN
        self._catch_up(day, ended)
        self.told, self.told_at = self.forecaster.predict(), end

    def of(self, station: str, now: int) -> dict[str, Any] | None:
        """Return what is expected of a station, a minute; None when there is nothing to say."""
        if self.told is None or now - self.told_at > 2 * SLOT_S + KEPT_AFTER_S:
            return None
        place = next(i for i, each in enumerate(self.stations) if each.station == station)
        return {
            "from": iso(time_of(self.told_at)),
            "step_s": SLOT_S,
            "days": int(self.told.days[place]),
            "in": self._told(place, 0),
            "out": self._told(place, 1),
        }

    def usual(self, now: int) -> dict[str, Usual]:
        """Return how many enter a minute in this slot on the rarest of two hundred usual days."""
        day = day_of(now)
        slot = SHAPE.slot(now - first_minute_of(day) * 60)
        if self._rare is None or slot is None or day != self._today:
            return {}
        entering, days = self._rare[slot, :, Direction.IN.place] / SLOT_MIN, self._days
        return {
            station.station: Usual(float(high), int(held))
            for station, high, held in zip(self.stations, entering, days, strict=True)
            if held
        }

    def scores(self) -> Scores:
        """Return what has added up at each station today, and who is expected back."""
        if self._unusual is None:
            return {}
        return self._unusual.scores([each.station for each in self.stations])

    def entering(self, now: int, minutes: int) -> Floats:
        """Give the people a second expected to enter minute by minute: (minutes, stations).

        NaN where only the day itself speaks: there entries go on as they are.
        """
        expected = np.full((minutes, len(self.stations)), np.nan)
        if self.told is None:
            return expected
        slots = (now + 60 * np.arange(minutes) - self.told_at) // SLOT_S
        known = (slots >= 0) & (slots < STEPS)
        middle = self.told.quantiles[MIDDLE, slots[known], :, Direction.IN.place] / SLOT_S
        expected[known] = np.where(self.told.days >= DAYS_TO_LEARN, middle, np.nan)
        return expected

    def learn(self, today: date) -> None:
        """Begin to learn from the days kept before this one, beside whatever else is done."""
        pool = ThreadPoolExecutor(1, thread_name_prefix="outlook")
        self._learning = pool.submit(self._learnt, today)
        pool.shutdown(wait=False)

    def _told(self, place: int, way: int) -> list[list[float] | None]:
        assert self.told is not None
        people = self.told.quantiles[list(TOLD), :, place, way].T / SLOT_MIN
        return [
            None if np.isnan(row).any() else [round(float(x), 1) for x in row] for row in people
        ]

    def _begin(self, day: date, plan: tuple[KindOfDay, Sequence[Coming]]) -> None:
        """Begin a day, or begin it anew when what is planned for it has changed."""
        if self._today is not None and day != self._today and self.forecaster.today is not None:
            self.forecaster.finish()
        self._today, self._plan = day, plan
        kind, coming = plan
        usual = self.forecaster.usual.of(kind)
        self._rare, self._days = usual.above(RARE), usual.days
        self._unusual = Unusual.begin(usual, SHAPE, first_minute_of(day) * 60)
        self.forecaster.start(
            kind, [made for each in coming if (made := self._gathered(each, day))]
        )

    def _gathered(self, coming: Coming, day: date) -> Gathered | None:
        names = [each.station for each in self.stations]
        if coming.station not in names:
            return None
        midnight = first_minute_of(day) * 60
        starts, ends = (seconds_of(each) - midnight for each in (coming.starts, coming.ends))
        place = names.index(coming.station)
        return Gathered(place, starts, ends, coming.attendance, coming.source)

    def _catch_up(self, day: date, ended: int) -> None:
        """Hand the forecaster every slot of the day that it has not had."""
        today = self.forecaster.today
        assert today is not None
        assert self._unusual is not None
        if today.ended >= ended:
            return
        slots = self._read(day, since=first_minute_of(day) + today.ended * SLOT_MIN)
        while today.ended < ended:
            self._unusual.step(today.ended, slots[today.ended])
            self.forecaster.update(slots[today.ended])

    def _read(self, day: date, *, since: int | None = None, teaching: bool = False) -> Floats:
        """Read a day's slots of all stations: (slots, stations, 2), NaN where not heard enough."""
        slots = np.full((SHAPE.slots, len(self.stations), 2), np.nan)
        with self.counts.connect() as connection:
            for place, station in enumerate(self.stations):
                names = [group.id for group in station.gate_groups]
                kept = read_day(connection, station.station, day, names, since=since)
                slots[:, place] = slots_of(kept, station, teaching=teaching)
        return slots

    def _take_over_what_was_learnt(self) -> None:
        if self._learning is None or not self._learning.done():
            return
        learning, self._learning = self._learning, None
        if (trouble := learning.exception()) is not None:
            log.error("nothing was learnt from the days kept", trouble=repr(trouble))
            return
        self.forecaster, self._today = learning.result(), None

    def _learnt(self, today: date) -> Forecaster:
        """Learn from the days kept; with too few of them only the usual day is known."""
        with self.counts.connect() as connection:
            over = select(days_kept.c.day).where(days_kept.c.day < today).distinct()
            newest = over.order_by(days_kept.c.day.desc())
            held = sorted(row.day for row in connection.execute(newest.limit(DAYS_READ)))
        history = [(self.calendar(day)[0], self._read(day, teaching=True)) for day in held]
        if len(history) >= DAYS_TO_LEARN:
            return Forecaster.fit(SHAPE, history, steps=STEPS)
        untaught = Forecaster.untaught(SHAPE, len(self.stations), steps=STEPS)
        for kind, people in history:
            untaught.usual.absorb(kind, people)
        return untaught


def slots_of(kept: Day, station: Watched, *, teaching: bool = False) -> Floats:
    """Return a day's people by slot (slots, 2), as if all gates had been heard; NaN below half.

    A gate group stands for as many people as it has gates. When `teaching`, minutes with scripted
    people are as if nobody had been heard.
    """
    gates = {group.id: group.gates for group in station.gate_groups}
    weights = np.array([gates.get(name, 0) for name in kept.gate_groups], np.float64)
    heard_s = kept.heard_s.astype(np.float64)
    if teaching:
        heard_s[kept.added] = 0.0
    people = np.where(heard_s > 0, kept.people, 0)
    shape = (SHAPE.slots, SLOT_MIN, len(kept.gate_groups), 2)
    counted = people.reshape(shape).sum(axis=(1, 2))
    share = np.einsum("smgd,g->sd", heard_s.reshape(shape), weights) / (
        SLOT_S * max(weights.sum(), 1.0)
    )
    slots: Floats = np.where(share >= HEARD, counted / np.maximum(share, HEARD), np.nan)
    return slots
