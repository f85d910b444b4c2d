"""Give a test of people a database of their own and somebody in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from metro_flow.db import db
from metro_flow.people import table
from metro_flow.people.directory import Directory
from metro_flow.people.passwords import Sealed, seal
from metro_flow.people.person import Names, Person
from tests.builders import a_database

PASSWORD = "four-chiefs-one-room"
PIN = "2468"
OURS = (
    table.people,
    table.grants,
    table.roster,
    table.sign_ins,
    table.tries,
    table.phone_reads,
    table.feeds,
)


@cache
def sealed() -> Sealed:
    """Seal the one password of these tests once: it is slow on purpose."""
    return seal(PASSWORD, PIN)


def a_person(person_id: str = "p-zhangwei", phone: str = "100 1234") -> Person:
    """Return somebody."""
    return Person(person_id, Names("张伟", "Zhang Wei"), Names("静安寺站", "Jing'an Temple"), phone)


def a_directory(folder: Path) -> Directory:
    """Return a directory with one person who may sign in as zhangwei."""
    engine = a_database(folder)
    db.metadata.create_all(engine, tables=list(OURS))
    directory = Directory(engine)
    directory.add(a_person(), "zhangwei", sealed())
    return directory
