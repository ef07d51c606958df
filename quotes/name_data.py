"""What the data of a language hold about kinds of names: features, their weights, word groups."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal

Kind = Literal["person", "organisation", "place", "other"]
KINDS: tuple[Kind, ...] = ("person", "organisation", "place", "other")
# What every name has: its weights say how common each kind is.
ALWAYS = "always"

# The letters before a people's ending: *Lander* is a first name.
MIN_STEM = 3

# What may be said of a name, for the weights and for whoever asks why.
FEATURES: Mapping[str, str] = {
    ALWAYS: "is a name",
    # its form
    "first-name": "begins with a listed first name",
    "only-first-name": "is a listed first name",
    "initial": "begins with an initial",
    "particle-first": "begins with a name particle",
    "particle-inside": "holds a name particle",
    "two-parts": "has two parts",
    "many-parts": "has three parts or more",
    "abbreviation": "is an abbreviation in capitals",
    "abbreviation-inside": "holds an abbreviation in capitals",
    "small-capitals": "has a capital behind a small letter",
    "digit": "holds a digit",
    "hyphen": "holds a hyphen",
    "organisation-word": "holds a word for organisations",
    "organisation-ending": "ends as organisations do",
    "place-ending": "ends as places do",
    "place-word": "holds a word for places",
    "known-place": "is a listed place",
    "people": "is a people, one of it or its language",
    "event-word": "holds a word for events and prizes",
    "surname-ending": "ends as Dutch surnames do",
    # what stands beside it
    "title-before": "stands behind a person's role",
    "role-behind": "has a person's role behind it",
    "body-beside": "stands beside a word for a body",
    "agent-before": "stands behind a noun that ends as those for people do",
    "article-before": "stands behind an article",
    "place-preposition": "stands behind a preposition of place",
    "mostly-placed": "mostly stands behind a preposition of place",
    "source-before": "stands behind a word for sources or a verb of saying",
    "by-before": "stands behind the doer's preposition",
    "of-before": "stands behind a preposition of belonging",
    "with-before": "stands behind a preposition of company",
    "quote-before": "stands at the beginning of quoted words",
    "in-brackets": "stands in brackets",
    "name-in-brackets": "has a name in brackets behind it",
    "number-in-brackets": "has a number in brackets behind it",
    "number-behind": "has a number behind it",
    "genitive": "has a genitive's ending",
    "in-compound": "is the first part of a compound with a hyphen",
    "beside-place": "is joined to a listed place",
    "beside-person": "is joined to a listed first name",
    # what it does in the article
    "subject": "is a subject",
    "again": "is mentioned again",
    "short-form": "is mentioned by its last part alone",
    "only-initial": "stands only at beginnings of sentences",
    "not-proper": "is never tagged as a proper noun, though tagged",
}

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class WordGroup:
    """Words or endings in lower case; the example holds one."""

    words: frozenset[str]
    example: str


@dataclass(frozen=True, slots=True)
class KindWords:
    """What tells names of one kind from those of another.

    Endings are those of names, but ``agent_endings`` those of nouns before them; ``places`` and
    ``peoples`` are whole names, ``place_words`` and ``event_words`` parts of them. The others
    stand before a name.
    """

    places: WordGroup
    place_words: WordGroup
    place_endings: WordGroup
    peoples: WordGroup
    people_endings: WordGroup
    female_endings: WordGroup
    adjective_endings: WordGroup
    event_words: WordGroup
    surname_endings: WordGroup
    agent_endings: WordGroup
    sources: WordGroup
    belonging: WordGroup
    company: WordGroup

    def is_people(self, word: str) -> bool:
        """Whether a word in lower case says of which people somebody is, as *Vlaming* does."""
        stems = (word.removesuffix(ending) for ending in self.people_endings.words)
        derived = any(MIN_STEM <= len(stem) < len(word) for stem in stems)
        return derived or word in self.peoples.words

    def flaws(self) -> Mapping[str, str]:
        """For each group that breaks its own rules, what is wrong with it."""
        found = {}
        for each in fields(self):
            group: WordGroup = getattr(self, each.name)
            words = _WORD.findall(group.example.lower())
            ending = each.name.endswith("_endings")
            shown = (
                any(word.endswith(tuple(group.words)) for word in words)
                if ending
                else any(f" {word} " in f" {' '.join(words)} " for word in group.words)
            )
            if not shown:
                found[each.name] = "its example shows none"
            elif any(word != word.lower() for word in group.words):
                found[each.name] = "is not in lower case"
        return found


@dataclass(frozen=True, slots=True)
class FeatureWeight:
    """How much likelier, in log-odds, a feature makes each kind."""

    feature: str
    person: float
    organisation: float
    place: float
    other: float

    @property
    def entry_name(self) -> str:
        """What an error calls this entry."""
        return self.feature

    def of(self, kind: Kind) -> float:
        """The weight for a kind."""
        found: float = getattr(self, kind)
        return found

    def flaw(self) -> str | None:
        """What is wrong with the entry, ``None`` if nothing is."""
        return None if self.feature in FEATURES else "is no feature of names"
