"""Marked words within a sentence: somebody's, or a title, a name, a term, a sign."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from quotes import ingest, language
from quotes.article import from_text
from quotes.parsing import Parser

SAMPLES: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parent.parent / "golden" / "unsaid.toml").read_text(encoding="utf-8")
)


def marked(text: str, parser: Parser) -> list[str]:
    found = ingest.extract_quotes(from_text(text, title="x"), parser, language.load())
    return [quote.text for quote in found if quote.quotation.kind != "indirect"]


@pytest.mark.parametrize("text", SAMPLES["said"])
def test_words_of_somebody(text, canned_parser):
    assert marked(text, canned_parser)


@pytest.mark.parametrize("text", SAMPLES["unsaid"])
def test_words_of_nobody(text, canned_parser):
    assert marked(text, canned_parser) == []


@pytest.mark.xfail(strict=True, reason="no rule for these yet")
@pytest.mark.parametrize("text", SAMPLES["said_but_missed"])
def test_words_that_are_missed(text, canned_parser):
    assert marked(text, canned_parser)


@pytest.mark.xfail(strict=True, reason="no rule for these yet")
@pytest.mark.parametrize("text", SAMPLES["unsaid_but_taken"])
def test_words_that_are_taken(text, canned_parser):
    assert marked(text, canned_parser) == []


@pytest.mark.stanza
def test_real_models_tell_them_apart():
    """One in twenty may go wrong when the models change: words of nobody must not be given away."""
    from quotes.stanza_parser import StanzaParser

    parser = StanzaParser()
    missed = [text for text in SAMPLES["said"] if not marked(text, parser)]
    taken = [text for text in SAMPLES["unsaid"] if marked(text, parser)]
    assert len(missed) <= len(SAMPLES["said"]) / 20, missed
    assert len(taken) <= len(SAMPLES["unsaid"]) / 20, taken
