"""Minutes and days hold each second of each gate group once, whatever comes, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy
from sqlalchemy import select

from metro_flow.flow.count import Counts, GateGroup, seconds_of
from metro_flow.watch.archive import Archive
from metro_flow.watch.day import Day
from metro_flow.watch.sealed import read_day
from metro_flow.watch.table import days, folds, minutes
from tests.metro_flow.watch.test_intake import a_store

GATES = [
    GateGroup("0243-E1", "0243", gates=6),
    GateGroup("0243-E2", "0243", gates=4),
    GateGroup("0244-E1", "0244", gates=4),
]
DAY = date(2015, 4, 1)
SIX = seconds_of(datetime(2015, 4, 1, 10, tzinfo=UTC))
MINUTE_OF_SIX = 18 * 60


def counts(*rows: tuple[int, int, int, int, int]) -> Counts:
    """Gather (gate group, direction, seconds after six, length, people)."""
    group, direction, after, length, people = (
        np.array(column) for column in zip(*rows, strict=True)
    )
    return Counts.columns(
        group, direction, start=SIX + after, end=SIX + after + length, people=people
    )


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sqlalchemy.Engine]:
    engine = a_store(tmp_path)
    yield engine
    engine.dispose()


def an_archive(engine: sqlalchemy.Engine) -> Archive:
    return Archive(engine, GATES)


def a_day(engine: sqlalchemy.Engine, station: str = "0243") -> Day:
    names = [group.id for group in GATES if group.station == station]
    with engine.connect() as connection:
        return read_day(connection, station, DAY, names)


def same(one: Day, other: Day) -> bool:
    return one.gate_groups == other.gate_groups and all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("people", "heard", "backlog", "added")
    )


def test_a_minute_sums_its_ten_seconds_and_a_quarter_is_spread_over_its_minutes(
    engine: sqlalchemy.Engine,
) -> None:
    archive = an_archive(engine)

    archive.fold(counts((0, 0, 0, 10, 3), (0, 0, 50, 10, 4), (1, 1, 0, 900, 20)))
    archive.flush({})

    day = a_day(engine)
    assert day.people[MINUTE_OF_SIX, 0, 0] == 7
    assert day.heard_s[MINUTE_OF_SIX, 0, 0] == 20
    quarter = day.people[MINUTE_OF_SIX : MINUTE_OF_SIX + 15, 1, 1]
    assert quarter.sum() == 20
    assert set(quarter.tolist()) == {1, 2}


def test_a_row_repeated_in_another_batch_is_counted_once(engine: sqlalchemy.Engine) -> None:
    archive = an_archive(engine)
    archive.fold(counts((0, 0, 0, 60, 12)))

    again = archive.fold(counts((0, 0, 0, 60, 12), (0, 0, 60, 60, 5)))
    archive.flush({})

    assert again == 5
    assert a_day(engine).people.sum() == 17


def test_a_repeat_is_known_after_a_restart_too(engine: sqlalchemy.Engine) -> None:
    before = an_archive(engine)
    before.fold(counts((0, 0, 0, 300, 12)))
    before.flush({})

    again = an_archive(engine).fold(counts((0, 0, 0, 300, 12)))

    assert again == 0


def test_the_order_in_which_counts_come_makes_no_difference(
    engine: sqlalchemy.Engine, tmp_path: Path
) -> None:
    rows = [
        (gate, way, 10 * at, 10, at % 5) for gate in (0, 1) for way in (0, 1) for at in range(30)
    ]
    shuffled = [rows[place] for place in np.random.default_rng(7).permutation(len(rows))]
    (tmp_path / "other").mkdir()
    other = a_store(tmp_path / "other")

    for store, order in ((engine, rows), (other, shuffled + shuffled[:20])):
        archive = an_archive(store)
        for at in range(0, len(order), 13):
            archive.fold(counts(*order[at : at + 13]))
        archive.flush({})

    assert same(a_day(engine), a_day(other))
    other.dispose()


def test_how_far_batches_are_folded_is_stored_with_what_was_folded(
    engine: sqlalchemy.Engine,
) -> None:
    with engine.begin() as connection:
        connection.execute(sqlalchemy.insert(folds), {"process": "one", "n": 0})
    archive = an_archive(engine)
    archive.fold(counts((0, 0, 0, 60, 12)))

    lost = an_archive(engine)
    archive.flush({"one": 4})
    kept = an_archive(engine)

    assert (lost.folded, kept.folded) == ({"one": 0}, {"one": 4})
    assert a_day(engine).people.sum() == 12


def test_a_backlog_is_in_the_days_total_and_in_no_minute(engine: sqlalchemy.Engine) -> None:
    archive = an_archive(engine)
    gap = Counts.columns([0], [0], start=[SIX - 7200], end=[SIX], people=[500], backlog=[True])

    archive.fold(gap)
    archive.flush({})

    assert a_day(engine).people.sum() == 0
    assert archive.today(SIX)[0].tolist() == [500, 0]
    assert an_archive(engine).today(SIX)[0].tolist() == [500, 0]


def test_the_day_so_far_begins_at_shanghais_midnight(engine: sqlalchemy.Engine) -> None:
    archive = an_archive(engine)
    midnight = 6 * 3600

    archive.fold(counts((0, 0, midnight - 60, 60, 9), (0, 0, midnight, 60, 2)))

    assert archive.today(SIX)[0, 0] == 9
    assert archive.today(SIX + midnight + 60)[0, 0] == 2


def test_a_sealed_day_reads_as_it_was_and_its_minutes_are_gone(engine: sqlalchemy.Engine) -> None:
    archive = an_archive(engine)
    archive.fold(counts((0, 0, 0, 60, 12), (2, 1, 0, 60, 3)), added=True)
    archive.flush({})
    open_day = a_day(engine)

    sealed = archive.seal(datetime(2015, 4, 1, 18, 1, tzinfo=UTC))

    assert sealed == [("0243", DAY), ("0244", DAY)]
    assert same(a_day(engine), open_day)
    assert open_day.added[MINUTE_OF_SIX]
    with engine.connect() as connection:
        assert connection.execute(select(minutes.c.minute)).all() == []


def test_a_day_is_open_until_two_hours_after_its_end(engine: sqlalchemy.Engine) -> None:
    archive = an_archive(engine)
    archive.fold(counts((0, 0, 0, 60, 12)))
    archive.flush({})

    assert archive.seal(datetime(2015, 4, 1, 17, 59, tzinfo=UTC)) == []


def test_what_comes_after_the_sealing_mends_the_day_and_a_repeat_does_not(
    engine: sqlalchemy.Engine,
) -> None:
    archive = an_archive(engine)
    archive.fold(counts((0, 0, 0, 60, 12)))
    archive.flush({})
    archive.seal(datetime(2015, 4, 1, 18, 1, tzinfo=UTC))

    late = an_archive(engine)
    people = late.fold(counts((0, 0, 0, 60, 12), (1, 0, 0, 60, 4)))
    late.flush({})

    assert people == 4
    assert a_day(engine).people[MINUTE_OF_SIX, :, 0].tolist() == [12, 4]
    with engine.connect() as connection:
        assert connection.execute(select(minutes.c.minute)).all() == []
        assert len(connection.execute(select(days.c.day)).all()) == 1


def test_a_day_packs_to_little(engine: sqlalchemy.Engine) -> None:
    archive = an_archive(engine)
    people = np.random.default_rng(3).poisson(20, 300).tolist()
    archive.fold(counts(*[(0, 0, 60 * at, 60, people[at]) for at in range(300)]))
    archive.flush({})

    blob = a_day(engine).packed()

    assert len(blob) < 5_000
    assert same(Day.unpacked("0243", DAY, blob), a_day(engine))
