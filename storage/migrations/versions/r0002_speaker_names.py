"""Speakers by other spellings of their names, Wikidata ids, and pairs that are two people."""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op
from anyascii import anyascii

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

# Rows filled with one statement.
_BATCH = 5000


def upgrade() -> None:
    """Add the columns, each with ALTER TABLE: to copy a table would delete what refers to it."""
    op.add_column("speaker", sa.Column("wikidata", _TEXT))
    op.create_index("ix_speaker_wikidata", "speaker", ["wikidata"], unique=True)
    op.add_column("speaker_alias", sa.Column("consonants", _TEXT))
    _fill()
    op.create_index("ix_speaker_alias_consonants", "speaker_alias", ["consonants"])
    op.create_table(
        "speaker_apart",
        sa.Column("one", _TEXT, nullable=False),
        sa.Column("other", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name="pk_speaker_apart"),
        sa.CheckConstraint("one < other", name=op.f("ck_speaker_apart_order")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("speaker_apart")
    op.drop_index("ix_speaker_alias_consonants", "speaker_alias")
    op.drop_column("speaker_alias", "consonants")
    op.drop_index("ix_speaker_wikidata", "speaker")
    op.drop_column("speaker", "wikidata")


def _fill() -> None:
    connection = op.get_bind()
    names = connection.execute(sa.text("SELECT id, name FROM speaker_alias")).all()
    filled = [{"id": key, "found": _consonants(name) or None} for key, name in names]
    for start in range(0, len(filled), _BATCH):
        connection.execute(
            sa.text("UPDATE speaker_alias SET consonants = :found WHERE id = :id"),
            filled[start : start + _BATCH],
        )


def _consonants(name: str) -> str:
    """The key of a name as this revision knows it.

    A copy on purpose: a revision fills a database with what the next one starts from, whatever has
    become of ``quotes.latin`` since.
    """
    latin = name if name.isascii() else anyascii(re.sub("[ьъ]", "", name, flags=re.IGNORECASE))
    words = re.sub(r"[^a-zа-я ]", " ", latin.lower().replace("'", "")).split()
    if not words:
        return ""
    kept = re.sub(r"[aeiouyj]", "", words[-1])
    kept = re.sub(r"[fw]", "v", kept)
    kept = re.sub(r"(?<!t)t*[cghkqsxz]+", "k", kept)
    return re.sub(r"(.)\1+", r"\1", kept)
