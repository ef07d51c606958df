"""Alembic's entry point: runs the revisions on the connection that it is handed.

The caller holds the transaction, so that two processes that open a new database at once
cannot both create its tables.
"""

from __future__ import annotations

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
