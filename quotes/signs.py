"""The signs of a paragraph that are quotation marks: apostrophes and measures told apart, and
which of them open and close.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from quotes.language import MarkData
from quotes.model import Span

SINGLES = frozenset("'’‘")

# Feet and inches: 5'10", 6' 2".
_MEASURE = re.compile(r"""\d['’′]\s?\d{1,2}(?:["”″]|'')?(?!\w)""")
# What may stand between a space and an opening mark, and between a closing mark and a space.
_BEFORE_OPENING = frozenset("([{-–—/:;…*_>")
_AFTER_CLOSING = frozenset(".,;:!?)]}-–—/…*_<")
# Written twice by mistake, or since the inner and the outer quotation end together.
_DOUBLED = frozenset('"“”„«»')
# Glyphs that tell by themselves, set apart by spaces, which end they are.
_ALWAYS_OPEN = frozenset("«‹„“‘")
_ALWAYS_CLOSE = frozenset("»›”")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sign:
    """A quotation mark; ``double`` if its glyph is written twice. ``opens`` and ``closes`` say what
    the letters and spaces around it allow; both may be true."""

    glyph: str
    start: int
    end: int
    opens: bool
    closes: bool
    double: bool = False


class SignReader:
    """Reads the quotation marks of paragraphs, with the glyphs of one language."""

    def __init__(self, marks: MarkData) -> None:
        self._marks = marks
        self._scan = _scanner({glyph for pair in marks.pairs for glyph in (pair.open, pair.close)})

    def read(self, text: str, paragraph: Span) -> list[Sign]:
        """The marks of a paragraph, apostrophes and measures left out."""
        measures = [m.span() for m in _MEASURE.finditer(text, paragraph.start, paragraph.end)]
        measure = 0
        found: list[Sign] = []
        open_glyphs: set[str] = set()
        for match in self._scan.finditer(text, paragraph.start, paragraph.end):
            start, end = match.span()
            while measure < len(measures) and measures[measure][1] <= start:
                measure += 1
            if measure < len(measures) and measures[measure][0] < end:
                continue
            glyph = match.group()
            if glyph in SINGLES and _is_apostrophe(text, start, paragraph, self._marks):
                continue
            if glyph[0] in _DOUBLED:
                glyph = glyph[0]
            sign = _classified(text, glyph, start, end, paragraph)
            if not sign.opens and not sign.closes and glyph not in SINGLES:
                # Set apart by spaces: every second one closes.
                is_open = glyph in open_glyphs
                sign = replace(sign, opens=not is_open, closes=is_open)
            if sign.opens and not sign.closes:
                open_glyphs.add(glyph)
            elif sign.closes:
                open_glyphs.discard(glyph)
            if sign.opens or sign.closes:
                found.append(sign)
        return found


def _scanner(glyphs: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(glyphs, key=lambda glyph: (-len(glyph), glyph))
    # Three apostrophes end an inner quotation and the one around it.
    return re.compile(
        r"(?<=\S)['’](?=(?:''|’’)(?!['’]))|"
        + "|".join(re.escape(each) + ("{1,2}" if each in _DOUBLED else "") for each in ordered)
    )


def _is_apostrophe(text: str, at: int, paragraph: Span, marks: MarkData) -> bool:
    before = text[at - 1 : at] if at > paragraph.start else ""
    after = text[at + 1 : at + 2] if at + 1 < paragraph.end else ""
    if before.isalnum() and after.isalnum():
        return True
    if before.isalnum() or not after.isalnum():
        return False
    if text[at] == "‘":
        return False
    word = _WORD.match(text, at + 1, paragraph.end)
    if word is None:
        return False
    form = word.group()
    if form.isdigit() and len(form) == 2:  # the nineties: de jaren '90
        return text[max(0, at - 8) : at].rstrip(" ")[-1:].isalpha()
    return "'" + form in marks.apostrophe_words  # with a capital it opens: 'Er is nieuws'


def _classified(text: str, glyph: str, start: int, end: int, paragraph: Span) -> Sign:
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    before_is_open = before.isspace() or before in _BEFORE_OPENING or before in "'\"“‘„«‹,`"
    after_is_shut = after.isspace() or after in _AFTER_CLOSING or after in "'\"”’»›“‘«‹"
    stops = after in ",;:!?)]}" or text[end : end + 2] in {". ", "."}
    opens = before_is_open and not after.isspace() and not stops
    closes = after_is_shut and not before.isspace()
    if glyph == ",,":  # two commas are a mark only in front of a word or another mark
        shut = after.isspace() or after in _AFTER_CLOSING
        return Sign(glyph, start, end, opens and not shut, False)
    if not opens and not closes and before.isspace():
        # `« woorden »`, set apart by spaces
        opens, closes = glyph in _ALWAYS_OPEN, glyph in _ALWAYS_CLOSE
        return Sign(glyph, start, end, opens, closes, len(glyph) < end - start)
    if not opens and not closes:
        # A mark between letters: `zei:"Ja"en`; directional glyphs say themselves what they are.
        closes = not before.isspace()
        opens = not after.isspace()
    return Sign(glyph, start, end, opens, closes, len(glyph) < end - start)
