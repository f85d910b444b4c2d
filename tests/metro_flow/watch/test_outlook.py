"""The next hour is told from the days kept and the day so far, and never from scripted people."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy

from metro_flow.db import writing
from metro_flow.flow.usual import Day as KindOfDay
from metro_flow.watch.day import SHANGHAI, Day, first_minute_of
from metro_flow.watch.outlook import Coming, Outlook, plain_calendar, slots_of
from metro_flow.watch.table import days
from tests.metro_flow.watch.places import PracticeWatch, a_store, a_watched_station

TODAY = date(2015, 4, 1)
NOON_S = first_minute_of(TODAY) * 60 + 12 * 3600
STATION = a_watched_station()
NAMES = tuple(group.id for group in STATION.gate_groups)
ALL_HEARD = np.uint64((1 << 60) - 1)


def a_day(day: date, *, a_minute: int = 6, until: int = 24 * 60) -> Day:
    """Return a day on which each gate group counts as many every minute, both ways."""
    kept = Day.empty(STATION.station, day, NAMES)
    kept.people[:until] = a_minute
    kept.heard[:until] = ALL_HEARD
    return kept


def keep(counts: sqlalchemy.Engine, *kept: Day) -> None:
    with writing(counts) as connection:
        for each in kept:
            row = {"station": each.station, "day": each.day, "body": each.packed()}
            connection.execute(days.insert(), row)


def an_outlook(counts: sqlalchemy.Engine, *coming: Coming) -> Outlook:
    def calendar(day: date) -> tuple[KindOfDay, tuple[Coming, ...]]:
        return plain_calendar(day)[0], coming if day == TODAY else ()

    return Outlook(counts, [STATION], calendar)


def learnt(outlook: Outlook) -> Outlook:
    """Wait until what the days kept teach has been learnt."""
    outlook.learn(TODAY)
    while outlook._learning is not None and not outlook._learning.done():
        time.sleep(0.01)
    return outlook


@pytest.fixture
def counts(tmp_path: Path) -> sqlalchemy.Engine:
    return a_store(tmp_path)


def test_without_days_kept_it_goes_by_today_alone_and_says_so(counts: sqlalchemy.Engine) -> None:
    keep(counts, a_day(TODAY, until=12 * 60))
    outlook = an_outlook(counts)

    outlook.step(NOON_S + 60)

    told = outlook.of(STATION.station, NOON_S + 60)
    assert told is not None
    assert told["days"] == 0
    low, middle, high = told["in"][0]
    assert middle == pytest.approx(6 * len(NAMES), rel=0.02)
    assert low < middle < high
    assert told["in"][11][2] - told["in"][11][0] > high - low


def test_days_kept_tell_what_the_hour_usually_brings(counts: sqlalchemy.Engine) -> None:
    before = [TODAY - timedelta(days=back) for back in range(14, 0, -1)]
    keep(counts, *(a_day(day, a_minute=9) for day in before), a_day(TODAY, until=12 * 60))
    outlook = learnt(an_outlook(counts))

    outlook.step(NOON_S + 60)

    told = outlook.of(STATION.station, NOON_S + 60)
    assert told is not None
    assert told["days"] == sum(day.weekday() < 5 for day in before)
    assert told["in"][0][1] > 6.5 * len(NAMES)


def test_scripted_people_teach_nothing() -> None:
    kept = a_day(TODAY)
    kept.added[600:660] = True

    taught, told = slots_of(kept, STATION, teaching=True), slots_of(kept, STATION)

    assert np.isnan(taught[120:132]).all()
    assert not np.isnan(told).any()
    assert np.isnan(taught).sum() == 24


def test_of_gates_that_were_not_heard_the_others_speak_until_half_are_silent() -> None:
    kept = a_day(TODAY)
    kept.heard[:60, 0] = 0
    kept.heard[60:120] = 0

    told = slots_of(kept, STATION)

    gates = np.array([group.gates for group in STATION.gate_groups])
    expected = 30 * (len(NAMES) - 1) / (1 - gates[0] / gates.sum())
    assert told[0, 0] == pytest.approx(expected)
    assert np.isnan(told[12:24]).all()


def test_an_occasion_entered_meanwhile_is_expected_from_the_next_slot_on(
    counts: sqlalchemy.Engine,
) -> None:
    before = [TODAY - timedelta(days=back) for back in range(14, 0, -1)]
    keep(counts, *(a_day(day) for day in before), a_day(TODAY, until=12 * 60 + 5))
    coming: list[Coming] = []

    def calendar(day: date) -> tuple[KindOfDay, tuple[Coming, ...]]:
        return plain_calendar(day)[0], tuple(coming)

    outlook = learnt(Outlook(counts, [STATION], calendar))
    outlook.step(NOON_S + 60)
    plain = outlook.of(STATION.station, NOON_S + 60)

    ends = datetime(2015, 4, 1, 12, 5, tzinfo=SHANGHAI)
    coming.append(Coming(STATION.station, ends - timedelta(hours=2), ends, 20_000, "the hall"))
    outlook.step(NOON_S + 360)

    told = outlook.of(STATION.station, NOON_S + 360)
    assert plain is not None
    assert told is not None
    assert told["in"][2][1] > plain["in"][2][1] + 100


def test_the_rarest_usual_slot_is_told_with_the_days_it_rests_on(
    counts: sqlalchemy.Engine,
) -> None:
    before = [TODAY - timedelta(days=back) for back in range(34, 0, -1)]
    keep(counts, *(a_day(day) for day in before), a_day(TODAY, until=12 * 60))
    outlook = learnt(an_outlook(counts))
    untold = outlook.usual(NOON_S)

    outlook.step(NOON_S + 60)

    told = outlook.usual(NOON_S + 60)[STATION.station]
    assert untold == {}
    assert told.days == sum(day.weekday() < 5 for day in before)
    assert told.days >= 20
    assert 6 * len(NAMES) < told.high_per_minute < 12 * len(NAMES)


def test_more_people_than_on_the_rarest_usual_day_are_a_note_in_blue(
    tmp_path: Path,
) -> None:
    practice = PracticeWatch(tmp_path)
    before = [TODAY - timedelta(days=back) for back in range(34, 0, -1)]
    keep(practice.counts, *(a_day(day, a_minute=2) for day in before))
    practice.watch.round()
    shift = practice.watch.shift
    assert shift is not None
    assert shift.outlook._learning is not None
    shift.outlook._learning.result()

    practice.run(room_s=15 * 60, rounds_every_s=10)

    book = practice.shelf.open(practice.stations[0].room)
    raised = [entry.event for entry in book.entries(limit=100) if entry.kind == "AlertRaised"]
    (note,) = [event for event in raised if event.rule.id == "inflow"]
    assert (note.colour.value, note.reason.key) == ("blue", "against-usual")


def test_what_is_told_too_long_ago_is_told_no_more(counts: sqlalchemy.Engine) -> None:
    keep(counts, a_day(TODAY, until=12 * 60))
    outlook = an_outlook(counts)
    outlook.step(NOON_S + 60)

    assert outlook.of(STATION.station, NOON_S + 600) is not None
    assert outlook.of(STATION.station, NOON_S + 1200) is None


def test_a_new_day_begins_with_what_yesterday_was(counts: sqlalchemy.Engine) -> None:
    keep(counts, a_day(TODAY))
    outlook = an_outlook(counts)
    midnight = first_minute_of(TODAY) * 60 + 86_400

    outlook.step(midnight + 60)
    outlook.step(midnight + 360)

    assert outlook.forecaster.usual.of(KindOfDay("workday", 3)).days.tolist() == [1]
    told = outlook.of(STATION.station, midnight + 360)
    assert told is not None
    assert told["days"] == 1


def test_the_watch_tells_it_with_its_readings(tmp_path: Path) -> None:
    practice = PracticeWatch(tmp_path)

    practice.run(room_s=15 * 60, rounds_every_s=10)

    reading = practice.readings.newest(practice.stations[0].room)
    assert reading is not None
    outlook = reading["outlook"]
    assert len(outlook["in"]) == 12
    low, middle, high = outlook["in"][0]
    assert low <= middle <= high
    assert outlook["days"] == 0


def test_while_only_today_speaks_nobody_is_expected_of_it(counts: sqlalchemy.Engine) -> None:
    keep(counts, a_day(TODAY, until=12 * 60))
    outlook = an_outlook(counts)
    outlook.step(NOON_S + 60)

    assert np.isnan(outlook.entering(NOON_S + 60, 15)).all()


def test_who_is_expected_to_enter_is_told_minute_by_minute(counts: sqlalchemy.Engine) -> None:
    keep(counts, *(a_day(TODAY - timedelta(days=n)) for n in range(1, 9)))
    keep(counts, a_day(TODAY, until=12 * 60))
    outlook = learnt(an_outlook(counts))
    outlook.step(NOON_S + 60)
    told = outlook.of(STATION.station, NOON_S + 60)
    assert told is not None

    expected = outlook.entering(NOON_S + 60, 15)

    # The first slot told of began a minute ago.
    first, second = told["in"][0][1] / 60, told["in"][1][1] / 60
    assert expected[:4, 0] == pytest.approx(first, abs=0.001)
    assert expected[4:9, 0] == pytest.approx(second, abs=0.001)


def test_beyond_what_was_told_nobody_is_expected(counts: sqlalchemy.Engine) -> None:
    keep(counts, *(a_day(TODAY - timedelta(days=n)) for n in range(1, 9)))
    keep(counts, a_day(TODAY, until=12 * 60))
    outlook = learnt(an_outlook(counts))
    outlook.step(NOON_S + 60)

    assert np.isnan(outlook.entering(NOON_S + 65 * 60, 15)).all()
