"""Who may order what: one line per act, one test per cell.

Columns are the station master, the transit police, the local police, the street and the
district officer; L leads the seat, H holds it, D is its deputy, G has a grant only, - is nobody.
"""

import pytest

from metro_flow.errors import Refused
from metro_flow.people.person import Role
from stations.room.authority import STATION, Stand, Standing, allows, require, who_may

WHO_MAY = """
    act                  master  transit local   street  district
    AcknowledgeAlert     LHD     LHD     LHD     LHD     -
    AcknowledgeAlerts    LHD     LHD     LHD     LHD     -
    ShelveAlert          LH      -       -       -       -
    AnswerLook           LHD     -       -       -       -
    StandDownAlert       LH      -       -       -       -
    TakeSeat             LHDG    LHDG    LHDG    LHDG    -
    LeaveSeat            LHD     LHD     LHD     LHD     -
    MarkPhoneOnly        LHD     LHD     LHD     LHD     -
    OrderLevel           L       LHD     -       -       -
    ProposeLevel         LHD     LHD     LHD     LHD     -
    SetControlZone       L       LHD     -       -       -
    ProposeDecision      LH      LH      LH      LH      -
    VoteDecision         L       L       L       L       -
    WithdrawDecision     LHD     LHD     LHD     LHD     -
    RecordControlAnswer  LHD     -       -       -       -
    AnswerCall           LHDG    LHDG    LHDG    LHDG    G
    SetOut               LHDG    LHDG    LHDG    LHDG    G
    Arrive               LHDG    LHDG    LHDG    LHDG    G
    DeclineCall          LHDG    LHDG    LHDG    LHDG    G
    RecordVoiceAnswer    LHD     LHD     LHD     LHD     G
    ConfirmVoiceAnswer   LHDG    LHDG    LHDG    LHDG    G
    TakeOverForces       LHD     LHD     LHD     LHD     G
    ReportSituation      LHDG    LHDG    LHDG    LHDG    G
    ReportCrush          LHDG    LHDG    LHDG    LHDG    -
    CloseReport          LHD     LHD     LHD     LHD     -
    EstimateByEye        LHDG    LHDG    LHDG    LHDG    -
    StartPlan            LH      LHD     -       -       -
    EndPlan              L       -       -       -       -
    AcknowledgeStep      LHD     LHD     LHD     LHD     -
    SetOutForStep        LHD     LHD     LHD     LHD     -
    ArriveAtStep         LHD     LHD     LHD     LHD     -
    FinishStep           LHD     LHD     LHD     LHD     -
    DeclineStep          LHD     LHD     LHD     LHD     -
    RecordStepControl    LHD     -       -       -       -
    RecordStepByVoice    LHD     LHD     LHD     LHD     -
    DraftPlan            LH      LH      LH      LH      -
    SignPlan             LH      LH      LH      LH      -
    RejectPlan           LH      LH      LH      LH      -
    WriteNote            LHDG    LHDG    LHDG    LHDG    G
    CorrectEntry         LHDG    LHDG    LHDG    LHDG    G
"""
ROLES = (
    Role.STATION_MASTER,
    Role.TRANSIT_POLICE,
    Role.LOCAL_POLICE,
    Role.STREET,
    Role.DISTRICT_OFFICER,
)
LETTERS = {
    Stand.LEADING: "L",
    Stand.HOLDER: "H",
    Stand.DEPUTY: "D",
    Stand.GRANT: "G",
}
ROWS = {line.split()[0]: line.split()[1:] for line in WHO_MAY.strip().splitlines()[1:]}


def cells():
    """Yield every cell of the table: an act, a role, how it is stood to, and the answer."""
    for act, letters in ROWS.items():
        for role in Role:
            column = letters[ROLES.index(role)] if role in ROLES else "-"
            for stand, letter in LETTERS.items():
                may = letter in column
                words = "may" if may else "may not"
                yield pytest.param(act, role, stand, may, id=f"a {role} {stand} {words} {act}")


@pytest.mark.parametrize(("act", "role", "stand", "may"), list(cells()))
def test_each_cell_of_the_table(act, role, stand, may):
    asked = allows(act, [Standing(role, stand)])

    assert asked is may


def test_every_act_of_a_room_has_a_row_and_no_row_lacks_an_act():
    assert set(STATION) == set(ROWS)


def test_an_act_without_a_row_is_nobodys():
    everyone = [Standing(role, stand) for role in Role for stand in Stand]

    assert not allows("LaunchRockets", everyone)


@pytest.mark.parametrize("act", sorted(ROWS))
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.EVALUATOR, Role.ANALYST, Role.OPERATOR])
def test_who_only_watches_orders_nothing_in_a_real_room(act, role):
    assert not allows(act, [Standing(role, stand) for stand in Stand])


@pytest.mark.parametrize(
    "act", ["OrderLevel", "SetControlZone", "StartPlan", "ProposeDecision", "VoteDecision"]
)
def test_the_district_officer_never_orders(act):
    assert Role.DISTRICT_OFFICER.value not in who_may(act)


def test_a_refusal_says_whose_the_act_is():
    holder = Standing(Role.STREET, Stand.HOLDER)

    with pytest.raises(Refused) as refused:
        require("OrderLevel", [holder])

    assert refused.value.reason == "not yours to order"
    assert refused.value.facts == {
        "act": "OrderLevel",
        "standing": ["street holder"],
        "may": ["station-master", "transit-police"],
    }


def test_one_of_several_standings_is_enough():
    both = [
        Standing(Role.STREET, Stand.HOLDER),
        Standing(Role.STATION_MASTER, Stand.LEADING),
    ]

    assert allows("OrderLevel", both)


def test_another_kind_of_room_brings_its_own_table():
    participants = {"InjectNow": {Role.COORDINATOR: frozenset({Stand.GRANT})}}
    coordinator = [Standing(Role.COORDINATOR, Stand.GRANT)]

    assert allows("InjectNow", coordinator, table=participants)
    assert not allows("InjectNow", coordinator)
