"""Ten alarms in ten minutes are a flood until fewer than five come; notes are none of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from metro_flow.alerts.colour import AlertColour
from metro_flow.alerts.figures import Reason, ReasonKey
from metro_flow.alerts.happened import AlertColourChanged, AlertRaised
from metro_flow.alerts.house_rules import rules_of
from metro_flow.alerts.panel import COMMANDS, PANEL, AcknowledgeAlerts, Seen
from metro_flow.alerts.rule import Rule
from metro_flow.errors import Refused, Unknown
from tests.builders import PracticeRoom, a_chief
from tests.metro_flow.alerts.builders import a_platform, crowding_rule

BLUE, YELLOW, ORANGE, RED = AlertColour
REASON = Reason(ReasonKey.DENSITY, {"value": 2.1})


@pytest.fixture
def room(tmp_path: Path) -> Iterator[PracticeRoom]:
    room = PracticeRoom(tmp_path, [PANEL], COMMANDS)
    yield room
    room.check()


def rise(room: PracticeRoom, zone: str, *, rule: Rule | None = None) -> str:
    """Raise an alert of a zone, yellow; return its name."""
    room.happen(AlertRaised(zone, rule or crowding_rule(), YELLOW, REASON, assumed=False))
    return f"a{room.board.seq}"


def rise_often(room: PracticeRoom, times: int, *, apart_s: int = 10) -> list[str]:
    """Raise alerts of one zone after another."""
    names = []
    for number in range(times):
        room.wait(apart_s)
        names.append(rise(room, f"platform-{number}"))
    return names


def flood_of(room: PracticeRoom) -> dict[str, object] | None:
    """Return the flood as a tablet shows it."""
    told: dict[str, object] | None = room.tablet.panels["alerts"]["flood"]
    return told


def test_nine_alarms_in_ten_minutes_are_no_flood(room: PracticeRoom) -> None:
    rise_often(room, 9)
    room.wait(60)

    assert flood_of(room) is None


def test_the_tenth_makes_a_flood_that_names_what_came_first(room: PracticeRoom) -> None:
    names = rise_often(room, 10)

    assert room.wait(1) == ["FloodBegan"]
    told = flood_of(room)
    assert told is not None
    assert (told["first_out"], told["raised"]) == (names[0], 10)


def test_a_higher_colour_counts_and_a_lower_one_does_not(room: PracticeRoom) -> None:
    names = rise_often(room, 8)
    for was, colour in ((YELLOW, ORANGE), (ORANGE, YELLOW), (YELLOW, ORANGE)):
        room.wait(10)
        room.happen(AlertColourChanged(names[0], was, colour, REASON, assumed=False))

    assert room.wait(1) == ["FloodBegan"]


def test_ten_alarms_spread_over_an_hour_are_no_flood(room: PracticeRoom) -> None:
    rise_often(room, 10, apart_s=360)

    assert flood_of(room) is None


def test_notes_that_ring_for_nobody_are_not_counted(room: PracticeRoom) -> None:
    rise_often(room, 9)
    coming = next(rule for rule in rules_of([a_platform()]) if rule.id == "coming")
    room.happen(AlertRaised("platform-2", coming, BLUE, REASON, assumed=True))

    assert room.wait(30) == []
    assert room.tablet.panels["alerts"]["open"][-1]["advisory"] is True


def test_a_flood_ends_when_fewer_than_five_came_in_ten_minutes(room: PracticeRoom) -> None:
    rise_often(room, 10)
    room.wait(1)

    # The fifth newest came 40 s before the newest: 560 s more and it is ten minutes old.
    assert room.wait(558) == []
    assert room.wait(2) == ["FloodEnded"]
    assert room.last.raised == 10
    assert flood_of(room) is None


def test_one_tap_acknowledges_all_that_was_on_the_card(room: PracticeRoom) -> None:
    names = rise_often(room, 3)
    seen = tuple(Seen(name, int(name[1:])) for name in names)

    answer = room.act(AcknowledgeAlerts(seen), a_chief("p-chenjun", "transit-police"), ref="one")

    assert len(answer.seqs) == 3
    for alert in room.tablet.panels["alerts"]["open"]:
        assert "transit-police" not in alert["unacknowledged"]


def test_what_was_not_on_the_card_stays_open(room: PracticeRoom) -> None:
    names = rise_often(room, 2)
    room.happen(AlertColourChanged(names[0], YELLOW, ORANGE, REASON, assumed=False))

    room.act(AcknowledgeAlerts(tuple(Seen(name, int(name[1:])) for name in names)))

    waiting = {
        alert["id"]: "station-master" in alert["unacknowledged"]
        for alert in room.tablet.panels["alerts"]["open"]
    }
    assert waiting == {names[0]: True, names[1]: False}


def test_an_activation_that_never_was_refuses_the_whole_tap(room: PracticeRoom) -> None:
    (name,) = rise_often(room, 1)

    with pytest.raises(Refused, match="no such activation"):
        room.act(AcknowledgeAlerts((Seen(name, 77),)))


def test_alerts_that_are_not_there_are_named(room: PracticeRoom) -> None:
    with pytest.raises(Unknown, match="a55"):
        room.act(AcknowledgeAlerts((Seen("a55", 55),)))
