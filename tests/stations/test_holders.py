"""Who answers for a line or an exit, and in whose street an exit lies."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from metro_flow.people.person import Seat
from metro_flow.people.roster import Duty
from stations.holders import answering, needed_seats, territories
from stations.profile import Confidence, read_atlas

STATIONS = read_atlas()
SIX = datetime(2015, 4, 1, 10, 0, tzinfo=UTC)


def a_duty(
    person: str,
    *,
    seat: Seat = Seat.STATION_MASTER,
    lines: tuple[str, ...] = (),
    exits: tuple[str, ...] = (),
    deputy: bool = False,
    starts: datetime = SIX - timedelta(hours=2),
) -> Duty:
    """Return eight hours on a seat at Jing'an Temple, around six in the evening."""
    ends = starts + timedelta(hours=8)
    return Duty("0243", seat, person, starts, ends, deputy=deputy, lines=lines, exits=exits)


def test_an_interchange_needs_a_station_master_for_each_line() -> None:
    needed = needed_seats(STATIONS["0243"])

    assert [(one.seat, one.line) for one in needed] == [
        (Seat.STATION_MASTER, "2"),
        (Seat.STATION_MASTER, "7"),
        (Seat.STATION_MASTER, "14"),
        (Seat.TRANSIT_POLICE, None),
        (Seat.LOCAL_POLICE, None),
        (Seat.STREET, None),
    ]


def test_the_master_of_a_line_answers_before_the_one_of_all_lines() -> None:
    duties = [a_duty("all"), a_duty("seven", lines=("7",)), a_duty("two", lines=("2",))]

    found = answering(duties, Seat.STATION_MASTER, at=SIX, line="7")

    assert [duty.person for duty in found] == ["seven", "all"]


def test_a_deputy_answers_last() -> None:
    duties = [a_duty("deputy", deputy=True, lines=("7",)), a_duty("all")]

    found = answering(duties, Seat.STATION_MASTER, at=SIX, line="7")

    assert [duty.person for duty in found] == ["all", "deputy"]


def test_nobody_answers_outside_their_hours() -> None:
    early = a_duty("early", starts=SIX - timedelta(hours=8))
    late = a_duty("late", starts=SIX)

    found = answering([early, late], Seat.STATION_MASTER, at=SIX)

    assert [duty.person for duty in found] == ["late"]


def test_a_street_s_chief_answers_for_the_exits_in_that_street_only() -> None:
    north = a_duty("north", seat=Seat.STREET, exits=("2", "3"))
    south = a_duty("south", seat=Seat.STREET, exits=("1",))

    found = answering([north, south], Seat.STREET, at=SIX, exit_id="1")

    assert [duty.person for duty in found] == ["south"]


def test_a_station_may_lie_in_two_streets_exit_by_exit() -> None:
    lands = territories(STATIONS["0324"])

    assert [(land.street.zh, land.exits, land.confidence) for land in lands] == [
        ("宝山路街道", ("2", "3"), Confidence.MEDIUM),
        ("北站街道", ("1",), Confidence.MEDIUM),
    ]


def test_a_shut_exit_belongs_to_nobody_s_territory() -> None:
    exits = {one for land in territories(STATIONS["0125"]) for one in land.exits}

    assert "8" not in exits
