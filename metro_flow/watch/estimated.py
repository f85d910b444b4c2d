"""Keep what was estimated of a room minute by minute, so that it can be looked at afterwards."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Engine, bindparam, delete, insert

from metro_flow.db import writing
from metro_flow.watch.table import estimates


def keep_estimates(engine: Engine, estimated: Mapping[tuple[str, int], bytes]) -> None:
    """Store each body under its room and its minute since the epoch, in place of one before it."""
    if not estimated:
        return
    mine = (estimates.c.room == bindparam("r")) & (estimates.c.minute == bindparam("m"))
    old = [{"r": room, "m": minute} for room, minute in estimated]
    new = [
        {"room": room, "minute": minute, "body": body} for (room, minute), body in estimated.items()
    ]
    with writing(engine) as connection:
        connection.execute(delete(estimates).where(mine), old)
        connection.execute(insert(estimates), new)
