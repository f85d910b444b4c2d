"""What a drill's room tells is what the tablets' types say: waiting, running, paused and over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from metro_flow.alerts.colour import AlertColour
from tests.drills.practice import COORDINATOR, HEART, DrillHouse
from tests.wire.test_wire import WIRE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path) -> Iterator[DrillHouse]:
    """Lend a house with its watch."""
    opened = DrillHouse.begin(tmp_path)
    yield opened
    opened.close()


def faults(here: DrillHouse, name: str) -> list[str]:
    """Say where the room, as a chief joins it, is of another shape than the types."""
    return list(WIRE.faults(told(here, name), WIRE.types["Joined"], "room"))


def told(here: DrillHouse, name: str) -> Any:
    """Return the drill's room as the station master joins it."""
    return here.as_("zhangwei").get(f"/rooms/drill/{name}/{HEART}").json


def test_a_drill_that_waits_is_told_as_the_tablets_expect_it(here: DrillHouse) -> None:
    name = here.approved()

    assert told(here, name)["panels"]["drill"]["safety"]["zh"]
    assert faults(here, name) == []


def test_a_drill_with_an_inject_and_a_pause_is_told_as_expected(here: DrillHouse) -> None:
    name = here.running()
    here.do(name, COORDINATOR, "GiveInject", inject="organiser-early")
    here.wait(20)
    here.do(name, COORDINATOR, "PauseDrill", reason="look at the escalator")

    given = told(here, name)["panels"]["drill"]["given"]
    assert [each["channel"] for each in given] == ["phone"]
    assert faults(here, name) == []


def test_a_warning_and_a_halt_are_told_as_expected(here: DrillHouse) -> None:
    name = here.running()
    here.raise_for_real(AlertColour.YELLOW)
    here.wait(1)
    assert told(here, name)["panels"]["drill"]["warning"]["real"] == "yellow"
    assert faults(here, name) == []

    here.raise_for_real(AlertColour.RED)
    here.wait(1)

    assert told(here, name)["panels"]["drill"]["end"]["real"] == "red"
    assert faults(here, name) == []
