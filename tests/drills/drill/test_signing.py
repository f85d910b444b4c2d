"""A drill that is over is reviewed by its chiefs, scored by its evaluator, and signed by four."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from drills.drill.asked import ConfirmSheet, EndDrill, NameFinding, ReviewSeat, SignDebrief
from drills.drill.happened import Veto
from drills.drill.signing import (
    MOST_FINDINGS,
    PANEL,
    Found,
    Machine,
    Sheet,
    confirm_sheet,
    is_signed,
    name_finding,
)
from drills.scenario.row import MOST, Row
from metro_flow.errors import Refused
from metro_flow.logbook.entry import Author
from metro_flow.people.person import Seat
from tests.builders import PracticeRoom
from tests.drills.drill.drill_room import (
    DIRECTOR,
    EVALUATOR,
    PLAYERS,
    TRAINEE,
    a_drill_room,
    ask,
    begun,
)

FULL = {row: float(most) for row, most in MOST.items()}


@pytest.fixture
def room(tmp_path: Path) -> Iterator[PracticeRoom]:
    """Return the room of a drill that is over."""
    practice = a_drill_room(tmp_path)
    begun(practice)
    ask(practice, DIRECTOR, EndDrill())
    yield practice
    practice.check()


def sheet(room: PracticeRoom) -> Sheet:
    """Return the sheet in force."""
    found = room.board[PANEL].sheet
    assert found is not None
    return found


def sign(room: PracticeRoom, who: str) -> Any:
    """Let somebody sign what stands there."""
    return ask(room, who, SignDebrief(sheet(room).seq, sheet(room).head))


def signed_by_all(room: PracticeRoom) -> None:
    """Lead a debrief to its end."""
    ask(room, EVALUATOR, ConfirmSheet(FULL))
    for person in PLAYERS.values():
        sign(room, person)


def filled(room: PracticeRoom, command: ConfirmSheet, **points: float | None) -> None:
    """Confirm a sheet that the machine has filled."""
    machine = Machine({Row(row): value for row, value in points.items()}, 9, "b" * 64)
    rule = partial(confirm_sheet, machine=machine)
    room.book.write(lambda board, act: rule(board, command, act), by=Author(EVALUATOR))


def test_the_rows_make_a_hundred_points() -> None:
    assert sum(MOST.values()) == 100
    assert list(MOST) == list(Row)


def test_nothing_is_confirmed_or_signed_while_the_drill_runs(tmp_path: Path) -> None:
    room = a_drill_room(tmp_path)
    begun(room)

    for who, command in (
        (EVALUATOR, ConfirmSheet(FULL)),
        (PLAYERS[Seat.STREET], ReviewSeat("well")),
        (PLAYERS[Seat.STREET], SignDebrief(1, "a" * 64)),
    ):
        with pytest.raises(Refused, match="the drill is not over"):
            ask(room, who, command)


def test_an_evaluator_confirms_and_nobody_else(room: PracticeRoom) -> None:
    for who in (DIRECTOR, PLAYERS[Seat.STREET]):
        with pytest.raises(Refused, match="only an evaluator confirms"):
            ask(room, who, ConfirmSheet(FULL))

    ask(room, EVALUATOR, ConfirmSheet(FULL, vetoes=(Veto.UNSAFE, Veto.UNSAFE)))

    assert (sheet(room).points, sheet(room).confirmed.vetoes) == (100.0, (Veto.UNSAFE,))


def test_a_sheet_has_points_for_every_row_and_never_too_many(room: PracticeRoom) -> None:
    missing = {row: points for row, points in FULL.items() if row is not Row.CLOSING}

    with pytest.raises(Refused, match="every row needs points"):
        ask(room, EVALUATOR, ConfirmSheet(missing))
    with pytest.raises(Refused, match="more points than the row has"):
        ask(room, EVALUATOR, ConfirmSheet({**FULL, Row.CLOSING: 6.0}))


def test_another_number_than_the_machines_needs_its_reason(room: PracticeRoom) -> None:
    with pytest.raises(Refused, match="another number needs a reason"):
        filled(room, ConfirmSheet(FULL), arrival=9.0)

    filled(room, ConfirmSheet(FULL, reasons={Row.ARRIVAL: "the gate was shut"}), arrival=9.0)

    confirmed = sheet(room).confirmed
    assert (confirmed.machine[Row.ARRIVAL], confirmed.points[Row.ARRIVAL]) == (9.0, 15.0)
    assert (confirmed.seq, confirmed.head) == (9, "b" * 64)


def test_where_the_machine_knows_nothing_no_reason_is_asked(room: PracticeRoom) -> None:
    filled(room, ConfirmSheet(FULL), arrival=None)

    assert sheet(room).confirmed.machine[Row.ARRIVAL] is None


def test_four_seats_sign_the_sheet_as_it_stands(room: PracticeRoom) -> None:
    ask(room, EVALUATOR, ConfirmSheet(FULL))

    before = []
    for person in PLAYERS.values():
        before.append(is_signed(room.board))
        sign(room, person)

    assert (before, is_signed(room.board)) == ([False] * 4, True)


def test_a_signature_names_the_sheet_that_was_seen(room: PracticeRoom) -> None:
    ask(room, EVALUATOR, ConfirmSheet(FULL))
    seen = sheet(room)
    ask(room, EVALUATOR, ConfirmSheet({**FULL, Row.CLOSING: 4.0}))

    with pytest.raises(Refused, match="the sheet has changed"):
        ask(room, PLAYERS[Seat.STREET], SignDebrief(seen.seq, seen.head))


def test_a_sheet_confirmed_again_is_signed_again(room: PracticeRoom) -> None:
    ask(room, EVALUATOR, ConfirmSheet(FULL))
    sign(room, PLAYERS[Seat.STREET])

    ask(room, EVALUATOR, ConfirmSheet({**FULL, Row.CLOSING: 4.0}))

    assert room.board[PANEL].signatures == {}


def test_a_seat_signs_once(room: PracticeRoom) -> None:
    ask(room, EVALUATOR, ConfirmSheet(FULL))
    sign(room, PLAYERS[Seat.STREET])

    with pytest.raises(Refused, match="already signed"):
        sign(room, PLAYERS[Seat.STREET])


@pytest.mark.parametrize("who", [TRAINEE, DIRECTOR, EVALUATOR, "p-stranger"])
def test_whoever_answers_for_no_seat_does_not_sign(room: PracticeRoom, who: str) -> None:
    ask(room, EVALUATOR, ConfirmSheet(FULL))

    with pytest.raises(Refused, match="played no seat in this drill"):
        sign(room, who)


def test_nothing_is_signed_before_the_sheet_is_confirmed(room: PracticeRoom) -> None:
    with pytest.raises(Refused, match="the sheet is not confirmed"):
        ask(room, PLAYERS[Seat.STREET], SignDebrief(1, "a" * 64))


def test_what_all_have_signed_is_closed(room: PracticeRoom) -> None:
    signed_by_all(room)

    for who, command in (
        (EVALUATOR, ConfirmSheet(FULL)),
        (PLAYERS[Seat.STREET], ReviewSeat("one more word")),
    ):
        with pytest.raises(Refused, match="the debrief is signed by all"):
            ask(room, who, command)


def test_a_chief_reviews_their_own_seat_and_may_say_it_anew(room: PracticeRoom) -> None:
    ask(room, PLAYERS[Seat.STREET], ReviewSeat("late"))
    ask(room, PLAYERS[Seat.STREET], ReviewSeat(" late by the bus "))

    words, signed = room.board[PANEL].reviews[Seat.STREET]
    assert (words, signed.person) == ("late by the bus", PLAYERS[Seat.STREET])
    with pytest.raises(Refused, match="words are needed"):
        ask(room, PLAYERS[Seat.STREET], ReviewSeat(" "))


def name(room: PracticeRoom, hazard: str) -> None:
    """Name a finding whose hazard was found."""
    rule = partial(name_finding, found=Found(hazard, 3))
    command = NameFinding("a rail is loose", "exit 3")
    room.book.write(lambda board, act: rule(board, command, act), by=Author(EVALUATOR))


def test_a_finding_names_its_hazard(room: PracticeRoom) -> None:
    name(room, "h1")

    (finding,) = room.board[PANEL].findings
    assert (finding.hazard, finding.where, finding.by) == ("h1", "exit 3", EVALUATOR)


def test_a_finding_without_its_hazard_writes_nothing(room: PracticeRoom) -> None:
    before = room.board.seq

    ask(room, EVALUATOR, NameFinding("a rail is loose", "exit 3"))

    assert room.board.seq == before


def test_no_more_findings_are_taken_than_travel_with_the_panel(room: PracticeRoom) -> None:
    for number in range(MOST_FINDINGS):
        name(room, f"h{number}")

    with pytest.raises(Refused, match="no more findings fit"):
        name(room, "h99")
