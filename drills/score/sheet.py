"""Fill the sheet of 100 points from a debrief, so that an evaluator confirms rather than counts.

Each row is worth MOST points. Its credit is the mean of two parts, what is *timed* and its
*injects*; where only one of them can be known, that one alone; where neither, the row is left to
the evaluator. Points are MOST times the credit, to one decimal.

    row            of  timed part
    discovery      10  none
    activation     15  T2 − T0 against 3 minutes; before T0 it is 1; never, in a drill that ran
                       to its end, 0
    notification   15  the mean over the seats of T3 after the call, against the call's limit
    arrival        15  the mean over the seats of T4 after the call, against the call's limit
    measures       20  (steps in time + half of those done late) / (steps done or overdue)
    information    10  none
    evacuation     10  none
    closing         5  1 when the response was stood down, 0 when the drill ended without

A time t against a limit L has the credit 1 up to L, then 2 − t/L, and 0 from 2 L on; silence is 0.
An inject that was met is 1 and one that was missed 0; what was skipped, not given, or cut off by
the end counts for nothing. An inject counts in the row of its objective alone, and no kind of
entry that is timed in one row may show an inject of another (`scenario.check`), so an act that is
missing lowers one row.

T1, T5 and T6 stand beside the rows without points: the shadow's counts are a recorded day with a
crowd on top, which no measure of the drill can thin out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from drills.calendar.happened import Outcome
from drills.debrief import Debrief, InjectOutcome, InjectTime, Kept, Known, Mark, Moment
from drills.drill.happened import Veto
from drills.scenario import Row
from drills.score.points import Part, Reckoned, ScoreLine, Sheet, credit_of, row_points
from metro_flow.people.person import Seat

# One minute to notify and two to acknowledge, the field's planning defaults: 暂定.
ACTIVATE_WITHIN_S: Final = 180.0
LATE_STEP: Final = 0.5
SHOWN_BESIDE: Final[Mapping[Row, Mark]] = {
    Row.DISCOVERY: Mark.T1,
    Row.MEASURES: Mark.T5,
    Row.EVACUATION: Mark.T6,
}


def sheet_of(debrief: Debrief) -> Sheet:
    """Return the sheet as the machine fills it."""
    rows = tuple(
        row_points(row, [part(row, debrief) for part in (_timed, _injects, _beside)]) for row in Row
    )
    return Sheet(rows, _vetoes(debrief))


def _timed(row: Row, debrief: Debrief) -> Part:
    reckon = _TIMED.get(row)
    return Part() if reckon is None else Part(tuple(reckon(debrief)))


def _activation(debrief: Debrief) -> list[ScoreLine]:
    t0, t2 = debrief.moment(Mark.T0), debrief.moment(Mark.T2)
    facts = {
        "known": t2.known.value if t0.known is Known.REACHED else t0.known.value,
        "mark": (t2 if t0.known is Known.REACHED else t0).mark.value,
        "after_s": t2.since_t0_s,
        "limit_s": ACTIVATE_WITHIN_S,
    }
    return [ScoreLine(Reckoned.ACTIVATION, facts, _activated(debrief, t0, t2), provisional=True)]


def _activated(debrief: Debrief, t0: Moment, t2: Moment) -> float | None:
    if t0.known is not Known.REACHED:
        return None
    if t2.since_t0_s is not None:
        return credit_of(max(0.0, t2.since_t0_s), ACTIVATE_WITHIN_S)
    return 0.0 if debrief.outcome is Outcome.FINISHED else None


def _answers(debrief: Debrief) -> list[ScoreLine]:
    return [
        _of_seat(Reckoned.ANSWER, each.seat, each.acknowledged, each.answer)
        for each in debrief.seats
    ]


def _arrivals(debrief: Debrief) -> list[ScoreLine]:
    return [
        _of_seat(Reckoned.ARRIVAL, each.seat, each.arrived, each.arrival) for each in debrief.seats
    ]


def _of_seat(what: Reckoned, seat: Seat, moment: Moment, kept: Kept | None) -> ScoreLine:
    facts = {
        "seat": seat.value,
        "known": moment.known.value,
        "why": None if moment.why is None else moment.why.value,
        "after_s": None if kept is None else kept.after_s,
        "limit_s": None if kept is None else kept.limit.seconds,
    }
    if kept is None:
        return ScoreLine(what, facts, None)
    return ScoreLine(what, facts, _credit(kept), provisional=kept.limit.provisional)


def _credit(kept: Kept) -> float | None:
    if kept.after_s is not None:
        return credit_of(kept.after_s, kept.limit.seconds)
    return None if kept.within is None else 0.0


def _steps(debrief: Debrief) -> list[ScoreLine]:
    steps = debrief.steps
    facts = {
        "issued": steps.issued,
        "in_time": steps.in_time,
        "late": steps.late,
        "overdue": steps.overdue,
        "excused": steps.excused,
    }
    credit = None
    if steps.judged:
        credit = (steps.in_time + LATE_STEP * steps.late) / steps.judged
    return [ScoreLine(Reckoned.STEPS, facts, credit, provisional=steps.provisional)]


def _closing(debrief: Debrief) -> list[ScoreLine]:
    moment, ordered = debrief.moment(Mark.T7), debrief.moment(Mark.T2)
    credit = None
    if moment.known is Known.REACHED:
        credit = 1.0
    elif debrief.outcome is Outcome.FINISHED and ordered.known is Known.REACHED:
        credit = 0.0
    facts = {"known": moment.known.value, "since_t0_s": moment.since_t0_s}
    return [ScoreLine(Reckoned.STAND_DOWN, facts, credit)]


_TIMED: Final[Mapping[Row, Callable[[Debrief], list[ScoreLine]]]] = {
    Row.ACTIVATION: _activation,
    Row.NOTIFICATION: _answers,
    Row.ARRIVAL: _arrivals,
    Row.MEASURES: _steps,
    Row.CLOSING: _closing,
}


def _injects(row: Row, debrief: Debrief) -> Part:
    return Part(tuple(_inject(each) for each in debrief.injects if each.row is row))


def _inject(inject: InjectTime) -> ScoreLine:
    facts = {
        "inject": inject.id,
        "outcome": inject.outcome.value,
        "after_s": None if inject.shown is None else inject.shown.after_s,
        "limit_s": inject.limit.seconds,
        "seq": None if inject.shown is None else inject.shown.seq,
    }
    credits = {InjectOutcome.MET: 1.0, InjectOutcome.MISSED: 0.0}
    credit = credits.get(inject.outcome)
    return ScoreLine(Reckoned.INJECT, facts, credit, provisional=inject.limit.provisional)


def _beside(row: Row, debrief: Debrief) -> Part:
    """Return the moment that is read beside a row and gives no points."""
    mark = SHOWN_BESIDE.get(row)
    if mark is None:
        return Part()
    moment = debrief.moment(mark)
    facts = {
        "mark": mark.value,
        "known": moment.known.value,
        "why": None if moment.why is None else moment.why.value,
        "since_t0_s": moment.since_t0_s,
    }
    return Part((ScoreLine(Reckoned.MARK, facts, None, counts=False),))


def _vetoes(debrief: Debrief) -> tuple[Veto, ...]:
    """Return what fails the drill: what evaluators saw, and that nothing was ever ordered."""
    seen = {line.event.veto for line in debrief.written.observations if line.event.veto}
    never = debrief.moment(Mark.T2).known is not Known.REACHED
    if never and debrief.outcome is Outcome.FINISHED:
        seen.add(Veto.NOT_ACTIVATED)
    return tuple(veto for veto in Veto if veto in seen)
