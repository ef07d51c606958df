"""Indexes for queries: of the sources, and on PostgreSQL of the newest articles."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the indexes."""
    # To read all sources from the articles is to read all their text.
    op.create_index("ix_article_source", "article", ["source"])
    if _is_postgres():
        # Read from its end, the index of dates that is there begins with the articles without one.
        op.execute("CREATE INDEX ix_article_newest ON article (published DESC NULLS LAST)")


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_article_source", "article")
    if _is_postgres():
        op.drop_index("ix_article_newest", "article")


def _is_postgres() -> bool:
    return bool(op.get_bind().dialect.name == "postgresql")
