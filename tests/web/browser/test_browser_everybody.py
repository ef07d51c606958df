"""Every page can be used by everybody: by axe-core, on a phone, in the dark, by its keys."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from tests.web.browser.conftest import BROWSER, NARROW, WIDE, enter

pytestmark = BROWSER
CLAIM = "Dit is een besluit waar het dorp niet op heeft gewacht"


def checked(tab: Any) -> None:
    tab.fill("#claim", CLAIM)
    tab.fill("#speaker", "Vonk")
    tab.click("button.main")
    tab.wait_for_selector("#result .finding")


def opened(tab: Any) -> None:
    tab.click(".quote[data-finding='4']")


def helped(tab: Any) -> None:
    tab.keyboard.press("?")


def merging(tab: Any) -> None:
    tab.fill("#other", "Ruben Blaak")
    tab.click("text=Merge")
    tab.wait_for_selector("input[name='sure']", state="attached")


def added(tab: Any) -> None:
    tab.fill("#draft-text", "“De sluis is dicht”, zei Els Bos.")
    tab.click("main button.main")
    tab.wait_for_selector(".entries")


def waiting(tab: Any) -> None:
    # The page of a draft that is still read is kept as it is.
    tab.route("**/progress", lambda route: None)
    tab.fill("#draft-text", "“De sluis is dicht”, zei Els Bos.\n\n" * 300)
    tab.click("main button.main")
    tab.wait_for_selector("#progress")


def unfolded(tab: Any) -> None:
    for each in tab.locator("summary").all():
        each.click()


# Each page, and what is done on it before it is looked at.
PAGES: dict[str, tuple[str, Callable[[Any], object]]] = {
    "draft": ("/verify", str),
    "progress": ("/verify", waiting),
    "check": ("/check", str),
    "checked": ("/check", checked),
    "search": ("/quotations", str),
    "hits": ("/quotations?words=brug+besluit&speaker=Vonk", str),
    "no hits": ("/quotations?words=zeppelin&speaker=Vonck&source=Getei", str),
    "record": ("/quotations/1", unfolded),
    "imported record": ("/quotations/30", unfolded),
    "speakers": ("/speakers", str),
    "speaker": ("/speakers/1", unfolded),
    "merge": ("/speakers/1", merging),
    "changes": ("/changes", str),
    "sources": ("/sources", str),
    "api": ("/api", unfolded),
    "ingest": ("/ingest", str),
    "ingested": ("/ingest", added),
    "not there": ("/nowhere", str),
    "not to be asked": ("/quotations?since=gisteren", str),
}
LOOKS = [("light", WIDE), ("dark", NARROW)]


def grave(tab: Any) -> list[tuple[str, str]]:
    """What axe-core finds that keeps people out."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(tab).response["violations"]
    return [
        (each["id"], node["html"])
        for each in found
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"][:2]
    ]


def too_wide(tab: Any) -> list[str]:
    """What stands out of the window, by its tag, unless it can be scrolled by itself."""
    if tab.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        return []
    found: list[str] = tab.evaluate(
        "Array.from(document.querySelectorAll('body *'))"
        ".filter(each => each.getBoundingClientRect().right > innerWidth + 1)"
        ".map(each => each.outerHTML.slice(0, 80))"
    )
    return found or ["the page"]


def looks(tab: Any) -> None:
    """A page in every look that it has."""
    told = {}
    for scheme, viewport in LOOKS:
        tab.emulate_media(color_scheme=scheme)
        tab.set_viewport_size(viewport)
        told[scheme, viewport["width"]] = (grave(tab), too_wide(tab))
    assert {each: found for each, found in told.items() if found != ([], [])} == {}


@pytest.fixture(scope="module")
def inside(newsroom, browser) -> dict[str, Any]:
    """What a window of somebody who gave the token remembers."""
    context = browser.new_context(locale="en-GB")
    tab = context.new_page()
    tab.goto(f"{newsroom.base}/login")
    enter(tab)
    kept = context.storage_state()
    context.close()
    return kept


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_every_look(visit, newsroom, inside, name):
    path, act = PAGES[name]
    # The page's own policy would keep axe's script out.
    tab = visit(newsroom.base + path, storage_state=inside, bypass_csp=True)
    act(tab)
    looks(tab)


@pytest.mark.parametrize("act", [str, opened, helped])
def test_findings_in_every_look(visit, findings, act):
    tab = visit(findings, bypass_csp=True)
    act(tab)
    looks(tab)


@pytest.mark.parametrize("wrong", [False, True])
def test_the_entrance_in_every_look(visit, newsroom, wrong):
    tab = visit(f"{newsroom.base}/", bypass_csp=True)
    if wrong:
        enter(tab, "geraden")
        tab.wait_for_selector("[role='alert']")
    looks(tab)


@pytest.mark.parametrize("path", ["/verify", "/check", "/quotations", "/speakers/1"])
def test_the_dark_is_dark(visit, site, path):
    light = visit(site.base + path)
    dark = visit(site.base + path, color_scheme="dark")
    assert light.screenshot() != dark.screenshot()
    shade = "getComputedStyle(document.documentElement).backgroundColor"
    assert light.evaluate(shade) == "rgb(247, 245, 240)"
    assert dark.evaluate(shade) == "rgb(21, 23, 26)"


@pytest.mark.parametrize("path", ["/quotations", "/speakers/1", "/sources"])
def test_the_tab_key_goes_through_a_page_in_its_order_and_is_seen(visit, site, path):
    tab = visit(site.base + path)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tops, stops = [], set()
    for _ in range(14):
        stop = tab.evaluate(
            "(() => { const it = document.activeElement, style = getComputedStyle(it);"
            " return [it.outerHTML.slice(0, 90), style.outlineStyle, style.outlineWidth,"
            " it.getBoundingClientRect().top + scrollY, it.tagName]; })()"
        )
        if stop[4] == "BODY":
            break
        assert (stop[1], stop[2]) == ("solid", "3px"), stop[0]
        stops.add(stop[0])
        tops.append(stop[3])
        tab.keyboard.press("Tab")
    assert len(stops) > 8
    # Down the page; what stands on one line may differ by some pixels.
    assert all(later > earlier - 30 for earlier, later in pairwise(tops[1:9]))


def test_the_first_stop_skips_to_the_text(visit, site, focused):
    tab = visit(f"{site.base}/quotations")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert focused(tab) == "text"
