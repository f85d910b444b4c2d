"""A room with an adopted plan, and what tests ask of its run."""

from metro_flow.alerts.panel import PANEL as ALERTS
from metro_flow.people.person import Seat
from stations.plan_text import sha256_of
from stations.room import decision, plan, planbook, response, seats
from stations.room.plan_events import RELEASE
from stations.room.plan_steps import FinishStep
from stations.room.planbook import DraftPlan, PlanAdopted, SignPlan
from stations.room.response import OrderLevel
from tests.builders import PracticeRoom
from tests.stations.room.chiefs import FOUR, MASTER, sit_all
from tests.stations.room.plans import SMALL

PANELS = (
    ALERTS,
    seats.PANEL,
    response.PANEL,
    decision.PANEL,
    plan.PANEL,
    planbook.PANEL,
)
COMMANDS = {
    **seats.COMMANDS,
    **response.COMMANDS,
    **decision.COMMANDS,
    **plan.COMMANDS,
    **planbook.COMMANDS,
}


def a_plan_room(folder, text=SMALL):
    """Return a room with four chiefs in it, and a plan adopted unless there is none."""
    room = PracticeRoom(folder, PANELS, COMMANDS)
    sit_all(room)
    if text is not None:
        room.happen(PlanAdopted(version=1, text=text, sha256=sha256_of(text)))
    return room


def adopt(room, text):
    """Let the four chiefs draft and sign another plan."""
    room.act(DraftPlan(text), MASTER)
    for chief in FOUR:
        room.act(SignPlan(sha256_of(text)), chief)


def order(room, level):
    """Order a level, and let a second pass in which the plan follows."""
    room.act(OrderLevel(level, seen=room.board[response.PANEL].level), MASTER)
    room.wait(1)


def run_shown(room):
    """Return the running plan as tablets see it."""
    return room.tablet.panels["plan"]["running"]


def run_id(room):
    """Return the id of the plan that runs."""
    return run_shown(room)["id"]


def states(room):
    """Return how far each issued step is, in order."""
    return {step["id"]: step["state"].value for step in run_shown(room)["steps"]}


def chief_of(room, step):
    """Return the chief whose seat has a step."""
    run = room.board[plan.PANEL].running
    seat = run.rules[step.removesuffix(RELEASE)].seat
    return FOUR[list(Seat).index(seat)]


def finish(room, *steps):
    """Let each step's own chief finish it."""
    for step in steps:
        room.act(FinishStep(run_id(room), step), chief_of(room, step))
