"""What is on record in other words, or in another language, in the browser: the real encoder's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quotes import encoding
from storage.rows import Line
from storage.store import Store
from tests.web.browser.conftest import BROWSER, Server, started, verify
from tests.web.browser.test_browser_everybody import looks

pytestmark = [
    *BROWSER,
    pytest.mark.skipif(not encoding.is_installed(), reason="the extra semantic is not installed"),
]
IN_ENGLISH = "Our village will get forty new homes next year"
HOSTILE = "<img src=x onerror=alert(1)></bdi></blockquote><script>alert(2)</script>"
HARBOUR = f"The harbour will be closed in May. You can be certain of that: {HOSTILE}"
LINES = [
    Line(IN_ENGLISH, "Mira Vonk", "direct", "The Tidings", "2026-03-02", lang="en"),
    Line(
        "Wij zijn erg tevreden over de winst van zaterdag",
        "Wessel Pauwels", "direct", "Het Getij", "2026-03-09",
    ),
    Line(HARBOUR, "Els Bos", "direct", "<b>Tij</b>", "2026-01-04", lang="en"),
]  # fmt: skip
TRANSLATED = "Het dorp krijgt er volgend jaar vijftig huizen bij"
REWORDED = "We zijn heel blij dat we zaterdag gewonnen hebben"


def _on_record(folder: Path) -> Path:
    path = folder / "record.db"
    with Store.open(f"sqlite:///{path}") as store:
        store.add(LINES, "lines.jsonl")
    return path


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over a record that can be searched by meaning."""
    path = _on_record(tmp_path_factory.mktemp("embedded"))
    with Store.open(f"sqlite:///{path}") as store:
        assert store.embed(encoding.load()) == len(LINES)
    server = started(path, "--requests", 100_000)
    yield server
    server.end()


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over a record that cannot."""
    server = started(_on_record(tmp_path_factory.mktemp("bare")))
    yield server
    server.end()


def checked(tab: Any, claim: str, speaker: str = "", date: str = "") -> Any:
    """What the page shows of a claim, once that is there."""
    tab.fill("#date", date)
    tab.fill("#speaker", speaker)
    tab.fill("#claim", claim)
    tab.click("button.main")
    tab.locator("#result .claim", has_text=claim).wait_for()
    return tab.locator("#result .finding")


def test_a_statement_in_english_stands_beside_the_dutch_claim(visit, embedded):
    tab = visit(f"{embedded.base}/check")
    shown = checked(tab, TRANSLATED, "Vonk")
    assert "review" in shown.get_attribute("class").split()
    claim, record = shown.locator(".pair blockquote").all()
    assert (claim.inner_text(), record.inner_text()) == (TRANSLATED, IN_ENGLISH)
    assert (claim.get_attribute("lang"), record.get_attribute("lang")) == ("nl", "en")
    said = shown.inner_text()
    assert "something like it is, in another language (English)" in said
    assert "similarity 0." in said
    assert "likeness" not in said
    assert "No difference" not in said
    assert shown.locator(".changes del .words").all_inner_texts() == ["forty"]
    assert shown.locator(".changes ins .words").all_inner_texts() == ["vijftig"]
    assert shown.locator("[data-copy]").count() == 0
    looks_of(visit, embedded, TRANSLATED, "Vonk")


def looks_of(visit: Any, server: Server, claim: str, speaker: str) -> None:
    """The same can be used by everybody, on a phone and in the dark."""
    tab = visit(f"{server.base}/check", bypass_csp=True)
    checked(tab, claim, speaker)
    looks(tab)


def test_other_words_can_be_copied_in_the_drafts_language(visit, embedded):
    tab = visit(f"{embedded.base}/check")
    shown = checked(tab, REWORDED, "Pauwels")
    assert "something like it is, in other words" in shown.inner_text()
    assert shown.locator("[data-copy]").get_attribute("data-copy") == LINES[1].text


def test_a_date_narrows_what_is_looked_for(visit, embedded):
    tab = visit(f"{embedded.base}/check")
    checked(tab, TRANSLATED, "Vonk")
    for date, expected in (("2020", "not found"), ("2026-03", "translation"), ("", "translation")):
        tab.fill("#date", date)
        tab.locator("#date").blur()
        tab.locator("#result .verdict strong", has_text=expected).wait_for()
        narrowed = tab.get_by_text("up to 14 days before and after 2020 alone")
        assert narrowed.count() == (date == "2020")
    visit.requests.clear()
    tab.fill("#date", "gisteren")
    tab.click("button.main")
    assert not tab.evaluate("document.getElementById('date').checkValidity()")
    tab.wait_for_timeout(600)
    assert visit.requests == []
    tab.evaluate("document.getElementById('date').removeAttribute('pattern')")
    tab.click("button.main")
    tab.get_by_text("not a date: 'gisteren'").wait_for()
    assert tab.locator("#result .finding").count() == 0
    # htmx says on the console what failed.
    assert len(visit.complaints) <= 5
    visit.complaints.clear()


def test_somebody_elses_words_are_no_verdict(visit, embedded):
    tab = visit(f"{embedded.base}/check")
    shown = checked(tab, TRANSLATED, "Daan Kuil")
    assert "not_found" in shown.get_attribute("class").split()
    assert "closest in meaning on record, which confirms nothing" in shown.inner_text()
    assert shown.locator("[data-copy]").count() == 0
    assert shown.locator(".unsearched").count() == 0


def test_a_reader_is_told_where_other_words_were_not_looked_for(visit, bare):
    tab = visit(f"{bare.base}/check", locale="nl-NL")
    shown = checked(tab, TRANSLATED, "Vonk")
    assert shown.locator(".unsearched").inner_text() == (
        "Let op er is niet gezocht naar parafrasen: voer woordelijk db embed uit"
    )
    tab = visit(f"{bare.base}/verify")
    verify(tab, f"“{TRANSLATED}”, zei Mira Vonk.\n\n“{REWORDED}”, zei Wessel Pauwels.\n")
    assert tab.locator(".quote.not_found").count() == 2
    assert tab.locator(".unsearched").count() == 1
    assert "run woordelijk db embed" in tab.locator(".unsearched").inner_text()


def test_a_draft_shows_them_as_well(visit, embedded):
    tab = visit(f"{embedded.base}/verify")
    verify(tab, f"“{TRANSLATED}”, zei Mira Vonk.\n\n“{REWORDED}”, zei Wessel Pauwels.\n")
    assert tab.locator(".quote.review").count() == 2
    tab.locator(".quote").first.click()
    texts = tab.locator("#f1 .pair blockquote").all_inner_texts()
    assert texts == [TRANSLATED, IN_ENGLISH]
    assert tab.locator(".unsearched").count() == 0


def test_hostile_text_on_record_is_seen_as_text(visit, embedded):
    tab = visit(f"{embedded.base}/check")
    shown = checked(tab, "De haven gaat in mei dicht", "Els Bos")
    assert shown.locator(".pair blockquote").last.inner_text() == HARBOUR
    assert shown.locator("img, script").count() == 0
    shown = checked(tab, f"{TRANSLATED}. {HOSTILE}", HOSTILE)
    assert shown.locator("img, script").count() == 0
