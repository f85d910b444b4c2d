"""What holds on one file holds on PostgreSQL, where several processes serve one house."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy

from metro_flow.clock import HandClock
from metro_flow.db import COUNTS, db, settle
from metro_flow.flow.count import Counts, GateGroup
from metro_flow.watch.archive import Archive
from metro_flow.watch.duty import Duty
from metro_flow.watch.intake import Intake
from metro_flow.watch.readings import Readings
from metro_flow.watch.table import leases
from metro_flow.watch.tail import Tail
from tests.metro_flow.watch.test_intake import NOW, a_batch


@pytest.fixture
def engine(postgres_url: str) -> Iterator[sqlalchemy.Engine]:
    engine = sqlalchemy.create_engine(postgres_url)
    settle(engine)
    with engine.begin() as connection:
        db.metadatas[COUNTS].create_all(connection)
        leases.create(connection, checkfirst=True)
    yield engine
    with engine.begin() as connection:
        db.metadatas[COUNTS].drop_all(connection)
        leases.drop(connection)
    engine.dispose()


def test_two_processes_accept_each_ref_once_between_them(engine: sqlalchemy.Engine) -> None:
    intakes = [Intake(engine, HandClock(NOW), process=name) for name in ("one", "two")]
    answers: list[bool] = []

    def post(intake: Intake) -> None:
        answers.extend(intake.accept(a_batch(f"batch {n}"), "gateway") for n in range(100))

    posters = [threading.Thread(target=post, args=(intake,)) for intake in intakes]
    for poster in posters:
        poster.start()
    for poster in posters:
        poster.join()
    for intake in intakes:
        intake.stop()

    assert sorted(answers) == [False] * 100 + [True] * 100
    read = Tail(engine).read()
    assert len({each.ref for each in read}) == len(read) == 100


def test_minutes_are_folded_once_and_sealed(engine: sqlalchemy.Engine) -> None:
    gates = [GateGroup("0243-E1", "0243", gates=6)]
    six = int(NOW.timestamp())
    twice = Counts.columns([0, 0], [0, 0], start=[six, six], end=[six + 60] * 2, people=[12, 12])

    for _ in range(2):
        archive = Archive(engine, gates)
        archive.fold(twice)
        archive.flush({})
    archive.seal(datetime(2015, 4, 2, 10, tzinfo=UTC))

    assert Archive(engine, gates).today(six).tolist() == [[12, 0]]


def test_the_duty_changes_hands_when_the_lease_has_ended(engine: sqlalchemy.Engine) -> None:
    real = datetime(2026, 1, 5, 8, tzinfo=UTC)
    one, two = Duty(engine, "one"), Duty(engine, "two")

    held = [one.hold(real), two.hold(real), two.hold(real + timedelta(seconds=5))]
    back = one.hold(real + timedelta(seconds=6))

    assert held == [True, False, True]
    assert not back
    assert (two.fence, one.fence) == (2, None)


def test_a_reading_is_found_by_another_process(engine: sqlalchemy.Engine) -> None:
    here, there = Readings(engine), Readings(engine)

    here.tell("station/0243", {"room": "station/0243", "at": "10:15"})
    here.flush(NOW)

    assert there.newest("station/0243") == {"room": "station/0243", "at": "10:15"}
    assert there.newest("station/0244") is None
