"""Text made comparable: words without case, marks or spacing, each with its place in the original.

Nothing here knows a language. What two words mean to each other is decided in ``changes``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase

from quotes.model import Span

_COMBINING = "\u0300-\u036f"
# What typesetting leaves inside words: soft hyphen, zero-width characters, byte order mark.
_IGNORED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
# Whatever serves as an apostrophe somewhere; a word holds one only between two letters.
_APOSTROPHES = frozenset("'’‘ʼ´`′‛＇")
_CLUSTER = re.compile(rf"(?s).[{_COMBINING}]*")
# A cluster that is not a plain ASCII sign.
_SPECIAL = re.compile(rf"[^\x00-\x7f][{_COMBINING}]*|[\x00-\x7f][{_COMBINING}]+|`")
_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)
_LETTER = rf"[^\W_][{_COMBINING}]*"
_ONE_WORD = re.compile(rf"(?:{_LETTER})+")
_TOKEN = re.compile(
    rf"""
    # Initials and abbreviations stay whole: j.p. d.w.z.
    (?P<dotted>(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_]))
    # A number keeps its sign and separators: -5 1.250,50 10:30 (and its suffix: 15e 5g)
  | (?P<number>(?:(?<![^\s(\[])[-−–](?=\d))?\d+(?:[.,:]\d+)*(?:{_LETTER})*(?:'(?:{_LETTER})+)*)
    # A word keeps the apostrophe within (z'n, foto's) and, in its span, the one before ('t)
  | (?P<word>(?:(?<![^\W_])'(?=[^\W\d_](?![^\W_'])))?(?:{_LETTER})+(?:'(?:{_LETTER})+)*)
    # Signs that are read aloud, and so are words.
  | (?P<sign>[%‰°&+€$£¥])
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its comparable form and its place in the original."""

    folded: str
    span: Span


def tokens(text: str) -> tuple[Token, ...]:
    """The words of ``text`` in order, with the offsets of the original.

    Numbers keep their separators, abbreviations and initials lose their points, a hyphen
    parts two words, signs such as % and € are words of their own.

    >>> [token.folded for token in tokens("’s Ochtends las J.P. z’n 1.250,50 euro (10%).")]
    ['s', 'ochtends', 'las', 'jp', "z'n", '1.250,50', 'euro', '10', '%']
    """
    comparable, starts = _comparable(text)
    return tuple(
        Token(_folded(match), Span(starts[match.start()], starts[match.end()]))
        for match in _TOKEN.finditer(comparable)
    )


def fold(text: str) -> str:
    """``text`` as words joined by single spaces: no case, marks, punctuation or line breaks.

    Two texts with the same fold hold the same words in the same order. Whether a question
    became a statement is not in it.

    >>> fold("„Het is  klaar”, zei hij…")
    'het is klaar zei hij'
    """
    # As the tokens, without their places: an import folds thousands of texts a second.
    return " ".join(map(_folded, _TOKEN.finditer(_comparable_text(text))))


def whole(text: str) -> str:
    """``text`` with a question mark for each half of a character, which nothing can encode.

    >>> whole("caf\\ud800")
    'caf?'
    """
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def fold_offsets(text: str) -> tuple[int, ...]:
    """For each code point of ``fold(text)`` the offset in ``text`` of the word that it is in.

    >>> fold_offsets("‘Ja, nee’")
    (1, 1, 5, 5, 5, 5)
    """
    offsets: list[int] = []
    for token in tokens(text):
        # The joining space belongs to the word that it precedes.
        length = len(token.folded) + (1 if offsets else 0)
        offsets.extend([token.span.start] * length)
    return tuple(offsets)


def _folded(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind == "word":
        return match[0].lstrip("'")
    if kind == "dotted":
        return match[0].replace(".", "")
    if kind == "number":
        return match[0].replace("−", "-").replace("–", "-")
    return match[0]


def _comparable_text(text: str) -> str:
    """As :func:`_comparable`, without the origins."""
    if text.isascii() and "`" not in text:
        return text.lower()
    # What is not ASCII comes out without capitals already, or has none.
    return _SPECIAL.sub(_comparable_match, text).translate(_SMALL)


def _comparable_match(match: re.Match[str]) -> str:
    return _comparable_cluster(match[0])


def _comparable(text: str) -> tuple[str, list[int] | range]:
    """Text without case or compatibility forms; the origin of each code point, and of the end."""
    if text.isascii() and "`" not in text:
        return text.lower(), range(len(text) + 1)
    pieces: list[str] = []
    starts: list[int] = []
    for match in _CLUSTER.finditer(text):
        piece = _comparable_cluster(match[0])
        pieces.append(piece)
        starts.extend([match.start()] * len(piece))
    starts.append(len(text))
    return "".join(pieces), starts


@lru_cache(maxsize=4096)
def _comparable_cluster(cluster: str) -> str:
    if cluster in _IGNORED:
        return ""
    # Before NFKC, which takes the acute accent that serves as an apostrophe apart.
    if cluster in _APOSTROPHES:
        return "'"
    composed = unicodedata.normalize("NFKC", cluster).casefold()
    composed = unicodedata.normalize("NFKC", composed)
    # One character that would become several words (½, №) stays what it is: 2½ is no 21 2.
    return composed if _ONE_WORD.fullmatch(composed) or len(composed) == 1 else cluster
