"""A draft's text as blocks of pieces, so that a page can mark the quotations in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from quotes.model import Article, Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_Cut = list[tuple[str, int | None]]
_At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that belongs to one quotation, ``quote`` being its index, or to none.

    ``first`` and ``last``: it is that quotation's first or last piece.
    """

    text: str
    quote: int | None = None
    first: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a heading; its pieces joined are its text."""

    pieces: tuple[Piece, ...]
    heading: bool = False


def blocks(draft: Article, quotes: Sequence[Sequence[Span]]) -> list[Block]:
    """The headline and prose of a draft with its quotations, given by their segments.

    Where quotations lie within each other a piece belongs to the shortest. Of a quotation that
    has no word of its own left, there is no piece.

    >>> article = Article("Een: 'Twee', zei zij.", "")
    >>> [(each.text, each.quote) for each in blocks(article, [[Span(6, 10)]])[0].pieces]
    [("Een: '", None), ('Twee', 0), ("', zei zij.", None)]
    """
    spans = [*draft.above, *_paragraphs(draft)]
    cut = [
        _cut(span, draft.text, within)
        for span, within in zip(spans, _shared_out(spans, quotes), strict=True)
    ]
    ends = _ends(cut)
    headings = {each.start for each in draft.headings}
    return [
        Block(
            tuple(
                Piece(
                    text,
                    quote,
                    first=quote is not None and ends[quote][0] == (at, nth),
                    last=quote is not None and ends[quote][1] == (at, nth),
                )
                for nth, (text, quote) in enumerate(pieces)
            ),
            span.start in headings,
        )
        for at, (span, pieces) in enumerate(zip(spans, cut, strict=True))
    ]


def _paragraphs(draft: Article) -> Iterator[Span]:
    start = end = draft.body_start
    for line in _LINE.finditer(draft.text, start):
        if line[0].strip():
            end = line.start() + len(line[0].rstrip("\r\n"))
            continue
        if end > start:
            yield Span(start, end)
        start = end = line.end()


def _shared_out(
    spans: Sequence[Span], quotes: Sequence[Sequence[Span]]
) -> list[list[tuple[int, int, int]]]:
    """For each paragraph the start, the end and the index of the quotations within it."""
    found: list[list[tuple[int, int, int]]] = [[] for _ in spans]
    for quote, segments in enumerate(quotes):
        for each in segments:
            at = max(bisect_right(spans, each.start, key=attrgetter("start")) - 1, 0)
            while at < len(spans) and spans[at].start < each.end:
                start, end = max(each.start, spans[at].start), min(each.end, spans[at].end)
                if start < end:
                    found[at].append((start, end, quote))
                at += 1
    return found


def _cut(span: Span, text: str, within: Sequence[tuple[int, int, int]]) -> _Cut:
    edges = sorted({span.start, span.end, *(at for each in within for at in each[:2])})
    coming = sorted(within, reverse=True)
    over: list[tuple[int, int, int]] = []
    pieces: _Cut = []
    for start, end in pairwise(edges):
        over = [each for each in over if each[1] > start]
        while coming and coming[-1][0] == start:
            over.append(coming.pop())
        quote = min(over, key=lambda each: each[1] - each[0])[2] if over else None
        pieces.append((text[start:end], quote))
    return pieces


def _ends(cut: Sequence[_Cut]) -> dict[int, tuple[_At, _At]]:
    """Block and piece where each quotation begins and ends."""
    found: dict[int, tuple[_At, _At]] = {}
    for at, pieces in enumerate(cut):
        for nth, (_, quote) in enumerate(pieces):
            if quote is not None:
                found[quote] = (found.get(quote, ((at, nth),))[0], (at, nth))
    return found
