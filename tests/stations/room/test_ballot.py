"""What a joint decision may not be: every refusal, and everybody who has no vote."""

import pytest

from metro_flow.errors import Refused
from metro_flow.logbook.entry import Author
from stations.profile.words import ResponseLevel
from stations.room.ballot import ControlAnswer, Matter, Vote
from stations.room.decision import (
    ProposeDecision,
    RecordControlAnswer,
    VoteDecision,
    WithdrawDecision,
)
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
