"""What tests of calls need: a room with its four chiefs, an orange, and what the tablet shows."""

from pathlib import Path
from typing import Any

from metro_flow.alerts import panel as alerts
from metro_flow.logbook.entry import Grant
from stations.room import call, response, seats, situation
from stations.room.reported import Situation
from stations.room.situation import CloseReport, ReportSituation
from tests.builders import PracticeRoom
from tests.stations.room.chiefs import MASTER, sit_all

PANELS = (alerts.PANEL, seats.PANEL, response.PANEL, situation.PANEL, call.PANEL)
COMMANDS = {**alerts.COMMANDS, **seats.COMMANDS, **situation.COMMANDS, **call.COMMANDS}
OFFICER = (Grant(role="district-officer"),)


def a_call_room(folder: Path, place: object = None) -> PracticeRoom:
    """A room with the panels that a call reads."""
    return PracticeRoom(folder, PANELS, COMMANDS, place=place)


def an_orange(room: PracticeRoom, zone: str | None = "paid") -> list[str]:
    """Let a train fail, and let one round pass."""
    room.act(ReportSituation(Situation.TRAIN_FAILURE, zone), MASTER)
    return room.wait(1)


def a_call(room: PracticeRoom, zone: str | None = "paid") -> str:
    """Seat the four chiefs, let a train fail, and return the id of the call."""
    sit_all(room)
    an_orange(room, zone)
    return str(shown(room)["id"])


def shown(room: PracticeRoom) -> dict[str, Any]:
    """The open call as tablets see it."""
    (open_call,) = room.tablet.panels["call"]["open"]
    return dict(open_call)


def person(room: PracticeRoom, who: str) -> dict[str, Any]:
    """Somebody on the open call as tablets see them."""
    return next(each for each in shown(room)["people"] if each["person"] == who)


def called(room: PracticeRoom) -> list[str]:
    """Everyone on the open call, in the order in which they were called."""
    return [each["person"] for each in shown(room)["people"]]


def over(room: PracticeRoom) -> None:
    """Let everything that was reported be over."""
    for report in room.board[situation.PANEL].open:
        room.act(CloseReport(report.id, "恢复"), MASTER)
