"""Notes: whatever has no other place, and corrections that leave the old entry standing."""

import pytest

from metro_flow.alerts.panel import PANEL as ALERTS
from metro_flow.errors import Refused
from metro_flow.logbook.entry import Grant
from stations.room import notes, response, seats
from stations.room.notes import CorrectEntry, WriteNote
from tests.builders import PracticeRoom
from tests.stations.room.chiefs import DISTRICT, MASTER, STRANGER, STREET, granted, sit_all


@pytest.fixture
def room(tmp_path):
    room = PracticeRoom(
        tmp_path,
        (ALERTS, seats.PANEL, response.PANEL, notes.PANEL),
        {**seats.COMMANDS, **notes.COMMANDS},
    )
    sit_all(room)
    yield room
    room.check()


def test_a_note_is_counted_and_the_last_one_shown(room):
    room.act(WriteNote(" buses wait at exit 9 "), STREET)

    assert room.tablet.panels["notes"] == {
        "count": 1,
        "last": {
            "seq": 5,
            "words": "buses wait at exit 9",
            "by": "p-xujing",
            "at": "2015-04-01T09:30:00.000Z",
        },
    }


def test_a_correction_is_a_new_entry_and_the_old_one_stands(room):
    room.act(WriteNote("exit 9 is shut"), STREET)
    before = room.book.entries()

    room.act(CorrectEntry(5, "exit 8, not 9"), MASTER)

    assert room.book.entries()[:-1] == before
    assert (room.last.seq, room.last.words) == (5, "exit 8, not 9")
    assert room.tablet.panels["notes"]["count"] == 2
    assert room.tablet.panels["notes"]["last"]["seq"] == 6


@pytest.mark.parametrize(
    ("command", "reason", "facts"),
    [
        pytest.param(WriteNote("  "), "words are needed", {}, id="a note without words"),
        pytest.param(CorrectEntry(1, ""), "words are needed", {}, id="a correction without words"),
        pytest.param(
            CorrectEntry(5, "x"),
            "no such entry",
            {"seq": 5, "newest": 4},
            id="a correction of what is not written yet",
        ),
        pytest.param(
            CorrectEntry(0, "x"),
            "no such entry",
            {"seq": 0, "newest": 4},
            id="a correction of entry nought",
        ),
    ],
)
def test_the_rules_refuse_with_their_facts(room, command, reason, facts):
    with pytest.raises(Refused) as refused:
        room.act(command, MASTER)

    assert refused.value.reason == reason
    assert refused.value.facts == facts


def test_whoever_was_called_may_write_before_sitting_down(room):
    room.act(WriteNote("on my way"), STRANGER, grants=granted("street"))
    room.act(WriteNote("sending twelve people"), DISTRICT, grants=[Grant("district-officer")])

    assert room.tablet.panels["notes"]["count"] == 2


@pytest.mark.parametrize("role", ["coordinator", "evaluator", "analyst", "operator"])
def test_who_only_watches_writes_nothing(room, role):
    with pytest.raises(Refused) as refused:
        room.act(WriteNote("hello"), STRANGER, grants=[Grant(role)])

    assert refused.value.reason == "not yours to order"
