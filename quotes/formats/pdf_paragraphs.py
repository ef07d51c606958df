"""The lines of a PDF → paragraphs and headings. A PDF knows neither: the page's looks tell.

A paragraph ends where there is more room than between lines, where the next line is indented or
of another size, and where a sentence ends though the next word would still have fitted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from quotes.formats.blocks import Block
from quotes.formats.hyphens import Mender
from quotes.formats.pdf_lines import Line, is_below, same_size, usual_distance
from quotes.model import Origin

# A heading is so much larger than the text, and of no more words.
_LARGER = 1.15
_MOST_WORDS = 30
# More room than this, in usual distances of lines, parts paragraphs.
_ROOM = 1.2
# How far a first line is indented, in font sizes; farther away stands a line beside a picture.
_INDENT = 0.7
_FAR = 5.0
# How wide letters are, in font sizes, in the usual fonts, a few percent more or less.
_NARROW, _USUAL, _BROAD, _CAPITAL = 0.3, 0.55, 0.87, 0.67
_NARROW_SIGNS = frozenset("fijlrtI.,:;'’‘!|()[]-/ ")
_BROAD_SIGNS = frozenset("mwMW—@%")
# A line is as wide as nine in ten lines are at most. One that would still be less wide than so
# much of that with the next word was ended by its writer, the surer if a sentence ends there.
_WIDE = 0.9
_SHORT = 0.93
_VERY_SHORT = 0.6
# Lines of which a paragraph has no more: what it opened before is not looked for.
_LONG = 200
# So many indented lines, and more of them than stand apart, mean that every paragraph is.
_MANY_INDENTED = 3
_SENTENCE_END = re.compile(r"[.!?…][\"'’”»)\]\s]*$")
_INITIAL = re.compile(r"[\"'‘’“„«‹]?[^\W\d_a-z]")
_INITIAL_SIZE = 1.8
_NEAR = 50  # lines
_OPENING = re.compile(r"[\"'‘’“„«‹]")
_MARKS = (("“", "”"), ("„", "”"), ("«", "»"))
_BULLET = re.compile(r"[•▪◦‣●○■]\s?|(?:\d{1,2}[.)]|[-–—*])\s")
_SURE_BULLET = re.compile(r"[•▪◦‣●○■]")


def blocks(pages: Sequence[Sequence[Line]], lang: str) -> Iterator[Block]:
    """The paragraphs and headings of all pages, numbered; one that goes on on the next page is
    one, with an origin on each."""
    lines = _with_initials([line for page in pages for line in page])
    if not lines:
        return
    looks = _Looks(lines)
    mender = Mender((line.text for line in lines), lang)
    number = 0
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or looks.parted(lines, start, at):
            number += 1
            yield _block(lines[start:at], mender, number, looks)
            start = at


def _with_initials(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with each large first letter put before the word that it begins, and with those
    that stand beside it begun where they would without it. Programs draw it before the paragraph
    or behind."""
    made = list(lines)
    gone = set()
    for at, letter in enumerate(lines):
        if not _INITIAL.fullmatch(letter.text):
            continue
        near = range(max(0, at - _NEAR), min(len(lines), at + _NEAR))
        beside = [each for each in near if _is_beside(made[each], letter)]
        first = max(beside, key=lambda each: made[each].y, default=None)
        if first is None or not made[first].text[0].islower():
            continue
        gone.add(at)
        made[first] = replace(made[first], text=letter.text + made[first].text)
        for each in beside:
            made[each] = replace(made[each], x=letter.x)
    return [line for at, line in enumerate(made) if at not in gone]


def _is_beside(line: Line, letter: Line) -> bool:
    return (
        line.page == letter.page
        and line.size * _INITIAL_SIZE <= letter.size
        and 0 < line.x - letter.x < letter.size * _INITIAL_SIZE
        and -line.size / 2 < line.y - letter.y < letter.size
    )


def _block(lines: Sequence[Line], mender: Mender, number: int, looks: _Looks) -> Block:
    pieces = [lines[0].text]
    origins = [Origin(0, page=lines[0].page, paragraph=number)]
    end = 0  # of all pieces but the last
    for line in lines[1:]:
        pieces[-1] = mender.join(pieces[-1], line.text)
        end += len(pieces[-1])
        if line.page != origins[-1].page:
            origins.append(Origin(end, page=line.page, paragraph=number))
        pieces.append(line.text)
    text = "".join(pieces)
    heading = looks.is_large(lines[0]) and len(text.split()) <= _MOST_WORDS
    return Block(text, heading=heading, origins=tuple(origins))


@dataclass(slots=True)
class _Looks:
    """How the text of this document mostly looks: its size, the room between lines, their width."""

    lines: Sequence[Line]
    size: float = field(init=False)
    distance: float = field(init=False)
    widths: dict[int, float] = field(init=False)
    indented: bool = field(init=False)

    def __post_init__(self) -> None:
        letters = Counter[float]()
        lengths: dict[int, list[float]] = {}
        for line in self.lines:
            letters[line.size] += len(line.text)
            lengths.setdefault(round(line.size), []).append(_width(line.text))
        self.size = max(letters, key=lambda size: letters[size])
        self.widths = {size: sorted(each)[int(len(each) * _WIDE)] for size, each in lengths.items()}
        self.distance = usual_distance(self.lines)
        pairs = [pair for pair in pairwise(self.lines) if is_below(*pair) and same_size(*pair)]
        apart = sum(self._is_apart(*pair) for pair in pairs)
        indented = sum(_indented(below, above) for above, below in pairs)
        self.indented = indented >= _MANY_INDENTED and indented > apart

    def is_large(self, line: Line) -> bool:
        """Whether a line is larger than the text, as headings are."""
        return line.size >= self.size * _LARGER

    def parted(self, lines: Sequence[Line], start: int, at: int) -> bool:
        """Whether a paragraph that begins at ``start`` ends before line ``at``."""
        above, below = lines[at - 1], lines[at]
        if not same_size(above, below):
            return True
        if is_below(above, below):
            return self._is_apart(above, below) or (
                not self.is_large(above) and self._looks_parted(lines, start, at)
            )
        if self.is_large(above) or not _SENTENCE_END.search(above.text):
            return False
        # On another page or in another column: what it is indented from is the line below it.
        after = lines[at + 1] if at + 1 < len(lines) else below
        if self.indented or (is_below(below, after) and _indented(below, after)):
            return _indented(below, after)
        return self._is_short(above, below) or (
            # Each paragraph of a long quotation begins with a mark; the last alone ends with one.
            _OPENING.match(below.text) is not None
            and _is_open("".join(line.text for line in lines[max(start, at - _LONG) : at]))
        )

    def _is_apart(self, above: Line, below: Line) -> bool:
        return above.y - below.y > self.distance * max(above.size, below.size) * _ROOM

    def _looks_parted(self, lines: Sequence[Line], start: int, at: int) -> bool:
        above, below = lines[at - 1], lines[at]
        hanging = at - 1 == start and _BULLET.match(above.text)
        if _SURE_BULLET.match(below.text) or (_indented(below, above) and not hanging):
            return True
        if _indented(above, below) and at - 1 > start:
            return True
        return self._is_short(above, below)

    def _is_short(self, above: Line, below: Line) -> bool:
        """Whether the first word of the line below would have fitted on the one above."""
        wanted = _width(f"{above.text} {below.text.split()[0]}")
        wide = self.widths[round(above.size)]
        if _SENTENCE_END.search(above.text):
            return wanted <= wide * _SHORT
        return wanted <= wide * _VERY_SHORT and not below.text[0].islower()


def _width(text: str) -> float:
    """About how wide a text is, in font sizes."""
    return sum(
        _NARROW
        if sign in _NARROW_SIGNS
        else _BROAD
        if sign in _BROAD_SIGNS
        else _CAPITAL
        if sign.isupper()
        else _USUAL
        for sign in text
    )


def _is_open(text: str) -> bool:
    """Whether a quotation goes on behind the text."""
    return any(text.count(opening) > text.count(closing) for opening, closing in _MARKS)


def _indented(line: Line, other: Line) -> bool:
    return _INDENT * line.size < line.x - other.x < _FAR * line.size
