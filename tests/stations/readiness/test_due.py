"""A due date that goes by is written once, by the clock, and a moved one may go by again."""

from datetime import timedelta

import pytest

from stations.readiness.hazard import HazardState
from stations.readiness.hazard_asked import MoveDue, ReopenHazard
from tests.stations.readiness.hazard_room import DUE, a_readiness_book, ask, hazard, lead, shown

# From half past five in the evening to the first second after midnight, Shanghai time.
TO_MIDNIGHT = timedelta(hours=6, minutes=30)


@pytest.fixture
def room(tmp_path):
    room = a_readiness_book(tmp_path)
    yield room
    room.check()


def pass_days(room, days):
    """Let days go by up to their midnight, and a minute in which the watch looks twice."""
    room.clock.advance(timedelta(days=days - 1).total_seconds() + TO_MIDNIGHT.total_seconds())
    for _ in range(2):
        room.fall_due()


def test_the_due_day_itself_is_in_time(room):
    lead(room, HazardState.REGISTERED)

    room.clock.advance((timedelta(days=7) + TO_MIDNIGHT).total_seconds() - 1)
    room.fall_due()

    assert "HazardOverdue" not in room.kinds
    assert shown(room)["overdue"] == []


def test_a_due_date_that_went_by_is_written_once_by_the_clock(room):
    lead(room, HazardState.MONITORED)

    pass_days(room, 8)
    pass_days(room, 9)

    assert room.kinds.count("HazardOverdue") == 1
    assert room.book.entries()[-1].by.who == "the clock"
    assert (room.last.hazard, room.last.due) == ("h1", DUE)
    assert shown(room)["overdue"] == ["h1"]


def test_a_moved_due_date_may_go_by_again(room):
    lead(room, HazardState.REGISTERED)
    pass_days(room, 8)
    ask(room, "master", MoveDue("h1", DUE + timedelta(days=5), "no bolts"))
    assert shown(room)["overdue"] == []

    pass_days(room, 20)

    assert room.kinds.count("HazardOverdue") == 2


def test_a_closed_hazard_is_never_overdue(room):
    lead(room, HazardState.CLOSED)

    pass_days(room, 30)

    assert "HazardOverdue" not in room.kinds


def test_a_reopened_hazard_is_due_anew(room):
    lead(room, HazardState.CLOSED)
    ask(room, "street", ReopenHazard("h1", "loose again", 2, 2, DUE))

    pass_days(room, 8)

    assert room.kinds[-1] == "HazardOverdue"
    assert hazard(room).overdue_for == DUE
