"""Findings that were accepted beforehand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotes import policy
from quotes.model import Article, AttributedQuote, Ignore, Quotation, Record, Span, Speaker
from quotes.suppressions import by_baseline, by_comments, known
from quotes.verify import Suppression, verify_article

TEXT = """‘De dijk houdt het deze winter niet’

‘De dijk houdt het deze winter’

‘Er komt volgend jaar een nieuwe sluis’
"""


class Records:
    def candidates(self, text, *, limit=50):
        return [Record(1, "De dijk houdt het deze winter", "direct", "Mira Vonk")]

    def article(self, sha256):
        return None


def report(*ignores: Ignore, text: str = TEXT):
    """A problem, a green light, and words that are not on record."""
    quotes = []
    for line in text.splitlines():
        if line:
            start = text.index(line) + 1
            span = Span(start, start + len(line) - 2)
            speaker = Speaker("Mira Vonk", "Vonk")
            quotation = Quotation("direct", (span,), "test")
            quotes.append(AttributedQuote(quotation, span.of(text), speaker, 0.9, line, "test"))
    draft = Article(text, "0", path="draft.md", ignores=ignores)
    made = verify_article(draft, quotes, Records(), policy.load())
    assert sorted(made.summary.items()) == sorted(
        {"ok": 1, "review": 0, "problem": 1, "not_found": 1, "not_checkable": 0}.items()
    )
    return made


def accepted(made) -> list[bool]:
    return [each.suppressed is not None for each in made.checked]


WHOLE = Span(0, len(TEXT))
FIRST = Span(0, 36)


@pytest.mark.parametrize(
    ("ignore", "expected"),
    [
        (Ignore(WHOLE), [True, False, True]),
        (Ignore(FIRST), [True, False, False]),
        (Ignore(WHOLE, frozenset({"not_found"})), [False, False, True]),
        (Ignore(WHOLE, frozenset({"altered"})), [True, False, False]),
        (Ignore(FIRST, frozenset({"not_found"})), [False, False, False]),
        (Ignore(Span(38, 60)), [False, False, False]),  # a green light needs no pardon
    ],
)
def test_a_comment_accepts_what_is_found_in_its_span(ignore, expected):
    made, unused = by_comments(report(ignore))
    assert accepted(made) == expected
    assert unused == (() if any(expected) else (ignore,))


def test_what_is_accepted_no_longer_counts():
    made, _ = by_comments(report(Ignore(FIRST, reason="said on the radio")))
    assert made.summary["problem"] == 0
    assert made.suppressed == 1
    assert made.checked[0].suppressed == Suppression("comment", "said on the radio")
    assert made.checked[0].finding.outcome == "problem"


def test_a_baseline_accepts_what_it_names():
    before = report()
    first = known("draft.md", before.checked[0])
    ((made,), stale) = by_baseline([("draft.md", before)], [first])
    assert accepted(made) == [True, False, False]
    assert stale == ()


def test_a_baseline_knows_words_wherever_they_stand():
    first = known("draft.md", report().checked[0])
    moved = report(text="‘Er komt volgend jaar een nieuwe sluis’\n\n\n“De dijk houdt het deze "
                   "winter niet”\n\n‘De dijk houdt het deze winter’\n")  # fmt: skip
    ((made,), _) = by_baseline([("draft.md", moved)], [first])
    assert accepted(made) == [False, True, False]


@pytest.mark.parametrize(
    "other",
    [
        {"draft": "other.md"},
        {"quotation": "De dijk houdt het deze winter nooit"},
        {"speaker": "Daan Kuil"},
        {"outcome": "review"},
        {"wording": "reworded"},
        {"attribution": "misattributed"},
    ],
)
def test_a_finding_that_became_another_counts(other):
    before = report()
    entry = replace(known("draft.md", before.checked[0]), **other)
    ((made,), stale) = by_baseline([("draft.md", before)], [entry])
    assert accepted(made) == [False, False, False]
    assert len(stale) == ("draft" not in other)


def test_an_entry_accepts_one_finding():
    twice = report()
    twice = replace(twice, checked=(*twice.checked, twice.checked[0]))
    entry = known("draft.md", twice.checked[0])
    ((made,), _) = by_baseline([("draft.md", twice)], [entry])
    assert accepted(made) == [True, False, False, False]
    ((made,), _) = by_baseline([("draft.md", twice)], [entry, entry])
    assert accepted(made) == [True, False, False, True]


def test_what_a_comment_accepts_needs_no_entry():
    made, _ = by_comments(report(Ignore(FIRST)))
    entry = known("draft.md", made.checked[0])
    ((made,), stale) = by_baseline([("draft.md", made)], [entry])
    assert made.checked[0].suppressed == Suppression("comment")
    assert stale == (entry.key,)
