"""Whether two spellings in Latin letters may stand for one name in another script.

*Poetin* and *Putin* both write Путин, each in a scheme of its own. A word is read scheme by scheme
(``data/nl/romanisation.toml``), and two words may be one where they have a reading in common. That
alone proves nothing, since *Boes* and *Bus* have one too: :func:`compare` says ``same`` only where
something shows that the name came from another script.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product
from pathlib import Path
from typing import Literal

from quotes.entries import entries, table
from quotes.errors import LanguageDataError
from quotes.latin import MARKS, consonants, is_foreign, is_spelled_out, latin

Script = Literal["cyrillic", "arabic"]
Likeness = Literal["same", "possible", "different"]

_DATA = Path(__file__).parent / "data" / "nl" / "romanisation.toml"
# Readings of a whole name that are kept: two a word, of a long name.
MOST_READINGS = 64

# *al* and *el*, in or out; and what else may stand within an Arabic name.
_ARTICLES = frozenset({"al", "el"})
_ARABIC = _ARTICLES | {"bin", "ben"}
_VOWEL = "aeiou"
# What schemes spell in more than one way, made one. In this order.
_LEVELLED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"w", "v"),
        (r"h", "g"),  # Ukrainian г; what is left of h when х has been read
        (rf"y(?=[{_VOWEL}])|(?<=[{_VOWEL}])y", "j"),
        (r"y", "i"),
        (r"ij$|i+$", "i"),  # Dmitrij, Dmitriy, Dmitrii
        (rf"(?<=[{_VOWEL}])i", "j"),  # Sergei
        (rf"(?<![{_VOWEL}j])ij?(?=[{_VOWEL}])", "j"),  # Julia, Yuliya
        (r"j?e", "e"),  # Jeltsin, Eltsin
        (r"jo|(?<=[чшщж])o", "e"),  # ё is written as if it were е, or as it sounds
    )
)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to write a script in Latin letters; see the head of the data file."""

    name: str
    script: Script
    letters: tuple[str, ...]
    needs: tuple[str, ...]
    never: tuple[str, ...]
    example: str
    original: str


@dataclass(frozen=True, slots=True)
class NameList:
    """First names, or endings as they are read, of names from a script."""

    script: Script
    names: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Translated:
    """One first name in several languages."""

    names: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Romanisation:
    """The data file, with the first names read in every scheme."""

    schemes: tuple[Scheme, ...]
    first_names: tuple[NameList, ...]
    endings: tuple[NameList, ...]
    translated: tuple[Translated, ...]


@cache
def load() -> Romanisation:
    """The data as shipped. Raises ``LanguageDataError`` with file and entry."""
    data = table(_DATA, {"scheme", "first_names", "endings", "translated"})
    schemes = entries(Scheme, data["scheme"], _DATA.name, None)
    for scheme in schemes:
        for pair in scheme.letters:
            if pair.count("=") != 1:
                reason = f"{pair!r} does not say what stands for what"
                raise LanguageDataError(reason, file=_DATA.name, entry=scheme.name)
    return Romanisation(
        schemes=schemes,
        first_names=entries(NameList, data["first_names"], _DATA.name, "script"),
        endings=entries(NameList, data["endings"], _DATA.name, "script"),
        translated=entries(Translated, data["translated"], _DATA.name, None),
    )


def readings(words: Sequence[str], script: Script | None = None) -> frozenset[tuple[str, ...]]:
    """How the words of a name may be read, each in any of the schemes.

    >>> ("vladimir", "putin") in readings(("wladimir", "poetin"))
    True
    """
    kinds: tuple[Script, ...] = (script,) if script else ("cyrillic", "arabic")
    found: set[tuple[str, ...]] = set()
    whole = " ".join(words)
    for kind in kinds:
        usable = _usable(whole, kind)
        each = [sorted({_read(word, kind, number) for number in usable}) for word in words]
        found.update(islice(product(*each), MOST_READINGS))
    return frozenset(found)


def is_listed(first_name: str, script: Script | None = None) -> bool:
    """Whether a first name, in any scheme, is one that tells of another script."""
    return any(
        not known.isdisjoint(_word_readings(first_name, kind))
        for kind, known in _first_names().items()
        if script in (None, kind)
    )


def may_be_romanised(words: Sequence[str]) -> bool:
    """Whether :func:`compare` could ever call the name in these words the same as another."""
    return bool(words) and (
        any(is_foreign(word) for word in words)
        or (len(words) > 1 and is_listed(words[0]))
        or _has_ending(words[-1])
        or not _ARTICLES.isdisjoint(words)
    )


def compare(mine: Sequence[str], theirs: Sequence[str], particles: frozenset[str]) -> Likeness:
    """Whether two names, in folded words without titles, are spellings of one.

    ``same``: one of them is in another script, or the first name is listed and all words have a
    reading in common; or one is the surname alone, with a listed ending, of such a name.
    ``possible``: they have a reading in common, but nothing shows that they are not two Dutch
    names.
    """
    if not mine or not theirs:
        return "different"
    one, other = " ".join(mine), " ".join(theirs)
    if is_foreign(one) or is_foreign(other):
        found = _across_scripts(one, other)
        # Two originals that differ: what is lost on the way to Latin letters proves nothing.
        return "possible" if found == "same" and is_foreign(one) and is_foreign(other) else found
    return _latin(mine, theirs, particles)


def _across_scripts(one: str, other: str) -> Likeness:
    if latin(one).replace(" ", "") == latin(other).replace(" ", ""):
        return "same"
    if any(is_foreign(name) and not is_spelled_out(name) for name in (one, other)):
        return "possible"  # written without vowels, or in signs that say no sounds
    mine, theirs = latin(one).split(), latin(other).split()
    if len(mine) == len(theirs):
        if _agree(mine, theirs, "cyrillic"):
            return "same"
        return "possible" if _translated(mine, theirs) else "different"
    short, full = sorted((mine, theirs), key=len)
    if len(short) != 1 or not _agree(short, full[-1:], "cyrillic"):
        return "different"
    # The surname for the full name; not the full name claimed for a surname on record.
    return "same" if short == mine else "possible"


def _latin(mine: Sequence[str], theirs: Sequence[str], particles: frozenset[str]) -> Likeness:
    if any(word in particles - _ARABIC for word in (*mine[:-1], *theirs[:-1])):
        return "different"  # Jan van Boes
    if consonants(mine[-1]) != consonants(theirs[-1]):
        return "different"  # cheaper than reading both, and true of most names
    ours, others = _without_article(mine), _without_article(theirs)
    if len(ours) == len(others) > 1:
        if ours == others:
            return "same"
        agreeing = [script for script in _first_names() if _agree(ours, others, script)]
        if agreeing:
            shown = any(is_listed(ours[0], script) for script in agreeing)
            return "same" if shown else "possible"
        if _initialled(ours, others):
            return "same" if any(_is_known(each) for each in (ours, others)) else "possible"
        return "possible" if _translated(ours, others) else "different"
    short, full = sorted((ours, others), key=len)
    if len(short) != 1 or not any(_agree(short, full[-1:], script) for script in _first_names()):
        return "different"
    # The surname for the full name; not the full name claimed for a surname on record.
    settled = _is_known(full) and len(ours) == 1 and _agree(short, full[-1:], "cyrillic")
    return "same" if settled else "possible"


def _is_known(full: Sequence[str]) -> bool:
    """Whether first name and surname both show that the name is from Cyrillic."""
    return len(full) == 2 and is_listed(full[0], "cyrillic") and _has_ending(full[-1])


def _initialled(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether one has but an initial for the other's first name: W. Putin, Vladimir Poetin."""
    lengths = {len(mine[0]), len(theirs[0])}
    return (
        min(lengths) == 1 < max(lengths)
        and not _initials(mine[0]).isdisjoint(_initials(theirs[0]))
        and _agree(mine[1:], theirs[1:], "cyrillic")
    )


def _initials(word: str) -> set[str]:
    """The letters that a first name may be shortened to: J and E for Jevgeni."""
    opened = {word[0], *(reading[0] for reading in _word_readings(word, "cyrillic") if reading)}
    return opened | {"j"} if word[0] == "y" else opened


def _without_article(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in _ARTICLES]


def _agree(mine: Sequence[str], theirs: Sequence[str], script: Script) -> bool:
    return not readings(tuple(mine), script).isdisjoint(readings(tuple(theirs), script))


def translations_of(first_name: str) -> tuple[int, ...]:
    """The numbers of the groups of first names, one name in several languages, that it is in."""
    read = _word_readings(first_name, "cyrillic")
    return tuple(number for number, group in enumerate(_translations()) if group & read)


def _translated(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether only the first name differs, and is the same in another language."""
    if len(mine) < 2 or not _agree(mine[1:], theirs[1:], "cyrillic"):
        return False
    return not set(translations_of(mine[0])).isdisjoint(translations_of(theirs[0]))


def _has_ending(word: str) -> bool:
    endings = tuple(name for each in load().endings for name in each.names)
    return any(each.endswith(endings) for each in _word_readings(latin(word), "cyrillic"))


@cache
def _first_names() -> dict[Script, frozenset[str]]:
    return {
        each.script: frozenset(
            reading for name in each.names for reading in _word_readings(latin(name), each.script)
        )
        for each in load().first_names
    }


@cache
def _translations() -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(
            reading for name in each.names for reading in _word_readings(latin(name), "cyrillic")
        )
        for each in load().translated
    )


@lru_cache(maxsize=65536)
def _word_readings(word: str, script: Script) -> frozenset[str]:
    return frozenset(reading for (reading,) in readings((word,), script))


@lru_cache(maxsize=16384)
def _usable(whole: str, script: Script) -> tuple[int, ...]:
    """The schemes that may have been used for the name, by number."""
    return tuple(
        number
        for number, scheme in enumerate(load().schemes)
        if scheme.script == script
        and not any(letters in whole for letters in scheme.never)
        and (not scheme.needs or any(letters in whole for letters in scheme.needs))
    )


@lru_cache(maxsize=65536)
def _read(word: str, script: Script, number: int) -> str:
    pattern, letters = _letters(number)
    read = pattern.sub(lambda found: letters[found[0]], MARKS.sub("", latin(word)))
    if script == "arabic":
        return read
    if load().schemes[number].name == "French":
        read = re.sub(r"ine$", "in", read)
    for each, replacement in _LEVELLED:
        read = each.sub(replacement, read)
    return read


@cache
def _letters(number: int) -> tuple[re.Pattern[str], dict[str, str]]:
    pairs = dict(each.split("=") for each in load().schemes[number].letters)
    longest = sorted(pairs, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), pairs
