"""The search tables in SQLite: two full-text tables that keep no copy of what they index.

SQLite's own ranking is wrong with ``detail=none``, and an OR of all features would read millions
of postings: postings are read here feature by feature, and weighed by :mod:`storage.index`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    Float,
    Select,
    TextClause,
    bindparam,
    case,
    column,
    literal_column,
    select,
    table,
    text,
)

from storage.entries import Entry, Term

# Pages merged after a small import: an index of many parts is slow to search, and large.
_MERGED = 500
# Entries of an index that are looked at to see what it is good for: a tenth of a second for a
# million quotations.
_ANALYSED = 400

_words_table = table("quotation_words", column("rowid"), column("words"), column("stems"))
_POSTINGS = text(
    "SELECT f.key AS nth, q.rowid AS id FROM json_each(:features) AS f "
    "CROSS JOIN quotation_features AS q WHERE q.quotation_features MATCH f.value LIMIT :most"
)
_WITH_ALL = text(
    "SELECT rowid FROM quotation_features WHERE quotation_features MATCH :query LIMIT :most"
)
_TEXTS = text(
    "SELECT id, speaker_id, substr(text, 1, :letters) AS text FROM quotation "
    "WHERE id IN (SELECT value FROM json_each(:keys))"
)
_COUNTS = text(
    "SELECT feature, quotations FROM feature_count "
    "WHERE feature IN (SELECT value FROM json_each(:features))"
)


def add(connection: Connection, entries: Sequence[Entry]) -> None:
    """Index the quotations."""
    connection.exec_driver_sql(
        "INSERT INTO quotation_words (rowid, words, stems) VALUES (?, ?, ?)", _word_rows(entries)
    )
    connection.exec_driver_sql(
        "INSERT INTO quotation_features (rowid, features) VALUES (?, ?)", _feature_rows(entries)
    )


def remove(connection: Connection, entries: Sequence[Entry]) -> None:
    """Take the quotations out, which must be given as they were added."""
    connection.exec_driver_sql(
        "INSERT INTO quotation_words (quotation_words, rowid, words, stems) "
        "VALUES ('delete', ?, ?, ?)",
        _word_rows(entries),
    )
    connection.exec_driver_sql(
        "INSERT INTO quotation_features (quotation_features, rowid, features) "
        "VALUES ('delete', ?, ?)",
        _feature_rows(entries),
    )


def clear(connection: Connection) -> None:
    """Take everything out."""
    for name in ("quotation_words", "quotation_features"):
        connection.exec_driver_sql(
            f"INSERT INTO {name} ({name}) VALUES ('delete-all')"  # noqa: S608  # constants
        )


def tidy(connection: Connection, *, wholly: bool) -> None:
    """Merge the parts that many additions have left: wholly, or as far as that takes a moment.

    And have SQLite look at its indexes anew, without which it would sort a million quotations by
    date rather than read the newest from the index.
    """
    connection.exec_driver_sql(f"PRAGMA analysis_limit = {_ANALYSED}")
    for name in ("article", "quotation", "speaker", "speaker_alias"):
        connection.exec_driver_sql(f"ANALYZE {name}")
    for name in ("quotation_words", "quotation_features"):
        if wholly:
            command = f"INSERT INTO {name} ({name}) VALUES ('optimize')"  # noqa: S608  # constants
        else:
            command = f"INSERT INTO {name} ({name}, rank) VALUES ('merge', {_MERGED})"  # noqa: S608
        connection.exec_driver_sql(command)


def count(connection: Connection, counted: Mapping[int, int]) -> None:
    """Add to what ``feature_count`` says of the features."""
    connection.exec_driver_sql(
        "INSERT INTO feature_count (feature, quotations) VALUES (?, ?) "
        "ON CONFLICT (feature) DO UPDATE SET quotations = quotations + excluded.quotations",
        list(counted.items()),
    )


def postings(connection: Connection, features: Sequence[int], most: int) -> list[tuple[int, int]]:
    """Feature and key of the quotations that have it, feature by feature; ``most`` in all."""
    asked = json.dumps([f'"{each:x}"' for each in features])
    found = connection.execute(_POSTINGS, {"features": asked, "most": most}).all()
    return [(features[nth], key) for nth, key in found]


def with_all(connection: Connection, features: Sequence[int], most: int) -> list[int]:
    """Keys of at most ``most`` quotations that have all of the features."""
    query = " AND ".join(f'"{each:x}"' for each in features)
    return list(connection.scalars(_WITH_ALL, {"query": query, "most": most}))


def texts(connection: Connection, keys: Iterable[int], letters: int) -> Sequence[Any]:
    """Rows of key, speaker's key and the text's first letters of the quotations on record."""
    asked = json.dumps(list(keys))
    return connection.execute(_TEXTS, {"keys": asked, "letters": letters}).all()


def counts(connection: Connection, features: Iterable[int]) -> dict[int, int]:
    """What ``feature_count`` says of the features."""
    asked = json.dumps(list(features))
    return {row.feature: row.quotations for row in connection.execute(_COUNTS, {"features": asked})}


def matching(terms: Sequence[Term]) -> Select[Any]:
    """Key, tier and rank, lower is better, of the quotations in which every term occurs.

    Tier 0: as they were written; 1: in other forms.
    """
    written = select(_words_table.c.rowid).where(_match([term.as_written() for term in terms]))
    tier = case((_words_table.c.rowid.in_(written), 0), else_=1)
    # A word as it was written weighs more than another form of it.
    rank = literal_column("bm25(quotation_words, 2.0, 1.0)", Float)
    return select(_words_table.c.rowid.label("id"), tier.label("tier"), rank.label("rank")).where(
        _match(terms)
    )


def written(entry: Entry) -> tuple[str, str, str]:
    """Words, stems and features of a quotation as the tables are given them."""
    ((_, words, stems),), ((_, features),) = _word_rows([entry]), _feature_rows([entry])
    return words, stems, features


def _match(terms: Sequence[Term]) -> TextClause:
    asked = " AND ".join(f"({_query(term)})" for term in terms)
    # Unique: a statement may have several.
    return text("quotation_words MATCH :asked").bindparams(bindparam("asked", asked, unique=True))


def _query(term: Term) -> str:
    phrase = f'{{words}} : "{" ".join(term.words)}"{" *" if term.prefix else ""}'
    if term.stem is None:
        return phrase
    return f'{phrase} OR {{words stems}} : "{term.stem}"'


def _word_rows(entries: Sequence[Entry]) -> list[tuple[int, str, str]]:
    return [(each.key, " ".join(each.words), " ".join(each.stems)) for each in entries]


def _feature_rows(entries: Sequence[Entry]) -> list[tuple[int, str]]:
    return [(each.key, "%x " * len(each.features) % each.features) for each in entries]
