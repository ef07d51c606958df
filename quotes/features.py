"""Search features of a text: what an index of quotations is keyed on.

A feature finds; it never judges. Features are therefore coarser than folded words: without
diacritics or apostrophes, so that the usual misspellings share them.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from quotes.normalise import tokens

# Letters at the start of a word that survive a typo or an ending further on. Two would be
# shared by too many words to find anything, four lose the typo in the fourth letter.
BEGINNING = 3
# Longer "words" are addresses and garbage; an index key need not hold all of them.
LONGEST_WORD = 40


def features(text: str) -> tuple[str, ...]:
    """The distinct search features of ``text``, sorted; each only a–z and 0–9.

    ``w`` a word, ``b`` two adjacent words, ``t`` the first three letters of a longer word.

    >>> features("Eén foto's")
    ('beenfotos', 'tfot', 'ween', 'wfotos')
    """
    words = [_plain(token.folded) for token in tokens(text)]
    found = {f"w{word}" for word in words}
    found.update(f"b{left}{right}" for left, right in pairwise(words))
    found.update(f"t{word[:BEGINNING]}" for word in words if len(word) > BEGINNING)
    return tuple(sorted(found))


def _plain(word: str) -> str:
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
