"""What is SQLite's own about a connection: the write-ahead log, the write lock, its errors."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, insert, text
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.sql.compiler import SQLCompiler

from quotes.errors import StoreError
from storage.database import DAMAGED

# Kilobytes of the file kept in memory. A check reads some hundred pages; an import of
# millions touches every page of the indexes again and again.
CACHE = 64_000
# Seconds in which file systems may give two changes one time; FAT has the coarsest clock.
JUST_NOW = 2.0
# What is wrong, by what SQLite says.
REASONS = (
    (r"locked|busy", "in use: another process has been writing for too long; try again later"),
    (r"readonly|read-only", "the database is read-only"),
    (r"not a database|encrypted", "the file is not a SQLite database"),
    (
        r"malformed|corrupt|vtable constructor failed|fts5 file format|Could not decode to UTF-8",
        DAMAGED,
    ),
    (r"unable to open", "the file cannot be opened as a database"),
    (r"disk is full|disk I/O", "the disk is full or failing"),
)


def engine(url: URL, wait: float) -> Engine:
    """An engine on the file at ``url``, which is made with its folder where it is not there.

    Raises :class:`StoreError` for a folder that cannot be made.
    """
    _make_folder(url)
    made = create_engine(url, connect_args={"timeout": wait})
    event.listen(made, "connect", on_connect)
    event.listen(made, "begin", on_begin)
    return made


def prepare(made: Engine, wait: float, *, reading: bool) -> None:
    """Switch to a write-ahead log, so that readers go on reading while an article is written.

    Raises at once, not halfway an ingest, where the file cannot be written and is to be.
    """
    try:
        with closing(made.raw_connection()) as raw, closing(raw.cursor()) as cursor:
            _use_log(cursor, wait)
            _require_writable(cursor, wait)
    except sqlite3.OperationalError as error:
        if not (reading and _is_readonly(error)):
            raise
        _require_readable(made)


def on_connect(connection: sqlite3.Connection, _record: object) -> None:
    """Settings of a new connection."""
    # Python's driver would otherwise begin transactions by itself, and not before a CREATE.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # Safe with a write-ahead log: a power cut may lose the last transaction, never the file.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{CACHE}")


def on_begin(connection: Connection) -> None:
    """Begin a transaction, for a writer with the write lock."""
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def lock(connection: Connection, wait: float) -> None:
    """Nothing: a writer's transaction has begun with the lock."""


def next_key(connection: Connection, count: int) -> int:
    """The first of ``count`` keys for quotations that were never handed out.

    Nor to a quotation that has since gone.
    """
    last = connection.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = 'quotation'"))
    return int(last or 0) + 1


def insert_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put the rows, all with the same columns, into the table."""
    statement = insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    assert isinstance(statement, SQLCompiler)  # noqa: S101  # what else
    # As tuples, which are made twice as fast as SQLAlchemy makes its parameters.
    values = itemgetter(*(statement.positiontup or ()))
    connection.exec_driver_sql(str(statement), [values(row) for row in rows])


def stop_early(connection: Connection) -> None:
    """Nothing: a statement goes on only as its rows are asked for."""


def size(connection: Connection) -> int:
    """Bytes of the database file."""
    found = connection.scalar(
        text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    )
    return int(found or 0)


def state(connection: Connection, *, settled: bool) -> str | None:
    """The file and its log by their numbers, sizes and times of change; None in memory.

    Changed just now it is not settled: another change may get the same time.
    """
    name = connection.engine.url.database
    if not name or name == ":memory:":
        return None
    found = []
    for path in (Path(name), Path(f"{name}-wal")):
        try:
            seen = path.stat()
        except OSError:
            continue
        if not seen.st_size:  # a log is made by readers too, and is empty then
            continue
        if settled and time.time() - max(seen.st_mtime, seen.st_ctime) < JUST_NOW:
            return None
        found.append(f"{seen.st_ino} {seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns}")
    return f"{Path(name).resolve()} {found}" if found else None


def backup(made: Engine, target: Path) -> None:
    """Copy the database to ``target``, whole even while others write."""
    raw = made.raw_connection()
    try:
        source = raw.driver_connection
        assert isinstance(source, sqlite3.Connection)  # noqa: S101  # the engine is ours
        with closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    finally:
        raw.close()


def _make_folder(url: URL) -> None:
    name = url.database
    if not name or name == ":memory:" or name.startswith("file:"):
        return
    try:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        shown = url.render_as_string(hide_password=True)
        raise StoreError(f"no folder for the database: {error.strerror}", url=shown) from error


def _use_log(cursor: DBAPICursor, wait: float) -> None:
    deadline = time.monotonic() + wait
    while True:
        try:
            # The mode stays with the file, so that one of another program is left as it is.
            if cursor.execute("PRAGMA journal_mode").fetchone() != ("wal",) and _is_ours(cursor):
                cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            # Two processes that switch at once do not wait for each other by themselves.
            if not _is_locked(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _is_ours(cursor: DBAPICursor) -> bool:
    """Whether the file has our tables, or none yet."""
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    names = [name for (name,) in cursor.fetchall()]
    return not names or "alembic_version" in names


def _require_writable(cursor: DBAPICursor, wait: float) -> None:
    cursor.execute("PRAGMA busy_timeout = 0")
    try:
        cursor.execute("BEGIN IMMEDIATE")
        # To begin is not enough: with a write-ahead log SQLite refuses no sooner than this.
        cursor.execute("PRAGMA user_version = 0")
        cursor.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        # Somebody else is writing: then it can be written.
        if not _is_locked(error):
            raise
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {int(wait * 1000)}")


def _require_readable(made: Engine) -> None:
    try:
        with closing(made.raw_connection()) as raw, closing(raw.cursor()) as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError as error:
        if not _is_readonly(error):
            raise
        # Readers keep a file beside it; without one they cannot know of writers, as the user may.
        raise StoreError(
            "read-only, and so is its folder; if nobody writes to it, read it by "
            "--db 'sqlite:///file:/path/to/file.db?immutable=1&uri=true'",
            url=made.url.render_as_string(hide_password=True),
        ) from error


def _is_readonly(error: sqlite3.OperationalError) -> bool:
    return "readonly" in str(error)


def _is_locked(error: sqlite3.OperationalError) -> bool:
    return "locked" in str(error) or "busy" in str(error)
