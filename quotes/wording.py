"""What one difference between a claim and a record means: a code, and why, for words against words.

An unsure difference is ``content``, never a harmless one: a missed slip costs somebody a look,
a real word taken for a slip lets a false quotation through.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from quotes import dictionary, name_lists, reasons
from quotes.agreement import agreement
from quotes.inflection import is_inflected
from quotes.meaning import Meaning, stem
from quotes.model import ChangeCode
from quotes.numerals import bare
from quotes.reasons import Reason
from quotes.spelling import is_compound, is_same_name, is_slip, is_slip_of_marker
from quotes.words import Words, is_name, is_short_year, neighbour, pauses

# Codes that leave the sense as it was.
HARMLESS: frozenset[ChangeCode] = frozenset({"spelling", "inflection", "filler"})
# When several apply, the one that turns the sense most is named.
GRAVEST_FIRST: tuple[ChangeCode, ...] = (
    "negation",
    "number",
    "condition",
    "modality",
    "quantity",
    "name",
    "pronoun",
    "content",
)
# zo'n is not zon; from here on the apostrophe only parts an ending (foto's, fotos).
_APOSTROPHE_WORD = 5
# on- before fewer letters is part of the word itself (onder, ons).
_NEGATED = 4
_DIGITS = re.compile(r"\d+")


class Sense(NamedTuple):
    """What a difference means, and why: words for an editor, without the words that differ."""

    code: ChangeCode
    why: Reason


_FILLER = Sense("filler", reasons.FILLER)
_DROPPED = Sense("filler", reasons.DROPPED)
_SAME = Sense("spelling", reasons.SAME)
# Spacing, hyphens and accents are no difference between two quotations.
TYPOGRAPHY = Sense("spelling", reasons.SAME_LETTERS)
_SLIP = Sense("spelling", reasons.SLIP)
_APART = Sense("spelling", reasons.APART)
SAME_NAME = Sense("spelling", reasons.SAME_NAME)
_INFLECTED = Sense("inflection", reasons.INFLECTED)
_PERSON = Sense("pronoun", reasons.SUBJECT)
_PREFIX = Sense("negation", reasons.PREFIX)
_OPPOSITE = Sense("negation", reasons.OPPOSITE)
# Of two words; each by itself may be harmless.
TURNED = frozenset({_PREFIX, _OPPOSITE})
_NAME = Sense("name", reasons.OTHER_NAME)
_FIRST = Sense("name", reasons.NAME_FIRST)
_WORD = Sense("content", reasons.BEARS_ON["content"])
_OTHER_WORD = Sense("content", reasons.OTHER_WORDS)
_INSERTED = Sense("content", reasons.INSERTED)
_FORMS = {"inflection": _INFLECTED, "content": _OTHER_WORD, "pronoun": _PERSON}


def compare(claim: Words, record: Words, meaning: Meaning) -> Sense:
    """What it means that the claim has these words where the record has those; either may be none.

    A word that moved is two differences. Neighbours are looked at only for what a form, or a
    filler, means where it stands.
    """
    if claim.bracketed:
        return _edited(claim, record, meaning)
    here, there = claim.folded, record.folded
    if not here or not there:
        if not here and _may_go(record, meaning):
            return _DROPPED
        return _gravest(claim, record, meaning, otherwise=_WORD)
    if here in meaning.fillers and there in meaning.fillers:
        return _FILLER
    same = _same(here, there, meaning)
    if same is not None:
        return same
    if len(here) == len(there) == 1:
        return _one_for_another(claim, record, meaning)
    return _some_for_others(claim, record, meaning)


def _one_for_another(claim: Words, record: Words, meaning: Meaning) -> Sense:
    """What it means that one word stands for another, which is no spelling of it."""
    here, there = claim.folded[0], record.folded[0]
    if (here, there) in meaning.inflected:
        return _FORMS[agreement(claim, record, meaning)]
    if _negated(here, there, meaning):
        return _PREFIX
    if _opposite(here, there, meaning):
        return _OPPOSITE
    if is_short_year(claim, record):
        return _SAME
    if _bears_on_sense((here,), meaning) or _bears_on_sense((there,), meaning):
        sense = _gravest(claim, record, meaning, otherwise=_OTHER_WORD)
        return _SLIP if is_slip_of_marker(here, there, meaning) else sense
    named = any(is_name(side.text, side.start) for side in (claim, record))
    if not named and is_inflected(here, there, meaning):
        return _FORMS[agreement(claim, record, meaning)]
    if _gravest(claim, record, meaning, otherwise=_SAME) is not _SAME:
        return SAME_NAME if is_same_name((here,), (there,), meaning) else _NAME
    if is_slip(here, there, meaning):
        return _SLIP
    return _FIRST if _is_first_name(claim, record, meaning) else _OTHER_WORD


def _some_for_others(claim: Words, record: Words, meaning: Meaning) -> Sense:
    """What it means that some words stand for others, not one for one."""
    here, there = claim.folded, record.folded
    if _bears_on_sense(here, meaning) or _bears_on_sense(there, meaning):
        return _gravest(claim, record, meaning, otherwise=_OTHER_WORD)
    if _gravest(claim, record, meaning, otherwise=_SAME) is not _SAME:
        return _NAME
    parts = max(here, there, key=len)
    loose = _loose(parts, meaning) or _is_phrase(parts, meaning)
    apart = is_compound(here, there, meaning) and not loose
    return _APART if apart else _OTHER_WORD


def _edited(claim: Words, record: Words, meaning: Meaning) -> Sense:
    """An editor may say who "he" is, but not put a negation or a number in."""
    if claim.folded == record.folded:
        return _SAME
    sense = _gravest(claim, record, meaning, otherwise=_INSERTED)
    return _INSERTED if sense.code in {"content", "name", "pronoun", "filler"} else sense


def _opposite(here: str, there: str, meaning: Meaning) -> bool:
    if (here, there) in meaning.opposites:
        return True
    for one, other in meaning.opposite_endings:
        begins = here.removesuffix(one)
        if here.endswith(one) and there == begins + other and len(begins) >= _NEGATED - 1:
            return True
    if (stem(here), stem(there)) not in meaning.opposite_stems:
        return False
    known = dictionary.load(meaning.lang)
    return (known.lemma(here), known.lemma(there)) in meaning.opposites


def _may_go(record: Words, meaning: Meaning) -> bool:
    """Whether a house style lets the record's words out where they stand."""
    folded = record.folded
    if folded in meaning.droppable:
        # *een gewoon bos*: behind an article it is no filler.
        return neighbour(record, -1) not in meaning.determiners
    return folded in meaning.set_off and pauses(record.text, record.start, record.end)


def _is_first_name(claim: Words, record: Words, meaning: Meaning) -> bool:
    """Whether a sentence begins with a name on both sides, so that its capital says nothing."""
    known = dictionary.load(meaning.lang)
    listed = name_lists.load(meaning.lang)
    for side in (claim, record):
        written = side.text.words[side.start].span.of(side.text.text)
        word = side.folded[0]
        if not written[:1].isupper():
            return False
        named = (
            listed.names.gender_of(written) is not None
            or word in listed.kinds.places.words
            or known.is_name(word)
        )
        if not named and known.is_word(word):
            return False
    return True


def _gravest(claim: Words, record: Words, meaning: Meaning, *, otherwise: Sense) -> Sense:
    sides = [side for side in (claim, record) if side.start < side.end]
    if all(side.folded in meaning.fillers for side in sides):
        return _FILLER
    codes: set[ChangeCode] = set()
    for side in sides:
        codes.update(_codes(side.folded, meaning))
        if any(is_name(side.text, index) for index in range(side.start, side.end)):
            codes.add("name")
    code = next((code for code in GRAVEST_FIRST if code in codes), None)
    return otherwise if code is None else Sense(code, reasons.BEARS_ON[code])


# The same words are asked about again and again: a claim's beside each of fifty records.
@lru_cache(maxsize=1 << 15)
def _codes(folded: tuple[str, ...], meaning: Meaning) -> frozenset[ChangeCode]:
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
    return frozenset(codes)


def _bears_on_sense(folded: tuple[str, ...], meaning: Meaning) -> bool:
    return folded in meaning.fillers or bool(_codes(folded, meaning))


def _same(here: tuple[str, ...], there: tuple[str, ...], meaning: Meaning) -> Sense | None:
    """Whether both are spellings of one thing, be it a number or a word that turns the sense."""
    total = meaning.numerals.total(_spelled_out(here, meaning))
    if total is not None and total == meaning.numerals.total(_spelled_out(there, meaning)):
        return _SAME
    if meaning.same.get(here, here) == meaning.same.get(there, there):
        return _SAME
    if len(here) == len(there) == 1:
        return _same_word(here[0], there[0], meaning)
    if "".join(map(bare, here)) != "".join(map(bare, there)):
        return None
    # Written apart or together: goeie morgen is goeiemorgen and 10 km 10km, but 1 0 is not 10,
    # nor is "zo lang" zolang.
    if _loose(here, meaning) or _loose(there, meaning) or _digits(here) != _digits(there):
        return None
    if _is_phrase(max(here, there, key=len), meaning):
        return None
    grave = _codes(here, meaning) ^ _codes(there, meaning)
    return None if grave & {"negation", "condition"} else TYPOGRAPHY


def _same_word(here: str, there: str, meaning: Meaning) -> Sense | None:
    one, other = bare(here), bare(there)
    if min(len(one), len(other)) >= _APOSTROPHE_WORD:
        one, other = one.replace("'", ""), other.replace("'", "")
    articles = meaning.numerals.ambiguous
    if one == other:
        # An accent tells the numeral from the article: één, een.
        return _SAME if one in articles else TYPOGRAPHY
    if meaning.key(here) == meaning.key(there):
        return _SAME
    # *1 miljoen* is *een miljoen*.
    values = {meaning.numerals.value(one), meaning.numerals.value(other)}
    article = {one, other} & articles
    return _SAME if article and str(meaning.numerals.values[min(article)]) in values else None


def _is_phrase(parts: tuple[str, ...], meaning: Meaning) -> bool:
    """Whether the first of several words may be one by itself, as no part of a compound can be.

    *goed koop* is not *goedkoop*, nor are *vrouwen artsen* *vrouwenartsen*.
    """
    first = parts[0]
    quantity = "quantity" in _codes((first,), meaning)
    return first in meaning.adjectives or first.endswith("en") or quantity


def _loose(folded: tuple[str, ...], meaning: Meaning) -> bool:
    """Whether a part may be a word on its own: *voor komen* is not *voorkomen*."""
    plain = len(folded) > 1 and not _codes(folded, meaning)
    # *er doorheen* is *erdoorheen*, whatever either is.
    rest = folded[1:] if folded[0] in meaning.pronominal else folded
    return plain and any(word in meaning.light for word in rest) and rest == folded


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
