"""Whether two words are spellings of one: variants, compounds written apart, and slips.

A real word in place of another is never called a slip: *manen* for *mannen* lets somebody say
something else. What the dictionary does not know on either side is one only if it looks like one.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from quotes import dictionary, name_lists, romanisation
from quotes.meaning import Meaning

# Shorter words have a neighbour for every slip.
SHORTEST = 4
# Of words that no dictionary has, only long ones have no neighbours: *regeringsleider*.
UNKNOWN = 9
# From here on any one letter within may differ: two Dutch words so alike are very rare.
VERY_LONG = 12
# Beginnings carry prefixes (on-, im-, ex-), ends carry number and tense: a slip is in between.
EDGE = 2
# Of words that bear on the sense only long ones are believed to be mistyped.
MARKER = 5
# Names have no dictionary; of a short one each letter counts (*Kok*, *Kook*).
NAME = 5
# What a form of a word ends in that is no slip: more of it, or another time.
_ENDINGS = ("s", "n", "en", "e", "t", "d", "te", "ten", "de", "den", "er", "ers", "je", "tje")


def is_slip(claim: str, record: str, meaning: Meaning) -> bool:
    """Whether the words are one, but for the slip of a pen in either."""
    if min(len(claim), len(record)) < SHORTEST or any(map(str.isdigit, claim + record)):
        return False
    slip = _looks_like_one(claim, record, meaning)
    near = slip or OSA.distance(claim, record, score_cutoff=1) <= 1
    # What begins otherwise may be another word: *opschaling*, *afschaling*.
    if not near or _is_form(claim, record) or not (slip or claim[:EDGE] == record[:EDGE]):
        return False
    known = dictionary.load(meaning.lang)
    both = known.is_common(claim) and known.is_common(record)
    if slip and not both and known.lemma(claim) == known.lemma(record):
        return True  # a misspelling so common that it has an entry of its own
    # A misspelling has found its way into one list or the other, but not into both.
    mine = known.is_common(claim) if slip else known.may_be_word(claim)
    theirs = known.is_common(record) if slip else known.may_be_word(record)
    if mine and theirs:
        return False
    if mine != theirs:
        return slip or min(len(claim), len(record)) > SHORTEST
    return slip and min(len(claim), len(record)) >= UNKNOWN


def is_slip_of_marker(claim: str, record: str, meaning: Meaning) -> bool:
    """Whether one of two words bears on the sense, and the other is that word mistyped.

    Never where it might be another such word mistyped: *zestieg* is *zestig* or *zestien*.
    """
    plain = _swapped(claim, record) or _doubled(claim, record)
    least = SHORTEST if plain else MARKER
    if min(len(claim), len(record)) < least or OSA.distance(claim, record, score_cutoff=1) != 1:
        return False
    if any(map(str.isdigit, claim + record)):
        return False
    known = dictionary.load(meaning.lang)
    bears = [word for word in (claim, record) if _bears(word, meaning)]
    if len(bears) != 1:
        return False
    mistyped = record if bears[0] == claim else claim
    if known.is_word(mistyped):
        return False
    hard = claim[:-1] == record[:-1] and {claim[-1], record[-1]} == {"d", "t"}
    plain = plain or hard or claim[-EDGE:] == record[-EDGE:]
    if meaning.numerals.value(bears[0]) and not plain:
        return False  # numerals differ in their endings
    others = {*(words[0] for words in meaning.markers if len(words) == 1), *meaning.numerals.values}
    return all(
        word == bears[0] or OSA.distance(word, mistyped, score_cutoff=1) > 1 for word in others
    )


def _bears(word: str, meaning: Meaning) -> bool:
    return meaning.marker((word,)) is not None or meaning.is_number(word)


def is_same_name(claim: Sequence[str], record: Sequence[str], meaning: Meaning) -> bool:
    """Whether the words of two names are one in two spellings: *Donbas*, *Donbass*.

    *Zandstra* and *Sandstra*, *Jansen* and *Janssen* are two people, so that a slip is believed in
    the name of a known place alone.
    """
    if romanisation.compare(tuple(claim), tuple(record), meaning.particles) == "same":
        return True
    if len(claim) != 1 or len(record) != 1:
        return False
    one, other = claim[0], record[0]
    if min(len(one), len(other)) < NAME or any(map(str.isdigit, one + other)):
        return False
    places = name_lists.load(meaning.lang).kinds.places.words
    return (
        (one in places) != (other in places)
        and OSA.distance(one, other, score_cutoff=1) <= 1
        and not _is_form(one, other)
        and not dictionary.load(meaning.lang).is_word(other if one in places else one)
    )


def is_compound(here: tuple[str, ...], there: tuple[str, ...], meaning: Meaning) -> bool:
    """Whether one side is the other written apart, its joint left out (*regering leider*)."""
    parts, whole = (here, there) if len(here) > len(there) else (there, here)
    if len(parts) != 2 or len(whole) != 1:
        return False
    return any(parts[0] + joint + parts[1] == whole[0] for joint in ("", *meaning.joints))


def _is_form(one: str, other: str) -> bool:
    """Whether one word is the other with an ending that says something (*school*, *schools*)."""
    shorter, longer = sorted((one, other), key=len)
    if longer == shorter + shorter[-1] or (longer == shorter + "t" and longer.endswith("dt")):
        return False  # *ledenn* and *gezegdt* are no forms of anything
    return any(longer == shorter + ending for ending in _ENDINGS)


def _looks_like_one(here: str, there: str, meaning: Meaning) -> bool:
    """Letters swapped or doubled, or written for what sounds like them, within the word."""
    if _swapped(here, there):
        return True
    shortest = min(len(here), len(there))
    start = 0
    while start < shortest and here[start] == there[start]:
        start += 1
    end = 0
    while end < shortest - start and here[-1 - end] == there[-1 - end]:
        end += 1
    if start < EDGE or end < EDGE:
        return False
    one, other = here[start : len(here) - end], there[start : len(there) - end]
    if shortest >= VERY_LONG and max(len(one), len(other)) == 1:
        return True
    return _doubled(here, there) or _confused(here, there, meaning)


def _swapped(here: str, there: str) -> bool:
    """Whether two neighbouring letters changed places, not the first one's."""
    if len(here) != len(there) or here[0] != there[0]:
        return False
    apart = [at for at in range(len(here)) if here[at] != there[at]]
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and here[apart[0]] == there[apart[1]]
        and here[apart[1]] == there[apart[0]]
    )


def _doubled(here: str, there: str) -> bool:
    """Whether one has a letter once that the other has twice in a row."""
    shorter, longer = sorted((here, there), key=len)
    if len(longer) != len(shorter) + 1:
        return False
    at = next((at for at in range(len(shorter)) if shorter[at] != longer[at]), len(shorter))
    return at > 0 and longer[at] == longer[at - 1] and shorter[at:] == longer[at + 1 :]


def _confused(here: str, there: str, meaning: Meaning) -> bool:
    return any(
        one.replace(left, right, 1) == other
        for left, right in meaning.confused
        for one, other in ((here, there), (there, here))
        if left in one
    )
