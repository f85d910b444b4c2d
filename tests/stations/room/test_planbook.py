"""The plan as it is signed: drafted whole, signed by hash, adopted by the fourth seat."""

import pytest

from metro_flow.alerts.panel import PANEL as ALERTS
from metro_flow.errors import Malformed, Refused
from stations.plan_text import sha256_of
from stations.room import planbook, response, seats
from stations.room.planbook import DraftPlan, RejectPlan, SignPlan
from tests.builders import PracticeRoom
from tests.stations.room.chiefs import (
    DEPUTY_MASTER,
    DISTRICT,
    FOUR,
    LOCAL,
    MASTER,
    SECOND_MASTER,
    STREET,
    TRANSIT,
    granted,
    sit,
    sit_all,
)
from tests.stations.room.plans import SMALL, SMALL_SHA, a_plan, a_step

OTHER = a_plan(a_step("order"), a_step("gates", after=["order"]))
OTHER_SHA = sha256_of(OTHER)


@pytest.fixture
def room(tmp_path):
    room = PracticeRoom(
        tmp_path,
        (ALERTS, seats.PANEL, response.PANEL, planbook.PANEL),
        {**seats.COMMANDS, **planbook.COMMANDS},
    )
    sit_all(room)
    yield room
    room.check()


def shown(room):
    return room.tablet.panels["planbook"]


def sign_all(room, text):
    """Let four chiefs adopt a text."""
    room.act(DraftPlan(text), MASTER)
    for chief in FOUR:
        room.act(SignPlan(sha256_of(text)), chief)


def test_a_draft_asks_for_four_signatures_and_shows_no_text(room):
    room.act(DraftPlan(SMALL), LOCAL)

    assert shown(room) == {
        "adopted": None,
        "draft": {
            "sha256": SMALL_SHA,
            "version": 1,
            "by": "p-zhaolei",
            "at": "2015-04-01T09:30:00.000Z",
            "signatures": {
                "station-master": None,
                "transit-police": None,
                "local-police": None,
                "street": None,
            },
            "rejected": None,
        },
        "superseded": [],
    }


def test_the_fourth_signature_adopts_the_plan_in_the_same_turn(room):
    room.act(DraftPlan(SMALL), MASTER)
    for chief in FOUR[:3]:
        room.act(SignPlan(SMALL_SHA), chief)
    assert shown(room)["adopted"] is None

    answer = room.act(SignPlan(SMALL_SHA), STREET)

    assert len(answer.seqs) == 2
    assert room.kinds[-2:] == ["PlanSigned", "PlanAdopted"]
    assert (room.last.version, room.last.text, room.last.sha256) == (1, SMALL, SMALL_SHA)
    assert shown(room)["adopted"] == {
        "version": 1,
        "sha256": SMALL_SHA,
        "at": "2015-04-01T09:30:00.000Z",
    }
    assert shown(room)["draft"] is None


def test_the_plan_before_is_superseded(room):
    sign_all(room, SMALL)
    room.clock.advance(60)

    sign_all(room, OTHER)

    assert shown(room)["adopted"]["version"] == 2
    assert shown(room)["superseded"] == [
        {"version": 1, "sha256": SMALL_SHA, "at": "2015-04-01T09:30:00.000Z"}
    ]


def test_any_holder_signs_for_their_seat(room):
    sit(room, SECOND_MASTER)
    room.act(DraftPlan(SMALL), STREET)

    room.act(SignPlan(SMALL_SHA), SECOND_MASTER)

    signed = shown(room)["draft"]["signatures"]["station-master"]
    assert signed == {"person": "p-liqiang", "at": "2015-04-01T09:30:00.000Z"}


def test_an_author_replaces_their_own_draft_and_all_signatures_fall(room):
    room.act(DraftPlan(SMALL), STREET)
    room.act(SignPlan(SMALL_SHA), LOCAL)

    room.act(DraftPlan(OTHER), STREET)

    assert room.last.replaces == SMALL_SHA
    assert shown(room)["draft"]["sha256"] == OTHER_SHA
    assert set(shown(room)["draft"]["signatures"].values()) == {None}


def test_a_station_master_replaces_anybodys_draft(room):
    room.act(DraftPlan(SMALL), STREET)

    room.act(DraftPlan(OTHER), MASTER)

    assert room.last.replaces == SMALL_SHA


def test_anybody_replaces_a_draft_that_was_rejected(room):
    room.act(DraftPlan(SMALL), MASTER)
    room.act(RejectPlan(SMALL_SHA, "exit 9 has no road"), LOCAL)
    assert shown(room)["draft"]["rejected"] == {
        "seat": "local-police",
        "reason": "exit 9 has no road",
    }

    room.act(DraftPlan(OTHER), LOCAL)

    assert shown(room)["draft"]["rejected"] is None


def test_a_rejected_text_may_be_laid_down_again(room):
    room.act(DraftPlan(SMALL), MASTER)
    room.act(RejectPlan(SMALL_SHA, "not today"), LOCAL)

    room.act(DraftPlan(SMALL), MASTER)

    assert shown(room)["draft"]["sha256"] == SMALL_SHA


DRAFT = DraftPlan(SMALL)


@pytest.mark.parametrize(
    ("before", "command", "by", "reason", "facts"),
    [
        pytest.param(
            [(DRAFT, LOCAL)],
            DraftPlan(OTHER),
            STREET,
            "another draft is open",
            {"by": "p-zhaolei", "at": "2015-04-01T09:30:00.000Z", "sha256": SMALL_SHA},
            id="a draft over somebody else's",
        ),
        pytest.param(
            [(DRAFT, LOCAL)],
            DRAFT,
            LOCAL,
            "nothing has changed",
            {"sha256": SMALL_SHA},
            id="the open draft again",
        ),
        pytest.param(
            [(DRAFT, MASTER), *((SignPlan(SMALL_SHA), chief) for chief in FOUR)],
            DRAFT,
            LOCAL,
            "nothing has changed",
            {"sha256": SMALL_SHA},
            id="the adopted plan again",
        ),
        pytest.param(
            [],
            SignPlan(SMALL_SHA),
            LOCAL,
            "no draft is open",
            {"sha256": SMALL_SHA},
            id="a signature without a draft",
        ),
        pytest.param(
            [(DRAFT, MASTER), (DraftPlan(OTHER), MASTER)],
            SignPlan(SMALL_SHA),
            LOCAL,
            "the draft has changed",
            {"sha256": OTHER_SHA, "by": "p-zhangwei", "at": "2015-04-01T09:30:00.000Z"},
            id="a signature under an older text",
        ),
        pytest.param(
            [(DRAFT, MASTER), (DraftPlan(OTHER), MASTER)],
            RejectPlan(SMALL_SHA, "no"),
            LOCAL,
            "the draft has changed",
            {"sha256": OTHER_SHA, "by": "p-zhangwei", "at": "2015-04-01T09:30:00.000Z"},
            id="a rejection of an older text",
        ),
        pytest.param(
            [(DRAFT, MASTER), (SignPlan(SMALL_SHA), LOCAL)],
            SignPlan(SMALL_SHA),
            LOCAL,
            "already signed",
            {"seat": "local-police", "by": "p-zhaolei", "at": "2015-04-01T09:30:00.000Z"},
            id="a second signature of a seat",
        ),
        pytest.param(
            [(DRAFT, MASTER), (RejectPlan(SMALL_SHA, "wrong exit"), LOCAL)],
            SignPlan(SMALL_SHA),
            STREET,
            "the draft was rejected",
            {"seat": "local-police", "why": "wrong exit"},
            id="a signature under a rejected text",
        ),
        pytest.param(
            [(DRAFT, MASTER)],
            RejectPlan(SMALL_SHA, " "),
            LOCAL,
            "a reason is needed",
            {"act": "RejectPlan"},
            id="a rejection without a reason",
        ),
    ],
)
def test_the_rules_refuse_with_their_facts(room, before, command, by, reason, facts):
    for earlier, whose in before:
        room.act(earlier, whose)
    kinds = room.kinds

    with pytest.raises(Refused) as refused:
        room.act(command, by)

    assert refused.value.reason == reason
    assert refused.value.facts == facts
    assert room.kinds == kinds


@pytest.mark.parametrize("by", [DEPUTY_MASTER, DISTRICT], ids=lambda by: by.who)
@pytest.mark.parametrize(
    "command",
    [DRAFT, SignPlan(SMALL_SHA), RejectPlan(SMALL_SHA, "no")],
    ids=lambda command: type(command).__name__,
)
def test_a_deputy_and_the_district_sign_nothing(room, command, by):
    sit(room, DEPUTY_MASTER, deputy=True)

    with pytest.raises(Refused) as refused:
        room.act(command, by, grants=granted("station-master"))

    assert refused.value.reason == "not yours to order"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        pytest.param("not toml at all [", "file", id="no TOML"),
        pytest.param(
            SMALL.replace("limit_s = 60", "limit_s = 1"), "steps[order].limit_s", id="1 s"
        ),
    ],
)
def test_a_text_that_is_no_plan_is_refused_by_its_fields(room, text, field):
    with pytest.raises(Malformed) as malformed:
        room.act(DraftPlan(text), TRANSIT)

    assert [fault.field for fault in malformed.value.faults] == [field]
