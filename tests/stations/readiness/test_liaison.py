"""Liaison: contacts with the day of their check, exits walked together, a radio sheet in force."""

import pytest

from metro_flow.errors import Refused, Unknown
from metro_flow.people.person import Seat
from stations.profile import read_atlas
from stations.profile.atlas import ATLAS
from stations.readiness.authority import Agency
from stations.readiness.liaison import (
    CheckRadioSheet,
    Heard,
    VerifyContacts,
    WalkExit,
    WriteRadioSheet,
)
from tests.stations.readiness.hazard_room import TODAY, a_readiness_book, ask

SHEET = (Heard(Agency.METRO_OPERATOR, "站务2"), Heard(Agency.TRANSIT_POLICE, "350M-14"))


@pytest.fixture(scope="module")
def place():
    return read_atlas(ATLAS)["0243"]


@pytest.fixture
def room(tmp_path, place):
    room = a_readiness_book(tmp_path, place=place)
    yield room
    room.check()


def shown(room):
    return room.tablet.panels["liaison"]


def test_contacts_show_who_looked_and_when_and_no_phone(room):
    ask(room, "street", VerifyContacts(Seat.STREET))

    assert shown(room)["contacts"] == {"street": {"by": "p-street", "day": TODAY.isoformat()}}


def test_an_exit_is_walked_by_agencies_together(room):
    ask(room, "local", WalkExit("3", (Agency.STREET, Agency.LOCAL_POLICE)))

    walk = {"agencies": ["local-police", "street"], "day": TODAY.isoformat()}
    assert shown(room)["walks"] == {"3": walk}


def test_a_radio_sheet_is_checked_in_the_version_in_force(room):
    ask(room, "master", WriteRadioSheet(SHEET))
    ask(room, "transit", CheckRadioSheet(1))
    checked = shown(room)["radio"]["checked"]

    ask(room, "master", WriteRadioSheet((SHEET[0], Heard(Agency.STREET, "400M-3"))))

    assert checked == {"by": "p-transit", "day": TODAY.isoformat()}
    assert (shown(room)["radio"]["version"], shown(room)["radio"]["checked"]) == (2, None)


REFUSALS = [
    ("walking alone", "street", WalkExit("3", (Agency.STREET, Agency.STREET)),
     "a walk needs two agencies"),
    ("a sheet for one", "master", WriteRadioSheet(SHEET[:1]),
     "a radio sheet names two agencies, each once"),
    ("a sheet that names one twice", "master", WriteRadioSheet((*SHEET, SHEET[0])),
     "a radio sheet names two agencies, each once"),
    ("a channel without a word", "master", WriteRadioSheet((SHEET[0], Heard(Agency.STREET, " "))),
     "words are needed"),
    ("checking what is not written", "master", CheckRadioSheet(1), "there is no radio sheet"),
    ("an analyst who verifies", "analyst", VerifyContacts(Seat.STREET), "not yours to order"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "command", "reason"), [pytest.param(*case, id=name) for name, *case in REFUSALS]
)
def test_what_is_not_allowed_is_refused(room, who, command, reason):
    with pytest.raises(Refused) as refused:
        ask(room, who, command)

    assert refused.value.reason == reason
    assert room.kinds == []


def test_an_exit_of_another_station_is_unknown(room):
    with pytest.raises(Unknown):
        ask(room, "street", WalkExit("99", (Agency.STREET, Agency.LOCAL_POLICE)))


def test_an_old_or_an_unchanged_sheet_is_refused(room):
    ask(room, "master", WriteRadioSheet(SHEET))

    with pytest.raises(Refused, match="nothing has changed"):
        ask(room, "master", WriteRadioSheet(SHEET))
    with pytest.raises(Refused, match="the radio sheet has changed"):
        ask(room, "master", CheckRadioSheet(2))
