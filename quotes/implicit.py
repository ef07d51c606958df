"""The speaker of a quotation that nothing announces: more than half of those in newspapers.

Each strategy looks a little further away than the one before: the quotation just before, the
sentence before, the sentence after, the paragraphs before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from quotes.cues import CueFinder
from quotes.dialogue import Dialogue
from quotes.extraction import Found
from quotes.grammar import Grammar
from quotes.layout import Layout
from quotes.model import Span
from quotes.occurrences import Occurrence
from quotes.protagonists import Protagonists
from quotes.resolved import WRITER, Resolved
from quotes.speakers import MentionTable
from quotes.subjects import Subjects
from quotes.syntax import Syntax

OWN_NAME_WIDTH = 25
_WORD = re.compile(r"[^\W_]+")
_CLOSING = "\"'”’»“"
_CLOSING = "\"'”’»“"
# Marks that open or close words within quoted words; apostrophes stand within words.
_INNER_MARKS = re.compile(r"(?<!\w)['\"‘“„«]{1,2}(?=\w)|(?<=[.,!?…])['\"’”»]{1,2}")

# How often each strategy names the right speaker, estimated on Dutch news. Those that take over
# the speaker of another quotation can be no surer than that one is.
CONFIDENCE = {
    "answer": 0.92,
    "continued": 0.97,
    "counsel": 0.88,
    "sentence-before": 0.88,
    "turn-taking": 0.85,
    "answer-to": 0.85,
    "paragraph-continued": 0.9,
    "paragraph-before": 0.85,
    "body-before": 0.7,
    "next-sentence": 0.75,
    "opening": 0.7,
    "salient-person": 0.55,
    "sentence-after": 0.6,
}
# The share of that where somebody else is named in the paragraph too.
NOT_ALONE = 0.85
# The share of that where the subject nearer by is who the words are about.
SPOKEN_OF = 0.85
# The share of that where the paragraph begins with words of the reporter's.
LED = 0.7
# The share of that where the article up to there is rather about somebody else.
NOT_SALIENT = 0.85
# And behind a question, or where nothing but white space parts two quotations.
ASKED = 0.85
SIDE_BY_SIDE = 0.6
# And where a dialogue begins, which may do so with either side.
FIRST_TURN = 0.7

# A quotation and whoever said it, if that is known.
Spoken = tuple[Found, Resolved | None]


@dataclass(frozen=True, slots=True)
class _Place:
    """A quotation without a speaker, and what stands before it."""

    found: Found
    spoken: Sequence[Spoken]
    paragraph: Span
    previous: Spoken | None  # in its paragraph
    lead: Span  # from there, or from the paragraph's beginning, up to the quotation
    named: frozenset[object]  # the keys of those whom the quoted words name


class ImplicitSpeakers:
    """Finds speakers for direct quotations without a cue in one article."""

    def __init__(
        self,
        layout: Layout,
        syntax: Syntax,
        cues: CueFinder,
        table: MentionTable,
        dialogue: Dialogue,
        grammar: Grammar,
    ) -> None:
        self._layout = layout
        self._text = layout.text
        self._syntax = syntax
        self._table = table
        self._grammar = grammar
        self._subjects = Subjects(layout, syntax, cues, table, grammar)
        self._dialogue = dialogue
        paragraphs = enumerate(layout.paragraphs)
        own = (at for at, each in paragraphs if not layout.is_quoted(each.start))
        self._first_own = next(own, len(layout.paragraphs))  # the first with the reporter's words
        self._protagonists = Protagonists(layout, table, self._subjects)
        self._strategies: tuple[tuple[str, Callable[[_Place], Resolved | None]], ...] = (
            ("continued", self._resumed),
            ("answer", lambda place: self._protagonists.addressed(place.lead)),
            ("counsel", lambda place: self._subjects.counsel(place.found.outer)),
            ("sentence-before", self._subject_within),
            ("continued", self._carried_on),
            ("answer-to", self._asked),
            ("turn-taking", self._by_turn),
            ("body-before", self._body_before),
            ("opening", self._opening),
            ("next-sentence", self._other_behind),
            ("paragraph-continued", self._of_paragraph_before),
            ("paragraph-before", self._subject_before),
            ("salient-person", self._salient),
            ("sentence-after", self._sentence_after),
        )

    def speaker(self, found: Found, spoken: Sequence[Spoken]) -> tuple[Resolved | None, str]:
        """The likeliest speaker and the rule; ``spoken`` are the quotations before, in order."""
        if found.quotation.kind != "direct":
            return None, found.quotation.rule
        if found.quotation.rule == "answer":
            return self._protagonists.interviewed(found.outer.start), "answer"
        paragraph = self._layout.paragraph(found.outer.start)
        previous = _last_within(spoken, paragraph, found)
        start = previous[0].outer.end if previous else paragraph.start
        lead = Span(start, max(start, found.outer.start))
        place = _Place(found, spoken, paragraph, previous, lead, self._named_inside(found))
        for rule, strategy in self._strategies:
            speaker = strategy(place)
            if speaker is not None:
                return speaker, rule
        return None, "no-cue"

    # Within the paragraph

    def _resumed(self, place: _Place) -> Resolved | None:
        """*"Ja", zei Vonk. "Meer niet."*: nothing but a cue clause stands in between."""
        if place.previous is None or not self._is_only_cue(place.previous[0], place.lead):
            return None
        return self._carried_on(place)

    def _carried_on(self, place: _Place) -> Resolved | None:
        """Who spoke before; behind a question, or mark to mark, it may be somebody else's turn."""
        question, speaker = place.previous or (None, None)
        if question is None or speaker is None:
            return None
        asked = question.outer.of(self._text).rstrip(_CLOSING).endswith("?")
        share = (ASKED if asked else 1.0) * (1.0 if self._has_words(place.lead) else SIDE_BY_SIDE)
        return replace(speaker, certainty=speaker.certainty * share)

    def _subject_within(self, place: _Place) -> Resolved | None:
        """The subject of the sentence before. *Haar zoon keept. "Als hij speelt, beef ik."* is
        hers; *Vonk zag alles. De bestuurder liep weg. "Hij keek niet om."* is Vonk's."""
        subject = self._subjects.nearest(place.lead)
        known = self._table.known(subject) if subject is not None else None
        if subject is None or known is None or known.entity is not None:
            return subject
        genders = self._table.genders
        words = [
            token.text
            for segment in place.found.quotation.segments
            for token in self._syntax.within(segment)
        ]
        owner = self._table.owner_of(subject)
        if owner is not None:
            spoken_of = any(genders.must_mean(word, known) for word in words)
            return owner if spoken_of else subject
        if words and genders.may_mean(words[0], known):
            other = self._subjects.nearest(place.lead, aside=subject.key)
            named = self._table.known(other) if other is not None else None
            if other is not None and named is not None and named.entity is not None:
                return replace(other, certainty=other.certainty * SPOKEN_OF)
        return subject

    def _body_before(self, place: _Place) -> Resolved | None:
        """*De gemeente stelt de kap uit. "Wij luisteren."*: a body that acted right before."""
        return self._subjects.body(place.lead)

    def _other_behind(self, place: _Place) -> Resolved | None:
        """*"Dat belooft hij elk jaar." Vonk telt het geld.*: the paragraph is about Vonk."""
        if self._has_words(place.lead):
            return None
        subject = self._sentence_after(place)
        return None if subject is None or subject.key in place.named else subject

    def _named_inside(self, found: Found) -> frozenset[object]:
        """Whom the quoted words name: they are spoken to or of, and do not speak."""
        named: set[object] = set()
        for segment in found.quotation.segments:
            inside = self._table.within(segment)
            marks = [
                found.start()
                for found in _INNER_MARKS.finditer(self._text, *_edges(segment, inside))
            ]
            for each in inside:
                # *"U zei: 'Vonk, kom.'"*: within what the speaker quotes it may be their own
                passed_on = bisect_right(marks, each.span.start) % 2 == 1
                if not passed_on and not self._is_own_name(each):
                    named.add(each.key)
        return frozenset(named)

    def _is_own_name(self, each: Occurrence) -> bool:
        """*Ik ben Mira Vonk*, *mijn naam is Vonk*: the speaker's."""
        before = self._text[max(0, each.span.start - OWN_NAME_WIDTH) : each.span.start].lower()
        near = _WORD.findall(before)[-2:]
        return len(near) == 2 and set(near) <= self._grammar.own_name

    # By turns

    def _by_turn(self, place: _Place) -> Resolved | None:
        last = self._dialogue.last(place.found)
        beside: Resolved | None = None
        addressed: Resolved | None = None
        if last is not None:
            before = self._paragraph_before(place.paragraph)
            rest = Span(place.spoken[-1][0].outer.end, before.end) if before else place.lead
            subject = self._subjects.nearest(rest)
            beside = subject if subject is not None and subject.key != last.key else None
            others = {
                each.key: each for each in self._subjects.people(rest) if each.key != last.key
            }
            if len(others) == 1:
                addressed = self._table.resolved(next(iter(others.values())))
            elif place.found.quotation.rule == "dash" and last.key != WRITER:
                addressed = self._writer()
        turn = self._dialogue.expected(place.found, beside, addressed)
        if turn is None or turn.speaker.key in place.named:
            return None
        return replace(turn.speaker, certainty=turn.certainty)

    def _writer(self) -> Resolved | None:
        """The reporter, who talks with somebody in an article that says *ik*."""
        if any(token.lower == WRITER and not token.quoted for token in self._syntax.tokens):
            return Resolved(WRITER, WRITER, None, 1.0, key=WRITER)
        return None

    # Before the paragraph

    def _paragraph_before(self, paragraph: Span) -> Span | None:
        number = self._layout.number(paragraph.start)
        return self._layout.paragraphs[number - 1] if number else None

    def _of_paragraph_before(self, place: _Place) -> Resolved | None:
        """The speaker of the paragraph before, unless it ends with somebody else."""
        before = self._paragraph_before(place.paragraph)
        if before is None or not place.spoken or self._dialogue.changes(place.found):
            return None
        previous, speaker = place.spoken[-1]
        if previous.outer.end <= before.start or speaker is None or speaker.key in place.named:
            return None
        rest = Span(previous.outer.end, before.end)
        if previous.quotation.kind == "indirect":
            # *Toen Kuil vroeg hoe het ging, knikte Vonk.* The sentence is about Vonk.
            rest = Span(self._layout.sentence(previous.outer).start, before.end)
        last = self._subjects.nearest(rest)
        if last is not None and last.key != speaker.key:
            return None
        led = self._has_words(place.lead)
        return replace(speaker, certainty=speaker.certainty * (LED if led else 1.0))

    def _asked(self, place: _Place) -> Resolved | None:
        """*Vonk vroeg aan Kuil of het mocht. "Nee."*: whom the question right before was put to."""
        before = self._paragraph_before(place.paragraph)
        if before is None or not place.spoken or self._has_words(place.lead):
            return None
        question, asker = place.spoken[-1]
        cue = question.quotation.cue
        if cue is None or cue.lemma not in self._grammar.asking or place.previous is not None:
            return None
        rest = Span(question.outer.end, before.end)
        if question.outer.end <= before.start or self._has_words(rest):
            return None
        sentence = self._layout.sentence(cue.span)
        others = {each.key: self._table.resolved(each) for each in self._subjects.people(sentence)}
        for token in self._syntax.within(Span(cue.span.end, question.outer.start)):
            asked = self._table.resolve(token.span) if self._table.is_anaphor(token.span) else None
            if asked is not None:
                others[asked.key] = asked  # vroeg hem
        if asker is not None:
            others.pop(asker.key, None)
        return next(iter(others.values())) if len(others) == 1 else None

    def _has_words(self, span: Span) -> bool:
        return any(letter.isalnum() for letter in span.of(self._text))

    def _subject_before(self, place: _Place) -> Resolved | None:
        """Whom the paragraph before was about in the end."""
        before = self._paragraph_before(place.paragraph)
        if before is None or self._dialogue.changes(place.found):
            return None
        subject = self._subjects.nearest(before, strict=True)
        if subject is not None and subject.key == WRITER and place.found.quotation.rule == "dash":
            subject = self._subjects.met(before) or subject
        if subject is None or subject.key in place.named:
            return None
        alone = {each.key for each in self._subjects.people(before)} <= {subject.key}
        salient = self._salient(place)
        share = 1.0 if alone else NOT_ALONE
        if place.found.quotation.rule == "dash":
            share *= FIRST_TURN
        if salient is not None and salient.key != subject.key:
            share *= NOT_SALIENT
        return replace(subject, certainty=subject.certainty * share)

    def _opening(self, place: _Place) -> Resolved | None:
        """Quoted words that open an article: the sentence behind them tells."""
        return self._sentence_after(place) if self._opens_article(place.paragraph) else None

    def _is_only_cue(self, previous: Found, between: Span) -> bool:
        """Whether nothing but the previous quotation's cue clause stands in between."""
        if not any(letter.isalnum() for letter in between.of(self._text)):
            return True
        cue = previous.quotation.cue
        one = len(self._layout.sentences(between)) == 1
        return one and cue is not None and cue.span.start >= between.start

    def _opens_article(self, paragraph: Span) -> bool:
        """Whether no reporter's words stand in front of the paragraph."""
        return self._layout.number(paragraph.start) <= self._first_own

    def _sentence_after(self, place: _Place) -> Resolved | None:
        for sentence in self._layout.sentences(Span(place.found.outer.end, place.paragraph.end)):
            if any(letter.isalnum() for letter in sentence.of(self._text)):
                return self._subjects.of(sentence)
        return None

    def _salient(self, place: _Place) -> Resolved | None:
        """Whoever the article is about at this point."""
        last = self._dialogue.last(place.found) if self._dialogue.changes(place.found) else None
        closed = place.named | ({last.key} if last is not None else set())
        speakers = [resolved for _, resolved in place.spoken if resolved is not None]
        return self._protagonists.salient(place.paragraph, speakers, closed)


def _edges(segment: Span, inside: Sequence[Occurrence]) -> tuple[int, int]:
    """From a segment's beginning to behind the first letter of the last mention in it."""
    return segment.start, inside[-1].span.start + 1 if inside else segment.start


def _last_within(spoken: Sequence[Spoken], paragraph: Span, found: Found) -> Spoken | None:
    """The direct quotation before ``found`` in its paragraph, with its speaker."""
    for each, speaker in reversed(spoken):
        if each.outer.end <= found.outer.start:
            inside = each.outer.end > paragraph.start and each.quotation.kind == "direct"
            return (each, speaker) if inside else None
    return None
