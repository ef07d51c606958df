"""The entries of a language's data: what each says, none of how it is read or used."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from anyascii import anyascii

Tag = Literal["speech", "think", "write"]
Strength = Literal["core", "loose"]
Construction = Literal["source_after", "self", "no_source"]
Gender = Literal["m", "f", "any"]
RoleKind = Literal["person", "body", "group"]
PronounKind = Literal["subject", "object", "possessive", "demonstrative"]

# An ending of a first name tells its gender only behind so many letters (not in *Fela*).
LEAST_STEM = 2

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def words(text: str) -> list[str]:
    """The words of a text, case folded, without the marks around them."""
    return _WORD.findall(text.casefold())


class Verb:
    """What cue and label verbs share: an infinitive, its separable particle, its forms."""

    __slots__ = ()
    lemma: str
    particle: str | None
    forms: tuple[str, ...]
    example: str

    @property
    def entry_name(self) -> str:
        """What an error calls this entry."""
        return self.lemma

    @property
    def stem_lemma(self) -> str:
        """The infinitive without its particle: ``stellen`` of ``vaststellen``."""
        return self.lemma.removeprefix(self.particle or "")

    def surface_forms(self) -> frozenset[str]:
        """Every form as one word: those of ``forms`` and, joined, those of a subordinate clause."""
        joined = (form for form in self.forms if form.startswith(self.particle or ""))
        apart = (form for form in self.forms if not form.startswith(self.particle or ""))
        return frozenset({self.lemma, *joined, *(f"{self.particle or ''}{form}" for form in apart)})

    def stands_in(self, text: str) -> bool:
        """Whether a form of the verb is in ``text``, particle and all."""
        found = set(words(text))
        if found & self.surface_forms():
            return True
        if self.particle is None or self.particle not in found:
            return False
        return bool(found & {self.stem_lemma, *self.forms})

    def flaw(self) -> str | None:
        """What is wrong with the entry, ``None`` if nothing is."""
        if self.particle and self.stem_lemma in (self.lemma, ""):
            return f"does not begin with {self.particle!r}"
        if not self.forms:
            return "has no forms"
        return None if self.stands_in(self.example) else "its example holds no form of it"


@dataclass(frozen=True, slots=True)
class CueVerb(Verb):
    """A verb that announces what somebody said, thought or wrote.

    ``core`` verbs are safe beside quoted words or a *dat* clause, ``loose`` ones need marks or
    a colon. ``content`` holds the prepositions that take what was said (*waarschuwen voor*).
    ``forms`` are the finite forms without the particle, and the participle.
    """

    lemma: str
    particle: str | None
    tag: Tag
    strength: Strength
    content: tuple[str, ...]
    forms: tuple[str, ...]
    speaker: str
    example: str

    def flaw(self) -> str | None:
        """What is wrong with the entry, ``None`` if nothing is."""
        return Verb.flaw(self) or _without_speaker(self.example, self.speaker)


@dataclass(frozen=True, slots=True)
class CuePhrase:
    """Words other than a verb that announce speech.

    ``source_after``: the speaker follows (*volgens X*); ``self``: it is the subject (*naar eigen
    zeggen*); ``no_source``: there is none (*luidt het*). ``until`` are the words behind the
    speaker that a phrase needs (*als we X mogen geloven*).
    """

    text: str
    construction: Construction
    example: str
    speaker: str | None = None
    after_pause: bool = False  # only after a comma or a closing mark (*zo X*)
    until: str | None = None

    @property
    def entry_name(self) -> str:
        """What an error calls this entry."""
        return self.text

    def flaw(self) -> str | None:
        """What is wrong with the entry, ``None`` if nothing is."""
        return _absent(self.example, self.text) or _without_speaker(self.example, self.speaker)


@dataclass(frozen=True, slots=True)
class LabelVerb(Verb):
    """A verb whose complement may be the subject's own word for something (*bestempelen als*).

    ``prepositions`` lead the complement; "" stands for none (*noemen*).
    """

    lemma: str
    particle: str | None
    prepositions: tuple[str, ...]
    forms: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Role:
    """A noun for what somebody is. ``broader`` are nouns that may name the same person later on;
    ``title`` nouns stand before a name (*president Vonk*); ``compound`` ones end longer nouns;
    ``age`` is that of who is called so, in full tens of years (*zestiger*)."""

    noun: str
    plural: str | None
    gender: Gender
    kind: RoleKind
    broader: tuple[str, ...]
    feminine: str | None
    title: bool
    example: str
    compound: bool = True
    age: int | None = None

    def names(self) -> tuple[str, ...]:
        """The noun, its plural and its feminine, as far as there are such."""
        return tuple(name for name in (self.noun, self.plural, self.feminine) if name)

    @property
    def entry_name(self) -> str:
        """What an error calls this entry."""
        return self.noun

    def flaw(self) -> str | None:
        """What is wrong with the entry, ``None`` if nothing is."""
        return _absent(self.example, *self.names())


@dataclass(frozen=True, slots=True)
class InCharge:
    """Nouns of ``roles`` with what they are in charge of behind one of the ``links``: *minister van
    Economische Zaken*. ``fields`` are such in lower case (*officier van justitie*)."""

    roles: frozenset[str]
    links: frozenset[str]
    fields: frozenset[str]
    example: str


@dataclass(frozen=True, slots=True)
class Pronoun:
    """One use of a personal, possessive or demonstrative pronoun; a form may have several."""

    form: str
    person: Literal[1, 2, 3]
    number: Literal["sg", "pl"]
    gender: Gender
    kind: PronounKind


@dataclass(frozen=True, slots=True)
class MarkPair:
    """Quotation marks that belong together."""

    open: str
    close: str
    level: Literal["double", "single"]
    example: str

    @property
    def entry_name(self) -> str:
        """What an error calls this entry."""
        return self.open + self.close

    def flaw(self) -> str | None:
        """What is wrong with the entry, ``None`` if nothing is."""
        opened, closed = self.example.find(self.open), self.example.rfind(self.close)
        return None if 0 <= opened < closed else "its example does not hold it"


@dataclass(frozen=True, slots=True)
class MarkData:
    """Quotation marks, and the words whose apostrophe is none.

    ``apostrophe_words`` are in lower case with a straight apostrophe; ``decades`` says whether
    two digits after an apostrophe are a year (*de jaren '90*).
    """

    pairs: tuple[MarkPair, ...]
    apostrophe_words: frozenset[str]
    decades: bool


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
        bare = _genders(frozenset(map(anyascii, female)), frozenset(map(anyascii, male)))
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


def _genders(female: frozenset[str], male: frozenset[str]) -> dict[str, Gender]:
    found: dict[str, Gender] = dict.fromkeys(female, "f")
    return found | dict.fromkeys(male, "m") | dict.fromkeys(female & male, "any")


def _first_told(genders: Sequence[Gender | None]) -> Gender:
    return next((gender for gender in genders if gender in ("m", "f")), "any")


@dataclass(frozen=True, slots=True)
class Terms:
    """What tells marked words that nobody said, in lower case.

    ``term_markers`` stand right before a title or a term, longest first (*zogenaamde*). So do
    ``work_nouns``, their compounds and diminutives (*het kookboek*), and ``named_nouns`` before
    the name of something. ``naming_verbs`` give things their names, ``judging_verbs`` are forms of
    *X vindt het '…'*, and behind ``saying_phrases`` stands what is said. Signs are read from
    ``sign_nouns``, with ``sign_verbs`` (*op het bord staat*). ``references`` alone lead to
    another article, whose headline follows (*lees ook*).
    """

    term_markers: tuple[str, ...]
    work_nouns: frozenset[str]
    named_nouns: frozenset[str]
    naming_verbs: frozenset[str]
    judging_verbs: frozenset[str]
    saying_phrases: frozenset[str]
    references: frozenset[str]
    sign_nouns: frozenset[str]
    sign_verbs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Turns:
    """What tells turns without marks from other text, in lower case.

    Behind ``not_labels`` and a colon nobody speaks, behind ``question_labels`` the paper itself,
    behind ``answer_labels`` whoever is interviewed. ``subordinators`` open a clause in front of its
    main clause, whose inverted verb is no cue.
    """

    subordinators: frozenset[str]
    not_labels: frozenset[str]
    question_labels: frozenset[str]
    answer_labels: frozenset[str]


def _absent(example: str, *phrases: str) -> str | None:
    spaced = f" {' '.join(words(example))} "
    if any(f" {' '.join(words(phrase))} " in spaced for phrase in phrases):
        return None
    return "its example does not hold it"


def _without_speaker(example: str, speaker: str | None) -> str | None:
    if speaker is None or speaker in example:
        return None
    return f"its example does not name its speaker, {speaker!r}"
