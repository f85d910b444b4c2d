"""What really happens while a drill runs: something stands in a room, or somebody is called."""

from __future__ import annotations

from datetime import timedelta

from metro_flow.alerts.colour import AlertColour
from metro_flow.alerts.figures import Reason, ReasonKey
from metro_flow.alerts.happened import AlertRaised
from metro_flow.alerts.house_rules import reported_in
from metro_flow.people.person import Seat
from stations.room.calling import CallIssued
from stations.room.turnout import Rank, Summons
from tests.builders import PracticeRoom

REASON = Reason(ReasonKey.REPORTED, {})


def raised(colour: AlertColour) -> AlertRaised:
    """Return that something stands in a room."""
    return AlertRaised("platform", reported_in("platform"), colour, REASON, assumed=False)


def called(room: PracticeRoom, person: str) -> CallIssued:
    """Return that somebody is really called."""
    due = room.now + timedelta(minutes=2)
    summons = Summons(person, Seat.STREET, Rank.HOLDER, due, None)
    return CallIssued(("a1",), AlertColour.ORANGE, (summons,), ())
