"""One concert night as a drill: a real room, four chiefs who do well, and any act left out.

Times are minutes of the drill. The script is the shipped one; what the shadow would have known is
written down beside the room, as whoever keeps its minutes hands it in.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, Final

from drills.calendar import happened as calendar
from drills.calendar.happened import DrillPlanned, Extent, Form, Notice, Participant, Staff
from drills.debrief import Minute, People
from drills.drill import happened as drill
from drills.drill.happened import DrillEnded, DrillStarted
from drills.drill.state import given_of
from drills.scenario import read_scenarios
from metro_flow.logbook.board import Panel
from metro_flow.logbook.entry import Author, Entry
from stations.plan_text import sha256_of
from stations.profile.words import ControlZone, ResponseLevel
from stations.room import call, decision, panels, plan
from stations.room.ballot import Matter, Vote
from stations.room.call import AnswerCall, Arrive
from stations.room.decision import ProposeDecision, VoteDecision
from stations.room.notes import WriteNote
from stations.room.plan_events import RELEASE
from stations.room.plan_steps import AcknowledgeStep, FinishStep
from stations.room.planbook import PlanAdopted
from stations.room.response import OrderLevel, SetControlZone
from tests.builders import PracticeRoom, minutes
from tests.stations.room.chiefs import FOUR, LOCAL, MASTER, STREET, TRANSIT, raise_alert, sit_all
from tests.stations.room.plans import SMALL
from tests.stations.room.runs import chief_of

ROOM: Final = "drill/2026Q4-03/0243"
DIRECTOR: Final = Author("p-linna")
EVALUATOR: Final = Author("p-sunhao")
SCRIPT: Final = read_scenarios()["concert-night"]


def events_of(*modules: Any) -> tuple[type, ...]:
    """Return every event that these modules name."""
    named = [vars(module).values() for module in modules]
    return tuple(each for values in named for each in values if hasattr(each, "entry_version"))


# The drill's own panel stands elsewhere; what is measured here is its entries.
NOTED: Panel[int] = Panel(
    name="noted",
    empty=0,
    events=events_of(calendar, drill),
    fold=lambda count, _entry: count + 1,
    show=lambda count: count,
)


class Evening:
    """A drill in its room, told by minutes since it began."""

    def __init__(self, folder: Path, *, script: str = SCRIPT.text) -> None:
        self.room = PracticeRoom(folder, (*panels.PANELS, NOTED), panels.COMMANDS, name=ROOM)
        self.room.happen(a_planned_drill(self.room, script), by=DIRECTOR)
        self.room.happen(PlanAdopted(version=3, text=SMALL, sha256=sha256_of(SMALL)))
        sit_all(self.room)
        self.room.happen(DrillStarted(minutes=75), by=DIRECTOR)
        self.began_at = self.room.now

    def until(self, minute: float) -> None:
        """Let time pass in steps of ten seconds, writing what falls due."""
        end = self.began_at + minutes(minute)
        while self.room.now < end:
            left = (end - self.room.now).total_seconds()
            self.room.clock.advance(min(10, left))
            self.room.fall_due()

    def given(self, inject: str, *, by_hand: bool = False) -> None:
        """Let a message of the script be given."""
        script = SCRIPT.scenario
        self.room.happen(given_of(script, script.inject(inject), by_hand=by_hand), by=DIRECTOR)

    @property
    def entries(self) -> list[Entry]:
        """Return the whole book."""
        return self.room.book.entries(limit=10_000)

    def end(self) -> list[Entry]:
        """Let the director end it, and return the whole book."""
        self.room.happen(DrillEnded(), by=DIRECTOR)
        return self.entries


def a_planned_drill(room: PracticeRoom, script: str = SCRIPT.text) -> DrillPlanned:
    """Return what the calendar planned for this room."""
    seats = [Participant(chief.who, list(drill.Seat)[n]) for n, chief in enumerate(FOUR)]
    return DrillPlanned(
        drill="2026Q4-03",
        station="0243",
        quarter="2026Q4",
        scenario="concert-night",
        version=2,
        sha256=SCRIPT.sha256,
        text=script,
        seed=7,
        starts_at=room.now,
        minutes=75,
        form=Form.LIVE,
        extent=Extent.FULL,
        notice=Notice.HALF_BLIND,
        participants=(*seats[:3], Participant("p-xujing", seats[3].seat, trainee=True)),
        staff=Staff("p-linna", ("p-sunhao",), "p-zhoumin"),
    )


def a_good_evening(folder: Path, *, without: Collection[str] = ()) -> Evening:
    """Play the night to the end of its script; the acts named `without` are left out, or late."""
    evening = Evening(folder)
    opening(evening, without)
    called(evening, without)
    held(evening, without)
    closing(evening, without)
    evening.until(75)
    return evening


def opening(evening: Evening, without: Collection[str]) -> None:
    """Let the organiser's news come, and let the street write it down."""
    evening.until(2)
    evening.given("organiser-early")
    evening.until(3)
    if "organiser-early" not in without:
        evening.room.act(WriteNote("演出提前结束，约六千人将乘地铁"), STREET)


def called(evening: Evening, without: Collection[str]) -> None:
    """Let the platform fill: the call, its answers, the order, and those who come."""
    room = evening.room
    evening.until(15.5)
    raise_alert(room, "orange")
    evening.until(15.7)
    name = room.board[call.PANEL].open.id
    for chief in FOUR:
        room.act(AnswerCall(name), chief)
    evening.until(16)
    evening.given("platform-filling")
    evening.until(16.5)
    for chief in (MASTER, TRANSIT, STREET):
        room.act(Arrive(name, "A口"), chief)
    ordered = 19 if "platform-filling" in without else 16.7
    evening.until(ordered)
    room.act(OrderLevel(ResponseLevel.THREE, seen=None), MASTER)
    evening.until(ordered + 0.7)
    finish(evening, "order", "report", "resident")
    evening.until(20)
    evening.given("reinforcements-ask")
    evening.until(20.2)
    finish(evening, "gates")
    evening.until(22)
    if "reinforcements-ask" not in without:
        room.act(Arrive(name, "B口"), LOCAL)


def held(evening: Evening, without: Collection[str]) -> None:
    """Let the exits be held, and the shuttle be explained."""
    evening.until(26)
    evening.given("counter-flow")
    evening.until(27)
    if "counter-flow" not in without:
        evening.room.act(SetControlZone(ControlZone.ENTRANCE), MASTER)
    evening.until(34)
    evening.given("bus-doubts")
    evening.until(36)
    if "bus-doubts" not in without:
        evening.room.act(WriteNote("公交联络员到候车点，统一口径"), STREET)


def closing(evening: Evening, without: Collection[str]) -> None:
    """Let the four seats stand down together, and undo the plan."""
    room = evening.room
    evening.until(55)
    evening.given("crowd-cleared", by_hand=True)
    evening.until(57)
    if "crowd-cleared" in without:
        return
    room.act(ProposeDecision(Matter.STAND_DOWN, None, "站台已空"), MASTER)
    name = room.board[decision.PANEL].open[-1].id
    for chief in FOUR:
        room.act(VoteDecision(name, Vote.AGREE, ""), chief)
    evening.until(58)
    for step in [f"{each}{RELEASE}" for each in ("resident", "gates", "order")]:
        run = room.board[plan.PANEL].running
        if run is not None and run.find(step) is not None:
            room.act(FinishStep(run.id, step), chief_of(room, step))


def finish(evening: Evening, *steps: str) -> None:
    """Let each step's own chief take it and finish it."""
    room = evening.room
    run = room.board[plan.PANEL].running
    for step in steps:
        room.act(AcknowledgeStep(run.id, step), chief_of(room, step))
        room.act(FinishStep(run.id, step), chief_of(room, step))


def the_shadow(evening: Evening, *, unknown: Sequence[int] = ()) -> list[Minute]:
    """Return 75 minutes: a platform that fills at 15, is fullest at 25, and empties by 50."""
    return [minute_of(evening, number, known=number not in unknown) for number in range(1, 76)]


def minute_of(evening: Evening, number: int, *, known: bool) -> Minute:
    """Return one minute of the shadow."""
    rising = 0.3 + 0.05 * number
    share = max(0.2, min(rising, 1.3 - 0.04 * (number - 25)))
    rate, five = entering(number), sum(entering(each) for each in range(number - 4, number + 1)) / 5
    at = evening.began_at + minutes(number)
    if not known:
        return Minute(at, {"platform-2": None}, {"platform-2": None})
    people = People(share * 900, share * 850, share * 950)
    return Minute(at, {"platform-2": people}, {"platform-2": share}, rate, five)


def entering(number: int) -> float:
    """Return people a minute: many until the measures of minute 20 hold them back."""
    return 120.0 if number <= 21 else 60.0
