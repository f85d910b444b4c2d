"""Reckon the figures of the assessment from the records of stations, by street, by line, for all.

Pure: records in, values out. A station belongs to every street at one of its open exits and to
each of its lines, with all that is recorded of it: nobody knows through which exit a call went.
Where nothing was counted there is no value, and never a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Final

from stations.district.figures.definitions import Figure
from stations.district.figures.record import Called, Period, Practised, Record
from stations.profile.words import Words
from stations.readiness.asking import day_of
from stations.readiness.hazard import Hazard
from stations.room.turnout import Called as Person


@dataclass(frozen=True, slots=True)
class Value:
    """A figure's value, how many it rests on, and how many were left out of it."""

    value: float | None
    counted: int
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of some stations; `key` is a street's Chinese name or a line's number."""

    kind: str
    key: str
    name: Words
    stations: tuple[str, ...]
    values: Mapping[Figure, Value]


def assess(records: Sequence[Record], period: Period) -> list[Group]:
    """Return the figures of all stations, then by street, then by line."""
    streets = {street.zh: street for each in records for street in each.streets}
    lines = sorted({line for each in records for line in each.lines}, key=_as_number)
    return [
        _group("district", "", Words("全区", "District"), records, period),
        *(
            _group("street", zh, streets[zh], [r for r in records if _lies_in(r, zh)], period)
            for zh in sorted(streets)
        ),
        *(
            _group(
                "line",
                line,
                Words(f"{line}号线", f"Line {line}"),
                [r for r in records if line in r.lines],
                period,
            )
            for line in lines
        ),
    ]


def _group(kind: str, key: str, name: Words, records: Sequence[Record], period: Period) -> Group:
    values = {figure: reckon(records, period) for figure, reckon in RECKONED.items()}
    return Group(kind, key, name, tuple(each.station for each in records), values)


def _lies_in(record: Record, street: str) -> bool:
    return any(each.zh == street for each in record.streets)


def _as_number(line: str) -> tuple[int, str]:
    return (int(line) if line.isdecimal() else 99, line)


def _calls(records: Sequence[Record], _period: Period) -> Value:
    count = sum(len(each.calls) for each in records)
    return Value(count, count)


def _answer_median(records: Sequence[Record], _period: Period) -> Value:
    return _median(
        (person.answered_at - person.called_at).total_seconds()
        for person in _people(records)
        if person.answered_at is not None
    )


def _answered_in_time(records: Sequence[Record], _period: Period) -> Value:
    people = _people(records)
    confirmed = [each for each in people if not each.summons.provisional]
    in_time = sum(
        each.answered_at is not None and each.answered_at <= each.summons.answer_due
        for each in confirmed
    )
    return _share(in_time, len(confirmed), left_out=len(people) - len(confirmed))


def _arrival_median(records: Sequence[Record], _period: Period) -> Value:
    return _median(
        (person.arrived_at - person.called_at).total_seconds()
        for person in _people(records)
        if person.arrived_at is not None
    )


def _arrived_in_time(records: Sequence[Record], _period: Period) -> Value:
    expected = [each for each in _people(records) if each.summons.arrive_due is not None]
    confirmed = [each for each in expected if not each.summons.provisional]
    in_time = sum(_arrived(each) for each in confirmed)
    return _share(in_time, len(confirmed), left_out=len(expected) - len(confirmed))


def _arrived(person: Person) -> bool:
    due = person.summons.arrive_due
    return due is not None and person.arrived_at is not None and person.arrived_at <= due


def _order_median(records: Sequence[Record], _period: Period) -> Value:
    return _median(
        (each.ordered_at - each.call.issued_at).total_seconds()
        for each in _every(records)
        if each.ordered_at is not None
    )


def _drills(part: Callable[[Practised], int], unconfirmed: int | None) -> Reckon:
    def reckon(records: Sequence[Record], _period: Period) -> Value:
        count = sum(part(each.practised) for each in records)
        left_out = 0
        if unconfirmed is not None:
            left_out = sum(each.practised.unconfirmed[unconfirmed] for each in records)
        return Value(count, count, left_out)

    return reckon


def _hazards_due(records: Sequence[Record], period: Period) -> Value:
    count = len(_due_in(records, period))
    return Value(count, count)


def _hazards_closed_in_time(records: Sequence[Record], period: Period) -> Value:
    due = _due_in(records, period)
    today = day_of(period.until)
    judged = [each for each in due if not each.is_open or (each.due and each.due < today)]
    in_time = sum(_closed_in_time(each) for each in judged)
    return _share(in_time, len(judged), left_out=len(due) - len(judged))


def _closed_in_time(hazard: Hazard) -> bool:
    closing, due = hazard.closing, hazard.due
    return closing is not None and due is not None and day_of(closing.at) <= due


def _hazards_overdue(records: Sequence[Record], period: Period) -> Value:
    today = day_of(period.until - timedelta(seconds=1))
    count = sum(
        hazard.is_open and hazard.due is not None and hazard.due < today
        for record in records
        for hazard in record.hazards
    )
    return Value(count, count)


def _plan_in_force(records: Sequence[Record], _period: Period) -> Value:
    return _share(sum(each.plan_since is not None for each in records), len(records))


def _plan_age_median(records: Sequence[Record], period: Period) -> Value:
    return _median(
        (period.until - each.plan_since).total_seconds() / 86_400
        for each in records
        if each.plan_since is not None
    )


def _due_in(records: Sequence[Record], period: Period) -> list[Hazard]:
    return [
        hazard
        for record in records
        for hazard in record.hazards
        if hazard.due is not None and period.first <= hazard.due < period.after
    ]


def _every(records: Iterable[Record]) -> list[Called]:
    return [call for record in records for call in record.calls]


def _people(records: Iterable[Record]) -> list[Person]:
    return [person for each in _every(records) for person in each.call.people]


def _median(values: Iterable[float]) -> Value:
    known = sorted(values)
    return Value(round(median(known), 1) if known else None, len(known))


def _share(part: int, whole: int, *, left_out: int = 0) -> Value:
    return Value(round(part / whole, 4) if whole else None, whole, left_out)


Reckon = Callable[[Sequence[Record], Period], Value]

RECKONED: Final[Mapping[Figure, Reckon]] = {
    Figure.CALLS: _calls,
    Figure.ANSWER_MEDIAN: _answer_median,
    Figure.ANSWERED_IN_TIME: _answered_in_time,
    Figure.ARRIVAL_MEDIAN: _arrival_median,
    Figure.ARRIVED_IN_TIME: _arrived_in_time,
    Figure.ORDER_MEDIAN: _order_median,
    Figure.DRILLS_RUN: _drills(lambda each: each.run, None),
    Figure.DRILLS_OWED: _drills(lambda each: each.owed, 0),
    Figure.DRILLS_OVERDUE: _drills(lambda each: each.overdue, 1),
    Figure.HAZARDS_DUE: _hazards_due,
    Figure.HAZARDS_CLOSED_IN_TIME: _hazards_closed_in_time,
    Figure.HAZARDS_OVERDUE: _hazards_overdue,
    Figure.PLAN_IN_FORCE: _plan_in_force,
    Figure.PLAN_AGE_MEDIAN: _plan_age_median,
}
