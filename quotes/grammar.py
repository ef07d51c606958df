"""Closed-class words of a language, from ``data/<code>/grammar.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from quotes.entries import entry, table
from quotes.errors import LanguageDataError

_WORD = re.compile(r"[^\W_]+")
_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class _Words:
    words: frozenset[str]
    example: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """Words in lower case. ``of`` ties a noun to its owner, ``joins`` two names, ``agent`` the
    doer to a passive verb whose auxiliaries are ``passive``; ``place_prepositions`` tell places
    from people, other ``prepositions`` are name particles only inside a name;
    ``content_conjunctions`` open what was said, which behind ``unasserting`` verbs and
    ``negations`` is not what somebody holds to be so, ``impersonal`` pronouns never speak,
    ``replies`` begin an answer, ``address`` is what people call one another, ``unintroduced``
    roles need no name before them, whom ``asking`` verbs ask answers, ``naming`` verbs give a
    name, ``origins`` and ``aged`` end words for where somebody comes from and how old they are,
    ``former`` begin those for what they were, ``documents`` are what people are quoted from,
    ``coordinators`` stand between words of one cue, ``own_name`` in front of the speaker's, a
    ``clock`` word behind a time, ``clients`` are those of ``counsels``, the subjects of
    ``suspecting`` verbs are ``suspects``, ``source_prepositions`` stand before who says it,
    ``conditions`` open one, ``unreal`` auxiliaries make what was not done, and an
    ``abbreviations``' stop ends no sentence."""

    of: frozenset[str]
    joins: frozenset[str]
    agent: frozenset[str]
    passive: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    place_prepositions: frozenset[str]
    prepositions: frozenset[str]
    content_conjunctions: frozenset[str]
    unasserting: frozenset[str]
    negations: frozenset[str]
    impersonal: frozenset[str]
    replies: frozenset[str]
    address: frozenset[str]
    unintroduced: frozenset[str]
    asking: frozenset[str]
    naming: frozenset[str]
    origins: frozenset[str]
    former: frozenset[str]
    aged: frozenset[str]
    documents: frozenset[str]
    coordinators: frozenset[str]
    own_name: frozenset[str]
    clock: frozenset[str]
    conditions: frozenset[str]
    unreal: frozenset[str]
    suspecting: frozenset[str]
    suspects: frozenset[str]
    source_prepositions: frozenset[str]
    clients: frozenset[str]
    counsels: frozenset[str]
    abbreviations: frozenset[str]

    def time_of_day(self) -> str:
        """A pattern for a time of day, as live blogs have it: *18.40 uur*.

        >>> bool(re.fullmatch(load().time_of_day(), "18.40 uur"))
        True
        """
        words = "|".join(sorted(self.clock, reverse=True))
        return rf"\d{{1,2}}[.:u]\d{{2}}(?:\s?(?:{words})\b\.?)?"

    def timestamp(self) -> str:
        """A pattern for such a time and what parts it from the entry that it stands over.

        >>> re.match(load().timestamp(), "18.40 uur - De brug is open.").end()
        12
        """
        return rf"\W*{self.time_of_day()}\s*[-–—|:]\s*"


@cache
def load(lang: str = "nl") -> Grammar:
    """The language's closed-class words. Raises ``LanguageDataError`` if they are invalid.

    >>> "volgens" in load().of
    False
    """
    file = _DATA / lang / "grammar.toml"
    names = [each.name for each in fields(Grammar)]
    raw = table(file, names)
    lists: dict[str, frozenset[str]] = {}
    for name in names:
        found = entry(_Words, raw[name], file.name, name)
        if not found.words & set(_WORD.findall(found.example.lower())):
            raise LanguageDataError("its example shows none", file=file.name, entry=name)
        lists[name] = found.words
    return Grammar(**lists)
