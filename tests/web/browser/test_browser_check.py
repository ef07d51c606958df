"""One quotation, checked while it is typed."""

from __future__ import annotations

import pytest

from tests.web.browser.conftest import BROWSER

pytestmark = BROWSER
SAID = "Dit is een besluit waar het dorp veertig jaar op heeft gewacht"


def result(tab, text):
    """The result, once it holds a text."""
    found = tab.locator("#result")
    found.get_by_text(text).first.wait_for()
    return found


def test_a_claim_is_checked_while_it_is_typed_with_few_requests(visit, site):
    tab = visit(f"{site.base}/check")
    visit.requests.clear()
    tab.locator("#claim").press_sequentially(SAID, delay=15)
    assert "verbatim" in result(tab, "OK").inner_text()
    assert tab.url == f"{site.base}/check"
    checks = [each for each in visit.requests if each.endswith("/check")]
    assert 1 <= len(checks) <= 3
    assert tab.locator("#result").get_attribute("aria-live") == "polite"
    facts = tab.locator("#result .facts").inner_text()
    assert "Mira Vonk" in facts
    assert "2026-03-18" in facts
    tab.locator("#result .facts a", has_text="Mira Vonk").click()
    assert tab.locator("h1").inner_text() == "Mira Vonk"


def test_another_speaker_changes_the_verdict(visit, site):
    tab = visit(f"{site.base}/check")
    tab.fill("#claim", SAID)
    result(tab, "verbatim")
    tab.fill("#speaker", "Ruben Blaak")
    shown = result(tab, "misattributed")
    assert "problem" in shown.locator(".finding").get_attribute("class")
    tab.fill("#speaker", "Vonk")
    shown = result(tab, "confirmed")
    assert "ok" in shown.locator(".finding").get_attribute("class").split()


def test_an_inserted_niet_is_a_problem(visit, site):
    tab = visit(f"{site.base}/check")
    tab.fill("#claim", SAID.replace("een besluit", "niet een besluit"))
    shown = result(tab, "altered")
    assert "problem" in shown.locator(".finding").get_attribute("class")
    assert shown.locator(".diff ins .words").all_inner_texts() == ["niet"]
    assert "negation" in shown.locator(".changes").inner_text()


def test_names_on_record_are_suggested(visit, site):
    tab = visit(f"{site.base}/check")
    tab.locator("#speaker").press_sequentially("Pau", delay=20)
    option = tab.locator("#names option")
    option.first.wait_for(state="attached")
    assert [option.nth(n).get_attribute("value") for n in range(option.count())] == [
        "Wessel Pauwels"
    ]


def test_what_is_too_short_or_gone_shows_nothing(visit, site):
    tab = visit(f"{site.base}/check")
    tab.fill("#claim", SAID)
    result(tab, "verbatim")
    tab.fill("#claim", "D")
    tab.locator("#result .finding").wait_for(state="detached")
    assert tab.locator("#result").inner_text() == ""


def test_no_verdict_stays_beside_words_that_were_not_checked(visit, site):
    tab = visit(f"{site.base}/check")
    tab.fill("#claim", SAID)
    result(tab, "verbatim")
    tab.evaluate("document.body.setAttribute('hx-headers', '{\"X-CSRF\": \"wrong\"}')")
    tab.fill("#claim", f"{SAID} niet")
    result(tab, "the page was open for too long")
    assert tab.locator("#result .finding").count() == 0
    tab.route("**/check", lambda route: route.abort())
    tab.fill("#claim", f"{SAID} nooit")
    result(tab, "The server does not answer: this was not checked.")
    # htmx says on the console what failed.
    assert len(visit.complaints) <= 5
    visit.complaints.clear()


def test_the_key_enter_checks_as_the_button_does(visit, site):
    tab = visit(f"{site.base}/check")
    tab.fill("#claim", SAID)
    tab.locator("#speaker").press("Enter")
    result(tab, "verbatim")
    assert tab.url == f"{site.base}/check"


@pytest.mark.parametrize(("speaker", "said"), [("Vonk", "confirmed"), ("Blaak", "misattributed")])
def test_without_scripts_the_button_checks(visit, site, speaker, said):
    tab = visit(f"{site.base}/check", java_script_enabled=False)
    tab.fill("#claim", SAID)
    tab.fill("#speaker", speaker)
    tab.click("button.main")
    assert said in result(tab, "verbatim").inner_text()
    assert tab.input_value("#claim") == SAID
    assert tab.input_value("#speaker") == speaker
