"""Coming in, and what who came in may change: articles put on record, names, merges, undone."""

from __future__ import annotations

import re

import pytest

from tests.web.browser.conftest import BROWSER, enter
from tests.web.conftest import TOKEN

pytestmark = BROWSER


@pytest.fixture
def inside(visit, newsroom):
    """A window of somebody who gave the token."""
    tab = visit(f"{newsroom.base}/")
    assert tab.url == f"{newsroom.base}/login"
    enter(tab)
    assert tab.url == f"{newsroom.base}/verify"
    return tab


def test_only_who_has_the_token_comes_in(visit, newsroom):
    tab = visit(f"{newsroom.base}/quotations")
    assert tab.url == f"{newsroom.base}/login"
    assert tab.locator("nav").count() == 0
    enter(tab, "een-geraden-geheim")
    assert tab.locator("[role='alert']").inner_text() == "That is not the token."
    enter(tab, f" {TOKEN} ")
    assert tab.url == f"{newsroom.base}/verify"
    tab.click("text=Sign out")
    assert tab.url == f"{newsroom.base}/login"
    tab.goto(f"{newsroom.base}/quotations")
    assert tab.url == f"{newsroom.base}/login"


def test_the_language_is_changed_before_coming_in_and_within(visit, newsroom):
    tab = visit(f"{newsroom.base}/login", locale="nl-NL")
    assert tab.get_attribute("html", "lang") == "nl"
    tab.click("text=English")
    assert tab.url == f"{newsroom.base}/login"
    assert tab.locator("h1").inner_text() == "Sign in"
    enter(tab)
    tab.goto(f"{newsroom.base}/quotations?words=brug&kind=direct")
    tab.click("text=Nederlands")
    assert tab.url == f"{newsroom.base}/quotations?words=brug&kind=direct"
    assert tab.get_attribute("html", "lang") == "nl"
    assert tab.input_value("#words") == "brug"


def test_a_page_that_was_open_too_long_leads_to_the_entrance(inside, newsroom):
    inside.goto(f"{newsroom.base}/check")
    inside.context.clear_cookies()
    inside.fill("#claim", "Dit is een besluit")
    inside.wait_for_url(f"{newsroom.base}/login")


def test_an_article_is_put_on_record_and_found(inside, newsroom):
    inside.click("nav >> text=Add")
    inside.fill("#draft-text", "“De vuurtoren krijgt een nieuwe lamp”, zei havenmeester Iris Tak.")
    inside.fill("#title", "De vuurtoren")
    inside.fill("#source", "Het Getij")
    inside.fill("#published", "2026-05-02")
    inside.click("main button.main")
    inside.wait_for_selector(".entries")
    assert inside.locator("h1").inner_text() == "1 article on record"
    assert "1 quotation new" in inside.locator(".entries").inner_text()
    inside.goto(f"{newsroom.base}/quotations?words=vuurtoren")
    entry = inside.locator(".entry")
    assert re.sub(r"\s+", " ", entry.inner_text()) == (
        "Iris Tak Het Getij · 2026-05-02 · direct De vuurtoren krijgt een nieuwe lamp"
    )


def test_without_allow_writes_there_is_no_way_to_add(visit, site):
    tab = visit(f"{site.base}/speakers/1")
    assert tab.locator("nav >> text=Add").count() == 0
    assert tab.locator("text=Merge").count() == 0
    assert tab.goto(f"{site.base}/ingest").status == 403
    assert tab.locator("h1").inner_text() == "That cannot be done"


def person(tab, newsroom, name):
    tab.goto(f"{newsroom.base}/speakers?contains={name}")
    tab.locator("table a").first.click()


def test_two_speakers_are_merged_after_a_question_and_parted(inside, newsroom):
    person(inside, newsroom, "Griet")
    inside.fill("#other", "Bas Deprez")
    inside.click("text=Merge")
    assert inside.locator("h1").inner_text() == "One and the same person?"
    assert "Bas Deprez goes, and Griet Overmeire gets" in inside.locator("main").inner_text()
    inside.click("text=No")
    assert inside.locator("h1").inner_text() == "Griet Overmeire"
    assert "Also known as Bas Deprez" not in inside.locator("main").inner_text()
    inside.fill("#other", "Bas Deprez")
    inside.click("text=Merge")
    inside.click("main button.main")
    assert "Bas Deprez" in inside.locator("main p", has_text="Also known as").first.inner_text()
    inside.click("text=What was changed about speakers, and can be undone")
    entry = inside.locator(".entry").first
    assert "Bas Deprez was merged into Griet Overmeire" in entry.inner_text()
    entry.locator("button").click()
    assert "undone" in inside.locator(".entry").first.inner_text()
    person(inside, newsroom, "Deprez")
    assert inside.locator("h1").inner_text() == "Bas Deprez"


def test_a_name_is_added_and_taken_back(inside, newsroom):
    person(inside, newsroom, "Hautekiet")
    inside.fill("#alias", "Jefke H.")
    inside.click("text=Add the name")
    assert inside.locator("text=Also known as Jefke H.").count() == 1
    inside.goto(f"{newsroom.base}/quotations?speaker=Jefke+H.")
    assert inside.locator(".entry").count() > 0
    inside.goto(f"{newsroom.base}/changes")
    assert "Jef Hautekiet is also known as Jefke H." in inside.locator(".entry").first.inner_text()
    inside.locator(".entry").first.locator("button").click()
    person(inside, newsroom, "Hautekiet")
    assert inside.locator("text=Also known as Jefke H.").count() == 0


def test_a_name_of_another_is_refused_with_the_reason(inside, newsroom):
    person(inside, newsroom, "Hautekiet")
    inside.fill("#alias", "Mira Vonk")
    inside.click("text=Add the name")
    assert inside.locator("h1").inner_text() == "That cannot be done"
    assert "already is a name of Mira Vonk" in inside.locator("main").inner_text()
