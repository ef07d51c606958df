"""The page in a real browser: what is seen, what keys do, and who can use it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quotes import policy
from reports import report_html
from reports.words import words_in
from tests.reports import meanings

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]
HOUSE = policy.load()
WIDE, NARROW = {"width": 1360, "height": 850}, {"width": 375, "height": 800}
HOSTILE = "<script>alert(1)</script><img src='https://evil.example/x' onerror='alert(2)'>"
# Kind, and the quotation that has it.
KINDS = {
    "problem": 1, "review": 4, "not_found": 6, "not_checkable": 5, "ok": 3, "accepted": 7,
}  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def file(reports, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(report_html.report(reports, HOUSE), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def dutch(reports, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("page") / "verslag.html"
    path.write_text(report_html.report(reports, HOUSE, words=words_in("nl")), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def others(tmp_path_factory) -> Path:
    """What is on record in English, in other words, and not at all."""
    report = meanings.report(
        meanings.found("translation"),
        meanings.found(),
        meanings.not_found("partly", meanings.alike(attribution="misattributed")),
    )
    path = tmp_path_factory.mktemp("page") / "others.html"
    path.write_text(report_html.report([report], HOUSE), encoding="utf-8")
    return path


@pytest.fixture
def visit(browser) -> Iterator[Any]:
    """Opens a file; afterwards nothing was fetched, said on the console, or asked of the user."""
    contexts, requests, complaints = [], [], []

    def visit(path: Path, **options: Any) -> Any:
        context = browser.new_context(**{"viewport": WIDE, "color_scheme": "light", **options})
        contexts.append(context)
        tab = context.new_page()
        tab.on("request", lambda request: requests.append(request.url))
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        tab.goto(path.as_uri())
        return tab

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []
    assert {each for each in requests if each != "data:,"} <= {requests[0]}


def opened(tab: Any) -> list[str]:
    """The number of the finding that is shown, or of all of the list."""
    found: list[str] = tab.eval_on_selector_all(
        ".finding",
        "all => all.filter(each => each.checkVisibility()).map(each => each.dataset.finding)",
    )
    return found


def style(tab: Any, selector: str, name: str) -> str:
    value: str = tab.eval_on_selector(selector, f"each => getComputedStyle(each)['{name}']")
    return value


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_outcomes_differ_in_colour_and_without(visit, file, scheme):
    tab = visit(file, color_scheme=scheme)
    css = (Path(report_html.__file__).parent / "templates" / "report.css").read_text("utf-8")
    parts = css.split("prefers-color-scheme: dark")
    defined = dict(re.findall(r"--(\w+): (#\w{6});", parts[scheme == "dark"]))
    seen, signs = {}, set()
    for kind, number in KINDS.items():
        mark = f".quote[data-finding='{number}']"
        seen[kind] = style(tab, f"{mark} .words", "textDecorationColor")
        rgb = ", ".join(str(int(defined[kind][at : at + 2], 16)) for at in (1, 3, 5))
        assert seen[kind] == f"rgb({rgb})"
        signs.add(tab.locator(f"{mark} .sign").last.inner_text())
    assert len(set(seen.values())) == len(signs) == len(KINDS)
    background = style(tab, "html", "backgroundColor")
    assert (int(re.findall(r"\d+", background)[0]) < 64) == (scheme == "dark")


def test_a_click_opens_the_record_and_the_difference(visit, file):
    tab = visit(file)
    tab.locator(".quote[data-finding='2']").last.click()
    assert opened(tab) == ["2"]
    shown = tab.locator("#f2")
    assert shown.locator("blockquote").last.inner_text() == "Er komt geen nieuwe sluis in het dorp"
    assert shown.locator(".diff del .words").all_inner_texts() == ["geen"]
    assert shown.locator(".diff ins .words").all_inner_texts() == ["een"]
    assert "line-through" in style(tab, "#f2 .diff del", "textDecorationLine")
    assert "underline" in style(tab, "#f2 .diff ins", "textDecorationLine")
    assert tab.evaluate("document.activeElement.id") == "h2"
    assert tab.locator(".quote.current").count() == 2
    tab.locator("#close").click()
    assert len(opened(tab)) == 7
    assert tab.evaluate("document.activeElement.id") == "q2"


@pytest.mark.parametrize("has_clipboard", [True, False])
def test_a_button_copies_what_is_on_record(visit, file, has_clipboard):
    tab = visit(file, permissions=["clipboard-read", "clipboard-write"])
    other = tab.context.new_page()
    other.goto(file.as_uri())
    if not has_clipboard:  # as at an address that is not safe
        tab.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        tab.reload()
    for number, kind, copied in (
        (1, "words", "De dijk houdt het deze winter niet, als er geen geld komt"),
        (2, "words", "Er komt geen nieuwe sluis in het dorp"),
        (7, "speaker", "Daan Kuil"),
    ):
        tab.bring_to_front()
        tab.locator(f".quote[data-finding='{number}']").first.click()
        shown = tab.locator(f"#f{number}")
        assert shown.get_by_role("status").inner_text() == ""
        button = shown.get_by_role("button", name=f"Copy the {kind} on record")
        button.focus()
        tab.keyboard.press("Enter")
        shown.get_by_role("status").filter(has_text="Copied").wait_for()
        assert button.evaluate("each => each === document.activeElement")
        other.bring_to_front()
        assert other.evaluate("navigator.clipboard.readText()") == copied
        tab.locator("#close").click()


def test_there_are_buttons_for_what_can_be_put_right(visit, file):
    tab = visit(file)
    numbers = "each => each.closest('.finding').dataset.finding"
    found = {
        kind: [each.evaluate(numbers) for each in tab.get_by_text(f"Copy the {kind}").all()]
        for kind in ("words", "speaker")
    }
    assert found == {"words": ["1", "2", "4"], "speaker": ["7"]}


@pytest.mark.parametrize("width", [1100, 1280, 1360, 1480, 2400])
@pytest.mark.parametrize("language", ["file", "dutch"])
def test_the_panel_stays_in_sight_at_the_end_of_the_text(visit, request, width, language):
    tab = visit(request.getfixturevalue(language), viewport={"width": width, "height": 700})
    tab.locator(".quote").last.click()
    tab.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    close, bar = tab.locator("#close").bounding_box(), tab.locator(".bar").bounding_box()
    assert close["y"] > bar["y"] + bar["height"]
    heading = tab.locator(".tools h2")
    assert heading.bounding_box()["height"] < 30, "the heading is one line"


def test_a_row_of_the_list_opens_its_finding(visit, file):
    tab = visit(file)
    tab.locator("#f6").click()
    assert opened(tab) == ["6"]
    tab.reload()
    assert opened(tab) == ["6"], "an address of a finding opens it"


def test_a_filter_hides_others(visit, file):
    tab = visit(file)
    tab.locator(".quote[data-finding='1']").click()
    button = tab.locator(".filter.problem")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert opened(tab) == ["3", "4", "5", "6", "7"]
    assert not tab.locator("#q1 .mark").is_visible()
    assert style(tab, "#q1 .words", "textDecorationLine") == "none"
    assert tab.locator("#q1").get_attribute("tabindex") == "-1"
    tab.keyboard.press("j")
    assert tab.evaluate("document.activeElement.id") == "q3"
    button.click()
    assert len(opened(tab)) == 7
    assert tab.locator("#q1 .mark").is_visible()


def test_keys_lead_through_the_findings(visit, file):
    tab = visit(file)
    pressed = tab.keyboard.press
    focused = lambda: tab.evaluate("document.activeElement.id")  # noqa: E731  # shorter read so
    pressed("j")
    assert focused() == "q1"
    pressed("ArrowRight")
    assert (focused(), len(opened(tab))) == ("q2", 7)
    pressed("Enter")
    assert (focused(), opened(tab)) == ("h2", ["2"])
    pressed("j")
    assert (focused(), opened(tab)) == ("h3", ["3"])
    pressed("k")
    pressed("k")
    pressed("k")
    assert (focused(), opened(tab)) == ("h1", ["1"])
    pressed("Escape")
    assert (focused(), len(opened(tab))) == ("q1", 7)
    pressed("f")
    assert tab.evaluate("document.activeElement.dataset.kind") == "problem"
    pressed("Space")
    assert opened(tab) == ["3", "4", "5", "6", "7"]
    pressed("?")
    assert tab.locator("#help").is_visible()
    pressed("Escape")
    assert not tab.locator("#help").is_visible()


def test_the_first_stop_skips_to_the_text(visit, file):
    tab = visit(file)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "text"


def test_on_paper_everything_is_there_but_what_is_to_be_pressed(visit, file):
    tab = visit(file, color_scheme="dark")
    tab.locator(".filter.problem").click()
    tab.locator(".quote[data-finding='4']").click()
    tab.emulate_media(media="print", color_scheme="dark")
    assert len(opened(tab)) == 7
    assert tab.locator(".details:visible").count() == 7
    assert tab.locator(".mark:visible").count() == 7
    assert tab.locator("button:visible, .skip:visible, dialog:visible").count() == 0
    assert style(tab, "html", "backgroundColor") == "rgb(255, 255, 255)"


def test_without_scripts_every_detail_can_be_reached(visit, file):
    tab = visit(file, java_script_enabled=False)
    assert tab.locator(".details:visible").count() == 7
    assert tab.locator(".scripted:visible").count() == 0
    tab.locator("#q2").click()
    assert tab.url.endswith("#f2")


def test_it_works_in_a_preview_that_has_no_address(visit, file, tmp_path):
    frame = tmp_path / "preview.html"
    text = file.read_text("utf-8").replace("&", "&amp;").replace('"', "&quot;")
    frame.write_text(f'<iframe sandbox="allow-scripts" srcdoc="{text}"></iframe>', "utf-8")
    inside = visit(frame).frame_locator("iframe")
    inside.locator("#q2").click()
    inside.locator("#close").click()
    inside.locator("#f2 .details").wait_for(state="hidden")


@pytest.mark.parametrize("number", [None, 1, 2, 7])
def test_a_phone_shows_it_without_scrolling_sideways(visit, file, number):
    tab = visit(file, viewport=NARROW)
    if number:
        tab.locator(f".quote[data-finding='{number}']").first.click()
        box = tab.locator(f"#h{number}").bounding_box()
        assert 0 < box["y"] < NARROW["height"]
    assert tab.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    assert tab.evaluate("document.getElementById('panel').scrollWidth") <= NARROW["width"]


@pytest.mark.parametrize(("viewport", "number"), [(WIDE, 1), (WIDE, 2), (NARROW, 3)])
def test_texts_of_one_meaning_stand_side_by_side(visit, others, viewport, number):
    tab = visit(others, viewport=viewport)
    assert tab.locator(".unsearched").is_visible()
    tab.locator(f".quote[data-finding='{number}']").first.click()
    assert not tab.locator(".unsearched").is_visible()
    finding = tab.locator(f"#f{number}")
    claim, record = finding.locator(".pair blockquote").all()
    assert claim.inner_text() == meanings.CLAIM
    assert record.inner_text() == (meanings.ENGLISH if number == 1 else meanings.DUTCH)
    here, there = claim.bounding_box(), record.bounding_box()
    beside = here["y"] == there["y"] and here["x"] + here["width"] <= there["x"]
    below = here["y"] + here["height"] <= there["y"]
    assert beside if viewport == WIDE else below
    assert tab.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert finding.locator(".diff").count() == 0
    # Another language's words, or somebody else's, are none to put into the draft.
    assert finding.locator(".copies button").count() == (number == 2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("viewport", "number"), [(WIDE, 1), (NARROW, 3), (WIDE, None)])
def test_other_words_can_be_read_by_everybody(visit, others, scheme, viewport, number):
    tab = visit(others, color_scheme=scheme, viewport=viewport, bypass_csp=True)
    assert _grave(tab, number) == []


def test_hostile_text_is_seen_as_text(visit, make_report, tmp_path):
    path = tmp_path / "hostile.html"
    report = make_report([(HOSTILE, HOSTILE)], title=HOSTILE, notes=(HOSTILE,))
    path.write_text(report_html.report([report], HOUSE), encoding="utf-8")
    tab = visit(path)
    assert tab.locator("#q1 .words").inner_text() == HOSTILE
    tab.locator("#q1").click()
    assert tab.locator("#f1 .speaker").inner_text() == HOSTILE
    assert tab.locator("script").count() == 1
    assert tab.locator("img").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW])
@pytest.mark.parametrize("number", [None, 1, 7])
def test_it_can_be_used_by_everybody(visit, file, scheme, viewport, number):
    # The page's own policy would keep axe's script out.
    tab = visit(file, color_scheme=scheme, viewport=viewport, bypass_csp=True)
    assert _grave(tab, number) == []


def _grave(tab: Any, number: int | None) -> list[tuple[str, str]]:
    """What keeps somebody from using a page, with a finding opened or none."""
    from axe_playwright_python.sync_playwright import Axe

    if number:
        tab.locator(f".quote[data-finding='{number}']").first.click()
    found = Axe().run(tab).response["violations"]
    grave = [each for each in found if each["impact"] in {"serious", "critical"}]
    return [(each["id"], each["nodes"][0]["html"]) for each in grave]
