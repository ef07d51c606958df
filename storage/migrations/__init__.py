"""Schema revisions, run by Alembic on first use of a database."""
