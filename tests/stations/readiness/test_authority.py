"""Who may do what to a hazard, cell by cell, and which agency each role belongs to."""

import pytest

from metro_flow.errors import Refused
from metro_flow.logbook.entry import Act, Author, Grant
from metro_flow.people.person import Role
from stations.readiness.authority import AGENCY_OF, MAY, Agency, agencies_of, require
from stations.readiness.panels import COMMANDS
from tests.builders import HALF_PAST_FIVE
from tests.stations.room.chiefs import STRANGER

# One letter for each role, in the order of `Role`; a dot is a no.
TABLE = {
    "FindHazard": "xxxxxxx..",
    "RegisterHazard": "xxxxxx...",
    "AssessHazard": "xxxxx.x..",
    "ReportHazard": "xxxxxx...",
    "MonitorHazard": "xxxxx....",
    "NoteMonitoring": "xxxxxx...",
    "TreatHazard": "xxxxx....",
    "CloseHazard": "xxxxx....",
    "ReopenHazard": "xxxxx....",
    "MoveDue": "xxxxx....",
    "PlanConsultation": "xxxxxx...",
    "CallOffConsultation": "xxxxxx...",
    "HoldConsultation": "xxxxxx...",
    "FinishAction": "xxxxxx...",
    "VerifyContacts": "xxxxxx...",
    "WalkExit": "xxxxxx...",
    "WriteRadioSheet": "xxxxxx...",
    "CheckRadioSheet": "xxxxxx...",
    "HandOver": "xxxx.....",
    "TakeOver": "xxxx.....",
    "ListTeam": "xxxxxx...",
    "CheckTeam": "xxxxxx...",
    "DropTeam": "xxxxxx...",
    "StockResource": "xxxxxx...",
    "CheckResource": "xxxxxx...",
    "DropResource": "xxxxxx...",
    "EnterRisk": "xxxxx.x..",
    "RegradeRisk": "xxxxx.x..",
    "DropRisk": "....x....",
}
CELLS = [
    pytest.param(kind, role, letter == "x", id=f"{role} {'does' if letter == 'x' else 'no'} {kind}")
    for kind, row in TABLE.items()
    for role, letter in zip(Role, row, strict=True)
]


@pytest.mark.parametrize(("kind", "role", "allowed"), CELLS)
def test_each_role_does_exactly_its_own(kind, role, allowed):

    act = Act(STRANGER, HALF_PAST_FIVE, HALF_PAST_FIVE, grants=(Grant(role.value),))

    if allowed:
        require(kind, act)
    else:
        with pytest.raises(Refused) as refused:
            require(kind, act)
        assert refused.value.reason == "not yours to order"
        assert refused.value.facts["may"]


@pytest.mark.parametrize(
    ("role", "agency"),
    [
        (Role.STATION_MASTER, Agency.METRO_OPERATOR),
        (Role.TRANSIT_POLICE, Agency.TRANSIT_POLICE),
        (Role.LOCAL_POLICE, Agency.LOCAL_POLICE),
        (Role.STREET, Agency.STREET),
        (Role.DISTRICT_OFFICER, Agency.DISTRICT),
        (Role.COORDINATOR, Agency.DISTRICT),
        (Role.EVALUATOR, None),
        (Role.ANALYST, None),
        (Role.OPERATOR, None),
    ],
)
def test_each_role_belongs_to_one_agency_or_to_none(role, agency):
    assert agencies_of([Grant(role.value)]) == ({agency} if agency else set())


def test_every_act_has_a_row_and_every_agency_a_role():
    assert {command.__name__ for command in COMMANDS} == set(MAY) == set(TABLE)
    assert set(AGENCY_OF.values()) == set(Agency)


def test_whoever_holds_nothing_does_nothing():

    act = Act(Author("p-nobody"), HALF_PAST_FIVE, HALF_PAST_FIVE)

    for kind in MAY:
        with pytest.raises(Refused):
            require(kind, act)
