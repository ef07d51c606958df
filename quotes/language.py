"""What Woordelijk knows of a language: ``quotes/data/<code>/*.toml`` as frozen values.

The data say which words announce speech and what can be a speaker; the rules that use them
live elsewhere. Every entry that a rule may act upon carries an example, and a file that
breaks its own rules is refused whole, with the entry's name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

from quotes import name_lists
from quotes.entries import entries, entry, table, typed
from quotes.errors import LanguageDataError
from quotes.lexicon import (
    CuePhrase,
    CueVerb,
    InCharge,
    LabelVerb,
    MarkData,
    MarkPair,
    Pronoun,
    Role,
    Terms,
    Turns,
)
from quotes.name_data import FeatureWeight, KindWords
from quotes.name_lists import Names

__all__ = [
    "CuePhrase",
    "CueVerb",
    "LabelVerb",
    "Language",
    "MarkData",
    "MarkPair",
    "Names",
    "Pronoun",
    "Role",
    "Terms",
    "Turns",
    "load",
    "read",
]

# The part of a compound before its role noun: shorter ones are mostly chance (*re-agent*).
MIN_COMPOUND_PREFIX = 3

_CODE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Language:
    """The data of one language, with lookups that take any case and answer in constant time."""

    code: str
    cue_verbs: tuple[CueVerb, ...]
    cue_phrases: tuple[CuePhrase, ...]
    label_verbs: tuple[LabelVerb, ...]
    roles: tuple[Role, ...]
    not_roles: frozenset[str]
    abbreviated_titles: frozenset[str]
    in_charge: InCharge
    pronouns: tuple[Pronoun, ...]
    marks: MarkData
    names: Names
    kind_words: KindWords
    feature_weights: tuple[FeatureWeight, ...]
    terms: Terms
    turns: Turns
    name_weights: Mapping[str, FeatureWeight] = field(init=False, repr=False, compare=False)
    _verbs: Mapping[str, CueVerb] = field(init=False, repr=False, compare=False)
    _forms: Mapping[str, tuple[CueVerb, ...]] = field(init=False, repr=False, compare=False)
    _labels: Mapping[str, LabelVerb] = field(init=False, repr=False, compare=False)
    _roles: Mapping[str, Role] = field(init=False, repr=False, compare=False)
    _pronouns: Mapping[str, tuple[Pronoun, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        forms: dict[str, tuple[CueVerb, ...]] = {}
        for verb in self.cue_verbs:
            for form in verb.surface_forms() | {verb.stem_lemma, *verb.forms}:
                forms[form] = (*forms.get(form, ()), verb)
        pronouns: dict[str, tuple[Pronoun, ...]] = {}
        for pronoun in self.pronouns:
            pronouns[pronoun.form] = (*pronouns.get(pronoun.form, ()), pronoun)
        roles = {name.casefold(): role for role in self.roles for name in role.names()}
        indexes: dict[str, Mapping[str, Any]] = {
            "_verbs": {verb.lemma: verb for verb in self.cue_verbs},
            "_forms": forms,
            "_labels": {verb.lemma: verb for verb in self.label_verbs},
            "_roles": roles,
            "_pronouns": pronouns,
            "name_weights": {each.feature: each for each in self.feature_weights},
        }
        for name, index in indexes.items():
            object.__setattr__(self, name, MappingProxyType(index))

    def verb(self, lemma: str, particle: str | None = None) -> CueVerb | None:
        """The cue verb of a lemma, with or without its particle in front.

        >>> [found.lemma for found in (load().verb("stellen", "vast"), load().verb("zeggen"))]
        ['vaststellen', 'zeggen']
        >>> load().verb("stellen", "op") is None
        True
        """
        return self._verbs.get(_joined(lemma, particle))

    def verbs_of(self, form: str) -> tuple[CueVerb, ...]:
        """The cue verbs that a word may be a form of, be it without its particle (*stelde*)."""
        return self._forms.get(form.lower(), ())

    def label_verb(self, lemma: str, particle: str | None = None) -> LabelVerb | None:
        """The label verb of a lemma, with or without its particle in front."""
        return self._labels.get(_joined(lemma, particle))

    def role(self, noun: str) -> Role | None:
        """The role that is named by exactly this noun, its plural or its feminine."""
        return self._roles.get(noun.casefold())

    def role_of(self, word: str) -> Role | None:
        """The role of a noun or of a compound that ends in one; the longest such noun.

        >>> load().role_of("regeringswoordvoerster").noun
        'woordvoerder'
        """
        folded = word.casefold()
        if folded in self.not_roles:
            return None
        if whole := self._roles.get(folded):
            return whole
        for cut in range(MIN_COMPOUND_PREFIX, len(folded)):
            found = self._roles.get(folded[cut:])
            if found and found.compound:
                return found
        return None

    def pronoun(self, form: str) -> tuple[Pronoun, ...]:
        """Every use of a pronoun's form; empty if it is none."""
        return self._pronouns.get(form.lower().replace("’", "'"), ())


@cache
def load(lang: str = "nl") -> Language:
    """The language's data as shipped. Raises ``LanguageDataError`` if there are none."""
    folder = Path(str(resources.files("quotes"))) / "data" / lang
    if not _CODE.fullmatch(lang) or not (folder / "cues.toml").is_file():
        raise LanguageDataError(f"no data for the language {lang!r}", file="quotes/data")
    return read(folder, lang)


def read(folder: Path, lang: str) -> Language:
    """The language's data in a folder. Raises ``LanguageDataError`` with file and entry."""
    cues = table(folder / "cues.toml", {"verb", "phrase", "label"})
    roles = table(folder / "roles.toml", {"role", "not_roles", "abbreviated_titles", "in_charge"})
    marks = table(folder / "marks.toml", {"marks", "terms", "turns"})
    pronouns = table(folder / "pronouns.toml", {"pronoun"})
    names = name_lists.read(folder)
    weights = table(folder / "name_weights.toml", {"weight"})
    phrases = entries(CuePhrase, cues["phrase"], "cues.toml", "text")
    terms = entry(Terms, marks["terms"], "marks.toml", "terms")
    found = Language(
        code=lang,
        cue_verbs=entries(CueVerb, cues["verb"], "cues.toml", "lemma"),
        cue_phrases=tuple(sorted(phrases, key=lambda phrase: -len(phrase.text))),
        label_verbs=entries(LabelVerb, cues["label"], "cues.toml", "lemma"),
        roles=entries(Role, roles["role"], "roles.toml", "noun"),
        not_roles=typed(roles["not_roles"], frozenset[str], "roles.toml", "not_roles"),
        in_charge=entry(InCharge, roles["in_charge"], "roles.toml", "in_charge"),
        abbreviated_titles=typed(
            roles["abbreviated_titles"], frozenset[str], "roles.toml", "abbreviated_titles"
        ),
        pronouns=entries(Pronoun, pronouns["pronoun"], "pronouns.toml", None),
        marks=entry(MarkData, marks["marks"], "marks.toml", "marks"),
        names=names.names,
        kind_words=names.kinds,
        feature_weights=entries(FeatureWeight, weights["weight"], "name_weights.toml", "feature"),
        terms=replace(
            terms, term_markers=tuple(sorted(terms.term_markers, key=lambda marker: -len(marker)))
        ),
        turns=entry(Turns, marks["turns"], "marks.toml", "turns"),
    )
    _refuse_flaws(found)
    return found


def _refuse_flaws(language: Language) -> None:
    files: dict[str, tuple[CueVerb | CuePhrase | LabelVerb | Role | MarkPair | FeatureWeight, ...]]
    files = {
        "cues.toml": (*language.cue_verbs, *language.cue_phrases, *language.label_verbs),
        "roles.toml": language.roles,
        "marks.toml": language.marks.pairs,
        "name_weights.toml": language.feature_weights,
    }
    for file, found in files.items():
        for each in found:
            if flaw := each.flaw():
                raise LanguageDataError(flaw, file=file, entry=each.entry_name)


def _joined(lemma: str, particle: str | None) -> str:
    if particle and not lemma.startswith(particle):
        return particle + lemma
    return lemma
