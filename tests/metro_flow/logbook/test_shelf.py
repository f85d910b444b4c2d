"""A shelf catches up with what other processes wrote, and asks once whatever there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy

from metro_flow.db import db, settle
from metro_flow.logbook import table
from metro_flow.logbook.entry import Author
from metro_flow.logbook.shelf import RoomKind, Shelf
from tests.builders import a_clock, a_database
from tests.metro_flow.logbook.counting_panel import COMMANDS, PANEL, RaiseTally

NAMES = [f"{number:04}" for number in range(40)]


@pytest.fixture(params=["on one file", "on PostgreSQL"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sqlalchemy.Engine]:
    if request.param == "on one file":
        engine = a_database(tmp_path)
    else:
        engine = sqlalchemy.create_engine(request.getfixturevalue("postgres_url"))
        settle(engine)
    tables = [table.entries, table.answers]
    db.metadata.create_all(engine, tables=tables)
    yield engine
    db.metadata.drop_all(engine, tables=tables)
    engine.dispose()


@pytest.fixture
def a_process(engine: sqlalchemy.Engine) -> Callable[[], Shelf]:
    kind = RoomKind((PANEL,), COMMANDS, lambda _name: None, lambda: NAMES)
    return lambda: Shelf(engine, {"station": kind}, a_clock())


def raise_tally(shelf: Shelf, name: str, by: int) -> None:
    room = f"station/{name}"
    shelf.open(room).write(shelf.decide(room, RaiseTally(by)), by=Author("p-one"))


def test_it_knows_what_another_process_wrote_in_any_room(a_process: Callable[[], Shelf]) -> None:
    ours, theirs = a_process(), a_process()
    raise_tally(theirs, "0003", 1)
    raise_tally(theirs, "0003", 2)
    raise_tally(theirs, "0039", 5)

    ours.catch_up()

    totals = {name: ours.open(f"station/{name}").glance()[PANEL].total for name in NAMES}
    assert {name: total for name, total in totals.items() if total} == {"0003": 3, "0039": 5}


def test_it_asks_once_and_then_only_for_books_that_moved(
    a_process: Callable[[], Shelf], engine: sqlalchemy.Engine
) -> None:
    ours, theirs = a_process(), a_process()
    for name in NAMES:
        raise_tally(theirs, name, 1)
    ours.catch_up()
    raise_tally(theirs, "0011", 1)
    asked: list[str] = []
    sqlalchemy.event.listen(
        engine, "before_cursor_execute", lambda _c, _cursor, said, *_more: asked.append(said)
    )

    ours.catch_up()
    ours.catch_up()

    assert len([said for said in asked if "entries" in said]) == 3
    assert ours.open("station/0011").glance()[PANEL].total == 2
