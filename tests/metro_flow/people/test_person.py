"""What a role, a seat and a held grant mean."""

from datetime import UTC, datetime, timedelta

import pytest

from metro_flow.logbook.entry import Grant
from metro_flow.people.person import HeldGrant, Role, Seat

EIGHT = datetime(2015, 4, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize("seat", list(Seat))
def test_each_seat_is_a_role_of_the_same_word(seat: Seat) -> None:
    assert Role(seat.value).seat is seat


def test_an_analyst_has_no_seat() -> None:
    assert Role.ANALYST.seat is None


@pytest.mark.parametrize(
    ("minutes", "held"), [(-1, False), (0, True), (59, True), (60, False)], ids=str
)
def test_a_grant_holds_from_its_first_moment_to_before_its_last(minutes: int, held: bool) -> None:
    grant = HeldGrant("p-a", Grant("street"), EIGHT, EIGHT + timedelta(hours=1))

    assert grant.holds_at(EIGHT + timedelta(minutes=minutes)) is held


def test_a_grant_without_an_end_holds_for_good() -> None:
    grant = HeldGrant("p-a", Grant("street"), EIGHT)

    assert grant.holds_at(EIGHT + timedelta(days=4000))
