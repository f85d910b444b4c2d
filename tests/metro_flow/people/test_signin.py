"""People come in for a shift; who guesses is slowed, and nobody is locked out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from metro_flow.clock import HandClock
from metro_flow.errors import NotSignedIn, Refused
from metro_flow.people.signin import LONGEST_WAIT_S, SHIFT, SignIns
from tests.metro_flow.people.a_door import PASSWORD, PIN, a_directory

MORNING = datetime(2026, 11, 23, tzinfo=UTC)
HERE, THERE = "10.0.0.1", "10.0.0.2"


class Door:
    """A door with one person who may come in, and a room that may be made alert."""

    def __init__(self, folder: Path) -> None:
        self.directory = a_directory(folder)
        self.clock = HandClock(MORNING)
        self.alert = False
        self.signins = SignIns(self.directory._engine, self.clock.real, lambda _person: self.alert)

    def enter(
        self, password: str = PASSWORD, *, name: str = "zhangwei", address: str = HERE
    ) -> str:
        """Sign in and return the token."""
        token, _ = self.signins.enter(name, password, address)
        return token

    def guess(self, times: int, *, name: str = "zhangwei", address: str = HERE) -> None:
        """Guess wrong so many times, each as soon as it is let."""
        for _ in range(times):
            with pytest.raises(NotSignedIn):
                self.enter("wrong", name=name, address=address)
            self.clock.advance(LONGEST_WAIT_S)


@pytest.fixture
def door(tmp_path: Path) -> Door:
    """Open a door."""
    return Door(tmp_path)


def test_a_right_password_opens_for_a_shift(door: Door) -> None:
    token = door.enter()

    found = door.signins.find(token)
    assert found is not None
    assert (found.person, found.until, found.lapsed) == ("p-zhangwei", MORNING + SHIFT, False)


@pytest.mark.parametrize(
    ("name", "password"),
    [("zhangwei", "wrong"), ("nobody", PASSWORD), ("", ""), ("zhangwei", PASSWORD + " ")],
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_no(
    door: Door, name: str, password: str
) -> None:
    with pytest.raises(NotSignedIn, match=r"^name or password is wrong$"):
        door.enter(password, name=name)


def test_an_invented_token_finds_nobody(door: Door) -> None:
    door.enter()

    assert door.signins.find("invented") is None
    assert door.signins.find("") is None


def test_no_token_can_be_read_from_the_table(door: Door) -> None:
    token = door.enter()

    with door.directory._engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM sign_ins").all()

    assert token not in str(kept)


def test_three_wrong_tries_are_free_and_the_fourth_waits(door: Door) -> None:
    for _ in range(3):
        with pytest.raises(NotSignedIn):
            door.enter("wrong")

    with pytest.raises(Refused, match="too many wrong tries") as slowed:
        door.enter()

    assert slowed.value.facts == {"wait_s": 1}


def test_the_right_password_opens_after_the_wait_however_many_were_wrong(door: Door) -> None:
    door.guess(20)

    door.clock.advance(LONGEST_WAIT_S)

    assert door.enter()


def test_a_try_that_came_too_soon_does_not_lengthen_the_wait(door: Door) -> None:
    for _ in range(3):
        with pytest.raises(NotSignedIn):
            door.enter("wrong")
    for _ in range(50):
        with pytest.raises(Refused):
            door.enter("wrong")

    door.clock.advance(1)

    assert door.enter()


def test_who_guesses_slows_neither_another_name_nor_another_address(door: Door) -> None:
    door.guess(8, name="chenjun")
    door.guess(8, address=THERE)

    assert door.enter()


def test_coming_in_forgives_the_wrong_tries(door: Door) -> None:
    door.guess(2)
    door.enter()
    door.guess(2)

    assert door.enter()


def test_wrong_tries_are_forgotten_after_ten_quiet_minutes(door: Door) -> None:
    door.guess(6)

    door.clock.advance(601)

    for _ in range(3):
        with pytest.raises(NotSignedIn):
            door.enter("wrong")


def test_a_sign_in_lapses_when_the_shift_is_over(door: Door) -> None:
    token = door.enter()

    door.clock.advance(SHIFT.total_seconds())

    found = door.signins.find(token)
    assert found is not None
    assert found.lapsed


def test_nobody_is_signed_out_while_a_room_of_theirs_is_alert(door: Door) -> None:
    token = door.enter()
    door.clock.advance(SHIFT.total_seconds() + 3600)

    door.alert = True
    during = door.signins.find(token)
    door.alert = False
    after = door.signins.find(token)

    assert during is not None
    assert not during.lapsed
    assert after is not None
    assert after.lapsed


def test_the_pin_opens_a_lapsed_sign_in_for_another_shift(door: Door) -> None:
    token = door.enter()
    door.clock.advance(SHIFT.total_seconds() + 60)

    renewed = door.signins.renew(token, PIN, HERE)

    assert renewed.until == door.clock.real() + SHIFT
    found = door.signins.find(token)
    assert found is not None
    assert not found.lapsed


def test_a_wrong_pin_opens_nothing_and_is_slowed_like_a_password(door: Door) -> None:
    token = door.enter()
    for _ in range(3):
        with pytest.raises(NotSignedIn, match="PIN is wrong"):
            door.signins.renew(token, "0000", HERE)

    with pytest.raises(Refused, match="too many wrong tries"):
        door.signins.renew(token, PIN, HERE)


def test_a_pin_opens_nothing_a_day_after_the_shift(door: Door) -> None:
    token = door.enter()

    door.clock.advance((SHIFT + timedelta(hours=24, seconds=1)).total_seconds())

    with pytest.raises(NotSignedIn, match="name and password"):
        door.signins.renew(token, PIN, HERE)


def test_a_pin_alone_opens_nothing(door: Door) -> None:
    with pytest.raises(NotSignedIn):
        door.signins.renew("", PIN, HERE)


def test_who_signed_out_is_out_and_the_pin_does_not_bring_them_back(door: Door) -> None:
    token = door.enter()

    door.signins.leave(token)

    assert door.signins.find(token) is None
    with pytest.raises(NotSignedIn):
        door.signins.renew(token, PIN, HERE)


def test_who_is_forgotten_is_signed_out_and_stays_out(door: Door) -> None:
    token = door.enter()

    door.directory.blank("p-zhangwei", MORNING)

    assert door.signins.find(token) is None
    with pytest.raises(NotSignedIn):
        door.enter()
    with pytest.raises(NotSignedIn):
        door.enter("")
