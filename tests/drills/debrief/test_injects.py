"""An act answers one message, if it is in time, of the right kind and of a seat it went to."""

from __future__ import annotations

from pathlib import Path

import pytest

from drills.debrief import InjectOutcome, debrief_of
from drills.debrief.measured import Debrief, InjectTime
from drills.drill.happened import InjectSkipped
from metro_flow.people.person import Seat
from stations.room.notes import WriteNote
from tests.drills.evening import DIRECTOR, Evening, a_good_evening
from tests.stations.room.chiefs import LOCAL, STREET, TRANSIT


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Evening:
    """Return the good evening, ended."""
    played = a_good_evening(tmp_path_factory.mktemp("evening"))
    played.end()
    return played


def inject(debrief: Debrief, name: str) -> InjectTime:
    """Return what became of one message."""
    return {each.id: each for each in debrief.injects}[name]


def test_each_message_names_the_entry_that_answered_it(evening: Evening) -> None:
    debrief = debrief_of(evening.entries)

    shown = inject(debrief, "reinforcements-ask").shown
    assert shown is not None
    assert (shown.kind, shown.person, shown.seat) == ("ChiefArrived", LOCAL.who, Seat.LOCAL_POLICE)
    assert shown.after_s == 120
    assert {each.outcome for each in debrief.injects} == {InjectOutcome.MET}


def test_one_act_answers_one_message_the_newest(tmp_path: Path) -> None:
    evening = Evening(tmp_path)
    evening.given("bus-doubts")
    evening.until(1)
    evening.given("organiser-early", by_hand=True)
    evening.until(1.5)
    evening.room.act(WriteNote("知道了"), STREET)
    evening.until(20)

    debrief = debrief_of(evening.end())

    assert inject(debrief, "organiser-early").outcome is InjectOutcome.MET
    assert inject(debrief, "organiser-early").by_hand is True
    assert inject(debrief, "bus-doubts").outcome is InjectOutcome.MISSED


@pytest.mark.parametrize(
    ("by", "after"),
    [(TRANSIT, 1.0), (STREET, 2.5)],
    ids=["another seat's act", "an act after the limit"],
)
def test_what_answers_no_message_leaves_it_missed(tmp_path: Path, by: object, after: float) -> None:
    evening = Evening(tmp_path)
    evening.given("organiser-early")
    evening.until(after)
    evening.room.act(WriteNote("知道了"), by)  # type: ignore[arg-type]
    evening.until(10)

    assert inject(debrief_of(evening.end()), "organiser-early").outcome is InjectOutcome.MISSED


def test_an_act_before_the_message_does_not_answer_it(tmp_path: Path) -> None:
    evening = Evening(tmp_path)
    evening.room.act(WriteNote("知道了"), STREET)
    evening.given("organiser-early")
    evening.until(10)

    assert inject(debrief_of(evening.end()), "organiser-early").outcome is InjectOutcome.MISSED


def test_a_message_skipped_says_why_and_one_never_given_says_so(tmp_path: Path) -> None:
    evening = Evening(tmp_path)
    evening.room.happen(InjectSkipped("bus-doubts", "短驳车取消"), by=DIRECTOR)
    evening.until(10)

    debrief = debrief_of(evening.end())

    assert inject(debrief, "bus-doubts").outcome is InjectOutcome.SKIPPED
    assert inject(debrief, "bus-doubts").reason == "短驳车取消"
    assert inject(debrief, "counter-flow").outcome is InjectOutcome.NOT_GIVEN


def test_a_message_cut_off_by_the_end_is_not_missed(tmp_path: Path) -> None:
    evening = Evening(tmp_path)
    evening.given("organiser-early")
    evening.until(1)

    debrief = debrief_of(evening.end())

    assert inject(debrief, "organiser-early").outcome is InjectOutcome.ENDED_BEFORE
