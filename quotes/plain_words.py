"""The words of a text as written: found without a parser, each with what stands before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotes.model import Span

_WORD = re.compile(r"[^\W_]+(?:[-'’&][^\W_]+)*")
_SENTENCE_EDGE = frozenset(".!?:…")
_MARKS = "'\"‘’“”„‟«»‹›,`([*_ \t"
_DASHES = frozenset({"-", "–", "—", "•"})
_OPENING = "'\"‘“„«‹’,`"


@dataclass(frozen=True, slots=True)
class PlainWord:
    """A word. ``gap`` is what stands between it and the word before; ``initial`` words begin a
    sentence or stand behind a mark or dash, where a capital says nothing."""

    text: str
    span: Span
    gap: str
    initial: bool

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def particle(self) -> str:
        """The word as a name particle, its apostrophe in front: *'t*."""
        return f"'{self.lower}" if self.gap.endswith(("'", "’")) else self.lower

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


def plain_words(text: str, span: Span) -> list[PlainWord]:
    """The words of a passage, in order; compounds with hyphens and apostrophes are one.

    >>> [word.text for word in plain_words("Zo'n oud-spits, zei Vonk.", Span(0, 25))]
    ["Zo'n", 'oud-spits', 'zei', 'Vonk']
    """
    words: list[PlainWord] = []
    end = span.start
    for match in _WORD.finditer(text, span.start, span.end):
        gap = text[end : match.start()]
        edge = gap.strip(_MARKS)
        initial = not words or bool(edge and edge[-1] in _SENTENCE_EDGE)
        initial = initial or bool(gap and gap[-1] in _OPENING) or gap.strip() in _DASHES
        words.append(PlainWord(match.group(), Span(*match.span()), gap, initial))
        end = match.end()
    return words
