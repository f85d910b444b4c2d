"""Forecast the next while of all stations, both ways, in quantiles whose chances are kept true.

Fit it on days that are over, start a day, update it with each interval that has ended, and ask.
The same object serves the watch, the benchmarks and a notebook; it reads no clock and no file.

>>> import numpy as np
>>> from metro_flow.flow.usual import Day, DayShape
>>> rng = np.random.default_rng(1)
>>> usual = 100 + 50 * np.sin(np.arange(36) / 6)[:, None, None] + np.zeros((36, 3, 2))
>>> history = [(Day("workday", day % 5), rng.poisson(usual)) for day in range(12)]
>>> forecaster = Forecaster.fit(DayShape(1800, 36, starts_s=18_000), history, steps=2)
>>> forecaster.start(Day("workday", 2))
>>> for slot in range(10):
...     forecaster.update(rng.poisson(usual[slot]))
>>> told = forecaster.predict()
>>> told.people.shape, told.quantiles.shape    # steps, stations, directions; levels first
((2, 3, 2), (5, 2, 3, 2))
>>> bool((np.diff(told.quantiles, axis=0) >= 0).all())
True
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from metro_flow.errors import Fault, Malformed
from metro_flow.flow.calibrate import LEVELS, Calibration
from metro_flow.flow.count import Bools, Floats, Ints
from metro_flow.flow.expected import DOUBT, Gathered, crowd_of, turnout
from metro_flow.flow.history import History
from metro_flow.flow.moment import Course, aimed
from metro_flow.flow.ridge import Learnt, learn, nothing_learnt
from metro_flow.flow.usual import HALF_LIFE_DAYS, Day, DayShape, UsualDays, checked


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """What is expected after `ended` slots of the day.

    `people` (steps, stations, 2) and `quantiles` (levels, steps, stations, 2) per slot, in people;
    NaN where neither the usual day nor the last two slots are known, or the day is over.
    `levels` are the chances of less; `days` (stations) on how many days the usual rests, 0 where
    a station goes by this day alone.
    """

    ended: int
    people: Floats
    quantiles: Floats
    levels: tuple[float, ...]
    days: Ints

    @property
    def known(self) -> Bools:
        """Where there is a forecast: (steps, stations, 2)."""
        known: Bools = ~np.isnan(self.people)
        return known


@dataclass(slots=True, eq=False)
class Today:
    """The day that goes on: what is usual of it, how it went, what was forecast of it."""

    day: Day
    habit: Floats
    usual: Floats
    spread: Floats
    wider: Floats
    earlier: Floats
    counts: Floats
    course: Course
    ended: int
    days: Ints
    # What was forecast of each slot one, two … steps before, and how much wider than on calm days
    # without occasions: (slots + steps, steps, S, 2).
    forecasts: Floats
    spans: Floats
    # Whom occasions add, (slots, stations, 2), and how many times as many come (stations, 2).
    added: Floats
    turnout: Floats

    def learn_turnout(self) -> None:
        """Reckon anew how many of those expected come, and expect as many of the rest."""
        due = self.added[: self.ended]
        heard = (due > 0) & ~np.isnan(self.counts[: self.ended] - self.habit[: self.ended])
        on_top = self.counts[: self.ended] - self.habit[: self.ended]
        off = self.spread[: self.ended] / self.wider[: self.ended]
        sums = (np.where(heard, each, 0.0).sum(axis=0) for each in (on_top, due, off))
        self.turnout = turnout(*sums)
        rest = self.turnout * self.added[self.ended :]
        self.usual[self.ended :] = self.habit[self.ended :] + rest

    def without_occasions(self) -> Floats:
        """Return the day's counts without those whom its occasions brought."""
        rest = np.maximum(self.counts - self.turnout * self.added, 0.0)
        return np.where(self.added > 0, rest, self.counts)

    def level(self) -> Floats:
        """Return how the last two slots went, the last one twice: (stations, 2), NaN if unheard."""
        last = self.counts[max(0, self.ended - 2) : self.ended]
        if not len(last):
            return np.full(self.counts.shape[1:], np.nan)
        level: Floats = (2 * last[-1] + last[0]) / 3
        return level


@dataclass(slots=True, eq=False)
class Forecaster:
    """The usual days, what was learnt from them, and the day that goes on."""

    shape: DayShape
    usual: UsualDays
    scale: Floats
    learnt: Learnt
    calibration: Calibration
    rolling: bool = True
    last: dict[str, Floats] = field(default_factory=dict)
    today: Today | None = None

    @classmethod
    def fit(
        cls,
        shape: DayShape,
        history: Sequence[tuple[Day, Floats]],
        *,
        steps: int = 1,
        levels: tuple[float, ...] = LEVELS,
        rolling: bool = True,
        half_life_days: float = HALF_LIFE_DAYS,
    ) -> Forecaster:
        """Fit on finished days, oldest first: people per slot (slots, stations, 2), NaN unheard.

        Parameters
        ----------
        shape : DayShape
            How a day is cut.
        history : sequence of (Day, array (slots, stations, 2))
            At least one day; six of a kind before anything beyond the usual day is learnt.
        steps : int
            How many slots ahead; the next hour of 5-minute slots is 12.
        levels : tuple of float
            The chances of the quantiles, rising between 0 and 1.
        rolling : bool
            Whether finished days move the usual day and the calibration. `False` freezes all but
            the features of the moment: what published frozen models do.
        half_life_days : float
            After so many days of its kind a day weighs half.

        Raises
        ------
        Malformed
            When a field does not fit, naming it, its value and what would be right.
        """
        _check_fit(shape, history, steps)
        stations = np.asarray(history[0][1]).shape[1]
        usual = UsualDays(shape, stations, half_life_days)
        lessons = History.of(usual, history)
        learnt = learn(lessons.lessons, steps)
        calibration = Calibration.of(levels, *lessons.relived(learnt))
        made = cls(shape, usual, lessons.scale, learnt, calibration, rolling)
        made.last = lessons.last
        return made

    @classmethod
    def untaught(cls, shape: DayShape, stations: int, *, steps: int) -> Forecaster:
        """Begin without any history: until days are absorbed it goes by the day itself alone."""
        usual = UsualDays(shape, stations)
        learnt = nothing_learnt(steps, shape.slots, stations)
        calibration = Calibration.by_today_alone(steps, stations, shape.interval_s)
        return cls(shape, usual, np.ones(usual.cells), learnt, calibration)

    @property
    def steps(self) -> int:
        """How many slots ahead it forecasts."""
        return self.learnt.steps

    def start(self, day: Day, gathered: Sequence[Gathered] = ()) -> None:
        """Start a day; what goes on of another one is left as it is (see `finish`)."""
        usual = self.usual.of(day)
        added = crowd_of(gathered, self.shape, self.usual.stations)
        expected = usual.people + added
        scale = np.where(added > 0, np.hypot(self.scale, DOUBT * added), self.scale)
        slots, stations, ways = self.usual.cells
        counts = np.full(self.usual.cells, np.nan)
        earlier = np.stack([self._last("yesterday"), self._last(f"{day.kind} {day.weekday}")], -1)
        forecasts = np.full((slots + self.steps, self.steps, stations, ways), np.nan)
        course = Course.of(counts, expected, scale, interval_s=self.shape.interval_s)
        wider = scale / self.scale
        self.today = Today(
            day=day,
            habit=usual.people,
            usual=expected,
            spread=scale,
            wider=wider,
            earlier=earlier,
            counts=counts,
            course=course,
            ended=0,
            days=usual.days,
            forecasts=forecasts,
            spans=np.ones_like(forecasts),
            added=added,
            turnout=np.ones((stations, ways)),
        )
        self._look_ahead(self.today)

    def update(self, counts: Floats) -> None:
        """Take in the slot that has just ended: people (stations, 2), NaN where not heard."""
        today = self._going_on()
        slots, stations, ways = self.usual.cells
        if today.ended == slots:
            raise Malformed(
                Fault("counts", slots + 1, f"a day of {slots} slots is over: finish it")
            )
        counts = checked(counts, (stations, ways), "counts")
        slot = today.ended
        if self.rolling:
            self.calibration.learn(today.forecasts[slot], counts, today.spans[slot])
        self.calibration.notice(today.forecasts[slot, 0], counts, today.wider[slot])
        today.counts[slot] = counts
        today.course.put(slot, counts, today.usual[slot], today.spread[slot])
        today.ended += 1
        if today.added.any():
            today.learn_turnout()
        self._look_ahead(today)

    def predict(self) -> Forecast:
        """Return what is expected of the next slots."""
        today = self._going_on()
        ahead = np.arange(self.steps)
        people = today.forecasts[today.ended + ahead, ahead]
        spans = today.spans[today.ended + ahead, ahead]
        quantiles = self.calibration.quantiles(people, spans)
        levels = tuple(self.calibration.levels.tolist())
        return Forecast(today.ended, people, quantiles, levels, today.days)

    def finish(self) -> None:
        """End the day: slots that were not heard stay unheard; the usual day absorbs it."""
        today = self._going_on()
        misses = today.course.misses
        self.last = self.last | {
            "yesterday": misses,
            f"{today.day.kind} {today.day.weekday}": misses,
        }
        if self.rolling:
            self.usual.absorb(today.day, today.without_occasions())
        self.today = None

    def _going_on(self) -> Today:
        if self.today is None:
            raise Malformed(Fault("today", None, "start a day first"))
        return self.today

    def _last(self, which: str) -> Floats:
        return self.last.get(which, np.zeros(self.usual.cells))

    def _look_ahead(self, today: Today) -> None:
        """Forecast the next slots of the day from this moment."""
        slots = self.shape.slots
        count = min(self.steps, slots - today.ended)
        if count <= 0:
            return
        at = slice(today.ended, today.ended + count)
        usual, scale = today.usual[at], today.spread[at]
        seen = today.course.seen(today.ended)
        lags, ratios = (np.broadcast_to(part, (count, *part.shape)) for part in seen)
        moments = aimed((lags, ratios), np.nan_to_num(usual / scale), today.earlier[at])
        factors = self.learnt.all_stations(today.course, today.ended)
        miss = self.learnt.miss(today.ended, moments, factors, last=count)
        people = np.maximum(usual + miss * scale, 0.0)
        # A station without history goes by its own last two slots, as they go on.
        people = np.where(np.isnan(people), today.level(), people)
        steps = np.arange(count)
        today.forecasts[today.ended + steps, steps] = people
        today.spans[today.ended + steps, steps] = today.wider[at] * self.calibration.swell()


def _check_fit(shape: DayShape, history: Sequence[tuple[Day, Floats]], steps: int) -> None:
    faults = []
    if not history:
        faults.append(Fault("history", 0, "at least one finished day"))
    if not 1 <= steps <= shape.slots:
        faults.append(Fault("steps", steps, f"1 … {shape.slots} slots ahead"))
    if faults:
        raise Malformed(*faults, where="the fit of a forecast")
