"""A draft's quotations, checked one by one."""

from __future__ import annotations

from quotes import policy
from quotes.model import AttributedQuote, Quotation, Record, Span, Speaker
from quotes.verify import summary, verify_quotes


class Records:
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
    checked = verify_quotes(quotes, Records(), policy.load())
    assert [each.quote for each in checked] == [*quotes[:3], quotes[4]]
    assert [each.finding.outcome for each in checked] == ["ok", "problem", "problem", "not_found"]
    assert summary(checked) == {
        "ok": 1,
        "review": 0,
        "problem": 2,
        "not_found": 1,
        "not_checkable": 0,
    }
    assert list(summary(())) == ["ok", "review", "problem", "not_found", "not_checkable"]
