"""An article laid out for reading: paragraphs, marked passages, and the reporter's own sentences.

What stands between marks is never searched for cues or speakers; its final stop may end
the reporter's sentence, though.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from itertools import pairwise

from quotes.grammar import Grammar
from quotes.marks import Marked
from quotes.model import Span

_STOP = re.compile(r"[.!?…]+[\"'’”)»]*\s+(?=\S)")
_LAST_WORD = re.compile(r"[\w.]*\w$")
_NEXT = re.compile(r"\s+(\S)")
_FINAL = frozenset(".!?…")
_LEADING = " \t\r\n,;-–—"
# So many letters in front of its stop has no abbreviation.
MIN_LONG = 6
# A longer paragraph is no heading.
MAX_HEADING_WORDS = 16
# Nobody writes a longer sentence; a text without stops is cut, or the time to read it grows with
# its square.
MAX_SENTENCE = 5_000
# Code points of a paragraph that stands beside each of its quotations; of a longer one, those on
# either side. A text without line breaks would stand there whole every time.
MAX_CONTEXT = 10_000
NEAR = 1_000
_STOPS = frozenset(".!?…:;")
_CLOSERS = " \t\r\n\"'”’»*_)"
# A letter that stands for the words between marks, so that stops in there end nothing.
_MASK = "x"


class Layout:
    """Paragraphs, marked passages and the sentences around them; built once, then only read."""

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[Span],
        marked: Sequence[Marked],
        grammar: Grammar,
        headings: Collection[Span] = (),
    ) -> None:
        self.text = text
        self.paragraphs = tuple(paragraphs)
        self.marked = tuple(marked)
        self.quoted = tuple(each.outer for each in marked)
        self._grammar = grammar
        self._headings = frozenset(headings)
        self._paragraph_starts = [span.start for span in paragraphs]
        self._quote_starts = [span.start for span in self.quoted]
        self._starts = self._bounded(sorted(self._sentence_starts()))

    def paragraph(self, offset: int) -> Span:
        """The paragraph at an offset."""
        return self.paragraphs[max(0, bisect_right(self._paragraph_starts, offset) - 1)]

    def is_heading(self, paragraph: Span) -> bool:
        """Whether a paragraph is a heading, or an interviewer's question in bold: marked as one,
        or short, without a stop, but for one within marks."""
        if paragraph in self._headings:
            return True
        whole = paragraph.of(self.text)
        if whole.startswith("**") and whole.endswith("**"):
            return True
        piece = whole.rstrip(_CLOSERS)
        return piece[-1:] not in _STOPS and len(piece.split()) <= MAX_HEADING_WORDS

    def context(self, span: Span) -> Span:
        """The paragraph around a quotation; of one that is longer than anybody's, what is near."""
        paragraph = self.paragraph(span.start)
        if paragraph.end - paragraph.start <= MAX_CONTEXT:
            return paragraph
        start = max(paragraph.start, span.start - NEAR)
        end = min(paragraph.end, span.end + NEAR)
        return Span(self.text.find(" ", start, span.start) + 1 or start, end)

    def number(self, offset: int) -> int:
        """The number of the paragraph at an offset, from 0."""
        return max(0, bisect_right(self._paragraph_starts, offset) - 1)

    def sentence(self, span: Span) -> Span:
        """The reporter's sentence that a marked passage stands in, itself included."""
        return Span(self._start_before(span.start), self._end_after(span.end))

    def before(self, span: Span) -> Span:
        """From the sentence's start up to the passage."""
        return Span(self._start_before(span.start), span.start)

    def after(self, span: Span) -> Span:
        """From the passage to the sentence's end, or to the next marked passage; leading commas
        and dashes left out. Empty if the passage ended the sentence."""
        end = self._end_after(span.end)
        at = bisect_left(self._quote_starts, span.end)
        if at < len(self.quoted):
            end = min(end, self.quoted[at].start)
        start = span.end
        while start < end and self.text[start] in _LEADING:
            start += 1
        return Span(start, max(start, end))

    def sentences(self, span: Span) -> tuple[Span, ...]:
        """The reporter's sentences within a stretch of text, marked passages inside them."""
        left = bisect_right(self._starts, span.start)
        right = bisect_left(self._starts, span.end)
        edges = [span.start, *self._starts[left:right], span.end]
        return tuple(Span(a, b) for a, b in pairwise(edges) if self.text[a:b].strip())

    def next_marked(self, span: Span) -> int | None:
        """The number of the first marked passage behind ``span`` in its paragraph."""
        at = bisect_left(self._quote_starts, span.end)
        if at < len(self.marked) and self._quote_starts[at] < self.paragraph(span.end - 1).end:
            return at
        return None

    def is_quoted(self, offset: int) -> bool:
        """Whether an offset lies within marks."""
        at = bisect_right(self._quote_starts, offset) - 1
        return at >= 0 and offset < self.quoted[at].end

    def _start_before(self, offset: int) -> int:
        paragraph = self.paragraph(offset)
        at = bisect_right(self._starts, offset) - 1
        return max(paragraph.start, self._starts[at]) if at >= 0 else paragraph.start

    def _end_after(self, offset: int) -> int:
        paragraph = self.paragraph(max(0, offset - 1))
        at = bisect_left(self._starts, offset)
        return min(paragraph.end, self._starts[at]) if at < len(self._starts) else paragraph.end

    def _sentence_starts(self) -> set[int]:
        starts = set(self._paragraph_starts)
        masked = list(self.text)
        for each in self.marked:
            for at in range(each.outer.start, each.outer.end):
                if not masked[at].isspace():
                    masked[at] = _MASK
        plain = "".join(masked)
        for match in _STOP.finditer(plain):
            follows = self.text[match.end()]
            if follows.islower() and not self._is_long(plain, match):
                continue
            if not self._is_abbreviation(plain, match):
                starts.add(match.end())
        for each in self.marked:
            if self.text[each.segments[-1].end - 1] not in _FINAL and not self._is_sentence(each):
                continue
            sign = _NEXT.match(self.text, each.outer.end)
            if sign and not sign[1].islower() and sign[1] not in "-–—(":
                starts.add(sign.start(1))
        return starts

    def _bounded(self, starts: Sequence[int]) -> list[int]:
        """The starts, and more where a sentence is too long, at white space if there is any."""
        found = []
        for start, end in pairwise((*starts, len(self.text))):
            found.append(start)
            while end - start > MAX_SENTENCE:
                gap = self.text.rfind(" ", start + 1, start + MAX_SENTENCE) + 1
                start = gap or start + MAX_SENTENCE
                found.append(start)
        return found

    def _is_sentence(self, marked: Marked) -> bool:
        """Whether a passage holds a sentence's end, so that a missing stop behind it is a slip."""
        words = marked.segments[-1].of(self.text)
        return words[0].isupper() and _STOP.search(words) is not None

    def _is_long(self, plain: str, stop: re.Match[str]) -> bool:
        """Whether a word is too long for an abbreviation: what follows in lower case then is a
        sentence with a slip (*een crisis. de president*)."""
        word = _LAST_WORD.search(plain, max(0, stop.start() - 20), stop.start())
        return word is not None and word.group().isalpha() and len(word.group()) >= MIN_LONG

    def _is_abbreviation(self, plain: str, stop: re.Match[str]) -> bool:
        word = _LAST_WORD.search(plain, max(0, stop.start() - 20), stop.start())
        if word is None or stop.group().strip() != ".":
            return False
        initial = len(word.group()) == 1 and word.group().isupper()
        before = plain[max(0, word.start() - 12) : word.start()].split()
        placed = before and before[-1].lower() in self._grammar.prepositions  # schreef hij op X.
        return (initial and not placed) or word.group().lower() in self._grammar.abbreviations
