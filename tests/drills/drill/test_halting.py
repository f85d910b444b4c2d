"""What is real ends a drill, or is answered by its director within a minute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from drills.calendar.happened import Outcome
from drills.drill.asked import AnswerWarning, PauseDrill, ResumeDrill
from drills.drill.halting import DECIDE_WITHIN, halting, refuse_start
from drills.drill.happened import DrillHalted, Real, RealWarned
from drills.drill.state import Phase
from metro_flow.alerts.colour import AlertColour
from metro_flow.alerts.happened import AlertColourChanged
from metro_flow.errors import Refused
from metro_flow.people.person import Seat
from tests.builders import PracticeRoom
from tests.drills.drill.drill_room import (
    DIRECTOR,
    PLAYERS,
    STATION,
    ask,
    drill,
)
from tests.drills.drill.real import REASON, called, raised


def asked(
    room: PracticeRoom, *real: PracticeRoom, ill: bool = False
) -> Sequence[DrillHalted | RealWarned]:
    """Return what is to be written now."""
    boards = {each.name: each.board for each in real}
    return halting(room.board, STATION, boards, ill=ill, now=room.now)


def write(room: PracticeRoom, *real: PracticeRoom, **more: Any) -> None:
    """Write what is to be written now."""
    events = asked(room, *real, **more)
    if events:
        room.happen(*events)


@pytest.mark.parametrize("colour", [AlertColour.ORANGE, AlertColour.RED])
def test_a_real_orange_or_red_halts_the_drill_and_is_named(
    room: PracticeRoom, real: PracticeRoom, colour: AlertColour
) -> None:
    real.happen(raised(colour))

    write(room, real)

    end = drill(room).end
    assert end is not None
    assert (end.outcome, end.real, end.room, end.seq) == (
        Outcome.HALTED,
        Real(colour.value),
        STATION,
        1,
    )


def test_an_orange_at_another_station_halts_nothing(
    room: PracticeRoom, real: PracticeRoom, elsewhere: PracticeRoom
) -> None:
    elsewhere.happen(raised(AlertColour.RED))

    assert asked(room, real, elsewhere) == ()


def test_a_real_call_to_somebody_who_plays_halts_it_from_any_station(
    room: PracticeRoom, real: PracticeRoom, elsewhere: PracticeRoom
) -> None:
    elsewhere.happen(called(elsewhere, PLAYERS[Seat.STREET]))

    assert asked(room, real, elsewhere) == (DrillHalted(Real.CALL, elsewhere.name, 1),)


def test_a_real_call_to_somebody_else_halts_nothing(
    room: PracticeRoom, real: PracticeRoom, elsewhere: PracticeRoom
) -> None:
    elsewhere.happen(called(elsewhere, "p-stranger"))

    assert asked(room, real, elsewhere) == ()


@pytest.mark.parametrize("colour", [AlertColour.BLUE, AlertColour.YELLOW])
def test_a_milder_colour_is_a_warning_for_a_minute(
    room: PracticeRoom, real: PracticeRoom, colour: AlertColour
) -> None:
    real.happen(raised(colour))

    write(room, real)

    warning = drill(room).warning
    assert warning == RealWarned(Real(colour.value), STATION, 1, room.now + DECIDE_WITHIN)
    assert drill(room).phase is Phase.RUNNING
    assert asked(room, real) == ()


def test_an_ill_sensor_is_a_warning(room: PracticeRoom, real: PracticeRoom) -> None:
    write(room, real, ill=True)

    warning = drill(room).warning
    assert warning is not None
    assert warning.real is Real.SENSOR


def test_a_warning_that_nobody_answers_halts_the_drill(
    room: PracticeRoom, real: PracticeRoom
) -> None:
    real.happen(raised(AlertColour.BLUE))
    write(room, real)

    before = room.wait(59)
    last = room.wait(1)

    assert ("DrillHalted" in before, last) == (False, ["DrillHalted"])
    end = drill(room).end
    assert end is not None
    assert end.real is Real.UNANSWERED


def test_an_answered_warning_does_not_come_again_and_a_new_one_does(
    room: PracticeRoom, real: PracticeRoom
) -> None:
    real.happen(raised(AlertColour.BLUE))
    write(room, real)
    ask(room, DIRECTOR, AnswerWarning(STATION, 1, "a school class"))
    answered = asked(room, real)

    real.happen(
        AlertColourChanged("a1", AlertColour.BLUE, AlertColour.YELLOW, REASON, assumed=False)
    )

    assert answered == ()
    assert [each.seq for each in asked(room, real)] == [2]


def test_only_the_warning_that_stands_is_answered(room: PracticeRoom, real: PracticeRoom) -> None:
    real.happen(raised(AlertColour.BLUE))
    write(room, real)

    with pytest.raises(Refused, match="no such warning stands"):
        ask(room, DIRECTOR, AnswerWarning(STATION, 7, "whatever"))
    with pytest.raises(Refused, match="a reason is needed"):
        ask(room, DIRECTOR, AnswerWarning(STATION, 1, " "))


def test_what_turns_orange_halts_a_drill_that_was_warned(
    room: PracticeRoom, real: PracticeRoom
) -> None:
    real.happen(raised(AlertColour.YELLOW))
    write(room, real)
    real.happen(
        AlertColourChanged("a1", AlertColour.YELLOW, AlertColour.ORANGE, REASON, assumed=False)
    )

    assert asked(room, real) == (DrillHalted(Real.ORANGE, STATION, 2),)


def test_a_paused_drill_is_halted_too_and_resumes_into_no_open_warning(
    room: PracticeRoom, real: PracticeRoom
) -> None:
    ask(room, DIRECTOR, PauseDrill("rain"))
    real.happen(raised(AlertColour.BLUE))
    write(room, real)

    with pytest.raises(Refused, match="a warning waits for an answer"):
        ask(room, DIRECTOR, ResumeDrill())
    room.wait(60)

    assert drill(room).phase is Phase.OVER


def test_a_drill_that_is_over_hears_of_nothing_more(room: PracticeRoom, real: PracticeRoom) -> None:
    real.happen(raised(AlertColour.RED))
    write(room, real)

    assert asked(room, real, ill=True) == ()


@pytest.mark.parametrize("colour", [AlertColour.YELLOW, AlertColour.ORANGE, AlertColour.RED])
def test_no_drill_begins_under_yellow_or_more(
    room: PracticeRoom, real: PracticeRoom, colour: AlertColour
) -> None:
    real.happen(raised(colour))

    with pytest.raises(Refused, match="a real alert stands"):
        refuse_start(real.board, drill(room), {STATION: real.board})


def test_a_drill_may_begin_under_blue(room: PracticeRoom, real: PracticeRoom) -> None:
    real.happen(raised(AlertColour.BLUE))

    refuse_start(real.board, drill(room), {STATION: real.board})


def test_no_drill_begins_while_somebody_who_plays_is_called(
    room: PracticeRoom, real: PracticeRoom, elsewhere: PracticeRoom
) -> None:
    elsewhere.happen(called(elsewhere, PLAYERS[Seat.STREET]))

    with pytest.raises(Refused, match="somebody is really called"):
        refuse_start(
            real.board, drill(room), {STATION: real.board, elsewhere.name: elsewhere.board}
        )
