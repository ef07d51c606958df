"""The versions of a statement on the page of a quotation."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from quotes import encoding
from storage.rows import Line
from storage.store import Store
from web.options import Options
from web.pages import record
from web.workers import TookTooLong, Workers

SAID = "Wij bouwen dit jaar twaalf nieuwe bruggen over de Leide"
HOSTILE = f"<img src=x onerror=alert(1)> {SAID} </ol><script>alert(2)</script>"


@pytest.fixture
def asked(serve: Callable[[Options], TestClient], options: Options) -> TestClient:
    lines = (
        Line(SAID, "Mira Vonk", "direct", "Het Merendaals Dagblad", "2026-03-18"),
        Line(SAID.replace("twaalf", "twintig"), "Mira Vonk", "direct", "De Kantine", "2026-03-20"),
        Line(HOSTILE, "Mira Vonk", "direct", "<b>De Wetering</b>", "2026-03-21"),
        Line(SAID, "Mira Vonk", "direct", "Het Getij", "2024"),
        Line(SAID, "Daan Kuil", "direct", "De Wetering", "2026-03-18"),
    )
    with Store.open(options.database) as store:
        assert store.add(lines, "more.jsonl") == 5
    client = serve(options)
    client.cookies.set("language", "en")
    return client


def page(client: TestClient, key: int = 4) -> str:
    answer = client.get(f"/quotations/{key}")
    assert answer.status_code == 200
    return answer.text


def test_each_wording_with_what_changed(asked: TestClient) -> None:
    text = page(asked, 5)
    section = text[text.index("Versions of this statement") : text.index("</ol>")]
    first, other, hostile = section.split('<li class="entry">')[1:]
    assert "First on record" in first
    assert 'href="/quotations/4"' in first
    assert "2 days later" in other
    assert "the quotation above" in other
    assert "number, unit or date: <bdi>twaalf</bdi> → <bdi>twintig</bdi>" in other
    assert "<del>" in other
    assert "<ins>" in other
    assert "3 days later" in hostile
    assert "&lt;img src=x onerror=alert(1)&gt;" in hostile
    assert "&lt;b&gt;De Wetering&lt;/b&gt;" in hostile
    assert "<img" not in text
    assert "<script>" not in text


@pytest.mark.parametrize("key", [4, 5, 6, 7, 8])
def test_a_record_stands_once_on_its_page(asked: TestClient, key: int) -> None:
    text = page(asked, key)
    main = text[text.index("<main") :]
    links = re.findall(r'<a href="/quotations/(\d+)"', main)
    assert len(links) == len(set(links))
    assert str(key) not in links
    # 7 has the words of 4, and a search shows it beside those alone.
    assert {"4", "5", "6", "8"} - {str(key)} <= set(links)


def test_in_dutch(asked: TestClient) -> None:
    asked.cookies.set("language", "nl")
    text = page(asked)
    assert "Versies van deze uitspraak" in text
    assert "2 dagen later" in text
    assert "alleen in de eerste" in text


def test_signs_are_explained_where_they_stand_alone(asked: TestClient, options: Options) -> None:
    whole = "De sluis van Oudermeer gaat in mei weer open voor alle schepen"
    lines = (
        Line(whole, "Mira Vonk", "direct", "De Kantine", "2026-05-02"),
        Line(whole.partition(" voor")[0], "Mira Vonk", "direct", "Het Getij", "2026-05-03"),
    )
    with Store.open(options.database) as store:
        store.add(lines, "sluis.jsonl")
    assert 'class="legend"' in page(asked, 4)
    excerpt = page(asked, 9)
    assert "an excerpt of the first version" in excerpt
    assert 'class="legend"' not in excerpt


def test_one_that_stands_alone(asked: TestClient) -> None:
    text = page(asked, 3)
    assert "Versions of this statement" not in text
    assert "No other article on record has these words." in text


def test_a_search_that_fails_leaves_the_page(
    asked: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> None:
        raise TookTooLong("the check took too long")

    monkeypatch.setattr(Workers, "variants", fails)
    text = page(asked)
    assert "could be looked for in time" in text
    assert "Versions of this statement" not in text
    # What was found otherwise is there.
    assert "The same words elsewhere" in text
    monkeypatch.setattr(Workers, "versions", fails)
    assert "could be looked for in time" in page(asked)


def test_a_search_that_takes_for_ever_leaves_the_page(
    asked: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "_PATIENCE", 0.001)
    text = page(asked)
    assert "could be looked for in time" in text
    assert SAID in text
    monkeypatch.setattr(record, "_PATIENCE", 30)
    assert "Versions of this statement" in page(asked)


@pytest.mark.skipif(not encoding.is_installed(), reason="there is no encoder")
def test_a_translation_is_shown_beside_the_first(asked: TestClient, options: Options) -> None:
    assert "run woordelijk db embed" in page(asked)
    english = "This year we are building twenty new bridges across the Leide"
    with Store.open(options.database) as store:
        line = Line(english, "Mira Vonk", "direct", "The Tidewater", "2026-03-21", lang="en")
        store.add([line], "english.jsonl")
        store.embed(encoding.load())
    text = page(asked)
    assert "run woordelijk db embed" not in text
    assert f'lang="en" dir="auto"><bdi class="words">{english}</bdi>' in text
    assert "in another language</strong>" in text
    assert "<bdi>twaalf</bdi> → <bdi>twenty</bdi>" in text
    asked.cookies.set("language", "nl")
    assert "gelijkenis in betekenis 0," in page(asked)
