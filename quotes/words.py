"""Words of a prepared text in their place: what stands beside them, and how they are written."""

from __future__ import annotations

from dataclasses import dataclass

from quotes.alignment import Text

_SENTENCE_END = frozenset(".!?:…\n")
_PAUSE = frozenset(".!?:;,…–—()\n")
# *’53* is 1953, *’12* may be 2012.
_NEXT_DECADES = 30
_APOSTROPHES = frozenset("'’‘´`")


@dataclass(frozen=True, slots=True)
class Words:
    """Neighbouring words of a text, possibly none, by their indices."""

    text: Text
    start: int
    end: int

    @property
    def folded(self) -> tuple[str, ...]:
        """The words without case or marks."""
        return self.text.folded[self.start : self.end]

    @property
    def bracketed(self) -> bool:
        """Whether they are an editor's insertion."""
        return self.start < self.end and any(
            bracket.contains(self.text.words[self.start].span) for bracket in self.text.brackets
        )


def is_name(text: Text, index: int) -> bool:
    """Whether a word is written as a name: with a capital that its place does not call for."""
    span = text.words[index].span
    word = span.of(text.text)
    capitals = sum(letter.isupper() for letter in word)
    if not capitals or text.text.isupper():
        return False
    if capitals > 1 and not any(letter.islower() for letter in word):
        return True
    before = text.text[text.words[index - 1].span.end : span.start] if index else "."
    return word.lstrip("'’‘")[:1].isupper() and not _SENTENCE_END.intersection(before)


def neighbour(words: Words, step: int) -> str:
    """The word so many places away in the sentence; "" beyond its ends."""
    at = words.start + step
    if not 0 <= at < len(words.text.words):
        return ""
    first, last = sorted((at, words.start))
    between = words.text.text[words.text.words[first].span.end : words.text.words[last].span.start]
    return "" if _SENTENCE_END.intersection(between) else words.text.folded[at]


def pauses(text: Text, start: int, end: int) -> bool:
    """Whether a sign, or nothing, stands on both sides of some words."""

    def between(left: int, right: int) -> bool:
        if left < 0 or right >= len(text.words):
            return True
        gap = text.text[text.words[left].span.end : text.words[right].span.start]
        return bool(_PAUSE.intersection(gap))

    return between(start - 1, start) and between(end - 1, end)


def is_short_year(claim: Words, record: Words) -> bool:
    """*’53* for *1953*."""
    shorter, longer = sorted((claim, record), key=lambda side: len(side.folded[0]))
    year, digits = longer.folded[0], shorter.folded[0]
    if not (digits.isdecimal() and year.isdecimal() and (len(digits), len(year)) == (2, 4)):
        return False
    at = shorter.text.words[shorter.start].span.start
    lately = year.startswith("19") or (year.startswith("20") and int(digits) < _NEXT_DECADES)
    return lately and year[2:] == digits and shorter.text.text[at - 1 : at] in _APOSTROPHES
