"""The passages of a text that each say something of their own: what is encoded of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from quotes.model import Span
from quotes.normalise import tokens

# A shorter sentence (*Zo is het.*) says nothing alone: it goes with the one before it.
LEAST_WORDS: Final = 4
# Passages of one text; the last takes whatever is left.
MOST: Final = 16

# Nothing is looked at twice: a long row of points would take its square.
_END = re.compile(r"(?<![.!?…])(?P<mark>[.!?…]++)[\"'”’»)\]]*+\s++(?=[^\Wa-z])|\n+")
_LAST_WORD = re.compile(r"[^\W\d_]*\Z")
# *dr. Vonk*, *Mme. Vonk*: the point ends no sentence.
_ABBREVIATIONS: Final = frozenset(
    """
    art bv ca dhr dr drs hr ing ir jr mevr mme mr mrs ms mw nr no prof sr st vs
    """.split()  # noqa: SIM905  # a list of words reads best as one
)
_LONGEST_ABBREVIATION: Final = max(map(len, _ABBREVIATIONS))


def passages(text: str) -> tuple[Span, ...]:
    """The sentences of a text as spans, in order, at least one and at most ``MOST``.

    >>> [span.of("Ik ga niet weg. Nee. Ik blijf hier nog jaren.") for span in
    ...  passages("Ik ga niet weg. Nee. Ik blijf hier nog jaren.")]
    ['Ik ga niet weg. Nee.', 'Ik blijf hier nog jaren.']
    """
    found: list[Span] = []
    start = 0
    for end in _ends(text):
        piece = Span(start, start + len(text[start:end].rstrip()))
        start = end
        if piece.start == piece.end:
            continue
        short = _words(piece, text) < LEAST_WORDS
        joins = found and (short or len(found) == MOST or _words(found[-1], text) < LEAST_WORDS)
        if joins:
            found[-1] = Span(found[-1].start, piece.end)
        else:
            found.append(piece)
    return tuple(found) or (Span(0, len(text)),)


def stretched(text: str, span: Span, words: int) -> Span:
    """A passage with as many sentences around it as bring it nearest to so many words.

    The sentence that means most of what a claim means is found; what the claim has of the next one
    stands there too.

    >>> text = "Wij gaan weg uit de haven. Dat is geen dreigement van ons."
    >>> stretched(text, Span(0, 26), 11).of(text) == text
    True
    """
    sentences = passages(text)
    counts = [_words(each, text) for each in sentences]
    # What lies between two sentences has no words.
    runs = {
        Span(first.start, last.end): sum(counts[at : end + 1])
        for at, first in enumerate(sentences)
        for end, last in enumerate(sentences[at:], start=at)
        if first.start <= span.start and span.end <= last.end
    }
    runs.setdefault(span, _words(span, text))
    return min(runs, key=lambda run: (abs(runs[run] - words), run.end - run.start))


def _words(span: Span, text: str) -> int:
    return len(tokens(span.of(text)))


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        if match["mark"] is None or not _is_abbreviated(text, match.start()):
            yield match.end()
    yield len(text)


def _is_abbreviated(text: str, end: int) -> bool:
    """Whether the word before ``end`` is one letter, or an abbreviation."""
    found = _LAST_WORD.search(text, max(0, end - _LONGEST_ABBREVIATION - 1), end)
    word = found[0] if found else ""
    return len(word) == 1 or word.casefold() in _ABBREVIATIONS
