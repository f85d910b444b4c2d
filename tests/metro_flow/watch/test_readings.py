"""Readings are told when they say something else, and at most twice a second."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from metro_flow.watch.readings import Readings
from tests.metro_flow.watch.test_intake import a_store

ROOM = "station/0243"
REAL = datetime(2026, 1, 5, 8, tzinfo=UTC)


class Told:
    """Readings with somebody who listens."""

    def __init__(self, folder: Path) -> None:
        self.engine = a_store(folder)
        self.readings = Readings(self.engine)
        self.heard: list[tuple[str, int]] = []
        self.readings.listen(lambda room, reading: self.heard.append((room, reading["people"])))

    def tell(self, people: int, *, after_s: float, at: str = "10:15", room: str = ROOM) -> None:
        self.readings.tell(room, reading(people, at=at, room=room))
        self.readings.flush(REAL + timedelta(seconds=after_s))


def reading(people: int, *, at: str = "10:15", room: str = ROOM) -> dict[str, Any]:
    return {"room": room, "at": at, "after_seq": 4, "people": people}


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    told = Told(tmp_path)
    yield told
    told.engine.dispose()


def test_the_first_reading_is_told_at_once(told: Told) -> None:
    told.tell(3, after_s=0)

    assert told.heard == [(ROOM, 3)]


def test_of_many_in_half_a_second_the_latest_wins(told: Told) -> None:
    for place, after_s in enumerate((0, 0.1, 0.3, 0.49, 0.51)):
        told.tell(place, after_s=after_s)

    assert told.heard == [(ROOM, 0), (ROOM, 4)]


def test_what_waited_is_told_when_it_may_be(told: Told) -> None:
    told.tell(1, after_s=0)
    told.tell(2, after_s=0.2)

    told.readings.flush(REAL + timedelta(seconds=0.5))

    assert told.heard == [(ROOM, 1), (ROOM, 2)]


def test_the_same_figures_at_another_moment_are_no_news(told: Told) -> None:
    told.tell(3, after_s=0, at="10:15")
    told.tell(3, after_s=10, at="10:25")

    assert told.heard == [(ROOM, 3)]
    assert told.readings.newest(ROOM) == reading(3, at="10:25")


def test_each_room_has_its_own_half_second(told: Told) -> None:
    told.tell(1, after_s=0)
    told.tell(2, after_s=0.1, room="station/0244")

    assert told.heard == [(ROOM, 1), ("station/0244", 2)]


def test_another_process_finds_the_newest_one_within_two_seconds(told: Told) -> None:
    told.tell(1, after_s=0)
    told.tell(2, after_s=1)
    told.tell(3, after_s=2)

    assert Readings(told.engine).newest(ROOM) == reading(3)


def test_after_a_handover_the_store_is_asked(told: Told) -> None:
    told.tell(1, after_s=0)
    told.readings.forget()

    other = Readings(told.engine)
    other.tell(ROOM, reading(7))
    other.store()

    assert told.readings.newest(ROOM) == reading(7)
