"""An article in, its attributed quotations out."""

from __future__ import annotations

import re
from dataclasses import replace

from quotes import grammar as grammars
from quotes import marks, nested
from quotes.attribution import STRICT_THRESHOLD, Attributor
from quotes.cues import CueFinder
from quotes.entities import Entity
from quotes.extraction import Extractor
from quotes.grammar import Grammar
from quotes.indirect import IndirectFinder
from quotes.inquits import Inquits, trim
from quotes.language import Language
from quotes.layout import Layout
from quotes.model import Article, AttributedQuote, ParsedDocument
from quotes.paragraphs import paragraphs
from quotes.parsing import Parser
from quotes.speakers import MentionTable
from quotes.syntax import Syntax
from quotes.turns import TurnReader, joined
from quotes.unsaid import Unsaid

# Recorded with every article, so that one is read again when the rules read it differently. To be
# raised with every release that finds other quotations or names other speakers.
RULES = 4

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
    layout, document = _parsed(article, parser, language, grammar, whole=whole)
    syntax = Syntax(document, layout.quoted)
    cues = CueFinder(layout, syntax, language, grammar)
    said = Extractor(layout, cues, Unsaid(layout, syntax, language, grammar), grammar).quotations()
    found = (*said, *IndirectFinder(layout, syntax, cues, grammar).quotations(said))
    ordered = sorted(found, key=lambda each: each.quotation.span)
    table = MentionTable(layout, syntax, language, grammar)
    attributor = Attributor(layout, syntax, cues, table, language, grammar)
    quotes = attributor.attribute(ordered)
    inner = nested.find(article.text, layout.paragraphs, ordered, document, language, grammar)
    passed_on = (
        nested.passed_on(
            attributor.attribute_within(each.found, ordered[each.outer]),
            quotes[each.outer],
            person=each.person,
        )
        for each in inner
    )
    quotes = tuple(sorted((*quotes, *passed_on), key=lambda each: each.quotation.span))
    if strict:
        quotes = tuple(_certain(quote) for quote in quotes)
    return quotes


def made_by(parser: Parser, *, whole: bool = False) -> str:
    """What is recorded with an article: which parser and rules read it."""
    return f"{parser.name}, rules {RULES}{', whole articles' if whole else ''}"


def find_entities(article: Article, parser: Parser, language: Language) -> tuple[Entity, ...]:
    """The people, bodies and places that an article names, in order of first mention.

    Only the passages that can hold a quotation are parsed. Raises what ``extract_quotes`` does.
    """
    grammar = grammars.load(language.code)
    layout, document = _parsed(article, parser, language, grammar, whole=False)
    syntax = Syntax(document, layout.quoted)
    return MentionTable(layout, syntax, language, grammar).entities


def _parsed(
    article: Article, parser: Parser, language: Language, grammar: Grammar, *, whole: bool
) -> tuple[Layout, ParsedDocument]:
    text = article.text
    spans = (*article.above, *paragraphs(text, article.body_start))
    inquits = Inquits(text, language, grammar)
    marked = trim(text, spans, marks.pair(text, spans, language.marks), language, inquits)
    headings = article.headings
    turns = TurnReader(text, spans, marked, language, grammar, inquits, headings).read()
    layout = Layout(text, spans, joined(marked, turns), grammar, headings)
    asked = {layout.number(question.start) for question in turns.questions}
    asked -= {layout.number(turn.outer.start) for turn in turns.spoken}
    wanted = set(range(len(spans))) if whole else _wanted(layout, language)
    return layout, parser.parse(text, tuple(spans[number] for number in sorted(wanted - asked)))


def _wanted(layout: Layout, language: Language) -> set[int]:
    """The paragraphs with marks or a cue, and those before a paragraph that opens with a
    quotation, since its speaker may stand there; of an interview also all before its first
    answer, of the answers only those with marks inside."""
    wanted: set[int] = set()
    phrases = [phrase.text for phrase in language.cue_phrases]
    for number, span in enumerate(layout.paragraphs):
        text = span.of(layout.text).lower()
        if any(language.verbs_of(word) for word in _WORD.findall(text)) or any(
            phrase in text for phrase in phrases
        ):
            wanted.add(number)
    unasked = [each for each in layout.marked if each.turn != "answer"]
    for quoted in (each.outer for each in unasked):
        first = layout.number(quoted.start)
        wanted.update({first, layout.number(quoted.end - 1)})
        if first and layout.paragraphs[first].start == quoted.start:
            wanted.add(first - 1)
    answers = [span for each in layout.marked if each.turn == "answer" for span in each.segments]
    if answers:
        wanted.update(range(layout.number(answers[0].start)))
    openers = {pair.open for pair in language.marks.pairs}
    for span in answers:
        number = layout.number(span.start)
        if layout.paragraphs[number].end == span.end:
            words = span.of(layout.text)
            wanted.discard(number)
            if any(opener in words for opener in openers):
                wanted.add(number)
    return wanted


def _certain(quote: AttributedQuote) -> AttributedQuote:
    if quote.speaker is None or quote.confidence >= STRICT_THRESHOLD:
        return quote
    return replace(quote, speaker=None, confidence=0.0)
