"""A readiness book to act in, and one hazard led as far as a test needs it."""

from datetime import date, timedelta

from metro_flow.logbook.entry import Author, Grant
from stations.readiness.authority import Agency
from stations.readiness.hazard import Evidence, HazardState, Origin
from stations.readiness.hazard_asked import (
    AssessHazard,
    CloseHazard,
    FindHazard,
    MonitorHazard,
    RegisterHazard,
    ReportHazard,
    TreatHazard,
)
from stations.readiness.hazards_fold import PANEL
from stations.readiness.panels import COMMANDS, PANELS
from tests.builders import PracticeRoom

TODAY = date(2015, 4, 1)
DUE = TODAY + timedelta(days=7)
# Each person acts by one role; the roles' names stand for the people.
ROLES = {
    "master": "station-master",
    "second-master": "station-master",
    "transit": "transit-police",
    "local": "local-police",
    "street": "street",
    "district": "district-officer",
    "coordinator": "coordinator",
    "evaluator": "evaluator",
    "analyst": "analyst",
    "operator": "operator",
}
PROOF = Evidence("photograph of the rail", sha256="a" * 64)

WAY = {
    HazardState.FOUND: ("street", FindHazard("a loose rail", "exit 3", Origin.PATROL)),
    HazardState.REGISTERED: ("district", RegisterHazard("h1", Agency.METRO_OPERATOR, DUE)),
    HazardState.ASSESSED: ("evaluator", AssessHazard("h1", 3, 4)),
    HazardState.REPORTED: ("coordinator", ReportHazard("h1", "district emergency bureau")),
    HazardState.MONITORED: ("master", MonitorHazard("h1", "the rail's bolts", 1)),
    HazardState.TREATED: ("master", TreatHazard("h1", "bolts replaced", PROOF)),
    HazardState.CLOSED: ("street", CloseHazard("h1")),
}


def a_readiness_book(folder, **chosen):
    """Return an empty readiness book."""
    return PracticeRoom(folder, PANELS, COMMANDS, name="readiness/0243", **chosen)


def ask(room, who, command, **more):
    """Let somebody ask for something by the role they have."""
    grants = [Grant(ROLES[who])]
    return room.act(command, Author(f"p-{who}", None, "tablet-1"), grants=grants, **more)


def lead(room, until):
    """Lead hazard h1 to a state."""
    for state, (who, command) in WAY.items():
        ask(room, who, command)
        if state is until:
            return


def hazard(room, name="h1"):
    """Return a hazard as it stands."""
    return room.board[PANEL].by_id[name]


def shown(room):
    """Return the panel as a tablet that heard everything shows it."""
    return room.tablet.panels["hazards"]
