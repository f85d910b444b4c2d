"""Keep entries, answers and cursors; only the Logbook writes here.

The primary key (room, seq) is what makes two writers safe: the second insert of
a number fails, and its writer reads what is new and decides again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    String,
    Text,
    column,
    func,
    insert,
    select,
    values,
)

from metro_flow.db import Moment, db
from metro_flow.logbook.entry import Author, body_of
from metro_flow.logbook.seal import seal

entries = db.Table(
    "entries",
    Column("room", String(64), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("occurred_at", Moment, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("kind", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("ref", String(64)),
    Column("fence", BigInteger),
    Column("previous", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
)
answers = db.Table(
    "answers",
    Column("room", String(64), primary_key=True),
    Column("ref", String(64), primary_key=True),
    Column("status", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("seqs", Text, nullable=False),
    Column("kept_at", Moment, nullable=False, index=True),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as it is stored; `body` and `author` are the very text that was sealed."""

    room: str
    seq: int
    at: datetime
    occurred_at: datetime
    recorded_at: datetime
    kind: str
    version: int
    author: str
    body: str
    ref: str | None
    fence: int | None
    previous: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The answer once given to a ref, to be given again."""

    status: int
    body: dict[str, Any]
    seqs: tuple[int, ...]


def row_of(
    event: object,
    *,
    room: str,
    seq: int,
    at: datetime,
    occurred_at: datetime,
    recorded_at: datetime,
    author: Author,
    ref: str | None,
    fence: int | None,
    previous: str,
) -> Row:
    """Return the row of an event, sealed onto the entry before it."""
    fields: dict[str, Any] = {
        "room": room,
        "seq": seq,
        "at": at,
        "occurred_at": occurred_at,
        "recorded_at": recorded_at,
        "kind": type(event).__name__,
        "version": getattr(type(event), "entry_version", 1),
        "author": _text(body_of(author)),
        "body": _text(body_of(event)),
        "ref": ref,
        "fence": fence,
        "previous": previous,
    }
    return Row(**fields, sha256=seal(fields))


def add(connection: Connection, rows: Sequence[Row]) -> None:
    """Insert rows; an IntegrityError says that another process took the number."""
    connection.execute(insert(entries), [_columns(row) for row in rows])


def keep_answer(
    connection: Connection, room: str, ref: str, kept: Kept, *, kept_at: datetime
) -> None:
    """Keep what a ref was answered, in the transaction that makes it true."""
    connection.execute(
        insert(answers),
        {
            "room": room,
            "ref": ref,
            "status": kept.status,
            "body": _text(kept.body),
            "seqs": _text(list(kept.seqs)),
            "kept_at": kept_at,
        },
    )


def find_answer(connection: Connection, room: str, ref: str) -> Kept | None:
    """Return what this ref was answered before, if it was."""
    found = connection.execute(
        select(answers.c.status, answers.c.body, answers.c.seqs).where(
            answers.c.room == room, answers.c.ref == ref
        )
    ).first()
    if found is None:
        return None
    return Kept(found.status, orjson.loads(found.body), tuple(orjson.loads(found.seqs)))


def read_rows(
    connection: Connection,
    room: str,
    *,
    after: int = 0,
    before: int | None = None,
    limit: int | None = None,
) -> list[Row]:
    """Return rows in order; with `limit` the newest ones below `before`."""
    query = select(entries).where(entries.c.room == room, entries.c.seq > after)
    if before is not None:
        query = query.where(entries.c.seq < before)
    if limit is None:
        return [Row(**found._mapping) for found in connection.execute(query.order_by("seq"))]
    newest = connection.execute(query.order_by(entries.c.seq.desc()).limit(limit))
    return [Row(**found._mapping) for found in newest][::-1]


def find_rows(
    connection: Connection, room: str, kinds: Sequence[str], *, until: datetime
) -> list[Row]:
    """Return the rows of some kinds that were written before a moment, in order."""
    query = select(entries).where(
        entries.c.room == room, entries.c.kind.in_(kinds), entries.c.at < until
    )
    return [Row(**found._mapping) for found in connection.execute(query.order_by("seq"))]


def rooms(connection: Connection) -> dict[str, int]:
    """Return every room that has entries, with its newest seq."""
    query = select(entries.c.room, func.max(entries.c.seq)).group_by(entries.c.room)
    return dict(connection.execute(query).tuples().all())


def ahead_of(connection: Connection, known: Mapping[str, int]) -> list[str]:
    """Return which of the rooms have an entry beyond the seq that is known of them.

    One look into the index for each room, whatever stands in the books.
    """
    if not known:
        return []
    have = values(column("room", String), column("seq", BigInteger), name="have")
    have_of = have.data(list(known.items())).cte()
    newer = select(entries.c.seq).where(
        entries.c.room == have_of.c.room, entries.c.seq > have_of.c.seq
    )
    return list(connection.scalars(select(have_of.c.room).where(newer.exists())))


def prune_answers(connection: Connection, *, before: datetime) -> None:
    """Forget answers that no tablet will ask for again."""
    connection.execute(answers.delete().where(answers.c.kept_at < before))


def _columns(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in Row.__slots__}


def _text(value: object) -> str:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
