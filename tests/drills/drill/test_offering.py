"""Whoever stands at a post when a drill is halted is offered to the real room."""

from __future__ import annotations

from drills.drill.asked import EndDrill
from drills.drill.halting import halting, offered
from metro_flow.alerts.colour import AlertColour
from metro_flow.logbook.entry import THE_WATCH, Author
from metro_flow.people.person import Seat
from stations.room.calling import ChiefArrived
from stations.room.forces import PANEL as FORCES
from tests.builders import PracticeRoom
from tests.drills.drill.drill_room import (
    DIRECTOR,
    PLAYERS,
    STATION,
    ask,
)
from tests.drills.drill.real import called, raised


def halted_by(room: PracticeRoom, *real: PracticeRoom) -> None:
    """Let what is real halt the drill."""
    boards = {each.name: each.board for each in real}
    room.happen(*halting(room.board, STATION, boards, ill=False, now=room.now))


def arrived(room: PracticeRoom) -> None:
    """Let the local police stand at a post in the drill."""
    call = called(room, PLAYERS[Seat.LOCAL_POLICE])
    room.happen(call)
    number = room.board.seq
    person = PLAYERS[Seat.LOCAL_POLICE]
    room.happen(ChiefArrived(f"c{number}", person, "exit 3"), by=Author(person))


def carry(real: PracticeRoom, room: PracticeRoom) -> list[str]:
    """Offer the real room who is there, and return what was written."""
    before = real.board.seq
    real.book.write(offered(room.board), by=Author(THE_WATCH))
    return real.kinds[before:]


def test_whoever_stands_at_a_post_is_offered_to_the_real_room_once(
    room: PracticeRoom, real: PracticeRoom
) -> None:
    arrived(room)
    running = carry(real, room)
    real.happen(raised(AlertColour.ORANGE))
    halted_by(room, real)

    first, again = carry(real, room), carry(real, room)

    assert (running, first, again) == ([], ["ForcesOffered"], [])
    offer = real.board[FORCES].offered
    assert offer is not None
    assert offer.source == room.name
    assert [(each.person, each.post) for each in offer.people] == [
        (PLAYERS[Seat.LOCAL_POLICE], "exit 3")
    ]


def test_a_drill_that_ends_by_itself_offers_nobody(room: PracticeRoom, real: PracticeRoom) -> None:
    arrived(room)
    ask(room, DIRECTOR, EndDrill())

    assert carry(real, room) == []


def test_a_drill_halted_by_another_stations_call_offers_nobody_here(
    room: PracticeRoom, real: PracticeRoom, elsewhere: PracticeRoom
) -> None:
    arrived(room)
    elsewhere.happen(called(elsewhere, PLAYERS[Seat.STREET]))
    halted_by(room, real, elsewhere)

    assert carry(real, room) == []
