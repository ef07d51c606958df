"""What was done to speakers, so that it can be undone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables, empty: what was done before nobody wrote down."""
    op.create_table(
        "speaker_change",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("made_at", _TEXT, nullable=False),
        sa.Column("what", _TEXT, nullable=False),
        sa.Column("kept", _TEXT, nullable=False),
        sa.Column("other", _TEXT, nullable=False),
        sa.Column("other_id", sa.Integer),
        sa.Column("wikidata", _TEXT),
        sa.Column("quotations", sa.Integer, nullable=False),
        sa.Column("undone_at", _TEXT),
        sa.PrimaryKeyConstraint("id", name="pk_speaker_change"),
        sa.CheckConstraint("what IN ('alias', 'merge')", name=op.f("ck_speaker_change_what")),
    )
    op.create_table(
        "speaker_change_name",
        sa.Column("change_id", sa.Integer, nullable=False),
        sa.Column("folded", _TEXT, nullable=False),
        sa.Column("name", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("change_id", "folded", name="pk_speaker_change_name"),
        _of_change("speaker_change_name"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_speaker_change_name_folded", "speaker_change_name", ["folded"])
    op.create_table(
        "speaker_change_quotation",
        sa.Column("change_id", sa.Integer, nullable=False),
        sa.Column("quotation_id", sa.Integer, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("change_id", "quotation_id", name="pk_speaker_change_quotation"),
        _of_change("speaker_change_quotation"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them: what was done stays done."""
    for name in ("speaker_change_quotation", "speaker_change_name", "speaker_change"):
        op.drop_table(name)


def _of_change(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["change_id"],
        ["speaker_change.id"],
        name=f"fk_{table}_change_id_speaker_change",
        ondelete="CASCADE",
    )
