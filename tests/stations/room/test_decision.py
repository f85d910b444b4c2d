"""Joint decisions: four keys, one objection, and the control centre's word."""

import pytest

from metro_flow.alerts.panel import PANEL as ALERTS
from metro_flow.errors import Refused
from metro_flow.logbook.entry import Author
from stations.profile.words import ResponseLevel
from stations.room import decision, response, seats
from stations.room.ballot import ControlAnswer, Cursor, Matter, Vote
from stations.room.decision import (
    ProposeDecision,
    RecordControlAnswer,
    VoteDecision,
    WithdrawDecision,
)
from stations.room.response import OrderLevel
from stations.room.seats import LeaveSeat
from tests.builders import PracticeRoom
from tests.stations.room.chiefs import (
    DEPUTY_MASTER,
    DISTRICT,
    FOUR,
    LOCAL,
    MASTER,
    SECOND_MASTER,
    STREET,
    granted,
    sit,
    sit_all,
)

THREE, TWO, ONE = ResponseLevel.THREE, ResponseLevel.TWO, ResponseLevel.ONE
LOWER, STAND_DOWN, CLOSE = Matter.LOWER_LEVEL, Matter.STAND_DOWN, Matter.CLOSE_STATION
AGREE, OBJECT = Vote.AGREE, Vote.OBJECT


@pytest.fixture
def room(tmp_path):
    room = PracticeRoom(
        tmp_path,
        (ALERTS, seats.PANEL, response.PANEL, decision.PANEL),
        {**seats.COMMANDS, **response.COMMANDS, **decision.COMMANDS},
    )
    sit_all(room)
    yield room
    room.check()


def order(room, level):
    room.act(OrderLevel(level, seen=room.board[response.PANEL].level), MASTER)


def propose(room, matter, to=None, by=MASTER):
    """Open a decision and return its id."""
    room.act(ProposeDecision(matter, to, "the platform has emptied"), by)
    return room.last.decision


def vote(room, decision_id, chiefs, how=AGREE, words=""):
    for chief in chiefs:
        room.act(VoteDecision(decision_id, how, words), chief)


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


LOWER_TO_THREE = ProposeDecision(LOWER, THREE, "calmer")
END = ProposeDecision(STAND_DOWN, None, "calm")
SHUT = ProposeDecision(CLOSE, None, "crush at exit 3")


@pytest.mark.parametrize(
    ("level", "before", "command", "by", "reason", "facts"),
    [
        pytest.param(
            TWO,
            [],
            ProposeDecision(LOWER, THREE, " "),
            MASTER,
            "a reason is needed",
            {"act": "ProposeDecision"},
            id="a proposal without a reason",
        ),
        pytest.param(
            None,
            [],
            LOWER_TO_THREE,
            MASTER,
            "no response is ordered",
            {"decision": "lower-level"},
            id="lowering where no response runs",
        ),
        pytest.param(
            None,
            [],
            END,
            MASTER,
            "no response is ordered",
            {"decision": "stand-down"},
            id="standing down where no response runs",
        ),
        pytest.param(
            THREE,
            [],
            LOWER_TO_THREE,
            MASTER,
            "the level is not lower",
            {"level": "three", "to": "three"},
            id="lowering to the level that stands",
        ),
        pytest.param(
            TWO,
            [],
            ProposeDecision(LOWER, None, "calm"),
            MASTER,
            "the level is not lower",
            {"level": "two", "to": None},
            id="lowering to nothing",
        ),
        pytest.param(
            TWO,
            [],
            ProposeDecision(STAND_DOWN, THREE, "calm"),
            MASTER,
            "only lowering names a level",
            {"decision": "stand-down", "to": "three"},
            id="standing down to a level",
        ),
        pytest.param(
            TWO,
            [LOWER_TO_THREE],
            END,
            STREET,
            "another decision is open",
            {"decision": "d-6", "by": "p-zhangwei"},
            id="standing down while lowering is open",
        ),
        pytest.param(
            None,
            [SHUT],
            SHUT,
            STREET,
            "another decision is open",
            {"decision": "d-5", "by": "p-zhangwei"},
            id="closing while closing is open",
        ),
        pytest.param(
            THREE,
            [END],
            VoteDecision("d-9", AGREE),
            STREET,
            "no such decision is open",
            {"decision": "d-9"},
            id="a vote on what was never proposed",
        ),
        pytest.param(
            THREE,
            [END, WithdrawDecision("d-6", "late train")],
            VoteDecision("d-6", AGREE),
            STREET,
            "the decision is closed",
            {"decision": "d-6", "outcome": "withdrawn", "at": "2015-04-01T09:30:00.000Z"},
            id="a vote on what is closed",
        ),
        pytest.param(
            THREE,
            [END],
            VoteDecision("d-6", OBJECT, " "),
            STREET,
            "an objection needs words",
            {"decision": "d-6"},
            id="an objection without words",
        ),
        pytest.param(
            THREE,
            [END, VoteDecision("d-6", AGREE)],
            VoteDecision("d-6", AGREE),
            MASTER,
            "already voted",
            {"seat": "station-master", "vote": "agree", "at": "2015-04-01T09:30:00.000Z"},
            id="the same vote twice",
        ),
        pytest.param(
            THREE,
            [END],
            WithdrawDecision("d-6", "not mine"),
            STREET,
            "only its proposer withdraws it",
            {"by": "p-zhangwei"},
            id="taking back what another proposed",
        ),
        pytest.param(
            THREE,
            [END],
            WithdrawDecision("d-6", ""),
            MASTER,
            "a reason is needed",
            {"act": "WithdrawDecision"},
            id="taking back without a reason",
        ),
        pytest.param(
            THREE,
            [END],
            RecordControlAnswer("d-6", ControlAnswer.GRANTED),
            MASTER,
            "control was not asked",
            {"decision": "d-6"},
            id="control's answer where nobody asked",
        ),
        pytest.param(
            None,
            [SHUT, RecordControlAnswer("d-5", ControlAnswer.REFUSED)],
            RecordControlAnswer("d-5", ControlAnswer.REFUSED),
            MASTER,
            "control has answered so",
            {"decision": "d-5", "answer": "refused"},
            id="control's answer twice",
        ),
    ],
)
def test_the_rules_refuse_with_their_facts(room, level, before, command, by, reason, facts):
    if level is not None:
        order(room, level)
    for earlier in before:
        room.act(earlier, MASTER)
    kinds = room.kinds

    with pytest.raises(Refused) as refused:
        room.act(command, by)

    assert refused.value.reason == reason
    assert refused.value.facts == facts
    assert room.kinds == kinds


def test_a_closed_station_is_not_closed_again(room):
    closing = propose(room, CLOSE)
    vote(room, closing, FOUR)
    room.act(RecordControlAnswer(closing, ControlAnswer.GRANTED), MASTER)

    with pytest.raises(Refused) as refused:
        room.act(SHUT, MASTER)

    assert refused.value.reason == "the station is closed already"
    assert refused.value.facts == {"since": "2015-04-01T09:30:00.000Z"}


@pytest.mark.parametrize(
    ("by", "asked"),
    [
        pytest.param(SECOND_MASTER, {}, id="a holder who does not lead"),
        pytest.param(DEPUTY_MASTER, {"deputy": True}, id="a deputy"),
    ],
)
def test_only_the_leading_holder_votes(room, by, asked):
    order(room, THREE)
    ending = propose(room, STAND_DOWN)
    sit(room, by, **asked)

    with pytest.raises(Refused) as refused:
        room.act(VoteDecision(ending, AGREE), by)

    assert refused.value.reason == "not yours to order"
    assert refused.value.facts["standing"] == [f"station-master {'deputy' if asked else 'holder'}"]


@pytest.mark.parametrize(
    ("seat", "reason"),
    [
        pytest.param("local-police", "not yours to order", id="from the seat they name"),
        pytest.param(None, "the leading holder votes", id="from the first of their seats"),
    ],
)
def test_the_lead_of_one_seat_is_no_vote_for_another(room, seat, reason):
    order(room, THREE)
    ending = propose(room, STAND_DOWN)
    sit(room, Author("p-xujing", "local-police"))

    with pytest.raises(Refused) as refused:
        room.act(VoteDecision(ending, AGREE), Author("p-xujing", seat))

    assert refused.value.reason == reason


def test_the_district_officer_decides_nothing(room):
    order(room, THREE)
    ending = propose(room, STAND_DOWN)

    with pytest.raises(Refused) as refused:
        room.act(VoteDecision(ending, AGREE), DISTRICT, grants=granted("street"))

    assert refused.value.reason == "not yours to order"


def test_only_the_station_master_records_what_control_says(room):
    closing = propose(room, CLOSE)

    with pytest.raises(Refused) as refused:
        room.act(RecordControlAnswer(closing, ControlAnswer.GRANTED), LOCAL)

    assert refused.value.reason == "not yours to order"
    assert refused.value.facts["may"] == ["station-master"]
