"""Makes drills without the glass: what one test tries on a page, another takes for given."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from playwright.sync_api import APIRequestContext, Locator, Page, expect

from tests.a_house import OWN, an_act
from tests.browser.tablets import Tablets
from tests.drills.practice import COORDINATOR, EVALUATOR, HEART, OFFICER, SEATS

DRILLS = "/drills"


class Making:
    """The makers of a drill, asking without the glass what another test tries on it."""

    def __init__(self, tablets: Tablets) -> None:
        self.tablets = tablets
        self.asking: dict[str, APIRequestContext] = {}

    def as_(self, name: str) -> APIRequestContext:
        """Return whoever asks, signed in once."""
        if name not in self.asking:
            self.asking[name] = self.tablets.asking(name)
        return self.asking[name]

    def post(self, name: str, path: str, kind: str, **body: Any) -> Any:
        """Ask for an act and hold that it was done."""
        answer = self.as_(name).post(
            f"{self.tablets.address}/api{path}/acts", data=an_act(kind, **body), headers=OWN
        )
        assert answer.ok, answer.text()
        return answer.json()

    def station_name(self, station: str) -> str:
        """Return what a station is called."""
        stations = self.grid()["stations"]
        return str(next(each["names"]["zh"] for each in stations if each["station"] == station))

    def grid(self, name: str = COORDINATOR) -> Any:
        """Read the year."""
        return self.as_(name).get(f"{self.tablets.address}/api{DRILLS}").json()

    def planned(self, station: str = HEART, *, days: int = 0, **changed: Any) -> str:
        """Plan a drill with the first of each seat, ten minutes and some days on; its name."""
        crew = self.as_(COORDINATOR).get(f"{self.tablets.address}/api{DRILLS}/crew/{station}")
        seats = crew.json()["seats"]
        now = datetime.fromisoformat(self.grid()["now"])
        asked = {
            "station": station,
            "scenario": "concert-night",
            "starts_at": (now + timedelta(days=days, minutes=10)).isoformat(),
            "participants": [{"person": seats[seat][0], "seat": seat} for seat in SEATS.values()],
            "staff": {
                "director": f"p-{COORDINATOR}",
                "evaluators": [f"p-{EVALUATOR}"],
                "safety": f"p-{OFFICER}",
            },
        }
        self.post(COORDINATOR, DRILLS, "PlanDrill", **(asked | changed))
        return str(self.grid()["drills"][-1]["drill"])

    def approved(self, station: str = HEART, **changed: Any) -> str:
        """Plan a drill and approve it."""
        name = self.planned(station, **changed)
        self.post(OFFICER, DRILLS, "ApproveDrill", drill=name)
        return name


def row_of(page: Page, station: str) -> Locator:
    """Return the row of a station."""
    return page.locator(".drill-grid tbody tr", has_text=station)


def open_cell(page: Page, station: str) -> None:
    """Open the only cell of a station that holds a drill."""
    row_of(page, station).locator(".drill-cell:has(.gone)").click()
    expect(page.locator(".drill-card")).to_be_visible()
