"""Who may open, read and act, cell by cell; what no row allows is not allowed."""

import pytest

from metro_flow.errors import NotYours
from metro_flow.logbook.entry import Grant
from metro_flow.people.permission import RIGHTS, Place, Right, covers, may, require
from metro_flow.people.person import Role, Seat

JINGAN = Place("0243", frozenset({"静安寺街道"}), frozenset({"2", "7", "14"}))
QUFU = Place("0836", frozenset({"北站街道"}), frozenset({"8", "12"}))

# One letter for each right, in the order of the heads below; a dot is a no.
HEADS = (
    Right.OPEN_ROOM,
    Right.ACT,
    Right.READ_BOOK,
    Right.READ_NAMES,
    Right.READ_PHONES,
    Right.READ_ROSTER,
    Right.READ_STATION,
    Right.READ_CURVES,
    Right.READ_READINESS,
    Right.ACT_IN_READINESS,
    Right.READ_DRILLS,
    Right.ACT_IN_DRILLS,
    Right.LOOK_INTO_DRILLS,
    Right.SEE_DISTRICT,
    Right.ACT_IN_DISTRICT,
    Right.TURN_CLOCK,
)
TABLE = {
    Role.STATION_MASTER: "xxxxxxxxxxx....x",
    Role.TRANSIT_POLICE: "xxxxxxxxxxx....x",
    Role.LOCAL_POLICE: "xxxxxxxxxxx....x",
    Role.STREET: "xxxxxxxxxxx....x",
    Role.DISTRICT_OFFICER: "xxxxxxxxxxxxxxxx",
    Role.COORDINATOR: "x.xx.xxxxxxxxxxx",
    Role.EVALUATOR: "x.xx.xxxxxx..x.x",
    Role.ANALYST: "..x...xxx.x..x.x",
    Role.OPERATOR: "...x.xxx.....x.x",
}
CELLS = [
    pytest.param(
        role, right, letter == "x", id=f"{role} {'may' if letter == 'x' else 'may not'} {right}"
    )
    for role, row in TABLE.items()
    for right, letter in zip(HEADS, row, strict=True)
]


@pytest.mark.parametrize(("role", "right", "allowed"), CELLS)
def test_each_role_has_exactly_its_rights(role: Role, right: Right, *, allowed: bool) -> None:
    assert may(right, [Grant(role.value)], JINGAN) is allowed


def test_the_table_names_every_role_and_every_right() -> None:
    assert set(RIGHTS) == set(Role) == set(TABLE)
    assert set(HEADS) == set(Right)


def test_whoever_holds_nothing_may_do_nothing() -> None:
    assert not any(may(right, [], JINGAN) for right in Right)


@pytest.mark.parametrize(
    ("grant", "jingan", "qufu"),
    [
        pytest.param(Grant("street", ("0243",)), True, False, id="by station"),
        pytest.param(Grant("street", street="北站街道"), False, True, id="by street"),
        pytest.param(Grant("station-master", line="12"), False, True, id="by line"),
        pytest.param(Grant("district-officer"), True, True, id="everywhere"),
        pytest.param(
            Grant("station-master", ("0243",), line="12"),
            True,
            False,
            id="a station before its line",
        ),
    ],
)
def test_a_grant_reaches_its_own_places(grant: Grant, *, jingan: bool, qufu: bool) -> None:
    assert (covers(grant, JINGAN), covers(grant, QUFU)) == (jingan, qufu)


@pytest.mark.parametrize("seat", list(Seat))
def test_a_chief_opens_no_room_of_another_station(seat: Seat) -> None:
    mine = [Grant(seat.value, ("0243",))]

    assert may(Right.OPEN_ROOM, mine, JINGAN)
    assert not may(Right.OPEN_ROOM, mine, QUFU)


def test_two_grants_do_not_lend_each_other_their_places() -> None:
    mine = [Grant("street", ("0243",)), Grant("analyst", ("0836",))]

    assert may(Right.READ_BOOK, mine, QUFU)
    assert not may(Right.ACT, mine, QUFU)


def test_a_no_names_the_act_and_whose_it_is() -> None:
    with pytest.raises(NotYours) as refused:
        require(Right.READ_PHONES, [Grant("analyst")], JINGAN)

    assert refused.value.act == "read phones"
    assert refused.value.facts["station"] == "0243"
    assert refused.value.facts["needs"] == [
        "station-master",
        "transit-police",
        "local-police",
        "street",
        "district-officer",
    ]
