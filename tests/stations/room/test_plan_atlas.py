"""Every station's own plan is carried out to its end: up to 一级, down again, and stood down."""

from pathlib import Path

import orjson
import pytest

from metro_flow.logbook.entry import told
from metro_flow.people.person import Seat
from stations.plan_text import read_plan, sha256_of
from stations.profile import PLAN_FILE, read_atlas
from stations.profile.words import ResponseLevel
from stations.room.level import LevelLowered, StoodDown
from stations.room.plan_events import StepAnswer
from stations.room.plan_run import State
from stations.room.plan_steps import FinishStep, RecordStepControl
from stations.room.planbook import DraftPlan, SignPlan
from stations.room.response import OrderLevel
from tests.stations.room import runs
from tests.stations.room.chiefs import FOUR, MASTER, sit_all
from tests.stations.room.paper import PaperRoom

THREE, TWO, ONE = ResponseLevel.THREE, ResponseLevel.TWO, ResponseLevel.ONE
ATLAS = Path(__file__).parents[3] / "stations" / "atlas"
STATIONS = read_atlas(ATLAS)


@pytest.fixture(params=STATIONS.values(), ids=[each.slug for each in STATIONS.values()])
def room(request):
    room = PaperRoom(runs.PANELS, runs.COMMANDS, place=request.param)
    text = read_plan(ATLAS / request.param.slug / PLAN_FILE)
    sit_all(room)
    room.act(DraftPlan(text), MASTER)
    for chief in FOUR:
        room.act(SignPlan(sha256_of(text)), chief)
    return room


def running(room):
    return room.board[runs.plan.PANEL].running


def carry_out(room):
    """Let each seat finish its steps as they open, until none is open; yield them in order."""
    while run := running(room):
        step = next((one for one in run.steps if one.state is State.OPEN), None)
        if step is None:
            return
        if step.control == "asked":
            room.act(RecordStepControl(run.id, step.id, StepAnswer.GRANTED), MASTER)
        room.act(FinishStep(run.id, step.id), FOUR[list(Seat).index(run.rules[step.of].seat)])
        yield step


def test_a_stations_plan_rises_falls_and_ends_with_everything_given_back(room):
    room.act(OrderLevel(THREE, seen=None), MASTER)
    room.wait(1)
    first = list(carry_out(room))
    room.act(OrderLevel(ONE, seen=THREE), MASTER)
    room.wait(1)
    more = list(carry_out(room))

    room.write([LevelLowered(to=TWO, was=ONE, decision="d-1")], MASTER)
    room.wait(1)
    undone = list(carry_out(room))
    room.write([StoodDown(was=TWO, decision="d-2")], MASTER)
    room.wait(1)
    rest = list(carry_out(room))
    room.wait(1)

    has_release = {one.id for one in [*first, *more]} & {one.of for one in [*undone, *rest]}
    assert len(has_release) == len(undone) + len(rest) > len(undone) > 0
    assert running(room) is None
    last = room.board[runs.plan.PANEL].last
    assert last.done == last.of == len(first) + len(more)
    assert room.heard == room.board.shown()


def test_no_entry_of_a_stations_whole_plan_takes_more_than_eight_kilobytes(room):
    sizes = []
    room.act(OrderLevel(ONE, seen=None), MASTER)
    room.wait(1)

    for _step in carry_out(room):
        panels = room.board.shown(["plan"])
        sizes.append(len(orjson.dumps({"entry": told(room.entries[-1]), "panels": panels})))

    assert len(sizes) >= 25
    assert max(sizes) <= 8 * 1024
