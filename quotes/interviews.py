"""Interviews whose questions are set apart, and whose answers stand there without marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from quotes import marks
from quotes.inquits import Inquits
from quotes.marks import Marked
from quotes.model import Span
from quotes.voices import MIN_VOICED, Voices

MIN_QUESTIONS = 2
# Questions that nothing but their paragraph sets apart must be more, and must address somebody.
MIN_PLAIN_QUESTIONS = 3
# Of the bold lines that end as a sentence does, the share that end in a question mark.
LEAST_QUESTIONS = 1 / 3
MAX_QUESTION_WORDS = 60

# A question in bold, before its answer; or in italics or a heading, then a paragraph of its own.
_BOLD = re.compile(
    r"(?:\*\*[^*\n]+\*\*|__[^_\n]+__|(?:\*[^*\n]+\*|_[^_\n]+_|#{1,6}\s[^\n]+)(?=\s*\Z))\s*"
)
# A paragraph that its file marks as a heading, as readers of formats do with one in bold.
_HEADING = re.compile(r".+", re.DOTALL)
_NOTE = re.compile(r"[*_(\[#].*[*_)\]]\s*", re.DOTALL)
_FINAL = frozenset(".?!…")


@dataclass(frozen=True, slots=True)
class Turns:
    """The turns of an article, in order, and the paper's own ``questions``."""

    spoken: tuple[Marked, ...] = ()
    questions: tuple[Span, ...] = ()


class InterviewReader:
    """Finds the questions and answers of one article."""

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[Span],
        marked: Sequence[Marked],
        voices: Voices,
        inquits: Inquits,
        headings: Collection[Span] = (),
    ) -> None:
        self._text = text
        self._headings = frozenset(headings)
        self._paragraphs = paragraphs
        self._voices = voices
        self._inquits = inquits
        self._marked = marked
        self._marked_in = [each.outer.start for each in marked]
        self._openings = frozenset(self._marked_in)

    def read(self) -> Turns | None:
        """The answers and the questions; None in an article that is no interview."""
        bold = [
            (number, found)
            for number, each in enumerate(self._paragraphs)
            if (found := self._set_apart(each))
        ]
        asked = [(number, found) for number, found in bold if self._is_asked(found)]
        questions = sum(found[0].rstrip(" *_\n").endswith("?") for _, found in asked)
        if questions >= MIN_QUESTIONS and questions >= LEAST_QUESTIONS * len(asked):
            interview = self.questioned(
                {number: Span(found.start(), found.end()) for number, found in asked},
                {number for number, _ in bold},
            )
            return interview if self.is_personal(interview) else None
        plain = [
            number for number, each in enumerate(self._paragraphs) if self._is_plain_question(each)
        ]
        if len(plain) < MIN_PLAIN_QUESTIONS:
            return None
        if 2 * sum(self._voices.has_person(self._paragraphs[each], 2) for each in plain) < len(
            plain
        ):
            return None
        interview = self.questioned({each: self._paragraphs[each] for each in plain}, set())
        return interview if self.is_answered(interview, len(plain)) else None

    def is_personal(self, interview: Turns) -> bool:
        """Whether somebody is asked and speaks of himself; in an explanation nobody does."""
        asked = any(self._voices.has_person(each, 2) for each in interview.questions)
        voiced = sum(self._voices.has_person(each.outer, 1) for each in interview.spoken)
        return asked and voiced >= MIN_VOICED * len(interview.spoken)

    def is_answered(self, interview: Turns, questions: int) -> bool:
        """Whether most of some questions have answers, and somebody speaks of himself in them."""
        voiced = sum(self._voices.has_person(each.outer, 1) for each in interview.spoken)
        return 2 * voiced >= questions and len(interview.spoken) > questions // 2

    def _set_apart(self, paragraph: Span) -> re.Match[str] | None:
        pattern = _HEADING if paragraph in self._headings else _BOLD
        return pattern.match(self._text, paragraph.start, paragraph.end)

    def _is_asked(self, bold: re.Match[str]) -> bool:
        return bold[0].rstrip(" *_\n")[-1:] in _FINAL

    def _is_plain_question(self, paragraph: Span) -> bool:
        return (
            self._voices.asks(paragraph)
            and paragraph.start not in self._openings
            and len(paragraph.of(self._text).split()) <= MAX_QUESTION_WORDS
        )

    def questioned(self, questions: dict[int, Span], headings: set[int]) -> Turns:
        """The paragraphs between questions are answers, unless marks set their words apart."""
        numbers = sorted(questions)
        spoken: list[Marked] = []
        for number, following in zip(numbers, [*numbers[1:], None], strict=True):
            rest = Span(questions[number].end, self._paragraphs[number].end)
            answer = [rest] if self._is_answer(rest) else []
            last = len(self._paragraphs) if following is None else following
            for at in range(number + 1, last):
                paragraph = self._paragraphs[at]
                if _NOTE.fullmatch(self._text, paragraph.start, paragraph.end):
                    continue  # (Ze lacht.)
                goes_on = not answer or self._goes_on(paragraph, last=following is None)
                if at in headings or not self._is_answer(paragraph) or not goes_on:
                    break
                answer.append(paragraph)
            if answer:
                spoken.append(self._answer(answer))
        return Turns(tuple(spoken), tuple(questions.values()))

    def _is_answer(self, paragraph: Span) -> bool:
        words = marks.solid(self._text, paragraph)
        if words.start == words.end or _NOTE.fullmatch(self._text, words.start, words.end):
            return False
        if words.start not in self._openings:
            return True
        # *'De dijk' was mijn debuut*: a title; *'Ik blijf', zegt Vonk*: no answer without marks.
        at = bisect_left(self._marked_in, words.start)
        behind = Span(self._marked[at].outer.end, words.end)
        short = 2 * (behind.start - words.start) < words.end - words.start
        return short and self._voices.has_person(behind, 1) and self._inquits.first(behind) is None

    def _goes_on(self, paragraph: Span, *, last: bool) -> bool:
        """Whether whoever answered still speaks: behind the last question only somebody who says
        *ik*, and nowhere a reporter who quotes."""
        at = bisect_left(self._marked_in, paragraph.start)
        end = paragraph.start
        own: list[Span] = []
        while at < len(self._marked_in) and self._marked_in[at] < paragraph.end:
            own.append(Span(end, self._marked_in[at]))
            end = self._marked[at].outer.end
            at += 1
        if own:
            rest = [*own, Span(end, paragraph.end)]
            return not last and any(self._voices.has_ik(each) for each in rest)
        return self._voices.has_person(paragraph, *((1,) if last else (1, 2)))

    def _answer(self, paragraphs: Sequence[Span]) -> Marked:
        segments = tuple(marks.solid(self._text, each) for each in paragraphs)
        outer = Span(segments[0].start, segments[-1].end)
        return Marked(segments, outer, "", True, "answer")
