"""What the words of a language do to the sense of a sentence, as values; ``meaning`` reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from quotes.model import ChangeCode
from quotes.normalise import tokens
from quotes.numerals import Numerals

# No marker is longer; it bounds the look-ahead at every word of a text.
LONGEST_PHRASE = 5
# Letters by which a form of one of two opposites is known; strong forms are listed in full.
_STEM = 3
_DOUBLED = re.compile(r"(.)\1")
_HARD = str.maketrans("fs", "vz")

# How near a marker must stand for its loss to mislead: beside the excerpt, in its clause, in its
# sentence, in its sentence behind it, or right behind it in its clause.
Cut = Literal["next", "clause", "sentence", "behind", "tail"]
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marker:
    """A word or phrase that bears on the sense, and how far it reaches when it is cut off.

    ``opening``: cut off, it counts only where it begins a clause. ``needs``: words of which one has
    to follow in the sentence, or the phrase is only its words (*niet alleen … maar ook*).
    """

    code: ChangeCode
    cut: Cut | None
    opening: bool = False
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Example:
    """A claim and a record, and the change code or attribution that the data calls for."""

    entry: str
    claim: str
    record: str
    expected: str


# Equal only to itself, so that it can key a cache: its tables are not hashable.
@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """The meaning data of one language; words and phrases are folded.

    ``same`` maps the spellings of one word to their key. ``fillers`` are in and out as one likes;
    ``droppable`` ones a house style lets out, ``set_off`` ones only between commas.
    ``opposites`` has each pair both ways. ``fingerprint`` is the sha256 of the data.
    """

    lang: str
    fingerprint: str
    numerals: Numerals
    markers: Mapping[Phrase, Marker]
    same: Mapping[Phrase, str]
    fillers: frozenset[Phrase]
    droppable: frozenset[Phrase]
    set_off: frozenset[Phrase]
    opposites: frozenset[tuple[str, str]]
    opposite_stems: frozenset[tuple[str, str]]
    opposite_endings: tuple[tuple[str, str], ...]
    inflected: frozenset[tuple[str, str]]
    adjective_endings: tuple[tuple[str, str], ...]
    negating_prefixes: tuple[str, ...]
    confused: tuple[tuple[str, str], ...]
    joints: tuple[str, ...]
    pronominal: frozenset[str]
    coordinators: frozenset[str]
    subordinators: frozenset[str]
    adverbial: frozenset[str]
    relatives: frozenset[str]
    universal: frozenset[str]
    complementisers: frozenset[str]
    consequents: frozenset[str]
    comparing: frozenset[str]
    asserting: frozenset[str]
    undoubted: tuple[str, ...]
    separable: frozenset[str]
    determiners: frozenset[str]
    persons: tuple[str, ...]
    unfixed: frozenset[str]
    light: frozenset[str]
    titles: frozenset[str]
    particles: frozenset[str]
    prepositions: frozenset[str]
    institutions: frozenset[str]
    examples: tuple[Example, ...]

    def key(self, folded: str) -> str:
        """One key for all spellings of a word: *wij* and *we*, *vijf* and *5*."""
        head = self.same.get((folded,))
        if head is not None:
            return head
        value = self.numerals.value(folded)
        return folded if value is None else f"#{value}"

    def marker(self, phrase: Sequence[str]) -> Marker | None:
        """The marker that these folded words are, in any of their spellings."""
        found = self.markers.get(tuple(phrase))
        if found is None and len(phrase) == 1:
            found = self.markers.get((self.key(phrase[0]),))
        return found

    def is_number(self, folded: str) -> bool:
        """Whether a folded word says how many, when, or of what unit."""
        return _is_number(self, folded)

    def longest(self, words: Sequence[str], start: int) -> int:
        """How many words from ``start`` make one marker, filler or spelling; 1 for a plain word."""
        for length in range(min(LONGEST_PHRASE, len(words) - start), 1, -1):
            phrase = tuple(words[start : start + length])
            if phrase in self.markers or phrase in self.same or self.is_filler(phrase):
                return length
        return 1

    def is_filler(self, phrase: Phrase) -> bool:
        """Whether a phrase may be a filler, in this house style, in the right place."""
        return phrase in self.fillers or phrase in self.droppable or phrase in self.set_off

    @property
    def subjects(self) -> frozenset[str]:
        """Words that a verb may have for its subject, or that one begins with."""
        return _subjects(self)

    @property
    def adjectives(self) -> frozenset[str]:
        """The adjectives that the data list with their forms."""
        return _adjectives(self)

    def styled(self, droppable: Iterable[str], set_off: Iterable[str]) -> Meaning:
        """The same with the fillers that a house style lets out."""
        return replace(self, droppable=_folded(droppable), set_off=_folded(set_off))


@lru_cache(maxsize=8)
def _subjects(meaning: Meaning) -> frozenset[str]:
    pronouns = {words[0] for words, marker in meaning.markers.items() if marker.code == "pronoun"}
    spellings = {words[0] for words, head in meaning.same.items() if head in pronouns}
    return frozenset(pronouns | spellings | meaning.determiners)


@lru_cache(maxsize=8)
def _adjectives(meaning: Meaning) -> frozenset[str]:
    return frozenset(
        word for pair in meaning.inflected for word in pair if max(pair, key=len).endswith("e")
    )


# The same words are asked about again and again: a claim's beside each of fifty records.
@lru_cache(maxsize=1 << 15)
def _is_number(meaning: Meaning, folded: str) -> bool:
    marker = meaning.marker((folded,))
    return (
        any(letter.isdigit() for letter in folded)
        or meaning.key(folded)[0] == "#"
        or meaning.numerals.multiplies(folded)
        or meaning.key(folded) in meaning.numerals.scales
        or (marker is not None and marker.code == "number")
    )


def stem(word: str) -> str:
    """How all regular forms of a word begin, whatever the spelling of its vowel.

    >>> stem("daalt") == stem("dalen"), stem("leeft") == stem("leven")
    (True, True)
    """
    return _DOUBLED.sub(r"\1", word).translate(_HARD)[:_STEM]


def _folded(phrases: Iterable[str]) -> frozenset[Phrase]:
    return frozenset(tuple(token.folded for token in tokens(phrase)) for phrase in phrases)
