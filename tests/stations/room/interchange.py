"""As much of an interchange as the seats ask for, and a room in it."""

from dataclasses import dataclass

from metro_flow.alerts.panel import PANEL as ALERTS
from stations.room import response, seats
from tests.builders import PracticeRoom


@dataclass(frozen=True)
class Named:
    """A line or an exit, by its name."""

    line: str = ""
    id: str = ""


@dataclass(frozen=True)
class Interchange:
    """A station of three lines and two exits."""

    lines = (Named(line="2"), Named(line="7"), Named(line="14"))
    exits = (Named(id="1"), Named(id="2"))


def a_room_of_seats(folder):
    """Return a room with nobody in it."""
    return PracticeRoom(
        folder,
        (ALERTS, seats.PANEL, response.PANEL),
        {**seats.COMMANDS, **response.COMMANDS},
        place=Interchange(),
    )
