"""An article in, its attributed quotations out."""

from __future__ import annotations

import re
from dataclasses import replace

from quotes import grammar as grammars
from quotes import marks
from quotes.attribution import STRICT_THRESHOLD, Attributor
from quotes.cues import CueFinder
from quotes.entities import Entity
from quotes.extraction import Extractor
from quotes.grammar import Grammar
from quotes.indirect import IndirectFinder
from quotes.language import Language
from quotes.layout import Layout
from quotes.model import Article, AttributedQuote, Span
from quotes.paragraphs import paragraphs
from quotes.parsing import Parser
from quotes.speakers import MentionTable
from quotes.syntax import Syntax

_WORD = re.compile(r"[^\W\d_]+")


def extract_quotes(
    article: Article,
    parser: Parser,
    language: Language,
    *,
    whole: bool = False,
    strict: bool = False,
) -> tuple[AttributedQuote, ...]:
    """The quotations of an article with their speakers, in text order.

    Only paragraphs that can hold a quotation, and the one before each, are parsed; ``whole``
    parses all of them. ``strict`` drops speakers of low confidence. Raises ``ModelError`` if
    the parser has no models.
    """
    grammar = grammars.load(language.code)
    layout, syntax = _parsed(article, parser, language, grammar, whole=whole)
    cues = CueFinder(layout, syntax, language, grammar)
    found = (
        *Extractor(layout, syntax, cues, language).quotations(),
        *IndirectFinder(layout, syntax, cues, grammar).quotations(),
    )
    ordered = sorted(found, key=lambda each: each.quotation.span)
    table = MentionTable(layout, syntax, language, grammar)
    quotes = Attributor(layout, syntax, cues, table, grammar).attribute(ordered)
    if strict:
        quotes = tuple(_certain(quote) for quote in quotes)
    return quotes


def find_entities(article: Article, parser: Parser, language: Language) -> tuple[Entity, ...]:
    """The people, bodies and places that an article names, in order of first mention.

    Only the passages that can hold a quotation are parsed. Raises what ``extract_quotes`` does.
    """
    grammar = grammars.load(language.code)
    layout, syntax = _parsed(article, parser, language, grammar, whole=False)
    return MentionTable(layout, syntax, language, grammar).entities


def _parsed(
    article: Article, parser: Parser, language: Language, grammar: Grammar, *, whole: bool
) -> tuple[Layout, Syntax]:
    spans = paragraphs(article.text, article.body_start)
    marked = marks.pair(article.text, spans, language.marks)
    layout = Layout(article.text, spans, marked, grammar)
    passages = layout.paragraphs if whole else _passages(layout, language)
    return layout, Syntax(parser.parse(article.text, passages), layout.quoted)


def _passages(layout: Layout, language: Language) -> tuple[Span, ...]:
    """The paragraphs with marks or a cue, and those before a paragraph that opens with a
    quotation, since its speaker may stand there."""
    wanted: set[int] = set()
    phrases = [phrase.text for phrase in language.cue_phrases]
    for number, span in enumerate(layout.paragraphs):
        text = span.of(layout.text).lower()
        if any(language.verbs_of(word) for word in _WORD.findall(text)) or any(
            phrase in text for phrase in phrases
        ):
            wanted.add(number)
    for quoted in layout.quoted:
        first = layout.number(quoted.start)
        wanted.update({first, layout.number(quoted.end - 1)})
        if first and layout.paragraphs[first].start == quoted.start:
            wanted.add(first - 1)
    return tuple(layout.paragraphs[number] for number in sorted(wanted))


def _certain(quote: AttributedQuote) -> AttributedQuote:
    if quote.speaker is None or quote.confidence >= STRICT_THRESHOLD:
        return quote
    return replace(quote, speaker=None, confidence=0.0)
