"""Where the bytes of a database are: rows, indexes over rows, and the search index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, TextClause, create_engine, make_url, text

# Whatever else the database holds serves to find a quotation by its words; what serves to find it
# by its meaning is empty here.
ROWS = frozenset(
    {
        "alembic_version",
        "article",
        "embedding",
        "embedding_block",
        "encoder",
        "quotation",
        "segment",
        "speaker",
        "speaker_alias",
        "speaker_apart",
        "sqlite_schema",
        "sqlite_sequence",
        "sqlite_stat1",
    }
)
# Files that come and go beside an SQLite database.
_PASSING = ("-wal", "-shm", "-journal")
_DBSTAT = text(
    "SELECT d.name AS name, coalesce(m.tbl_name, d.name) AS owner, coalesce(m.type, 'table') "
    "AS type, d.pgsize AS bytes FROM dbstat AS d LEFT JOIN sqlite_schema AS m USING (name) "
    "WHERE d.aggregate = TRUE"
)
_RELATIONS = text(
    "SELECT c.relname AS name, coalesce(t.relname, c.relname) AS owner, "
    "CASE c.relkind WHEN 'i' THEN 'index' ELSE 'table' END AS type, "
    "CASE c.relkind WHEN 'i' THEN pg_relation_size(c.oid) ELSE pg_table_size(c.oid) END AS bytes "
    "FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace "
    "LEFT JOIN pg_index AS i ON i.indexrelid = c.oid LEFT JOIN pg_class AS t ON t.oid = i.indrelid "
    "WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'i', 'm')"
)
_TEXT = {
    "sqlite": text("SELECT sum(length(CAST(text AS BLOB))) FROM quotation"),
    "postgresql": text("SELECT sum(octet_length(text)) FROM quotation"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A table or index: ``kind`` is rows, index or search."""

    name: str
    kind: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """``quoted``: bytes of the quotations' own words. ``whole``: of the database, in its files."""

    parts: tuple[Part, ...]
    quoted: int
    whole: int

    def of(self, *kinds: str) -> int:
        """Bytes of the parts of these kinds."""
        return sum(part.bytes for part in self.parts if part.kind in kinds)

    def figures(self, records: int) -> dict[str, float]:
        """Bytes a record, by what they are for, and then of every part that has one."""
        bytes_of = {
            "database": self.whole,
            "words of the quotations": self.quoted,
            "rows": self.of("rows"),
            "indexes and search index": self.of("index", "search"),
            "search index alone": self.of("search"),
        } | {f"{part.kind} {part.name}": part.bytes for part in self.parts}
        each = {name: round(size / max(1, records), 1) for name, size in bytes_of.items()}
        return {name: size for name, size in each.items() if size >= 1}


def measure(url: str) -> Sizes:
    """The sizes of an SQLite or PostgreSQL database."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            quoted = int(connection.scalar(_TEXT[engine.dialect.name]) or 0)
            if engine.dialect.name == "sqlite":
                parts, whole = _of_file(connection, Path(make_url(url).database or ""))
            else:
                parts = tuple(_parts(connection, _RELATIONS))
                whole = int(
                    connection.scalar(text("SELECT pg_database_size(current_database())")) or 0
                )
    finally:
        engine.dispose()
    return Sizes(tuple(sorted(parts, key=lambda part: -part.bytes)), quoted, whole)


def _of_file(connection: Connection, path: Path) -> tuple[tuple[Part, ...], int]:
    """The parts, a file beside the database counted as a search index of its own."""
    beside = [
        Part(file.name, "search", file.stat().st_size)
        for file in path.parent.glob(f"{path.name}?*")
        if not file.name.endswith(_PASSING)
    ]
    whole = path.stat().st_size + sum(part.bytes for part in beside)
    return (*_parts(connection, _DBSTAT), *beside), whole


def _parts(connection: Connection, query: TextClause) -> Iterator[Part]:
    for row in connection.execute(query):
        kind = "index" if row.type == "index" else "rows"
        yield Part(str(row.name), kind if row.owner in ROWS else "search", int(row.bytes))
