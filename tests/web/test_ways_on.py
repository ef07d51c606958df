"""Where a page has nothing to show it says why, and leads on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from quotes.model import Article, AttributedQuote
from storage.store import Store
from tests.web.conftest import awaited, csrf, quoted
from web.options import Options
from web.render import environment
from web.workers import Workers

EMPTY = "Er staat nog niets in het archief"


@pytest.mark.parametrize("path", ["/verify", "/check", "/quotations", "/speakers", "/sources"])
def test_pages_say_that_nothing_is_on_record_yet(
    serve: Callable[[Options], TestClient], options: Options, tmp_path: Path, path: str
) -> None:
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    with Store.open(url):
        pass
    empty, filled = serve(replace(options, database=url)), serve(options)
    assert EMPTY in empty.get(path).text
    assert EMPTY not in filled.get(path).text


def test_a_search_that_finds_nothing_leads_to_everything(client: TestClient) -> None:
    link = '<a href="/quotations">Alles in het archief</a>'
    assert link in client.get("/quotations?words=zeppelin").text
    assert link not in client.get("/quotations?words=brug").text


def test_what_was_put_on_record_leads_to_its_quotations(
    inside: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def find(_: Workers, article: Article) -> tuple[AttributedQuote, ...]:
        return quoted(article)

    monkeypatch.setattr(Workers, "find", find)
    text = "«De sluis gaat dicht», zei Els Bos."
    form = {"csrf": csrf(inside, "/ingest"), "text": text, "title": "De sluis"}
    page = awaited(inside, inside.post("/ingest", data=form).headers["location"])
    (link,) = re.findall(r'href="(/quotations/\d+)"', page.text)
    assert "De sluis gaat dicht" in inside.get(link).text


def test_a_draft_that_cannot_be_read_has_no_report(client: TestClient) -> None:
    sent = client.post(
        "/verify", data={"csrf": csrf(client)}, files={"file": ("brug.docx", b"PK no more")}
    )
    page = awaited(client, sent.headers["location"]).text
    assert "<h1>Dat is niet gelukt</h1>" in page
    assert "/report.docx" not in page
    assert "Er is geen citaat" not in page


@pytest.mark.parametrize(("language", "said"), [("nl", "12.345"), ("en", "12,345")])
def test_a_large_number_is_written_as_its_language_does(language: str, said: str) -> None:
    assert environment(language).from_string("{{ 12345|grouped }}").render() == said


def test_a_word_that_is_sent_to_be_checked_is_answered(client: TestClient) -> None:
    form = {"csrf": csrf(client), "claim": "Ja"}
    assert "Niet te controleren" in client.post("/check", data=form).text
    # While somebody types it may be the beginning of one.
    typed = client.post("/check", data=form, headers={"hx-request": "true"}).text
    assert "Niet te controleren" not in typed


@pytest.mark.parametrize("date", ["", "2026", "2026-03", " 2026-03-09 "])
def test_a_claim_can_have_a_date(client: TestClient, date: str) -> None:
    form = {"csrf": csrf(client), "claim": "Morgen gaan alle scholen open", "date": date}
    answer = client.post("/check", data=form)
    assert answer.status_code == 200
    assert f'value="{date.strip()}"' in answer.text.partition('name="date"')[2]


@pytest.mark.parametrize("date", ["gisteren", "2026-02-30", "<script>alert(1)</script>"])
def test_a_date_that_no_calendar_has_is_told(client: TestClient, date: str) -> None:
    form = {"csrf": csrf(client), "claim": "Morgen gaan alle scholen open", "date": date}
    answer = client.post("/check", data=form)
    assert answer.status_code == 422
    assert "not a date" in answer.text
    assert "<script>alert" not in answer.text
