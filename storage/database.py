"""A connection to the database: opened, migrated, and with errors a user can read.

What differs between the two kinds of database is in :mod:`storage.sqlite` and
:mod:`storage.postgres`, two modules with the same functions; their search tables are in
:mod:`storage.sqlite_search` and :mod:`storage.postgres_search`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Table, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from quotes.errors import StoreError

# The newest revision, written down so that a database that has it is opened without
# loading Alembic, which costs as much as a check does.
HEAD = "0006"
# How long a statement waits for another process's transaction. An article takes
# milliseconds and a batch of an import about two seconds; more means that something hangs.
BUSY_SECONDS = 15.0
# What is said of a database that lost something.
DAMAGED = "the database is damaged; restore a backup"
_VERSION_TABLE = "alembic_version"
_FORMS = "write sqlite:///path/to/file.db or postgresql+psycopg://user@host/database"


class Kind(Protocol):
    """What each kind of database does in its own way; the two modules say how."""

    @property
    def REASONS(self) -> tuple[tuple[str, str], ...]:  # noqa: N802  # a constant of a module
        """What is wrong, by a pattern of what the database says."""

    def engine(self, url: URL, wait: float) -> Engine:
        """An engine on the database at ``url``."""

    def prepare(self, made: Engine, wait: float, *, reading: bool) -> None:
        """Make the database ready to be read, and written unless it is only for ``reading``.

        Raises where it cannot be.
        """

    def lock(self, connection: Connection, wait: float) -> None:
        """Wait for other writers, and keep them out until the transaction ends."""

    def next_key(self, connection: Connection, count: int) -> int:
        """The first of ``count`` keys for quotations, never handed out before."""

    def insert_many(
        self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]
    ) -> None:
        """Put rows with the same columns, in the same order, into a table."""

    def stop_early(self, connection: Connection) -> None:
        """Have this transaction's statements read no more than their first rows take."""

    def size(self, connection: Connection) -> int:
        """Bytes of the database."""

    def state(self, connection: Connection, *, settled: bool) -> str | None:
        """What differs whenever anything in the database differs, whoever changed it; None where
        that cannot be told, and if ``settled`` where the next change might look the same."""

    def backup(self, made: Engine, target: Path) -> None:
        """Copy the database to a new file."""


def connect(url: str, *, wait: float = BUSY_SECONDS, reading: bool = False) -> Engine:
    """An engine on the database at ``url``, created or migrated where needed.

    ``reading``: a database that cannot be written will do. Raises :class:`StoreError` for a URL
    or a database that cannot be used.
    """
    parsed = _parsed(url)
    shown = parsed.render_as_string(hide_password=True)
    kind = _of_backend(parsed.get_backend_name())
    engine = kind.engine(parsed, wait)
    try:
        with explained(shown):
            kind.prepare(engine, wait, reading=reading)
            _migrate(engine, shown, wait)
    except BaseException:
        engine.dispose()
        raise
    return engine


def kind_of(bind: Engine | Connection) -> Kind:
    """What is the database's own: :mod:`storage.sqlite` or :mod:`storage.postgres`."""
    return _of_backend(bind.dialect.name)


def upsert(connection: Connection, table: Table) -> Any:
    """An INSERT into ``table`` that can say what to do with a row that is there already."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as postgres_insert

        return postgres_insert(table)
    from sqlalchemy.dialects.sqlite import insert as sqlite_insert

    return sqlite_insert(table)


@contextmanager
def writing(engine: Engine, wait: float = BUSY_SECONDS) -> Iterator[Connection]:
    """A transaction that holds the write lock from its start.

    A transaction that first reads and then writes would fail, not wait, where another
    process wrote in between.
    """
    with engine.connect() as connection:
        options: dict[str, Any] = {"immediate": True}
        if engine.dialect.name == "postgresql":
            # It has to see what was written while it waited for the lock.
            options["isolation_level"] = "READ COMMITTED"
        ours = connection.execution_options(**options)
        with ours.begin():
            kind_of(engine).lock(ours, wait)
            yield ours


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Turns what the database raises into a :class:`StoreError` that says what to do."""
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreError(
            _reason(str(getattr(error, "orig", None) or error), url), url=url
        ) from error
    except sqlite3.Error as error:
        raise StoreError(_reason(str(error), url), url=url) from error
    except MemoryError as error:
        # SQLite asks for as much as a damaged length says.
        raise StoreError(
            "out of memory, or the database is damaged: see woordelijk db check", url=url
        ) from error
    except UnicodeDecodeError as error:
        # Names in the file's own list of tables, as SQLite repeats them.
        raise StoreError(DAMAGED, url=url) from error
    except UnicodeEncodeError as error:
        raise StoreError(
            "text with half a character can be neither stored nor looked up", url=url
        ) from error
    except Exception as error:
        # COPY raises the driver's own errors, which are not to be imported for this alone.
        if not type(error).__module__.startswith("psycopg"):
            raise
        raise StoreError(_reason(str(error), url), url=url) from error


def onward(last: int | None, key: int) -> int:
    """``key``, the last of a page of rows that was to come after ``last``.

    Raises :class:`StoreError` where it does not: pages of a damaged table may lead back to where
    they came from, and whoever reads on would read forever.
    """
    if last is not None and key <= last:
        raise StoreError(DAMAGED)
    return key


def is_key(connection: Connection, key: int) -> bool:
    """Whether a row may have the key: a larger one cannot even be asked for."""
    most: int = 2**31 if connection.dialect.name == "postgresql" else 2**63
    return 0 < key < most


def revision(connection: Connection) -> str | None:
    """The schema revision of the database, None where it has no tables yet."""
    if not connection.dialect.has_table(connection, _VERSION_TABLE):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _of_backend(name: str) -> Kind:
    # Imported here: nobody needs both.
    if name == "postgresql":
        from storage import postgres

        return postgres
    from storage import sqlite

    return sqlite


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        # The text itself is not repeated: a mistyped URL may hold a password.
        raise StoreError(f"not a database URL; {_FORMS}") from error
    if parsed.drivername not in (
        "sqlite",
        "sqlite+pysqlite",
        "postgresql",
        "postgresql+psycopg",
    ):
        raise StoreError(
            f"only SQLite and PostgreSQL databases are supported, not {parsed.drivername}; "
            f"{_FORMS}",
            url=parsed.render_as_string(hide_password=True),
        )
    return parsed


def _migrate(engine: Engine, shown: str, wait: float) -> None:
    with engine.connect() as connection:
        if revision(connection) == HEAD:
            return
    with writing(engine, wait) as connection:
        found = revision(connection)
        if found == HEAD:
            return
        if found is None and connection.dialect.get_table_names(connection):
            raise StoreError("a database of another program; choose another", url=shown)
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


def _reason(message: str, url: str) -> str:
    kind = _of_backend(url.split(":")[0].split("+")[0])
    for pattern, reason in kind.REASONS:
        if re.search(pattern, message):
            return reason
    return f"the database refused: {message}"
