"""People of a halted drill who stand at their posts are taken over by new entries."""

from __future__ import annotations

from pathlib import Path

import pytest

from metro_flow.errors import Refused
from metro_flow.logbook.entry import Grant
from metro_flow.people.person import Seat
from stations.room import forces
from stations.room.calling import ChiefArrived, VoiceAnswerRecorded
from stations.room.forces import Force, ForcesOffered, ForcesTakenOver, TakeOverForces
from tests.builders import PracticeRoom
from tests.stations.room import calls
from tests.stations.room.calls import a_call, person
from tests.stations.room.chiefs import DISTRICT, LOCAL, MASTER, STRANGER, STREET

DRILL = "drill/2015Q2-01/0243"
THERE = (
    Force(LOCAL.who, Seat.LOCAL_POLICE, "exit 3"),
    Force(STREET.who, Seat.STREET, "bus stop"),
    Force("p-trainee", Seat.STREET, "exit 1"),
)


@pytest.fixture
def room(tmp_path: Path) -> PracticeRoom:
    """Return a room with a real call and people of a drill on offer."""
    panels = (*calls.PANELS, forces.PANEL)
    practice = PracticeRoom(tmp_path, panels, {**calls.COMMANDS, **forces.COMMANDS})
    a_call(practice)
    practice.happen(ForcesOffered(DRILL, 40, THERE))
    return practice


def offer(room: PracticeRoom) -> int:
    """Return the number of the offer that stands."""
    standing = room.board[forces.PANEL].offered
    assert standing is not None
    return standing.seq


def take(room, by=MASTER, *people, **more):
    """Take people over, all that are offered unless named."""
    chosen = people or tuple(each.person for each in THERE)
    return room.act(TakeOverForces(offer(room), chosen), by, **more)


def test_an_offer_stands_until_it_is_taken(room):
    assert [each["person"] for each in room.tablet.panels["forces"]["offered"]["people"]] == [
        each.person for each in THERE
    ]

    take(room)

    assert room.tablet.panels["forces"]["offered"] is None
    room.check()


def test_whom_the_call_waits_for_is_written_down_as_arrived_with_the_source(room):
    take(room)

    assert person(room, LOCAL.who)["state"] == "arrived"
    recorded = [each for each in room.book.entries(limit=99) if each.kind == "VoiceAnswerRecorded"]
    assert [(each.event.person, each.event.words) for each in recorded] == [
        (LOCAL.who, f"{DRILL} #40: exit 3"),
        (STREET.who, f"{DRILL} #40: bus stop"),
    ]
    room.check()


def test_whoever_takes_themselves_over_arrives_by_their_own_word(room):
    take(room, LOCAL, LOCAL.who)

    assert isinstance(room.last, ChiefArrived)
    assert room.last.post == "exit 3"


def test_whoever_is_not_called_is_taken_over_without_an_answer(room):
    take(room, MASTER, "p-trainee")

    assert room.last == ForcesTakenOver(DRILL, 40, (THERE[2],))


def test_an_offer_is_taken_in_parts(room):
    number = offer(room)
    take(room, MASTER, LOCAL.who)

    left = room.board[forces.PANEL].offered

    assert left is not None
    assert (left.seq, [each.person for each in left.people]) == (
        number,
        [STREET.who, "p-trainee"],
    )
    with pytest.raises(Refused, match="not among the offered"):
        take(room, MASTER, LOCAL.who)


def test_without_a_call_nobody_is_written_down_as_arrived(tmp_path):
    room = PracticeRoom(
        tmp_path, (*calls.PANELS, forces.PANEL), {**calls.COMMANDS, **forces.COMMANDS}
    )
    calls.sit_all(room)
    room.happen(ForcesOffered(DRILL, 40, THERE))

    take(room)

    assert isinstance(room.last, ForcesTakenOver)
    assert not any(isinstance(each.event, VoiceAnswerRecorded) for each in room.book.entries())


def test_only_the_offer_that_stands_is_taken(room):
    with pytest.raises(Refused, match="no such offer stands"):
        room.act(TakeOverForces(1, (LOCAL.who,)), MASTER)


def test_the_districts_officer_may_send_them_and_a_stranger_may_not(room):
    with pytest.raises(Refused, match="not yours to order"):
        take(room, STRANGER)

    take(room, DISTRICT, grants=[Grant("district-officer")])

    assert isinstance(room.last, VoiceAnswerRecorded)
