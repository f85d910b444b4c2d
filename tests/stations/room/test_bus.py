"""Processes wake each other over a real Valkey; without it they are slower and no less right."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stations.room.bus import Bus
from tests.a_house import a_house, opened_in, served, tablets


class Ear:
    """What one process heard of the others."""

    def __init__(self, address: str, process: str) -> None:
        self.pokes: list[str] = []
        self.readings: list[tuple[str, Any]] = []
        self.bus = Bus(
            address,
            process,
            on_poke=self.pokes.append,
            on_reading=lambda room, reading: self.readings.append((room, reading)),
        )


def soon(claim: Callable[[], bool], *, seconds: float = 20) -> None:
    """Wait until a claim holds; fail when it never does."""
    deadline = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def test_a_process_hears_the_others_and_not_itself(valkey_url: str) -> None:
    one, two = Ear(valkey_url, "one"), Ear(valkey_url, "two")
    one.bus.start()
    two.bus.start()

    def told() -> bool:
        one.bus.hand_on("station/0243", None)
        one.bus.hand_on("station/0126", {"people": 3})
        return bool(two.pokes and two.readings)

    soon(told)
    one.bus.stop()
    two.bus.stop()

    assert set(two.pokes) == {"station/0243"}
    assert two.readings[0] == ("station/0126", {"people": 3})
    assert (one.pokes, one.readings) == ([], [])


def test_a_bus_that_does_not_answer_is_asked_once_and_then_left_alone() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        ear = Ear(f"redis://127.0.0.1:{mute.getsockname()[1]}/0", "one")

        for _ in range(1000):
            ear.bus.hand_on("station/0243", None)

        mute.setblocking(False)
        asked, _ = mute.accept()
        with asked, pytest.raises(BlockingIOError):
            mute.accept()


def test_two_processes_share_one_room(tmp_path: Path, valkey_url: str) -> None:
    first = a_house(tmp_path, process="one", redis=valkey_url)
    second = opened_in(tmp_path, process="two", redis=valkey_url)
    with (
        served(first) as here,
        served(second) as there,
        tablets(here, "zhangwei") as (mine,),
        tablets(there, "chenjun") as (other,),
    ):
        mine.act("TakeSeat", seat="station-master", leading=True)
        other.act("TakeSeat", seat="transit-police", leading=True)
        for number in range(5):
            mine.act("WriteNote", words=f"here {number}")
            other.act("WriteNote", words=f"there {number}")

        for tablet in (mine, other):
            tablet.wait_for(lambda each: each.seq == 12)

        assert mine.panels == other.panels == mine.snapshot()["panels"]


def test_two_processes_without_a_bus_find_each_other_by_the_beacon(tmp_path: Path) -> None:
    first = a_house(tmp_path, process="one")
    second = opened_in(tmp_path, process="two")
    with (
        served(first) as here,
        served(second) as there,
        tablets(here, "zhangwei") as (mine,),
        tablets(there, "chenjun") as (other,),
    ):
        mine.act("TakeSeat", seat="station-master", leading=True)

        other.wait_for(lambda each: each.seq == 1)

        assert mine.panels == other.panels
