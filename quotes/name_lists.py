"""The names that a language's data list, and what a first name tells; ``names.toml`` alone.

A check that compares two names reads no verb and no role for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from anyascii import anyascii

from quotes.entries import entry, table
from quotes.errors import LanguageDataError
from quotes.name_data import KindWords

Gender = Literal["m", "f", "any"]

# An ending of a first name tells its gender only behind so many letters (not in *Fela*).
LEAST_STEM = 2
_FILE = "names.toml"


@dataclass(frozen=True, slots=True)
class NameLists:
    """The names of a language, and the words that tell their kinds."""

    names: Names
    kinds: KindWords


@dataclass(frozen=True, slots=True)
class Names:
    """What tells a name from other capitalised words, and a first name's gender.

    ``particles``, ``not_names`` and the words and suffixes of organisations are in lower case.
    The ``transliterated`` first names tell of another script, so nobody takes them for Dutch.
    """

    particles: frozenset[str]
    not_names: frozenset[str]
    organisation_words: frozenset[str]
    organisation_suffixes: tuple[str, ...]
    female_first: frozenset[str]
    male_first: frozenset[str]
    female_transliterated: frozenset[str]
    male_transliterated: frozenset[str]
    female_endings_first: tuple[str, ...]
    male_endings_first: tuple[str, ...]
    _genders: Mapping[str, Gender] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        female = self.female_first | self.female_transliterated
        male = self.male_first | self.male_transliterated
        bare = _genders(frozenset(map(_bare, female)), frozenset(map(_bare, male)))
        # Michèle is a woman, Michele may be a man.
        written = {name: told for name, told in _genders(female, male).items() if name not in bare}
        object.__setattr__(self, "_genders", MappingProxyType(bare | written))

    def gender_of(self, first_name: str) -> Gender | None:
        """``m`` or ``f``, ``any`` for a name of both, ``None`` for one that is not listed.

        With or without diacritics. A double name (*Anne-Jan*) is listed if its parts are, and has
        the gender of the first part that tells any.
        """
        found = self._genders.get(first_name) or self._genders.get(anyascii(first_name))
        if found or "-" not in first_name:
            return found
        parts = [self.gender_of(part) for part in first_name.split("-")]
        return None if None in parts else _first_told(parts)

    def likely_gender(self, first_name: str) -> Gender | None:
        """As :meth:`gender_of`, and for what is not listed what its ending tells or, of a double
        name, its first part. Only of a first name with a surname behind it: *Palestina*
        and *Medina* have such endings as well."""
        found = self.gender_of(first_name)
        if found or "-" not in first_name:
            return found or self._told_by_ending(first_name)
        return self.likely_gender(first_name.split("-")[0])

    def _told_by_ending(self, first_name: str) -> Gender | None:
        bare = anyascii(first_name)
        if not bare[:1].isupper() or not bare[1:].islower():
            return None
        ending = bare[LEAST_STEM:]
        if ending.endswith(self.female_endings_first):
            return "f"
        return "m" if ending.endswith(self.male_endings_first) else None


def _bare(name: str) -> str:
    # Most names of thousands have nothing to take off.
    return name if name.isascii() else anyascii(name)


def _genders(female: frozenset[str], male: frozenset[str]) -> dict[str, Gender]:
    found: dict[str, Gender] = dict.fromkeys(female, "f")
    return found | dict.fromkeys(male, "m") | dict.fromkeys(female & male, "any")


def _first_told(genders: Sequence[Gender | None]) -> Gender:
    return next((gender for gender in genders if gender in ("m", "f")), "any")


@cache
def load(lang: str = "nl") -> NameLists:
    """The lists as shipped. Raises ``LanguageDataError`` with file and entry.

    >>> load().names.gender_of("Mira"), "gent" in load().kinds.places.words
    ('f', True)
    """
    if not (lang.isascii() and lang.isalpha()):
        raise LanguageDataError("not a language code", file=repr(lang))
    return read(Path(__file__).parent / "data" / lang)


def read(folder: Path) -> NameLists:
    """The lists of a folder of data. Raises ``LanguageDataError`` with file and entry."""
    data = table(folder / _FILE, {"names", "kinds"})
    found = NameLists(
        names=entry(Names, data["names"], _FILE, "names"),
        kinds=entry(KindWords, data["kinds"], _FILE, "kinds"),
    )
    for group, reason in found.kinds.flaws().items():
        raise LanguageDataError(reason, file=_FILE, entry=f"kinds.{group}")
    return found
