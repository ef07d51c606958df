from __future__ import annotations

import pytest

from storage import query
from storage.filters import Filter
from storage.rows import Line

SAID = (
    Line("Alle huurders betalen te veel.", "Floor de Wit", published="2024"),
    Line("De huurder betaalt, en de huurder zwijgt.", "Élise Aerts", published="2023"),
    Line("Wie huurders zegt, bedoelt huurders, huurders en huurders.", "Bo Kuil"),
    Line("Een huurder.", "Floor de Wit", published="2025-03"),
    Line("Over kopers hoor ik niemand.", None, published="2026"),
    Line("Een huurder?", "Floor de Wit", published="2025-03"),
)


@pytest.fixture
def said(store):
    store.add(SAID, "gezegd.jsonl")
    return store


def order(records):
    return [next(n for n, line in enumerate(SAID) if line.text == r.text) for r in records]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("relevance", [4, 3, 5, 0, 1, 2]),
        ("newest", [4, 3, 5, 0, 1, 2]),
        ("oldest", [1, 0, 3, 5, 4, 2]),
        ("speaker", [2, 1, 3, 5, 0, 4]),
    ],
)
def test_in_order(said, sort, expected):
    assert order(said.find(Filter(), sort=sort)) == expected
    pages = [said.find(Filter(), sort=sort, limit=2, offset=at) for at in range(0, 8, 2)]
    assert order(record for page in pages for record in page) == expected


@pytest.mark.parametrize(
    ("words", "first", "all_"),
    [
        (["huurder"], {1, 3, 5}, {0, 1, 2, 3, 5}),
        (["huurders"], {0, 2}, {0, 1, 2, 3, 5}),
        (["huurder", "zegt"], set(), {2}),
        (["huurders", "zwijgt"], set(), {1}),
        (["huurders", "hoor*"], set(), set()),
        (["een huurder"], {3, 5}, {3, 5}),
        (["huur*"], {0, 1, 2, 3, 5}, {0, 1, 2, 3, 5}),
    ],
)
def test_words_as_written_before_their_other_forms(said, words, first, all_):
    found = order(said.find(Filter(words), sort="relevance"))
    assert set(found[: len(first)]) == first
    assert set(found) == all_
    assert len(found) == len(all_) == said.count(Filter(words))
    assert order(said.find(Filter(words), sort="relevance", limit=2, offset=1)) == found[1:3]


def test_equal_in_rank_by_date_then_key(store):
    dates = ("2020", None, "2022", "2021", "2022")
    lines = [Line("De dijk.", f"Spreker {n}", published=date) for n, date in enumerate(dates)]
    store.add(lines, "x.jsonl")
    found = store.find(Filter(["dijk"]), sort="relevance")
    assert [record.published for record in found] == ["2022", "2022", "2021", "2020", None]
    assert found[0].quote_id < found[1].quote_id


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(["huurder*"]),
        Filter(["!"]),
        Filter(speaker="wit"),
        Filter(since="2024", until="2025"),
        Filter(["huurder"], speaker=["Wit", "Kuil"], nameless=True, kind="direct"),
        Filter(nameless=True),
        Filter(source="geen"),
    ],
)
def test_the_count_is_of_what_a_stream_gives(said, wanted):
    keys = [record.quote_id for record in said.stream(wanted)]
    assert said.count(wanted) == len(keys)
    assert sorted(record.quote_id for record in said.find(wanted)) == keys


def test_records_without_a_speaker(said):
    assert order(said.find(Filter(nameless=True))) == [4]
    assert order(said.find(Filter(nameless=True, speaker="Kuil"))) == [4, 2]


@pytest.mark.parametrize("asked", ["L’ÉCHO", "l’écho", "L’Écho"])
def test_the_case_of_every_letter_of_a_source(store, asked):
    store.add([Line("Ja.", source="L’Écho"), Line("Nee.", source="L’Echo")], "x.jsonl")
    assert [record.text for record in store.query(source=asked)] == ["Ja."]


def test_a_long_page(store):
    store.add([Line(f"Zin {n}.", published=f"{n}") for n in range(1000, 3500)], "x.jsonl")
    found = store.query(limit=2200)
    assert [record.published for record in found] == [str(n) for n in range(3499, 1299, -1)]


def test_the_newest_are_read_from_an_index(store):
    """Not sorted: a database may hold a million."""
    lines = [Line(f"Zin {n}.", published=str(1000 + n // 3)) for n in range(3000)]
    store.add(lines, "x.jsonl")
    store.tidy(3)
    with store._reading() as connection:
        for sort in ("newest", "oldest"):
            statement = query._ordered(connection, Filter(), sort).limit(20)
            compiled = statement.compile(connection)
            is_sqlite = connection.dialect.name == "sqlite"
            how = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
            values = tuple(compiled.params.values()) if is_sqlite else compiled.params
            rows = connection.exec_driver_sql(how + str(compiled), values)
            plan = "\n".join(str(row) for row in rows)
            assert "ix_article_" in plan
            assert "B-TREE FOR ORDER BY" not in plan
            assert "Incremental Sort" in plan or "RIGHT PART" in plan
