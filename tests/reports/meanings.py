"""Findings of what is on record in other words, made by hand: what a search by meaning gives."""

from __future__ import annotations

from typing import Any

from quotes import reasons
from quotes.model import (
    Alignment,
    Article,
    AttributedQuote,
    Attribution,
    Change,
    Claim,
    Finding,
    Match,
    Paraphrases,
    Quotation,
    Record,
    Resemblance,
    Span,
    Speaker,
    Wording,
)
from quotes.places import Place
from quotes.verify import CheckedQuote, DraftReport

CLAIM = "Het dorp krijgt er veertig huizen bij"
DUTCH = "Wij waren laat. Er komen in ons dorp 45 nieuwe woningen. Dat is zeker."
ENGLISH = "We were late. Our village will get 45 new homes. That is certain."
NUMBER = Change("number", "veertig", "45", reasons.BEARS_ON["number"])
# A denial that no single word makes.
DENIED = Change("negation", "", "", reasons.BEARS_ON["negation"])


def passage(text: str) -> Span:
    """The second sentence of a text."""
    start = text.index(". ") + 2
    return Span(start, text.index(". ", start) + 1)


def alike(
    wording: Wording = "paraphrase",
    *,
    text: str | None = None,
    attribution: Attribution = "confirmed",
    changes: tuple[Change, ...] = (NUMBER,),
    **facts: Any,
) -> Match:
    """A record of the claim's meaning beside it; a translation's is English."""
    lang = "en" if wording == "translation" else "nl"
    text = text or (ENGLISH if lang == "en" else DUTCH)
    known = {"source": "Het Getij", "published": "2026-03-02", "lang": lang} | facts
    record = Record(12, text, "direct", "Mira Vonk", **known)
    uncompared = ("negation", "name") if lang == "en" else ()
    near = Resemblance(0.8349, passage(text), "nl", lang, uncompared)
    nothing = Alignment(Span(0, 0), Span(0, 0), (), 0.0)
    return Match(record, 31.0, 0.1, nothing, changes, wording, attribution, None, near)


def by_words() -> Match:
    """A record that only shares words with the claim."""
    record = Record(13, "Het dorp krijgt er straks veertig bij de kerk", "direct", "Els Bos")
    laid = Alignment(Span(0, len(CLAIM)), Span(0, len(record.text)), (), 0.6)
    return Match(record, 62.0, 0.6, laid, (), "paraphrase", "unknown")


def found(wording: Wording = "paraphrase", **options: Any) -> Finding:
    """What is on record in other words, or in English."""
    match = alike(wording, **options)
    claim = Claim(CLAIM, "Mira Vonk")
    return Finding(
        claim, wording, match.attribution, "review", 31.0, match.changes, (match,), "searched"
    )


def not_found(paraphrases: Paraphrases, *matches: Match) -> Finding:
    """What is not on record, as far as was looked."""
    claim = Claim(CLAIM, "Mira Vonk")
    return Finding(claim, "not_found", "unknown", "not_found", 0.0, (), matches, paraphrases)


def report(*findings: Finding, path: str = "brug.txt") -> DraftReport:
    """A draft with a quotation for each finding."""
    text, quoted = "", []
    for each in findings:
        span = Span(len(text) + 1, len(text) + 1 + len(each.claim.text))
        text += f"‘{each.claim.text}’\n\n"
        name = each.claim.speaker
        quote = AttributedQuote(
            Quotation("direct", (span,), "test"),
            each.claim.text,
            Speaker(name, name) if name else None,
            0.9,
            each.claim.text,
            "test",
        )
        quoted.append(CheckedQuote(quote, each, Place(2 * len(quoted) + 1, 2)))
    return DraftReport(Article(text, "", title="De brug", path=path), tuple(quoted))
