"""A red on supposed areas is looked at once, whichever rules asked for the look."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from metro_flow.alerts.panel import COMMANDS, PANEL, AnswerLook
from tests.builders import PracticeRoom
from tests.metro_flow.alerts.builders import Watch, crowding_rule, people

DANGER = people(3600)


def test_one_look_answers_for_every_rule_that_asked_in_its_zone(tmp_path: Path) -> None:
    room = PracticeRoom(tmp_path, [PANEL], COMMANDS)
    crowding = Watch(room, crowding_rule(assumed=True))
    beside = Watch(room, replace(crowding.rule, id="clear-time"))
    for _ in range(3):
        crowding.see(DANGER)
        beside.see(DANGER)

    room.act(AnswerLook("a1", "false", "站台空"))

    alerts = room.tablet.panels["alerts"]["open"]
    assert {alert["rule"] for alert in alerts} == {"crowding", "clear-time"}
    assert room.kinds.count("LookAnswered") == 2
    assert {alert["colour"] for alert in alerts} == {"orange"}
    room.check()
