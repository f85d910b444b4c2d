"""Answer a post only after its counts are on the disk, at the price of one commit for many posts.

Posts wait in a queue; one writer thread takes all that wait, commits them together as rows of
`batches`, and wakes their posters. Nothing else is done on that way: windows, minutes and alerts
follow from the stored batches, so a crash at any point loses no acknowledged count and doubles
none. A ref that its feed has used before is known, and stores nothing.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from metro_flow.clock import Clock, iso
from metro_flow.errors import Busy
from metro_flow.watch.batch import Batch
from metro_flow.watch.table import batches, folds

# More would make the first poster of a group wait for the last one's bytes.
MOST_TOGETHER: Final = 512
PATIENCE_S: Final = 10.0

Witness = Callable[[str], None]


def _unseen(_point: str) -> None:
    """Stand in for a witness; tests hand in one that kills the process at a named point."""


class Waiting:
    """A post that waits for its commit: `new` is known once `wait` returns."""

    __slots__ = ("at", "body", "error", "feed", "new", "ref", "turn")

    def __init__(self, batch: Batch, feed: str, at: datetime) -> None:
        self.feed = feed
        self.at = at
        self.ref = batch.ref
        self.body = batch.packed()
        self.new = False
        self.error: Exception | None = None
        # A bare lock wakes a poster in a third of the time that an Event takes.
        self.turn = threading.Lock()
        self.turn.acquire()

    @property
    def key(self) -> tuple[str, str]:
        return self.feed, self.ref


class Intake:
    """The one door through which counts enter this process; any thread may call `accept`."""

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        *,
        process: str = "one",
        witness: Witness = _unseen,
    ) -> None:
        self.process = process
        self._engine = engine
        self._clock = clock
        self._witness = witness
        self._queue: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self._starting = threading.Lock()
        self._writer: threading.Thread | None = None
        self._next: int | None = None
        self._connection: Connection | None = None
        self._pen = Pen(engine)

    def accept(self, batch: Batch, feed: str, at: datetime | None = None) -> bool:
        """Store a batch and return once it is durable: True when new, False when already known.

        It is dated by the room clock, or `at` the tick at which a replay delivers it.
        Raises Busy when the store does not take it; then nothing was accepted.
        """
        if self._writer is None:
            self._start()
        post = Waiting(batch, feed, at or self._clock.now())
        self._queue.put(post)
        if not post.turn.acquire(timeout=PATIENCE_S):
            raise Busy(f"the counts were not stored within {PATIENCE_S:.0f} s; post them again")
        if post.error is not None:
            raise Busy("the counts could not be stored; post them again") from post.error
        return post.new

    def stop(self) -> None:
        """Commit what waits and end the writer."""
        if self._writer is not None:
            self._queue.put(None)
            self._writer.join(PATIENCE_S)
            self._writer = None

    def _start(self) -> None:
        with self._starting:
            if self._writer is None:
                writer = threading.Thread(target=self._write, name="intake", daemon=True)
                writer.start()
                self._writer = writer

    def _write(self) -> None:
        while True:
            group, more = self._gather()
            if group:
                self._commit(group)
            if not more:
                self._let_go()
                return

    def _gather(self) -> tuple[list[Waiting], bool]:
        """Wait for a post, then take all that came meanwhile; False says that it was the last."""
        group: list[Waiting] = []
        post = self._queue.get()
        while post is not None:
            group.append(post)
            if len(group) == MOST_TOGETHER or self._queue.empty():
                return group, True
            post = self._queue.get()
        return group, False

    def _commit(self, group: Sequence[Waiting]) -> None:
        try:
            self._store(group)
        except IntegrityError:
            # Another process took a ref or our number in this very moment: look again, once.
            self._let_go()
            self._try_again(group)
        except SQLAlchemyError as error:
            self._let_go()
            _fail(group, error)
        for post in group:
            post.turn.release()

    def _try_again(self, group: Sequence[Waiting]) -> None:
        try:
            self._store(group)
        except SQLAlchemyError as error:
            self._let_go()
            _fail(group, error)

    def _store(self, group: Sequence[Waiting]) -> None:
        connection = self._held()
        with connection.begin():
            number = self._begin(connection)
            new = self._pen.unknown(connection, group)
            if new:
                self._pen.add(connection, self.process, number, new)
            self._witness("before counts commit")
        self._witness("after counts commit")
        self._next = number + len(new)
        for post in new:
            post.new = True

    def _held(self) -> Connection:
        """Return the writer's own connection: taking one from the pool costs half a commit."""
        if self._connection is None:
            options = {"immediate": True}
            self._connection = self._engine.connect().execution_options(**options)
        return self._connection

    def _let_go(self) -> None:
        """Forget what a failed commit may have left behind."""
        self._next = None
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    def _begin(self, connection: Connection) -> int:
        """Return the number of this process's next batch, introducing the process if need be."""
        if self._next is not None:
            return self._next
        mine = batches.c.process == self.process
        newest = connection.execute(select(func.max(batches.c.n)).where(mine)).scalar()
        introduced = connection.execute(select(folds.c.n).where(folds.c.process == self.process))
        folded = introduced.scalar()
        if folded is None:
            connection.execute(insert(folds), {"process": self.process, "n": 0})
        # Pruned batches must not give their numbers away again.
        return max(newest or 0, folded or 0) + 1


class Pen:
    """The two statements of every commit, put into the driver's own words once.

    Asking SQLAlchemy to build them for each commit cost more than the commit itself.
    """

    COLUMNS: Final = ("process", "n", "feed", "ref", "body", "at")

    def __init__(self, engine: Engine) -> None:
        self._mark = "?" if engine.dialect.paramstyle == "qmark" else "%s"
        places = ", ".join([self._mark] * len(self.COLUMNS))
        quote = engine.dialect.identifier_preparer.quote
        names = ", ".join(quote(name) for name in self.COLUMNS)
        self._insert = f"INSERT INTO batches ({names}) VALUES ({places})"

    def unknown(self, connection: Connection, group: Sequence[Waiting]) -> list[Waiting]:
        """Return the posts whose ref is new, of several with one ref the first."""
        refs = tuple(post.ref for post in group)
        places = ", ".join([self._mark] * len(refs))
        asked = f"SELECT feed, ref FROM batches WHERE ref IN ({places})"
        seen = {(feed, ref) for feed, ref in connection.exec_driver_sql(asked, refs)}
        new = []
        for post in group:
            if post.key not in seen:
                seen.add(post.key)
                new.append(post)
        return new

    def add(
        self, connection: Connection, process: str, number: int, posts: Sequence[Waiting]
    ) -> None:
        """Insert posts under the numbers from `number` on."""
        rows = [
            (process, number + place, post.feed, post.ref, post.body, iso(post.at))
            for place, post in enumerate(posts)
        ]
        connection.exec_driver_sql(self._insert, rows)


def _fail(group: Sequence[Waiting], error: Exception) -> None:
    for post in group:
        post.error = error
