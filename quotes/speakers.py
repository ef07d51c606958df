"""Who is who in an article: names, surnames, roles and pronouns brought to one person each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log2

from quotes.entities import Clusters, Entity
from quotes.grammar import Grammar
from quotes.language import Language, Pronoun
from quotes.layout import Layout
from quotes.lexicon import Gender
from quotes.mentions import MentionFinder, NameMention, RolePhrase
from quotes.model import Span
from quotes.name_data import Kind
from quotes.name_kinds import NameKinds
from quotes.syntax import Syntax

# Antecedents: a subject outweighs three sentences of distance, a paragraph break one and a half.
SUBJECT_BONUS = 3.0
SENTENCE_COST = 1.0
PARAGRAPH_COST = 1.5
PERSON_WEIGHT = 0.6
GENDER_KNOWN = 1.0  # a first name or role that says the pronoun's gender
PROMINENCE_WEIGHT = 0.5  # for each doubling of the number of mentions
# Pronouns reach no further back than this many paragraphs.
MAX_PARAGRAPHS_BACK = 6

_SENTENCE_EDGE = re.compile(r"[.!?…]['\"’”»]*\s+(?=['\"‘“„«,’]*\w)|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention brought to a name. ``certainty`` 0 to 1 is that of this step alone."""

    name: str
    mention: str
    role: str | None
    certainty: float
    person: bool = True
    kind: Kind | None = None  # of a name


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where a possible speaker is mentioned."""

    span: Span
    entity: Entity | None
    phrase: RolePhrase | None
    subject: bool
    quoted: bool

    @property
    def key(self) -> object:
        """The same for all mentions of one speaker."""
        if self.entity is not None:
            return id(self.entity)
        return self.phrase.text.lower() if self.phrase else None


class MentionTable:
    """Resolves mentions within one article; built once, then only read."""

    def __init__(
        self, layout: Layout, syntax: Syntax, language: Language, grammar: Grammar
    ) -> None:
        text, paragraphs, quoted = layout.text, layout.paragraphs, layout.quoted
        self._text = text
        self._language = language
        self._grammar = grammar
        self._syntax = syntax
        self._quoted = quoted
        self._quote_starts = [span.start for span in quoted]
        self._paragraph_starts = [span.start for span in paragraphs]
        self._edges = [match.end() for match in _SENTENCE_EDGE.finditer(text)]
        self._finder = MentionFinder(text, syntax, language, grammar)
        mentions = self._finder.names(paragraphs)
        kinds = NameKinds(text, syntax, language, grammar)
        self.entities = Clusters(language.names, kinds.judge, self._role_gender).cluster(mentions)
        self._named_spans = sorted(
            ((mention, entity) for entity in self.entities for mention in entity.mentions),
            key=lambda pair: pair[0].span,
        )
        self._name_starts = [mention.span.start for mention, _ in self._named_spans]
        self.occurrences = self._occurrences(self._finder.role_phrases(paragraphs))
        self._occurrence_starts = [each.span.start for each in self.occurrences]

    def _role_gender(self, phrase: RolePhrase) -> Gender:
        if phrase.role.feminine and phrase.noun.endswith(phrase.role.feminine):
            return "f"
        return phrase.role.gender

    # Occurrences

    def _occurrences(self, phrases: Iterable[RolePhrase]) -> tuple[Occurrence, ...]:
        found = [
            Occurrence(
                mention.span,
                entity,
                None,
                self._is_subject(mention.span),
                self._is_quoted(mention.span),
            )
            for entity in self.entities
            for mention in entity.mentions
            if not mention.genitive
        ]
        titles = {
            mention.role.span.start
            for entity in self.entities
            for mention in entity.mentions
            if mention.role
        }
        for phrase in phrases:
            if phrase.span.start in titles or self._text[phrase.span.end :][:2].strip().isupper():
                continue
            entity = self._bearer(phrase, phrase.span.start)
            found.append(
                Occurrence(
                    phrase.span,
                    entity,
                    phrase,
                    self._is_subject(phrase.span),
                    self._is_quoted(phrase.span),
                )
            )
        return tuple(sorted(found, key=lambda each: each.span.start))

    def within(self, span: Span) -> Sequence[Occurrence]:
        """The mentions of possible speakers that begin in ``span``, in text order."""
        left = bisect_left(self._occurrence_starts, span.start)
        return self.occurrences[left : bisect_left(self._occurrence_starts, span.end)]

    def _is_quoted(self, span: Span) -> bool:
        at = bisect_right(self._quote_starts, span.start) - 1
        return at >= 0 and span.start < self._quoted[at].end

    def _is_subject(self, span: Span) -> bool:
        return self._syntax.subject_in(span) is not None

    # Resolution

    def resolve(self, span: Span, *, plural: bool = False, loose: bool = False) -> Resolved | None:
        """Who a noun phrase or pronoun names. ``loose`` takes any noun, as *volgens X* does.

        None for the first and second person, for impersonal pronouns, and for things.
        """
        mention = span.of(self._text)
        pronouns = self._language.pronoun(mention)
        if (pronouns and mention.lower() == mention) or self._is_initial_pronoun(span, mention):
            return self._pronoun(span, mention, pronouns, plural=plural)
        named = self._named(span)
        if named is not None:
            return named
        phrase = self._finder.role_phrase(span)
        if phrase is not None:
            return self._by_role(span, phrase, mention)
        if loose and mention.lower() not in self._grammar.impersonal:
            return Resolved(mention, mention, None, 0.6, person=False)
        return None

    def _is_initial_pronoun(self, span: Span, mention: str) -> bool:
        return bool(self._language.pronoun(mention)) and not self._names_within(span)

    def _names_within(self, span: Span) -> list[tuple[NameMention, Entity]]:
        left = bisect_left(self._name_starts, span.start)
        return self._named_spans[left : bisect_left(self._name_starts, span.end)]

    def _named(self, span: Span) -> Resolved | None:
        inside = self._names_within(span)
        for mention, entity in inside:
            before = self._text[span.start : mention.span.start].lower().split()
            if self._grammar.of & set(before):
                return None  # de woordvoerder van Vonk is not Vonk
            if mention.genitive:
                continue
            if self._owns(mention, span):
                continue
            others = [other for other, _ in inside if other.span.start > mention.span.end]
            if others and self._joins(self._text[mention.span.end : others[0].span.start]):
                both = Span(mention.span.start, others[-1].span.end).of(self._text)
                return Resolved(both, both, None, 0.9)
            role = mention.role or (entity.roles[0] if entity.roles else None)
            return Resolved(
                entity.name,
                mention.text,
                role.text if role else None,
                1.0,
                entity.is_person,
                entity.kind,
            )
        return None

    def _owns(self, mention: NameMention, span: Span) -> bool:
        """*Vonks* kabinetschef Ilse Draaier: a name in -s in front of a role noun and a name."""
        behind = self._text[mention.span.end : span.end].split()
        return (
            mention.parts[-1].endswith("s")
            and len(behind) > 1
            and behind[1][0].isupper()
            and self._language.role_of(behind[0]) is not None
        )

    def _joins(self, gap: str) -> bool:
        return gap.strip().lower() in self._grammar.joins

    def _by_role(self, span: Span, phrase: RolePhrase, mention: str) -> Resolved | None:
        if phrase.role.kind != "person":
            return Resolved(mention, mention, mention, 0.9, person=False)
        entity = None if self._has_owner(span) else self._bearer(phrase, span.start)
        if entity is None:
            return Resolved(mention, mention, mention, 0.9)
        return Resolved(entity.name, mention, phrase.text, 0.85, kind=entity.kind)

    def _has_owner(self, span: Span) -> bool:
        words = span.of(self._text).lower().split()
        return bool(self._grammar.of & set(words))

    def _bearer(self, phrase: RolePhrase, before: int) -> Entity | None:
        """The person who was given this role, or a narrower one, elsewhere in the article."""
        first = phrase.text.split()[0].lower()
        if first in self._grammar.indefinite or self._grammar.of & set(phrase.text.lower().split()):
            return None
        bearers = [
            entity for entity in self.entities if any(_fits(phrase, role) for role in entity.roles)
        ]
        if not bearers:
            return None

        def distance(entity: Entity) -> tuple[bool, int]:
            earlier = [m.span.start for m in entity.mentions if m.span.start < before]
            later = min((m.span.start for m in entity.mentions), default=before)
            return (not earlier, before - max(earlier) if earlier else later - before)

        return min(bearers, key=distance)

    def _pronoun(
        self, span: Span, mention: str, pronouns: Sequence[Pronoun], *, plural: bool
    ) -> Resolved | None:
        third = [each for each in pronouns if each.person == 3 and each.kind != "possessive"]
        if not third or mention.lower() in self._grammar.impersonal:
            return None
        fitting = [each for each in third if (each.number == "pl") == plural] or third
        genders = {each.gender for each in fitting}
        if all(each.number == "pl" for each in fitting):
            return None  # several people: nobody can be named
        found = self.antecedent(span.start, "any" if len(genders) > 1 else genders.pop())
        if found is None:
            return None
        return replace(found, mention=mention)

    def antecedent(self, before: int, gender: Gender = "any") -> Resolved | None:
        """The likeliest person for a pronoun at ``before``: a late subject of fitting gender."""
        scored: dict[object, tuple[float, Occurrence]] = {}
        here = bisect_right(self._paragraph_starts, before)
        sentence = bisect_right(self._edges, before)
        for each in self.occurrences:
            if each.span.end > before or each.quoted or not self._fits_gender(each, gender):
                continue
            back = here - bisect_right(self._paragraph_starts, each.span.start)
            if back > MAX_PARAGRAPHS_BACK:
                continue
            if each.entity is not None and not each.entity.is_person:
                continue
            edge = bisect_right(self._edges, each.span.start)
            if edge == sentence and not each.subject:
                continue  # *met Vonk in de ploeg hield hij stand*: hij is not Vonk
            mentions = len(each.entity.mentions) if each.entity else 1
            score = (
                SUBJECT_BONUS * each.subject
                + PROMINENCE_WEIGHT * log2(mentions)
                - SENTENCE_COST * (sentence - edge)
                - PARAGRAPH_COST * back
                + PERSON_WEIGHT * (each.entity.person if each.entity else 1.0)
                + GENDER_KNOWN * (gender != "any" and self._gender(each) == gender)
            )
            best = scored.get(each.key)
            if best is None or score >= best[0]:
                scored[each.key] = (score, each)
        if not scored:
            return None
        ranked = sorted(scored.values(), key=lambda pair: (-pair[0], -pair[1].span.start))
        margin = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else SUBJECT_BONUS
        return self.resolved(ranked[0][1], 0.6 + 0.3 * min(1.0, margin / SUBJECT_BONUS))

    def resolved(self, occurrence: Occurrence, certainty: float = 1.0) -> Resolved:
        """Who is mentioned at an occurrence."""
        mention = occurrence.span.of(self._text)
        entity = occurrence.entity
        if entity is None:
            return Resolved(mention, mention, mention, certainty)
        role = occurrence.phrase or (entity.roles[0] if entity.roles else None)
        return Resolved(
            entity.name,
            mention,
            role.text if role else None,
            certainty,
            entity.is_person,
            entity.kind,
        )

    def _gender(self, each: Occurrence) -> Gender | None:
        known = each.entity.gender if each.entity else None
        if known is None and each.phrase is not None:
            known = self._role_gender(each.phrase)
        return known

    def _fits_gender(self, each: Occurrence, gender: Gender) -> bool:
        return gender == "any" or self._gender(each) in {None, "any", gender}


def _fits(phrase: RolePhrase, role: RolePhrase) -> bool:
    if role.role.kind != "person":
        return False
    same = phrase.noun == role.noun or phrase.role.noun == role.role.noun
    if not same and phrase.role.noun not in role.role.broader:
        return False
    return not phrase.modifiers or phrase.modifiers <= role.modifiers
