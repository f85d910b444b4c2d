"""Handovers: a note from the outgoing to the incoming, open until that very person takes over."""

import pytest

from metro_flow.errors import Refused, Unknown
from metro_flow.people.person import Seat
from stations.readiness.handover import PANEL, HandOver, TakeOver
from tests.stations.readiness.hazard_room import a_readiness_book, ask

NOTE = HandOver(Seat.STATION_MASTER, "p-second-master", "3号口闸机报修，明早来人")


@pytest.fixture
def room(tmp_path):
    room = a_readiness_book(tmp_path)
    yield room
    room.check()


def shown(room):
    return room.tablet.panels["handover"]


def test_a_note_is_open_until_the_incoming_takes_over(room):
    ask(room, "master", NOTE)
    assert [each["id"] for each in shown(room)["open"]] == ["n1"]

    ask(room, "second-master", TakeOver("n1"))

    assert shown(room)["open"] == []
    assert shown(room)["taken"][0]["incoming"] == "p-second-master"


def test_a_later_note_takes_the_place_of_one_not_taken(room):
    ask(room, "master", NOTE)
    ask(room, "master", HandOver(Seat.STATION_MASTER, "p-second-master", "更正：2号口"))

    assert [each["id"] for each in shown(room)["open"]] == ["n2"]
    with pytest.raises(Unknown):
        ask(room, "second-master", TakeOver("n1"))


def test_the_state_keeps_the_last_and_the_book_all(room):
    for number in range(1, 16):
        ask(room, "master", NOTE)
        ask(room, "second-master", TakeOver(f"n{number}"))

    assert len(room.board[PANEL].taken) == 12
    assert len(shown(room)["taken"]) == 4


def test_no_word_travels_in_the_panel(room):
    ask(room, "master", NOTE)

    assert "words" not in shown(room)["open"][0]


REFUSALS = [
    ("handing over another seat", "street", NOTE, "not your seat to hand over"),
    ("handing over to oneself", "master", HandOver(Seat.STATION_MASTER, "p-master", "x"),
     "nobody hands over to themselves"),
    ("a note without words", "master", HandOver(Seat.STATION_MASTER, "p-second-master", " "),
     "words are needed"),
    ("taking over what is another's", "master", TakeOver("n1"), "the note is for somebody else"),
    ("an officer without a seat", "district", NOTE, "not yours to order"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "command", "reason"), [pytest.param(*case, id=name) for name, *case in REFUSALS]
)
def test_what_is_not_allowed_is_refused(room, who, command, reason):
    ask(room, "master", NOTE)

    with pytest.raises(Refused) as refused:
        ask(room, who, command)

    assert refused.value.reason == reason
    assert room.kinds == ["HandedOver"]


def test_a_note_is_taken_over_once(room):
    ask(room, "master", NOTE)
    ask(room, "second-master", TakeOver("n1"))

    with pytest.raises(Refused, match="taken over already"):
        ask(room, "second-master", TakeOver("n1"))
