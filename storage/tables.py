"""The tables as they stand after the newest revision; ``migrations`` is what makes them.

The two search tables, ``quotation_words`` and ``quotation_features``, are each database's own
kind of index and belong to :mod:`storage.sqlite_search` and :mod:`storage.postgres_search`.
Only PostgreSQL has and needs ``ix_article_newest``, the dates with articles without one at the end.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

# Compared by code point everywhere: dates sort as text, and names in one order.
_TEXT = Text().with_variant(Text(collation="C"), "postgresql")
# Only because SQLite adds no column to a filled table without one; every row has its own.
_NO_KEY = text("0")

# Every constraint has a name, so that a later revision can drop it.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

article = Table(
    "article",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", _TEXT, nullable=False, unique=True),
    # No text: quotations that came from an import, whose article is not on record.
    Column("text", _TEXT),
    Column("title", _TEXT),
    Column("source", _TEXT, index=True),
    Column("published", _TEXT, index=True),
    Column("url", _TEXT),
    Column("lang", _TEXT, nullable=False),
    Column("path", _TEXT),
    Column("parser", _TEXT, nullable=False),
    Column("ingested_at", _TEXT, nullable=False),
)

speaker = Table(
    "speaker",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", _TEXT, nullable=False),
    # Q and a number: which person, where names do not settle it.
    Column("wikidata", _TEXT, index=True, unique=True),
)

# Every name of a speaker, the one in ``speaker`` included: no two speakers share a name.
speaker_alias = Table(
    "speaker_alias",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("speaker_id", ForeignKey("speaker.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", _TEXT, nullable=False),
    Column("folded", _TEXT, nullable=False, unique=True),
    # Equal for all spellings of one surname; NULL for a name without consonants.
    Column("consonants", _TEXT, index=True),
)

# Folded names of speakers whom somebody called two people, one pair a row.
speaker_apart = Table(
    "speaker_apart",
    metadata,
    Column("one", _TEXT, primary_key=True),
    Column("other", _TEXT, primary_key=True),
    CheckConstraint("one < other", name="order"),
    sqlite_with_rowid=False,
)

# What somebody did to speakers, so that it can be undone. By names: a speaker who was merged is no
# longer there to be pointed at.
speaker_change = Table(
    "speaker_change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("made_at", _TEXT, nullable=False),
    Column("what", _TEXT, nullable=False),
    Column("kept", _TEXT, nullable=False),
    Column("other", _TEXT, nullable=False),
    # The key that the merged speaker had, and the Wikidata id that went along.
    Column("other_id", Integer),
    Column("wikidata", _TEXT),
    Column("quotations", Integer, nullable=False),
    Column("undone_at", _TEXT),
    CheckConstraint("what IN ('alias', 'merge')", name="what"),
)

# The names that moved with a merge, or the one that was added.
speaker_change_name = Table(
    "speaker_change_name",
    metadata,
    Column("change_id", ForeignKey("speaker_change.id", ondelete="CASCADE"), primary_key=True),
    Column("folded", _TEXT, primary_key=True, index=True),
    Column("name", _TEXT, nullable=False),
    sqlite_with_rowid=False,
)

# The quotations that moved with a merge, until it is undone. Their keys are never handed out again,
# so that those that have gone may stay here: a foreign key would slow down every deletion.
speaker_change_quotation = Table(
    "speaker_change_quotation",
    metadata,
    Column("change_id", ForeignKey("speaker_change.id", ondelete="CASCADE"), primary_key=True),
    Column("quotation_id", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

quotation = Table(
    "quotation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), nullable=False, index=True),
    # A speaker with quotations cannot be deleted, only merged.
    Column("speaker_id", ForeignKey("speaker.id"), index=True),
    Column("kind", _TEXT, nullable=False),
    Column("text", _TEXT, nullable=False),
    Column("context", _TEXT),
    Column("mention", _TEXT),
    Column("role", _TEXT),
    Column("reported_by", _TEXT),
    Column("confidence", Float, nullable=False),
    Column("rule", _TEXT, nullable=False),
    Column("attribution_rule", _TEXT, nullable=False),
    Column("cue_text", _TEXT),
    Column("cue_lemma", _TEXT),
    Column("cue_start", Integer),
    Column("cue_end", Integer),
    # Of the folded text: the same words find each other.
    Column("folded_key", BigInteger, nullable=False, server_default=_NO_KEY, index=True),
    # Of the text as written, the source and the date: a line that was imported before.
    Column("identity_key", BigInteger, nullable=False, server_default=_NO_KEY, index=True),
    CheckConstraint("kind IN ('direct', 'mixed', 'indirect')", name="kind"),
    CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
    # A key that a user has noted never comes to mean another quotation.
    sqlite_autoincrement=True,
)

segment = Table(
    "segment",
    metadata,
    Column("quotation_id", ForeignKey("quotation.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# About how many quotations have a search feature, counted over a sample: storage.index.
feature_count = Table(
    "feature_count",
    metadata,
    Column("feature", Integer, primary_key=True, autoincrement=False),
    Column("quotations", Integer, nullable=False),
)

# Which version of the folding and of the features the search tables were made with.
index_state = Table(
    "index_state",
    metadata,
    Column("name", _TEXT, primary_key=True),
    Column("value", _TEXT, nullable=False),
)

# What makes vectors of texts. Those of two encoders, or of two versions of one, do not compare.
encoder = Table(
    "encoder",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", _TEXT, nullable=False),
    Column("version", _TEXT, nullable=False),
    UniqueConstraint("name", "version"),
)

# What a quotation means: of each of its passages, at most 16, the place in the text and the vector.
# ``id`` grows with each that is added, in the order of their transactions.
embedding = Table(
    "embedding",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column(
        "quotation_id",
        ForeignKey("quotation.id", ondelete="CASCADE"),
        nullable=False,
        unique=True,
    ),
    Column("encoder_id", ForeignKey("encoder.id"), nullable=False),
    # Two numbers of 32 bits a passage: start and end.
    Column("spans", LargeBinary, nullable=False),
    # 512 bytes a passage, signed.
    Column("vectors", LargeBinary, nullable=False),
)

# The signs of many vectors, by which those like another are found: storage.signs.
embedding_block = Table(
    "embedding_block",
    metadata,
    Column("encoder_id", ForeignKey("encoder.id", ondelete="CASCADE"), primary_key=True),
    # Of the embeddings in it the first and the last ``id``.
    Column("first", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
    # The quotation's key of each passage, 64 bits.
    Column("quotation_ids", LargeBinary, nullable=False),
    # Of all passages the first 64 signs, then of all the next 64, and so on.
    Column("signs", LargeBinary, nullable=False),
)

__all__ = [
    "article",
    "embedding",
    "embedding_block",
    "encoder",
    "feature_count",
    "index_state",
    "metadata",
    "quotation",
    "segment",
    "speaker",
    "speaker_alias",
    "speaker_apart",
    "speaker_change",
    "speaker_change_name",
    "speaker_change_quotation",
]
