"""Quotations and speakers in Dutch sentences, from stored parses and from the real models."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from quotes import ingest, language
from quotes.article import from_text
from quotes.model import AttributedQuote

GOLDEN = Path(__file__).parent.parent / "golden"
CASES: list[dict[str, Any]] = tomllib.loads(
    (GOLDEN / "extraction.toml").read_text(encoding="utf-8")
)["case"]


def _parametrised() -> list[Any]:
    return [
        pytest.param(
            case,
            id=case["name"],
            marks=[pytest.mark.xfail(reason=case["known_failure"])]
            if "known_failure" in case
            else [],
        )
        for case in CASES
    ]


def _summary(quote: AttributedQuote) -> list[str]:
    speaker = quote.speaker
    row = [quote.quotation.kind, quote.text, speaker.name if speaker else ""]
    return [*row, speaker.reported_by] if speaker and speaker.reported_by else row


@pytest.mark.parametrize("case", _parametrised())
def test_stored_parse(case, canned_parser):
    found = ingest.extract_quotes(from_text(case["text"]), canned_parser, language.load())
    assert [_summary(quote) for quote in found] == case["quotes"]


@pytest.fixture(scope="module")
def real_parser():
    from quotes.stanza_parser import StanzaParser

    return StanzaParser()


@pytest.mark.stanza
@pytest.mark.parametrize("case", _parametrised())
def test_real_models(case, real_parser):
    found = ingest.extract_quotes(from_text(case["text"]), real_parser, language.load())
    assert [_summary(quote) for quote in found] == case["quotes"]


@pytest.mark.stanza
def test_whole_article_parse_finds_the_same(real_parser):
    text = "\n\n".join(case["text"] for case in CASES[:12])
    article = from_text(text)
    parts = ingest.extract_quotes(article, real_parser, language.load())
    whole = ingest.extract_quotes(article, real_parser, language.load(), whole=True)
    assert [quote.text for quote in parts] == [quote.text for quote in whole]
    assert len(parts) >= 12


def test_strict_reading_drops_unsure_speakers(canned_parser):
    text = "Mira Vonk begrijpt de woede in de wijk. ‘Ik zou ook boos zijn.’"
    article = from_text(text)
    bold = ingest.extract_quotes(article, canned_parser, language.load())
    strict = ingest.extract_quotes(article, canned_parser, language.load(), strict=True)
    threshold = ingest.STRICT_THRESHOLD
    for one, other in zip(bold, strict, strict=True):
        assert (other.speaker is None) == (one.confidence < threshold)
