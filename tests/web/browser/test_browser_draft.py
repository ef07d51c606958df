"""A draft in the browser: pasted or dropped, its findings beside it, reports, and forgotten."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.web.browser.conftest import BROWSER, SEEDS, verify

pytestmark = BROWSER
# What each quotation of the draft is, in its order.
KINDS = ["ok", "ok", "problem", "problem", "ok", "not_found"]


def seen(tab: Any) -> list[str]:
    found: list[str] = tab.eval_on_selector_all(
        ".finding",
        "all => all.filter(each => each.checkVisibility()).map(each => each.dataset.finding)",
    )
    return found


def style(tab: Any, selector: str, name: str) -> str:
    value: str = tab.eval_on_selector(selector, f"each => getComputedStyle(each)['{name}']")
    return value


def test_a_pasted_draft_has_every_quotation_coloured_by_its_outcome(visit, site, draft):
    tab = visit(f"{site.base}/verify")
    tab.fill("#draft-text", draft)
    tab.click("button.main")
    tab.wait_for_selector(".draft")
    assert re.fullmatch(rf"{site.base}/verify/[\w-]{{22}}", tab.url)
    marks = tab.locator(".quote")
    assert [marks.nth(n).get_attribute("data-kind") for n in range(marks.count())] == KINDS
    assert marks.nth(3).locator(".words").inner_text() == (
        "Na de rust verdedigden we vijftig meter te diep"
    )
    colours = {
        kind: style(tab, f".quote.{kind} .words", "textDecorationColor") for kind in set(KINDS)
    }
    assert len(set(colours.values())) == 3
    assert tab.locator(".filter.problem b").inner_text() == "2"
    assert tab.locator(".prose p").count() == 6
    assert tab.title() == "Brug en bal: de week in citaten – Woordelijk"


def test_an_altered_quotation_shows_claim_record_difference_and_why(visit, findings):
    tab = visit(findings)
    tab.click(".quote[data-finding='4']")
    assert seen(tab) == ["4"]
    shown = tab.locator("#f4")
    assert "Na de rust verdedigden we vijftig meter te diep" in shown.locator(".claim").inner_text()
    assert shown.locator(".diff del .words").all_inner_texts() == ["vijftien"]
    assert shown.locator(".diff ins .words").all_inner_texts() == ["vijftig"]
    record = shown.locator(".record blockquote").inner_text()
    assert record.startswith("Na de rust verdedigden we vijftien meter te diep. Dat is geen")
    facts = shown.locator(".facts").inner_text()
    for each in ("Wessel Pauwels", "Sportblad De Kantine", "2026-04-05", "na derde nederlaag"):
        assert each in facts
    assert "number, unit or date" in shown.locator(".changes").inner_text()
    assert "altered" in shown.locator(".verdict").inner_text()
    shown.locator(".facts a", has_text="Wessel Pauwels").click()
    assert tab.locator("h1").inner_text() == "Wessel Pauwels"


def test_a_wrong_speaker_is_told_with_the_right_one(visit, findings):
    tab = visit(f"{findings}#f3")
    assert seen(tab) == ["3"]
    shown = tab.locator("#f3")
    assert "Sanne de Wit" in shown.locator(".said").inner_text()
    assert "misattributed" in shown.locator(".verdict").inner_text()
    assert "Teun Kalisvaart" in shown.locator(".facts").inner_text()


def test_outcomes_are_filtered(visit, findings):
    tab = visit(findings)
    tab.click(".filter.ok")
    assert seen(tab) == ["3", "4", "6"]
    tab.click(".filter.problem")
    assert seen(tab) == ["6"]
    assert tab.locator(".mark:visible").count() == 1
    tab.click(".filter.ok")
    assert seen(tab) == ["1", "2", "5", "6"]


def test_keys_lead_through_the_findings(visit, findings, focused):
    tab = visit(findings)
    for key, where in (
        ("j", "q1"), ("j", "q2"), ("ArrowRight", "q3"), ("k", "q2"), ("ArrowLeft", "q1"),
        ("Enter", "h1"), ("j", "h2"), ("Escape", "q2"),
    ):  # fmt: skip
        tab.keyboard.press(key)
        assert focused(tab) == where
    tab.keyboard.press("f")
    assert tab.evaluate("document.activeElement.dataset.kind") == "problem"
    tab.keyboard.press("?")
    assert tab.locator("#help").is_visible()
    tab.keyboard.press("Escape")
    assert not tab.locator("#help").is_visible()


def test_every_report_can_be_had(visit, findings):
    tab = visit(findings)
    links = tab.locator(".doings a[download]")
    got = {}
    for nth in range(links.count()):
        with tab.expect_download() as coming:
            links.nth(nth).click()
        name = coming.value.suggested_filename
        assert re.fullmatch(r"woordelijk-report\.\w+", name)
        got[name.rpartition(".")[2]] = Path(coming.value.path()).read_bytes()
    assert {"html", "json", "csv"} <= set(got)
    read = json.loads(got["json"])
    assert [each["check"]["outcome"] for each in read["results"]] == KINDS
    rows = list(csv.DictReader(io.StringIO(got["csv"].decode("utf-8-sig"))))
    assert [each["outcome"] for each in rows] == KINDS
    assert got["html"].count(b'class="finding ') == 6
    if "docx" in got:
        assert got["docx"].startswith(b"PK")


def test_a_draft_can_be_forgotten(visit, site, draft):
    tab = visit(f"{site.base}/verify")
    address = verify(tab, draft)
    tab.click("text=Forget this draft")
    assert tab.url == f"{site.base}/verify"
    tab.goto(address)
    assert tab.locator("h1").inner_text() == "There is nothing here"
    assert "no longer kept" in tab.locator("main").inner_text()


def test_a_word_document_is_taken_by_its_input(visit, site):
    tab = visit(f"{site.base}/verify")
    tab.set_input_files("#file", SEEDS / "draft" / "oudermeer.docx")
    tab.click("button.main")
    tab.wait_for_selector(".draft")
    assert tab.locator(".meta .path").inner_text() == "oudermeer.docx"
    assert tab.locator(".quote").count() >= 1


def test_a_page_can_be_dropped(visit, site):
    tab = visit(f"{site.base}/verify")
    tab.evaluate("document.getElementById('draft-form').scrollIntoView()")
    page = (
        "<!doctype html><html lang=nl><head><title>Op het web</title></head><body><article>"
        "<h1>Op het web</h1><p>De wethouder keek terug op een lange avond in het gemeentehuis van "
        "Oudermeer, waar de raad tot diep in de nacht over de brug sprak. Langs de wetering zijn "
        "de meningen over het besluit nog altijd verdeeld. Tot die tijd geldt op de oude brug een "
        "verbod voor vrachtwagens.</p>"
        "<p>“We hebben elke post vier keer nagerekend”, zei wethouder Mira Vonk.</p>"
        "<p>De bouw moet in september beginnen, en tot die tijd blijft de oude brug open voor "
        "fietsers en voetgangers.</p></article></body></html>"
    )
    files = tab.evaluate_handle(
        "text => { const dropped = new DataTransfer();"
        " dropped.items.add(new File([text], 'op-het-web.html')); return dropped; }",
        page,
    )
    tab.dispatch_event("#drop", "dragover", {"dataTransfer": files})
    assert "over" in tab.get_attribute("#draft-form", "class")
    tab.dispatch_event("#drop", "drop", {"dataTransfer": files})
    assert "over" not in tab.get_attribute("#draft-form", "class").split()
    assert tab.eval_on_selector("#file", "each => each.files[0].name") == "op-het-web.html"
    tab.click("button.main")
    tab.wait_for_selector(".draft")
    assert tab.locator(".quote").get_attribute("data-kind") == "problem"
    tab.click(".quote")
    assert tab.locator(".diff ins .words").all_inner_texts() == ["vier"]


def test_progress_is_shown_while_a_draft_is_worked_on(visit, site):
    tab = visit(f"{site.base}/verify")
    said = "“De kade blijft dit jaar {} weken dicht”, zei Daan Kuil over de haven.\n\n"
    tab.fill("#draft-text", "".join(said.format(n) for n in range(100, 150)))
    tab.click("button.main")
    shown = tab.locator("#progress")
    assert shown.get_attribute("role") == "status"
    assert shown.locator("progress").is_visible()
    told = set()
    while shown.count() and len(told) < 20:
        try:
            told.add(shown.locator("p").inner_text(timeout=500))
        except Exception:  # the findings came between
            break
        tab.wait_for_timeout(200)
    assert any("quotations checked" in each for each in told)
    tab.wait_for_selector(".draft")
    assert tab.locator(".finding").count() == 50


def test_nothing_to_check_is_not_sent(visit, site, focused):
    tab = visit(f"{site.base}/verify")
    tab.click("button.main")
    assert tab.url == f"{site.base}/verify"
    assert focused(tab) == "draft-text"


def test_without_scripts_a_draft_is_checked_and_every_finding_seen(visit, site, draft):
    tab = visit(f"{site.base}/verify", java_script_enabled=False)
    tab.fill("#draft-text", draft)
    tab.click("button.main")
    tab.wait_for_selector(".draft", timeout=30_000)
    assert tab.locator(".details:visible").count() == 6
    assert tab.locator(".scripted:visible").count() == 0
    assert "vijftien" in tab.locator("#f4 .diff").inner_text()


@pytest.mark.parametrize("broken", [True, False])
def test_a_file_that_cannot_be_used_says_why(visit, site, broken):
    tab = visit(f"{site.base}/verify")
    name, data = ("brug.pdf", b"%PDF no more") if broken else ("leeg.txt", b"")
    tab.set_input_files("#file", {"name": name, "mimeType": "text/plain", "buffer": data})
    tab.click("button.main")
    told = tab.locator(".note[role='alert']")
    told.wait_for()
    assert told.inner_text().startswith(f"{name}: ")


def test_a_correction_is_copied(visit, findings):
    tab = visit(f"{findings}#f4", permissions=["clipboard-read", "clipboard-write"])
    shown = tab.locator("#f4")
    shown.get_by_role("button", name="Copy the words on record").click()
    shown.get_by_role("status").filter(has_text="Copied").wait_for()
    assert tab.evaluate("navigator.clipboard.readText()") == (
        "Na de rust verdedigden we vijftien meter te diep"
    )
    tab.keyboard.press("Escape")
    tab.click(".quote[data-finding='3']")
    shown = tab.locator("#f3")
    shown.get_by_role("button", name="Copy the speaker on record").click()
    shown.get_by_role("status").filter(has_text="Copied").wait_for()
    assert tab.evaluate("navigator.clipboard.readText()") == "Teun Kalisvaart"


def test_who_waits_sees_the_findings_though_an_answer_was_lost(visit, site, draft):
    tab = visit(f"{site.base}/verify")
    tab.route("**/progress", lambda route: route.fulfill(status=503, body=""))
    tab.fill("#draft-text", draft)
    tab.click("button.main")
    tab.wait_for_selector(".draft")
    assert tab.locator(".finding").count() == 6
    # htmx says on the console what failed.
    assert all("503" in each for each in visit.complaints)
    visit.complaints.clear()
