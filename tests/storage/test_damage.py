"""A file that is damaged, or written behind SQLite's back, is told in words."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quotes.errors import StoreError
from storage import index
from storage.checking import Checkup
from storage.entries import entry
from storage.query import Filter
from storage.rows import Line
from storage.store import Store

LINES = [
    Line(f"De brug over de vaart gaat om {hour} uur dicht, zegt wijk {hour % 7}.", f"Els Bos {n}")
    for n in range(3)
    for hour in range(20)
]


def run(store: Store, statement: str) -> None:
    """Change a database as another program would."""
    with closing(sqlite3.connect(store._engine.url.database)) as raw, raw:
        raw.execute(statement)


def codes(found: Checkup) -> dict[str, int]:
    return {fault.code: fault.count for fault in found.faults}


def test_a_search_table_in_pieces(sqlite_store):
    sqlite_store.add(LINES, "x.jsonl")
    with sqlite_store._writing() as connection:
        connection.exec_driver_sql(
            "UPDATE quotation_features_data SET block = substr(block, 1, 90) WHERE id > 10"
        )
    found = codes(sqlite_store.check())
    assert "search_damaged" in found
    assert sqlite_store.check(repair=True).faults == ()
    assert len(sqlite_store.candidates(LINES[0].text)) > 10


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> bytes:
    """A file with some hundred pages."""
    path = tmp_path_factory.mktemp("whole") / "woordelijk.db"
    with Store.open(f"sqlite:///{path}") as store:
        store.add([Line(f"{line.text} {n}", line.speaker) for line in LINES for n in range(6)], "x")
    return path.read_bytes()


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_file_is_told_in_words(tmp_path: Path, whole, seed):
    """Bytes are flipped anywhere; nothing is silently taken for whole, and nothing crashes."""
    path = tmp_path / "woordelijk.db"
    content = bytearray(whole)
    picked = random.Random(seed)
    page = picked.randrange(1, len(content) // 4096) * 4096
    at = page + picked.choice([0, 3, 5, 8, picked.randrange(8, 200), picked.randrange(2000, 4000)])
    content[at : at + 16] = bytes(byte ^ 0xFF for byte in content[at : at + 16])
    path.write_bytes(content)
    try:
        with Store.open(f"sqlite:///{path}", reading=True) as store:
            found = store.check()
    except StoreError as error:
        told = error.reason
    else:
        told = "damaged" if found.faults else ""
    assert "damaged" in told or not told
    if not told:
        # Nothing on record was hit: the bytes lay between the rows of a page.
        with Store.open(f"sqlite:///{path}") as store:
            texts = {record.text for record in store.stream(Filter())}
        assert texts == {f"{line.text} {n}" for line in LINES for n in range(6)}


def test_a_text_of_half_characters_is_told(sqlite_store):
    sqlite_store.add(LINES, "x.jsonl")
    run(sqlite_store, "UPDATE quotation SET text = CAST(x'4465ff6272' AS TEXT) WHERE id = 9")
    with pytest.raises(StoreError, match="damaged"):
        list(sqlite_store.stream(Filter()))
    found = sqlite_store.check()
    assert codes(found)["unreadable_text"] == 1
    assert not next(f for f in found.faults if f.code == "unreadable_text").repairable
    assert "unreadable_text" in codes(sqlite_store.check(repair=True))


def test_totals_of_words(sqlite_store):
    sqlite_store.add(LINES, "x.jsonl")
    with sqlite_store._writing() as connection:
        connection.exec_driver_sql("UPDATE quotation_words_data SET block = x'050607' WHERE id = 1")
    assert codes(sqlite_store.check()) == {"word_totals": 1}
    assert sqlite_store.check(repair=True).faults == ()


def test_what_stands_in_two_indexes_is_seen_twice(sqlite_store):
    """Deleted with other words than it was added with: both stay, and the totals go wrong."""
    sqlite_store.add(LINES, "x.jsonl")
    with sqlite_store._writing() as connection:
        index.remove(connection, [entry(3, "ander woord", "nl")])
    assert codes(sqlite_store.check())["words_differ"] == 1
    assert sqlite_store.check(repair=True).faults == ()


def test_an_index_of_sqlite(sqlite_store, sqlite_url):
    """The index of dates is made one of another column behind SQLite's back."""
    sqlite_store.add(LINES, "x.jsonl")
    sqlite_store.close()
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as raw:
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute(
            "UPDATE sqlite_master SET sql = replace(sql, '(speaker_id)', '(kind)') "
            "WHERE name = 'ix_quotation_speaker_id'"
        )
        raw.commit()
    found = sqlite_store.check()
    assert codes(found).keys() == {"index_damaged"}
    assert "ix_quotation_speaker_id" in str(found.faults[0].examples)
    assert sqlite_store.check(repair=True).faults == ()


def test_many_are_checked_in_little_memory(sqlite_store):
    """The sums of a million quotations take eight bytes each, whatever their keys."""
    sqlite_store.add([Line("De brug is open.", "Mira Vonk")], "x.jsonl")
    run(
        sqlite_store,
        "INSERT INTO quotation (id, article_id, kind, text, confidence, rule, attribution_rule) "
        "VALUES (4000000000000, 1, 'direct', 'Wij blijven aan wal', 1, 'x', 'x')",
    )
    with sqlite_store._writing() as connection:
        index.add(connection, [entry(2**61, "weg", "nl")])
    found = codes(sqlite_store.check())
    assert found["words_missing"] == found["features_left_over"] == 1
    assert sqlite_store.check(repair=True).faults == ()


def test_read_only_is_checked_all_the_same(sqlite_store, sqlite_url):
    sqlite_store.add(LINES, "x.jsonl")
    sqlite_store.close()
    path = sqlite_url.removeprefix("sqlite:///")
    with Store.open(f"sqlite:///file:{path}?mode=ro&uri=true", reading=True) as store:
        found = store.check()
        assert (found.faults, found.unchecked) == ((), ("search_tables",))
        with pytest.raises(StoreError, match="read-only"):
            store.add([Line("Een zin.")], "y")


def test_pages_that_lead_back_are_not_read_forever(sqlite_store, sqlite_url):
    """A key in the middle of the table is made that of a row long before it."""
    sqlite_store.add(LINES * 3 + [Line(f"Zin {n}.") for n in range(3000)], "x.jsonl")
    sqlite_store.close()
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'quotation'")
        root = (page.fetchone()[0] - 1) * 4096
    content = bytearray(path.read_bytes())
    # Of an interior page, the child of the last key: it leads to the first child again.
    first = root + int.from_bytes(content[root + 12 : root + 14], "big")
    content[root + 8 : root + 12] = content[first : first + 4]
    path.write_bytes(content)
    found = sqlite_store.check()
    assert "damaged" in codes(found)
    for read in (sqlite_store.stream, sqlite_store.stream_marked):
        with pytest.raises(StoreError, match="damaged"):
            list(read(Filter()))
    # What seems to belong to nothing may belong to what cannot be read.
    before = path.read_bytes()
    assert codes(sqlite_store.check(repair=True)) == codes(found)
    assert path.read_bytes() == before
