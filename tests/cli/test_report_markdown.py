"""The report as Markdown: what stands in it, and that no text in it is markup."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cli import report_markdown
from cli.report_markdown import APART, escaped
from quotes import policy
from quotes.model import Record
from quotes.verify import DraftReport, Suppression
from reports.one_line import safe

HOUSE = policy.load()
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
MARKS = "\\`*_{}[]<>#&~|:@$!()+-=.\"'^/ \n\tab1"
HOSTILE = (
    "<script>alert(1)</script>",
    "[klik](javascript:alert(1)) ![x](https://evil.example/x.png)",
    "<https://evil.example> https://evil.example www.evil.example",
    "**vet** __vet__ *schuin* ~~weg~~ `code` ``",
    "| a | b |\n| --- | --- |",
    "# Kop\n\n- lijst\n\n1. een\n\n---\n\n```\ncode\n```\n\n> citaat",
    "&lt;b&gt; &amp; &#60;",
    "[x]: https://evil.example",
    "- lijst",
    "1. een",
    "+",
    "===",
    "\\ \\* einde\\",
)


def tokens(report: DraftReport) -> list[Token]:
    """All tokens of the rendered report, with those within lines."""
    found = []
    for each in MARKDOWN.parse(report_markdown.report([report], HOUSE)):
        found += [each, *(each.children or ())]
    return found


def text(found: list[Token]) -> str:
    return "".join(each.content for each in found if each.type in {"text", "text_special"})


def everywhere(make_report, words: str, url: str | None = None) -> DraftReport:
    """A changed quotation with ``words`` in every field that somebody else may have written."""
    record = Record(1, "De dijk houdt het niet", "direct", "Mira Vonk", url=url)
    report = make_report([("De dijk houdt het", "Mira Vonk")], [record], notes=(words,))
    draft = replace(report.draft, title=words, path=words, source=words)
    (checked,) = report.checked
    finding = checked.finding
    (match,) = finding.matches
    facts = {"text": words, "speaker": words, "title": words, "source": words}
    steps = match.alignment.operations
    alignment = replace(
        match.alignment,
        operations=tuple(replace(each, record_words=words, claim_words=words) for each in steps),
    )
    record = replace(record, **facts)
    match = replace(match, record=record, alignment=alignment, part=words, wording="altered")
    changes = tuple(replace(each, record_words=words, why=words) for each in finding.changes)
    claim = replace(finding.claim, text=words, speaker=words)
    finding = replace(finding, claim=claim, changes=changes, matches=(match,), wording="spliced")
    return replace(report, draft=draft, checked=(replace(checked, finding=finding),))


@given(st.one_of(st.text(min_size=1), st.text(MARKS, min_size=1), st.sampled_from(HOSTILE)))
def test_any_text_is_text(make_report, words):
    wanted = safe(words)
    if not wanted:
        return
    made, tame = (tokens(everywhere(make_report, each)) for each in (words, "tam"))
    kinds = [[each.type for each in found if "text" not in each.type] for found in (made, tame)]
    assert kinds[0] == kinds[1]
    assert text(made).replace(APART, "") == text(tame).replace("tam", wanted)


@pytest.mark.parametrize("words", ["@wethouder zei het", "zie #12 en mira@vonk.example"])
def test_nobody_is_called(words):
    made = escaped(words)
    assert "@w" not in made
    assert "@v" not in made
    assert "#1" not in made
    assert unescape(MARKDOWN.renderInline(made)).replace(APART, "") == words


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("https://merendaal.example/dijk?a=1&amp;b=(2)", 1),
        ("https://merendaal.example/<b>\\x", 1),
        ("javascript:alert(1)", 0),
        ("https://merendaal.example/ x", 0),
    ],
)
def test_only_addresses_of_the_web_are_links(make_report, url, links):
    made = tokens(everywhere(make_report, "tam", url))
    targets = [each.attrs["href"] for each in made if each.type == "link_open"]
    assert targets == [MARKDOWN.normalizeLink(url)] * links
    assert links or url in text(made)
    assert not [each for each in made if "html" in each.type]


def test_problems_stand_first_and_what_is_fine_last(reports):
    made = report_markdown.report(reports, HOUSE)
    heads = [line for line in made.splitlines() if line.startswith("#")]
    assert heads == [
        "# Quotations checked",
        "## De week",
        "### × Problem, line 3, column 2",
        "### × Problem, line 5, column 2",
        "### ! Review, line 9, column 2",
        "### – Not checkable, line 11, column 2",
        "### ✓ OK",
        "## De sluis",
        "### ? Not found, line 3, column 2",
        "### ○ Accepted",
    ]
    assert "| De week | 2 | 1 | 0 | 1 | 1 | 0 |" in made
    assert "Er komt ~~geen~~ **een** nieuwe sluis in het dorp" in made
    assert "(accepted by a comment: zij las zijn brief voor)" in made
    assert f"{HOUSE.name} {HOUSE.fingerprint}" in made


def test_the_difference_is_struck_and_bold(reports):
    rendered = MARKDOWN.render(report_markdown.report(reports, HOUSE))
    assert "Er komt <s>geen</s> <strong>een</strong> nieuwe sluis" in rendered
    assert '<a href="https://merendaal.example/dijk">link</a>' in rendered


def test_an_acceptance_without_a_reason(make_report):
    report = make_report([("Ja", None)], suppressed=Suppression("baseline"))
    assert "“Ja” — the draft names no speaker for it (accepted by a baseline)" in (
        report_markdown.report([report], HOUSE)
    )


def test_verify_writes_it(run, word_parser, database, draft):
    found = run("verify", draft, "--format", "markdown")
    assert found.code == 1
    assert found.out.count("\n### × Problem") == 2
    assert "De dijk houdt het deze winter **niet**" in found.out
