"""The page of a PDF → its lines, with where they stand and how large they are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

# Signs that are two letters in one.
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# Sizes that differ by less are one: programs round them.
_SAME_SIZE = 1.08
# Two pieces that stand so near each other, in points, are one that was drawn twice, as bold.
_SAME_PLACE = 1.0
# A running head stands at the same height, in points, within this.
_SAME_HEIGHT = 3.0
# It is of few lines, and stands off from the text by more than lines do from each other.
_MOST_EDGE = 3
_APART = 1.3
# The distances of lines, in sizes, are mostly those within paragraphs: of the ordered ones the
# quarter is. Where pages hold little more than their edges it may be no larger than this.
_USUAL = 0.25
_LARGEST_USUAL = 2.0
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:pagina|pag\.|page|p\.)\s*)?\d{1,4}(?:\s*(?:/|van|of)\s*\d{1,4})?\W*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: where it begins, in points from the lower left, and its font's size."""

    text: str
    page: int
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0


class Collector:
    """Gathers the lines of a page; ``visit`` is what pypdf calls for each piece of text."""

    def __init__(self, page: int) -> None:
        self.lines: list[Line] = []
        self._page = page
        self._pieces: list[Line] = []

    def visit(
        self, text: str, cm: Sequence[float], tm: Sequence[float], font: object, size: float
    ) -> None:
        """Take a piece of text; a line's end in it ends the line."""
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = hypot(tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
        first, *others = text.split("\n")
        self._add(Line(first, self._page, x, y, abs(size) * scale))
        for each in others:
            self.end()
            self._add(Line(each, self._page, x, y, abs(size) * scale))

    def end(self) -> None:
        """End the line that is being gathered."""
        pieces, self._pieces = self._pieces, []
        text = _CONTROLS.sub("", "".join(each.text for each in pieces))
        text = " ".join(unicodedata.normalize("NFC", text.translate(_LIGATURES)).split())
        if text:
            start = next(each for each in pieces if each.text.strip())
            sizes = Counter[float]()
            for each in pieces:
                sizes[each.size] += len(each.text)
            self.lines.append(
                Line(text, self._page, start.x, start.y, max(sizes, key=lambda each: sizes[each]))
            )

    def _add(self, piece: Line) -> None:
        last = next((each for each in reversed(self._pieces) if each.text.strip()), None)
        drawn_twice = (
            last is not None
            and last.text.strip() == piece.text.strip()
            and abs(last.x - piece.x) < _SAME_PLACE
            and abs(last.y - piece.y) < _SAME_PLACE
        )
        if piece.text and not drawn_twice:
            self._pieces.append(piece)


def without_edges(pages: Sequence[Sequence[Line]]) -> Iterator[tuple[Line, ...]]:
    """The pages without their page numbers and without what stands at the edge of several."""
    seen: dict[tuple[str, int], set[int]] = {}
    for line in (line for page in pages for line in page):
        seen.setdefault((_unnumbered(line.text), _height(line)), set()).add(line.page)
    room = _APART * min(
        _LARGEST_USUAL, usual_distance([line for page in pages for line in _downwards(page)])
    )
    for page in pages:
        down = _downwards(page)
        running = {id(line) for line in (*_edge(down, seen, room), *_edge(down[::-1], seen, room))}
        yield tuple(line for line in page if id(line) not in running)


def usual_distance(lines: Sequence[Line]) -> float:
    """How far lines stand below each other in this text, in sizes of their font; 0 if no two do."""
    distances = sorted(
        (above.y - below.y) / max(above.size, below.size, 1.0)
        for above, below in pairwise(lines)
        if is_below(above, below) and same_size(above, below)
    )
    return distances[int(len(distances) * _USUAL)] if distances else 0.0


def is_below(above: Line, below: Line) -> bool:
    """Whether a line stands under another in the same column, as far as heights tell."""
    return above.page == below.page and below.y < above.y


def same_size(line: Line, other: Line) -> bool:
    """Whether two lines are of one size."""
    small, large = sorted((line.size, other.size))
    return large <= small * _SAME_SIZE


def _downwards(page: Sequence[Line]) -> Sequence[Line]:
    return sorted(page, key=lambda line: -line.y)


def _edge(
    lines: Sequence[Line], seen: Mapping[tuple[str, int], set[int]], room: float
) -> Sequence[Line]:
    """The lines at an edge, of which ``lines`` are ordered away, that are no part of the text."""
    found = 0
    for at, line in enumerate(lines[:_MOST_EDGE], 1):
        repeated = any(
            seen.get((_unnumbered(line.text), _height(line) + near), set()) - {line.page}
            for near in (-1, 0, 1)
        )
        if not repeated and not _PAGE_NUMBER.fullmatch(line.text):
            break
        if at == len(lines) or abs(lines[at].y - line.y) > room * line.size:
            found = at
    return lines[:found]


def _height(line: Line) -> int:
    return round(line.y / _SAME_HEIGHT)


def _unnumbered(text: str) -> str:
    return _DIGITS.sub("#", text)
