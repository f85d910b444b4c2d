"""Figures rest on what was counted, leave provisional limits out, and are never made of nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from metro_flow.alerts.colour import AlertColour
from metro_flow.people.person import Seat
from stations.district.figures.definitions import DEFINITIONS, Figure
from stations.district.figures.reckon import Group, Value, assess
from stations.district.figures.record import Called, Period, Practised, Record
from stations.profile.words import Words
from stations.readiness.authority import Agency
from stations.readiness.hazard import Closing, Hazard, HazardState, Origin
from stations.room.turnout import Call, Rank, Summons
from stations.room.turnout import Called as Person

NIGHT = datetime(2015, 4, 1, 12, tzinfo=UTC)
QUARTER = Period(
    date(2015, 4, 1),
    date(2015, 7, 1),
    datetime(2015, 3, 31, 16, tzinfo=UTC),
    datetime(2015, 6, 30, 16, tzinfo=UTC),
)
JINGAN = Words("静安寺街道", "Jing'ansi Subdistrict")
CAOJIADU = Words("曹家渡街道", "Caojiadu Subdistrict")


def a_person(
    *,
    answered_s: float | None = None,
    arrived_s: float | None = None,
    provisional: bool = False,
    expected: bool = True,
) -> Person:
    """Return somebody called, with two minutes to answer and ten to arrive."""
    arrive_due = NIGHT + timedelta(minutes=10) if expected else None
    due = NIGHT + timedelta(minutes=2)
    summons = Summons("p-x", Seat.STREET, Rank.HOLDER, due, arrive_due, provisional)
    return Person(
        summons,
        "p-x",
        NIGHT,
        answered_at=None if answered_s is None else NIGHT + timedelta(seconds=answered_s),
        arrived_at=None if arrived_s is None else NIGHT + timedelta(seconds=arrived_s),
    )


def a_call(*people: Person, ordered_s: float | None = None) -> Called:
    """Return a call, and when a level was ordered."""
    ordered = None if ordered_s is None else NIGHT + timedelta(seconds=ordered_s)
    return Called(Call("c9", ("a8",), AlertColour.ORANGE, NIGHT, people, ()), ordered)


def a_hazard(due: date | None, closed: date | None = None) -> Hazard:
    """Return a hazard with a due date, perhaps closed."""
    closing = None
    if closed is not None:
        moment = datetime(closed.year, closed.month, closed.day, 4, tzinfo=UTC)
        closing = Closing("p-y", Agency.STREET, None, moment)
    state = HazardState.REGISTERED if closing is None else HazardState.CLOSED
    return Hazard(
        "h1", "a rail", "exit 3", Origin.PATROL, "", "p-x", NIGHT, state, due=due, closing=closing
    )


def a_record(station: str = "0243", **known: Any) -> Record:
    """Return a station of which nothing happened, save what is said."""
    fields: dict[str, Any] = {
        "station": station,
        "streets": (JINGAN,),
        "lines": ("2", "7"),
        "calls": (),
        "hazards": (),
        "plan_since": None,
        "practised": Practised(),
    }
    return Record(**(fields | known))


def value_of(figure: Figure, *records: Record) -> Value:
    """Return a figure of the whole district."""
    return assess(records, QUARTER)[0].values[figure]


def test_every_figure_is_defined_and_reckoned_and_told_in_one_order() -> None:
    (whole, *_) = assess([a_record()], QUARTER)

    assert list(DEFINITIONS) == list(whole.values) == list(Figure)


def test_what_was_not_counted_has_no_value() -> None:
    (whole, *_) = assess([a_record()], QUARTER)

    unknown = {figure for figure, value in whole.values.items() if value.value is None}
    assert unknown == {
        Figure.ANSWER_MEDIAN,
        Figure.ANSWERED_IN_TIME,
        Figure.ARRIVAL_MEDIAN,
        Figure.ARRIVED_IN_TIME,
        Figure.ORDER_MEDIAN,
        Figure.HAZARDS_CLOSED_IN_TIME,
        Figure.PLAN_AGE_MEDIAN,
    }


def test_answers_are_measured_from_the_call_and_judged_by_confirmed_limits() -> None:
    record = a_record(
        calls=(
            a_call(
                a_person(answered_s=30),
                a_person(answered_s=150),
                a_person(),
                a_person(answered_s=60, provisional=True),
            ),
        )
    )

    assert value_of(Figure.CALLS, record) == Value(1, 1)
    assert value_of(Figure.ANSWER_MEDIAN, record) == Value(60.0, 3)
    assert value_of(Figure.ANSWERED_IN_TIME, record) == Value(0.3333, 3, left_out=1)


def test_arrivals_are_asked_of_those_who_are_expected_on_the_spot() -> None:
    record = a_record(
        calls=(
            a_call(
                a_person(arrived_s=600),
                a_person(arrived_s=601),
                a_person(expected=False, arrived_s=5),
                a_person(provisional=True),
            ),
        )
    )

    assert value_of(Figure.ARRIVED_IN_TIME, record) == Value(0.5, 2, left_out=1)


def test_where_every_limit_is_provisional_there_is_no_share() -> None:
    record = a_record(calls=(a_call(a_person(answered_s=9, provisional=True)),))

    assert value_of(Figure.ANSWERED_IN_TIME, record) == Value(None, 0, left_out=1)


def test_an_order_is_measured_from_the_call() -> None:
    record = a_record(calls=(a_call(ordered_s=0), a_call(ordered_s=90), a_call()))

    assert value_of(Figure.ORDER_MEDIAN, record) == Value(45.0, 2)


def test_drills_of_unconfirmed_requirements_are_counted_apart() -> None:
    records = (
        a_record(practised=Practised(run=2, owed=1, overdue=0)),
        a_record("0125", practised=Practised(run=1, unconfirmed=(2, 1))),
    )

    assert value_of(Figure.DRILLS_RUN, *records) == Value(3, 3)
    assert value_of(Figure.DRILLS_OWED, *records) == Value(1, 1, left_out=2)
    assert value_of(Figure.DRILLS_OVERDUE, *records) == Value(0, 0, left_out=1)


@pytest.mark.parametrize(
    ("hazard", "due", "share", "overdue"),
    [
        (a_hazard(date(2015, 5, 1), closed=date(2015, 5, 1)), 1, 1.0, 0),
        (a_hazard(date(2015, 5, 1), closed=date(2015, 5, 2)), 1, 0.0, 0),
        (a_hazard(date(2015, 5, 1)), 1, 0.0, 1),
        (a_hazard(date(2015, 7, 1)), 0, None, 0),
        (a_hazard(date(2015, 3, 31)), 0, None, 1),
        (a_hazard(None), 0, None, 0),
    ],
    ids=["in time", "late", "open and past", "due later", "due before", "not registered"],
)
def test_closing_is_judged_by_the_due_date(
    hazard: Hazard, due: int, share: float | None, overdue: int
) -> None:
    record = a_record(hazards=(hazard,))

    assert value_of(Figure.HAZARDS_DUE, record).value == due
    assert value_of(Figure.HAZARDS_CLOSED_IN_TIME, record).value == share
    assert value_of(Figure.HAZARDS_OVERDUE, record).value == overdue


def test_a_plans_age_is_that_of_plans_there_are() -> None:
    ten_days = QUARTER.until - timedelta(days=10)
    records = (a_record(plan_since=ten_days), a_record("0125"))

    assert value_of(Figure.PLAN_IN_FORCE, *records) == Value(0.5, 2)
    assert value_of(Figure.PLAN_AGE_MEDIAN, *records) == Value(10.0, 1)


def test_a_station_counts_in_each_of_its_streets_and_lines_and_once_in_the_district() -> None:
    records = (
        a_record(streets=(JINGAN, CAOJIADU), calls=(a_call(),)),
        a_record("0125", streets=(CAOJIADU,), lines=("12", "1"), calls=(a_call(), a_call())),
    )

    groups = {(each.kind, each.key): each for each in assess(records, QUARTER)}

    def calls(group: Group) -> float | None:
        return group.values[Figure.CALLS].value

    assert {key: calls(group) for key, group in groups.items()} == {
        ("district", ""): 3,
        ("street", CAOJIADU.zh): 3,
        ("street", JINGAN.zh): 1,
        ("line", "1"): 2,
        ("line", "2"): 1,
        ("line", "7"): 1,
        ("line", "12"): 2,
    }
    assert [key for kind, key in groups if kind == "line"] == ["1", "2", "7", "12"]
