"""Who said it: a speaker for every quotation, from the surest rule to the boldest.

The announcement's own speaker first; then, for the many quotations without one, the quotation
just before, the subject of the sentence before, and whoever the passage is about.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotes.cues import CueFinder
from quotes.extraction import Found
from quotes.grammar import Grammar
from quotes.layout import Layout
from quotes.model import AttributedQuote, Span, Speaker
from quotes.speakers import MentionTable, Occurrence, Resolved
from quotes.syntax import Syntax

# How often each rule names the right speaker, estimated on Dutch news; a resolved pronoun or
# role multiplies it by its own certainty.
CONFIDENCE = {
    "cue-behind": 0.97,
    "verb-behind": 0.9,
    "colon-name": 0.95,
    "colon": 0.85,
    "governing-cue": 0.9,
    "source-phrase": 0.9,
    "cue-phrase": 0.8,
    "trailing-cue": 0.92,
    "content-clause": 0.9,
    "continued": 0.85,
    "sentence-before": 0.75,
    "sentence-after": 0.6,
    "paragraph-before": 0.55,
    "speaker-before": 0.5,
    "main-person": 0.35,
}
# Under this, a strict reading names nobody: an editor is better told that nobody is named.
STRICT_THRESHOLD = 0.6


class Attributor:
    """Gives the quotations of one article their speakers."""

    def __init__(
        self,
        layout: Layout,
        syntax: Syntax,
        cues: CueFinder,
        table: MentionTable,
        grammar: Grammar,
    ) -> None:
        self._layout = layout
        self._text = layout.text
        self._syntax = syntax
        self._cues = cues
        self._table = table
        self._grammar = grammar
        self._direct: list[tuple[Found, Resolved | None]] = []

    def attribute(self, found: Sequence[Found]) -> tuple[AttributedQuote, ...]:
        """One attributed quotation for each found one, in their order."""
        return tuple(self._attributed(each) for each in found)

    def _attributed(self, found: Found) -> AttributedQuote:
        resolved, rule = self._speaker(found)
        quotation = found.quotation
        if quotation.kind != "indirect":
            self._direct.append((found, resolved))
        text = " ".join(span.of(self._text) for span in quotation.segments)
        context = self._layout.paragraph(quotation.span.start).of(self._text)
        if resolved is None:
            return AttributedQuote(quotation, text, None, 0.0, context, rule)
        speaker = Speaker(
            name=_tidy(resolved.name),
            mention=_tidy(resolved.mention),
            role=_tidy(resolved.role) if resolved.role else None,
            reported_by=self._reporter(found, resolved),
        )
        confidence = round(CONFIDENCE[rule] * resolved.certainty, 2)
        return AttributedQuote(quotation, text, speaker, confidence, context, rule)

    def _reporter(self, found: Found, speaker: Resolved) -> str | None:
        announcement = found.announcement
        if announcement is None or announcement.reporter is None:
            return None
        resolved = self._table.resolve(announcement.reporter, loose=True)
        if resolved is None or resolved.name == speaker.name:
            return None
        return _tidy(resolved.name)

    def _speaker(self, found: Found) -> tuple[Resolved | None, str]:
        announcement = found.announcement
        if announcement is not None and announcement.speaker is not None:
            resolved = self._table.resolve(
                announcement.speaker, plural=announcement.plural, loose=announcement.loose
            )
            if resolved is not None:
                return self._owner_of_document(announcement.speaker, resolved), announcement.rule
        if found.quotation.kind != "direct":
            return None, found.quotation.rule
        if (
            announcement is not None
            and announcement.cue is not None
            and announcement.speaker is None
        ):
            if announcement.rule in {"cue-phrase"}:
                return None, announcement.rule
        return self._implicit(found)

    def _owner_of_document(self, span: Span, resolved: Resolved) -> Resolved:
        """*volgens cijfers van X*: papers do not speak, whoever made them does."""
        words = resolved.name.lower().split()
        if resolved.person or not words:
            return resolved
        for at, word in enumerate(words):
            if word in self._grammar.documents and self._grammar.of & set(words[at + 1 :]):
                tokens = self._syntax.within(span)
                for token in tokens:
                    if token.lower in self._grammar.of:
                        owner = self._syntax.phrase_from(token.index + 1)
                        if owner is not None:
                            found = self._table.resolve(owner, loose=True)
                            return found or resolved
        return resolved

    # Without a cue

    def _implicit(self, found: Found) -> tuple[Resolved | None, str]:
        paragraph = self._layout.paragraph(found.outer.start)
        previous = self._previous(paragraph, found)
        lead_start = previous[0].outer.end if previous else paragraph.start
        lead = Span(lead_start, found.outer.start)
        if previous is not None and previous[1] is not None and self._only_cue(previous[0], lead):
            return previous[1], "continued"
        for sentence in reversed(self._layout.sentences(lead)):
            subject = self._subject(sentence)
            if subject is not None:
                return subject, "sentence-before"
        if previous is not None and previous[1] is not None:
            return previous[1], "continued"
        after = self._sentence_after(found, paragraph)
        first = self._layout.number(found.outer.start)
        if after is not None and not any(
            not self._layout.is_quoted(span.start) for span in self._layout.paragraphs[:first]
        ):
            return after, "sentence-after"
        if self._direct and self._layout.number(self._direct[-1][0].outer.end - 1) == first - 1:
            last, speaker = self._direct[-1]
            rest = self._layout.paragraphs[first - 1]
            if speaker is not None and not self._has_subject(Span(last.outer.end, rest.end)):
                return speaker, "speaker-before"
        if first > 0:
            before = self._layout.paragraphs[first - 1]
            for sentence in reversed(self._layout.sentences(before)):
                subject = self._subject(sentence)
                if subject is not None:
                    return subject, "paragraph-before"
        if after is not None:
            return after, "sentence-after"
        return self._main_person(found)

    def _previous(self, paragraph: Span, found: Found) -> tuple[Found, Resolved | None] | None:
        for each, speaker in reversed(self._direct):
            if each.outer.end <= found.outer.start:
                inside = each.outer.end > paragraph.start and each.quotation.kind == "direct"
                return (each, speaker) if inside else None
        return None

    def _only_cue(self, previous: Found, between: Span) -> bool:
        """Whether nothing but the previous quotation's cue clause stands in between."""
        sentences = self._layout.sentences(between)
        cue = previous.quotation.cue
        if not any(c.isalnum() for c in between.of(self._text)):
            return True
        return len(sentences) == 1 and cue is not None and cue.span.start >= between.start

    def _has_subject(self, span: Span) -> bool:
        return any(self._subject(sentence) for sentence in self._layout.sentences(span))

    def _subject(self, sentence: Span) -> Resolved | None:
        """The person that a reporter's sentence is about: its source, its first subject that can
        speak, else the only person in it."""
        source = self._cues.source_phrase(sentence)
        if source is not None and source.speaker is not None:
            resolved = self._table.resolve(source.speaker)
            if resolved is not None:
                return resolved
        for token in self._syntax.within(sentence):
            if token.quoted or token.deprel not in {"nsubj", "nsubj:pass"}:
                continue
            phrase = self._syntax.phrase_around(token)
            resolved = self._table.resolve(phrase) if phrase is not None else None
            if resolved is not None and resolved.person:
                return resolved
        people = [
            each
            for each in self._table.occurrences
            if sentence.start <= each.span.start < sentence.end and self._may_speak(each)
        ]
        if people and len({each.key for each in people}) == 1:
            return self._table.resolved(people[0], 0.8)
        return None

    def _may_speak(self, each: Occurrence) -> bool:
        return not each.quoted and (each.entity is None or each.entity.person > 0)

    def _sentence_after(self, found: Found, paragraph: Span) -> Resolved | None:
        rest = Span(found.outer.end, paragraph.end)
        for sentence in self._layout.sentences(rest):
            if self._text[sentence.start : sentence.end].strip(" .,'\"”’"):
                return self._subject(sentence)
        return None

    def _main_person(self, found: Found) -> tuple[Resolved | None, str]:
        """Whoever the article names most, as far as one is clearly ahead."""
        counts: dict[object, list[Occurrence]] = {}
        for each in self._table.occurrences:
            if self._may_speak(each) and each.entity is not None:
                counts.setdefault(each.key, []).append(each)
        ranked = sorted(
            counts.values(),
            key=lambda group: (
                -sum(1 + each.subject for each in group),
                group[0].span.start,
            ),
        )
        if not ranked or (len(ranked) > 1 and len(ranked[0]) <= len(ranked[1])):
            return None, "no-cue"
        return self._table.resolved(ranked[0][0]), "main-person"


def _tidy(name: str) -> str:
    return " ".join(name.split())
