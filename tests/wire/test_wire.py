"""What the server tells is what the tablets' types say, seen on a busy evening of the real day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from metro_flow.clock import ClockState
from metro_flow.people.person import Seat
from metro_flow.watch.shift import Shift
from stations.demo.adopt import adopt_plans
from stations.demo.day import play
from stations.demo.furnish import BEGINS
from stations.demo.people import demo_people
from tests.a_house import ROOM, Asking, OpenHouse, a_house
from tests.wire.shapes import read_wire

WIRE = read_wire(Path(__file__).parents[2] / "static" / "page" / "wire.ts")
FOUR = ("zhangwei", "chenjun", "zhaolei", "xujing")


class Evening:
    """The real day with its surge, stepped by hand, and four chiefs who act in between."""

    def __init__(self, folder: Path) -> None:
        self.opened: OpenHouse = a_house(folder, watch=True)
        house = self.opened.house
        with self.opened.app.app_context():
            adopt_plans(house, demo_people(house.atlas), BEGINS)
            play(house, station="0243", surge=1.0, begins=BEGINS)
        self.set_clock(0)
        house.watch.post = replace(
            house.watch.post,
            stations=[each for each in house.watch.post.stations if each.station == "0243"],
        )
        self.shift = Shift.begin(house.watch.post, 1)
        self.chiefs: dict[str, Asking] = {name: self.opened.signed_in(name) for name in FOUR}

    def set_clock(self, minutes: float) -> None:
        """Let room time stand so many minutes after the evening's begin."""
        at = BEGINS + timedelta(minutes=minutes)
        self.opened.house.clock.follow(ClockState(at, self.opened.house.clock.real(), 0.0))

    def go_on_to(self, minutes: int) -> None:
        """Step the watch on."""
        self.set_clock(minutes)
        self.shift.step(BEGINS + timedelta(minutes=minutes), still=lambda: True)

    def act(self, name: str, kind: str, **body: Any) -> None:
        """Let a chief act, and hold the room to having taken it."""
        answer = self.chiefs[name].act(kind, **body)
        assert answer.status_code == 200, (kind, answer.text)

    @property
    def room(self) -> Any:
        """Return the room as the station master joins it."""
        return self.chiefs["zhangwei"].get(f"/rooms/{ROOM}").json


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Evening:
    """Live half an evening once."""
    evening = Evening(tmp_path_factory.mktemp("evening"))
    for name, seat in zip(FOUR, Seat, strict=True):
        evening.act(name, "TakeSeat", seat=seat.value, leading=True)
    for minutes in range(1, 21):
        evening.go_on_to(minutes)
    _live(evening)
    return evening


def _live(evening: Evening) -> None:
    """Answer, order, start, report, vote and draft: every panel has something open."""
    panels = evening.room["panels"]
    alert = panels["alerts"]["open"][0]
    evening.act("zhangwei", "AcknowledgeAlert", alert=alert["id"], activation=alert["activation"])
    call = panels["call"]["open"][0]["id"]
    evening.act("chenjun", "AnswerCall", call=call)
    evening.act("chenjun", "SetOut", call=call, minutes=4)
    evening.act(
        "zhangwei", "RecordVoiceAnswer", call=call, person="p-zhaolei", answer="answered",
        minutes=None, channel="radio", words="马上到",
    )  # fmt: skip
    evening.act("zhangwei", "OrderLevel", to="three", seen=None)
    evening.act("xujing", "ProposeLevel", to="two", reason="散场未完")
    if evening.room["panels"]["plan"]["running"] is None:
        evening.act("zhangwei", "StartPlan", scenario="crowd")
    evening.act(
        "xujing", "ReportSituation", situation="injury", zone="platform-2", words="有人摔倒"
    )
    evening.act("zhaolei", "EstimateByEye", zone="paid", step=4)
    evening.act("zhangwei", "ProposeDecision", decision="stand-down", to=None, reason="客流已退")
    decision = evening.room["panels"]["decision"]["open"][0]["id"]
    evening.act("xujing", "VoteDecision", decision=decision, vote="object", words="街面还满")
    text = evening.opened.house.shelf.open(ROOM).board().states["planbook"].adopted.text
    evening.act("zhangwei", "DraftPlan", text=text.replace('title_zh = "', 'title_zh = "新', 1))
    evening.act("zhangwei", "WriteNote", words="记一笔")
    evening.go_on_to(22)


def test_a_busy_room_is_told_as_the_tablets_expect_it(evening: Evening) -> None:
    assert list(WIRE.faults(evening.room, WIRE.types["Joined"], "room")) == []


@pytest.mark.parametrize(
    ("where", "filled"),
    [
        ("an alert", lambda room: room["panels"]["alerts"]["open"]),
        ("a call", lambda room: room["panels"]["call"]["open"]),
        ("a voice", lambda room: [each for each in _called(room) if each["by_voice"]]),
        ("a plan", lambda room: room["panels"]["plan"]["running"]["steps"]),
        ("a report", lambda room: room["panels"]["situation"]["reports"]),
        ("a look", lambda room: room["panels"]["situation"]["by_eye"]),
        ("a proposal", lambda room: room["panels"]["response"]["proposed"]),
        ("a decision", lambda room: room["panels"]["decision"]["open"]),
        ("a draft", lambda room: room["panels"]["planbook"]["draft"]["signatures"]),
        ("a zone", lambda room: room["reading"]["zones"]),
        ("an advice", lambda room: room["reading"]["advice"]),
    ],
)
def test_the_evening_was_busy_enough_to_show(
    evening: Evening, where: str, filled: Callable[[Any], Any]
) -> None:
    assert filled(evening.room), where


def _called(room: Any) -> list[Any]:
    return [called for call in room["panels"]["call"]["open"] for called in call["people"]]


@pytest.mark.parametrize(
    ("path", "shape", "of"),
    [
        ("/session", ("name", "Me"), lambda told: told),
        ("/rooms", ("array", ("name", "RoomBrief")), lambda told: told["rooms"]),
        (f"/rooms/{ROOM}/entries", ("array", ("name", "Entry")), lambda told: told["entries"]),
        (f"/rooms/{ROOM}/phones", ("array", ("name", "Phone")), lambda told: told["phones"]),
        (
            f"/rooms/{ROOM}/people",
            ("record", ("name", "string"), ("name", "Person")),
            lambda told: told["people"],
        ),
    ],
)
def test_every_other_answer_is_told_so_too(
    evening: Evening, path: str, shape: Any, of: Callable[[Any], Any]
) -> None:
    told = of(evening.chiefs["zhangwei"].get(path).json)

    assert told
    assert list(WIRE.faults(told, shape, path)) == []
