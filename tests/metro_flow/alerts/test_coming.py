"""What is foretold of a platform ends by coming true, or goes as it came; it calls nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from metro_flow.alerts.colour import AlertColour
from metro_flow.alerts.figures import Figures, ReasonKey, Score
from metro_flow.alerts.house_rules import COMING, rules_of
from metro_flow.alerts.panel import COMMANDS, PANEL
from metro_flow.alerts.turn import check, turn_colours
from metro_flow.logbook.entry import Author
from tests.builders import PracticeRoom
from tests.metro_flow.alerts.builders import Watch, a_platform, crowding_rule, people

CALM, BUSY, FULL = people(500), people(2100), people(3100)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[PracticeRoom]:
    room = PracticeRoom(tmp_path, [PANEL], COMMANDS)
    yield room
    room.check()


def foretelling(room: PracticeRoom) -> tuple[Watch, Watch]:
    """Two rules at one platform: one foretells what the other sees."""
    coming = next(rule for rule in rules_of([a_platform()]) if rule.id == COMING)
    return Watch(room, coming), Watch(room, crowding_rule())


def chance(value: float) -> Figures:
    return Figures((), 1.0, score=Score(value, {"minutes": 9, "people": 2000}))


def see_both(coming: Watch, crowd: Watch, foretold: Figures, seen: Figures, *, for_s: int) -> None:
    """Let both rules be checked at each check, and what differs be written at once."""
    for _ in range(for_s // 10):
        room = coming.room
        room.wait(10)
        turns = []
        for watch, figures in ((crowd, seen), (coming, foretold)):
            turn = check(room.board, watch.rule, figures, before=watch.standing, now=room.now)
            watch.standing = turn.standing
            turns.append(turn)
        room.book.write(turn_colours(turns), by=Author("the watch"), at=room.now)


def test_a_forecast_that_comes_true_ends_by_what_it_foretold(room: PracticeRoom) -> None:
    coming, crowd = foretelling(room)
    see_both(coming, crowd, chance(0.9), BUSY, for_s=120)
    see_both(coming, crowd, chance(1.0), FULL, for_s=120)

    (left,) = room.board[PANEL].open
    assert (left.rule, left.colour) == ("crowding", AlertColour.ORANGE)
    cleared = room.board[PANEL].last_closed
    assert cleared is not None
    assert cleared.rule == COMING
    ended = next(entry.event for entry in room.book.entries() if entry.kind == "AlertCleared")
    assert ended.reason.key is ReasonKey.CAME_TRUE
    assert ended.reason.facts["minutes"] == 2


def test_while_orange_stands_nothing_is_foretold_of_it(room: PracticeRoom) -> None:
    coming, crowd = foretelling(room)

    see_both(coming, crowd, chance(1.0), FULL, for_s=600)

    assert [alert.rule for alert in room.board[PANEL].open] == ["crowding"]
    assert room.kinds.count("AlertRaised") == 1


def test_a_forecast_that_does_not_come_true_goes_as_it_came(room: PracticeRoom) -> None:
    coming, crowd = foretelling(room)
    see_both(coming, crowd, chance(0.9), CALM, for_s=120)

    see_both(coming, crowd, chance(0.1), CALM, for_s=1300)

    assert room.board[PANEL].open == ()
    assert room.last.reason.key is ReasonKey.CAME_DOWN
