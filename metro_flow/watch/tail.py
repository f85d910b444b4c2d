"""Follow the stored batches of every process, each in the order in which it was committed.

Within one process numbers are committed in order, so "everything after n" skips nothing.
The watch reads what it has not yet counted; after a restart it begins far enough back for every
window to be whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Engine, func, select

from metro_flow.watch.batch import Filed
from metro_flow.watch.table import batches, folds

# About a second's work, so that a long tail never holds up the rounds.
MOST_AT_ONCE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Stored:
    """A batch with its place: process, number, feed, ref, and the room time of its acceptance."""

    process: str
    n: int
    feed: str
    ref: str
    at: datetime
    batch: Filed


class Tail:
    """What of each process's batches has been read so far."""

    def __init__(
        self,
        engine: Engine,
        *,
        since: datetime | None = None,
        folded: Mapping[str, int] | None = None,
    ) -> None:
        """Begin at what was accepted `since`, and before it with whatever is not yet `folded`."""
        self._engine = engine
        self._since = since
        self._folded = folded or {}
        self._read: dict[str, int] = {}
        self.more = True

    def read(self) -> list[Stored]:
        """Return the next batches of every process, oldest first; empty when all are read.

        `more` says whether there may be further ones.
        """
        self.more = False
        with self._engine.connect() as connection:
            found: list[Stored] = []
            for process in connection.execute(select(folds.c.process)).scalars():
                if process not in self._read:
                    self._read[process] = self._begin(connection, process)
                after = self._after(connection, process)
                self.more = self.more or len(after) == MOST_AT_ONCE
                found += after
        return sorted(found, key=lambda stored: stored.at)

    @property
    def read_up_to(self) -> dict[str, int]:
        """Return the number of the newest batch read of each process."""
        return dict(self._read)

    def _begin(self, connection: Connection, process: str) -> int:
        """Return the number before the first batch of a process that is wanted."""
        if self._since is None:
            return 0
        older = (batches.c.process == process) & (batches.c.at < self._since)
        before = connection.execute(select(func.max(batches.c.n)).where(older)).scalar() or 0
        return min(before, self._folded.get(process, 0))

    def _after(self, connection: Connection, process: str) -> Sequence[Stored]:
        newer = (batches.c.process == process) & (batches.c.n > self._read[process])
        query = select(batches).where(newer).order_by(batches.c.n).limit(MOST_AT_ONCE)
        found = [
            Stored(row.process, row.n, row.feed, row.ref, row.at, Filed.of(row.body))
            for row in connection.execute(query)
        ]
        if found:
            self._read[process] = found[-1].n
        return found
