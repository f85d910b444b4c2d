"""Joint decisions: four keys, one objection, and the control centre's word."""

import pytest

from metro_flow.errors import Refused
from stations.profile.words import ResponseLevel
from stations.room import seats
from stations.room.ballot import ControlAnswer, Cursor, Matter, Vote
from stations.room.decision import (
    ProposeDecision,
    RecordControlAnswer,
    VoteDecision,
    WithdrawDecision,
)
from stations.room.seats import LeaveSeat
from tests.stations.room.chiefs import (
    FOUR,
    MASTER,
    SECOND_MASTER,
    STREET,
    sit,
)
from tests.stations.room.votes import a_room_that_decides, order, propose, vote


@pytest.fixture
def room(tmp_path):
    room = a_room_that_decides(tmp_path)
    yield room
    room.check()


THREE, TWO, ONE = ResponseLevel.THREE, ResponseLevel.TWO, ResponseLevel.ONE
LOWER, STAND_DOWN, CLOSE = Matter.LOWER_LEVEL, Matter.STAND_DOWN, Matter.CLOSE_STATION
AGREE, OBJECT = Vote.AGREE, Vote.OBJECT


def shown(room):
    return room.tablet.panels["decision"]


def test_a_proposed_decision_shows_its_terms_and_four_open_votes(room):
    order(room, TWO)

    room.act(ProposeDecision(LOWER, THREE, " two trains took everyone "), STREET)

    assert shown(room)["open"] == [
        {
            "id": "d-6",
            "decision": "lower-level",
            "to": "three",
            "reason": "two trains took everyone",
            "opened_at": "2015-04-01T09:30:00.000Z",
            "opened_by": "p-xujing",
            "due_at": "2015-04-01T09:40:00.000Z",
            "votes": {
                "station-master": None,
                "transit-police": None,
                "local-police": None,
                "street": None,
            },
            "control": "not-needed",
            "outcome": None,
            "closed_at": None,
        }
    ]


def test_the_fourth_agreement_lowers_the_level_in_the_same_turn(room):
    order(room, TWO)
    lowering = propose(room, LOWER, THREE)
    vote(room, lowering, FOUR[:3])
    assert room.tablet.panels["response"]["level"] == "two"

    answer = room.act(VoteDecision(lowering, AGREE), STREET)

    assert room.kinds[-3:] == ["DecisionVoted", "DecisionTaken", "LevelLowered"]
    assert len(answer.seqs) == 3
    assert room.tablet.panels["response"]["level"] == "three"
    assert shown(room)["open"] == []
    assert shown(room)["last"]["outcome"] == "taken"
    assert shown(room)["last"]["closed_at"] == "2015-04-01T09:30:00.000Z"


def test_the_four_seats_stand_down_together(room):
    order(room, THREE)

    vote(room, propose(room, STAND_DOWN), FOUR)

    assert room.kinds[-1] == "StoodDown"
    assert room.tablet.panels["response"]["level"] is None


def test_closing_waits_for_the_control_centre_after_four_agreements(room):
    closing = propose(room, CLOSE)
    vote(room, closing, FOUR)
    assert shown(room)["open"][0]["control"] == "asked"

    room.act(RecordControlAnswer(closing, ControlAnswer.GRANTED, "trains will skip"), MASTER)

    assert room.kinds[-3:] == ["ControlAnswered", "DecisionTaken", "StationClosed"]
    assert room.tablet.panels["response"]["zone"] == "station"


def test_closing_waits_for_the_fourth_agreement_after_the_control_centre(room):
    closing = propose(room, CLOSE)
    room.act(RecordControlAnswer(closing, ControlAnswer.GRANTED), MASTER)
    vote(room, closing, FOUR[:3])
    assert room.tablet.panels["response"]["zone"] is None

    vote(room, closing, [STREET])

    assert room.kinds[-2:] == ["DecisionTaken", "StationClosed"]


def test_what_control_refused_it_may_grant_later(room):
    closing = propose(room, CLOSE)
    vote(room, closing, FOUR)
    room.act(RecordControlAnswer(closing, ControlAnswer.REFUSED, "no skip stop"), MASTER)
    assert shown(room)["open"][0]["control"] == "refused"

    room.act(RecordControlAnswer(closing, ControlAnswer.GRANTED), MASTER)

    assert shown(room)["last"]["outcome"] == "taken"


def test_an_objection_is_recorded_and_holds_the_decision_until_it_is_taken_back(room):
    order(room, THREE)
    ending = propose(room, STAND_DOWN)
    vote(room, ending, [STREET], OBJECT, "the crossing is still full")
    vote(room, ending, FOUR[:3])
    assert shown(room)["open"][0]["votes"]["street"] == {
        "vote": "object",
        "words": "the crossing is still full",
        "person": "p-xujing",
        "at": "2015-04-01T09:30:00.000Z",
    }

    vote(room, ending, [STREET], AGREE, "cleared")

    assert room.tablet.panels["response"]["level"] is None


def test_the_decision_keeps_what_each_chief_had_on_the_glass(room):
    order(room, THREE)
    ending = propose(room, STAND_DOWN)
    vote(room, ending, FOUR[:3])

    room.act(VoteDecision(ending, AGREE), STREET, cursors={"tablet-2": 8, "tablet-1": 9})

    taken = room.book.entries()[-2].event
    assert taken.cursors == (Cursor("tablet-1", 9), Cursor("tablet-2", 8))


def test_who_took_over_the_lead_votes_for_the_seat(room):
    order(room, THREE)
    ending = propose(room, STAND_DOWN)
    sit(room, SECOND_MASTER)
    room.act(LeaveSeat(seats.Seat.STATION_MASTER), MASTER)

    vote(room, ending, [SECOND_MASTER, *FOUR[1:]])

    assert shown(room)["last"]["votes"]["station-master"]["person"] == "p-liqiang"


def test_a_decision_lapses_after_ten_minutes_once(room):
    order(room, THREE)
    propose(room, STAND_DOWN)
    assert room.wait(599) == []

    assert room.wait(5) == ["DecisionLapsed"]
    assert shown(room)["last"]["outcome"] == "lapsed"
    assert shown(room)["last"]["closed_at"] == "2015-04-01T09:40:00.000Z"
    assert room.last.why == "time-out"


def test_a_lowering_lapses_when_another_level_is_ordered(room):
    order(room, TWO)
    lowering = propose(room, LOWER, THREE)
    order(room, ONE)

    with pytest.raises(Refused) as refused:
        room.act(VoteDecision(lowering, AGREE), STREET)
    assert room.wait(1) == ["DecisionLapsed"]

    assert refused.value.reason == "level has changed"
    assert refused.value.facts == {"level": "one", "by": "p-zhangwei"}
    assert room.last.why == "level-changed"


def test_closing_goes_on_when_another_level_is_ordered(room):
    closing = propose(room, CLOSE)
    order(room, ONE)

    assert room.wait(1) == []
    vote(room, closing, [STREET])

    assert shown(room)["open"][0]["votes"]["street"]["vote"] == "agree"


def test_its_proposer_takes_a_decision_back(room):
    order(room, THREE)
    ending = propose(room, STAND_DOWN, by=STREET)

    room.act(WithdrawDecision(ending, "a train is late"), STREET)

    assert shown(room)["last"]["outcome"] == "withdrawn"
    assert room.last.reason == "a train is late"


def test_closing_and_lowering_may_be_open_together(room):
    order(room, TWO)
    propose(room, LOWER, THREE)

    propose(room, CLOSE)

    assert [one["decision"] for one in shown(room)["open"]] == ["lower-level", "close-station"]
