"""What adds up over a day is judged station by station, once twenty days say what is usual."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from metro_flow.alerts.colour import AlertColour
from metro_flow.alerts.figures import Figures, ReasonKey, Score
from metro_flow.alerts.house_rules import FORETOLD, GROWTH, rules_of
from metro_flow.alerts.judge import judge
from metro_flow.alerts.rule import Quantity, Rule
from metro_flow.flow.usual import DayShape, Usual
from metro_flow.watch.day import first_minute_of
from metro_flow.watch.outlook import Outlook
from metro_flow.watch.unusual import Unusual
from tests.metro_flow.alerts.builders import a_platform
from tests.metro_flow.watch.places import a_store
from tests.metro_flow.watch.test_outlook import STATION, TODAY, a_day, an_outlook, keep, learnt

SHAPE = DayShape(300, 288)
MIDNIGHT = 1_427_817_600
IN, OUT = 0, 1


def a_usual(*, days: int = 25, a_slot: float = 100.0) -> Usual:
    """A usual day of one station on which as many go in and out in every slot."""
    people = np.full((288, 1, 2), a_slot)
    return Usual(people, np.full((288, 1, 2), 12.0), np.array([days]))


def a_day_of(usual: Usual) -> Unusual:
    return Unusual.begin(usual, SHAPE, MIDNIGHT)


def pass_slots(
    day: Unusual, since: int, until: int, *, enter: float = 100, leave: float = 100
) -> None:
    for slot in range(since, until):
        day.step(slot, np.array([[enter, leave]]))


def score(day: Unusual, quantity: Quantity) -> Score:
    return day.scores(["0243"])["0243", quantity]


def rule_named(name: str) -> Rule:
    return next(rule for rule in rules_of([a_platform()]) if rule.id == name)


def asked(name: str, found: Score | None) -> AlertColour | None:
    return judge(rule_named(name), Figures((), 1.0, score=found)).colour


def test_a_usual_day_adds_nothing_up() -> None:
    day = a_day_of(a_usual())

    pass_slots(day, 60, 280)

    assert score(day, Quantity.GROWTH).value == 0
    assert score(day, Quantity.FORETOLD).value == 0


def test_small_excesses_that_go_on_become_a_note_and_then_yellow() -> None:
    day, colours = a_day_of(a_usual()), []
    pass_slots(day, 60, 100)

    for slot in range(100, 140):
        # Two in five more than usual: not one such slot is an alarm by itself.
        pass_slots(day, slot, slot + 1, enter=140)
        colours.append(asked(GROWTH, score(day, Quantity.GROWTH)))

    assert colours[0] is None
    assert AlertColour.BLUE in colours
    assert colours[-1] is AlertColour.YELLOW
    assert colours == sorted(colours, key=lambda colour: 0 if colour is None else colour.rank)


def test_what_came_out_in_the_afternoon_is_foretold_until_it_is_back() -> None:
    day = a_day_of(a_usual())
    pass_slots(day, 60, 180)
    pass_slots(day, 180, 192, leave=260)

    told = score(day, Quantity.FORETOLD)

    assert told.value == pytest.approx(12 * 160, rel=0.15)
    assert asked(FORETOLD, told) is AlertColour.BLUE
    # The first of them came at three, and an hour is the shortest stay.
    assert str(told.facts["begins"]).startswith("2015-04-01T08:0")
    pass_slots(day, 192, 252)
    pass_slots(day, 252, 260, enter=400)
    assert asked(FORETOLD, score(day, Quantity.FORETOLD)) is None


def test_a_slot_that_was_not_heard_adds_nothing() -> None:
    day = a_day_of(a_usual())
    pass_slots(day, 100, 105, enter=150)
    before = score(day, Quantity.GROWTH).value

    pass_slots(day, 105, 106, enter=np.nan, leave=np.nan)

    assert score(day, Quantity.GROWTH).value == before


def test_with_nineteen_days_nothing_is_unusual_yet_and_the_rules_say_that_they_are_off() -> None:
    day = a_day_of(a_usual(days=19))
    pass_slots(day, 100, 130, enter=300)

    assert day.scores(["0243"]) == {}
    judgement = judge(rule_named(GROWTH), Figures((), 1.0))
    assert (judgement.off, judgement.reason.key) == (True, ReasonKey.USUAL_UNKNOWN)


def test_a_shift_that_begins_late_knows_what_the_day_has_added_up(tmp_path: Path) -> None:
    """Twenty days of 30 a slot at each gate group; today twice as many since the morning."""
    counts = a_store(tmp_path)
    keep(counts, *(a_day(TODAY - timedelta(days=n)) for n in range(1, 36)))
    today = a_day(TODAY, until=12 * 60)
    today.people[9 * 60 : 12 * 60] *= 2
    keep(counts, today)
    at = first_minute_of(TODAY) * 60 + 12 * 3600 + 60

    early, late = (learnt(an_outlook(counts)) for _ in range(2))
    _until(early, TODAY, at)
    late.step(at)

    key = STATION.station, Quantity.GROWTH
    assert late.scores()[key].value > 14
    assert late.scores()[key] == early.scores()[key]


def test_another_day_begins_with_nothing_added_up(tmp_path: Path) -> None:
    counts = a_store(tmp_path)
    keep(counts, *(a_day(TODAY - timedelta(days=n)) for n in range(1, 36)))
    busy = a_day(TODAY)
    keep(counts, replace(busy, people=busy.people * 2), a_day(TODAY + timedelta(days=1), until=60))
    outlook = learnt(an_outlook(counts))
    midnight = first_minute_of(TODAY + timedelta(days=1)) * 60
    outlook.step(midnight - 240)
    assert outlook.scores()[STATION.station, Quantity.GROWTH].value > 14

    outlook.step(midnight + 360)

    assert outlook.scores()[STATION.station, Quantity.GROWTH].value < 1


def _until(outlook: Outlook, day: date, at: int) -> None:
    """Let an outlook take in each slot of a day as it ends."""
    for moment in range(first_minute_of(day) * 60 + 360, at + 1, 300):
        outlook.step(moment)
