"""Cue clauses that nothing parts from the quoted words but a pause: *Wij blijven, zegt Vonk.*

Where a closing mark was forgotten, or where no marks are used at all, the utterance ends there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quotes import marks
from quotes.grammar import Grammar
from quotes.language import Language
from quotes.marks import Marked
from quotes.model import Span

# A pause and a word in lower case, which may be the cue.
_PAUSE = re.compile(r"(?P<sign>[,?!…]|--|[–—])\s+(?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_END = re.compile(r"[,.;:!?…–—\"“”„«»‘]|--")
_SENTENCE = re.compile(r"[.!?…:]\s+")
# How far back the beginning of a sentence is looked for.
MAX_LEAD = 400
_OPENS_WITHIN = re.compile(r"\s['’](\w+)")
# One sentence without marks, and a double one behind it.
_CLOSES_ONLY = re.compile(
    r"(?P<words>[^\W\d_](?:[^.!?…\n\"“”„«»]|[.!?…](?!\s))+)(?<!\d)(?P<mark>[\"”»]|'')(?:,\s+|(?<=[,?!][\"”»])\s+)"
)
_APOSTROPHES = frozenset("'’")
# A cue clause of more words tells a story of its own.
MAX_CLAUSE_WORDS = 14


class Inquits:
    """Finds the cue clauses within stretches of one text."""

    def __init__(self, text: str, language: Language, grammar: Grammar) -> None:
        self._text = text
        self._language = language
        self._determiners = grammar.definite | grammar.indefinite
        self._sources = [
            f"{phrase.text} "
            for phrase in language.cue_phrases
            if phrase.construction == "source_after" and " " not in phrase.text
        ]

    def first(
        self, span: Span, *, by_others: bool = False, aside: Sequence[Span] = ()
    ) -> tuple[int, Span] | None:
        """Where the words before the first cue clause end, and the clause with its pauses.

        ``by_others`` passes over *zei ik*, which somebody may say of himself; what lies ``aside``
        holds none.
        """
        for pause in _PAUSE.finditer(self._text, span.start, span.end):
            if any(each.start <= pause.start() < each.end for each in aside):
                continue
            end = _END.search(self._text, pause.end(), span.end)
            clause = Span(pause.end(), end.start() if end else span.end)
            if self._is_inquit(clause, by_others) and not self._is_main_clause(span, pause):
                words = pause.start() if pause["sign"] in ",–—--" else pause.start() + 1
                return words, Span(pause.start(), end.end() if end else span.end)
        return None

    def opens(self, start: int, end: int) -> bool:
        """Whether a cue clause begins at an offset."""
        stop = _END.search(self._text, start, end)
        return self._is_inquit(Span(start, stop.start() if stop else end), by_others=False)

    def pieces(self, span: Span) -> Iterator[Span]:
        """What is left of a stretch of speech without the cue clauses in it."""
        start = span.start
        while start < span.end:
            found = self.first(Span(start, span.end))
            if found is None:
                yield Span(start, span.end)
                return
            yield Span(start, found[0])
            start = found[1].end

    def _is_main_clause(self, span: Span, pause: re.Match[str]) -> bool:
        """*Toen ik kwam, zei de baas niets*: the verb is inverted behind a subordinate clause."""
        if pause["sign"] != ",":
            return False
        lead = _SENTENCE.split(
            self._text[max(span.start, pause.start() - MAX_LEAD) : pause.start()]
        )
        first = _WORD.search(lead[-1])
        subordinate = first is not None and first[0].lower() in self._language.turns.subordinators
        return subordinate and "," not in lead[-1]

    def _is_inquit(self, clause: Span, by_others: bool) -> bool:
        words = _WORD.findall(clause.of(self._text))
        if len(words) < 2 or len(words) > MAX_CLAUSE_WORDS or words[0][0].isupper():
            return False
        if any(clause.of(self._text).startswith(source) for source in self._sources):
            return True
        verbs = self._language.verbs_of(words[0])
        if not any(
            (verb.strength == "core" or verb.tag == "speech")
            and (verb.particle is None or verb.particle in words[1:])
            for verb in verbs
        ):
            return False
        named = len(words) > 2 and words[2][0].isupper()  # zegt ook Vonk
        return named or self._is_subject(words[1], by_others)

    def _is_subject(self, word: str, by_others: bool) -> bool:
        if word[0].isupper() or word in self._determiners:
            return True
        return any(
            each.kind == "possessive" or (each.kind == "subject" and each.person > by_others)
            for each in self._language.pronoun(word)
        )


def trim(
    text: str,
    paragraphs: Sequence[Span],
    marked: Sequence[Marked],
    language: Language,
    inquits: Inquits,
) -> tuple[Marked, ...]:
    """The passages, those without a closing mark ended where their cue clause begins.

    What stands behind such a clause is looked at anew. An apostrophe at the beginning of a
    paragraph opens nothing if neither a mark nor a cue clause ends it. A paragraph whose first
    sentence ends with a closing mark and a cue clause lost its opening mark.
    """
    found: list[Marked] = []
    for each in marked:
        found += _trimmed(text, each, language, inquits)
    begun = [each.outer.start for each in found]
    for paragraph in paragraphs:
        lost = _unopened(text, paragraph, inquits)
        at = bisect_left(begun, paragraph.start)
        before = found[at - 1].outer.end if at else 0
        after = begun[at] if at < len(begun) else len(text)
        if lost is not None and before <= paragraph.start and lost.outer.end <= after:
            found.append(lost)
    return tuple(sorted(found, key=lambda each: each.outer.start))


def _unopened(text: str, paragraph: Span, inquits: Inquits) -> Marked | None:
    """*Wij blijven”, zegt Vonk*: an utterance that only a closing mark sets apart."""
    lost = _CLOSES_ONLY.match(text, paragraph.start, paragraph.end)
    if lost is None or not inquits.opens(lost.end(), paragraph.end):
        return None
    words = marks.solid(text, Span(*lost.span("words")))
    return Marked((words,), Span(words.start, lost.end("mark")), "", True)


def _trimmed(text: str, marked: Marked, language: Language, inquits: Inquits) -> list[Marked]:
    for number, segment in enumerate(marked.segments):
        last = number + 1 == len(marked.segments)
        if last and marked.closed and not _is_odd(text, marked, segment, language):
            break
        inner = [each.outer for each in marks.pair(text, (segment,), language.marks)]
        cut = inquits.first(segment, by_others=True, aside=inner)
        if cut is None:
            continue
        words, clause = cut
        kept = (*marked.segments[:number], marks.solid(text, Span(segment.start, words)))
        spoken = tuple(each for each in kept if each.start < each.end)
        found = []
        if spoken:
            outer = Span(marked.outer.start, spoken[-1].end)
            found.append(replace(marked, segments=spoken, outer=outer, closed=False))
        rest = Span(clause.end, marked.outer.end if last else segment.end)
        found += marks.pair(text, (rest,), language.marks)
        if further := marked.segments[number + 1 :]:
            outer = Span(further[0].start, marked.outer.end)
            found += _trimmed(
                text, replace(marked, segments=further, outer=outer), language, inquits
            )
        return found
    lone = not marked.closed and marked.opener in _APOSTROPHES and len(marked.segments) == 1
    return [] if lone else [marked]


def _is_odd(text: str, marked: Marked, segment: Span, language: Language) -> bool:
    """Whether a single mark opens within single marks, so that the closing one may be its own."""
    return marked.opener in _APOSTROPHES and any(
        "'" + found[1].lower() not in language.marks.apostrophe_words
        for found in _OPENS_WITHIN.finditer(text, segment.start, segment.end)
    )
