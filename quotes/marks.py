"""Quotation marks: which belong together, which are apostrophes, what they enclose.

Pure typography; whether the enclosed words are a quotation is for ``extraction`` to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from quotes.language import MarkData
from quotes.model import Span
from quotes.signs import SINGLES, Sign, SignReader

_SENTENCE_END = frozenset(".!?…:")
# Apostrophes too: a second one while a single mark is open is no nesting.
_APOSTROPHES = frozenset("'’")
_SINGLE_OPENERS = frozenset("'’‘‚‹›")
# How many marks are looked at for the one that closes a quotation: keeps the search linear.
MAX_MARKS_INSIDE = 100
_LAST_WORD = re.compile(r"[^\W\d_][\w-]*$")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Marked:
    """Words set apart by marks. ``segments`` leave the marks out, ``outer`` takes them in.

    More segments than one where the quotation goes on over a paragraph break, each
    paragraph opening with a mark anew. ``closed`` is false where no closing mark was found.
    ``turn`` names the layout that sets words apart instead of marks, for which ``opener`` is "":
    a ``turn`` behind its ``label``, a ``dash``, an ``answer``.
    """

    segments: tuple[Span, ...]
    outer: Span
    opener: str
    closed: bool
    turn: str | None = None
    label: Span | None = None


@dataclass(frozen=True, slots=True)
class _End:
    words: int
    marks: int
    next: int  # the number of the mark to go on with
    closed: bool


_Closers = Mapping[str, frozenset[str]]


def pair(text: str, paragraphs: Sequence[Span], marks: MarkData) -> tuple[Marked, ...]:
    """The outermost marked passages of a text, in order, never overlapping.

    Marks inside a passage belong to it. An opening mark without its like counts where a
    quotation would begin (a paragraph, a sentence, after a colon) and reaches to the
    paragraph's end, or to the mark that begins the next quotation; elsewhere it is taken for a
    stray sign. Never raises.
    """
    closers: dict[str, frozenset[str]] = {}
    for each in marks.pairs:
        closers[each.open] = closers.get(each.open, frozenset()) | {each.close}
    reader = SignReader(marks)
    found: list[Marked] = []
    running: Marked | None = None
    signs = [reader.read(text, paragraph) for paragraph in paragraphs]
    for number, paragraph in enumerate(paragraphs):
        index = 0
        restart = -1  # the mark that ended a passage by beginning the next
        while index < len(signs[number]):
            sign = signs[number][index]
            if not (sign.opens and sign.glyph in closers):
                index += 1
                continue
            resumed = _resumes(paragraphs, signs, number + 1, sign.glyph)
            end = _end(text, signs[number], index, closers, resumed=resumed)
            if end is None:
                end = _End(paragraph.end, paragraph.end, len(signs[number]), False)
            may_stay_open = (
                restart == index
                or (resumed and _begins_utterance(text, sign))
                or _may_stay_open(text, sign, paragraph)
            )
            if not end.closed and running is None and not may_stay_open:
                index += 1
                continue
            words = (Span(sign.end, end.words),)
            piece = Marked(words, Span(sign.start, end.marks), sign.glyph, end.closed)
            running = _joined(running, piece)
            index = restart = end.next
            if (
                end.closed
                or end.words < paragraph.end
                or not _resumes(paragraphs, signs, number + 1, running.opener)
            ):
                _add(text, running, found)
                running = None
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
        words for each in marked.segments if (words := solid(text, each)).start < words.end
    )
    if any(_WORD.search(text, each.start, each.end) for each in segments):
        found.append(replace(marked, segments=segments))


def solid(text: str, span: Span) -> Span:
    """A span without white space around it, and without the cue clause's comma behind it."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return Span(start, end)


def _resumes(
    paragraphs: Sequence[Span], signs: Sequence[Sequence[Sign]], number: int, opener: str
) -> bool:
    """Whether a paragraph opens with the same mark anew."""
    if number >= len(paragraphs) or not signs[number]:
        return False
    first = signs[number][0]
    return first.start == paragraphs[number].start and first.opens and first.glyph == opener


def _may_stay_open(text: str, sign: Sign, paragraph: Span) -> bool:
    """Whether a quotation could begin here, so that its missing end is the writer's slip."""
    before = text[paragraph.start : sign.start].rstrip()
    if not before or before[-1] == ":":
        return True
    # A left single mark is no apostrophe; the others may be.
    return (sign.glyph not in SINGLES or sign.glyph == "‘") and before[-1] in _SENTENCE_END


def _end(
    text: str, signs: Sequence[Sign], index: int, closers: _Closers, *, resumed: bool
) -> _End | None:
    """Where the mark at ``index`` is closed; without a closing mark, where the next quotation
    begins. ``resumed``: the next paragraph opens with the same mark."""
    outer = signs[index]
    single = outer.glyph in _SINGLE_OPENERS
    nested: list[Sign] = []
    last: _End | None = None
    near = range(index + 1, min(len(signs), index + MAX_MARKS_INSIDE))
    for at in near:
        sign = signs[at]
        closes = _closes(sign, outer, closers)
        if closes and single and _is_possessive(text, signs, at):
            continue
        if sign.closes and nested and sign.glyph in closers[nested[-1].glyph]:
            nested.pop()
            if closes and sign.double:  # the inner and the outer one end together
                return _End(sign.end - len(sign.glyph), sign.end, at + 1, True)
            last = _End(sign.start, sign.end, at + 1, True) if closes else last
            continue
        if closes:
            return _End(sign.start, sign.end, at + 1, True)
        if last is not None and not nested and _is_restart(text, outer, sign):
            return last
        if _is_nested(outer, sign, closers):
            nested.append(sign)
        elif single and _is_stray(text, outer, sign):
            return None
    restart = next((at for at in near if _is_restart(text, outer, signs[at])), None)
    if restart is not None and (last is None or last.next > restart):
        return _End(signs[restart].start, signs[restart].start, restart, False)
    return None if resumed and _begins_utterance(text, outer) else last


def _is_nested(outer: Sign, sign: Sign, closers: _Closers) -> bool:
    apostrophe = outer.glyph in _SINGLE_OPENERS and sign.glyph in _APOSTROPHES
    return sign.opens and sign.glyph in closers and not apostrophe


def _is_restart(text: str, outer: Sign, sign: Sign) -> bool:
    return sign.opens and sign.glyph == outer.glyph and _follows_pause(text, sign)


def _closes(sign: Sign, outer: Sign, closers: _Closers) -> bool:
    fits = sign.glyph in closers[outer.glyph] or (outer.glyph == "'" and sign.glyph == "''")
    return sign.closes and fits


def _is_stray(text: str, outer: Sign, later: Sign) -> bool:
    """Whether the opening mark was none, since its like begins an utterance and it did not."""
    return (
        later.opens
        and later.glyph == outer.glyph
        and _begins_utterance(text, later)
        and not _begins_utterance(text, outer)
    )


def _begins_utterance(text: str, sign: Sign) -> bool:
    before = text[max(0, sign.start - 8) : sign.start].rstrip(" ")[-1:]
    return not before or before in "\r\n" or before in _SENTENCE_END


def _follows_pause(text: str, sign: Sign) -> bool:
    """Whether the sentence before was over, or its cue clause was: *zei X, "…"*."""
    before = text[max(0, sign.start - 8) : sign.start].rstrip(" ")[-1:]
    return bool(before) and before in ".!?…,"


def _is_possessive(text: str, signs: Sequence[Sign], at: int) -> bool:
    """Whether ``Hans' `` owns what follows: a capitalised word in s, x or z, a space, a word, and
    a better closing mark before any other opens."""
    sign = signs[at]
    if sign.end >= len(text) or not text[sign.end].isspace():
        return False
    word = _LAST_WORD.search(text, max(0, sign.start - 40), sign.start)
    if not word or not word.group()[0].isupper() or word.group()[-1] not in "sxzSXZ":
        return False
    near = islice(signs, at + 1, at + MAX_MARKS_INSIDE)
    following = next((each for each in near if each.glyph in SINGLES), None)
    return following is not None and following.closes and not following.opens
