"""A drill sees a recorded day and its script's crowd, by the seconds that it has run."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from drills.shadow.shadow import Shadow, background_of, estimate_of, is_recorded
from metro_flow.alerts.turn import turn_colours
from metro_flow.logbook.board import Board
from metro_flow.logbook.entry import THE_WATCH, Author
from tests.builders import HALF_PAST_FIVE, PracticeRoom
from tests.drills.drill.drill_room import PROFILE, ROOM, a_drill_room, a_plan, begun

# Long enough for the crowd to bring a colour.
MINUTES = 22
# Long enough for the crowd to come.
A_WHILE_S = 660
BEGAN = HALF_PAST_FIVE


@pytest.fixture
def room(tmp_path: Path) -> PracticeRoom:
    """Return the room of a drill that runs."""
    practice = a_drill_room(tmp_path)
    begun(practice)
    return practice


def looked(
    board: Board, *, since_s: int = 0, seed: int = 1, began: datetime = BEGAN
) -> dict[int, dict[str, Any]]:
    """Return the readings of a drill by the second that it has run."""
    shadow = Shadow(PROFILE, a_plan(seed=seed), ROOM)
    readings = {}
    for ran_s in range(since_s, A_WHILE_S + 1, 10):
        now = began + timedelta(seconds=ran_s)
        shadow.check(board, ran_s=ran_s, now=now)
        if ran_s % 60 == 0:
            readings[ran_s] = shadow.reading(board, ran_s=ran_s, now=now)
    return readings


def counted(reading: dict[str, Any]) -> Any:
    """Return what a reading says of people, without when it was."""
    return reading["rates"], reading["zones"], reading["today"], reading["inside"]


def test_the_same_script_and_seed_bring_the_same_counts(room: PracticeRoom) -> None:
    first, again = looked(room.board), looked(room.board)

    assert first == again


def test_another_seed_brings_another_crowd_of_the_same_size(room: PracticeRoom) -> None:
    first, other = looked(room.board), looked(room.board, seed=2)

    assert first != other


def test_the_hour_at_which_a_drill_is_held_changes_nothing_that_is_counted(
    room: PracticeRoom,
) -> None:
    evening = looked(room.board)
    morning = looked(room.board, began=BEGAN - timedelta(hours=9, seconds=7))

    assert [counted(each) for each in evening.values()] == [
        counted(each) for each in morning.values()
    ]


def test_readings_are_dated_by_the_room_and_belong_to_the_drill(room: PracticeRoom) -> None:
    morning = BEGAN - timedelta(hours=9)

    reading = looked(room.board, began=morning)[600]

    assert reading["room"] == ROOM
    assert reading["at"] == "2015-04-01T00:40:00.000Z"
    assert reading["until"] == "2015-04-01T00:40:00.000Z"
    assert (reading["stale"], reading["known"]) == (False, True)


def test_the_crowd_comes_on_top_of_the_recorded_day(room: PracticeRoom) -> None:
    readings = looked(room.board)

    before, crowded = (readings[at]["rates"]["in"]["1"]["per_minute"] for at in (60, 660))
    assert crowded > 3 * before


def test_whoever_takes_over_sees_what_was_seen(room: PracticeRoom) -> None:
    whole = looked(room.board)

    later = looked(room.board, since_s=540)

    # How far each draw is believed is learnt from hours of exits; of those an hour is known again.
    for at, reading in later.items():
        assert reading["rates"] == whole[at]["rates"]
        assert reading["today"] == whole[at]["today"]
        assert reading["inside"]["people"] == pytest.approx(whole[at]["inside"]["people"], rel=0.05)


def test_colours_rise_from_the_figures_at_the_same_seconds_after_a_takeover(
    tmp_path: Path,
) -> None:
    def risen(*, taken_over_at: int | None) -> list[tuple[str, datetime]]:
        folder = tmp_path / str(taken_over_at)
        folder.mkdir()
        room = a_drill_room(folder)
        begun(room)
        shadow = Shadow(PROFILE, a_plan(), ROOM)
        for ran_s in range(0, 60 * MINUTES, 10):
            now = BEGAN + timedelta(seconds=ran_s)
            if ran_s == taken_over_at:
                shadow = Shadow(PROFILE, a_plan(), ROOM)
            turns = shadow.check(room.board, ran_s=ran_s, now=now)
            room.book.write(turn_colours(turns), by=Author(THE_WATCH), at=now)
        return [
            (each.kind, each.at)
            for each in room.book.entries(limit=999)
            if each.by.who == THE_WATCH and each.kind != "DrillPlanned"
        ]

    whole, broken = risen(taken_over_at=None), risen(taken_over_at=1090)

    assert whole == broken
    assert any(kind == "AlertRaised" for kind, _ in whole)


def test_a_station_without_a_record_has_the_crowd_alone() -> None:
    assert not is_recorded("1333")
    assert background_of("1333").people["1333"].sum() == 0


def test_what_is_kept_of_a_minute_serves_debrief_and_curves(room: PracticeRoom) -> None:
    reading = looked(room.board)[600]

    kept = estimate_of(room.board, reading)

    assert set(kept["zones"]) == set(kept["shares"]) == {z["zone"] for z in reading["zones"]}
    assert kept["entering"]["1"] == reading["rates"]["in"]["1"]["per_minute"]
    assert kept["colour"] is None
