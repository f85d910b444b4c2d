"""Let each station's four chiefs adopt its plan the evening before, as they would for real.

They sit down, one lays the file's text on the table, all four sign, and they get up again: plan
version 1 stands in the book with four names under it.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from metro_flow.logbook.entry import Author
from metro_flow.people.person import Seat
from stations.demo.seed import chiefs_of
from stations.plan_text import read_plan, sha256_of
from stations.profile import PLAN_FILE
from stations.room.edge import room_of
from stations.room.planbook import PANEL, DraftPlan, SignPlan
from stations.room.seats import LeaveSeat, TakeSeat

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from metro_flow.web import House
    from stations.demo.people import DemoPerson

EVENING_BEFORE: Final = timedelta(hours=20)
DEVICE: Final = "demo"


def adopt_plans(here: House, everybody: Sequence[DemoPerson], begins: datetime) -> None:
    """Adopt version 1 at every station where none is in force."""
    for station in sorted(here.atlas):
        if here.shelf.open(room_of(station)).board()[PANEL].adopted is None:
            _adopt(here, station, chiefs_of(everybody, here, station), begins - EVENING_BEFORE)


def _adopt(here: House, station: str, chiefs: Sequence[DemoPerson], at: datetime) -> None:
    text = read_plan(Path(here.settings.atlas) / here.atlas[station].slug / PLAN_FILE)
    signing = SignPlan(sha256_of(text))
    acts: list[tuple[DemoPerson, object]] = [
        *((chief, TakeSeat(_seat(chief), leading=True)) for chief in chiefs),
        (chiefs[0], DraftPlan(text)),
        *((chief, signing) for chief in chiefs),
        *((chief, LeaveSeat(_seat(chief))) for chief in chiefs),
    ]
    room = room_of(station)
    for number, (chief, command) in enumerate(acts):
        here.shelf.open(room).write(
            here.shelf.decide(room, command),
            by=Author(chief.person.id, _seat(chief).value, DEVICE),
            ref=f"demo adopts {number}",
            at=at + timedelta(seconds=20 * number),
            grants=[chief.grant],
        )


def _seat(chief: DemoPerson) -> Seat:
    return Seat(chief.grant.role)
