"""Run the steps of one store on the connection that `migrate` hands in."""

from __future__ import annotations

from alembic import context

from metro_flow.migrations import version_table

attributes = context.config.attributes
context.configure(
    connection=attributes["connection"],
    target_metadata=attributes.get("metadata"),
    version_table=version_table(attributes["store"]),
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
