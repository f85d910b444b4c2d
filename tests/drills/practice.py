"""A whole house in which a drill can be planned, run and signed, under a clock moved by hand.

The watch makes its rounds when it is told to, so that a test owns every second of room time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from time import sleep
from typing import Any

from drills.drill.running import PANEL as DRILL
from metro_flow.alerts.colour import AlertColour
from metro_flow.alerts.figures import Reason, ReasonKey
from metro_flow.alerts.happened import AlertRaised
from metro_flow.alerts.house_rules import reported_in
from metro_flow.clock import ClockState, iso
from metro_flow.logbook.board import Board
from metro_flow.logbook.entry import THE_WATCH, Author
from metro_flow.watch.rounds import CATCH_UP
from tests.a_house import Asking, OpenHouse, a_house, an_act, opened_in

HEART = "0243"
SEATS = {
    "zhangwei": "station-master",
    "chenjun": "transit-police",
    "zhaolei": "local-police",
    "xujing": "street",
}
COORDINATOR, OFFICER, EVALUATOR = "linna", "hetao", "mayun"
# The longest the watch steps at once; more is a leap of room time.
STEP_S = 30


@dataclass
class DrillHouse:
    """A house with its watch, and whoever was asked to sign in."""

    opened: OpenHouse
    folder: Path
    signed_in: dict[str, Asking] = field(default_factory=dict)

    @classmethod
    def begin(cls, folder: Path, **chosen: Any) -> DrillHouse:
        """Open a house whose room time stands still."""
        opened = a_house(folder, **{"watch": True, **chosen})
        here = cls(opened, folder)
        here.stand_at(opened.house.clock.now())
        return here

    @classmethod
    def again_in(cls, folder: Path) -> DrillHouse:
        """Open a house on what lies in a folder."""
        here = cls(opened_in(folder, watch=True), folder)
        here.stand_at(here.now)
        return here

    def again(self, **chosen: Any) -> DrillHouse:
        """Return the house as another process opens it on the same stores."""
        opened = opened_in(self.folder, **{"watch": True, "process": "two", **chosen})
        here = DrillHouse(opened, self.folder)
        here.stand_at(self.now)
        return here

    @property
    def now(self) -> datetime:
        """Room time."""
        return self.opened.house.clock.now()

    def stand_at(self, moment: datetime) -> None:
        """Let room time stand at a moment."""
        clock = self.opened.house.clock
        clock.follow(ClockState(moment, clock.real(), 0.0))

    def wait(self, seconds: int) -> None:
        """Let room time pass, and the watch make its rounds."""
        while seconds > 0:
            step = min(STEP_S, seconds)
            seconds -= step
            self.stand_at(self.now + timedelta(seconds=step))
            self.opened.house.watch.round()

    def catch_up(self) -> None:
        """Let the watch read what other processes wrote: it does so once a real second."""
        sleep(CATCH_UP.total_seconds())
        self.wait(1)

    def as_(self, name: str) -> Asking:
        """Return somebody's browser."""
        if name not in self.signed_in:
            self.signed_in[name] = self.opened.signed_in(name)
        return self.signed_in[name]

    def board(self, room: str) -> Board:
        """Return a room's board as the database has it."""
        return self.opened.house.shelf.open(room).board()

    def events(self, room: str) -> list[Any]:
        """Return every event of a room's book, in order."""
        return [entry.event for entry in self.opened.house.shelf.open(room).entries(limit=10_000)]

    def plan(self, **changed: Any) -> Any:
        """Plan a drill as the coordinator, and return the answer."""
        return self.as_(COORDINATOR).post(
            "/drills/acts", an_act("PlanDrill", **a_plan(self, **changed))
        )

    def approved(self, **changed: Any) -> str:
        """Plan and approve a drill, let the watch open its room, and return its name."""
        answer = self.plan(**changed)
        assert answer.status_code == 200, answer.text
        name = self.events("drills")[-1].drill
        approving = self.as_(OFFICER).post("/drills/acts", an_act("ApproveDrill", drill=name))
        assert approving.status_code == 200, approving.text
        self.wait(2)
        return str(name)

    def act(self, name: str, who: str, kind: str, *, station: str = HEART, **body: Any) -> Any:
        """Let somebody act in a drill's room."""
        return self.as_(who).post(f"/rooms/drill/{name}/{station}/acts", an_act(kind, **body))

    def do(self, name: str, who: str, kind: str, **body: Any) -> Any:
        """Let somebody act, and hold that it was done."""
        answer = self.act(name, who, kind, **body)
        assert answer.status_code == 200, answer.text
        return answer.json

    def running(self, **changed: Any) -> str:
        """Return the name of a drill that has begun, with all four seats taken."""
        name = self.approved(**changed)
        for who, seat in SEATS.items():
            self.do(name, who, "TakeSeat", seat=seat)
        self.do(name, COORDINATOR, "StartDrill", safety_read=True)
        self.wait(1)
        # No gate of this house ever speaks, and a drill says so before it goes on.
        self.go_on(name)
        return name

    def go_on(self, name: str) -> None:
        """Let the director go on in spite of what is real but mild, if anything is."""
        warning = self.board(f"drill/{name}/{HEART}")[DRILL].warning
        if warning is not None:
            where = {"room": warning.room, "seq": warning.seq}
            self.do(name, COORDINATOR, "AnswerWarning", **where, reason="known since the morning")

    def raise_for_real(self, colour: AlertColour, station: str = HEART) -> None:
        """Let something real stand in a station's room, as another process writes it."""
        rule = reported_in("platform")
        raised = AlertRaised(
            "platform", rule, colour, Reason(ReasonKey.REPORTED, {}), assumed=False
        )
        book = self.opened.house.shelf.open(f"station/{station}")
        book.write(lambda _board, _act: (raised,), by=Author("p-zhangwei"))

    def close(self) -> None:
        """Stop what goes on."""
        self.opened.house.watch.stop()
        self.opened.house.intake.stop()


def a_plan(here: DrillHouse, **changed: Any) -> dict[str, Any]:
    """Return what a coordinator asks for: a concert night at the heart, ten minutes on."""
    asked: dict[str, Any] = {
        "station": HEART,
        "scenario": "concert-night",
        "starts_at": iso(here.now + timedelta(minutes=10)),
        "participants": [{"person": f"p-{who}", "seat": seat} for who, seat in SEATS.items()],
        "staff": {
            "director": f"p-{COORDINATOR}",
            "evaluators": [f"p-{EVALUATOR}"],
            "safety": f"p-{OFFICER}",
        },
    }
    return asked | changed


__all__ = ["COORDINATOR", "EVALUATOR", "HEART", "OFFICER", "SEATS", "THE_WATCH", "DrillHouse"]
