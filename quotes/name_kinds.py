"""Whether a name is a person's, an organisation's, a place's or something else's.

A handful of features, each a plain fact about the name or its neighbourhood, and for each kind a
weight: the weights of a name's features add up to the kind's score, and the scores to
probabilities (multinomial logistic regression). The weights are data, learned by
``models/names.py``; every judgement can say what it rests on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from quotes.grammar import Grammar
from quotes.language import Language
from quotes.mentions import NameMention
from quotes.name_data import ALWAYS, KINDS, FeatureWeight, Kind
from quotes.syntax import Syntax

_INITIAL = re.compile(r"[^\W\d_]\.?")
_MIXED = re.compile(r"[a-zß-ÿ][A-ZÀ-Þ]")
_WORD_BEFORE = re.compile(r"([^\W\d_]+) $")
_QUOTE_BEFORE = re.compile(r"['\"‘“„«‹,`]$")
_NAME_IN_BRACKETS = re.compile(r" ?\([^\W\d_a-zß-ÿ]")
_NUMBER_IN_BRACKETS = re.compile(r" ?\(\d")
_JOINED_BEFORE = re.compile(r"([^\W\d_][\w'’-]*)(?:,| en) $")
_JOINED_BEHIND = re.compile(r"(?:,| en) ([^\W\d_][\w'’-]*)")
_NUMBER_BEHIND = re.compile(r",? \d")
# What is said of somebody once, and holds; the others must hold for this share of the mentions,
# lest a name that is on every page collects each accident.
ONCE_IS_ENOUGH = frozenset(
    {"title-before", "role-behind", "body-beside", "name-in-brackets", "number-in-brackets"}
)
LEAST_SHARE = 0.25
# As much of the text as the patterns before a name look at.
_BEFORE = 30


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a name is, and why: its features, the weights of those that have some, in no order."""

    features: frozenset[str]
    weights: tuple[FeatureWeight, ...]
    probabilities: Mapping[Kind, float]

    @property
    def kind(self) -> Kind:
        """The likeliest kind."""
        return max(KINDS, key=self.probabilities.__getitem__)

    @property
    def probability(self) -> float:
        """How likely that kind is."""
        return self.probabilities[self.kind]

    @property
    def person(self) -> float:
        """How likely the name is a person's."""
        return self.probabilities["person"]

    def score(self, kind: Kind) -> float:
        """The sum of the weights for a kind."""
        return sum(each.of(kind) for each in self.weights)

    def reasons(self, kind: Kind | None = None) -> tuple[tuple[str, float], ...]:
        """Features and their weights for a kind, or for the likeliest; the heaviest first."""
        found = [(each.feature, each.of(kind or self.kind)) for each in self.weights]
        return tuple(sorted(found, key=lambda pair: (-abs(pair[1]), pair[0])))


# Before anything is known of a name.
UNJUDGED = Judgement(frozenset(), (), dict.fromkeys(KINDS, 1 / len(KINDS)))


def judge(features: Iterable[str], weights: Mapping[str, FeatureWeight]) -> Judgement:
    """The judgement on a name with these features; features without weight count nothing."""
    features = frozenset({ALWAYS, *features})
    found = tuple(weights[name] for name in sorted(features) if name in weights)
    scores = {kind: sum(each.of(kind) for each in found) for kind in KINDS}
    highest = max(scores.values())
    shares = {kind: exp(score - highest) for kind, score in scores.items()}
    total = sum(shares.values())
    return Judgement(features, found, {kind: share / total for kind, share in shares.items()})


class NameKinds:
    """Judges the names of one article."""

    def __init__(self, text: str, syntax: Syntax, language: Language, grammar: Grammar) -> None:
        self._text = text
        self._syntax = syntax
        self._language = language
        self._grammar = grammar

    def judge(self, parts: Sequence[str], mentions: Sequence[NameMention]) -> Judgement:
        """What the name with these parts is, given all its mentions."""
        return judge(self.features(parts, mentions), self._language.name_weights)

    def features(self, parts: Sequence[str], mentions: Sequence[NameMention]) -> frozenset[str]:
        """The names of the features that the name has, all of ``name_data.FEATURES``."""
        found = {ALWAYS} | self._form(parts) | self._in_article(parts, mentions)
        counts = Counter[str]()
        for mention in mentions:
            counts.update(self._beside(mention) | self._in_sentence(mention))
        for name, count in counts.items():
            if name in ONCE_IS_ENOUGH or count >= LEAST_SHARE * len(mentions):
                found.add(name)
        return frozenset(found)

    def _form(self, parts: Sequence[str]) -> set[str]:
        names, words = self._language.names, self._language.kind_words
        lowered = [part.lower() for part in parts]
        name = " ".join(lowered)
        several = len(parts) > 1
        listed = names.gender_of(parts[0]) is not None
        abbreviations = [part for part in parts if part.isupper() and part.isalpha() and part[1:]]
        return _true(
            {
                "first-name": listed and several,
                "only-first-name": listed and not several,
                "initial": several and bool(_INITIAL.fullmatch(parts[0])),
                "particle-first": lowered[0] in names.particles,
                "particle-inside": any(part in names.particles for part in lowered[1:-1]),
                "two-parts": len(parts) == 2,
                "many-parts": len(parts) > 2,
                "abbreviation": bool(abbreviations) and not several,
                "abbreviation-inside": bool(abbreviations) and several,
                "small-capitals": any(_MIXED.search(part) for part in parts),
                "digit": any(char.isdigit() for char in name),
                "hyphen": "-" in name,
                "organisation-word": not names.organisation_words.isdisjoint(lowered),
                "organisation-ending": name.endswith(names.organisation_suffixes),
                "place-ending": name.endswith(tuple(words.place_endings.words)),
                "place-word": not words.place_words.words.isdisjoint(lowered),
                "known-place": name in words.places.words,
                "people": not several
                and (words.is_people(name) or name.endswith(tuple(words.adjective_endings.words))),
                "event-word": not words.event_words.words.isdisjoint(lowered),
                "surname-ending": name.endswith(tuple(words.surname_endings.words)),
            }
        )

    def _in_article(self, parts: Sequence[str], mentions: Sequence[NameMention]) -> set[str]:
        placed = sum(mention.placed for mention in mentions)
        tagged = [token for m in mentions for token in self._syntax.within(m.span)]
        last = parts[-1].lower()
        return _true(
            {
                "mostly-placed": 2 * placed > len(mentions),
                "again": len(mentions) > 1,
                "short-form": len(parts) > 1
                and any(len(m.parts) == 1 and m.parts[0].lower() == last for m in mentions),
                "only-initial": len(parts) == 1 and all(mention.initial for mention in mentions),
                "not-proper": bool(tagged) and all(token.upos != "PROPN" for token in tagged),
            }
        )

    def _beside(self, mention: NameMention) -> set[str]:
        names, words = self._language.names, self._language.kind_words
        lead = self._text[max(0, mention.span.start - _BEFORE) : mention.span.start]
        word = _WORD_BEFORE.search(lead)
        before = word[1].lower() if word else ""
        tail = self._text[mention.span.end : mention.span.end + _BEFORE]
        role = mention.role
        titled = role is not None and role.span.start < mention.span.start
        person = role is not None and role.role.kind == "person"
        joined = {
            each[1].lower()
            for each in (_JOINED_BEFORE.search(lead), _JOINED_BEHIND.match(tail))
            if each
        }
        return _true(
            {
                "title-before": person and titled,
                "role-behind": person and not titled,
                "body-beside": role is not None and not person,
                "article-before": before in self._grammar.definite,
                "place-preposition": mention.placed,
                "source-before": before in words.sources.words or self._says(before),
                "by-before": before in self._grammar.agent,
                "of-before": before in words.belonging.words,
                "with-before": before in words.company.words,
                "quote-before": bool(_QUOTE_BEFORE.search(lead)),
                "in-brackets": lead.endswith("(") and tail.startswith(")"),
                "name-in-brackets": bool(_NAME_IN_BRACKETS.match(tail)),
                "number-in-brackets": bool(_NUMBER_IN_BRACKETS.match(tail)),
                "number-behind": bool(_NUMBER_BEHIND.match(tail)),
                "genitive": mention.genitive and not tail.startswith("-"),
                "in-compound": mention.genitive and tail.startswith("-"),
                "beside-place": not words.places.words.isdisjoint(joined),
                "beside-person": any(names.gender_of(word.capitalize()) for word in joined),
            }
        )

    def _in_sentence(self, mention: NameMention) -> set[str]:
        noun = "" if mention.role else self._noun_before(mention)
        endings = tuple(self._language.kind_words.agent_endings.words)
        return _true(
            {
                "agent-before": noun.endswith(endings),
                "subject": self._syntax.subject_in(mention.span) is not None,
            }
        )

    def _noun_before(self, mention: NameMention) -> str:
        tokens = self._syntax.within(mention.span)
        if not tokens or tokens[0].index == 0:
            return ""
        before = self._syntax.tokens[tokens[0].index - 1]
        near = before.span.end + 1 == mention.span.start
        return before.lower if near and before.upos == "NOUN" else ""

    def _says(self, word: str) -> bool:
        return any(
            verb.strength == "core" and verb.tag == "speech"
            for verb in self._language.verbs_of(word)
        )


def _true(facts: Mapping[str, bool]) -> set[str]:
    return {name for name, holds in facts.items() if holds}
