"""Texts that somebody hostile might write, wherever a text can stand."""

from __future__ import annotations

from dataclasses import replace

from quotes.model import (
    Alignment,
    Article,
    AttributedQuote,
    Change,
    Claim,
    Finding,
    Match,
    Operation,
    Quotation,
    Record,
    Span,
    Speaker,
)
from quotes.places import Place
from quotes.verify import CheckedQuote, DraftReport, Suppression

HOSTILE = (
    "<script>alert(1)</script>",
    "</script></style></textarea>--><img src=x onerror=alert(1)>",
    "\" onmouseover=alert(1) x='",
    "&lt;b&gt; &amp;amp; &#60;i&#62;",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "javascript:alert(1)",
    "\u202edo\u2066or elkaar\u202d",
    "een\x00twee\x1b[31mdrie\x85vier\ud800vijf\ufffe",
    "<!-- <![CDATA[ ]]> -->",
)


def filled(text: str, url: str) -> DraftReport:
    """A draft with ``text`` wherever a text can stand."""
    line = " ".join(text.split()) or "-"
    body = f"Kop\n\n{line}\n\nSlot"
    span = Span(5, 5 + len(line))
    everything = Span(0, len(text))
    quote = AttributedQuote(
        Quotation("direct", (span,), "test"),
        line,
        Speaker(text, text + "x", text, text),
        0.9,
        "",
        "",
    )
    steps = (
        Operation("replace", text, text, everything, everything),
        Operation("equal", text, text, everything, everything),
    )
    match = Match(
        Record(1, text, "direct", text, (), text, text, text, text, url, text),
        97.0,
        1.0,
        Alignment(everything, everything, steps, 1.0),
        (),
        "altered",
        "confirmed",
        part=text,
    )
    changes = (Change("name", text, text, text), Change("cut", "", text), Change("cut", text, ""))
    finding = Finding(
        Claim(text, text), "spliced", "confirmed", "problem", 97.0, changes, (match, match)
    )
    suppressed = Suppression("baseline", text)
    draft = Article(body, "", title=f"{text}.", source=text, published=text, url=url, path=text)
    noted = replace(draft, notes=(text,))
    return DraftReport(noted, (CheckedQuote(quote, finding, Place(1, 2), suppressed),))
