"""An act on a hazard that comes in wrong gets its exact answer, and the room loses nothing."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.bad_input.lend import (
    NO_FIELD,
    REQUIRED,
    TEXT,
    WHOLE,
    Live,
    live,
    malformed,
    nothing_is_lost_around_it,
    unknown,
)

__all__ = ["live", "nothing_is_lost_around_it"]


def a_hazard_act(kind: str, /, **body: Any) -> dict[str, Any]:
    """Return an act on the readiness book."""
    return {"ref": str(uuid.uuid4()), "kind": kind, "body": body, "device": "tablet-1"}


PROVEN = {"hazard": "h1", "measures": "cleared"}
ASSESSED = {"hazard": "h1", "likelihood": 3, "consequence": 3}
HAZARD_TABLE = [
    (
        "an act of the room",
        a_hazard_act("WriteNote", words="x"),
        "kind",
        "WriteNote",
        "one of AssessHazard, CallOffConsultation, CheckRadioSheet, CheckResource, CheckTeam, "
        "CloseHazard, DropResource, DropRisk, DropTeam, EnterRisk, FindHazard, FinishAction, "
        "HandOver, HoldConsultation, ListTeam, MonitorHazard, MoveDue, NoteMonitoring, "
        "PlanConsultation, RegisterHazard, RegradeRisk, ReopenHazard, ReportHazard, "
        "StockResource, TakeOver, TreatHazard, VerifyContacts, WalkExit, WriteRadioSheet",
    ),
    ("a hash for a ref", {**a_hazard_act("FindHazard"), "device": None}, "device", None, TEXT),
    (
        "a hazard without a place",
        a_hazard_act("FindHazard", what="x", origin="patrol"),
        "where",
        None,
        REQUIRED,
    ),
    (
        "an origin that is none",
        a_hazard_act("FindHazard", what="x", where="y", origin="rumour"),
        "origin",
        "rumour",
        "input should be 'patrol', 'self-check', 'drill', 'event' or 'public'",
    ),
    (
        "an agency that is none",
        a_hazard_act("RegisterHazard", hazard="h1", accountable="fire", due="2015-04-08"),
        "accountable",
        "fire",
        "input should be 'metro-operator', 'transit-police', 'local-police', 'street' "
        "or 'district'",
    ),
    (
        "a likelihood of six",
        a_hazard_act("AssessHazard", **{**ASSESSED, "likelihood": 6}),
        "likelihood",
        6,
        "input should be less than or equal to 5",
    ),
    (
        "a consequence that is a truth",
        a_hazard_act("AssessHazard", **{**ASSESSED, "consequence": True}),
        "consequence",
        True,
        WHOLE,
    ),
    (
        "evidence that is a text",
        a_hazard_act("TreatHazard", **PROVEN, evidence="photograph"),
        "evidence",
        "photograph",
        "input should be an object",
    ),
    (
        "a hash in capitals",
        a_hazard_act("TreatHazard", **PROVEN, evidence={"words": "x", "sha256": "A" * 64}),
        "evidence.sha256",
        "A" * 64,
        "string should match pattern '^[0-9a-f]{64}$'",
    ),
    (
        "evidence with a field nobody knows",
        a_hazard_act("TreatHazard", **PROVEN, evidence={"words": "x", "file": "a.jpg"}),
        "evidence.file",
        "a.jpg",
        NO_FIELD,
    ),
    (
        "a version that is a text",
        a_hazard_act("CloseHazard", hazard="h1", plan_version="3"),
        "plan_version",
        "3",
        WHOLE,
    ),
    (
        "a watch that never comes round",
        a_hazard_act("MonitorHazard", hazard="h1", what="x", every_days=0),
        "every_days",
        0,
        "input should be greater than or equal to 1",
    ),
]
DAYS_TABLE = [
    ("a day that is none", "2015-02-30"),
    ("a moment instead of a day", "2015-04-08T12:00:00Z"),
    ("a number", 20150408),
    ("nothing", None),
]


@pytest.mark.parametrize(
    ("act", "field", "value", "expected"),
    [pytest.param(*case, id=name) for name, *case in HAZARD_TABLE],
)
def test_an_act_on_a_hazard_of_the_wrong_shape(
    live: Live, act: Any, field: str, value: Any, expected: str
) -> None:
    got = live.ask("POST", "/readiness/0243/acts", json=act)

    assert (got.status_code, got.json()) == (422, malformed(field, value, expected))


@pytest.mark.parametrize("due", [pytest.param(due, id=name) for name, due in DAYS_TABLE])
def test_a_due_date_that_is_no_day(live: Live, due: Any) -> None:
    act = a_hazard_act("RegisterHazard", hazard="h1", accountable="street", due=due)

    got = live.ask("POST", "/readiness/0243/acts", json=act)

    assert got.status_code == 422
    assert [fault["field"] for fault in got.json()["faults"]] == ["due"]


def test_a_hazard_that_is_not_there_is_unknown(live: Live) -> None:
    act = a_hazard_act("CloseHazard", hazard="h99")

    got = live.ask("POST", "/readiness/0243/acts", json=act)

    assert (got.status_code, got.json()) == (404, unknown("hazard", "h99"))
