"""Statements without marks in Dutch sentences, with the real models."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from quotes import ingest, language
from quotes.article import from_text
from quotes.model import AttributedQuote
from quotes.paragraphs import paragraphs

CASES: dict[str, list[list[Any]]] = tomllib.loads(
    (Path(__file__).parent.parent / "golden" / "indirect.toml").read_text(encoding="utf-8")
)


def _parametrised() -> list[Any]:
    return [
        pytest.param(
            text,
            said,
            id=f"{group}-{number}",
            marks=[pytest.mark.xfail(reason="the parser errs")] if group == "known" else [],
        )
        for group, cases in CASES.items()
        for number, (text, said) in enumerate(cases, 1)
    ]


@pytest.fixture(scope="module")
def read():
    """Reads a sentence as an article of its own, all of them parsed in one batch."""
    from quotes.stanza_parser import StanzaParser

    text = "\n\n".join(case[0] for cases in CASES.values() for case in cases)
    parser = StanzaParser()
    parser.parse(text, paragraphs(text))

    def extract(sentence: str) -> list[AttributedQuote]:
        article = from_text(sentence, title="x")
        return list(ingest.extract_quotes(article, parser, language.load(), whole=True))

    return extract


def _words(name: str | None) -> set[str]:
    return set((name or "").lower().split()) - {"de", "het"}


def _is_named(quote: AttributedQuote, expected: list[str]) -> bool:
    """Whether speaker and reporter are those expected, however much of the name is given."""
    speaker = quote.speaker
    given = [speaker.name if speaker else "", speaker.reported_by if speaker else ""]
    wanted = [*expected, ""][:2]
    return all(
        bool(_words(ours)) == bool(_words(theirs))
        and (_words(ours) <= _words(theirs) or _words(theirs) <= _words(ours))
        for ours, theirs in zip(given, wanted, strict=True)
    )


@pytest.mark.stanza
@pytest.mark.parametrize(("text", "said"), _parametrised())
def test_statements(text, said, read):
    found = read(text)
    assert [quote.text for quote in found] == [statement for statement, *_ in said]
    for quote, (_, *names) in zip(found, said, strict=True):
        assert _is_named(quote, names), f"{quote.speaker} for {names}"
        assert quote.quotation.kind == "indirect"
