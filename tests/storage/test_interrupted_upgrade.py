"""An upgrade that breaks off leaves the old database whole, and one of many rows stays small."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
import tracemalloc
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event, inspect, make_url

from quotes.model import Span
from storage import database, sqlite
from storage.query import Filter
from storage.rows import Line
from storage.store import Store

# The same kills again: WOORDELIJK_SEED=… pytest …
SEED = int(os.environ.get("WOORDELIJK_SEED", "2026"))
SCHEMAS = ("0001", "0002", "0003", "0004", "0005")


def downgrade(url: str, revision: str) -> None:
    engine = sqlite.engine(make_url(url), 1)
    config = Config()
    config.set_main_option("script_location", str(files("storage") / "migrations"))
    with database.writing(engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
    engine.dispose()


def everything(url: str) -> dict[str, list[Any]]:
    """The definitions and the rows of all tables, those behind the search tables included."""
    engine = create_engine(url)
    with engine.connect() as connection:
        schema = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master ORDER BY name, sql"
        )
        found: dict[str, list[Any]] = {"schema": schema.all()}
        for table in inspect(connection).get_table_names():
            if table not in ("quotation_words", "quotation_features"):
                rows = connection.exec_driver_sql(f"SELECT * FROM {table}")
                found[table] = sorted(rows.all(), key=repr)
    engine.dispose()
    return found


def revision_of(found: dict[str, list[Any]]) -> str:
    return str(found["alembic_version"][0][0])


def quotations(url: str) -> list[Any]:
    """What is on record, after an upgrade that is whole."""
    with Store.open(url) as store:
        assert store.check().faults == ()
        return [store.record(each.quote_id) for each in store.stream(Filter())]


@pytest.fixture
def upgraded(tmp_path, make_article, make_quote) -> Path:
    path = tmp_path / "nu.db"
    text = "'De sluis gaat open', zei zij, 'in mei'."
    spans = (Span(1, 19), Span(32, 38))
    with Store.open(f"sqlite:///{path}") as store:
        store.save(
            make_article(text, source="Het Getij"),
            [make_quote("De sluis gaat open in mei", segments=spans)],
        )
        store.add([Line(f"De brug gaat om {n} uur dicht.", f"Spreker {n}") for n in range(50)], "x")
    return path


@pytest.fixture(params=SCHEMAS)
def old(request, upgraded, tmp_path) -> tuple[Path, str]:
    """A filled database of an old schema, and which."""
    path = Path(shutil.copy(upgraded, tmp_path / "oud.db"))
    downgrade(f"sqlite:///{path}", request.param)
    return path, request.param


class StopHere(Exception):
    """Raised in the middle of an upgrade."""


def test_one_that_fails_changes_nothing(old, upgraded, monkeypatch):
    path, revision = old
    url = f"sqlite:///{path}"
    before = everything(url)
    left = 0
    make = sqlite.engine

    def failing(*arguments: Any) -> Engine:
        engine = make(*arguments)

        @event.listens_for(engine, "before_cursor_execute")
        def count(*_: Any) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise StopHere

        return engine

    monkeypatch.setattr(sqlite, "engine", failing)
    failures = {revision: 0, database.HEAD: 0}
    for nth in range(1, 1000, 3):
        left = nth
        try:
            Store.open(url).close()
        except StopHere:
            found = everything(url)
            failures[revision_of(found)] += 1
            assert revision_of(found) == database.HEAD or found == before
        else:
            break
    assert failures[revision] > 2
    # The index is filled in a transaction of its own, where it has to be.
    assert failures[database.HEAD] > 0 or revision in ("0003", "0004", "0005")
    monkeypatch.undo()
    assert quotations(url) == quotations(f"sqlite:///{upgraded}")


def test_one_that_is_killed_changes_nothing(old, upgraded, tmp_path):
    path, revision = old
    before = everything(f"sqlite:///{path}")
    expected = quotations(f"sqlite:///{upgraded}")
    picked = random.Random(SEED)
    lasts = 0.0
    # The first time Python loads what the others have at hand.
    for name in ("first", "timed"):
        timed = shutil.copy(path, tmp_path / f"{name}.db")
        start = time.perf_counter()
        Store.open(f"sqlite:///{timed}").close()
        lasts = time.perf_counter() - start
    seen = []
    for number in range(12):
        url = f"sqlite:///{shutil.copy(path, tmp_path / f'{number}.db')}"
        delay = picked.uniform(0, lasts)
        pid = os.fork()
        if pid == 0:
            try:
                Store.open(url).close()
            finally:
                os._exit(0)
        time.sleep(delay)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        found = everything(url)
        seen.append(revision_of(found))
        told = f"seed {SEED}, round {number}: killed after {delay:.3f} s"
        assert revision_of(found) == database.HEAD or found == before, told
        assert quotations(url) == expected, told
    assert revision in seen


def test_one_of_many_rows_takes_no_more_memory(tmp_path):
    def peak(rows: int) -> int:
        url = f"sqlite:///{tmp_path / f'{rows}.db'}"
        lines = [
            Line(
                f"De brug gaat in week {n % 50} open voor {n % 70} schepen", source=f"Bron {n % 9}"
            )
            for n in range(rows)
        ]
        with Store.open(url) as store:
            store.add([Line("De brug is dicht")], "x")
            with store._writing() as connection:
                connection.exec_driver_sql(
                    "INSERT INTO quotation (article_id, kind, text, confidence, rule, "
                    "attribution_rule) VALUES (1, 'direct', ?, 1, 'x', 'x')",
                    [(line.text,) for line in lines],
                )
        downgrade(url, "0001")
        tracemalloc.start()
        Store.open(url).close()
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        with Store.open(url) as store:
            assert store.info().quotes == rows + 1
        return most

    peak(10)
    # Rows are read five thousand at a time: beyond that more of them take no more memory.
    assert peak(20_000) < 1.2 * peak(6_000)
