"""Which days are held is told alike on both databases, and marks are found by their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import insert

from metro_flow.db import COUNTS, db, settle
from metro_flow.review.kept import read_days_held, read_marks, runs_of
from metro_flow.watch.day import MINUTES, first_minute_of
from metro_flow.watch.table import days, minutes
from tests.a_house import ROOM, OpenHouse, a_house
from tests.metro_flow.review.days import DAY, after
from tests.metro_flow.review.kept_week import close, keep_days

BEGINS = first_minute_of(DAY)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sqlalchemy.Engine]:
    """Lend the counts' store, empty, on each database."""
    on_sqlite = request.param == "sqlite"
    where = f"sqlite:///{tmp_path / 'counts'}" if on_sqlite else None
    engine = sqlalchemy.create_engine(where or request.getfixturevalue("postgres_url"))
    settle(engine)
    db.metadatas[COUNTS].create_all(engine)
    yield engine
    db.metadatas[COUNTS].drop_all(engine)
    engine.dispose()


@pytest.fixture
def noted(tmp_path: Path) -> Iterator[OpenHouse]:
    """Open a house in which nine notes were written on three days."""
    opened = a_house(tmp_path)
    keep_days(opened, [], DAY - timedelta(days=3), 3, notes=9)
    yield opened
    close(opened)


def test_the_last_minute_of_a_day_is_not_the_next_days(engine: sqlalchemy.Engine) -> None:
    rows = [
        {"minute": BEGINS + MINUTES - 1, "station": "0243", "body": b"{}"},
        {"minute": BEGINS + 5 * MINUTES, "station": "0243", "body": b"{}"},
        {"minute": BEGINS, "station": "0126", "body": b"{}"},
        {"minute": BEGINS, "station": "0836", "body": b"{}"},
    ]
    sealed = {"station": "0126", "day": after(DAY, -1), "body": b""}
    with engine.begin() as connection:
        connection.execute(insert(minutes), rows)
        connection.execute(insert(days), sealed)

    held = read_days_held(engine, ["0126", "0243", "0125"])

    assert held == {
        "0126": [after(DAY, -1), DAY],
        "0243": [DAY, after(DAY, 5)],
        "0125": [],
    }


def test_days_are_told_in_runs_without_a_break() -> None:
    held = [after(DAY, place) for place in (0, 1, 2, 5, 7, 8)]

    assert runs_of(held) == [
        (DAY, after(DAY, 2)),
        (after(DAY, 5), after(DAY, 5)),
        (after(DAY, 7), after(DAY, 8)),
    ]


@pytest.mark.parametrize(
    ("first", "last", "seqs"),
    [
        (-3, -3, [1, 2, 3]),
        (-2, -2, [4, 5, 6]),
        (-2, 5, [4, 5, 6, 7, 8, 9]),
        (-9, -4, []),
        (1, 2, []),
    ],
)
def test_the_marks_of_some_days_are_theirs_alone(
    noted: OpenHouse, first: int, last: int, seqs: list[int]
) -> None:
    found = marks(noted, after(DAY, first), after(DAY, last))

    assert (found, left_out(noted, first, last)) == (seqs, 0)


def test_of_too_many_marks_the_newest_are_told_and_how_many_are_not(noted: OpenHouse) -> None:
    with noted.app.app_context():
        found = read_marks(noted.house.shelf.open(ROOM), after(DAY, -3), DAY, most=4)

    assert [mark.seq for mark in found.marks] == [6, 7, 8, 9]
    assert found.left_out == 5


def marks(opened: OpenHouse, first: date, last: date) -> list[int]:
    """Return the numbers of what was written in these days."""
    with opened.app.app_context():
        found = read_marks(opened.house.shelf.open(ROOM), first, last)
    return [mark.seq for mark in found.marks]


def left_out(opened: OpenHouse, first: int, last: int) -> int:
    """Return how many of them were not told."""
    with opened.app.app_context():
        book = opened.house.shelf.open(ROOM)
        return read_marks(book, after(DAY, first), after(DAY, last)).left_out
