"""Write whatever happens in a room: one turn at a time, decided, committed, folded, told.

The order of a turn is the promise. *Decide* on the board as it is now; *commit*
under the next number; *fold* only what is committed; *tell* only what is folded.
Another process may take the number first: then nothing was written, what is new
is read and folded, and the rules decide again.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from metro_flow.clock import Clock, to_millisecond
from metro_flow.db import writing
from metro_flow.errors import Busy, Refused
from metro_flow.logbook import table
from metro_flow.logbook.board import Board, Decide, Panel, empty_board, fold, kinds_of
from metro_flow.logbook.entry import Act, Author, Entry, Grant, body_of, parse, read_event, told
from metro_flow.logbook.seal import Head, Verdict, verify

TURNS = 5
LAST_ENTRIES = 50

Listener = Callable[[str, Entry, Mapping[str, Any]], None]
Witness = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a turn came to: the numbers written, and the head of the book after them."""

    seqs: tuple[int, ...]
    seq: int
    head: str


def unseen(_point: str) -> None:
    """Stand in for a witness; tests hand in one that kills the process at a named point."""


class Logbook:
    """The book of one room, as one process holds it. Its methods may be called from any thread."""

    def __init__(
        self,
        room: str,
        panels: Sequence[Panel[Any]],
        *,
        engine: Engine,
        clock: Clock,
        place: object = None,
        listener: Listener | None = None,
        witness: Witness = unseen,
    ) -> None:
        self.room = room
        self._kinds = kinds_of(panels)
        self._engine = engine
        self._clock = clock
        self._listener = listener
        self._witness = witness
        self._turn = threading.RLock()
        self._board = empty_board(room, panels, place)
        self._fence = 0
        self._last: deque[Entry] = deque(maxlen=LAST_ENTRIES)

    def write(
        self,
        decide: Decide,
        *,
        by: Author,
        ref: str | None = None,
        at: datetime | None = None,
        occurred_at: datetime | None = None,
        seen_seq: int | None = None,
        grants: Sequence[Grant] = (),
        cursors: Mapping[str, int] | None = None,
        fence: int | None = None,
    ) -> Answer:
        """Take one turn: write what `decide` says, or raise its Refused.

        A `ref` already answered gets the same answer and writes nothing. `at` is
        the tick of the watch, which also carries its `fence`. Raises Busy when
        five turns in a row were lost to other processes.
        """
        asked = Act(
            by=by,
            at=to_millisecond(at or self._clock.now()),
            occurred_at=occurred_at or at or self._clock.now(),
            seen_seq=seen_seq,
            grants=tuple(grants),
            cursors=cursors,
        )
        with self._turn:
            for _ in range(TURNS):
                answer = self._attempt(decide, asked, ref, fence)
                if answer is not None:
                    return answer
        raise Busy(f"the turn in {self.room} was lost {TURNS} times; ask again")

    def board(self) -> Board:
        """Return the board as the database has it now."""
        with self._turn:
            self._catch_up()
            return self._board

    def glance(self) -> Board:
        """Return the board as this process last knew it, without asking the database."""
        return self._board

    def joined(self) -> dict[str, Any]:
        """Return one moment of the room, as a tablet needs it to begin."""
        with self._turn:
            self._catch_up()
            return {
                "room": self.room,
                "seq": self._board.seq,
                "head": self._board.head,
                "panels": self._board.shown(),
                "entries": [told(entry) for entry in self._last],
            }

    def entries(self, *, before: int | None = None, limit: int = LAST_ENTRIES) -> list[Entry]:
        """Return up to `limit` entries in order, the newest ones below `before`."""
        with self._engine.connect() as connection:
            rows = table.read_rows(connection, self.room, before=before, limit=limit)
        return [self._entry(row) for row in rows]

    def find(self, events: Sequence[type], *, until: datetime) -> list[Entry]:
        """Return every entry of these events that was written before a moment, in order."""
        kinds = [event.__name__ for event in events]
        with self._engine.connect() as connection:
            rows = table.find_rows(connection, self.room, kinds, until=until)
        return [self._entry(row) for row in rows]

    def verify(self, kept: Head | None = None) -> Verdict:
        """Prove the whole book as it is stored, and against a head kept elsewhere."""
        with self._engine.connect() as connection:
            return verify(table.read_rows(connection, self.room), kept)

    def _attempt(
        self, decide: Decide, asked: Act, ref: str | None, fence: int | None
    ) -> Answer | None:
        """Try the turn once; None says that another process took the number."""
        kept = self._catch_up(ref)
        if kept is not None:
            return self._again(kept)
        self._check_fence(fence)
        act = replace(asked, at=max(asked.at, self._board.at or asked.at))
        try:
            rows = self._rows(decide(self._board, act), act, ref, fence)
        except Refused as refusal:
            self._keep_refusal(ref, refusal)
            raise
        if not self._commit(rows, ref):
            return None
        self._witness("before fold")
        for row in rows:
            self._take(row)
        return Answer(tuple(row.seq for row in rows), self._board.seq, self._board.head)

    def _rows(
        self, events: Sequence[Any], act: Act, ref: str | None, fence: int | None
    ) -> list[table.Row]:
        rows: list[table.Row] = []
        seq, previous = self._board.seq, self._board.head
        recorded_at = to_millisecond(self._clock.real())
        for event in events:
            seq += 1
            row = table.row_of(
                event,
                room=self.room,
                seq=seq,
                at=act.at,
                occurred_at=to_millisecond(act.occurred_at),
                recorded_at=recorded_at,
                author=act.by,
                ref=ref,
                fence=fence,
                previous=previous,
            )
            rows.append(row)
            previous = row.sha256
        return rows

    def _commit(self, rows: Sequence[table.Row], ref: str | None) -> bool:
        if not rows and ref is None:
            return True
        self._witness("before commit")
        try:
            with writing(self._engine) as connection:
                if rows:
                    table.add(connection, rows)
                if ref is not None:
                    seqs = tuple(row.seq for row in rows)
                    self._keep(connection, ref, table.Kept(200, {}, seqs))
        except IntegrityError:
            return False
        self._witness("after commit")
        return True

    def _take(self, row: table.Row) -> None:
        entry = self._entry(row)
        self._board, changed = fold(self._board, entry)
        self._fence = max(self._fence, row.fence or 0)
        self._last.append(entry)
        self._witness("before tell")
        if self._listener is not None:
            self._listener(self.room, entry, self._board.shown(changed))

    def _catch_up(self, ref: str | None = None) -> table.Kept | None:
        """Fold what other processes wrote; return what `ref` was answered, if it was."""
        with self._engine.connect() as connection:
            rows = table.read_rows(connection, self.room, after=self._board.seq)
            kept = None if ref is None else table.find_answer(connection, self.room, ref)
        for row in rows:
            self._take(row)
        return kept

    def _entry(self, row: table.Row) -> Entry:
        return Entry(
            room=row.room,
            seq=row.seq,
            at=row.at,
            occurred_at=row.occurred_at,
            recorded_at=row.recorded_at,
            by=parse(Author, orjson.loads(row.author)),
            event=read_event(self._kinds, row.kind, row.version, orjson.loads(row.body)),
            ref=row.ref,
            previous=row.previous,
            sha256=row.sha256,
        )

    def _check_fence(self, fence: int | None) -> None:
        if fence is not None and fence < self._fence:
            raise Refused("a newer watch has taken over", fence=fence, newest=self._fence)

    def _again(self, kept: table.Kept) -> Answer:
        if kept.status == Refused.status:
            raise Refused(kept.body["reason"], **kept.body["facts"])
        return Answer(kept.seqs, self._board.seq, self._board.head)

    def _keep_refusal(self, ref: str | None, refusal: Refused) -> None:
        if ref is None:
            return
        body = {"reason": refusal.reason, "facts": plain(refusal.facts)}
        try:
            with writing(self._engine) as connection:
                self._keep(connection, ref, table.Kept(Refused.status, body, ()))
        except IntegrityError:
            # The same ref was answered by another process in this moment; hers stands.
            kept = self._catch_up(ref)
            if kept is not None:
                self._again(kept)

    def _keep(self, connection: Connection, ref: str, kept: table.Kept) -> None:
        kept_at = to_millisecond(self._clock.real())
        table.keep_answer(connection, self.room, ref, kept, kept_at=kept_at)


def plain(facts: Mapping[str, object]) -> dict[str, Any]:
    """Return a refusal's facts as JSON values."""
    read: dict[str, Any] = orjson.loads(orjson.dumps(facts, default=_plain_value))
    return read


def _plain_value(value: object) -> object:
    return body_of(value) if hasattr(value, "__dataclass_fields__") else str(value)
