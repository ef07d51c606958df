"""A connection to the database file: opened, migrated, and with errors a user can read."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from quotes.errors import StoreError

# The newest revision, written down so that a database that has it is opened without
# loading Alembic, which costs as much as a check does.
HEAD = "0002"
# How long a statement waits for another process's transaction. An article takes
# milliseconds and a batch of an import about a second; more means that something hangs.
BUSY_SECONDS = 15.0
_VERSION_TABLE = "alembic_version"


def connect(url: str, *, wait: float = BUSY_SECONDS) -> Engine:
    """An engine on the database at ``url``, created or migrated where needed.

    Raises :class:`StoreError` for a URL or a file that cannot be used.
    """
    parsed = _parsed(url)
    shown = parsed.render_as_string(hide_password=True)
    _make_folder(parsed, shown)
    engine = create_engine(parsed, connect_args={"timeout": wait})
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    try:
        with explained(shown):
            _prepare(engine, wait)
            _migrate(engine, shown)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the write lock from its start.

    A transaction that first reads and then writes would fail, not wait, where another
    process wrote in between.
    """
    with engine.connect() as connection:
        immediate = connection.execution_options(immediate=True)
        with immediate.begin():
            yield immediate


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Turns what the database raises into a :class:`StoreError` that says what to do."""
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreError(_reason(str(getattr(error, "orig", None) or error)), url=url) from error
    except sqlite3.Error as error:
        raise StoreError(_reason(str(error)), url=url) from error
    except UnicodeEncodeError as error:
        raise StoreError(
            "text with half a character can be neither stored nor looked up", url=url
        ) from error


def revision(connection: Connection) -> str | None:
    """The schema revision of the database, None where it has no tables yet."""
    if not inspect(connection).has_table(_VERSION_TABLE):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        # The text itself is not repeated: a mistyped URL may hold a password.
        raise StoreError("not a database URL; write sqlite:///path/to/file.db") from error
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise StoreError(
            f"only SQLite databases are supported, not {parsed.drivername}; "
            "write sqlite:///path/to/file.db",
            url=parsed.render_as_string(hide_password=True),
        )
    return parsed


def _make_folder(parsed: URL, shown: str) -> None:
    name = parsed.database
    if not name or name == ":memory:" or name.startswith("file:"):
        return
    try:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"no folder for the database: {error.strerror}", url=shown) from error


def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    # Python's driver would otherwise begin transactions by itself, and not before a CREATE.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # Safe with a write-ahead log: a power cut may lose the last transaction, never the file.
    connection.execute("PRAGMA synchronous = NORMAL")


def _on_begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _prepare(engine: Engine, wait: float) -> None:
    """Switch to a write-ahead log, so that readers go on reading while an article is written.

    Raises at once, not halfway an ingest, where the file cannot be written.
    """
    raw = engine.raw_connection()
    cursor = raw.cursor()
    try:
        deadline = time.monotonic() + wait
        while True:
            try:
                # The mode stays with the file.
                if cursor.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                    cursor.execute("PRAGMA journal_mode = WAL")
                break
            except sqlite3.OperationalError as error:
                # Two processes that switch at once do not wait for each other by themselves.
                if not _is_locked(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
        _require_writable(cursor, wait)
    finally:
        cursor.close()
        raw.close()


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


def _is_locked(error: sqlite3.OperationalError) -> bool:
    return "locked" in str(error) or "busy" in str(error)


def _migrate(engine: Engine, shown: str) -> None:
    with engine.connect() as connection:
        if revision(connection) == HEAD:
            return
    with writing(engine) as connection:
        found = revision(connection)
        if found == HEAD:
            return
        if found is None and inspect(connection).get_table_names():
            raise StoreError("a database of another program; choose another file", url=shown)
        _upgrade(connection, found, shown)


def _upgrade(connection: Connection, found: str | None, shown: str) -> None:
    # Imported here: see HEAD.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    with as_file(files("storage") / "migrations") as scripts:
        config = Config()
        config.set_main_option("script_location", str(scripts).replace("%", "%%"))
        config.attributes["connection"] = connection
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if found is not None and found not in known:
            raise StoreError(
                f"made by a newer version of Woordelijk (schema revision {found}, this version "
                f"knows {HEAD}); upgrade Woordelijk",
                url=shown,
            )
        command.upgrade(config, HEAD)


_REASONS = (
    (r"locked|busy", "in use: another process has been writing for too long; try again later"),
    (r"readonly|read-only", "the database is read-only"),
    (r"not a database|encrypted", "the file is not a SQLite database"),
    (r"malformed|corrupt", "the database file is damaged; restore a backup"),
    (r"unable to open", "the file cannot be opened as a database"),
    (r"disk is full|disk I/O", "the disk is full or failing"),
)


def _reason(message: str) -> str:
    for pattern, reason in _REASONS:
        if re.search(pattern, message):
            return reason
    return f"the database refused: {message}"
