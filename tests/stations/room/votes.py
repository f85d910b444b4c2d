"""A room in which four chiefs decide together, and how they do it."""

from metro_flow.alerts.panel import PANEL as ALERTS
from stations.room import decision, response, seats
from stations.room.ballot import Vote
from stations.room.decision import ProposeDecision, VoteDecision
from stations.room.response import OrderLevel
from tests.builders import PracticeRoom
from tests.stations.room.chiefs import MASTER, sit_all


def a_room_that_decides(folder):
    """Return a room with its four seats filled."""
    room = PracticeRoom(
        folder,
        (ALERTS, seats.PANEL, response.PANEL, decision.PANEL),
        {**seats.COMMANDS, **response.COMMANDS, **decision.COMMANDS},
    )
    sit_all(room)
    return room


def order(room, level):
    """Order a level over the one that stands."""
    room.act(OrderLevel(level, seen=room.board[response.PANEL].level), MASTER)


def propose(room, matter, to=None, by=MASTER):
    """Open a decision and return its id."""
    room.act(ProposeDecision(matter, to, "the platform has emptied"), by)
    return room.last.decision


def vote(room, decision_id, chiefs, how=Vote.AGREE, words=""):
    """Let chiefs vote one after the other."""
    for chief in chiefs:
        room.act(VoteDecision(decision_id, how, words), chief)
