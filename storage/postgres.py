"""What is PostgreSQL's own about a connection: isolation, the write lock, COPY, its errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, text
from sqlalchemy.engine import URL

from quotes.errors import StoreError
from storage.database import DAMAGED

# The lock that every writer takes, as SQLite's writers do: whoever reads which speakers and
# lines are on record and then adds the others must not do so beside somebody else.
_WRITERS = 0x776F6F7264  # "woord"
# What is wrong, by what PostgreSQL and its driver say.
REASONS = (
    (r"lock timeout|deadlock", "in use: another process has been writing for too long; try again"),
    (r"read-only", "the database is read-only"),
    (r"password authentication|no password supplied", "the name or the password is wrong"),
    (r"permission denied", "this user may not do that in the database"),
    (r"database .* does not exist", "there is no such database; make it with createdb"),
    (r"role .* does not exist", "there is no such user"),
    (
        r"connection (failed|refused|is bad|timeout)|could not (connect|translate)|"
        r"server closed|terminat|No such file or directory|Connection refused",
        "the server cannot be reached",
    ),
    (r"invalid page|could not read block|(missing|unexpected) chunk|invalid memory", DAMAGED),
    (r"No space left|could not (extend|write)", "the server's disk is full or failing"),
    (r"NUL \(0x00\)", "text with a NUL byte can be neither stored nor looked up"),
)


def engine(url: URL, wait: float) -> Engine:
    """An engine on the database at ``url``; ``wait`` is the longest wait for the server.

    Raises :class:`StoreError` where the driver is not installed.
    """
    try:
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            # What is read in one transaction is as of its first statement, as in SQLite.
            isolation_level="REPEATABLE READ",
            connect_args={"connect_timeout": max(2, int(wait))},
            # Half an hour between two articles of an ingest may cut a connection.
            pool_pre_ping=True,
        )
    except ModuleNotFoundError as error:
        raise StoreError(
            "PostgreSQL needs its driver: pip install 'woordelijk[postgres]'",
            url=url.render_as_string(hide_password=True),
        ) from error


def prepare(made: Engine, wait: float, *, reading: bool) -> None:
    """Raise at once, not halfway an ingest, where the database is to be written and cannot be."""
    with made.connect() as connection:
        if not reading and connection.scalar(text("SHOW transaction_read_only")) == "on":
            raise StoreError(
                "the database is read-only", url=made.url.render_as_string(hide_password=True)
            )


def lock(connection: Connection, wait: float) -> None:
    """Wait for other writers, at most ``wait`` seconds; the lock is held to the end."""
    connection.execute(
        text("SELECT set_config('lock_timeout', :wait, true)"), {"wait": f"{int(wait * 1000)}ms"}
    )
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITERS})


def next_key(connection: Connection, count: int) -> int:
    """The first of ``count`` keys for quotations that were never handed out.

    Nor to a quotation that has since gone.
    """
    sequence = "pg_get_serial_sequence('quotation', 'id')"
    # Only the holder of the writers' lock asks.
    first = connection.scalar(text(f"SELECT nextval({sequence})"))  # a constant
    if count > 1:
        connection.execute(
            text(f"SELECT setval({sequence}, :last)"), {"last": int(first or 1) + count - 1}
        )
    return int(first or 1)


def insert_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put the rows, all with the same columns, into the table, by COPY."""
    copy_rows(connection, table.name, list(rows[0]), (tuple(row.values()) for row in rows))


def copy_rows(connection: Connection, table: str, columns: Sequence[str], rows: Any) -> None:
    """Put rows of values of ``columns`` into the table, by COPY."""
    from psycopg import sql

    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def stop_early(connection: Connection) -> None:
    """Have this transaction's statements read no more than their first rows take.

    Parallel workers run ahead: the twenty newest of a thousand took them 7 seconds, and one 0.2.
    """
    connection.execute(text("SET LOCAL max_parallel_workers_per_gather = 0"))


def size(connection: Connection) -> int:
    """Bytes of the database on the server."""
    return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)


def state(connection: Connection, *, settled: bool) -> str | None:
    """The server since it started, the database, and which transactions have ended."""
    del settled  # their numbers never come again
    found = connection.scalar(
        text(
            "SELECT concat_ws(' ', pg_postmaster_start_time(), inet_server_addr(), "
            "inet_server_port(), (SELECT oid FROM pg_database WHERE datname = current_database()), "
            "pg_current_snapshot())"
        )
    )
    return str(found)


def backup(made: Engine, target: Path) -> None:
    """Refused: a server's database is copied with the server's own tools."""
    raise StoreError(
        "a PostgreSQL database is backed up with pg_dump",
        url=made.url.render_as_string(hide_password=True),
    )
