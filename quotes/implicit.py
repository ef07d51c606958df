"""The speaker of a quotation that nothing announces: more than half of those in newspapers.

Each strategy looks a little further away than the one before: the quotation just before, the
sentence before, the sentence after, the paragraphs before.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from quotes.cues import CueFinder
from quotes.extraction import Found
from quotes.layout import Layout
from quotes.model import Span
from quotes.speakers import MentionTable, Occurrence, Resolved
from quotes.syntax import Syntax, Token

# Who a paragraph of quoted words alone belongs to: whoever spoke last, is talked of most, or was
# the subject of the paragraph before. None of these outweighs two of the others.
SPOKE_LAST = 1.5
SPOKE = 0.75
SUBJECT_NEARBY = 1.5
NAMED_NEARBY = 0.5
PROMINENCE = 0.6  # for each doubling of the number of mentions
PERSON = 0.4
# Under this lead over the next candidate nobody is named.
MIN_LEAD = 0.2

Spoken = Sequence[tuple[Found, Resolved | None]]


class ImplicitSpeakers:
    """Finds speakers for direct quotations without a cue in one article."""

    def __init__(
        self, layout: Layout, syntax: Syntax, cues: CueFinder, table: MentionTable
    ) -> None:
        self._layout = layout
        self._text = layout.text
        self._syntax = syntax
        self._cues = cues
        self._table = table

    def speaker(self, found: Found, spoken: Spoken) -> tuple[Resolved | None, str]:
        """The likeliest speaker and the rule; ``spoken`` are the quotations before, in order."""
        paragraph = self._layout.paragraph(found.outer.start)
        previous = _last_within(spoken, paragraph, found)
        lead = Span(previous[0].outer.end if previous else paragraph.start, found.outer.start)
        if previous and previous[1] and self._is_only_cue(previous[0], lead):
            return previous[1], "continued"
        before = self._nearest_subject(lead)
        if before is not None:
            return before, "sentence-before"
        if previous and previous[1]:
            return previous[1], "continued"
        if self._opens_article(paragraph):
            after = self._sentence_after(found, paragraph)
            if after is not None:
                return after, "sentence-after"
        salient = self._salient(paragraph, spoken)
        if salient is not None:
            return salient, "salient-person"
        after = self._sentence_after(found, paragraph)
        return after, "sentence-after" if after is not None else "no-cue"

    def _is_only_cue(self, previous: Found, between: Span) -> bool:
        """Whether nothing but the previous quotation's cue clause stands in between."""
        if not any(letter.isalnum() for letter in between.of(self._text)):
            return True
        cue = previous.quotation.cue
        one = len(self._layout.sentences(between)) == 1
        return one and cue is not None and cue.span.start >= between.start

    def _opens_article(self, paragraph: Span) -> bool:
        """Whether no reporter's words stand in front of the paragraph."""
        number = self._layout.number(paragraph.start)
        return all(self._layout.is_quoted(span.start) for span in self._layout.paragraphs[:number])

    def _sentence_after(self, found: Found, paragraph: Span) -> Resolved | None:
        for sentence in self._layout.sentences(Span(found.outer.end, paragraph.end)):
            if any(letter.isalnum() for letter in sentence.of(self._text)):
                return self._subject(sentence)
        return None

    def _nearest_subject(self, span: Span) -> Resolved | None:
        """The subject of the last sentence of ``span`` that has one that can speak."""
        for sentence in reversed(self._layout.sentences(span)):
            subject = self._subject(sentence)
            if subject is not None:
                return subject
        return None

    def _subject(self, sentence: Span) -> Resolved | None:
        """The person that a reporter's sentence is about: its source, its first subject that can
        speak, else the only person in it."""
        source = self._cues.source_phrase(sentence)
        if source is not None and source.speaker is not None:
            resolved = self._table.resolve(source.speaker)
            if resolved is not None:
                return resolved
        subjects = [
            token
            for token in self._syntax.within(sentence)
            if not token.quoted and token.deprel in {"nsubj", "nsubj:pass"}
        ]
        # *Mooier kon niet, vond Vonk*: who says or thinks comes before who does.
        subjects.sort(key=lambda token: not self._is_of_cue(token))
        for token in subjects:
            phrase = self._syntax.phrase_around(token)
            resolved = self._table.resolve(phrase) if phrase is not None else None
            if resolved is not None and resolved.person:
                return resolved
        people = self._people(sentence)
        if people and len({each.key for each in people}) == 1:
            return self._table.resolved(people[0], 0.8)
        return None

    def _is_of_cue(self, subject: Token) -> bool:
        if subject.head < 0:
            return False
        return self._cues.cue_verb(self._syntax.tokens[subject.head]) is not None

    def _people(self, span: Span) -> list[Occurrence]:
        return [
            each
            for each in self._table.within(span)
            if not each.quoted and (each.entity is None or each.entity.is_person)
        ]

    def _salient(self, paragraph: Span, spoken: Spoken) -> Resolved | None:
        """Whoever the article is about at this point, if one is clearly ahead."""
        text_before = Span(0, paragraph.start)
        people = self._people(text_before) or self._people(Span(0, len(self._text)))
        number = self._layout.number(paragraph.start)
        nearby = self._layout.paragraphs[number - 1] if number else paragraph
        names = [resolved.name for _, resolved in spoken if resolved is not None]
        groups: dict[object, list[Occurrence]] = {}
        for each in people:
            groups.setdefault(each.key, []).append(each)
        scored: list[tuple[float, Occurrence]] = []
        for group in groups.values():
            name = self._table.resolved(group[0]).name
            close = [each for each in group if nearby.contains(each.span)]
            score = (
                PROMINENCE * log2(len(group))
                + PERSON * (group[0].entity.person if group[0].entity else 0.0)
                + SPOKE * (name in names)
                + SPOKE_LAST * (names[-1:] == [name])
                + NAMED_NEARBY * bool(close)
                + SUBJECT_NEARBY * any(each.subject for each in close)
            )
            scored.append((score, group[-1]))
        scored.sort(key=lambda pair: (-pair[0], -pair[1].span.start))
        if not scored:
            return None
        lead = scored[0][0] - scored[1][0] if len(scored) > 1 else 1.0
        if lead < MIN_LEAD:
            return None
        return self._table.resolved(scored[0][1], min(1.0, 0.5 + lead / 4))


def _last_within(
    spoken: Spoken, paragraph: Span, found: Found
) -> tuple[Found, Resolved | None] | None:
    """The direct quotation before ``found`` in its paragraph, with its speaker."""
    for each, speaker in reversed(spoken):
        if each.outer.end <= found.outer.start:
            inside = each.outer.end > paragraph.start and each.quotation.kind == "direct"
            return (each, speaker) if inside else None
    return None
