"""Make the counts's first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from metro_flow.db import Moment

revision = "counts_0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "batches",
        sa.Column("process", sa.String(length=64), nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("feed", sa.String(length=64), nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("process", "n"),
    )
    op.create_index("batches_once", "batches", ["ref", "feed"], unique=True)
    op.create_index(op.f("ix_batches_at"), "batches", ["at"], unique=False)
    op.create_table(
        "days",
        sa.Column("station", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("station", "day"),
    )
    op.create_table(
        "estimates",
        sa.Column("room", sa.String(length=64), nullable=False),
        sa.Column("minute", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("room", "minute"),
    )
    op.create_table(
        "folds",
        sa.Column("process", sa.String(length=64), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("process"),
    )
    op.create_table(
        "minutes",
        sa.Column("minute", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("station", sa.String(length=16), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("minute", "station"),
    )
    op.create_table(
        "readings_now",
        sa.Column("room", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("room"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("readings_now")
    op.drop_table("minutes")
    op.drop_table("folds")
    op.drop_table("estimates")
    op.drop_table("days")
    op.drop_index(op.f("ix_batches_at"), table_name="batches")
    op.drop_index("batches_once", table_name="batches")
    op.drop_table("batches")
