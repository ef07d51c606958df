"""Quotations within quotations, and who passes them on."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from quotes import ingest, language, nested
from quotes.article import from_text
from quotes.model import AttributedQuote, Quotation, Span, Speaker

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent.parent / "golden" / "nested.toml").read_text(encoding="utf-8")
)["case"]


def _summary(quote: AttributedQuote) -> list[str]:
    speaker = quote.speaker
    row = [quote.quotation.kind, quote.text, speaker.name if speaker else ""]
    return [*row, speaker.reported_by] if speaker and speaker.reported_by else row


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_stored_parse(case, canned_parser):
    found = ingest.extract_quotes(
        from_text(case["text"], title="x"), canned_parser, language.load()
    )
    assert [_summary(quote) for quote in found] == case["quotes"]


@pytest.mark.stanza
def test_real_models():
    from quotes.stanza_parser import StanzaParser

    parser = StanzaParser()
    for case in CASES:
        found = ingest.extract_quotes(from_text(case["text"], title="x"), parser, language.load())
        assert [_summary(quote) for quote in found] == case["quotes"]


def _quote(speaker: str | None) -> AttributedQuote:
    quotation = Quotation("direct", (Span(0, 1),), "colon")
    named = Speaker(speaker, speaker) if speaker else None
    return AttributedQuote(quotation, "x", named, 0.9, "x", "colon")


@pytest.mark.parametrize(
    ("inner", "outer", "person", "name", "reporter"),
    [
        ("mijn baas", "Mira Vonk", None, "mijn baas", "Mira Vonk"),
        ("mijn baas", None, None, "mijn baas", None),
        (None, "Mira Vonk", None, None, None),
        ("ik", "Mira Vonk", 1, "Mira Vonk", None),
        ("ik", None, 1, None, None),
        ("Daan Kuil", "Mira Vonk", 3, "Daan Kuil", "Mira Vonk"),
        ("Mira Vonk", "Mira Vonk", None, "Mira Vonk", None),
    ],
)
def test_who_passes_it_on(inner, outer, person, name, reporter):
    found = nested.passed_on(_quote(inner), _quote(outer), person=person)
    assert (found.speaker.name if found.speaker else None) == name
    assert (found.speaker.reported_by if found.speaker else None) == reporter
