"""The search tables in PostgreSQL: words as a ``tsvector``, features as an array of numbers.

Each has a GIN index. A GIN index is read whole for a feature, however many quotations have it, so
that the frequent ones, which ``feature_count`` knows, must not be asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Cast, Connection, Select, case, cast, column, func, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY

from storage.entries import Entry, Term
from storage.postgres import copy_rows

# A word's positions beyond this are all the same to the server.
_POSITIONS = 16_383

_words_table = table("quotation_words", column("quotation_id"), column("words"))
_POSTINGS = text(
    "SELECT f.nth, q.quotation_id AS id "
    "FROM unnest(CAST(:features AS integer[])) WITH ORDINALITY AS f (feature, nth) "
    "CROSS JOIN LATERAL (SELECT quotation_id FROM quotation_features "
    "WHERE features @> ARRAY[f.feature] LIMIT :most) AS q LIMIT :most"
)
_WITH_ALL = text(
    "SELECT quotation_id FROM quotation_features "
    "WHERE features @> CAST(:features AS integer[]) LIMIT :most"
)
_TEXTS = text(
    "SELECT id, speaker_id, left(text, :letters) AS text FROM quotation WHERE id = ANY(:keys)"
)
_COUNTS = text("SELECT feature, quotations FROM feature_count WHERE feature = ANY(:features)")
_COUNT = text(
    "INSERT INTO feature_count AS known (feature, quotations) "
    "SELECT * FROM unnest(CAST(:features AS integer[]), CAST(:quotations AS integer[])) "
    "ON CONFLICT (feature) DO UPDATE SET quotations = known.quotations + excluded.quotations"
)
_PUT_IN_ORDER = text("SELECT gin_clean_pending_list(CAST(:name AS regclass))")


def add(connection: Connection, entries: Sequence[Entry]) -> None:
    """Index the quotations."""
    copy_rows(
        connection,
        "quotation_words",
        ("quotation_id", "words"),
        ((each.key, _vector(each)) for each in entries),
    )
    copy_rows(
        connection,
        "quotation_features",
        ("quotation_id", "features"),
        # Written out here, which the driver does five times as slowly.
        ((each.key, f"{{{','.join(map(str, each.features))}}}") for each in entries),
    )
    # What waits to be put in order is read through by every search.
    for name in ("ix_quotation_words_words", "ix_quotation_features_features"):
        connection.execute(_PUT_IN_ORDER, {"name": name})


def remove(connection: Connection, entries: Sequence[Entry]) -> None:
    """Take the quotations out."""
    keys = {"keys": [each.key for each in entries]}
    for name in ("quotation_words", "quotation_features"):
        connection.execute(
            text(f"DELETE FROM {name} WHERE quotation_id = ANY(:keys)"),  # noqa: S608  # constants
            keys,
        )


def clear(connection: Connection) -> None:
    """Take everything out."""
    connection.exec_driver_sql("TRUNCATE quotation_words, quotation_features")


def tidy(connection: Connection, *, wholly: bool) -> None:
    """Have the server look at its indexes anew; each addition was put in order."""
    connection.exec_driver_sql("ANALYZE article, quotation, speaker, speaker_alias")


def count(connection: Connection, counted: Mapping[int, int]) -> None:
    """Add to what ``feature_count`` says of the features."""
    connection.execute(_COUNT, {"features": list(counted), "quotations": list(counted.values())})


def postings(connection: Connection, features: Sequence[int], most: int) -> list[tuple[int, int]]:
    """Feature and key of the quotations that have it, feature by feature; ``most`` in all."""
    _use_index(connection)
    found = connection.execute(_POSTINGS, {"features": list(features), "most": most}).all()
    return [(features[nth - 1], key) for nth, key in found]


def with_all(connection: Connection, features: Sequence[int], most: int) -> list[int]:
    """Keys of at most ``most`` quotations that have all of the features."""
    _use_index(connection)
    return list(connection.scalars(_WITH_ALL, {"features": list(features), "most": most}))


def texts(connection: Connection, keys: Iterable[int], letters: int) -> Sequence[Any]:
    """Rows of key, speaker's key and the text's first letters of the quotations on record."""
    return connection.execute(_TEXTS, {"keys": list(keys), "letters": letters}).all()


def counts(connection: Connection, features: Iterable[int]) -> dict[int, int]:
    """What ``feature_count`` says of the features."""
    found = connection.execute(_COUNTS, {"features": list(features)})
    return {row.feature: row.quotations for row in found}


def matching(terms: Sequence[Term]) -> Select[Any]:
    """Key, tier and rank, lower is better, of the quotations in which every term occurs.

    Tier 0: as they were written; 1: in other forms.
    """
    words, asked = _words_table.c.words, _asked(terms)
    written = words.op("@@")(_asked([term.as_written() for term in terms]))
    return select(
        _words_table.c.quotation_id.label("id"),
        case((written, 0), else_=1).label("tier"),
        (-func.ts_rank(words, asked, 1)).label("rank"),
    ).where(words.op("@@")(asked))


def _asked(terms: Sequence[Term]) -> Cast[Any]:
    return cast(" & ".join(f"({_query(term)})" for term in terms), TSQUERY)


def vector(entry: Entry) -> str:
    """Words and stems of a quotation as the table is given them."""
    return _vector(entry)


def _query(term: Term) -> str:
    *before, last = (f"'{word}':A" for word in term.words)
    phrase = " <-> ".join((*before, last.replace(":", ":*") if term.prefix else last))
    return phrase if term.stem is None else f"{phrase} | '{term.stem}':AB"


def _vector(entry: Entry) -> str:
    """The words with their places, and the stems, told apart by their weights A and B."""
    placed = [f"'{word}':{min(at, _POSITIONS)}A" for at, word in enumerate(entry.words, start=1)]
    return " ".join((*placed, *(f"'{stem}':{_POSITIONS}B" for stem in entry.stems)))


def _use_index(connection: Connection) -> None:
    # The planner, who does not know which features are frequent, would at times read it all.
    connection.execute(text("SET LOCAL enable_seqscan = off"))
