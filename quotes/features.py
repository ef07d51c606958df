"""Search features of a text: what an index of quotations is keyed on.

A feature finds; it never judges. Features are therefore coarser than folded words: without
diacritics or apostrophes, so that the usual misspellings share them. Each word is there as a
whole, for claims that got it right, and by its beginning and its end, of which a slip spares one.
Neighbouring words are there by their beginnings together: those of frequent words, which alone
find too much, are rare in a row.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

# Letters of a word's beginning and end that stand for it; only longer words have them, since of
# shorter ones they would be nearly the word.
BEGINNING = 4
LONGER_THAN_BEGINNING = 5
END = 4
LONGER_THAN_END = 6
# Letters of each of two words in a row, and of each of three.
OF_TWO = 3
OF_THREE = 2
# Longer "words" are addresses and garbage; an index key need not hold all of them.
LONGEST_WORD = 40
# Features are numbers below this: as short as a key can be while two features of one claim that
# share one by chance are no more than noise.
BITS = 28
# Words remembered with what they bring: most of a text's words are in most texts.
REMEMBERED = 50_000
_MASK = (1 << BITS) - 1


class _Parts(NamedTuple):
    """What a word brings to the features of a text; numbers are of 32 bits."""

    plain: str
    # The word, and its beginning and end if it is long enough.
    own: tuple[int, ...]
    # Its first letters as one of two words and of three, and the sums that the next goes on with.
    of_two: bytes
    of_three: bytes
    first_of_two: int
    first_of_three: int


def features(folded: str) -> tuple[int, ...]:
    """The distinct search features of a folded text (:func:`quotes.normalise.fold`), sorted.

    >>> set(features("de bruggen")) & set(features("de brugen")) == set(
    ...     map(feature, ("w:de", "b:brug", "2:de bru"))
    ... )
    True
    """
    words = [_parts(word) for word in folded.split(" ")] if folded else []
    found = {each for word in words for each in word.own}
    found.update(crc32(two.of_two, one.first_of_two) for one, two in pairwise(words))
    found.update(
        crc32(three.of_three, crc32(two.of_three + b" ", one.first_of_three))
        for one, two, three in zip(words, words[1:], words[2:], strict=False)
    )
    return tuple(sorted({each & _MASK for each in found}))


def word_features(folded: str) -> tuple[int, ...]:
    """Of the features of a folded text those of its whole words, sorted.

    >>> word_features("de brug") == tuple(sorted((feature("w:de"), feature("w:brug"))))
    True
    """
    words = folded.split(" ") if folded else []
    return tuple(sorted({_parts(word).own[0] & _MASK for word in words}))


def feature(written: str) -> int:
    """The number of one feature, such as ``w:brug``.

    >>> feature("w:brug") in features("de brug")
    True
    """
    return crc32(written.encode()) & _MASK


def plain_words(folded: str) -> list[str]:
    """The words of a folded text in a–z and 0–9 alone.

    >>> plain_words("eén foto's")
    ['een', 'fotos']
    """
    return [_parts(word).plain for word in folded.split(" ")] if folded else []


@lru_cache(maxsize=REMEMBERED)
def _parts(word: str) -> _Parts:
    plain = plain_word(word)
    own = [f"w:{plain}"]
    if len(plain) > LONGER_THAN_BEGINNING:
        own.append(f"b:{plain[:BEGINNING]}")
    if len(plain) > LONGER_THAN_END:
        own.append(f"e:{plain[-END:]}")
    two, three = plain[:OF_TWO], plain[:OF_THREE]
    return _Parts(
        plain,
        tuple(crc32(each.encode()) for each in own),
        two.encode(),
        three.encode(),
        crc32(f"2:{two} ".encode()),
        crc32(f"3:{three} ".encode()),
    )


def plain_word(word: str) -> str:
    """A folded word in a–z and 0–9; letters of other scripts by their code point."""
    if word.isascii() and word.isalnum():
        return word[:LONGEST_WORD]
    letters = []
    for letter in unicodedata.normalize("NFKD", word)[:LONGEST_WORD]:
        if letter.isascii() and letter.isalnum():
            letters.append(letter)
        elif letter.isalnum():
            letters.append(f"u{ord(letter):x}")
    # A sign that is a word by itself (%, €) has no letters left.
    return "".join(letters) or "".join(f"u{ord(letter):x}" for letter in word[:LONGEST_WORD])
