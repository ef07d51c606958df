"""Names in Latin letters: what may be said of a name's script, and a key for its spellings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

# Scripts that are spelled letter by letter, with all their vowels.
_SPELLED = frozenset({"CYRILLIC", "GREEK"})
_SIGNS = re.compile("[ьъ]", re.IGNORECASE)
# What is neither a letter nor a space once a name is in Latin letters, or has been read.
MARKS = re.compile(r"[^a-zа-я ]")


@lru_cache(maxsize=16384)
def latin(name: str) -> str:
    """``name`` in the letters a to z, without case or diacritics; spaces and marks stay.

    >>> latin("Владимир Путин"), latin("Zoë Ørsted")
    ('vladimir putin', 'zoe orsted')
    """
    if name.isascii():
        return name.lower()
    # Without the soft and the hard sign, which only the learned write in Latin letters.
    return anyascii(_SIGNS.sub("", name)).lower()


@lru_cache(maxsize=16384)
def scripts(name: str) -> frozenset[str]:
    """The scripts of a name's letters: ``LATIN``, ``CYRILLIC``, ``CJK`` and so on."""
    if name.isascii():
        return frozenset({"LATIN"})
    return frozenset(
        unicodedata.name(letter, "UNKNOWN").split()[0]
        for letter in unicodedata.normalize("NFKC", name)
        # Modifiers serve as apostrophes.
        if letter.isalpha() and unicodedata.category(letter) != "Lm"
    )


def is_spelled_out(name: str) -> bool:
    """Whether the name is in letters that have a Latin letter or two each, vowels included."""
    return bool(scripts(name) & _SPELLED)


def is_foreign(name: str) -> bool:
    """Whether any of the name's letters is not a Latin one."""
    return bool(scripts(name) - {"LATIN"})


@lru_cache(maxsize=16384)
def consonants(name: str) -> str:
    """The consonants of the last word, coarsely: equal for all spellings of one surname.

    A key to find candidates by, stored with every name on record. So it may only change together
    with a schema revision; names that :mod:`quotes.romanisation` holds to be the same share it.

    >>> consonants("Vladimir Poetin") == consonants("Putin") == "ptn"
    True
    """
    words = MARKS.sub(" ", latin(name).replace("'", "")).split()
    if not words:
        return ""
    kept = re.sub(r"[aeiouyj]", "", words[-1])
    kept = re.sub(r"[fw]", "v", kept)
    # Only from the first t of a run: from each of them, a long run would take its square.
    kept = re.sub(r"(?<!t)t*[cghkqsxz]+", "k", kept)
    return re.sub(r"(.)\1+", r"\1", kept)
