"""What tells speech from other text where no marks do: *ik*, *u*, a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quotes.language import Language
from quotes.model import Span

# Of some turns, the share that must sound like speech; dashes alone set fewer lists apart from it
# than labels do, since every turn must begin and end as a sentence does.
MIN_VOICED = 1 / 3
MIN_VOICED_DASHES = 1 / 4

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


class Voices:
    """Listens to stretches of one text."""

    def __init__(self, text: str, language: Language) -> None:
        self._text = text
        self._language = language

    def asks(self, span: Span) -> bool:
        """Whether a stretch of text ends with a question mark."""
        return self._text[span.end - 1] == "?"

    def has_person(self, span: Span, *persons: int) -> bool:
        """Whether a pronoun of one of these grammatical persons stands there."""
        return any(
            each.person in persons
            for word in self._words(span)
            for each in self._language.pronoun(word)
        )

    def has_ik(self, span: Span) -> bool:
        """Whether a pronoun of the first person singular stands there."""
        return any(
            each.person == 1 and each.number == "sg"
            for word in self._words(span)
            for each in self._language.pronoun(word)
        )

    def sound_spoken(self, spans: Sequence[Span], least: float = MIN_VOICED) -> bool:
        """Whether enough of some stretches ask, or have *ik* or *u* in them."""
        voiced = sum("?" in each.of(self._text) or self.has_person(each, 1, 2) for each in spans)
        return bool(spans) and voiced >= least * len(spans)

    def talk_together(self, spans: Sequence[Span]) -> bool:
        """Whether most of some stretches have *ik* or *u* in them, and both occur: points of a
        programme have *wij*."""
        own = [self.has_ik(each) for each in spans]
        other = [self.has_person(each, 2) for each in spans]
        voiced = sum(one or two for one, two in zip(own, other, strict=True))
        return any(own) and any(other) and 2 * voiced >= len(spans)

    def _words(self, span: Span) -> Iterator[str]:
        return (each[0].lower() for each in _WORD.finditer(self._text, span.start, span.end))
