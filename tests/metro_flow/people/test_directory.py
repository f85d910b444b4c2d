"""People are found, granted rights for a time, put on duty, and forgotten when asked."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from metro_flow.errors import Malformed, Refused, Unknown
from metro_flow.logbook.entry import Grant
from metro_flow.people.permission import Place
from metro_flow.people.person import HeldGrant, Names, Seat
from metro_flow.people.roster import Duty
from tests.metro_flow.people.a_door import a_directory, a_person, sealed

NOON = datetime(2015, 4, 1, 4, tzinfo=UTC)
JINGAN = Place("0243", frozenset({"静安寺街道"}), frozenset({"2"}))


def test_somebody_added_is_found_with_all_that_was_said(tmp_path: Path) -> None:
    directory = a_directory(tmp_path)

    assert directory.person("p-zhangwei") == a_person()
    assert directory.everyone() == [("zhangwei", a_person())]
    assert directory.count() == 1


def test_nobody_is_found_who_was_not_added(tmp_path: Path) -> None:
    directory = a_directory(tmp_path)

    assert directory.find(["p-nobody"]) == {}
    with pytest.raises(Unknown, match="unknown person “p-nobody”"):
        directory.person("p-nobody")


@pytest.mark.parametrize(
    ("person_id", "login"), [("p-zhangwei", "another"), ("p-another", "zhangwei")]
)
def test_an_id_or_a_sign_in_name_is_given_once(tmp_path: Path, person_id: str, login: str) -> None:
    directory = a_directory(tmp_path)

    with pytest.raises(Refused, match="person already known"):
        directory.add(a_person(person_id), login, sealed())

    assert directory.count() == 1


@pytest.mark.parametrize(
    ("person_id", "login", "field"),
    [
        ("zhangwei", "zhang", "id"),
        ("p-张伟", "zhang", "id"),
        ("p-zhang", "Zhang", "login"),
        ("p-zhang", "z", "login"),
        ("p-zhang", "zhang wei", "login"),
    ],
)
def test_a_wrong_id_or_sign_in_name_is_refused_by_field(
    tmp_path: Path, person_id: str, login: str, field: str
) -> None:
    directory = a_directory(tmp_path)

    with pytest.raises(Malformed) as wrong:
        directory.add(a_person(person_id), login, sealed())

    assert [fault.field for fault in wrong.value.faults] == [field]


def test_a_grant_is_held_for_its_time_only(tmp_path: Path) -> None:
    directory = a_directory(tmp_path)
    grant = Grant("station-master", ("0243",), None, "2")
    directory.give(HeldGrant("p-zhangwei", grant, NOON, NOON + timedelta(hours=1)))

    assert directory.grants("p-zhangwei", NOON - timedelta(seconds=1)) == ()
    assert directory.grants("p-zhangwei", NOON) == (grant,)
    assert directory.grants("p-zhangwei", NOON + timedelta(hours=1)) == ()


def test_a_grant_that_is_taken_back_ends_at_that_moment_and_others_stay(tmp_path: Path) -> None:
    directory = a_directory(tmp_path)
    for role in ("street", "analyst"):
        directory.give(HeldGrant("p-zhangwei", Grant(role), NOON))

    ended = directory.take_back("p-zhangwei", "street", NOON + timedelta(hours=1))
    again = directory.take_back("p-zhangwei", "street", NOON + timedelta(hours=2))

    assert (ended, again) == (1, 0)
    assert len(directory.grants("p-zhangwei", NOON)) == 2
    assert directory.grants("p-zhangwei", NOON + timedelta(hours=1)) == (Grant("analyst"),)


def test_nothing_is_granted_to_whoever_is_not_known(tmp_path: Path) -> None:
    with pytest.raises(Unknown):
        a_directory(tmp_path).give(HeldGrant("p-nobody", Grant("street"), NOON))


def test_who_may_act_at_a_place_is_told_with_the_role(tmp_path: Path) -> None:
    directory = a_directory(tmp_path)
    directory.add(a_person("p-songyu"), "songyu", sealed())
    directory.give(HeldGrant("p-zhangwei", Grant("street", street="静安寺街道"), NOON))
    directory.give(HeldGrant("p-songyu", Grant("analyst"), NOON))

    assert directory.granted_at(JINGAN, NOON) == {"p-zhangwei": "street"}
    assert directory.granted_at(Place("0836"), NOON) == {}


def test_duties_are_told_that_touch_the_time_asked_for(tmp_path: Path) -> None:
    directory = a_directory(tmp_path)
    day = Duty("0243", Seat.STREET, "p-a", NOON, NOON + timedelta(hours=12), exits=("1", "2"))
    night = Duty(
        "0243", Seat.STATION_MASTER, "p-b", day.ends, day.ends + timedelta(hours=12), lines=("7",)
    )
    elsewhere = Duty("0244", Seat.STREET, "p-c", NOON, day.ends, deputy=True)
    directory.put_on_duty([day, night, elsewhere])

    assert directory.duties("0243", since=NOON, until=day.ends) == [day]
    assert directory.duties("0243", since=NOON, until=night.ends) == [day, night]
    assert directory.duties("0244", since=NOON, until=day.ends) == [elsewhere]


def test_a_person_who_is_forgotten_keeps_the_id_alone(tmp_path: Path) -> None:
    directory = a_directory(tmp_path)

    directory.blank("p-zhangwei", NOON)

    left = directory.person("p-zhangwei")
    assert left.blanked
    assert (left.names, left.unit, left.phone) == (Names("", ""), Names("", ""), "")
    assert directory.everyone() == [("", left)]


def test_two_people_can_be_forgotten_and_a_stranger_cannot(tmp_path: Path) -> None:
    directory = a_directory(tmp_path)
    directory.add(a_person("p-another"), "another", sealed())

    directory.blank("p-zhangwei", NOON)
    directory.blank("p-another", NOON)

    with pytest.raises(Unknown):
        directory.blank("p-nobody", NOON)


def test_a_look_up_of_phones_is_kept(tmp_path: Path) -> None:
    directory = a_directory(tmp_path)

    directory.note_phones_read("p-hetao", "station/0243", ["p-zhangwei"], NOON)

    (kept,) = directory.phone_reads()
    assert (kept["reader"], kept["room"], kept["people"], kept["at"]) == (
        "p-hetao",
        "station/0243",
        ["p-zhangwei"],
        NOON,
    )
