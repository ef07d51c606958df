"""Search tables that keep no copy of the text, on PostgreSQL too; shorter keys; views."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Rows changed with one statement.
_BATCH = 5000
# The old column, and the new one that holds its first eight bytes as a number.
_KEYS = (("folded_hash", "folded_key"), ("identity", "identity_key"))

_OLD_SEARCH = (
    "CREATE VIRTUAL TABLE quotation_words USING fts5("
    "folded, tokenize = 'unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE quotation_features USING fts5("
    "features, detail = none, columnsize = 0, tokenize = 'ascii')",
    "CREATE TRIGGER quotation_leaves_index AFTER DELETE ON quotation BEGIN "
    "DELETE FROM quotation_words WHERE rowid = old.id; "
    "DELETE FROM quotation_features WHERE rowid = old.id; END",
)
_SQLITE_SEARCH = (
    # Both hold words of a-z and 0-9 alone, made by us.
    "CREATE VIRTUAL TABLE quotation_words USING fts5("
    "words, stems, content = '', tokenize = 'ascii')",
    # Features are only ever looked up one by one: no positions, no lengths.
    "CREATE VIRTUAL TABLE quotation_features USING fts5("
    "features, content = '', detail = none, columnsize = 0, tokenize = 'ascii')",
    # Bytes of additions kept in memory before they are written: those of a batch of an import.
    "INSERT INTO quotation_words (quotation_words, rank) VALUES ('hashsize', 16777216)",
    "INSERT INTO quotation_features (quotation_features, rank) VALUES ('hashsize', 16777216)",
    # Parts of one size that are merged at once; fewer would be rewritten more often.
    "INSERT INTO quotation_words (quotation_words, rank) VALUES ('automerge', 16)",
    "INSERT INTO quotation_features (quotation_features, rank) VALUES ('automerge', 16)",
)
_POSTGRES_SEARCH = (
    "CREATE TABLE quotation_words ("
    "quotation_id integer CONSTRAINT pk_quotation_words PRIMARY KEY "
    "CONSTRAINT fk_quotation_words_quotation_id_quotation "
    "REFERENCES quotation (id) ON DELETE CASCADE, "
    "words tsvector NOT NULL)",
    # A batch of additions is put in order as a whole, once it is there (kilobytes).
    "CREATE INDEX ix_quotation_words_words ON quotation_words USING gin (words) "
    "WITH (gin_pending_list_limit = 65536)",
    "CREATE TABLE quotation_features ("
    "quotation_id integer CONSTRAINT pk_quotation_features PRIMARY KEY "
    "CONSTRAINT fk_quotation_features_quotation_id_quotation "
    "REFERENCES quotation (id) ON DELETE CASCADE, "
    "features integer[] NOT NULL)",
    "CREATE INDEX ix_quotation_features_features ON quotation_features USING gin (features) "
    "WITH (gin_pending_list_limit = 65536)",
)
# For whoever opens the database with other tools: the common joins, in plain words.
_VIEWS = {
    "quotation_in_full": """
        SELECT quotation.id AS quotation_id, quotation.text, speaker.name AS speaker,
            quotation.kind, quotation.role, quotation.reported_by, article.source,
            article.published, article.title, article.url, article.lang, quotation.confidence,
            quotation.context, quotation.speaker_id, quotation.article_id
        FROM quotation
        JOIN article ON article.id = quotation.article_id
        LEFT JOIN speaker ON speaker.id = quotation.speaker_id""",
    "speaker_in_numbers": """
        SELECT speaker.id AS speaker_id, speaker.name, speaker.wikidata,
            count(quotation.id) AS quotations, count(DISTINCT article.source) AS sources,
            min(article.published) AS first_published, max(article.published) AS last_published
        FROM speaker
        LEFT JOIN quotation ON quotation.speaker_id = speaker.id
        LEFT JOIN article ON article.id = quotation.article_id
        GROUP BY speaker.id, speaker.name, speaker.wikidata""",
    "source_in_numbers": """
        SELECT article.source, count(DISTINCT article.id) AS articles,
            count(quotation.id) AS quotations,
            min(article.published) AS first_published, max(article.published) AS last_published
        FROM article
        LEFT JOIN quotation ON quotation.article_id = article.id
        GROUP BY article.source""",
}


def upgrade() -> None:
    """Replace the search tables and the keys; the index is filled when it is next opened."""
    if _is_sqlite():
        op.execute("DROP TRIGGER quotation_leaves_index")
        op.drop_table("quotation_words")
        op.drop_table("quotation_features")
    for statement in _SQLITE_SEARCH if _is_sqlite() else _POSTGRES_SEARCH:
        op.execute(statement)
    op.create_table(
        "feature_count",
        sa.Column("feature", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("quotations", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("feature", name="pk_feature_count"),
    )
    for _, name in _KEYS:
        op.add_column(
            "quotation",
            sa.Column(name, sa.BigInteger, nullable=False, server_default=sa.text("0")),
        )
    _copy("folded_hash, identity", "folded_key = :one, identity_key = :other", _number)
    for old, name in _KEYS:
        op.drop_index(f"ix_quotation_{old}", "quotation")
        op.drop_column("quotation", old)
        op.create_index(f"ix_quotation_{name}", "quotation", [name])
    # Nothing is indexed now.
    op.execute("DELETE FROM index_state")
    for name, select in _VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {select}")


def downgrade() -> None:
    """Put the old search tables and keys back, the tables empty."""
    for name in _VIEWS:
        op.execute(f"DROP VIEW {name}")
    for old, _ in _KEYS:
        # The default goes unused: SQLite adds no column to a filled table without one.
        zero = "x'00'" if _is_sqlite() else "'\\x00'::bytea"
        op.add_column(
            "quotation",
            sa.Column(old, sa.LargeBinary(16), nullable=False, server_default=sa.text(zero)),
        )
    _copy("folded_key, identity_key", "folded_hash = :one, identity = :other", _bytes)
    for old, name in _KEYS:
        op.drop_index(f"ix_quotation_{name}", "quotation")
        op.drop_column("quotation", name)
        op.create_index(f"ix_quotation_{old}", "quotation", [old])
    op.drop_table("feature_count")
    op.drop_table("quotation_words")
    op.drop_table("quotation_features")
    if _is_sqlite():
        for statement in _OLD_SEARCH:
            op.execute(statement)
    op.execute("DELETE FROM index_state")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _copy(columns: str, changes: str, changed: Callable[[Any], Any]) -> None:
    """Change the two keys of every quotation."""
    connection = op.get_bind()
    page = sa.text(
        f"SELECT id, {columns} FROM quotation WHERE id > :last ORDER BY id LIMIT {_BATCH}"  # noqa: S608  # constants
    )
    change = sa.text(f"UPDATE quotation SET {changes} WHERE id = :id")  # noqa: S608
    last = 0
    while rows := connection.execute(page, {"last": last}).all():
        connection.execute(
            change,
            [{"id": key, "one": changed(one), "other": changed(other)} for key, one, other in rows],
        )
        last = rows[-1][0]


def _number(digest: bytes) -> int:
    return int.from_bytes(digest[:8].ljust(8, b"\0"), "big", signed=True)


def _bytes(number: int) -> bytes:
    return number.to_bytes(8, "big", signed=True)
