"""Bring the two stores to the shape this version needs, step by written step.

Each store has its own line of steps and its own table that says how far it is,
so that both may live in one PostgreSQL database.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, MetaData

HERE = Path(__file__).parent
STORES = ("book", "counts")


def migrate(engine: Engine, store: str) -> None:
    """Take every step this store has not taken yet."""
    with engine.begin() as connection:
        config = configuration(store)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def differences(engine: Engine, store: str, metadata: MetaData) -> list[object]:
    """Return where the store differs from the tables that the code declares."""
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "version_table": version_table(store),
                "include_object": lambda _object, name, kind, reflected, _to: (
                    not (kind == "table" and reflected and name not in metadata.tables)
                ),
            },
        )
        return list(compare_metadata(context, metadata))


def configuration(store: str) -> Config:
    """Return Alembic's configuration for one store."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_locations", str(HERE / "versions" / store))
    config.attributes["store"] = store
    return config


def version_table(store: str) -> str:
    """Return the name of the table that says how far a store is."""
    return f"{store}_version"
