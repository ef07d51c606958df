"""Databases that cannot be used, or only read: one line that says so, and exit code 2."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from storage.rows import Line
from storage.store import Store

NOBODY = 65534
READING = (
    ["query"],
    ["query", "dijk"],
    ["check", "De dijk houdt het deze winter"],
    ["export"],
    ["speakers", "list"],
    ["speakers", "suggest"],
    ["explain", "1"],
    ["variants", "1"],
    ["db", "info"],
)
WRITING = (
    ["ingest", "{draft}"],
    ["import", "{lines}"],
    ["speakers", "alias", "Mira Vonk", "M. Vonk"],
    ["speakers", "merge", "Mira Vonk", "Daan Kuil"],
    ["db", "init"],
    ["db", "upgrade"],
    ["db", "check", "--repair"],
)


@pytest.fixture
def every(run, word_parser, draft, tmp_path):
    """Runs every command on a database; their ends by command line."""
    lines = tmp_path / "regels.jsonl"
    lines.write_text('{"text": "De brug is dicht."}\n', "utf-8")

    def every(db: object, commands=(*READING, *WRITING, ["db", "check"])):
        return {
            tuple(command): run(
                "--db", db, *(part.format(draft=draft, lines=lines) for part in command)
            )
            for command in commands
        }

    return every


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def of_another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE recept (naam TEXT)")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def cut_off(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


UNUSABLE = {
    "newer version": newer,
    "another program": of_another_program,
    "cannot be opened": folder,
    "damaged": cut_off,
    "not a SQLite database": lambda path: path.write_text("De brug is dicht.\n" * 300, "utf-8"),
}


@pytest.mark.parametrize("reason", UNUSABLE)
def test_a_file_that_cannot_be_used(every, database, reason):
    UNUSABLE[reason](database)
    before = database.read_bytes() if database.is_file() else b""
    for command, end in every(database).items():
        assert end.code == 2, command
        assert end.out == ""
        (line,) = end.err.splitlines()
        assert reason in line
        assert database.name in line
    assert before == (database.read_bytes() if database.is_file() else b"")


def test_a_file_of_no_bytes_is_a_new_database(run, tmp_path):
    path = tmp_path / "leeg.db"
    path.touch()
    assert run("--db", path, "query").code == 0
    assert run("--db", path, "db", "check").code == 0


def test_faults_are_told_and_repaired(run, database):
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM quotation WHERE id = 3")
        connection.execute("UPDATE segment SET start = 2 WHERE quotation_id = 1")
    end = run("db", "check")
    assert end.code == 1
    assert "words_left_over: 1 quotations that a query looks for and are gone (3)" in end.out
    assert "woordelijk db check --repair" in end.out
    assert "ingest --force" in end.out
    end = run("db", "check", "--format", "json")
    assert (end.code, end.out.count('"remedy"')) == (1, 5)
    end = run("db", "check", "--repair")
    assert end.code == 1
    assert end.out.count("repaired  ") == 4
    assert "2 quotations checked: 1 sort of fault left" in end.out
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE segment SET start = ? WHERE quotation_id = 1", (77,))
    assert "place_differs" in run("db", "check").out


def test_every_fault_has_its_words():
    import re

    from cli import render_checkup

    source = "".join(
        (Path(__file__).parents[2] / "storage" / name).read_text("utf-8")
        for name in (
            "checking.py",
            "embedding_checking.py",
            "links.py",
            "sqlite_checking.py",
            "postgres_checking.py",
        )
    )
    literal = set(re.findall(r'(?:\.add|\.count|Fault)\(\s*"(\w+)"', source))
    literal |= set(re.findall(r'", "(\w+)", (?:True|False)\)', source))
    literal |= set(re.findall(r'\): "(\w+)",', source))
    made = {f"{table}_{how}" for table in ("words", "features")
            for how in ("missing", "differ", "left_over")}  # fmt: skip
    assert literal | made == set(render_checkup._MEANINGS)


def test_told_how_far_a_long_check_has_come(run, database, monkeypatch):
    monkeypatch.setattr("cli.db.STRIDE", 1)
    assert "3 of 3 quotations" in run("db", "check").err


@pytest.fixture
def open_folder():
    """A folder that every user may see, outside of the tests' own."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def as_nobody() -> None:
    """Root may write whatever the file says."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


@pytest.mark.parametrize("folder_writable", [True, False])
def test_a_read_only_file(start, every, database, open_folder, draft, folder_writable):
    # Whatever is imported only now, nobody could not.
    shutil.copy(database, open_folder / "eerst.db")
    every(open_folder / "eerst.db")
    path = Path(shutil.copy(database, open_folder / "record.db"))
    before = path.read_bytes()
    path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    open_folder.chmod(0o777 if folder_writable else 0o555)
    try:
        for command in (*READING, ["db", "check"]):
            end = start("--db", path, *command, before=as_nobody).wait()
            assert end.code == (0 if folder_writable else 2), (command, end)
            assert folder_writable or "immutable=1" in end.err
            url = f"sqlite:///file:{path}?immutable=1&uri=true"
            end = start("--db", url, *command, before=as_nobody).wait()
            assert end.code == 0, (command, end)
        for command in WRITING[2:]:
            end = start("--db", path, *command, before=as_nobody).wait()
            assert end.code == 2, (command, end)
            assert len(end.err.splitlines()) == 1
            assert "read-only" in end.err
        assert path.read_bytes() == before
    finally:
        open_folder.chmod(0o755)


def test_a_file_that_is_read_only_by_its_address(every, database):
    url = f"sqlite:///file:{database}?mode=ro&uri=true"
    before = database.read_bytes()
    for command, end in every(url, (*READING, ["db", "check"])).items():
        assert end.code == 0, (command, end)
        assert end.err == ""
    for command, end in every(url, WRITING).items():
        assert end.code == 2, command
        assert "read-only" in end.err
        assert len(end.err.splitlines()) == 1
    assert database.read_bytes() == before


def test_a_new_file_where_nothing_may_be_written(start, run, database, open_folder):
    run("query")
    for path in (open_folder / "record.db", open_folder / "map" / "record.db"):
        end = start("--db", path, "query", before=as_nobody).wait()
        assert end.code == 2
        assert len(end.err.splitlines()) == 1
        assert "cannot be opened" in end.err or "no folder" in end.err


def test_a_server_that_is_read_only(every, postgres):
    url = postgres.ready()
    with Store.open(url) as store:
        store.add([Line("De dijk houdt het deze winter", "Mira Vonk")], "x")
        store.add([Line("De dijk is laag", "Daan Kuil")], "x")
    postgres.psql(
        url, f"ALTER DATABASE {make_url(url).database} SET default_transaction_read_only = on;"
    )
    for command, end in every(url, (*READING, ["db", "check"])).items():
        assert end.code == 0, (command, end)
    for command, end in every(url, WRITING).items():
        assert end.code == 2, command
        assert "read-only" in end.err
        assert len(end.err.splitlines()) == 1


def test_an_empty_server_that_is_read_only(run, postgres):
    url = postgres.empty()
    postgres.psql(
        url, f"ALTER DATABASE {make_url(url).database} SET default_transaction_read_only = on;"
    )
    end = run("--db", url, "query")
    assert end.code == 2
    assert "read-only" in end.err


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE alembic_version SET version_num = '9999';", "newer version"),
        ("DROP VIEW quotation_in_full, speaker_in_numbers, source_in_numbers; "
         "DROP TABLE alembic_version;", "another program"),
    ],
)  # fmt: skip
def test_a_server_with_something_else(every, postgres, statement, reason):
    url = postgres.ready()
    postgres.psql(url, statement)
    for command, end in every(url).items():
        assert end.code == 2, command
        assert reason in end.err


def test_servers_and_databases_that_are_not_there(every, postgres, tmp_path):
    gone = make_url(postgres.ready())
    for url, reason in (
        (gone.set(database="weg"), "no such database"),
        (gone.update_query_dict({"host": str(tmp_path)}), "cannot be reached"),
        (gone.set(host="127.0.0.1", port=1, query={}), "cannot be reached"),
        (gone.set(username="niemand"), "no such user"),
    ):
        for command, end in every(url.render_as_string(), (*READING[:2], *WRITING[:2])).items():
            assert end.code == 2, command
            (line,) = end.err.splitlines()
            assert reason in line


def test_a_server_that_stops_halfway(postgres, run, word_parser, draft, monkeypatch):
    url = postgres.ready()
    has = Store.has

    def stopped(store: Store, *arguments: object) -> bool:
        found = has(store, *arguments)
        postgres.psql(
            url,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid();",
        )
        return found

    # Between two articles the connection is made again.
    monkeypatch.setattr(Store, "has", stopped)
    assert run("--db", url, "ingest", draft).code == 0
    save = Store.save

    def cut(store: Store, *arguments: object, **named: object) -> object:
        with store._writing() as connection:
            stopped(store, "x")
            connection.exec_driver_sql("SELECT 1")
        return save(store, *arguments, **named)

    monkeypatch.setattr(Store, "save", cut)
    end = run("--db", url, "ingest", "--force", draft)
    assert end.code == 2
    assert "the server cannot be reached" in end.err
    assert run("--db", url, "db", "check").code == 0


def test_a_driver_that_is_not_installed():
    code = (
        "import sys; sys.modules['psycopg'] = None; from cli.main import run; "
        "run(['--db', 'postgresql://x@127.0.0.1/y', 'query'])"
    )
    end = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert end.returncode == 2
    assert "pip install 'woordelijk[postgres]'" in end.stderr
    assert len(end.stderr.splitlines()) == 1
