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
_MASK = (1 << BITS) - 1


def features(folded: str) -> tuple[int, ...]:
    """The distinct search features of a folded text (:func:`quotes.normalise.fold`), sorted.

    >>> set(features("de bruggen")) & set(features("de brugen")) == set(
    ...     map(feature, ("w:de", "b:brug", "2:de bru"))
    ... )
    True
    """
    words = plain_words(folded)
    found = [f"w:{word}" for word in words]
    found += [f"b:{word[:BEGINNING]}" for word in words if len(word) > LONGER_THAN_BEGINNING]
    found += [f"e:{word[-END:]}" for word in words if len(word) > LONGER_THAN_END]
    three = [word[:OF_TWO] for word in words]
    found += [f"2:{one} {two}" for one, two in pairwise(three)]
    two = [word[:OF_THREE] for word in words]
    found += [f"3:{a} {b} {c}" for a, b, c in zip(two, two[1:], two[2:], strict=False)]
    return tuple(sorted({crc32(each.encode()) & _MASK for each in found}))


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
    return [plain_word(word) for word in folded.split(" ")] if folded else []


@lru_cache(maxsize=100_000)
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
