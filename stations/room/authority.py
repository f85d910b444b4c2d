"""Say in one table who may order what in a station's room, so that nobody has to look elsewhere.

A row is an act; a column is a role together with how the person stands to it: leading the seat,
holding it, acting in it as deputy, or having a grant without having taken the seat.
Up alone, down together: the leading station master and the transit police's seat raise the
response level by themselves, everyone else proposes; lowering, standing down and closing the
station are voted by the four leading holders. The district officer chases and sends forces and
never orders. Coordinator, evaluator, analyst and operator order nothing in a real room.

A rule may be narrower than its row (a step belongs to its own seat), never wider.
A drill's room hands `allows` a table of its own: there the drill's participants decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from metro_flow.errors import Refused
from metro_flow.people.person import Role


class Stand(StrEnum):
    """How a person stands to a role at the moment of an act."""

    LEADING = "leading"
    HOLDER = "holder"
    DEPUTY = "deputy"
    GRANT = "grant"


@dataclass(frozen=True, slots=True)
class Standing:
    """One role that a person has, and how."""

    role: Role
    stand: Stand


Row = Mapping[Role, frozenset[Stand]]
Table = Mapping[str, Row]

NOBODY: frozenset[Stand] = frozenset()
LEADS = frozenset({Stand.LEADING})
HOLDS = LEADS | {Stand.HOLDER}
IN_SEAT = HOLDS | {Stand.DEPUTY}
ANYHOW = IN_SEAT | {Stand.GRANT}
GRANTED = frozenset({Stand.GRANT})


def _row(
    *,
    station_master: frozenset[Stand] = NOBODY,
    transit_police: frozenset[Stand] = NOBODY,
    local_police: frozenset[Stand] = NOBODY,
    street: frozenset[Stand] = NOBODY,
    district_officer: frozenset[Stand] = NOBODY,
) -> Row:
    return {
        Role.STATION_MASTER: station_master,
        Role.TRANSIT_POLICE: transit_police,
        Role.LOCAL_POLICE: local_police,
        Role.STREET: street,
        Role.DISTRICT_OFFICER: district_officer,
        Role.COORDINATOR: NOBODY,
        Role.EVALUATOR: NOBODY,
        Role.ANALYST: NOBODY,
        Role.OPERATOR: NOBODY,
    }


def _seats(stands: frozenset[Stand], *, district_officer: frozenset[Stand] = NOBODY) -> Row:
    return _row(
        station_master=stands,
        transit_police=stands,
        local_police=stands,
        street=stands,
        district_officer=district_officer,
    )


# The station master answers for the station's own voice: its alarms and its line to control.
_STATION_MASTER = _row(station_master=IN_SEAT)
_RAISES = _row(station_master=LEADS, transit_police=IN_SEAT)
_IN_SEAT = _seats(IN_SEAT)
_HOLDERS = _seats(HOLDS)
# Whoever is called may answer before sitting down, and whoever sees a crush may say so.
_ANYONE_GRANTED = _seats(ANYHOW)
_ANYONE_CALLED = _seats(ANYHOW, district_officer=GRANTED)

STATION: Table = {
    "AcknowledgeAlert": _IN_SEAT,
    "AcknowledgeAlerts": _IN_SEAT,
    "ShelveAlert": _row(station_master=HOLDS),
    "AnswerLook": _STATION_MASTER,
    "StandDownAlert": _row(station_master=HOLDS),
    "TakeSeat": _ANYONE_GRANTED,
    "LeaveSeat": _IN_SEAT,
    "MarkPhoneOnly": _IN_SEAT,
    "OrderLevel": _RAISES,
    "ProposeLevel": _IN_SEAT,
    "SetControlZone": _RAISES,
    "ProposeDecision": _HOLDERS,
    "VoteDecision": _seats(LEADS),
    "WithdrawDecision": _IN_SEAT,
    "RecordControlAnswer": _STATION_MASTER,
    "AnswerCall": _ANYONE_CALLED,
    "SetOut": _ANYONE_CALLED,
    "Arrive": _ANYONE_CALLED,
    "DeclineCall": _ANYONE_CALLED,
    "RecordVoiceAnswer": _seats(IN_SEAT, district_officer=GRANTED),
    "ConfirmVoiceAnswer": _ANYONE_CALLED,
    "TakeOverForces": _seats(IN_SEAT, district_officer=GRANTED),
    "ReportSituation": _ANYONE_CALLED,
    "ReportCrush": _ANYONE_GRANTED,
    "CloseReport": _IN_SEAT,
    "EstimateByEye": _ANYONE_GRANTED,
    "StartPlan": _row(station_master=HOLDS, transit_police=IN_SEAT),
    "EndPlan": _row(station_master=LEADS),
    "AcknowledgeStep": _IN_SEAT,
    "SetOutForStep": _IN_SEAT,
    "ArriveAtStep": _IN_SEAT,
    "FinishStep": _IN_SEAT,
    "DeclineStep": _IN_SEAT,
    "RecordStepControl": _STATION_MASTER,
    "RecordStepByVoice": _IN_SEAT,
    "DraftPlan": _HOLDERS,
    "SignPlan": _HOLDERS,
    "RejectPlan": _HOLDERS,
    "WriteNote": _ANYONE_CALLED,
    "CorrectEntry": _ANYONE_CALLED,
}


def allows(act: str, standings: Iterable[Standing], *, table: Table = STATION) -> bool:
    """Claim that one of these standings may do this act; an act without a row is nobody's."""
    row = table.get(act, {})
    return any(standing.stand in row.get(standing.role, NOBODY) for standing in standings)


def who_may(act: str, *, table: Table = STATION) -> tuple[str, ...]:
    """Return the roles that may do an act at all, as a refusal names them."""
    return tuple(role.value for role, stands in table.get(act, {}).items() if stands)


def require(act: str, standings: Iterable[Standing], *, table: Table = STATION) -> None:
    """Refuse an act that is not theirs to do, saying whose it is."""
    theirs = tuple(standings)
    if not allows(act, theirs, table=table):
        raise Refused(
            "not yours to order",
            act=act,
            standing=[f"{has.role} {has.stand}" for has in theirs],
            may=list(who_may(act, table=table)),
        )
