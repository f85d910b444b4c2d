"""Declare what the counts' store holds: posts as accepted, minutes and days folded from them.

`batches` is the truth about counts for a day; `minutes` and `days` are folded from it and
outlive it. `folds` says how far each process's batches have been folded, and names every process
that ever accepted one. `readings_now` and `estimates` could be computed again.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Index, LargeBinary, String

from metro_flow.db import COUNTS, Moment, db

batches = db.Table(
    "batches",
    Column("process", String(64), primary_key=True),
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("feed", String(64), nullable=False),
    Column("ref", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    # The ref first: a group commit asks for its refs, whatever their feeds.
    Index("batches_once", "ref", "feed", unique=True),
    bind_key=COUNTS,
)
folds = db.Table(
    "folds",
    Column("process", String(64), primary_key=True),
    Column("n", BigInteger, nullable=False),
    bind_key=COUNTS,
)
minutes = db.Table(
    "minutes",
    Column("minute", BigInteger, primary_key=True, autoincrement=False),
    Column("station", String(16), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    bind_key=COUNTS,
)
days = db.Table(
    "days",
    Column("station", String(16), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    bind_key=COUNTS,
)
estimates = db.Table(
    "estimates",
    Column("room", String(64), primary_key=True),
    Column("minute", BigInteger, primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
    bind_key=COUNTS,
)
readings_now = db.Table(
    "readings_now",
    Column("room", String(64), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    bind_key=COUNTS,
)
leases = db.Table(
    "leases",
    Column("duty", String(64), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("fence", BigInteger, nullable=False),
    # Real time: a lease is a promise between machines, not between rooms.
    Column("until", Moment, nullable=False),
)
