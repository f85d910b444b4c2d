"""A red on supposed areas is looked at once, whichever rules asked for the look."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from metro_flow.alerts.colour import Standing
from metro_flow.alerts.panel import COMMANDS, PANEL, AnswerLook
from metro_flow.alerts.turn import check, turn_colours
from metro_flow.logbook.entry import Author
from tests.builders import PracticeRoom
from tests.metro_flow.alerts.builders import crowding_rule, people


def test_one_look_answers_for_every_rule_that_asked_in_its_zone(tmp_path: Path) -> None:
    room = PracticeRoom(tmp_path, [PANEL], COMMANDS)
    crowding = crowding_rule(assumed=True)
    turns = [
        check(room.board, rule, people(3600), before=Standing(), now=room.now)
        for rule in (crowding, replace(crowding, id="clear-time"))
    ]
    room.book.write(turn_colours(turns), by=Author("the watch"))
    room.wait(1)

    room.act(AnswerLook("a1", "false", "站台空"))

    assert room.kinds.count("LookAsked") == 2
    assert room.kinds.count("LookAnswered") == 2
    assert room.tablet.panels["alerts"]["colour"] == "orange"
    room.check()
