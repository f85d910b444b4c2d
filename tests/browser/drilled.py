"""Lays on a drill in a running demo, as coordinator, duty officer and director do over HTTP."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import requests

from tests.a_house import OWN
from tests.browser.tablets import PASSWORD

HEART = "0243"
SEATS = {
    "zhangwei": "station-master",
    "chenjun": "transit-police",
    "zhaolei": "local-police",
    "xujing": "street",
}
COORDINATOR, OFFICER, EVALUATOR = "linna", "hetao", "mayun"
PATIENCE_S = 30.0
# The watch looks at every drill once a second.
TWO_ROUNDS_S = 2.0


@dataclass
class Drilled:
    """One drill of a demo, from its planning on; whoever acts is signed in once."""

    address: str
    station: str = HEART
    name: str = ""
    _sessions: dict[str, requests.Session] = field(default_factory=dict)

    @property
    def room(self) -> str:
        """The name of the drill's room."""
        return f"drill/{self.name}/{self.station}"

    @property
    def page(self) -> str:
        """The path of the room's page."""
        return f"/room/{self.room}"

    @property
    def panels(self) -> Any:
        """What the room tells of everything."""
        return self.get(COORDINATOR, f"/rooms/{self.room}")["panels"]

    @property
    def panel(self) -> Any:
        """What the room tells of its drill."""
        return self.panels["drill"]

    def plan(self, **changed: Any) -> Drilled:
        """Plan a concert night with four chiefs, approve it, and wait until its room is open."""
        now = datetime.fromisoformat(self.get(COORDINATOR, "/drills")["now"])
        asked: dict[str, Any] = {
            "station": self.station,
            "scenario": "concert-night",
            "starts_at": (now + timedelta(minutes=12)).isoformat(),
            "participants": [{"person": f"p-{who}", "seat": seat} for who, seat in SEATS.items()],
            "staff": {
                "director": f"p-{COORDINATOR}",
                "evaluators": [f"p-{EVALUATOR}"],
                "safety": f"p-{OFFICER}",
            },
        }
        self.post(COORDINATOR, "/drills/acts", "PlanDrill", **asked | changed)
        drills = self.get(COORDINATOR, "/drills")["drills"]
        self.name = str(max(each["drill"] for each in drills))
        self.post(OFFICER, "/drills/acts", "ApproveDrill", drill=self.name)
        wait_for(lambda: self.panel is not None, "the drill's room is not open")
        return self

    def start(self) -> None:
        """Begin it; gates of the demo that are ill by then are known and answered for."""
        self.do(COORDINATOR, "StartDrill", safety_read=True)
        time.sleep(TWO_ROUNDS_S)
        self.go_on()

    def go_on(self) -> None:
        """Answer the warning that stands, if one does, as the director."""
        warning = self.panel["warning"]
        if warning is not None:
            where = {"room": warning["room"], "seq": warning["seq"]}
            self.do(COORDINATOR, "AnswerWarning", **where, reason="known since the morning")

    def is_warned_of(self, real: str) -> bool:
        """Claim that this stands as a warning; gates that were ill before it are answered for."""
        warning = self.panel["warning"]
        if warning is not None and warning["real"] != real:
            self.go_on()
        return warning is not None and warning["real"] == real

    def clear_away(self) -> None:
        """End it, or strike it before it began, so that another may be played here."""
        phase = self.panel["phase"]
        if phase in ("running", "paused"):
            self.do(COORDINATOR, "EndDrill")
        elif phase == "waiting":
            off = {"drill": self.name, "reason": "the test is over"}
            self.post(COORDINATOR, "/drills/acts", "CallOffDrill", **off)

    def do(self, who: str, kind: str, **body: Any) -> None:
        """Let somebody act in the drill's room."""
        self.post(who, f"/rooms/{self.room}/acts", kind, **body)

    def report_for_real(self, who: str, situation: str, station: str = HEART) -> None:
        """Let somebody report what really happens at a station."""
        body = {"situation": situation, "zone": None, "words": "真实"}
        self.post(who, f"/rooms/station/{station}/acts", "ReportSituation", **body)

    def get(self, who: str, path: str) -> Any:
        """Ask for something as somebody."""
        return self._as(who).get(f"{self.address}/api{path}", timeout=PATIENCE_S).json()

    def post(self, who: str, path: str, kind: str, **body: Any) -> None:
        """Post an act as somebody, and hold that it was done."""
        act = {"ref": str(uuid.uuid4()), "kind": kind, "body": body, "device": "t-drilled"}
        session = self._as(who)
        answer = session.post(
            f"{self.address}/api{path}", json=act, headers=OWN, timeout=PATIENCE_S
        )
        assert answer.ok, f"{kind} by {who}: {answer.text}"

    def _as(self, who: str) -> requests.Session:
        if who not in self._sessions:
            session = requests.Session()
            # A kept line that the server lets go in the same moment would fail the test.
            session.headers["Connection"] = "close"
            entering = {"name": who, "password": PASSWORD}
            session.post(
                f"{self.address}/api/session", json=entering, headers=OWN, timeout=PATIENCE_S
            ).raise_for_status()
            self._sessions[who] = session
        return self._sessions[who]


def wait_for(claim: Any, otherwise: str) -> None:
    """Wait until a claim holds, or fail with what else is the case."""
    deadline = time.monotonic() + PATIENCE_S
    while not claim():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.2)
