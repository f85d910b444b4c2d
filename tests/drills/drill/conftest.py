"""Lends a running drill, and the real rooms of its own station and of another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stations.room.panels import COMMANDS, PANELS
from tests.builders import PracticeRoom
from tests.drills.drill.drill_room import PROFILE, STATION, a_drill_room, begun

ELSEWHERE = "station/0125"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[PracticeRoom]:
    """Return the room of a drill that runs."""
    (tmp_path / "drill").mkdir()
    practice = a_drill_room(tmp_path / "drill")
    begun(practice)
    yield practice
    practice.check()


@pytest.fixture
def real(tmp_path: Path) -> PracticeRoom:
    """Return the real room of the drill's own station."""
    (tmp_path / "station").mkdir()
    return PracticeRoom(tmp_path / "station", PANELS, COMMANDS, place=PROFILE, name=STATION)


@pytest.fixture
def elsewhere(tmp_path: Path) -> PracticeRoom:
    """Return the real room of another station."""
    (tmp_path / "elsewhere").mkdir()
    return PracticeRoom(tmp_path / "elsewhere", PANELS, COMMANDS, place=PROFILE, name=ELSEWHERE)
