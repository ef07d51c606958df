from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from quotes.errors import StoreError
from storage import database
from storage.rows import Line
from storage.store import Store
from storage.tables import metadata

# What belongs to one kind of database alone.
OWN = ("quotation_words", "quotation_features", "ix_article_newest")


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(files("storage") / "migrations"))
    return ScriptDirectory.from_config(config)


def test_the_tables_are_what_the_revisions_make(store):
    def ours(name, _kind, _parents):
        return name is None or not name.startswith(OWN)

    options = {"include_name": ours, "compare_type": True, "compare_server_default": True}
    with store._reading() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_what_alembic_does_not_compare(sqlite_store):
    with sqlite_store._reading() as connection:
        made = {
            row.name: row.sql
            for row in connection.exec_driver_sql("SELECT name, sql FROM sqlite_master")
        }
    assert "AUTOINCREMENT" in made["quotation"]
    assert "WITHOUT ROWID" in made["segment"]
    for table in metadata.tables.values():
        # SQLite takes no name for the key of a table with AUTOINCREMENT.
        for constraint in table.constraints - {metadata.tables["quotation"].primary_key}:
            assert f"CONSTRAINT {constraint.name} " in made[table.name]


@pytest.mark.parametrize("name", ["quotation_in_full", "speaker_in_numbers", "source_in_numbers"])
def test_the_views_can_be_read(store, name):
    store.add([Line("De brug is open.", "Mira Vonk", source="Het Getij", published="2026")], "x")
    with store._reading() as connection:
        (row,) = connection.exec_driver_sql(f"SELECT * FROM {name}").mappings()
    assert {"Mira Vonk", "Het Getij"} & set(row.values())


def test_head_is_the_newest_revision():
    assert scripts().get_heads() == [database.HEAD]


def test_opened_again_without_loading_alembic(url):
    Store.open(url).close()
    code = (
        "import sys; from storage.store import Store; "
        f"Store.open({url!r}).candidates('de brug'); "
        "sys.exit('alembic' in sys.modules or 'torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_folder_is_made(tmp_path: Path):
    path = tmp_path / "nieuw" / "map met spatie" / "é%.db"
    Store.open(f"sqlite:///{path}").close()
    assert path.exists()


def make_newer(path: Path) -> None:
    Store.open(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


def make_other(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recept (naam TEXT)")


def make_damaged(path: Path) -> None:
    Store.open(f"sqlite:///{path}").close()
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.write_text("De brug is dicht.\n" * 100), "not a SQLite database"),
        (lambda path: path.mkdir(), "cannot be opened"),
        (make_newer, "newer version of Woordelijk .schema revision 9999"),
        (make_other, "another program"),
        (make_damaged, "damaged"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, make, reason):
    path = tmp_path / "woordelijk.db"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StoreError, match=reason) as caught:
        Store.open(f"sqlite:///{path}")
    assert "woordelijk.db" in str(caught.value)
    assert "Traceback" not in str(caught.value)
    if path.is_file():
        assert path.read_bytes() == before


@pytest.mark.parametrize("url", ["woordelijk.db", "", "://", "sqlite//x"])
def test_no_url(url):
    with pytest.raises(StoreError, match="sqlite:///path"):
        Store.open(url)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("postgresql://redactie:geheim@127.0.0.1:1/x", "server cannot be reached"),
        ("postgresql+psycopg2://redactie:geheim@db.example/x", "only SQLite and PostgreSQL"),
        ("mysql://redactie:geheim@db.example/x", "only SQLite and PostgreSQL"),
    ],
)
def test_no_password_in_the_error(url, reason):
    with pytest.raises(StoreError, match=reason) as caught:
        Store.open(url)
    assert "geheim" not in str(caught.value)


def test_a_folder_that_cannot_be_made(tmp_path: Path):
    (tmp_path / "bestand").write_text("x")
    with pytest.raises(StoreError, match="no folder"):
        Store.open(f"sqlite:///{tmp_path / 'bestand' / 'woordelijk.db'}")


def test_read_only(tmp_path: Path):
    path = tmp_path / "woordelijk.db"
    Store.open(f"sqlite:///{path}").close()
    with pytest.raises(StoreError, match="read-only"):
        Store.open(f"sqlite:///file:{path}?mode=ro&uri=true")


def test_locked(url):
    with Store.open(url, wait=0.1) as store, Store.open(url) as other:
        with other._writing():
            # Whoever only reads is not kept waiting, nor is who opens.
            assert store.candidates("de brug") == ()
            Store.open(url, wait=0.1).close()
            with pytest.raises(StoreError, match="another process"):
                store.add([Line("De brug.")], "x.jsonl")
        assert store.add([Line("De brug.")], "x.jsonl") == 1


def test_reading_while_another_writes(url):
    with Store.open(url) as store, Store.open(url) as reader:
        seen: list[int] = []
        done = threading.Event()

        def read() -> None:
            while not done.is_set():
                seen.append(len(reader.query(["brug"], limit=10_000)))

        thread = threading.Thread(target=read)
        thread.start()
        for batch in range(30):
            lines = [Line(f"Brug {batch} {n}", f"Spreker {n}") for n in range(20)]
            assert store.add(lines, "x.jsonl") == 20
        done.set()
        thread.join()
        assert len(reader.query(["brug"], limit=10_000)) == 600
    # A batch is seen whole or not at all, and what was seen stays.
    assert all(count % 20 == 0 for count in seen)
    assert seen == sorted(seen)
    assert seen


def test_several_processes_open_a_new_database_at_once(url):
    code = (
        "from storage.store import Store; from storage.rows import Line; import os; "
        f"print(Store.open({url!r}).add([Line('Van ' + str(os.getpid()))], 'x'))"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert [process.communicate()[0].strip() for process in running] == ["1"] * 4
    with Store.open(url) as store:
        assert store.info().quotes == 4


def test_the_first_revision_can_be_undone(url):
    from alembic import command

    engine = database.connect(url)
    config = Config()
    config.set_main_option("script_location", str(files("storage") / "migrations"))
    with database.writing(engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        left = set(inspect(connection).get_table_names())
        left |= set(inspect(connection).get_view_names())
    engine.dispose()
    assert left <= {"alembic_version"}
