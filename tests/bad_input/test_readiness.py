"""An act of readiness that comes in wrong names its field, and the room loses nothing."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from metro_flow.web.api import SHOWN_VALUE
from tests.bad_input.lend import (
    NO_FIELD,
    REQUIRED,
    WHOLE,
    Live,
    live,
    malformed,
    nothing_is_lost_around_it,
    unknown,
)
from tests.bad_input.test_hazards import a_hazard_act as an_act

__all__ = ["live", "nothing_is_lost_around_it"]

AGENCIES = (
    "input should be 'metro-operator', 'transit-police', 'local-police', 'street' or 'district'"
)
TEAM = {"name": "疏导组", "kind": "volunteers", "owner": "street", "strength": 5}
THING = {"name": "x", "kind": "vest", "owner": "street", "quantity": 5, "place": "y"}
RISK = {
    "kind": "holiday",
    "what": "x",
    "likelihood": 3,
    "consequence": 3,
    "owner": "street",
    "measures": "y",
    "review_due": "2015-06-30",
}
HELD = {"consultation": "c1", "day": "2015-04-01", "minutes": "x"}
CAME = {"agency": "street", "person": "p-xujing"}
TABLE = [
    (
        "a person who came for nobody",
        an_act("HoldConsultation", **HELD, came=[{**CAME, "agency": "fire"}]),
        "came.0.agency",
        "fire",
        AGENCIES,
    ),
    (
        "a ninth person",
        an_act("HoldConsultation", **HELD, came=[CAME] * 9),
        "came",
        orjson.dumps([CAME] * 9).decode()[:SHOWN_VALUE] + "…",
        "tuple should have at most 8 items after validation, not 9",
    ),
    (
        "a decision without a day",
        an_act(
            "HoldConsultation",
            **HELD,
            came=[CAME],
            decisions=[{"what": "x", "owner": "street"}],
        ),
        "decisions.0.due",
        None,
        REQUIRED,
    ),
    (
        "minutes as long as a book",
        an_act("HoldConsultation", **{**HELD, "minutes": "x" * 701}, came=[CAME]),
        "minutes",
        "x" * SHOWN_VALUE + "…",
        "string should have at most 700 characters",
    ),
    (
        "contacts with a phone in them",
        an_act("VerifyContacts", seat="street", phone="13800000000"),
        "phone",
        "13800000000",
        NO_FIELD,
    ),
    (
        "a seat that is none",
        an_act("VerifyContacts", seat="district"),
        "seat",
        "district",
        "input should be 'station-master', 'transit-police', 'local-police' or 'street'",
    ),
    (
        "a strength below nobody",
        an_act("ListTeam", **{**TEAM, "strength": -1}),
        "strength",
        -1,
        "input should be greater than or equal to 0",
    ),
    (
        "a strength that is a truth",
        an_act("ListTeam", **{**TEAM, "strength": True}),
        "strength",
        True,
        WHOLE,
    ),
    (
        "a quantity that is a text",
        an_act("StockResource", **{**THING, "quantity": "6"}),
        "quantity",
        "6",
        WHOLE,
    ),
    (
        "a likelihood of nought",
        an_act("EnterRisk", **{**RISK, "likelihood": 0}),
        "likelihood",
        0,
        "input should be greater than or equal to 1",
    ),
    (
        "a grade said by heart",
        an_act("EnterRisk", **RISK, grade="low"),
        "grade",
        "low",
        NO_FIELD,
    ),
    (
        "a version of nought",
        an_act("CheckRadioSheet", version=0),
        "version",
        0,
        "input should be greater than or equal to 1",
    ),
]


@pytest.mark.parametrize(
    ("act", "field", "value", "expected"), [pytest.param(*case, id=name) for name, *case in TABLE]
)
def test_an_act_of_readiness_of_the_wrong_shape(
    live: Live, act: Any, field: str, value: Any, expected: str
) -> None:
    got = live.ask("POST", "/readiness/0243/acts", json=act)

    assert (got.status_code, got.json()) == (422, malformed(field, value, expected))


@pytest.mark.parametrize(
    ("act", "what", "name"),
    [
        (an_act("FinishAction", action="c1.1", evidence="x"), "action", "c1.1"),
        (an_act("CheckTeam", team="t1", strength=1), "team", "t1"),
        (an_act("CheckResource", resource="s1", quantity=1), "resource", "s1"),
        (an_act("WalkExit", exit="99", agencies=["street", "local-police"]), "exit", "99"),
        (an_act("TakeOver", handover="n1"), "handover", "n1"),
    ],
    ids=["action", "team", "resource", "exit", "handover"],
)
def test_what_is_not_there_is_unknown(live: Live, act: Any, what: str, name: str) -> None:
    got = live.ask("POST", "/readiness/0243/acts", json=act)

    assert (got.status_code, got.json()) == (404, unknown(what, name))
