"""The register of risks: graded by one table, reviewed by a day, and every grade kept."""

from datetime import timedelta

import orjson
import pytest

from metro_flow.errors import Refused, Unknown
from metro_flow.logbook.entry import told
from stations.readiness.authority import Agency
from stations.readiness.risk import RiskGrade
from stations.readiness.risks import PANEL
from stations.readiness.standing_risk import DropRisk, EnterRisk, RegradeRisk, RiskKind
from tests.stations.readiness.hazard_room import DUE, TODAY, a_readiness_book, ask

YESTERDAY = TODAY - timedelta(days=1)
LATER = TODAY + timedelta(days=90)


@pytest.fixture
def room(tmp_path):
    room = a_readiness_book(tmp_path)
    yield room
    room.check()


def a_risk(likelihood=3, consequence=5, **changed):
    """Return a risk to enter: a large one unless said otherwise."""
    fields = {
        "kind": RiskKind.HOLIDAY,
        "what": "春节祈福人流涌入",
        "owner": Agency.STREET,
        "measures": "单向绕行，提前分流",
        "review_due": DUE,
        "co_owners": (Agency.LOCAL_POLICE, Agency.STREET),
    }
    return EnterRisk(likelihood=likelihood, consequence=consequence, **(fields | changed))


def shown(room):
    return room.tablet.panels["risks"]


def test_a_station_without_risks_is_not_assessed(room):
    assert shown(room)["grade"] is None


def test_the_worst_standing_risk_is_the_stations_grade(room):
    ask(room, "street", a_risk(1, 2))
    ask(room, "evaluator", a_risk(3, 5))
    ask(room, "master", a_risk(3, 3))

    assert shown(room)["grade"] == "large"
    assert [each["id"] for each in shown(room)["standing"]] == ["r2", "r3", "r1"]


def test_every_grade_of_a_risk_and_of_the_station_is_kept(room):
    ask(room, "street", a_risk(3, 5))
    ask(room, "street", RegradeRisk("r1", 5, 5, "停止单向绕行", LATER))
    ask(room, "street", RegradeRisk("r1", 5, 4, "加岗", LATER))
    ask(room, "street", RegradeRisk("r1", 2, 2, "改建通道", LATER))
    ask(room, "district", DropRisk("r1", "通道拓宽"))

    state = room.board[PANEL]
    assert [each.grade for each in state.history] == [
        RiskGrade.LARGE,
        RiskGrade.MAJOR,
        RiskGrade.LOW,
        None,
    ]
    assert shown(room)["standing"] == []


def test_a_risk_keeps_its_gradings_and_names_no_owner_twice(room):
    ask(room, "street", a_risk(3, 5))
    ask(room, "local", RegradeRisk("r1", 1, 1, "夜间关口", LATER))

    risk = room.board[PANEL].by_id["r1"]

    assert [(each.grade, each.by) for each in risk.gradings] == [
        (RiskGrade.LARGE, "p-street"),
        (RiskGrade.LOW, "p-local"),
    ]
    assert (risk.owner, risk.co_owners) == (Agency.STREET, (Agency.LOCAL_POLICE,))


def test_a_review_that_is_not_made_is_told_once_and_a_review_begins_anew(room):
    ask(room, "street", a_risk())
    room.clock.advance(timedelta(days=8).total_seconds())

    for _ in range(2):
        room.fall_due()

    assert room.kinds.count("RiskReviewOverdue") == 1
    assert shown(room)["overdue"] == ["r1"]
    ask(room, "street", RegradeRisk("r1", 3, 5, "照旧", LATER))
    assert shown(room)["overdue"] == []


REFUSALS = [
    ("a review in the past", "street", a_risk(review_due=YESTERDAY), "the due date is past"),
    ("a risk without words", "street", a_risk(what="  "), "words are needed"),
    ("a risk without measures", "street", a_risk(measures=""), "words are needed"),
    ("reviewing without measures", "street", RegradeRisk("r1", 1, 1, " ", LATER),
     "words are needed"),
    ("a next review in the past", "street", RegradeRisk("r1", 1, 1, "x", YESTERDAY),
     "the due date is past"),
    ("an owner who drops it", "street", DropRisk("r1", "gone"), "not yours to order"),
    ("a coordinator who grades", "coordinator", a_risk(), "not yours to order"),
    ("dropping without a reason", "district", DropRisk("r1", ""), "a reason is needed"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "command", "reason"), [pytest.param(*case, id=name) for name, *case in REFUSALS]
)
def test_what_is_not_allowed_is_refused(room, who, command, reason):
    ask(room, "street", a_risk())

    with pytest.raises(Refused) as refused:
        ask(room, who, command)

    assert refused.value.reason == reason
    assert room.kinds == ["RiskEntered"]


def test_a_dropped_risk_is_not_graded_and_one_that_never_was_is_unknown(room):
    ask(room, "street", a_risk())
    ask(room, "district", DropRisk("r1", "gone"))

    with pytest.raises(Refused, match="the risk was dropped"):
        ask(room, "street", RegradeRisk("r1", 1, 1, "x", LATER))
    with pytest.raises(Unknown):
        ask(room, "street", RegradeRisk("r2", 1, 1, "x", LATER))


def test_a_full_register_fits_an_entry(room):
    for _ in range(50):
        ask(room, "street", a_risk())
    heard = {}
    room.shelf.listen(lambda _room, entry, panels: heard.update(entry=told(entry), panels=panels))

    ask(room, "street", a_risk(what="险" * 240, measures="措" * 240, co_owners=tuple(Agency)))

    assert (len(shown(room)["standing"]), shown(room)["count"]) == (40, 51)
    assert len(orjson.dumps(heard)) < 8 * 1024
