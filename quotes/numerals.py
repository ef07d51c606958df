"""Numbers as written, in digits or words, brought to one value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

_DIGITS = re.compile(r"(?P<sign>-?)(?P<number>\d+(?:[.,:]\d+)*)(?P<ending>[^\W\d_]*)")
# Longer digit strings are account numbers; as strings they compare just as well.
_LONGEST = 30
_LONGEST_PART = 16
HUNDRED = 100


# Equal only to itself, so that it can key a cache: its tables are not hashable.
@dataclass(frozen=True, slots=True, eq=False)
class Numerals:
    """How a language writes numbers; all words without diacritics."""

    thousands: str
    decimal: str
    joiner: str
    values: Mapping[str, int]
    scales: Mapping[str, int]
    ordinals: Mapping[str, int]
    word_endings: tuple[str, ...]
    digit_endings: tuple[str, ...]
    multiplying: tuple[str, ...]
    fractions: Mapping[str, Fraction]
    halves: tuple[str, ...]
    ambiguous: frozenset[str]

    def value(self, word: str) -> str | None:
        """The value of one folded word, ``"25"`` or, for an ordinal, ``"25e"``; None if no number.

        Digits grouped in a way that is no number (10.30, 10:30) keep their form.
        """
        return _value(self, word)

    def parse(self, word: str) -> str | None:
        """``value``, worked out anew."""
        match = _DIGITS.fullmatch(word)
        if match:
            ending = match["ending"]
            if ending and ending not in self.digit_endings:
                return None
            amount = self._digits(match["number"])
            written = match["number"].replace(".", ":") if amount is None else str(amount)
            return f"{match['sign']}{written}{'e' if ending else ''}"
        amount = self._words(word)
        if amount is not None:
            return str(amount)
        plain = bare(word)
        if plain in self.ordinals:
            return f"{self.ordinals[plain]}e"
        for ending in self.word_endings:
            cardinal = self._cardinal(plain.removesuffix(ending))
            if plain.endswith(ending) and cardinal is not None:
                return f"{cardinal}e"
        return None

    def multiplies(self, word: str) -> bool:
        """Whether a word is put together from a number: *tienvoudig*, *dertigjarige*."""
        plain = bare(word)
        return any(
            plain.endswith(ending) and self._cardinal(plain.removesuffix(ending)) is not None
            for ending in self.multiplying
        )

    def total(self, words: Sequence[str]) -> str | None:
        """The value of several words that make one number (*vijf miljoen*, *1 000*), or None."""
        if len(words) == 1:
            return self.value(words[0])
        if len(words) > 1 and all(re.fullmatch(r"\d{3}", word) for word in words[1:]):
            return self.value("".join(words)) if re.fullmatch(r"\d{1,3}", words[0]) else None
        total = Fraction(0)
        pending: Fraction | None = None
        for word in words:
            scale = self.scales.get(bare(word))
            if scale is not None:
                total += (1 if pending is None else pending) * scale
                pending = None
                continue
            amount = self._digits(word) if word.isascii() else None
            amount = self._words(word) if amount is None else amount
            if amount is None or pending is not None:
                return None
            pending = amount
        return str(total + (pending or 0)) if words else None

    def _digits(self, written: str) -> Fraction | None:
        if len(written) > _LONGEST:
            return None
        whole, _, fraction = written.partition(self.decimal)
        groups = whole.split(self.thousands)
        if len(groups) > 1 and (len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:])):
            return None
        digits = "".join(groups)
        if not digits.isdecimal() or (fraction and not fraction.isdecimal()):
            return None
        return Fraction(f"{digits}.{fraction or 0}")

    def _words(self, word: str) -> Fraction | None:
        # An accent tells the numeral from the article (één, een).
        if word in self.ambiguous:
            return None
        plain = bare(word)
        if plain in self.fractions:
            return self.fractions[plain]
        for half in self.halves:
            whole = self._cardinal(plain.removesuffix(self.joiner + half))
            if plain.endswith(self.joiner + half) and whole is not None:
                return whole + Fraction(1, 2)
        cardinal = self._cardinal(plain)
        return None if cardinal is None else Fraction(cardinal)

    def _cardinal(self, word: str) -> int | None:
        total = current = 0
        rest = word
        joined = False
        while rest:
            part = self._longest_part(rest)
            if part is None:
                # A joiner stands between two parts, never at either end.
                if joined or rest == word or not rest.startswith(self.joiner):
                    return None
                rest, joined = rest.removeprefix(self.joiner), True
                continue
            rest, joined = rest.removeprefix(part), False
            scale = self.scales.get(part)
            if scale is None:
                current += self.values[part]
            elif scale == HUNDRED:
                current = max(current, 1) * scale
            else:
                total, current = total + max(current, 1) * scale, 0
        return None if joined or not word else total + current

    def _longest_part(self, word: str) -> str | None:
        # A number word is at most some 12 letters, so cutting beats searching the tables.
        for end in range(min(len(word), _LONGEST_PART), 1, -1):
            if word[:end] in self.values or word[:end] in self.scales:
                return word[:end]
        return None


def bare(word: str) -> str:
    """``word`` without diacritics.

    >>> bare("één")
    'een'
    """
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


# The same words are asked about in each of fifty records; a newspaper uses some 30,000.
@lru_cache(maxsize=1 << 15)
def _value(numerals: Numerals, word: str) -> str | None:
    return numerals.parse(word)
