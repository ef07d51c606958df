"""How a language reports statements without marks, from ``data/<code>/reporting.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from quotes.entries import entries, entry, table
from quotes.errors import LanguageDataError

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class _Words:
    words: frozenset[str]
    example: str


@dataclass(frozen=True, slots=True)
class Idiom:
    """A verb of saying of several words: one of ``forms`` with ``beside`` in its clause."""

    lemma: str
    forms: frozenset[str]
    beside: str
    example: str

    @property
    def parts(self) -> tuple[str, ...]:
        """The words beside the verb, in order."""
        return tuple(self.beside.split())


@dataclass(frozen=True, slots=True)
class Reporting:
    """Words in lower case, verbs by infinitive. What each list is for stands in the file."""

    openers: frozenset[str]
    that: frozenset[str]
    whether: frozenset[str]
    never_relative: frozenset[str]
    relatives: frozenset[str]
    so: frozenset[str]
    then: frozenset[str]
    being: frozenset[str]
    infinitive: frozenset[str]
    determiners: frozenset[str]
    expletives: frozenset[str]
    silent: frozenset[str]
    opinions: frozenset[str]
    beliefs: frozenset[str]
    trailing: frozenset[str]
    assertive: frozenset[str]
    hypothetical: frozenset[str]
    subordinators: frozenset[str]
    nobody: frozenset[str]
    nominative: frozenset[str]
    perceiving: frozenset[str]
    receiving: frozenset[str]
    only: frozenset[str]
    antecedents: frozenset[str]
    degrees: frozenset[str]
    judged: frozenset[str]
    asking: frozenset[str]
    no_sources: frozenset[str]
    no_source_endings: frozenset[str]
    source_prepositions: frozenset[str]
    hearsay: frozenset[str]
    not_hearsay: frozenset[str]
    idioms: tuple[Idiom, ...]

    def idioms_of(self, form: str) -> tuple[Idiom, ...]:
        """The idioms that a word in lower case may be the verb of."""
        return tuple(each for each in self.idioms if form in each.forms)


@cache
def load(lang: str = "nl") -> Reporting:
    """The language's words of reporting. Raises ``LanguageDataError`` if they are invalid.

    >>> [idiom.lemma for idiom in load().idioms_of("wees")]
    ['erop wijzen']
    """
    file = _DATA / lang / "reporting.toml"
    names = [each.name for each in fields(Reporting) if each.name != "idioms"]
    raw = table(file, [*names, "idiom"])
    lists = {name: entry(_Words, raw[name], file.name, name) for name in names}
    idioms = entries(Idiom, raw["idiom"], file.name, "lemma")
    for name, found in lists.items():
        if not found.words or not _WORD.search(found.example):
            raise LanguageDataError("lists nothing", file=file.name, entry=name)
    for idiom in idioms:
        here = _WORD.findall(idiom.example.lower())
        if not idiom.forms & set(here) or idiom.beside not in " ".join(here):
            raise LanguageDataError(
                "its example does not hold it", file=file.name, entry=idiom.lemma
            )
    return Reporting(**{name: found.words for name, found in lists.items()}, idioms=idioms)
