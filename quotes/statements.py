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

_END = re.compile(r"(?P<word>[^\W\d_]*)[.!?…]+[\"'”’»)\]]*\s+(?=[^\Wa-z])|\n+")
# *dr. Vonk*, *Mme. Vonk*: the point ends no sentence.
_ABBREVIATIONS: Final = frozenset(
    """
    art bv ca dhr dr drs hr ing ir jr mevr mme mr mrs ms mw nr no prof sr st vs
    """.split()  # noqa: SIM905  # a list of words reads best as one
)


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
        short = len(tokens(piece.of(text))) < LEAST_WORDS
        joins = found and (short or len(found) == MOST or _is_short(found[-1], text))
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
    runs = [
        Span(first.start, last.end)
        for at, first in enumerate(passages(text))
        for last in passages(text)[at:]
        if first.start <= span.start and span.end <= last.end
    ]
    return min(
        (span, *runs),
        key=lambda run: (abs(len(tokens(run.of(text))) - words), run.end - run.start),
    )


def _is_short(span: Span, text: str) -> bool:
    return len(tokens(span.of(text))) < LEAST_WORDS


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        word = match["word"]
        if word is None or not (len(word) == 1 or word.casefold() in _ABBREVIATIONS):
            yield match.end()
    yield len(text)
