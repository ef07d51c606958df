"""The first tables: articles, quotations with their segments, speakers and the search index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

# PostgreSQL, which came later, gets its search tables from a later revision. SQLite's
# keep a copy of what they index: only then does a plain DELETE on
# SQLite 3.40 take a quotation's words out again.
SEARCH_TABLES = (
    "CREATE VIRTUAL TABLE quotation_words USING fts5("
    "folded, tokenize = 'unicode61 remove_diacritics 2')",
    # Features are ASCII and only ever looked up one by one: no positions, no lengths.
    "CREATE VIRTUAL TABLE quotation_features USING fts5("
    "features, detail = none, columnsize = 0, tokenize = 'ascii')",
    # Also fired where the deletion of an article takes its quotations along.
    "CREATE TRIGGER quotation_leaves_index AFTER DELETE ON quotation BEGIN "
    "DELETE FROM quotation_words WHERE rowid = old.id; "
    "DELETE FROM quotation_features WHERE rowid = old.id; END",
)


def upgrade() -> None:
    """Create every table, index and trigger."""
    _articles_and_speakers()
    _quotations()
    if op.get_bind().dialect.name == "sqlite":
        for statement in SEARCH_TABLES:
            op.execute(statement)


def downgrade() -> None:
    """Drop them all."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER quotation_leaves_index")
        op.drop_table("quotation_features")
        op.drop_table("quotation_words")
    for name in (
        "index_state",
        "segment",
        "quotation",
        "speaker_alias",
        "speaker",
        "article",
    ):
        op.drop_table(name)


def _articles_and_speakers() -> None:
    op.create_table(
        "article",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("sha256", _TEXT, nullable=False),
        sa.Column("text", _TEXT),
        sa.Column("title", _TEXT),
        sa.Column("source", _TEXT),
        sa.Column("published", _TEXT),
        sa.Column("url", _TEXT),
        sa.Column("lang", _TEXT, nullable=False),
        sa.Column("path", _TEXT),
        sa.Column("parser", _TEXT, nullable=False),
        sa.Column("ingested_at", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
        sa.UniqueConstraint("sha256", name="uq_article_sha256"),
    )
    op.create_index("ix_article_published", "article", ["published"])
    op.create_table(
        "speaker",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_speaker"),
    )
    op.create_table(
        "speaker_alias",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("speaker_id", sa.Integer, nullable=False),
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("folded", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_speaker_alias"),
        sa.UniqueConstraint("folded", name="uq_speaker_alias_folded"),
        sa.ForeignKeyConstraint(
            ["speaker_id"],
            ["speaker.id"],
            name="fk_speaker_alias_speaker_id_speaker",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_speaker_alias_speaker_id", "speaker_alias", ["speaker_id"])
    op.create_table(
        "index_state",
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("value", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_index_state"),
    )


def _quotations() -> None:
    op.create_table(
        "quotation",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("article_id", sa.Integer, nullable=False),
        sa.Column("speaker_id", sa.Integer),
        sa.Column("kind", _TEXT, nullable=False),
        sa.Column("text", _TEXT, nullable=False),
        sa.Column("context", _TEXT),
        sa.Column("mention", _TEXT),
        sa.Column("role", _TEXT),
        sa.Column("reported_by", _TEXT),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("rule", _TEXT, nullable=False),
        sa.Column("attribution_rule", _TEXT, nullable=False),
        sa.Column("cue_text", _TEXT),
        sa.Column("cue_lemma", _TEXT),
        sa.Column("cue_start", sa.Integer),
        sa.Column("cue_end", sa.Integer),
        sa.Column("folded_hash", sa.LargeBinary(16), nullable=False),
        sa.Column("identity", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_quotation"),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
            name="fk_quotation_article_id_article",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speaker.id"], name="fk_quotation_speaker_id_speaker"
        ),
        sa.CheckConstraint(
            "kind IN ('direct', 'mixed', 'indirect')", name=op.f("ck_quotation_kind")
        ),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_quotation_confidence")),
        sqlite_autoincrement=True,
    )
    for column in ("article_id", "speaker_id", "folded_hash", "identity"):
        op.create_index(f"ix_quotation_{column}", "quotation", [column])
    op.create_table(
        "segment",
        sa.Column("quotation_id", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("quotation_id", "position", name="pk_segment"),
        sa.ForeignKeyConstraint(
            ["quotation_id"],
            ["quotation.id"],
            name="fk_segment_quotation_id_quotation",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
