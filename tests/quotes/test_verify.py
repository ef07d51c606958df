"""A draft's quotations, checked one by one."""

from __future__ import annotations

from quotes import policy
from quotes.model import Article, AttributedQuote, Quotation, Record, Span, Speaker
from quotes.verify import verify_article


class Records:
    def article(self, sha256):
        return None

    def candidates(self, text, *, limit=50):
        return [Record(1, "De dijk houdt het deze winter", "direct", "Joost Terhaar")]


def quote(text, speaker, kind="direct"):
    quotation = Quotation(kind, (Span(0, len(text)),), "test")
    named = Speaker(speaker, speaker) if speaker else None
    return AttributedQuote(quotation, text, named, 0.9, text, "test")


def test_verify():
    quotes = (
        quote("De dijk houdt het deze winter", "Joost Terhaar"),
        quote("De dijk houdt het deze winter niet", "Joost Terhaar"),
        quote("De dijk houdt het deze winter", "Mira Vonk"),
        quote("De dijk houdt het deze winter", "Mira Vonk", kind="indirect"),
        quote("Er komt volgend jaar een nieuwe sluis", None, kind="mixed"),
    )
    report = verify_article(Article("x", "0"), quotes, Records(), policy.load())
    assert [each.quote for each in report.checked] == [*quotes[:3], quotes[4]]
    found = [each.finding.outcome for each in report.checked]
    assert found == ["ok", "problem", "problem", "not_found"]
    assert report.unchecked == 1
    assert report.summary == {
        "ok": 1,
        "review": 0,
        "problem": 2,
        "not_found": 1,
        "not_checkable": 0,
    }
    assert list(report.summary) == ["ok", "review", "problem", "not_found", "not_checkable"]
