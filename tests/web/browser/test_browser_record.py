"""The record in the browser: searched, by speaker and source, each quotation in its article."""

from __future__ import annotations

from storage.filters import Filter
from storage.store import Store
from tests.web.browser.conftest import BROWSER

pytestmark = BROWSER


def found(tab) -> str:
    return str(tab.locator(".found").inner_text())


def test_words_are_found_and_marked(visit, site):
    tab = visit(f"{site.base}/quotations")
    tab.fill("#words", "bruggen begroting")
    tab.press("#words", "Enter")
    assert found(tab) == "1 quotation"
    assert tab.locator(".entry mark").all_inner_texts() == ["brug", "brug", "begroting"]
    assert tab.locator(".entry .who").inner_text().startswith("Ruben Blaak")
    tab.click(".entry .said-so a")
    assert "Wij zijn tegen een brug zonder begroting" in tab.locator("h1").inner_text()


def test_a_speaker_is_suggested_and_found(visit, site):
    tab = visit(f"{site.base}/quotations")
    tab.locator("#by").press_sequentially("Kuil", delay=20)
    tab.locator("#names option").first.wait_for(state="attached")
    assert tab.locator("#names option").get_attribute("value") == "Daan Kuil"
    tab.fill("#by", "Daan Kuil")
    tab.click("button.main")
    assert found(tab) == "30 quotations"
    assert set(tab.locator(".entry .who a").all_inner_texts()) == {"Daan Kuil"}


def test_an_unknown_name_has_others_suggested(visit, site):
    tab = visit(f"{site.base}/quotations?speaker=Daan+Kuyl")
    assert "No speaker Daan Kuyl is on record" in tab.locator(".note").inner_text()
    tab.click(".note a")
    assert found(tab) == "30 quotations"


def test_facets_narrow_a_search(visit, site):
    tab = visit(f"{site.base}/quotations?words=sluis")
    assert found(tab) == "3 quotations"
    tab.locator(".facets a", has_text="Het Getij").click()
    assert found(tab) == "2 quotations"
    tab.locator(".facets a", has_text="indirect").click()
    assert found(tab) == "1 quotation"
    assert tab.input_value("#words") == "sluis"
    assert tab.input_value("#source") == "Het Getij"


def test_a_long_list_has_pages(visit, site):
    tab = visit(f"{site.base}/quotations?speaker=Daan+Kuil")
    first = tab.locator(".said-so").all_inner_texts()
    assert len(first) == 25
    tab.click("a[rel='next']")
    second = tab.locator(".said-so").all_inner_texts()
    assert len(second) == 5
    assert len({*first, *second}) == 30
    assert tab.locator("ol.entries").get_attribute("start") == "26"
    assert tab.locator("a[rel='next']").count() == 0
    tab.click("a[rel='prev']")
    assert tab.locator(".said-so").all_inner_texts() == first


def test_a_speakers_page_has_a_bar_for_every_time(visit, site):
    with Store.open(f"sqlite:///{site.database}") as store:
        kuil = store.speaker("Daan Kuil").speaker_id
        timeline = store.timeline(Filter(speaker_id=kuil))
    tab = visit(f"{site.base}/speakers?contains=kuil")
    tab.click("table a")
    assert tab.locator("h1").inner_text() == "Daan Kuil"
    bars = tab.locator(".timeline rect")
    assert bars.count() == len(timeline.periods) > 2
    tall = [
        n
        for n in range(bars.count())
        if bars.nth(n).evaluate("each => each.getBoundingClientRect().height") > 1
    ]
    assert tall == [n for n, each in enumerate(timeline.periods) if each.quotes]
    tab.click("summary")
    numbers = tab.locator("#timeline-table .number").all_inner_texts()[1:]
    assert sum(map(int, numbers)) == 30
    tab.locator("#timeline-table a").first.click()
    assert found(tab).startswith(numbers[0])


def test_sources_lead_to_their_quotations(visit, site):
    tab = visit(f"{site.base}/sources")
    row = tab.locator("tbody tr", has_text="Sportblad De Kantine")
    number = row.locator(".number").inner_text()
    row.locator("a").click()
    assert found(tab) == f"{number} quotations"


def test_a_record_stands_in_its_article_between_its_neighbours(visit, site):
    tab = visit(f"{site.base}/quotations?words=vijftien+meter")
    tab.click(".entry .said-so a")
    passage = tab.locator(".passage")
    assert "Daarna ging het mis. Pauwels zag waar het fout liep" in passage.inner_text()
    assert "vijftien meter te diep" in passage.locator("mark").inner_text()
    here = tab.locator("h1").inner_text()
    tab.click("a[rel='next']")
    assert tab.locator("h1").inner_text() != here
    tab.click("a[rel='prev']")
    assert tab.locator("h1").inner_text() == here
    passage.locator("a").first.click()
    assert tab.locator("h1").inner_text() != here


def test_the_versions_of_a_statement_are_told(visit, site):
    tab = visit(f"{site.base}/quotations?words=sluis+nooit&source=De+Wetering")
    tab.click(".entry .said-so a")
    assert "Versions of this statement" in tab.locator("main").inner_text()
    first, other = tab.locator("ol.entries > .entry").all()
    assert "First on record" in first.inner_text()
    assert "2026-01-04" in first.inner_text()
    assert "the quotation above" in first.inner_text()
    assert "2 days later" in other.inner_text()
    assert "De sluis gaat misschien nooit meer open" in other.inner_text()
    assert other.locator("ins").inner_text().endswith("misschien")
    # Told as versions, they are told nowhere else.
    assert "The same words elsewhere" not in tab.locator("main").inner_text()
    other.locator("a", has_text="quotation").click()
    assert "De sluis gaat misschien nooit meer open" in tab.locator("h1").inner_text()


def test_versions_on_a_phone_and_without_script(browser, site):
    phone = browser.new_context(
        viewport={"width": 320, "height": 640}, java_script_enabled=False, locale="nl"
    )
    tab = phone.new_page()
    tab.goto(f"{site.base}/quotations?words=sluis+nooit&source=De+Wetering")
    tab.click(".entry .said-so a")
    assert "Versies van deze uitspraak" in tab.locator("main").inner_text()
    box = tab.locator("ol.entries").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    phone.close()
