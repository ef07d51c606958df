"""What a paragraph says around a quotation."""

from __future__ import annotations

import pytest

from quotes import policy
from quotes.check import check_claim
from quotes.model import Claim, Record

STYLE = policy.load()
WOVEN = "een ramp voor het hele dorp"
SAID = "Wij openen de sluis in het voorjaar"


class One:
    def __init__(self, record):
        self._record = record

    def candidates(self, text, *, limit=50):
        return (self._record,)


def check(claim, text, context, kind="direct", around=None):
    record = Record(1, text, kind, "Mira Vonk", context=context, article="a")
    return check_claim(Claim(claim, "Mira Vonk", around), One(record), STYLE)


@pytest.mark.parametrize(
    "context",
    [
        f"Vonk noemt het plan geen “{WOVEN}”.",
        f"Volgens Vonk is de sluis nooit “{WOVEN}” geweest.",
        f"De sluis is, vindt Vonk, niet echt “{WOVEN}”.",
    ],
)
def test_a_denial_that_the_words_are_woven_into(context):
    found = check(WOVEN, WOVEN, context, "mixed")
    assert (found.wording, found.outcome) == ("misleading_cut", "problem")
    assert [change.code for change in found.changes] == ["cut"]
    assert "denial" in found.changes[0].why


@pytest.mark.parametrize(
    ("kind", "context"),
    [
        ("mixed", f"Het is niet voor het eerst dat Vonk spreekt van “{WOVEN}”."),
        ("mixed", f"Niemand luistert, maar Vonk spreekt van “{WOVEN}”."),
        ("mixed", f"Vonk wil niet wachten. Zij ziet “{WOVEN}”."),
        ("mixed", f"Vonk spreekt van “{WOVEN}”, niet van een tegenvaller."),
        ("direct", f"Het plan deugt niet: “{WOVEN}”, zegt Vonk."),
    ],
)
def test_a_denial_of_something_else(kind, context):
    assert check(WOVEN, WOVEN, context, kind).wording == "verbatim"


@pytest.mark.parametrize(
    "context",
    [
        f"“{SAID}”, zegt Vonk. “Tenzij het hard vriest.”",
        f"“{SAID},” zei ze. “Mits de aannemer op tijd komt.”",
        f"Vonk wil dat “{SAID}” als het geld er is.",
    ],
)
def test_a_condition_behind(context):
    found = check(SAID, SAID, context)
    assert (found.wording, found.outcome) == ("misleading_cut", "problem")


@pytest.mark.parametrize(
    "context",
    [
        f"“{SAID}”, zegt Vonk. “Als het vriest, blijven wij open.”",
        f"“{SAID}”, zegt Vonk. “Dat staat vast.”",
        f"“{SAID}”, zegt Vonk. Tenzij het hard vriest, gaat dat lukken.",
        "Een andere alinea.",
        None,
    ],
)
def test_no_condition_behind(context):
    assert check(SAID, SAID, context).wording == "verbatim"


def test_only_the_end_that_is_quoted_counts():
    context = f"“{SAID}”, zegt Vonk. “Tenzij het hard vriest.”"
    assert check("Wij openen de sluis", SAID, context).wording == "partial"


def test_a_draft_that_says_it_too_leaves_nothing_out():
    context = f"Vonk noemt het plan geen “{WOVEN}”."
    draft = f"Het plan is volgens Vonk geen “{WOVEN}”, maar een zorg."
    assert check(WOVEN, WOVEN, context, "mixed", draft).wording == "verbatim"
