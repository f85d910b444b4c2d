"""Two seats act within five milliseconds: one entry, and one refusal that says what happened."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy

from metro_flow.db import db
from metro_flow.logbook import table
from metro_flow.logbook.entry import Author
from metro_flow.logbook.seal import verify
from stations.profile.words import ResponseLevel
from tests.races.contest import (
    KINDS,
    Asked,
    open_shelf,
    rooms_of,
    take_side,
    take_side_in_a_process,
)
from tests.stations.room.chiefs import DEPUTY_TRANSIT, sit
from tests.stations.room.runs import a_plan_room, finish, order, run_id

# Of each of the three kinds: five hundred together in the suite, and more where it is asked for.
CONTESTS = int(os.environ.get("METRO_FLOW_CONTESTS", "170"))
TOGETHER_S = 0.005
# On a busy machine the two sides do not always leave the barrier together; those do not count.
SPARE = CONTESTS // 2
LOSERS = {
    "finish": {"already finished"},
    "decline": {"already finished", "already declined"},
    "levels": {"level has changed"},
}


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[object], str]:
    """Return the entries of a room in which a plan runs at level three, and the run's id."""
    room = a_plan_room(tmp_path_factory.mktemp("evening"))
    sit(room, DEPUTY_TRANSIT, deputy=True)
    order(room, ResponseLevel.THREE)
    finish(room, "order")
    return [entry.event for entry in room.book.entries(limit=1000)], run_id(room)


@pytest.fixture
def sqlite_address(tmp_path: Path) -> str:
    return with_tables(f"sqlite:///{tmp_path / 'book.sqlite3'}")


@pytest.fixture
def postgres_address(postgres_url: str) -> Iterator[str]:
    yield with_tables(postgres_url)
    engine = sqlalchemy.create_engine(postgres_url)
    db.metadata.drop_all(engine, tables=[table.entries, table.answers])
    engine.dispose()


def with_tables(address: str) -> str:
    engine = sqlalchemy.create_engine(address)
    db.metadata.create_all(engine, tables=[table.entries, table.answers])
    engine.dispose()
    return address


def furnish(address: str, events: list[object], count: int) -> list[str]:
    """Let every room have had the same evening so far, written in one turn each."""
    shelf = open_shelf(address)
    rooms = [room for kind in KINDS for room in rooms_of(kind, count)]
    for room in rooms:
        shelf.open(room).write(lambda _board, _act: events, by=Author("the watch"))
    return rooms


def judge(address: str, kind: str, one: list[Asked], other: list[Asked]) -> int:
    """Hold every contest to one entry and one refusal; return how many were close enough."""
    shelf = open_shelf(address)
    close = 0
    for mine, yours in zip(one, other, strict=True):
        won, lost = (mine, yours) if mine.seqs else (yours, mine)
        assert len(won.seqs) == 1
        assert lost.seqs == ()
        assert lost.reason in LOSERS[kind], f"{lost.reason} {lost.facts}"
        assert lost.facts, "a refusal says what happened meanwhile"
        assert shelf.open(won.room).board().seq == won.seqs[0]
        close += abs(mine.moment - yours.moment) <= TOGETHER_S
    return close


def test_two_threads_of_one_process_never_both_win(
    sqlite_address: str, evening: tuple[list[object], str]
) -> None:
    events, run = evening
    rooms = furnish(sqlite_address, events, CONTESTS + SPARE)
    shelf = open_shelf(sqlite_address)
    barrier = threading.Barrier(2)

    for kind in KINDS:
        named = [room for room in rooms if room.startswith(f"station/{kind}")]
        sides: dict[int, list[Asked]] = {}

        def ask(side: int, kind: str = kind, named: list[str] = named) -> None:
            sides[side] = take_side(shelf, kind, named, run, side, barrier.wait)  # noqa: B023

        threads = [threading.Thread(target=ask, args=(side,)) for side in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert judge(sqlite_address, kind, sides[0], sides[1]) >= CONTESTS


def test_two_processes_over_postgresql_never_both_win(
    postgres_address: str, evening: tuple[list[object], str]
) -> None:
    events, run = evening
    rooms = furnish(postgres_address, events, CONTESTS + SPARE)
    spawn = multiprocessing.get_context("spawn")
    barrier, told = spawn.Barrier(2), spawn.Queue()

    sides = [
        spawn.Process(
            target=take_side_in_a_process, args=(postgres_address, rooms, run, side, barrier, told)
        )
        for side in (0, 1)
    ]
    for side in sides:
        side.start()
    came = {(side, kind): asked for side, kind, asked in (told.get() for _ in range(6))}
    for process in sides:
        process.join()

    for kind in KINDS:
        assert judge(postgres_address, kind, came[0, kind], came[1, kind]) >= CONTESTS
    for room in rooms[:: CONTESTS // 5]:
        with sqlalchemy.create_engine(postgres_address).connect() as connection:
            assert verify(table.read_rows(connection, room)).fault is None
