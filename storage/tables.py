"""The tables as they stand after the newest revision; ``migrations`` is what makes them.

The two search tables, ``quotation_words`` and ``quotation_features``, are SQLite's own
full-text tables and belong to :mod:`storage.index`.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

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
    Column("sha256", Text, nullable=False, unique=True),
    # No text: quotations that came from an import, whose article is not on record.
    Column("text", Text),
    Column("title", Text),
    Column("source", Text),
    Column("published", Text, index=True),
    Column("url", Text),
    Column("lang", Text, nullable=False),
    Column("path", Text),
    Column("parser", Text, nullable=False),
    Column("ingested_at", Text, nullable=False),
)

speaker = Table(
    "speaker",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    # Q and a number: which person, where names do not settle it.
    Column("wikidata", Text, index=True, unique=True),
)

# Every name of a speaker, the one in ``speaker`` included: no two speakers share a name.
speaker_alias = Table(
    "speaker_alias",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("speaker_id", ForeignKey("speaker.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),
    # Equal for all spellings of one surname; NULL for a name without consonants.
    Column("consonants", Text, index=True),
)

# Folded names of speakers whom somebody called two people, one pair a row.
speaker_apart = Table(
    "speaker_apart",
    metadata,
    Column("one", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    CheckConstraint("one < other", name="order"),
    sqlite_with_rowid=False,
)

quotation = Table(
    "quotation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), nullable=False, index=True),
    # A speaker with quotations cannot be deleted, only merged.
    Column("speaker_id", ForeignKey("speaker.id"), index=True),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("context", Text),
    Column("mention", Text),
    Column("role", Text),
    Column("reported_by", Text),
    Column("confidence", Float, nullable=False),
    Column("rule", Text, nullable=False),
    Column("attribution_rule", Text, nullable=False),
    Column("cue_text", Text),
    Column("cue_lemma", Text),
    Column("cue_start", Integer),
    Column("cue_end", Integer),
    # Of the folded text: the same words find each other.
    Column("folded_hash", LargeBinary(16), nullable=False, index=True),
    # Of the text as written, the source and the date: a line that was imported before.
    Column("identity", LargeBinary(16), nullable=False, index=True),
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

# Which version of the folding and of the features the search tables were made with.
index_state = Table(
    "index_state",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

__all__ = [
    "article",
    "index_state",
    "metadata",
    "quotation",
    "segment",
    "speaker",
    "speaker_alias",
    "speaker_apart",
]
