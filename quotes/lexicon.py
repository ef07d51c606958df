"""The entries of a language's data: what each says, none of how it is read or used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from quotes.name_lists import Gender

Tag = Literal["speech", "think", "write"]
Strength = Literal["core", "loose"]
Construction = Literal["source_after", "self", "no_source"]
RoleKind = Literal["person", "body", "group"]
PronounKind = Literal["subject", "object", "possessive", "demonstrative"]

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
