"""The page: what is on it, and that no text on it can become anything but text."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes import policy
from quotes.errors import InputError
from quotes.model import Article, Record, Span
from quotes.verify import DraftReport
from reports import page_text, report_html
from reports.draft_text import blocks
from tests.reports.drafts import HOSTILE, filled

HOUSE = policy.load()
MADE = datetime(2026, 4, 8, 9, 30, tzinfo=UTC)
VOID = {"meta", "link"}


class Page(HTMLParser):
    """The elements of a page in their order, with all the text within each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[int] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.texts.append("")
        if tag not in VOID:
            self._open.append(len(self.elements) - 1)

    def handle_endtag(self, tag):
        assert self.elements[self._open.pop()][0] == tag

    def handle_data(self, data):
        for index in self._open:
            self.texts[index] += data

    @property
    def skeleton(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(tag, tuple(attrs)) for tag, attrs in self.elements]

    def having(self, tag: str, name: str = "") -> Iterator[tuple[dict[str, str | None], str]]:
        """Attributes and text of the elements of a tag and, if given, a class."""
        for (found, attrs), text in zip(self.elements, self.texts, strict=True):
            if found == tag and (not name or name in (attrs.get("class") or "").split()):
                yield attrs, text


def page(*reports: DraftReport) -> Page:
    return Page(report_html.report(reports, HOUSE, made=MADE))


@given(st.one_of(st.text(min_size=1), st.sampled_from(HOSTILE)))
def test_any_text_is_text(text):
    made, tame = page(filled(text, text)), page(filled("tam", "tam"))
    assert not page_text.is_link(text)
    assert made.skeleton == tame.skeleton
    wanted = page_text.shown(text)
    for name, tag in (("words", "bdi"), ("speaker", "bdi"), ("path", "bdi")):
        expected = [each.replace("tam", wanted) for _, each in tame.having(tag, name)]
        found = [each for _, each in made.having(tag, name)]
        # In the draft's own text white space was made one space, so that it is one paragraph.
        assert found[1:] == expected[1:]
    assert made.texts[0].count(wanted) >= tame.texts[0].count("tam") - 1


@pytest.mark.parametrize("text", HOSTILE)
def test_no_control_reaches_the_page(text):
    made = report_html.report([filled(text, text)], HOUSE)
    assert re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", made) is None
    made.encode()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//merendaal.example/x",
        "http:",
        "https://[",
        "https://merendaal.example/ x",
        "https://merendaal.example/\x00",
    ],
)
def test_what_is_no_address_of_the_web_is_no_link(url):
    made = page(filled("tam", url))
    assert {attrs["href"][0] for attrs, _ in made.having("a")} == {"#"}
    assert page_text.shown(url) in made.texts[0]


def test_a_link_tells_nobody_where_it_was_followed():
    url = "https://merendaal.example/?a=1&b=%22"
    links = [attrs for attrs, _ in page(filled("tam", url)).having("a") if attrs["href"] == url]
    assert len(links) == 3
    assert {each["rel"] for each in links} == {"noreferrer noopener"}


def test_the_browser_is_allowed_its_own_style_and_script_alone(reports):
    made = page(*reports)
    ((_, style),) = made.having("style")
    ((_, script),) = made.having("script")
    rules = next(each["content"] for each, _ in made.having("meta") if "http-equiv" in each)
    hashes = [
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for text in (style, script)
    ]
    assert rules == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert not {name for _, names in made.skeleton for name in names if name.startswith("on")}
    assert "style" not in {name for _, names in made.skeleton for name in names}


def test_nothing_is_fetched(reports):
    made = page(*reports)
    assert {attrs["href"] for attrs, _ in made.having("link")} == {"data:,"}
    assert not {name for _, names in made.skeleton for name in names if name in {"src", "srcset"}}
    assert not re.search(r"https?://|url\(|@import", "".join(t for _, t in made.having("style")))
    addresses = re.findall(r"https?://[^\s\"<]+", report_html.report(reports, HOUSE))
    assert set(addresses) == {"https://merendaal.example/dijk"}


def test_every_checked_quotation_is_marked_in_the_text(reports):
    made = page(*reports)
    marks = [(each["data-finding"], each["data-kind"]) for each, _ in made.having("a", "quote")]
    assert marks == [
        ("1", "problem"),
        ("2", "problem"),
        ("2", "problem"),
        ("3", "ok"),
        ("4", "review"),
        ("5", "not_checkable"),
        ("6", "not_found"),
        ("7", "accepted"),
    ]
    prose = "".join(text for _, text in made.having("div", "prose"))
    for report in reports:
        assert report.checked[0].quote.text in prose
    for attrs, text in made.having("button", "filter"):
        kind = attrs["data-kind"]
        assert text.split(maxsplit=1)[0] in {"×!?–✓○"[i] + attrs["data-count"] for i in range(6)}
        assert int(attrs["data-count"]) == len({n for n, of in marks if of == kind})


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (
            1,
            [
                "misleading cut",
                "reported by Els Bos",
                "−niet, als er geen geld komt",
                "line 3, column 2",
            ],
        ),
        (2, ["altered", "negation", "−geen", "+een", "quotation 2, direct"]),
        (3, ["verbatim", "the draft names no speaker for it", "no speaker was claimed"]),
        (4, ["indirect as direct", "Reported speech: nobody was quoted so."]),
        (6, ["not found", "There is nothing like it on record."]),
        (7, ["Accepted by a comment: zij las zijn brief voor", "count as: problem"]),
    ],
)
def test_a_finding_says_why(reports, number, expected):
    texts = {each["data-finding"]: text for each, text in page(*reports).having("section")}
    said = texts[str(number)].replace("only on record: ", "").replace("only in the draft: ", "")
    for each in expected:
        assert each in said


def test_what_is_closest_is_called_something_else(make_report):
    near = Record(1, "Morgen gaan alle winkels in de stad dicht", "direct", "Els Bos")
    report = make_report([("Morgen gaan alle scholen in de buurt open", "Els Bos")], [near])
    ((_, text),) = page(report).having("section")
    assert report.checked[0].finding.wording == "not_found"
    assert "closest on record, but something else:" in text
    assert "Closest on record" in text


def test_the_page_says_by_what_it_was_made_and_when(reports, monkeypatch):
    footer = " ".join(text for _, text in page(*reports).having("footer"))
    assert f"{HOUSE.name} {HOUSE.fingerprint}" in footer
    assert "2026-04-08 09:30 UTC" in footer
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    once = report_html.report(reports, HOUSE)
    assert "2023-11-14T22:13:20+00:00" in once
    assert once == report_html.report(reports, HOUSE)


@pytest.mark.parametrize("epoch", ["gisteren", "-1e5", "9" * 30])
def test_a_time_that_is_none_is_refused(reports, monkeypatch, epoch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(InputError, match="SOURCE_DATE_EPOCH"):
        report_html.report(reports, HOUSE)


def test_a_draft_without_quotations_is_a_page_too():
    made = page(DraftReport(Article("Niets.", ""), ()))
    assert "There is no quotation to check." in made.texts[0]
    assert "0 drafts" in page().texts[0]


def test_headings_are_headings_and_the_title_stands_once():
    text = "De week\n\nDe brug komt er.\n\nSport\n\nHet werd stil."
    title, sport = Span(0, 7), Span(27, 32)
    draft = Article(text, "", title="De week", format="docx", headings=(title, sport))
    made = page(DraftReport(draft, ()))
    prose = [each for _, each in made.having("p") if each and each in text]
    assert [each for _, each in made.having("h3")] == ["Sport"]
    assert next(each for _, each in made.having("h2")) == "De week"
    assert prose == ["De brug komt er.", "Het werd stil."]
    assert "".join(each for _, each in made.having("body")).count("De week") == 1


@given(st.text(alphabet="ab \n\r\t", max_size=60), st.data())
def test_no_word_of_a_draft_is_lost(text, data):
    """Whatever is quoted, nested and crossing paragraphs included."""
    at = st.integers(0, len(text))
    spans = data.draw(
        st.lists(st.tuples(at, at).map(sorted).map(lambda pair: Span(*pair)), max_size=5)
    )
    start = data.draw(at)
    made = blocks(Article(text, "", body_start=start), [[each] for each in spans])
    pieces = [piece for block in made for piece in block.pieces]
    assert "".join("".join(each.text.split()) for each in pieces) == "".join(text[start:].split())
    for index, span in enumerate(spans):
        mine = [each for each in pieces if each.quote == index]
        assert all(each.text in span.of(text) for each in mine)
        assert [each.first for each in mine] == [nth == 0 for nth in range(len(mine))]
        assert [each.last for each in mine] == [nth + 1 == len(mine) for nth in range(len(mine))]
