"""Occasions: entered by the district, corrected on somebody's word, found by station and time."""

from datetime import timedelta

import pytest

from metro_flow.errors import Refused, Unknown
from metro_flow.logbook.entry import Author, Grant
from metro_flow.people.person import Role
from stations.occasions.occasion import (
    COMMANDS,
    MAY,
    PANEL,
    CallOffOccasion,
    EnterOccasion,
    ExpectOtherwise,
    occasions_at,
)
from tests.builders import HALF_PAST_FIVE, PracticeRoom

HOUR = timedelta(hours=1)
STARTS = HALF_PAST_FIVE + 24 * HOUR
ENDS = STARTS + 3 * HOUR
KNOWN = frozenset({"0243", "0244", "0126"})


@pytest.fixture
def room(tmp_path):
    room = PracticeRoom(tmp_path, [PANEL], COMMANDS, place=KNOWN, name="district/occasions")
    yield room
    room.check()


def a_concert(**changed):
    """Return a concert to enter."""
    fields = {
        "name": "静安公园音乐会",
        "place": "静安公园",
        "starts": STARTS,
        "ends": ENDS,
        "attendance": 6_000,
        "source": "主办方报备",
        "stations": ("0243", "0244", "0243"),
    }
    return EnterOccasion(**(fields | changed))


def ask(room, command, role="coordinator"):
    return room.act(command, Author(f"p-{role}"), grants=[Grant(role)])


def names(room, station, since, until):
    return [each.id for each in occasions_at(room.board, station, (since, until))]


def test_an_occasion_is_found_where_and_when_it_is(room):
    ask(room, a_concert())
    ask(room, a_concert(starts=STARTS - 2 * HOUR, ends=STARTS, stations=("0243",)))

    assert names(room, "0243", HALF_PAST_FIVE, ENDS) == ["o2", "o1"]
    assert names(room, "0244", HALF_PAST_FIVE, ENDS) == ["o1"]
    assert names(room, "0126", HALF_PAST_FIVE, ENDS) == []
    assert room.board[PANEL].by_id["o1"].stations == ("0243", "0244")


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (STARTS - HOUR, STARTS, False),
        (STARTS - HOUR, STARTS + timedelta(seconds=1), True),
        (ENDS - timedelta(seconds=1), ENDS + HOUR, True),
        (ENDS, ENDS + HOUR, False),
    ],
    ids=["before", "its first second", "its last second", "after"],
)
def test_a_span_touches_it_or_not(room, since, until, found):
    ask(room, a_concert())

    assert bool(names(room, "0243", since, until)) is found


def test_what_is_expected_otherwise_holds_from_then_on(room):
    ask(room, a_concert())

    later = ExpectOtherwise("o1", STARTS + HOUR, ENDS + HOUR, 9_000, "公安通报")
    ask(room, later, "district-officer")

    (one,) = occasions_at(room.board, "0243", (STARTS, ENDS))
    assert (one.starts, one.attendance, one.source) == (STARTS + HOUR, 9_000, "公安通报")


def test_what_is_called_off_is_found_no_more(room):
    ask(room, a_concert())

    ask(room, CallOffOccasion("o1", "暴雨"))

    assert names(room, "0243", STARTS, ENDS) == []
    assert room.tablet.panels["occasions"] == []
    with pytest.raises(Refused, match="the occasion was called off"):
        ask(room, CallOffOccasion("o1", "again"))


REFUSALS = [
    ("an end before the start", a_concert(ends=STARTS),
     "an occasion ends after it starts, within a month"),
    ("a festival of a year", a_concert(ends=STARTS + 24 * 32 * HOUR),
     "an occasion ends after it starts, within a month"),
    ("what is over", a_concert(starts=STARTS - 48 * HOUR, ends=STARTS - 47 * HOUR),
     "the occasion is over"),
    ("no station", a_concert(stations=()), "an occasion touches a station"),
    ("no name", a_concert(name=" "), "words are needed"),
    ("nobody's word", a_concert(source=""), "words are needed"),
    ("calling off without a reason", CallOffOccasion("o1", " "), "a reason is needed"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("command", "reason"), [pytest.param(*case, id=name) for name, *case in REFUSALS]
)
def test_what_is_not_allowed_is_refused(room, command, reason):
    ask(room, a_concert())

    with pytest.raises(Refused) as refused:
        ask(room, command)

    assert refused.value.reason == reason
    assert room.kinds == ["OccasionEntered"]


def test_a_station_or_an_occasion_that_is_not_there_is_unknown(room):
    with pytest.raises(Unknown):
        ask(room, a_concert(stations=("9999",)))
    with pytest.raises(Unknown):
        ask(room, CallOffOccasion("o7", "x"))


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_the_district_alone_keeps_the_calendar(room, role):
    if role in MAY:
        ask(room, a_concert(), role)
    else:
        with pytest.raises(Refused, match="not yours to order"):
            ask(room, a_concert(), role)
