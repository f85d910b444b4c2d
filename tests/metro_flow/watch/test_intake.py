"""A count that was acknowledged is on the disk, once, whatever happens then."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import event, select

from metro_flow.clock import HandClock
from metro_flow.db import COUNTS, db, settle
from metro_flow.errors import Busy
from metro_flow.watch.batch import Batch, Columns
from metro_flow.watch.intake import Intake
from metro_flow.watch.table import batches
from metro_flow.watch.tail import Tail

NOW = datetime(2015, 4, 1, 10, 15, tzinfo=UTC)


def a_store(folder: Path) -> sqlalchemy.Engine:
    engine = sqlalchemy.create_engine(f"sqlite:///{folder / 'counts.sqlite3'}")
    settle(engine)
    db.metadatas[COUNTS].create_all(engine)
    return engine


def a_batch(ref: str, people: int = 3) -> Batch:
    return Batch(ref, Columns(["0243-E1"], [0], [1_000], [1_060], [people]))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sqlalchemy.Engine]:
    engine = a_store(tmp_path)
    yield engine
    engine.dispose()


@pytest.fixture
def intake(engine: sqlalchemy.Engine) -> Iterator[Intake]:
    intake = Intake(engine, HandClock(NOW))
    yield intake
    intake.stop()


def stored(engine: sqlalchemy.Engine) -> list[tuple[int, str]]:
    with engine.connect() as connection:
        rows = connection.execute(select(batches.c.n, batches.c.ref).order_by(batches.c.n))
        return [(row.n, row.ref) for row in rows]


def test_a_batch_is_stored_when_accept_returns(intake: Intake, engine: sqlalchemy.Engine) -> None:
    new = intake.accept(a_batch("one"), "gateway")

    assert new
    assert stored(engine) == [(1, "one")]


def test_a_ref_that_its_feed_used_before_is_known(
    intake: Intake, engine: sqlalchemy.Engine
) -> None:
    intake.accept(a_batch("one"), "gateway")

    again = intake.accept(a_batch("one"), "gateway")

    assert not again
    assert stored(engine) == [(1, "one")]


def test_two_feeds_may_use_the_same_ref(intake: Intake, engine: sqlalchemy.Engine) -> None:
    intake.accept(a_batch("one"), "gateway")

    other = intake.accept(a_batch("one"), "another gateway")

    assert other
    assert len(stored(engine)) == 2


def test_many_posters_at_once_get_numbers_without_gaps_and_each_ref_is_stored_once(
    intake: Intake, engine: sqlalchemy.Engine
) -> None:
    refs = [f"batch {number % 100}" for number in range(200)]
    answers: list[bool] = []

    def post(mine: list[str]) -> None:
        answers.extend(intake.accept(a_batch(ref), "gateway") for ref in mine)

    posters = [threading.Thread(target=post, args=(refs[place::8],)) for place in range(8)]
    for poster in posters:
        poster.start()
    for poster in posters:
        poster.join()

    assert sorted(answers) == [False] * 100 + [True] * 100
    assert [number for number, _ in stored(engine)] == list(range(1, 101))


def test_a_restarted_process_goes_on_with_the_next_number(engine: sqlalchemy.Engine) -> None:
    before = Intake(engine, HandClock(NOW))
    before.accept(a_batch("one"), "gateway")
    before.stop()

    after = Intake(engine, HandClock(NOW))
    after.accept(a_batch("two"), "gateway")
    after.stop()

    assert stored(engine) == [(1, "one"), (2, "two")]


def test_two_processes_of_one_name_never_take_the_same_number(engine: sqlalchemy.Engine) -> None:
    one, other = Intake(engine, HandClock(NOW)), Intake(engine, HandClock(NOW))

    for number in range(4):
        (one if number % 2 else other).accept(a_batch(f"batch {number}"), "gateway")
    one.stop()
    other.stop()

    assert [number for number, _ in stored(engine)] == [1, 2, 3, 4]


def test_a_store_that_fails_accepts_nothing_and_recovers(
    intake: Intake, engine: sqlalchemy.Engine
) -> None:
    intake.accept(a_batch("one"), "gateway")

    def break_down(*_: object) -> None:
        raise sqlalchemy.exc.OperationalError("insert", {}, Exception("disk full"))

    event.listen(engine, "before_cursor_execute", break_down)
    with pytest.raises(Busy):
        intake.accept(a_batch("two"), "gateway")
    event.remove(engine, "before_cursor_execute", break_down)

    assert intake.accept(a_batch("two"), "gateway")
    assert stored(engine) == [(1, "one"), (2, "two")]


def test_the_tail_reads_every_process_once_and_in_order(engine: sqlalchemy.Engine) -> None:
    one, other = Intake(engine, HandClock(NOW)), Intake(engine, HandClock(NOW), process="two")
    tail = Tail(engine)

    one.accept(a_batch("one 1"), "gateway")
    other.accept(a_batch("two 1"), "gateway")
    first = tail.read()
    one.accept(a_batch("one 2"), "gateway")
    second = tail.read()
    one.stop()
    other.stop()

    assert {found.ref for found in first} == {"one 1", "two 1"}
    assert [(found.ref, found.batch.counts[4].tolist()) for found in second] == [("one 2", [3])]
    assert tail.read() == []


@pytest.mark.parametrize(("folded", "read"), [(1, ["new"]), (0, ["old", "new"])])
def test_a_tail_that_begins_later_leaves_out_what_is_older_and_folded(
    engine: sqlalchemy.Engine, folded: int, read: list[str]
) -> None:
    clock = HandClock(NOW)
    intake = Intake(engine, clock)
    intake.accept(a_batch("old"), "gateway")
    since = clock.advance(3600)
    intake.accept(a_batch("new"), "gateway")
    intake.stop()

    found = Tail(engine, since=since, folded={"one": folded}).read()

    assert [each.ref for each in found] == read


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.metro_flow.watch.test_intake import NOW, HandClock, Intake, a_batch, a_store

def witness(point):
    if point == sys.argv[2] and ref == "three":
        os.kill(os.getpid(), signal.SIGKILL)

intake = Intake(a_store(Path(sys.argv[1])), HandClock(NOW), witness=witness)
for ref in ("one", "two", "three"):
    intake.accept(a_batch(ref), "gateway")
    print(ref, flush=True)
"""


@pytest.mark.parametrize("point", ["before counts commit", "after counts commit"])
def test_a_killed_process_keeps_what_it_acknowledged_and_takes_the_rest_again(
    tmp_path: Path, point: str
) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), point],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    engine = a_store(tmp_path)
    intake = Intake(engine, HandClock(NOW))

    again = [intake.accept(a_batch(ref), "gateway") for ref in ("one", "two", "three")]
    intake.stop()

    assert killed.returncode == -9
    assert killed.stdout.split() == ["one", "two"]
    assert again[:2] == [False, False]
    assert stored(engine) == [(1, "one"), (2, "two"), (3, "three")]
    engine.dispose()
