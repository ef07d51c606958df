"""What a check of a PostgreSQL database looks at: constraints, indexes and the search tables.

The pages are the server's to check, where it has checksums.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError

from storage.entries import Entry
from storage.faults import EXAMPLES, Fault, Tally
from storage.postgres_search import vector

# How the server numbers its errors about what it finds on disk.
_CORRUPT = "XX"
_AMCHECK = "SELECT 1 FROM pg_extension WHERE extname = 'amcheck'"
_INVALID = (
    "SELECT conname FROM pg_constraint "
    "WHERE NOT convalidated AND connamespace = CAST(current_schema() AS regnamespace)"
)
_INDEXES = (
    "SELECT c.relname AS name, i.indisvalid AND i.indisready AS usable, m.amname AS method "
    "FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid "
    "JOIN pg_am AS m ON m.oid = c.relam "
    "WHERE c.relnamespace = CAST(current_schema() AS regnamespace) ORDER BY 1"
)
# Tables whose keys the server hands out.
_KEYED = ("article", "speaker", "speaker_alias", "speaker_change", "quotation")
# What the tables should hold of a page of quotations, beside what they do.
_COMPARED = """
    SELECT right_one.key,
        w.quotation_id IS NULL AS words_missing,
        f.quotation_id IS NULL AS features_missing,
        w.words IS DISTINCT FROM CAST(right_one.words AS tsvector) AS words_differ,
        f.features IS DISTINCT FROM CAST(right_one.features AS integer[]) AS features_differ
    FROM unnest(
        CAST(:keys AS integer[]), CAST(:words AS text[]), CAST(:features AS text[])
    ) AS right_one (key, words, features)
    LEFT JOIN quotation_words AS w ON w.quotation_id = right_one.key
    LEFT JOIN quotation_features AS f ON f.quotation_id = right_one.key"""
_LEFT_OVER = (
    "SELECT quotation_id FROM quotation_{0} AS each "
    "WHERE NOT EXISTS (SELECT FROM quotation WHERE id = each.quotation_id) ORDER BY 1"
)


def unchecked(connection: Connection) -> tuple[str, ...]:
    """The pages and the search indexes; without the extension amcheck all indexes."""
    return ("pages", "search_indexes" if _has_amcheck(connection) else "indexes")


@contextmanager
def reading(connection: Connection) -> Iterator[None]:
    """Nothing: the server lets in no text that is none."""
    yield


def damage(connection: Connection) -> list[Fault]:
    """Constraints that are not enforced, and indexes that cannot be relied upon."""
    tally = Tally()
    for name in connection.scalars(text(_INVALID)):
        tally.add("constraint_unproven", name, repairable=False)
    has_amcheck = _has_amcheck(connection)
    for name, usable, method in connection.execute(text(_INDEXES)).all():
        if not usable or (has_amcheck and method == "btree" and not _is_sound(connection, name)):
            tally.add("index_damaged", name)
    return tally.faults()


def search_damage(engine: Engine, wait: float) -> list[Fault]:
    """Nothing: the search tables are tables like others."""
    return []


def keys_behind(connection: Connection) -> list[Fault]:
    """Which tables would be given a key that is taken."""
    tally = Tally()
    for name in _KEYED:
        last, handed_out = connection.execute(
            text(
                f"SELECT (SELECT max(id) FROM {name}), "  # noqa: S608  # constants
                f"pg_sequence_last_value(pg_get_serial_sequence('{name}', 'id'))"
            )
        ).one()
        if (last or 0) > (handed_out or 0):
            tally.add("keys_behind", name)
    return tally.faults()


def mend(connection: Connection, codes: frozenset[str]) -> None:
    """Make the indexes anew, and let keys be handed out from the last."""
    if "index_damaged" in codes:
        for name, *_ in connection.execute(text(_INDEXES)).all():
            connection.execute(text(f'REINDEX INDEX "{name}"'))
    if "keys_behind" in codes:
        for name in _KEYED:
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) "  # noqa: S608
                    f"FROM {name} HAVING max(id) IS NOT NULL"
                )
            )


def index_faults(
    connection: Connection, pages: Iterable[list[Entry]], known: Callable[[int], bool]
) -> list[Fault]:
    """How the search tables differ from the entries."""
    tally = Tally()
    for page in pages:
        for row in connection.execute(
            text(_COMPARED),
            {
                "keys": [each.key for each in page],
                "words": [vector(each) for each in page],
                "features": ["{" + ",".join(map(str, each.features)) + "}" for each in page],
            },
        ):
            for name in ("words", "features"):
                if row._mapping[f"{name}_missing"]:
                    tally.add(f"{name}_missing", row.key)
                elif row._mapping[f"{name}_differ"]:
                    tally.add(f"{name}_differ", row.key)
    for name in ("words", "features"):
        keys = connection.scalars(text(_LEFT_OVER.format(name))).all()
        tally.count(f"{name}_left_over", len(keys), keys[:EXAMPLES])
    return tally.faults()


def _has_amcheck(connection: Connection) -> bool:
    return connection.scalar(text(_AMCHECK)) is not None


def _is_sound(connection: Connection, name: str) -> bool:
    try:
        with connection.begin_nested():
            connection.execute(
                text("SELECT bt_index_check(CAST(:name AS regclass), true)"), {"name": f'"{name}"'}
            )
    except DatabaseError as error:
        # Other errors, such as of the rights that it takes, say nothing of the index.
        return not str(getattr(error.orig, "sqlstate", "")).startswith(_CORRUPT)
    return True
