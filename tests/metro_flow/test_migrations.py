"""A migrated store has exactly the tables that the code declares, on both kinds of database."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy

import wsgi
from metro_flow.db import COUNTS, db, settle
from metro_flow.migrations import STORES, differences, migrate

assert wsgi  # the roof knows every table


def metadata_of(store: str) -> sqlalchemy.MetaData:
    return db.metadatas[None if store == "book" else COUNTS]


@pytest.mark.parametrize("store", STORES)
def test_a_new_sqlite_store_is_what_the_code_declares(store: str, tmp_path: Path) -> None:
    engine = sqlalchemy.create_engine(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    settle(engine)

    migrate(engine, store)
    migrate(engine, store)

    assert differences(engine, store, metadata_of(store)) == []


def test_both_stores_live_in_one_postgresql_database(postgres_url: str) -> None:
    engine = sqlalchemy.create_engine(postgres_url)

    for store in STORES:
        migrate(engine, store)

    assert [differences(engine, store, metadata_of(store)) for store in STORES] == [[], []]
