"""The connection that a store works over, and its transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from storage import database


class Connected:
    """Something that reads and writes a database. A context manager."""

    def __init__(self, engine: Engine, wait: float = database.BUSY_SECONDS) -> None:
        self._engine = engine
        self._wait = wait
        self._url = engine.url.render_as_string(hide_password=True)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with database.explained(self._url), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with (
            database.explained(self._url),
            database.writing(self._engine, self._wait) as connection,
        ):
            yield connection
