"""Keep the room clock, so that every process and every restart goes by the same one."""

from __future__ import annotations

from sqlalchemy import Column, Engine, Float, String, delete, insert, select

from metro_flow.clock import ClockState
from metro_flow.db import Moment, db, writing

SITE = "site"

clocks = db.Table(
    "clocks",
    Column("name", String(64), primary_key=True),
    Column("base", Moment, nullable=False),
    Column("started", Moment, nullable=False),
    Column("speed", Float, nullable=False),
)


def find_clock(engine: Engine, name: str = SITE) -> ClockState | None:
    """Return the kept line from real time to room time, if one was ever kept."""
    with engine.connect() as connection:
        row = connection.execute(select(clocks).where(clocks.c.name == name)).first()
    return None if row is None else ClockState(row.base, row.started, row.speed)


def keep_clock(engine: Engine, state: ClockState, name: str = SITE) -> None:
    """Keep a line in place of the one before."""
    values = {"name": name, "base": state.base, "started": state.started, "speed": state.speed}
    with writing(engine) as connection:
        connection.execute(delete(clocks).where(clocks.c.name == name))
        connection.execute(insert(clocks), values)
