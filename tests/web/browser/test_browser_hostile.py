"""Hostile texts in a real browser: nothing of them runs, is fetched, or becomes an element."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote as escaped

import pytest

from storage.store import Store
from tests.web.browser.conftest import BROWSER, started
from tests.web.hostile import TEXTS, put_on_record

pytestmark = BROWSER
# No page of ours has any of these, but for our scripts.
FOREIGN = (
    "iframe, object, embed, base, math, img, video, style, form[action^='//'], [style],"
    " [onload], [onerror], [onclick], [onfocus], [onmouseover], [onbegin], a[href^='javascript' i],"
    " a[href^='data' i], script:not([src^='/static/']), meta[http-equiv]"
)


def looks_harmless(tab: Any) -> None:
    assert (
        tab.evaluate(
            "selector => [...document.querySelectorAll(selector)].map(each => each.outerHTML)",
            FOREIGN,
        )
        == []
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A server with a record of hostile texts."""
    path = tmp_path_factory.mktemp("hostile") / "record.db"
    put_on_record(path)
    server = started(path, "--requests", 100_000)
    yield server
    server.end()


def test_what_is_on_record_harms_no_page(visit, hostile):
    with Store.open(f"sqlite:///{hostile.database}") as store:
        records = store.query(limit=1000)[::3]
        people = store.speakers(None, 12)
    tab = visit(f"{hostile.base}/quotations")
    paths = ["/quotations", "/quotations?offset=25", "/speakers", "/sources", "/changes"]
    paths += [f"/quotations/{each.quote_id}" for each in records]
    paths += [f"/speakers/{each.speaker_id}" for each in people]
    for path in paths:
        assert tab.goto(hostile.base + path, wait_until="domcontentloaded").status == 200
        looks_harmless(tab)
    assert tab.title().endswith("– Woordelijk")


def test_what_is_asked_for_harms_no_page(visit, hostile):
    tab = visit(f"{hostile.base}/quotations")
    for text in TEXTS[:17]:
        asked = escaped(text)
        for path in (f"/quotations?words={asked}&source={asked}", f"/quotations?kind={asked}"):
            tab.goto(hostile.base + path, wait_until="domcontentloaded")
            looks_harmless(tab)
        assert "{{7*7}}" not in text or "{{7*7}}" in tab.locator("main").inner_text()


def test_what_is_typed_harms_no_page(visit, hostile):
    tab = visit(f"{hostile.base}/check")
    for text in (TEXTS[0], TEXTS[3], TEXTS[9], TEXTS[13]):
        with tab.expect_response("**/check"):
            tab.fill("#claim", f"De brug {text} gaat open")
            tab.fill("#speaker", text)
        shown = tab.locator("#result .claim")
        shown.get_by_text(text[:12]).first.wait_for()
        looks_harmless(tab)


def test_a_draft_harms_no_page(visit, hostile, tmp_path):
    tab = visit(f"{hostile.base}/verify")
    texts = [each for each in TEXTS if "\x00" not in each]
    draft = "".join(f"{each}\n\n“De brug {each} gaat open”, zei {each}.\n\n" for each in texts)
    path = tmp_path / "<img src=x onerror=alert(1)>.txt"
    path.write_text(f"titel: {TEXTS[1]}\nbron: {TEXTS[3]}\n\n{draft}", "utf-8")
    tab.set_input_files("#file", path)
    tab.click("button.main")
    tab.wait_for_selector(".draft")
    looks_harmless(tab)
    assert tab.locator(".finding").count() > len(texts) // 2
    tab.click("#q1")
    looks_harmless(tab)
    assert "<img src=x onerror=alert(1)>.txt" in tab.locator(".meta").inner_text()
