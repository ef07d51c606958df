"""Quotation marks: which belong together, which are apostrophes, what they enclose.

Pure typography; whether the enclosed words are a quotation is for ``extraction`` to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from quotes.language import MarkData
from quotes.model import Span

# Feet and inches: 5'10", 6' 2".
_MEASURE = re.compile(r"""\d['’′]\s?\d{1,2}(?:["”″]|'')?(?!\w)""")
# What may stand between a space and an opening mark, and between a closing mark and a space.
_BEFORE_OPENING = frozenset("([{-–—/:;…*_>")
_AFTER_CLOSING = frozenset(".,;:!?)]}-–—/…*_<")
_SENTENCE_END = frozenset(".!?…:")
_SINGLES = frozenset("'’‘")
# Glyphs that open and close alike: a second one while the first is open is no nesting.
_SYMMETRIC = frozenset(["'", '"', "’", "”", "''"])
_LAST_WORD = re.compile(r"[^\W\d_][\w-]*$")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Marked:
    """Words between marks. ``segments`` leave the marks out, ``outer`` takes them in.

    More segments than one where the quotation goes on over a paragraph break, each
    paragraph opening with a mark anew. ``closed`` is false where no closing mark was found.
    """

    segments: tuple[Span, ...]
    outer: Span
    opener: str
    closed: bool


@dataclass(frozen=True, slots=True)
class _Token:
    glyph: str
    start: int
    end: int
    opens: bool
    closes: bool


_Closers = Mapping[str, frozenset[str]]


def pair(text: str, paragraphs: Sequence[Span], marks: MarkData) -> tuple[Marked, ...]:
    """The outermost marked passages of a text, in order, never overlapping.

    Marks inside a passage belong to it. An opening mark without its like counts where a
    quotation would begin (a paragraph, a sentence, after a colon) and reaches to the
    paragraph's end; elsewhere it is taken for a stray sign. Never raises.
    """
    closers: dict[str, frozenset[str]] = {}
    for each in marks.pairs:
        closers[each.open] = closers.get(each.open, frozenset()) | {each.close}
    scan = _scanner(closers)
    found: list[Marked] = []
    running: Marked | None = None
    tokens = [_tokens(text, paragraph, marks, scan) for paragraph in paragraphs]
    for number, paragraph in enumerate(paragraphs):
        index = 0
        hopeless: set[str] = set()  # openers that find no closing mark from here on
        while index < len(tokens[number]):
            token = tokens[number][index]
            if not (token.opens and token.glyph in closers) or (
                running is None and token.glyph in hopeless
            ):
                index += 1
                continue
            close = _closing(text, tokens[number], index, closers)
            if close is not None:
                end = tokens[number][close]
                piece = Marked(
                    (Span(token.end, end.start),), Span(token.start, end.end), token.glyph, True
                )
                _add(text, _joined(running, piece), found)
                running, index = None, close + 1
                continue
            piece = Marked(
                (Span(token.end, paragraph.end),),
                Span(token.start, paragraph.end),
                token.glyph,
                False,
            )
            if running is None and not _may_stay_open(text, token, paragraph):
                hopeless.add(token.glyph)
                index += 1
                continue
            running = _joined(running, piece)
            if not _goes_on(running, paragraphs, tokens, number + 1):
                _add(text, running, found)
                running = None
            break
    return tuple(found)


def _joined(running: Marked | None, piece: Marked) -> Marked:
    if running is None:
        return piece
    return replace(
        piece,
        segments=running.segments + piece.segments,
        outer=Span(running.outer.start, piece.outer.end),
        opener=running.opener,
    )


def _add(text: str, marked: Marked, found: list[Marked]) -> None:
    segments = tuple(
        solid for each in marked.segments if (solid := _solid(text, each)).start < solid.end
    )
    if any(_WORD.search(text, each.start, each.end) for each in segments):
        found.append(replace(marked, segments=segments))


def _solid(text: str, span: Span) -> Span:
    """Without white space around it, and without a comma that belongs to the cue clause."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return Span(start, end)


def _goes_on(
    running: Marked, paragraphs: Sequence[Span], tokens: Sequence[Sequence[_Token]], number: int
) -> bool:
    """Whether the next paragraph opens with the same mark anew."""
    if number >= len(paragraphs) or not tokens[number]:
        return False
    first = tokens[number][0]
    return first.start == paragraphs[number].start and first.opens and first.glyph == running.opener


def _may_stay_open(text: str, token: _Token, paragraph: Span) -> bool:
    """Whether a quotation could begin here, so that its missing end is the writer's slip."""
    before = text[paragraph.start : token.start].rstrip()
    if not before or before[-1] == ":":
        return True
    return token.glyph not in _SINGLES and before[-1] in _SENTENCE_END


def _closing(text: str, tokens: Sequence[_Token], index: int, closers: _Closers) -> int | None:
    """The index of the mark that closes the one at ``index``."""
    outer = tokens[index]
    nested: list[str] = []
    for at in range(index + 1, len(tokens)):
        token = tokens[at]
        ends_outer = token.closes and token.glyph in closers[outer.glyph]
        if ends_outer and outer.glyph in _SINGLES and _is_possessive(text, tokens, at):
            continue
        if token.closes and nested and token.glyph in closers[nested[-1]]:
            later = any(
                each.closes and each.glyph in closers[outer.glyph] for each in tokens[at + 1 :]
            )
            if not ends_outer or later:
                nested.pop()
                continue
        if ends_outer or (token.closes and outer.glyph == "'" and token.glyph == "''"):
            return at
        if token.opens and token.glyph in closers:
            if token.glyph != outer.glyph or token.glyph not in _SYMMETRIC:
                nested.append(token.glyph)
            elif _begins_utterance(text, token) and not _begins_utterance(text, outer):
                return None  # the first was a stray sign
    return None


def _begins_utterance(text: str, token: _Token) -> bool:
    before = text[max(0, token.start - 8) : token.start].rstrip(" ")[-1:]
    return not before or before in "\r\n" or before in _SENTENCE_END


def _is_possessive(text: str, tokens: Sequence[_Token], at: int) -> bool:
    """Whether ``Hans' `` owns what follows: a capitalised word in s, x or z, a space, a word, and
    a better closing mark before any other opens."""
    token = tokens[at]
    if token.end >= len(text) or not text[token.end].isspace():
        return False
    word = _LAST_WORD.search(text, max(0, token.start - 40), token.start)
    if not word or not word.group()[0].isupper() or word.group()[-1] not in "sxzSXZ":
        return False
    following = next((each for each in tokens[at + 1 :] if each.glyph in _SINGLES), None)
    return following is not None and following.closes and not following.opens


def _scanner(closers: _Closers) -> re.Pattern[str]:
    glyphs = {*closers, *(each for some in closers.values() for each in some)}
    ordered = sorted(glyphs, key=lambda glyph: (-len(glyph), glyph))
    return re.compile("|".join(map(re.escape, ordered)))


def _tokens(text: str, paragraph: Span, marks: MarkData, scan: re.Pattern[str]) -> list[_Token]:
    """The marks of a paragraph, apostrophes and measures left out."""
    measures = [m.span() for m in _MEASURE.finditer(text, paragraph.start, paragraph.end)]
    tokens: list[_Token] = []
    for match in scan.finditer(text, paragraph.start, paragraph.end):
        start, end = match.span()
        if any(left < end and start < right for left, right in measures):
            continue
        if match.group() in _SINGLES and _is_apostrophe(text, start, paragraph, marks):
            continue
        token = _classified(text, match.group(), start, end, paragraph)
        if token.opens or token.closes:
            tokens.append(token)
    return tokens


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


def _classified(text: str, glyph: str, start: int, end: int, paragraph: Span) -> _Token:
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    before_is_open = before.isspace() or before in _BEFORE_OPENING or before in "'\"“‘„«‹,`"
    after_is_shut = after.isspace() or after in _AFTER_CLOSING or after in "'\"”’»›“‘«‹"
    stops = after in ",;:!?)]}" or text[end : end + 2] in {". ", "."}
    opens = before_is_open and not after.isspace() and not stops
    closes = after_is_shut and not before.isspace()
    if glyph == ",,":  # two commas are a mark only in front of a word
        return _Token(glyph, start, end, opens and not after_is_shut, False)
    if not opens and not closes and before.isspace():
        # `« woorden »`, set apart by spaces
        return _Token(glyph, start, end, glyph in "«‹„“", glyph in "»›”")
    if not opens and not closes:
        # A mark between letters: `zei:"Ja"en`; directional glyphs say themselves what they are.
        closes = not before.isspace()
        opens = not after.isspace()
    return _Token(glyph, start, end, opens, closes)
