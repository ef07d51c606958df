"""Quotations within quotations: inner marked words that somebody is said to have said.

The words of a quotation are read like an article of their own, with its inner marks for the outer
ones. Terms and titles in there are nobody's: only what a cue announces counts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quotes import marks
from quotes.cues import Announcement, CueFinder
from quotes.extraction import Extractor, Found
from quotes.grammar import Grammar
from quotes.language import Language
from quotes.layout import Layout
from quotes.marks import Marked
from quotes.model import AttributedQuote, ParsedDocument, Sentence, Span, Word
from quotes.syntax import Syntax, Token
from quotes.unsaid import Unsaid


@dataclass(frozen=True, slots=True)
class Nested:
    """A quotation within the one of number ``outer``. ``person`` is that of the pronoun that names
    its speaker, None if it is none: 1 is whoever speaks the outer one (*ik zei: '…'*), 0 stands for
    nobody."""

    found: Found
    outer: int
    person: int | None


def find(
    text: str,
    paragraphs: Sequence[Span],
    outers: Sequence[Found],
    document: ParsedDocument,
    language: Language,
    grammar: Grammar,
) -> tuple[Nested, ...]:
    """The quotations within ``outers``, which are in text order and do not overlap.

    ``paragraphs`` are those of the text: what was said before in the same one tells whom *hij*
    means.
    """
    inner: list[Marked] = []
    segments: list[Span] = []
    owners: dict[int, int] = {}
    for number, each in enumerate(outers):
        if each.quotation.kind == "indirect":
            continue
        pairs = [
            pair
            for segment in each.quotation.segments
            for pair in marks.pair(text, (segment,), language.marks)
            if pair.closed and pair.outer != segment
        ]
        if pairs:
            inner += pairs
            segments += each.quotation.segments
            owners.update({segment.start: number for segment in each.quotation.segments})
    if not inner:
        return ()
    layout = Layout(text, segments, inner, grammar)
    syntax = Syntax(_within(document, segments), layout.quoted)
    cues = CueFinder(layout, syntax, language, grammar)
    spoken = sorted(
        segment
        for each in outers
        if each.quotation.kind != "indirect"
        for segment in each.quotation.segments
    )
    antecedents = Antecedents(text, Syntax(_within(document, spoken), layout.quoted), language)
    nested: list[Nested] = []
    for found in Extractor(
        layout, cues, Unsaid(layout, syntax, language, grammar), grammar
    ).quotations():
        announcement = found.announcement
        if announcement is None or not _is_said(announcement):
            continue
        speaker = announcement.speaker
        person = antecedents.person(speaker) if speaker is not None else 0
        if person == 1 and announcement.labels:
            continue  # *wij noemden ze 'de blijvers'*: a name they gave
        outer = owners[layout.paragraph(found.outer.start).start]
        if person == 3 and speaker is not None:
            begin = _paragraph(paragraphs, outers[outer].quotation.segments[0].start)
            meant = antecedents.before(speaker, begin)
            if meant is not None:
                person = None
                found = replace(found, announcement=replace(announcement, speaker=meant))
        nested.append(Nested(found, outer, person))
    return tuple(nested)


def _is_said(announcement: Announcement) -> bool:
    """Whether a cue says that somebody said it; a colon does, whoever it was."""
    if announcement.rule.startswith("colon"):
        return True
    return announcement.cue is not None and announcement.speaker is not None


class Antecedents:
    """Whom pronouns within somebody's words mean: a person who is named in quoted words."""

    def __init__(self, text: str, syntax: Syntax, language: Language) -> None:
        self._text = text
        self._syntax = syntax
        self._language = language

    def person(self, span: Span) -> int | None:
        """The grammatical person of a pronoun; None if it is none."""
        pronouns = self._language.pronoun(span.of(self._text))
        return min((each.person for each in pronouns), default=None)

    def before(self, pronoun: Span, begin: int) -> Span | None:
        """The person of fitting gender who was a subject last between ``begin`` and the pronoun:
        *Mijn broer belde meteen. Hij zei: '…'*."""
        genders = {each.gender for each in self._language.pronoun(pronoun.of(self._text))}
        subject: Span | None = None
        anybody: Span | None = None  # *Toen ik Vonk leerde kennen, vroeg hij: '…'*
        for token in self._syntax.within(Span(begin, pronoun.start)):
            gender = None if token.quoted else self._gender(token)
            if gender is None or not (gender == "any" or {gender, "any"} & genders):
                continue
            phrase = self._syntax.phrase_around(token)
            if phrase is not None and token.deprel.startswith("nsubj"):
                subject = phrase
            elif phrase is not None and gender != "any":
                anybody = phrase
        return subject or anybody

    def _gender(self, token: Token) -> str | None:
        """Of a name or a role; None for anything else."""
        if token.upos == "PROPN":
            return self._language.names.gender_of(token.text) or "any"
        role = self._language.role_of(token.text)
        return role.gender if role is not None and role.kind == "person" else None


def _paragraph(paragraphs: Sequence[Span], offset: int) -> int:
    """Where the paragraph at an offset begins."""
    at = bisect_right([each.start for each in paragraphs], offset) - 1
    return paragraphs[max(0, at)].start


def passed_on(
    quote: AttributedQuote, outer: AttributedQuote, *, person: int | None
) -> AttributedQuote:
    """An inner quotation with the speaker of the outer one as the person who passes it on."""
    if person == 1:
        return replace(quote, speaker=outer.speaker, confidence=outer.confidence)
    if quote.speaker is None:
        return quote
    same = outer.speaker is not None and quote.speaker.name == outer.speaker.name
    if person in {0, 2} or (same and person is not None):
        return replace(quote, speaker=None, confidence=0.0)
    if outer.speaker is None or same:
        return quote
    if quote.speaker.reported_by is not None:
        return quote
    return replace(quote, speaker=replace(quote.speaker, reported_by=outer.speaker.name))


def _within(document: ParsedDocument, segments: Sequence[Span]) -> ParsedDocument:
    """The words of a document that stand in the segments; governors outside are cut off."""
    starts = [segment.start for segment in segments]
    sentences: list[Sentence] = []
    for sentence in document.sentences:
        parts: dict[int, list[int]] = {}
        for number, word in enumerate(sentence.words):
            at = bisect_right(starts, word.span.start) - 1
            if at >= 0 and word.span.end <= segments[at].end:
                parts.setdefault(at, []).append(number)
        sentences += [_part(sentence.words, numbers) for numbers in parts.values()]
    return ParsedDocument(tuple(sentences))


def _part(words: Sequence[Word], numbers: Sequence[int]) -> Sentence:
    places = {number: place for place, number in enumerate(numbers)}
    kept = tuple(replace(words[each], head=places.get(words[each].head, -1)) for each in numbers)
    return Sentence(Span(kept[0].span.start, kept[-1].span.end), kept)
