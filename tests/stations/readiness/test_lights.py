"""The six haves: each light says what is missing, what is late, and whose it is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from metro_flow.people.person import Seat
from metro_flow.people.roster import Gap, NeededSeat
from stations.readiness.authority import Agency
from stations.readiness.consultation import (
    Came,
    Decided,
    FinishAction,
    HoldConsultation,
    PlanConsultation,
)
from stations.readiness.handover import HandOver, TakeOver
from stations.readiness.hazard import HazardState
from stations.readiness.hazard_asked import AssessHazard
from stations.readiness.liaison import Heard, VerifyContacts, WriteRadioSheet
from stations.readiness.lights import (
    DrillRecord,
    Have,
    Known,
    Shows,
    WantKey,
    agency_of_seat,
    lights_of,
)
from stations.readiness.limits import Limits
from stations.readiness.resource import (
    CheckResource,
    CheckTeam,
    ListTeam,
    ResourceKind,
    StockResource,
    TeamKind,
)
from tests.builders import HALF_PAST_FIVE
from tests.stations.readiness.hazard_room import DUE, TODAY, a_readiness_book, ask, lead

NOTHING = {"adopted": None, "draft": None, "superseded": []}
SIGNED = {**NOTHING, "adopted": {"version": 2, "sha256": "a", "at": "2015-03-31T13:30:00.000Z"}}
DRILLED = DrillRecord(TODAY - timedelta(days=20), 84, 0)
WHOLE = Known(HALF_PAST_FIVE, SIGNED, (), Limits(), DRILLED)
TEAM = ListTeam("疏导组", TeamKind.STATION_STAFF, Agency.METRO_OPERATOR, 12, TODAY)
HORNS = StockResource("喇叭", ResourceKind.LOUDSPEAKER, Agency.STREET, 6, "三号口", DUE)
CAME = (Came(Agency.METRO_OPERATOR, "p-master"), Came(Agency.STREET, "p-street"))
SHEET = (Heard(Agency.METRO_OPERATOR, "2"), Heard(Agency.STREET, "3"))
AGENT = {
    Seat.STATION_MASTER: "master",
    Seat.TRANSIT_POLICE: "transit",
    Seat.LOCAL_POLICE: "local",
    Seat.STREET: "street",
}


@pytest.fixture
def room(tmp_path):
    room = a_readiness_book(tmp_path)
    yield room
    room.check()


def make_ready(room):
    """Put on record all that a station must have."""
    ask(room, "coordinator", PlanConsultation(TODAY, "x"))
    decided = (Decided("铁马", Agency.STREET, DUE),)
    ask(room, "coordinator", HoldConsultation("c1", TODAY, CAME, "y", decided))
    for seat, who in AGENT.items():
        ask(room, who, VerifyContacts(seat))
    ask(room, "master", WriteRadioSheet(SHEET))
    ask(room, "master", TEAM)
    ask(room, "street", HORNS)


def wants(room, known=WHOLE, *, have=None):
    """Return what is wanted, as key, state and whose, of one light or of all."""
    return [
        (want.key.value, want.shows.value, want.whose.value)
        for light in lights_of(room.board, known)
        for want in light.wants
        if have in (None, light.have)
    ]


def test_a_station_of_which_nothing_is_known_lacks_everything(room):
    unknown = Known(HALF_PAST_FIVE, NOTHING, (), Limits())

    lights = lights_of(room.board, unknown)

    assert [light.have for light in lights] == list(Have)
    assert [light.shows for light in lights] == [Shows.THERE, *[Shows.MISSING] * 5]
    assert wants(room, unknown) == [
        ("never-consulted", "missing", "district"),
        ("contacts-never", "missing", "metro-operator"),
        ("contacts-never", "missing", "transit-police"),
        ("contacts-never", "missing", "local-police"),
        ("contacts-never", "missing", "street"),
        ("no-radio-sheet", "missing", "metro-operator"),
        ("no-plan", "missing", "metro-operator"),
        ("no-team", "missing", "metro-operator"),
        ("no-stock", "missing", "metro-operator"),
        ("no-drill", "missing", "district"),
    ]


def test_a_station_that_has_all_of_it_wants_nothing(room):
    make_ready(room)

    assert wants(room) == []
    assert {light.shows for light in lights_of(room.board, WHOLE)} == {Shows.THERE}


def test_an_empty_seat_is_missing_from_its_own_agency(room):
    needed = NeededSeat("0243", Seat.STREET)
    gap = Gap(needed, HALF_PAST_FIVE, HALF_PAST_FIVE + timedelta(hours=2))

    known = replace(WHOLE, gaps=(gap,))

    assert wants(room, known, have=Have.LEADERSHIP) == [("seat-empty", "missing", "street")]
    (light, *_) = lights_of(room.board, known)
    assert light.told()["wants"][0]["facts"] == {
        "seat": "street",
        "line": None,
        "since": "2015-04-01T09:30:00.000Z",
        "until": "2015-04-01T11:30:00.000Z",
    }


@pytest.mark.parametrize(("minutes", "late"), [(60, False), (61, True)])
def test_a_handover_may_lie_open_for_an_hour(room, minutes, late):
    ask(room, "master", HandOver(Seat.STATION_MASTER, "p-second-master", "x"))
    known = replace(WHOLE, now=HALF_PAST_FIVE + timedelta(minutes=minutes))

    expected = [("note-open", "overdue", "metro-operator")] if late else []
    assert wants(room, known, have=Have.LEADERSHIP) == expected
    ask(room, "second-master", TakeOver("n1"))
    assert wants(room, known, have=Have.LEADERSHIP) == []


def later(days, **changed):
    """Return what is known so many days later, the rest being in order."""
    day = TODAY + timedelta(days=days)
    drill = DrillRecord(day, 84, 0)
    return replace(WHOLE, now=HALF_PAST_FIVE + timedelta(days=days), drill=drill, **changed)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(30, [("action-overdue", "overdue", "street")], id="the month's last day"),
        pytest.param(
            31,
            [
                ("action-overdue", "overdue", "street"),
                *[("contacts-old", "overdue", agency_of_seat(seat).value) for seat in Seat],
            ],
            id="contacts are older than a month",
        ),
        pytest.param(
            93,
            [
                ("consultation-old", "overdue", "district"),
                ("action-overdue", "overdue", "street"),
                *[("contacts-old", "overdue", agency_of_seat(seat).value) for seat in Seat],
            ],
            id="the quarter is over",
        ),
    ],
)
def test_mechanism_grows_old(room, days, expected):
    make_ready(room)

    assert wants(room, later(days), have=Have.MECHANISM) == expected


def test_an_action_that_is_done_is_not_late(room):
    make_ready(room)
    ask(room, "street", FinishAction("c1.1", "照片"))

    assert wants(room, later(30), have=Have.MECHANISM) == []


def test_an_old_plan_and_one_that_a_hazard_outgrew_are_late(room):
    make_ready(room)
    lead(room, HazardState.ASSESSED)
    ask(room, "district", AssessHazard("h1", 3, 3, outgrown_plan=2))

    assert wants(room, have=Have.PLAN) == [("plan-outgrown", "overdue", "metro-operator")]
    after = {**NOTHING, "adopted": {**SIGNED["adopted"], "version": 3}}
    assert wants(room, replace(WHOLE, planbook=after), have=Have.PLAN) == []
    old = later(1_097, planbook=after)
    assert wants(room, old, have=Have.PLAN) == [("plan-old", "overdue", "metro-operator")]


def test_teams_and_resources_that_nobody_checks_grow_old_and_expire(room):
    make_ready(room)

    assert wants(room, later(31), have=Have.TEAM) == []
    assert wants(room, later(32), have=Have.TEAM) == [
        ("team-unchecked", "overdue", "metro-operator")
    ]
    assert wants(room, later(8), have=Have.STOCK) == [("stock-expired", "overdue", "street")]
    assert wants(room, later(32), have=Have.STOCK) == [
        ("stock-expired", "overdue", "street"),
        ("stock-unchecked", "overdue", "street"),
    ]


def test_what_was_counted_and_found_empty_is_missing_not_late(room):
    make_ready(room)
    ask(room, "master", CheckTeam("t1", 0))
    ask(room, "street", CheckResource("s1", 0))

    lights = {light.have: light for light in lights_of(room.board, WHOLE)}

    assert wants(room, have=Have.TEAM) == [("team-empty", "missing", "metro-operator")]
    assert wants(room, have=Have.STOCK) == [("stock-empty", "missing", "street")]
    assert lights[Have.STOCK].shows is Shows.MISSING


def test_a_team_without_training_is_late(room):
    make_ready(room)
    ask(room, "master", ListTeam("夜班组", TeamKind.STATION_STAFF, Agency.METRO_OPERATOR, 4))

    assert wants(room, have=Have.TEAM) == [("team-untrained", "overdue", "metro-operator")]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (None, [WantKey.NO_DRILL]),
        (DrillRecord(date(2014, 9, 1), 84, 0), [WantKey.DRILL_OLD]),
        (DrillRecord(TODAY, 59, 0), [WantKey.DRILL_FAILED]),
        (DrillRecord(TODAY, None, 2), [WantKey.DRILL_ACTIONS]),
        (DrillRecord(TODAY, 60, 0), []),
    ],
    ids=["none", "too long ago", "not passed", "open findings", "passed"],
)
def test_the_drill_light_follows_from_what_is_on_record(room, record, expected):
    known = replace(WHOLE, drill=record)

    assert [key for key, *_ in wants(room, known, have=Have.DRILL)] == expected


def test_a_light_shows_the_worst_of_what_it_wants(room):
    make_ready(room)
    ask(room, "street", StockResource("铁马", ResourceKind.BARRIER, Agency.STREET, 0, "二号口"))

    stock = lights_of(room.board, later(40))[4]

    assert {want.shows for want in stock.wants} == {Shows.OVERDUE, Shows.MISSING}
    assert stock.shows is Shows.MISSING


def test_limits_are_provisional_until_somebody_confirmed_them():
    assert Limits().provisional
    assert not Limits(confirmed_by="区应急局").provisional
