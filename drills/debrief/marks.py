"""Find the moments of the whole room: threshold, alert, activation, effect, clear platform, end.

    T0  the first minute in which a zone holds what it can hold (the orange of the house's rules),
        or when figures first asked for an orange or red that the alert then took on
    T1  the first alert that is orange or red, from figures or on somebody's word
    T2  the first response level ordered, or plan started
    T5  the first control step done after which each minute's inflow of the next five stays 20 %
        below the five-minute mean that stood when it was done
    T6  after the platforms had filled at T0 or later, the first time that all of them have been
        below half of what they can hold for two minutes
    T7  the response was stood down and nothing was ordered after it

A moment before another is no fault: whoever orders before the figures ask is early.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from drills.debrief.measured import Known, Mark, Moment, Why
from drills.debrief.minute import Minute
from drills.debrief.running import RunningClock
from metro_flow.alerts.colour import CONFIRM, AlertColour
from metro_flow.alerts.figures import Reason, ReasonKey
from metro_flow.alerts.happened import AlertColourChanged, AlertRaised
from metro_flow.logbook.entry import Entry
from stations.room.level import LevelOrdered, StoodDown
from stations.room.plan_events import (
    RELEASE,
    PlanEnded,
    PlanStarted,
    Spoken,
    StepFinished,
    StepReported,
)

# Chiefs are called from orange on, where a zone holds what it can hold.
ASKS_FOR_CHIEFS: Final = AlertColour.ORANGE
FULL: Final = 1.0
CLEAR_BELOW: Final = 0.5
CLEAR_FOR: Final = timedelta(minutes=2)
# Five minutes: two headways at the peak, so that one gap between trains is no effect.
EFFECT_LASTS: Final = timedelta(minutes=5)
EFFECT_SHARE: Final = 0.8
MINUTE: Final = timedelta(minutes=1)
# A minute of the shadow may come a second late.
SLACK: Final = timedelta(seconds=5)


def crossed(entries: Sequence[Entry], minutes: Sequence[Minute]) -> Moment:
    """Find T0."""
    full = next((each.at for each in minutes if (each.fullest or 0.0) >= FULL), None)
    asked = next(_asked_by_figures(entries), None)
    first = min((each for each in (full, asked) if each is not None), default=None)
    if first is not None:
        return Moment(Mark.T0, Known.REACHED, first)
    if all(each.fullest is None for each in minutes):
        return not_knowable(Mark.T0, Why.NO_COUNTS)
    return not_reached(Mark.T0, Why.NEVER_CROSSED)


def _asked_by_figures(entries: Sequence[Entry]) -> Iterator[datetime]:
    for entry, colour, reason in _called_for(entries):
        if reason.key is not ReasonKey.REPORTED:
            yield entry.occurred_at - CONFIRM[colour]


def _called_for(entries: Sequence[Entry]) -> Iterator[tuple[Entry, AlertColour, Reason]]:
    """Walk the alerts that came up to a colour for which chiefs are called."""
    for entry in entries:
        match entry.event:
            case AlertRaised(colour=colour, reason=reason) if colour >= ASKS_FOR_CHIEFS:
                yield entry, colour, reason
            case AlertColourChanged(colour=colour, reason=reason) as changed if (
                changed.up and colour >= ASKS_FOR_CHIEFS
            ):
                yield entry, colour, reason


def alert_shown(entries: Sequence[Entry]) -> Moment:
    """Find T1."""
    found = next(_called_for(entries), None)
    return not_reached(Mark.T1, Why.NO_ALERT) if found is None else reached(Mark.T1, found[0])


def activated(entries: Sequence[Entry]) -> Moment:
    """Find T2; what falls due by itself is dated by its whole second, so its order comes first."""
    found = [each for each in entries if isinstance(each.event, LevelOrdered | PlanStarted)]
    if not found:
        return not_reached(Mark.T2, Why.NOT_ORDERED)

    def second(entry: Entry) -> tuple[datetime, int]:
        return entry.occurred_at.replace(microsecond=0), entry.seq

    return reached(Mark.T2, min(found, key=second))


def effective(entries: Sequence[Entry], minutes: Sequence[Minute], clock: RunningClock) -> Moment:
    """Find T5; a measure whose minutes are not all known proves nothing either way."""
    if all(each.entering is None for each in minutes):
        return not_knowable(Mark.T5, Why.NO_COUNTS)
    done = sorted(filter(_is_measure_done, entries), key=lambda entry: entry.occurred_at)
    proofs = ((entry, _took_effect(entry.occurred_at, minutes, clock)) for entry in done)
    unknown = False
    for entry, proven in proofs:
        if proven:
            return reached(Mark.T5, entry)
        unknown = unknown or proven is None
    if unknown:
        return not_knowable(Mark.T5, Why.COUNTS_BROKEN)
    return not_reached(Mark.T5, Why.NO_EFFECT if done else Why.NO_MEASURE)


def _is_measure_done(entry: Entry) -> bool:
    match entry.event:
        case StepFinished(step=step) | StepReported(step=step, state=Spoken.DONE):
            return not step.endswith(RELEASE)
        case _:
            return False


def _took_effect(at: datetime, minutes: Sequence[Minute], clock: RunningClock) -> bool | None:
    """Claim that inflow stayed low after a moment; None where some minute is unknown."""
    before = next((each.entering_five for each in reversed(minutes) if each.at <= at), None)
    after = [
        each
        for each in minutes
        if MINUTE.total_seconds() <= clock.between(at, each.at)
        and clock.between(at, each.at) < (EFFECT_LASTS + MINUTE).total_seconds()
    ]
    if before is None or len(after) < EFFECT_LASTS // MINUTE:
        return None
    rates = [each.entering for each in after]
    if any(rate is not None and rate > EFFECT_SHARE * before for rate in rates):
        return False
    # Where nobody came before, fewer cannot come after.
    return None if None in rates else before > 0


def platforms_clear(minutes: Sequence[Minute], t0: Moment, clock: RunningClock) -> Moment:
    """Find T6."""
    if all(each.fullest_platform is None for each in minutes):
        return not_knowable(Mark.T6, Why.NO_COUNTS)
    later = [each for each in minutes if t0.at is None or each.at >= t0.at]
    shares = [each.fullest_platform for each in later]
    filled = next((n for n, s in enumerate(shares) if s is not None and s >= CLEAR_BELOW), None)
    if filled is None:
        broken = None in shares
        return (
            not_knowable(Mark.T6, Why.COUNTS_BROKEN)
            if broken
            else not_reached(Mark.T6, Why.NEVER_FULL)
        )
    return _clear_after(later[filled:], clock)


def _clear_after(minutes: Sequence[Minute], clock: RunningClock) -> Moment:
    since: datetime | None = None
    for each in minutes:
        share = each.fullest_platform
        if share is None or share >= CLEAR_BELOW:
            since = None
            continue
        since = since or each.at
        if clock.between(since, each.at) >= (CLEAR_FOR - SLACK).total_seconds():
            return Moment(Mark.T6, Known.REACHED, each.at)
    if minutes[-1].fullest_platform is None:
        return not_knowable(Mark.T6, Why.COUNTS_BROKEN)
    return not_reached(Mark.T6, Why.NOT_CLEARED)


def stood_down(entries: Sequence[Entry]) -> Moment:
    """Find T7; a plan that ran without any level ends when it is ended."""
    levels = any(isinstance(each.event, LevelOrdered) for each in entries)
    ends: type = StoodDown if levels else PlanEnded
    begins: type = LevelOrdered if levels else PlanStarted
    last: Entry | None = None
    for entry in entries:
        if isinstance(entry.event, ends):
            last = entry
        elif isinstance(entry.event, begins):
            last = None
    if last is None:
        return not_reached(Mark.T7, Why.NOT_STOOD_DOWN)
    return reached(Mark.T7, last)


def reached(mark: Mark, entry: Entry) -> Moment:
    """Return a moment that an entry shows."""
    return Moment(mark, Known.REACHED, entry.occurred_at, None, entry.seq, entry.by.who)


def not_reached(mark: Mark, why: Why) -> Moment:
    """Return that a moment did not come."""
    return Moment(mark, Known.NOT_REACHED, why=why)


def not_knowable(mark: Mark, why: Why) -> Moment:
    """Return that nobody can say whether it came."""
    return Moment(mark, Known.NOT_KNOWABLE, why=why)
