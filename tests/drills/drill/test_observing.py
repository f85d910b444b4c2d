"""Whoever makes the exercise writes down what they see; whoever plays does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from drills.drill.asked import EndDrill, Observe
from drills.drill.happened import Rating
from metro_flow.errors import Refused, Unknown
from metro_flow.people.person import Seat
from tests.builders import PracticeRoom
from tests.drills.drill.drill_room import (
    DIRECTOR,
    EVALUATOR,
    PLAYERS,
    SCRIPT,
    a_drill_room,
    ask,
    begun,
    drill,
)

MASTER = PLAYERS[Seat.STATION_MASTER]
TIMED = [each for each in SCRIPT.scenario.injects if each.due_min is not None]


@pytest.fixture
def room(tmp_path: Path) -> PracticeRoom:
    """Return the room of a drill that waits."""
    return a_drill_room(tmp_path)


def test_an_evaluator_observes_while_it_runs_and_after_it(room: PracticeRoom) -> None:
    with pytest.raises(Refused, match="the drill has not begun"):
        ask(room, EVALUATOR, Observe("too early"))
    begun(room)

    ask(room, EVALUATOR, Observe("calm", objective="activation", rating=Rating.PERFORMED))
    ask(room, DIRECTOR, EndDrill())
    ask(room, EVALUATOR, Observe("the exit stood open", inject=TIMED[0].id))

    assert [each.event.words for each in drill(room).observed] == ["calm", "the exit stood open"]


@pytest.mark.parametrize(
    ("command", "error"),
    [
        (Observe("x", objective="flood"), Unknown),
        (Observe("x", inject="flood"), Unknown),
        (Observe("  "), Refused),
    ],
)
def test_an_observation_is_of_this_script_and_says_something(
    room: PracticeRoom, command: object, error: type[Exception]
) -> None:
    begun(room)

    with pytest.raises(error):
        ask(room, EVALUATOR, command)


def test_whoever_plays_does_not_observe(room: PracticeRoom) -> None:
    begun(room)

    with pytest.raises(Refused, match="only who makes the exercise observes"):
        ask(room, MASTER, Observe("we were good"))


def test_whoever_plays_hears_that_something_was_observed_and_not_what(room: PracticeRoom) -> None:
    begun(room)

    ask(room, EVALUATOR, Observe("slow to answer", rating=Rating.MAJOR))

    told = room.book.joined()["entries"][-1]
    assert (told["kind"], told["body"]) == ("Observed", {})
    assert "slow to answer" not in str(room.book.joined()["panels"])
