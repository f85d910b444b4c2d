"""Open the two stores, the book and the counts, in the way that loses nothing.

SQLite: one writer at a time by BEGIN IMMEDIATE, write-ahead log, every commit
on the disk before it is answered. PostgreSQL: its own defaults.
Tables are declared with `db.Table(…)`, those of counts with `bind_key="counts"`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Dialect, Engine, String, TypeDecorator, event

from metro_flow.clock import iso, parse_iso
from metro_flow.settings import Settings

COUNTS = "counts"
db = SQLAlchemy()


class Moment(TypeDecorator[datetime]):
    """An aware UTC moment, kept as text that sorts and reads back to the millisecond."""

    impl = String(24)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Return the text for a moment."""
        return None if value is None else iso(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return the moment of a text."""
        return None if value is None else parse_iso(value)


def open_stores(app: Flask, settings: Settings) -> None:
    """Bind the book and the counts to the app."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database
    app.config["SQLALCHEMY_BINDS"] = {COUNTS: settings.counts_address}
    # Every tablet's websocket holds a thread; any of them may ask at once.
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_size": 16, "max_overflow": 48}
    db.init_app(app)
    with app.app_context():
        for engine in db.engines.values():
            settle(engine)


def settle(engine: Engine) -> None:
    """Make an engine durable: on SQLite, set its pragmas and how transactions begin."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that will write, taking SQLite's one pen at its start."""
    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        yield connection


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
