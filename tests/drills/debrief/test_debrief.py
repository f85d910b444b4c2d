"""A debrief measures moments, people and messages, and never takes the unknown for nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from drills.debrief import Known, Mark, Minute, Why, debrief_of
from drills.debrief.measured import Debrief, SeatTime
from drills.drill.happened import (
    DebriefSigned,
    DrillHalted,
    DrillPaused,
    DrillResumed,
    Real,
)
from metro_flow.errors import Unknown
from metro_flow.people.person import Seat
from stations.room import call
from stations.room.call import AnswerCall, RecordVoiceAnswer
from stations.room.level import LevelOrdered
from stations.room.plan_events import PlanStarted
from stations.room.turnout import Channel, Receipt
from tests.builders import minutes
from tests.drills.evening import DIRECTOR, Evening, a_good_evening, the_shadow
from tests.stations.room.chiefs import MASTER, STREET, raise_alert


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Evening:
    """Return the good evening, ended."""
    played = a_good_evening(tmp_path_factory.mktemp("evening"))
    played.end()
    return played


def seat(debrief: Debrief, which: Seat) -> SeatTime:
    """Return what was measured of one seat."""
    return {each.seat: each for each in debrief.seats}[which]


def minute(evening: Evening, at: datetime | None) -> float:
    """Return at which minute of the drill a moment lies."""
    assert at is not None
    return round((at - evening.began_at).total_seconds() / 60, 1)


def test_the_moments_of_the_room_stand_where_they_happened(evening: Evening) -> None:
    debrief = debrief_of(evening.entries, the_shadow(evening))

    at = {each.mark: minute(evening, each.at) for each in debrief.moments}
    assert at == {
        Mark.T0: 14.0,
        Mark.T1: 15.5,
        Mark.T2: 16.7,
        Mark.T5: 20.2,
        Mark.T6: 48.0,
        Mark.T7: 57.0,
    }


def test_seconds_count_from_the_moment_the_threshold_was_crossed(evening: Evening) -> None:
    debrief = debrief_of(evening.entries, the_shadow(evening))

    assert debrief.moment(Mark.T0).since_t0_s == 0
    assert debrief.moment(Mark.T1).since_t0_s == 90
    assert seat(debrief, Seat.LOCAL_POLICE).arrived.since_t0_s == 480


def test_folded_twice_it_is_the_same_whatever_the_order_of_the_minutes(evening: Evening) -> None:
    shadow = the_shadow(evening)

    once, again = debrief_of(evening.entries, shadow), debrief_of(evening.entries, shadow[::-1])

    assert once == again


def test_without_counts_what_they_would_tell_is_not_knowable(evening: Evening) -> None:
    debrief = debrief_of(evening.entries)

    unknown = [debrief.moment(mark) for mark in (Mark.T0, Mark.T5, Mark.T6)]
    assert {(each.known, each.why) for each in unknown} == {(Known.NOT_KNOWABLE, Why.NO_COUNTS)}
    assert [each.since_t0_s for each in debrief.moments] == [None] * 6
    assert debrief.moment(Mark.T2).known is Known.REACHED


def test_counts_below_every_threshold_say_that_it_was_not_reached(evening: Evening) -> None:
    calm = [replace(each, shares=dict.fromkeys(each.shares, 0.3)) for each in the_shadow(evening)]

    debrief = debrief_of(evening.entries, calm)

    assert debrief.moment(Mark.T0).why is Why.NEVER_CROSSED
    assert debrief.moment(Mark.T6).why is Why.NEVER_FULL


def test_a_gap_behind_every_measure_leaves_their_effect_unknown(evening: Evening) -> None:
    shadow = the_shadow(evening, unknown=range(21, 30))

    moment = debrief_of(evening.entries, shadow).moment(Mark.T5)

    assert (moment.known, moment.why) == (Known.NOT_KNOWABLE, Why.COUNTS_BROKEN)


def test_inflow_that_does_not_stay_low_is_no_effect(evening: Evening) -> None:
    steady = [replace(each, entering=120.0, entering_five=120.0) for each in the_shadow(evening)]

    moment = debrief_of(evening.entries, steady).moment(Mark.T5)

    assert (moment.known, moment.why) == (Known.NOT_REACHED, Why.NO_EFFECT)


def test_a_platform_that_is_unknown_for_a_minute_is_not_clear_in_it(evening: Evening) -> None:
    sure, unsure = the_shadow(evening), the_shadow(evening, unknown=[47])

    first = debrief_of(evening.entries, sure).moment(Mark.T6)
    later = debrief_of(evening.entries, unsure).moment(Mark.T6)

    assert minute(evening, later.at) == minute(evening, first.at) + 2


def test_an_answer_counts_from_when_it_was_given_not_written_down(tmp_path: Path) -> None:
    evening = Evening(tmp_path)
    raise_alert(evening.room, "orange")
    evening.until(1)
    name = evening.room.board[call.PANEL].open.id
    said_at = evening.room.now
    evening.until(4)
    evening.room.act(AnswerCall(name), MASTER, occurred_at=said_at)

    master = debrief_of(evening.entries).people[0]

    assert master.answered.at == said_at
    assert master.answer.within is True
    assert master.overdue is True


def test_a_pause_takes_no_time_from_a_limit(tmp_path: Path) -> None:
    evening = Evening(tmp_path)
    raise_alert(evening.room, "orange")
    evening.until(1)
    evening.room.happen(DrillPaused("列车晚点，先让真实乘客"), by=DIRECTOR)
    evening.room.clock.advance(600)
    evening.room.happen(DrillResumed(), by=DIRECTOR)
    name = evening.room.board[call.PANEL].open.id
    evening.room.act(AnswerCall(name), MASTER)

    debrief = debrief_of(evening.entries)

    assert debrief.people[0].answer.after_s is not None
    assert debrief.people[0].answer.after_s <= 60
    assert [each.reason for each in debrief.pauses] == ["列车晚点，先让真实乘客"]


def test_a_word_written_down_for_another_is_their_answer(tmp_path: Path) -> None:
    evening = Evening(tmp_path)
    raise_alert(evening.room, "orange")
    evening.until(1)
    name = evening.room.board[call.PANEL].open.id
    spoken = RecordVoiceAnswer(name, "p-zhaolei", Receipt.ARRIVED, None, Channel.RADIO, "到了")
    evening.room.act(spoken, MASTER)

    local = seat(debrief_of(evening.entries), Seat.LOCAL_POLICE)

    assert local.arrived.known is Known.REACHED
    assert local.answer is not None
    assert local.answer.within is True


def test_a_limit_cut_off_by_the_end_is_neither_kept_nor_missed(tmp_path: Path) -> None:
    evening = Evening(tmp_path)
    raise_alert(evening.room, "orange")
    evening.until(1)
    evening.room.happen(DrillHalted(Real.ORANGE, "station/0243", 12))

    street = seat(debrief_of(evening.entries), Seat.STREET)

    assert street.answer is not None
    assert street.answer.within is None
    assert street.acknowledged.why is Why.ENDED_BEFORE


def test_nobody_called_is_not_nobody_answered(tmp_path: Path) -> None:
    evening = Evening(tmp_path)

    seats = debrief_of(evening.entries).seats

    assert [each.seat for each in seats] == list(Seat)
    assert {each.acknowledged.why for each in seats} == {Why.NO_CALL}


def test_steps_are_counted_by_how_they_ended(evening: Evening) -> None:
    steps = debrief_of(evening.entries).steps

    assert (steps.issued, steps.in_time, steps.late, steps.overdue) == (4, 4, 0, 0)
    assert steps.provisional is True


def test_a_signature_under_an_older_sheet_does_not_count(tmp_path: Path) -> None:
    evening = Evening(tmp_path)
    evening.room.happen(DebriefSigned(Seat.STREET, 3, "0" * 64), by=STREET)

    assert debrief_of(evening.entries).written.signatures == ()


def test_minutes_of_another_run_are_left_out(evening: Evening) -> None:
    before = Minute(evening.began_at - minutes(30), shares={"platform-2": 2.0})

    debrief = debrief_of(evening.entries, [before])

    assert debrief.moment(Mark.T0).why is Why.NO_COUNTS


def test_a_book_that_plans_no_drill_has_no_debrief(evening: Evening) -> None:
    with pytest.raises(Unknown, match="drill"):
        debrief_of(evening.entries[1:3])


def test_the_head_names_the_last_entry(evening: Evening) -> None:
    entries = evening.entries

    assert str(debrief_of(entries).head) == f"{entries[-1].seq}:{entries[-1].sha256}"


def test_an_order_comes_before_what_it_made_fall_due_in_the_same_second(tmp_path: Path) -> None:
    evening = a_good_evening(tmp_path)
    entries = evening.end()
    order = next(each for each in entries if isinstance(each.event, LevelOrdered))
    started = next(each for each in entries if isinstance(each.event, PlanStarted))
    second = started.occurred_at.replace(microsecond=0)
    later = {
        order.seq: replace(order, occurred_at=second + timedelta(milliseconds=300)),
        started.seq: replace(started, occurred_at=second),
    }

    debrief = debrief_of([later.get(each.seq, each) for each in entries])

    assert debrief.moment(Mark.T2).seq == order.seq
