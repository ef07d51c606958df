"""The state of a database: what differs whenever anything on record does."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from pathlib import Path

from sqlalchemy import create_engine, text

from storage import sqlite
from storage.rows import Line
from storage.store import Store


def test_reading_changes_nothing(store):
    store.add([Line("De brug gaat dicht")], "a.jsonl")
    before = store.state()
    assert before is not None
    store.candidates("De brug")
    store.info()
    assert store.state() == before


def test_writing_changes_it(store, url):
    seen = [store.state()]
    for number in range(5):
        store.add([Line(f"De brug gaat {number} keer dicht")], "a.jsonl")
        seen.append(store.state())
    with Store.open(url) as other:
        other.add([Line("Iemand anders schrijft ook")], "b.jsonl")
    seen.append(store.state())
    # Whoever writes past this program is seen too.
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE quotation SET kind = 'mixed'"))
    engine.dispose()
    seen.append(store.state())
    assert len(set(seen)) == len(seen)


def test_right_after_a_change_it_is_not_settled(sqlite_store):
    sqlite_store.add([Line("De brug gaat dicht")], "a.jsonl")
    assert sqlite_store.state() is not None
    assert sqlite_store.state(settled=True) is None


def test_another_file_in_its_place_is_another_state(sqlite_url):
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with Store.open(sqlite_url) as store:
        store.add([Line("De brug gaat dicht")], "a.jsonl")
    with Store.open(sqlite_url) as store:
        before = store.state()
    copy = path.with_name("copy.db")
    shutil.copy2(path, copy)
    with sqlite3.connect(copy) as connection:
        connection.execute("UPDATE quotation SET kind = 'mixed'")
    connection.close()
    stat = path.stat()
    os.utime(copy, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert (copy.stat().st_size, copy.stat().st_mtime_ns) == (stat.st_size, stat.st_mtime_ns)
    copy.replace(path)
    with Store.open(sqlite_url) as store:
        assert store.state() != before


def test_it_settles(sqlite_store, monkeypatch):
    monkeypatch.setattr(sqlite, "JUST_NOW", 0.2)
    sqlite_store.add([Line("De brug gaat dicht")], "a.jsonl")
    assert sqlite_store.state(settled=True) is None
    time.sleep(0.3)
    assert sqlite_store.state(settled=True) == sqlite_store.state() is not None
