"""Make the book's first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from metro_flow.db import Moment

revision = "book_0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _make_logbook()
    _make_watch()
    _make_people()
    _make_shifts()


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_sign_ins_person"), table_name="sign_ins")
    op.drop_table("sign_ins")
    op.drop_table("sign_in_tries")
    op.drop_index(op.f("ix_roster_station"), table_name="roster")
    op.drop_table("roster")
    op.drop_table("phone_reads")
    op.drop_table("people")
    op.drop_table("leases")
    op.drop_index(op.f("ix_grants_person"), table_name="grants")
    op.drop_table("grants")
    op.drop_table("feeds")
    op.drop_table("entries")
    op.drop_table("cursors")
    op.drop_table("clocks")
    op.drop_index(op.f("ix_answers_kept_at"), table_name="answers")
    op.drop_table("answers")


def _make_logbook() -> None:
    op.create_table(
        "answers",
        sa.Column("room", sa.String(length=64), nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("seqs", sa.Text(), nullable=False),
        sa.Column("kept_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("room", "ref"),
    )
    op.create_index(op.f("ix_answers_kept_at"), "answers", ["kept_at"], unique=False)
    op.create_table(
        "cursors",
        sa.Column("room", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("seat", sa.String(length=32), nullable=True),
        sa.Column("stored", sa.BigInteger(), nullable=False),
        sa.Column("shown", sa.BigInteger(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("room", "device", "person"),
    )
    op.create_table(
        "entries",
        sa.Column("room", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("occurred_at", Moment(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=True),
        sa.Column("fence", sa.BigInteger(), nullable=True),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("room", "seq"),
    )


def _make_watch() -> None:
    op.create_table(
        "clocks",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("base", Moment(), nullable=False),
        sa.Column("started", Moment(), nullable=False),
        sa.Column("speed", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "leases",
        sa.Column("duty", sa.String(length=64), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("duty"),
    )


def _make_people() -> None:
    op.create_table(
        "feeds",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("stations", sa.JSON(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("name"),
        sa.UniqueConstraint("token_sha256"),
    )
    op.create_table(
        "grants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("stations", sa.JSON(), nullable=False),
        sa.Column("street", sa.String(length=40), nullable=True),
        sa.Column("line", sa.String(length=8), nullable=True),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_grants_person"), "grants", ["person"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("login", sa.String(length=40), nullable=True),
        sa.Column("name_zh", sa.String(length=40), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("unit_zh", sa.String(length=80), nullable=False),
        sa.Column("unit_en", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("password", sa.String(length=200), nullable=False),
        sa.Column("pin", sa.String(length=200), nullable=False),
        sa.Column("blanked_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("login"),
    )
    op.create_table(
        "phone_reads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(length=40), nullable=False),
        sa.Column("room", sa.String(length=80), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _make_shifts() -> None:
    op.create_table(
        "roster",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(length=8), nullable=False),
        sa.Column("seat", sa.String(length=20), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("starts", Moment(), nullable=False),
        sa.Column("ends", Moment(), nullable=False),
        sa.Column("deputy", sa.Boolean(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("exits", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_roster_station"), "roster", ["station"], unique=False)
    op.create_table(
        "sign_in_tries",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("last_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("name", "address"),
    )
    op.create_table(
        "sign_ins",
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("token_sha256"),
    )
    op.create_index(op.f("ix_sign_ins_person"), "sign_ins", ["person"], unique=False)
