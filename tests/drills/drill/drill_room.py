"""A drill's room to act in, without a house around it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from drills.calendar.happened import (
    DrillPlanned,
    Extent,
    Form,
    Notice,
    Participant,
    Staff,
)
from drills.drill.asked import StartDrill
from drills.drill.panels import COMMANDS, PANELS
from drills.drill.running import PANEL
from drills.drill.state import Drill
from drills.scenario import read_scenarios
from metro_flow.logbook.entry import Author, Grant
from metro_flow.people.person import Seat
from stations.profile.atlas import read_atlas
from stations.room.seats import TakeSeat
from tests.builders import HALF_PAST_FIVE, PracticeRoom

ROOM = "drill/2015Q2-01/0243"
STATION = "station/0243"
SCRIPT = read_scenarios()["concert-night"]
PROFILE = read_atlas(Path("stations/atlas"))["0243"]
DIRECTOR, EVALUATOR, SAFETY = "p-director", "p-evaluator", "p-safety"
STAFF = Staff(DIRECTOR, (EVALUATOR,), SAFETY)
PLAYERS = {seat: f"p-{seat}" for seat in Seat}
TRAINEE = "p-trainee"
PARTICIPANTS = (
    *(Participant(person, seat) for seat, person in PLAYERS.items()),
    Participant(TRAINEE, Seat.STREET, trainee=True),
)


def a_plan(**changed: Any) -> DrillPlanned:
    """Return a planned concert night that begins now."""
    fields: dict[str, Any] = {
        "drill": "2015Q2-01",
        "station": "0243",
        "quarter": "2015Q2",
        "scenario": SCRIPT.scenario.id,
        "version": SCRIPT.scenario.version,
        "sha256": SCRIPT.sha256,
        "text": SCRIPT.text,
        "seed": 1,
        "starts_at": HALF_PAST_FIVE,
        "minutes": SCRIPT.scenario.minutes,
        "form": Form.LIVE,
        "extent": Extent.FULL,
        "notice": Notice.ANNOUNCED,
        "participants": PARTICIPANTS,
        "staff": STAFF,
    }
    return DrillPlanned(**(fields | changed))


def a_drill_room(folder: Path, *, planned: bool = True, **changed: Any) -> PracticeRoom:
    """Return the room of a drill that waits for its start."""
    room = PracticeRoom(folder, PANELS, COMMANDS, place=PROFILE, name=ROOM)
    if planned:
        room.happen(a_plan(**changed))
    return room


def ask(room: PracticeRoom, who: str, command: object) -> Any:
    """Let somebody ask with what the drill grants them."""
    return room.act(command, Author(who, None, "tablet-1"), grants=grants_of(who))


def grants_of(who: str) -> Sequence[Grant]:
    """Return what the list of participants grants."""
    return [Grant(each.seat.value, ("0243",)) for each in PARTICIPANTS if each.person == who]


def seated(room: PracticeRoom) -> None:
    """Let all four seats be taken."""
    for seat, person in PLAYERS.items():
        ask(room, person, TakeSeat(seat))


def begun(room: PracticeRoom) -> None:
    """Let a drill begin with all four in their seats."""
    seated(room)
    ask(room, DIRECTOR, StartDrill(safety_read=True))


def minutes(room: PracticeRoom, count: float) -> list[str]:
    """Let minutes pass, and return the kinds of what was written."""
    return room.wait(round(timedelta(minutes=count).total_seconds()))


def drill(room: PracticeRoom) -> Drill:
    """Return the drill as it stands."""
    return room.board[PANEL]
