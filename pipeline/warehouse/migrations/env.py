"""Alembic's entry: runs over the connection that ``engine.migrate`` hands over."""

from __future__ import annotations

from alembic import context

from pipeline.warehouse.schema import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
