"""What quotations mean, as vectors; empty, since to make them takes a program that is an extra."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "encoder",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("version", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_encoder"),
        sa.UniqueConstraint("name", "version", name="uq_encoder_name_version"),
    )
    op.create_table(
        "embedding",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("quotation_id", sa.Integer, nullable=False),
        sa.Column("encoder_id", sa.Integer, nullable=False),
        sa.Column("spans", sa.LargeBinary, nullable=False),
        sa.Column("vectors", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_embedding"),
        sa.UniqueConstraint("quotation_id", name="uq_embedding_quotation_id"),
        sa.ForeignKeyConstraint(
            ["quotation_id"],
            ["quotation.id"],
            name="fk_embedding_quotation_id_quotation",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["encoder_id"], ["encoder.id"], name="fk_embedding_encoder_id_encoder"
        ),
    )
    op.create_table(
        "embedding_block",
        sa.Column("encoder_id", sa.Integer, nullable=False),
        sa.Column("first", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("quotation_ids", sa.LargeBinary, nullable=False),
        sa.Column("signs", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("encoder_id", "first", name="pk_embedding_block"),
        sa.ForeignKeyConstraint(
            ["encoder_id"],
            ["encoder.id"],
            name="fk_embedding_block_encoder_id_encoder",
            ondelete="CASCADE",
        ),
    )
    if op.get_bind().dialect.name == "postgresql":
        # Bytes that do not get smaller: the server need not try.
        for table, columns in (
            ("embedding", ("vectors",)),
            ("embedding_block", ("quotation_ids", "signs")),
        ):
            for column in columns:
                op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE EXTERNAL")


def downgrade() -> None:
    """Drop them: they can be made again."""
    for name in ("embedding_block", "embedding", "encoder"):
        op.drop_table(name)
    op.execute("DELETE FROM index_state WHERE name IN ('embedded', 'embeddings')")
