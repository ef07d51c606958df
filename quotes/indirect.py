"""Statements reported without marks: *volgens X …*, *…, stelt X*, *X zei dat …*."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quotes import reporting as reportings
from quotes.content_clauses import Clause, ClauseFinder
from quotes.continuation import ContinuationFinder
from quotes.cue_clauses import CueClause, CueClauseFinder
from quotes.cues import Announcement, CueFinder
from quotes.extraction import Found
from quotes.grammar import Grammar
from quotes.layout import Layout
from quotes.model import Quotation, Span
from quotes.reports import Report, ReportFinder
from quotes.syntax import Syntax, Token

MIN_WORDS = 2

_FINAL = " \t\r\n.!?…\"'”’»*_"
_WORD = re.compile(r"[^\W\d_]+")


class IndirectFinder:
    """Finds reported statements in those sentences of an article that hold no marked words."""

    def __init__(
        self, layout: Layout, syntax: Syntax, cues: CueFinder, grammar: Grammar, lang: str = "nl"
    ) -> None:
        self._layout = layout
        self._time = re.compile(grammar.timestamp())
        self._text = layout.text
        self._syntax = syntax
        self._cues = cues
        self._words = words = reportings.load(lang)
        self._reports = ReportFinder(layout.text, syntax, cues, grammar, words)
        self._clauses = ClauseFinder(layout.text, syntax, self._reports, grammar, words)
        self._trailing = CueClauseFinder(layout.text, syntax, cues, self._reports, grammar, words)
        self._continuations = ContinuationFinder(syntax, words)

    def quotations(self, spoken: Sequence[Found] | None = None) -> tuple[Found, ...]:
        """The reported statements, in text order.

        ``spoken`` are the quotations in marks: their sentences hold no statement, and one right
        behind may carry them on. None if they are not known: then all marks count as theirs.
        """
        found: list[Found] = []
        starts = [each.outer.start for each in spoken or ()]
        ends = [each.outer.end for each in spoken or ()]
        for paragraph in self._layout.paragraphs:
            if self._layout.is_heading(paragraph):
                continue
            before: Found | None = None
            for sentence in self._layout.sentences(paragraph):
                spoke = (spoken or ())[
                    bisect_right(ends, sentence.start) : bisect_left(starts, sentence.end)
                ]
                marked = spoken is None and self._has_marks(sentence)
                here = [] if spoke or marked else self._in_sentence(sentence, before)
                found += here
                last: Sequence[Found] = here or spoke
                before = last[-1] if last else None
        return tuple(found)

    def _has_marks(self, sentence: Span) -> bool:
        return any(token.quoted for token in self._syntax.within(sentence))

    def _in_sentence(self, sentence: Span, before: Found | None) -> list[Found]:
        tokens = self._syntax.within(self._without_time(sentence))
        if len(tokens) <= MIN_WORDS:
            return []
        if "?" in self._text[_last_word(tokens).span.end : sentence.end]:
            return []
        reports = self._reports.reports(tokens)
        trailing = self._trailing.find(tokens, reports)
        body = tokens
        if trailing is not None:
            body = [each for each in tokens if each.span.start < trailing.start]
        clauses = self._clauses.clauses(body, reports)
        clauses = tuple(each for each in clauses if each.speaker is not None)
        clauses = tuple(each for each in clauses if not self._is_aside(each, clauses))
        source = self._cues.source_phrase(Span(tokens[0].span.start, body[-1].span.end))
        if clauses:
            return self._by_clauses(body, clauses, trailing, source)
        if trailing is not None:
            return self._by_trailing(tokens, trailing, source)
        if source is not None and source.speaker is not None:
            whole = Span(tokens[0].span.start, tokens[-1].span.end)
            return list(self._found((whole,), source)) if self._says(whole, source) else []
        colon = self._by_colon(tokens, reports)
        if colon:
            return colon
        if before is not None and self._continuations.carries_on(tokens):
            return self._carried_on(tokens, before)
        return []

    def _says(self, sentence: Span, source: Announcement) -> bool:
        """Whether a sentence holds more than its source (*Aldus Vonk.*)."""
        own = sum(
            len(each.of(self._text).split())
            for each in (source.speaker, source.cue and source.cue.span)
            if each
        )
        return len(sentence.of(self._text).split()) >= own + MIN_WORDS

    def _without_time(self, sentence: Span) -> Span:
        time = self._time.match(self._text, sentence.start, sentence.end)
        return Span(time.end(), sentence.end) if time else sentence

    def _is_aside(self, clause: Clause, clauses: Sequence[Clause]) -> bool:
        """*X zei dat A, die gezegd had dat …, ging*: told in passing in what X says."""
        opened = clause.report.conjunction in self._words.openers
        return not opened and any(_is_within(clause, each) for each in clauses)

    # X zei dat …

    def _by_clauses(
        self,
        tokens: Sequence[Token],
        clauses: Sequence[Clause],
        trailing: CueClause | None,
        source: Announcement | None,
    ) -> list[Found]:
        """Each clause is its own subject's, unless another is told in it: then that one's."""
        found: list[Found] = []
        for at, clause in enumerate(clauses):
            inner = next((each for each in clauses[at + 1 :] if _is_within(each, clause)), None)
            outer = next(
                (each for each in reversed(clauses[:at]) if _is_within(clause, each)), None
            )
            start = clause.span.start
            if clause.denied:
                start = outer.span.start if outer else tokens[0].span.start
            end = clause.span.end
            if inner is not None and not inner.denied:
                joint = self._joint_before(inner, clause)
                if joint is None:
                    continue
                end = joint
            elif inner is not None:
                continue
            reporter = outer.speaker if outer else trailing.speaker if trailing else None
            speaker = clause.speaker
            if source is not None and source.speaker is not None and source.cue is not None:
                if clause.span.contains(source.speaker):
                    speaker, reporter = source.speaker, speaker
                elif outer is None and source.speaker != speaker:
                    reporter = source.speaker
            if reporter and speaker and self._same(reporter, speaker):
                reporter = None
            announcement = Announcement(
                "content-clause", clause.report.cue, speaker, clause.report.finite.plural, reporter
            )
            found += self._found((Span(start, end),), announcement)
        return found

    def _same(self, one: Span, other: Span) -> bool:
        return one.of(self._text).lower() == other.of(self._text).lower()

    def _joint_before(self, inner: Clause, outer: Clause) -> int | None:
        """*A zegt dat … en dat B vindt dat …*: where what A says on his own account ends."""
        between = self._syntax.within(Span(outer.span.start, inner.report.verb.span.start))
        for token in reversed(between):
            if token.upos == "CCONJ":
                lead = self._syntax.within(Span(outer.span.start, token.span.start))
                return token.span.start if any(each.finite for each in lead) else None
        return None

    # …, stelt X

    def _by_trailing(
        self, tokens: Sequence[Token], clause: CueClause, source: Announcement | None
    ) -> list[Found]:
        """What stands in front of the cue clause, and behind one that interrupts."""
        announcement = Announcement("trailing-cue", clause.cue, clause.speaker, clause.plural)
        first = Span(tokens[0].span.start, clause.start)
        if source is not None and source.speaker is not None and first.contains(source.speaker):
            # Without its source the statement would be the paper's.
            whole = Span(first.start, tokens[-1].span.end)
            return list(self._found((whole,), replace(source, reporter=clause.speaker)))
        if clause.fronted:
            opener = tokens[0].span
            first = Span(opener.start, tokens[-1].span.end) if clause.denied else first
            first = first if clause.denied else Span(opener.end, clause.start)
        segments: tuple[Span, ...] = (first,)
        if clause.resume is not None:
            segments = (first, Span(clause.resume, tokens[-1].span.end))
        return list(self._found(segments, announcement))

    # X zegt: …

    def _by_colon(self, tokens: Sequence[Token], reports: Sequence[Report]) -> list[Found]:
        """Words behind a colon that a verb of saying and its subject lead in."""
        for colon in tokens:
            behind = self._syntax.tokens[colon.index + 1 : colon.index + 2]
            if colon.text != ":" or not behind or behind[0].quoted:
                continue
            for report in reversed(reports):
                if report.last > colon.index or not self._clauses.leads(report):
                    continue
                between = self._syntax.tokens[report.last + 1 : colon.index]
                subject = self._reports.subject(report, colon.span.start)
                if subject is None or any(each.finite for each in between):
                    continue
                said = Span(colon.span.end, tokens[-1].span.end)
                announcement = Announcement("colon", report.cue, subject, report.finite.plural)
                return list(self._found((said,), announcement))
        return []

    def _carried_on(self, tokens: Sequence[Token], before: Found) -> list[Found]:
        told = before.announcement
        announcement = Announcement(
            "free-continuation",
            None,
            told.speaker if told else None,
            told.plural if told else False,
            told.reporter if told else None,
        )
        return list(self._found((Span(tokens[0].span.start, tokens[-1].span.end),), announcement))

    def _found(self, spans: Sequence[Span], announcement: Announcement) -> Iterator[Found]:
        segments = tuple(solid for span in spans if (solid := self._solid(span)))
        if not any(_WORD.search(span.of(self._text)) for span in segments):
            return
        quotation = Quotation("indirect", segments, announcement.rule, announcement.cue)
        yield Found(quotation, announcement, quotation.span)

    def _solid(self, span: Span) -> Span | None:
        piece = span.of(self._text)
        lead = len(piece) - len(piece.lstrip(" \t\r\n,"))
        end = span.start + len(piece.rstrip(_FINAL + ","))
        return Span(span.start + lead, end) if end > span.start + lead else None


def _last_word(tokens: Sequence[Token]) -> Token:
    return next((each for each in reversed(tokens) if each.text[0].isalnum()), tokens[0])


def _is_within(inner: Clause, outer: Clause) -> bool:
    return outer.span.contains(inner.report.verb.span)
