"""One thread tells, in order; the newest reading takes the place of one not yet sent."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from metro_flow.logbook.logbook import Logbook
from stations.room.panels import COMMANDS, PANELS
from stations.room.sender import Sender
from tests.builders import PracticeRoom


class Wire:
    """What was put on the wire; it can be held up, and it can break."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, dict[str, Any]]] = []
        self.open = threading.Event()
        self.open.set()
        self.broken: set[str] = set()

    def emit(self, event: str, body: dict[str, Any], room: str) -> None:
        """Send, wait or fail."""
        self.open.wait()
        if room in self.broken:
            raise OSError("broken")
        self.sent.append((event, room, body))


def test_entries_are_told_in_the_order_of_the_book(tmp_path: Path) -> None:
    wire = Wire()
    sender = Sender(wire.emit)
    room = PracticeRoom(tmp_path, PANELS, COMMANDS)
    room.shelf.listen(sender.hear_entry)
    sender.start()

    book: Logbook = room.book
    from metro_flow.logbook.entry import Author
    from stations.room.notes import NoteWritten

    for number in range(50):
        book.write(lambda _board, _act: [NoteWritten(f"{number}")], by=Author("p-a"))  # noqa: B023
    sender.stop()

    assert [body["entry"]["seq"] for _, _, body in wire.sent] == list(range(1, 51))
    assert {event for event, _, _ in wire.sent} == {"entry"}
    assert wire.sent[-1][2]["panels"]["notes"]["count"] == 50


def test_no_turn_waits_for_a_wire_that_is_held_up(tmp_path: Path) -> None:
    wire = Wire()
    wire.open.clear()
    sender = Sender(wire.emit)
    sender.start()

    for number in range(100):
        sender.hear_reading("station/0243", {"number": number})

    assert wire.sent == []
    wire.open.set()
    sender.stop()


def test_of_readings_that_wait_only_the_newest_is_sent() -> None:
    wire = Wire()
    sender = Sender(wire.emit)
    for number in range(100):
        sender.hear_reading("station/0243", {"number": number})
        sender.hear_reading("station/0126", {"number": number})

    sender.start()
    sender.stop()

    assert wire.sent == [
        ("reading", "station/0243", {"number": 99}),
        ("reading", "station/0126", {"number": 99}),
    ]


def test_a_message_that_fails_silences_no_other() -> None:
    wire = Wire()
    wire.broken.add("station/0126")
    sender = Sender(wire.emit)
    for room in ("station/0126", "station/0243"):
        sender.hear_reading(room, {"room": room})

    sender.start()
    sender.stop()

    assert [room for _, room, _ in wire.sent] == ["station/0243"]


def test_ones_own_reading_is_handed_on_and_anothers_is_not() -> None:
    wire, handed = Wire(), []
    sender = Sender(wire.emit, hand_on=lambda room, reading: handed.append((room, reading)))
    sender.hear_reading("station/0243", {"own": True})
    sender.hear_reading_of_another("station/0126", {"own": False})

    sender.start()
    sender.stop()

    assert handed == [("station/0243", {"own": True})]
    assert len(wire.sent) == 2
