"""Texts made to be hard take time in proportion to their length: counted, not timed."""

from __future__ import annotations

import pytest

from quotes import grammar, layout, marks
from quotes.language import load
from quotes.layout import MAX_SENTENCE, Layout
from quotes.model import Span
from quotes.paragraphs import paragraphs


def laid_out(text: str) -> Layout:
    spans = paragraphs(text)
    return Layout(text, spans, marks.pair(text, spans, load().marks), grammar.load("nl"))


@pytest.mark.parametrize("pattern", ['"a ', "woord ", "a,", "Wij zeggen “nee” en "])
def test_no_sentence_is_longer_than_anybody_writes(pattern):
    text = pattern * 20_000
    made = laid_out(text)
    whole = made.sentences(Span(0, len(text)))
    assert max(each.end - each.start for each in whole) <= MAX_SENTENCE
    assert "".join(each.of(text) for each in whole) == text
    for offset in range(0, len(text), 997):
        sentence = made.sentence(Span(offset, offset + 1))
        assert sentence.start <= offset < sentence.end


def test_sentences_of_people_stay_whole(monkeypatch):
    text = "De brug gaat dicht. " + "en de dijk wordt hoger " * 100 + "dan hij was. Dat is alles."
    before = laid_out(text).sentences(Span(0, len(text)))
    monkeypatch.setattr(layout, "MAX_SENTENCE", 10**9)
    assert laid_out(text).sentences(Span(0, len(text))) == before
    assert len(before) == 2


def test_what_stands_around_a_quotation_is_bounded():
    words = "“Wij blijven hier”, zegt Mira Vonk. "
    text = words * 2_000
    made = laid_out(text)
    for start in range(1, len(text), 100 * len(words)):
        span = Span(start, start + 15)
        around = made.context(span)
        assert around.contains(span)
        assert around.end - around.start <= 2 * layout.NEAR + 15
    short = laid_out(words * 20)
    assert short.context(Span(1, 16)) == short.paragraphs[0]
