"""Say in one table which role belongs to which agency, and who may do what between times.

Four seats and the district may each be accountable. The coordinator works for the district and
finds, registers, reports and notes, but neither assesses nor verifies. The evaluator is a third
party: it finds and assesses and owes nobody a treatment. Analyst and operator do nothing here.
Only seats hand over, and only the district's officer takes a risk off the register.
A rule may be narrower than its row (another agency than the accountable one verifies), never wider.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from metro_flow.errors import Refused
from metro_flow.logbook.entry import Act, Grant
from metro_flow.people.person import Role


class Agency(StrEnum):
    """Who may be accountable for a hazard: those of the four seats, and the district."""

    METRO_OPERATOR = "metro-operator"
    TRANSIT_POLICE = "transit-police"
    LOCAL_POLICE = "local-police"
    STREET = "street"
    DISTRICT = "district"


AGENCY_OF: Final = {
    Role.STATION_MASTER: Agency.METRO_OPERATOR,
    Role.TRANSIT_POLICE: Agency.TRANSIT_POLICE,
    Role.LOCAL_POLICE: Agency.LOCAL_POLICE,
    Role.STREET: Agency.STREET,
    Role.DISTRICT_OFFICER: Agency.DISTRICT,
    Role.COORDINATOR: Agency.DISTRICT,
}

_SEATS = frozenset({Role.STATION_MASTER, Role.TRANSIT_POLICE, Role.LOCAL_POLICE, Role.STREET})
_AGENCIES = _SEATS | {Role.DISTRICT_OFFICER}
_WITH_COORDINATOR = _AGENCIES | {Role.COORDINATOR}

MAY: Final = {
    "FindHazard": _WITH_COORDINATOR | {Role.EVALUATOR},
    "RegisterHazard": _WITH_COORDINATOR,
    "AssessHazard": _AGENCIES | {Role.EVALUATOR},
    "ReportHazard": _WITH_COORDINATOR,
    "MonitorHazard": _AGENCIES,
    "NoteMonitoring": _WITH_COORDINATOR,
    "TreatHazard": _AGENCIES,
    "CloseHazard": _AGENCIES,
    "ReopenHazard": _AGENCIES,
    "MoveDue": _AGENCIES,
    "PlanConsultation": _WITH_COORDINATOR,
    "CallOffConsultation": _WITH_COORDINATOR,
    "HoldConsultation": _WITH_COORDINATOR,
    "FinishAction": _WITH_COORDINATOR,
    "VerifyContacts": _WITH_COORDINATOR,
    "WalkExit": _WITH_COORDINATOR,
    "WriteRadioSheet": _WITH_COORDINATOR,
    "CheckRadioSheet": _WITH_COORDINATOR,
    "HandOver": _SEATS,
    "TakeOver": _SEATS,
    "ListTeam": _WITH_COORDINATOR,
    "CheckTeam": _WITH_COORDINATOR,
    "DropTeam": _WITH_COORDINATOR,
    "StockResource": _WITH_COORDINATOR,
    "CheckResource": _WITH_COORDINATOR,
    "DropResource": _WITH_COORDINATOR,
    "EnterRisk": _AGENCIES | {Role.EVALUATOR},
    "RegradeRisk": _AGENCIES | {Role.EVALUATOR},
    "DropRisk": frozenset({Role.DISTRICT_OFFICER}),
}


def agencies_of(grants: Iterable[Grant]) -> frozenset[Agency]:
    """Return the agencies that these grants make somebody belong to."""
    roles = (Role(grant.role) for grant in grants)
    return frozenset(AGENCY_OF[role] for role in roles if role in AGENCY_OF)


def require(kind: str, act: Act) -> None:
    """Refuse an act that no role of its author does, saying whose it is."""
    may = MAY.get(kind, frozenset())
    if not any(Role(grant.role) in may for grant in act.grants):
        raise Refused(
            "not yours to order",
            act=kind,
            standing=[grant.role for grant in act.grants],
            may=[role.value for role in Role if role in may],
        )
