"""What one difference between a claim and a record means: a code for words against words.

An unsure difference is ``content``, never a harmless one: a missed typo costs somebody a look,
a real word taken for a typo lets a false quotation through.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quotes.alignment import Text
from quotes.meaning import Meaning
from quotes.model import ChangeCode
from quotes.numerals import bare

# Codes that leave the sense as it was.
HARMLESS: frozenset[ChangeCode] = frozenset({"spelling", "inflection", "filler"})
# When several apply, the one that turns the sense most is named.
_GRAVEST_FIRST: tuple[ChangeCode, ...] = (
    "negation",
    "number",
    "condition",
    "modality",
    "quantity",
    "name",
    "pronoun",
    "content",
)
# Shorter words have too many neighbours a letter away that are words too (werken, merken;
# aanvallen and aanvullen are nine, so that of these only typical slips are taken for a typo).
_LONG_WORD = 9
# From here on any one letter within may differ: two Dutch words so alike are very rare.
_VERY_LONG_WORD = 12
# Beginnings carry prefixes (on-, im-, ex-), ends carry number and tense: a typo is in between.
_EDGE = 2
# zo'n is not zon; from here on the apostrophe only parts an ending (foto's, fotos).
_APOSTROPHE_WORD = 5
# on- before fewer letters is part of the word itself (onder, ons).
_NEGATED = 4
_DIGITS = re.compile(r"\d+")
_SENTENCE_END = frozenset(".!?:…\n")


@dataclass(frozen=True, slots=True)
class Words:
    """Neighbouring words of a text, possibly none, by their indices."""

    text: Text
    start: int
    end: int

    @property
    def folded(self) -> tuple[str, ...]:
        """The words without case or marks."""
        return tuple(word.folded for word in self.text.words[self.start : self.end])

    @property
    def bracketed(self) -> bool:
        """Whether they are an editor's insertion."""
        return self.start < self.end and any(
            bracket.contains(self.text.words[self.start].span) for bracket in self.text.brackets
        )


def compare(claim: Words, record: Words, meaning: Meaning) -> ChangeCode:
    """What it means that the claim has these words where the record has those; either may be none.

    Neither side is judged by its neighbours: a word that moved is two differences.
    """
    if claim.bracketed:
        return _edited(claim, record, meaning)
    here, there = claim.folded, record.folded
    if not here or not there:
        return _gravest(claim, record, meaning, otherwise="content")
    if here in meaning.fillers and there in meaning.fillers:
        return "filler"
    if _same(here, there, meaning):
        return "spelling"
    if len(here) == len(there) == 1 and _negated(here[0], there[0], meaning):
        return "negation"
    if _bears_on_sense(here, meaning) or _bears_on_sense(there, meaning):
        return _gravest(claim, record, meaning, otherwise="content")
    if len(here) == len(there) == 1 and _inflected(here[0], there[0], meaning):
        return "inflection"
    named = _gravest(claim, record, meaning, otherwise="spelling")
    if named != "spelling":
        return named
    if len(here) == len(there) == 1:
        return "spelling" if _typo(here[0], there[0], meaning) else "content"
    return "spelling" if _compound(here, there, meaning) else "content"


def is_name(text: Text, index: int) -> bool:
    """Whether a word is written as a name: with a capital that its place does not call for."""
    span = text.words[index].span
    word = span.of(text.text)
    capitals = sum(letter.isupper() for letter in word)
    if not capitals or text.text.isupper():
        return False
    if capitals > 1 and not any(letter.islower() for letter in word):
        return True
    before = text.text[text.words[index - 1].span.end : span.start] if index else "."
    return word.lstrip("'’‘")[:1].isupper() and not _SENTENCE_END.intersection(before)


def _edited(claim: Words, record: Words, meaning: Meaning) -> ChangeCode:
    """An editor may say who "he" is, but not put a negation or a number in."""
    if claim.folded == record.folded:
        return "spelling"
    code = _gravest(claim, record, meaning, otherwise="content")
    return "content" if code in {"name", "pronoun", "filler"} else code


def _gravest(claim: Words, record: Words, meaning: Meaning, *, otherwise: ChangeCode) -> ChangeCode:
    sides = [side for side in (claim, record) if side.start < side.end]
    if all(side.folded in meaning.fillers for side in sides):
        return "filler"
    codes: set[ChangeCode] = set()
    for side in sides:
        codes.update(_codes(side.folded, meaning))
        if any(is_name(side.text, index) for index in range(side.start, side.end)):
            codes.add("name")
    return next((code for code in _GRAVEST_FIRST if code in codes), otherwise)


def _codes(folded: Sequence[str], meaning: Meaning) -> set[ChangeCode]:
    codes: set[ChangeCode] = set()
    index = 0
    while index < len(folded):
        length = meaning.longest(folded, index)
        marker = meaning.marker(folded[index : index + length])
        if marker is not None:
            codes.add(marker.code)
        elif any(meaning.is_number(word) for word in folded[index : index + length]):
            codes.add("number")
        index += length
    return codes


def _bears_on_sense(folded: tuple[str, ...], meaning: Meaning) -> bool:
    return folded in meaning.fillers or bool(_codes(folded, meaning))


def _same(here: tuple[str, ...], there: tuple[str, ...], meaning: Meaning) -> bool:
    """Whether both are spellings of one thing, be it a number or a word that turns the sense."""
    total = meaning.numerals.total(_spelled_out(here, meaning))
    if total is not None and total == meaning.numerals.total(_spelled_out(there, meaning)):
        return True
    if meaning.same.get(here, here) == meaning.same.get(there, there):
        return True
    if len(here) == len(there) == 1:
        one, other = bare(here[0]), bare(there[0])
        if min(len(one), len(other)) >= _APOSTROPHE_WORD:
            one, other = one.replace("'", ""), other.replace("'", "")
        return one == other or meaning.key(here[0]) == meaning.key(there[0])
    if "".join(here) != "".join(there) or _loose(here, meaning) or _loose(there, meaning):
        return False
    # Written apart or together: ten minste is tenminste and 10 km 10km, but 1 0 is not 10,
    # nor is "zo lang" zolang.
    return _codes(here, meaning) == _codes(there, meaning) and _digits(here) == _digits(there)


def _loose(folded: tuple[str, ...], meaning: Meaning) -> bool:
    """Whether a part may be a word on its own: *voor komen* is not *voorkomen*."""
    plain = len(folded) > 1 and not _codes(folded, meaning)
    return plain and any(word in meaning.light for word in folded)


def _spelled_out(folded: tuple[str, ...], meaning: Meaning) -> tuple[str, ...]:
    """The words with abbreviations of scales written out (*mln*)."""
    return tuple(meaning.same.get((word,), word) for word in folded)


def _digits(folded: tuple[str, ...]) -> list[str]:
    return _DIGITS.findall(" ".join(folded))


def _negated(here: str, there: str, meaning: Meaning) -> bool:
    longer, shorter = (here, there) if len(here) > len(there) else (there, here)
    return len(shorter) >= _NEGATED and any(
        longer == prefix + shorter for prefix in meaning.negating_prefixes
    )


def _inflected(here: str, there: str, meaning: Meaning) -> bool:
    if (here, there) in meaning.inflected:
        return True
    return any(
        (one.removesuffix(bare_end) == other.removesuffix(with_e))
        for one, other in ((here, there), (there, here))
        for bare_end, with_e in meaning.adjective_endings
        if one.endswith(bare_end) and other.endswith(with_e)
    )


def _compound(here: tuple[str, ...], there: tuple[str, ...], meaning: Meaning) -> bool:
    """Whether one side is the other written apart, its joint left out (regering leider)."""
    parts, whole = (here, there) if len(here) > len(there) else (there, here)
    if len(parts) != 2 or len(whole) != 1 or _loose(parts, meaning):
        return False
    return any(parts[0] + joint + parts[1] == whole[0] for joint in ("", *meaning.joints))


def _typo(here: str, there: str, meaning: Meaning) -> bool:
    shortest = min(len(here), len(there))
    if shortest < _LONG_WORD or any(letter.isdigit() for letter in here + there):
        return False
    start = 0
    while start < shortest and here[start] == there[start]:
        start += 1
    end = 0
    while end < shortest - start and here[-1 - end] == there[-1 - end]:
        end += 1
    if start < _EDGE or end < _EDGE:
        return False
    one, other = here[start : len(here) - end], there[start : len(there) - end]
    if shortest >= _VERY_LONG_WORD and max(len(one), len(other)) == 1:
        return True
    swapped = len(one) == 2 and one == other[::-1]
    doubled = not (one and other) and one + other in (here[start - 1], here[len(here) - end])
    return swapped or doubled or _confused(here, there, meaning)


def _confused(here: str, there: str, meaning: Meaning) -> bool:
    return any(
        one.replace(left, right, 1) == other
        for left, right in meaning.confused
        for one, other in ((here, there), (there, here))
        if left in one
    )
