"""Keep what must be forgettable apart from the logbook, which forgets nothing.

Names, units and phones of people can be blanked here; entries hold their ids only.
Grants and the roster are read by room time, sign-ins and tries by real time.
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Integer, String

from metro_flow.db import Moment, db

people = db.Table(
    "people",
    Column("id", String(40), primary_key=True),
    Column("login", String(40), unique=True),
    Column("name_zh", String(40), nullable=False, default=""),
    Column("name_en", String(80), nullable=False, default=""),
    Column("unit_zh", String(80), nullable=False, default=""),
    Column("unit_en", String(120), nullable=False, default=""),
    Column("phone", String(40), nullable=False, default=""),
    Column("language", String(2), nullable=False, default="zh"),
    Column("password", String(200), nullable=False),
    Column("pin", String(200), nullable=False),
    Column("blanked_at", Moment),
)

grants = db.Table(
    "grants",
    Column("id", Integer, primary_key=True),
    Column("person", String(40), nullable=False, index=True),
    Column("role", String(20), nullable=False),
    Column("stations", JSON, nullable=False),
    Column("street", String(40)),
    Column("line", String(8)),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
)

roster = db.Table(
    "roster",
    Column("id", Integer, primary_key=True),
    Column("station", String(8), nullable=False, index=True),
    Column("seat", String(20), nullable=False),
    Column("person", String(40), nullable=False),
    Column("starts", Moment, nullable=False),
    Column("ends", Moment, nullable=False),
    Column("deputy", Boolean, nullable=False),
    Column("lines", JSON, nullable=False),
    Column("exits", JSON, nullable=False),
)

# A sign-in is kept by the hash of its token: who reads this table can enter nowhere.
sign_ins = db.Table(
    "sign_ins",
    Column("token_sha256", String(64), primary_key=True),
    Column("person", String(40), nullable=False, index=True),
    Column("started_at", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("ended_at", Moment),
)

tries = db.Table(
    "sign_in_tries",
    Column("name", String(64), primary_key=True),
    Column("address", String(64), primary_key=True),
    Column("wrong", Integer, nullable=False),
    Column("last_at", Moment, nullable=False),
)

# Who looked up whose phone, from which room: asked for by whoever's phone it is.
phone_reads = db.Table(
    "phone_reads",
    Column("id", Integer, primary_key=True),
    Column("reader", String(40), nullable=False),
    Column("room", String(80), nullable=False),
    Column("people", JSON, nullable=False),
    Column("at", Moment, nullable=False),
)

feeds = db.Table(
    "feeds",
    Column("name", String(64), primary_key=True),
    Column("token_sha256", String(64), nullable=False, unique=True),
    Column("stations", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("ended_at", Moment),
)
