"""Where the paragraphs of a text begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from quotes.model import Span

# A text without blank lines whose lines are all short was wrapped by its editor; one with long
# lines holds a paragraph a line.
WRAPPED_LINE = 100
MIN_TURNS = 2

_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:(?:\r\n|\r|\n)[^\S\r\n]*)+")
# A line that a turn of dialogue begins: a dash, or a label and a colon.
_TURN = re.compile(r"(?:--?\s|--|[–—])\s*\S|[^\W\d_a-z][^\n:.,;!?\"“”]{0,40}:\s+\S")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def paragraphs(text: str, start: int = 0) -> tuple[Span, ...]:
    """The paragraphs from ``start`` on, without the white space around them, none empty.

    Blank lines part them; in a text that has none, the ends of lines do, unless its lines
    were wrapped. Lines that begin with a dash or a label, one below the other, are each their own.

    >>> [span.of("Een.\\n\\nTwee.\\n") for span in paragraphs("Een.\\n\\nTwee.\\n")]
    ['Een.', 'Twee.']
    """
    breaks = list(_BLANK_LINE.finditer(text.rstrip(), start))
    if not breaks:
        lines = text[start:].strip().splitlines()
        if any(len(line) > WRAPPED_LINE for line in lines):
            breaks = list(_LINE_BREAK.finditer(text, start))
    edges = [start, *(edge for match in breaks for edge in match.span()), len(text)]
    trimmed = (_trim(text, left, right) for left, right in list(pairwise(edges))[::2])
    return tuple(line for span in trimmed if span.start < span.end for line in _turns(text, span))


def _turns(text: str, block: Span) -> Iterator[Span]:
    """The lines of a block from its first turn on, if all of them are turns; else the block."""
    breaks = list(_LINE_BREAK.finditer(text, block.start, block.end))
    starts = [match.end() for match in breaks]
    turns = [start for start in (block.start, *starts) if _TURN.match(text, start, block.end)]
    if len(turns) < MIN_TURNS or (block.start, *starts)[-len(turns) :] != tuple(turns):
        yield block
        return
    for start, end in pairwise(sorted({block.start, *turns, block.end})):
        yield _trim(text, start, end)


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    return Span(start + lead, start + max(lead, len(piece.rstrip())))
