"""The database opens in datasette, a common way to look into an SQLite file."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from datasette.app import Datasette

from storage.rows import Line
from storage.store import Store

TEXT = "De brug blijft <u>dicht</u>, hoe dan ook."
TABLES = (
    "article",
    "embedding",
    "embedding_block",
    "encoder",
    "feature_count",
    "index_state",
    "quotation",
    "segment",
    "speaker",
    "speaker_alias",
    "speaker_apart",
    "speaker_change",
    "speaker_change_name",
    "speaker_change_quotation",
)
VIEWS = {
    "quotation_in_full": {"quotation_id", "text", "speaker", "kind", "source", "published"},
    "speaker_in_numbers": {"speaker_id", "name", "quotations", "sources", "first_published"},
    "source_in_numbers": {"source", "articles", "quotations", "last_published"},
}


class Site:
    """Asks datasette for pages, and closes what it opened."""

    def __init__(self, path: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._app = Datasette([path])

    def get(self, path: str, **asked: str) -> Any:
        found = self._loop.run_until_complete(self._app.client.get(path, params=asked))
        assert found.status_code == 200, f"{path}: {found.text[:500]}"
        return found

    def close(self) -> None:
        self._app.executor.shutdown()
        for database in self._app.databases.values():
            database.close()
        self._loop.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Site]:
    path = tmp_path_factory.mktemp("datasette") / "woordelijk.db"
    lines = [
        Line(TEXT, "Mira Vonk", source="Het Getij", published="2026-02-01"),
        Line("Bruggen zijn duur.", "Daan Kuil", source="Het Getij", published="2026-02-02"),
        Line("Niemand weet het."),
    ]
    with Store.open(f"sqlite:///{path}") as store:
        store.add(lines, "regels.jsonl")
        store.tidy(3)
    opened = Site(str(path))
    yield opened
    opened.close()


def test_the_first_pages(site):
    assert "woordelijk" in site.get("/").text
    found = site.get("/woordelijk.json").json()
    shown = {each["name"] for each in found["tables"] if not each["hidden"]}
    assert shown >= set(TABLES)
    assert not {name for name in shown if name.startswith("quotation_")}
    assert {each["name"] for each in found["views"]} == set(VIEWS)
    page = site.get("/woordelijk").text
    assert all(name in page for name in (*TABLES, *VIEWS))


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_a_page(site, name):
    assert name in site.get(f"/woordelijk/{name}").text


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_has_a_page_with_columns_one_can_read(site, name):
    assert "Het Getij" in site.get("/woordelijk/quotation_in_full").text
    found = site.get(f"/woordelijk/{name}.json", _shape="objects").json()
    assert set(found["columns"]) >= VIEWS[name]
    assert len(found["rows"]) in (2, 3)


def test_the_words_are_shown_as_text(site):
    for name in ("quotation", "quotation_in_full"):
        page = site.get(f"/woordelijk/{name}").text
        assert "De brug blijft &lt;u&gt;dicht&lt;/u&gt;" in page


def test_keys_of_others_are_shown_by_their_names(site):
    rows = site.get("/woordelijk/quotation.json", _shape="objects", _labels="on").json()["rows"]
    assert rows[0]["speaker_id"] == {"value": 1, "label": "Mira Vonk"}
    assert ">Mira Vonk</a>" in site.get("/woordelijk/quotation").text


@pytest.mark.parametrize(
    ("statement", "asked", "expected"),
    [
        ("select text from quotation_in_full where speaker = :asked", "Mira Vonk", [TEXT]),
        (
            "select text from quotation_in_full where text like '%' || :asked || '%'",
            "duur",
            ["Bruggen zijn duur."],
        ),
        (
            "select text from quotation where id in "
            "(select rowid from quotation_words where quotation_words match :asked) order by id",
            "brug",
            [TEXT, "Bruggen zijn duur."],
        ),
    ],
)
def test_a_search(site, statement, asked, expected):
    found = site.get("/woordelijk.json", sql=statement, asked=asked, _shape="array").json()
    assert [row["text"] for row in found] == expected
