"""Who is who in an article: names, surnames, roles and pronouns brought to one person each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quotes.grammar import Grammar
from quotes.language import Language, Pronoun
from quotes.lexicon import Gender
from quotes.mentions import MentionFinder, NameMention, RolePhrase
from quotes.model import Span
from quotes.syntax import Syntax

# What speaks for a name being a person's. A listed first name or a title settles it; an
# abbreviation or an organisation's word speaks against as strongly.
LISTED_FIRST_NAME = 2.0
TITLED = 2.0
SEVERAL_PARTS = 0.7
GRAMMATICAL_SUBJECT = 0.5
ABBREVIATION = -2.0
ORGANISATION = -2.0
PLACED = -1.5

# Antecedents: a subject outweighs three sentences of distance, a paragraph break one and a half.
SUBJECT_BONUS = 3.0
SENTENCE_COST = 1.0
PARAGRAPH_COST = 1.5
PERSON_WEIGHT = 0.6
# Pronouns reach no further back than this many paragraphs.
MAX_PARAGRAPHS_BACK = 2

_SENTENCE_EDGE = re.compile(r"[.!?…]['\"’”»]*\s+(?=['\"‘“„«,’]*\w)|\n\s*\n")
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


@dataclass(slots=True)
class Entity:
    """Everybody and everything that has one name in the article."""

    name: str
    parts: tuple[str, ...]
    mentions: list[NameMention] = field(default_factory=list)
    roles: list[RolePhrase] = field(default_factory=list)
    gender: Gender | None = None
    person: float = 0.0


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention brought to a name. ``certainty`` 0 to 1 is that of this step alone."""

    name: str
    mention: str
    role: str | None
    certainty: float
    person: bool = True


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
        if self.entity is not None:
            return id(self.entity)
        return self.phrase.text.lower() if self.phrase else None


class MentionTable:
    """Resolves mentions within one article; built once, then only read."""

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[Span],
        quoted: Sequence[Span],
        syntax: Syntax,
        language: Language,
        grammar: Grammar,
    ) -> None:
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
        self.entities = self._clustered(mentions)
        self._by_start = {
            mention.span.start: (mention, entity)
            for entity in self.entities
            for mention in entity.mentions
        }
        self.occurrences = self._occurrences(self._finder.role_phrases(paragraphs))

    # Clusters

    def _clustered(self, mentions: Sequence[NameMention]) -> tuple[Entity, ...]:
        entities: list[Entity] = []
        assigned: dict[int, Entity] = {}
        for mention in mentions:
            if self._is_full(mention):
                entity = self._same(entities, mention.parts)
                if entity is None:
                    entity = Entity(mention.text, mention.parts)
                    entities.append(entity)
                elif len(mention.text) > len(entity.name):
                    entity.name, entity.parts = mention.text, mention.parts
                assigned[mention.span.start] = entity
        names = {entity.name.lower() for entity in entities}
        inside = {mention.text.lower() for mention in mentions if not mention.initial}
        for mention in mentions:
            if mention.span.start in assigned:
                continue
            assigned[mention.span.start] = self._short(mention, entities, names | inside)
        for mention in mentions:
            entity = assigned[mention.span.start]
            entity.mentions.append(mention)
            if mention.role:
                entity.roles.append(mention.role)
        for entity in entities:
            self._judge(entity)
        return tuple(entities)

    def _is_full(self, mention: NameMention) -> bool:
        particles = self._language.names.particles
        return len(mention.parts) > 1 and mention.parts[0].lower() not in particles

    def _same(self, entities: Sequence[Entity], parts: Sequence[str]) -> Entity | None:
        """The entity with these parts, initials standing for a first name."""
        lowered = [part.lower() for part in parts]
        for entity in entities:
            known = [part.lower() for part in entity.parts]
            if known == lowered:
                return entity
            if (
                len(known) == len(lowered)
                and known[1:] == lowered[1:]
                and known[0][0] == lowered[0][0]
                and 1 in {len(known[0]), len(lowered[0])}
            ):
                return entity
        return None

    def _short(self, mention: NameMention, entities: list[Entity], seen: set[str]) -> Entity:
        """The entity that a surname or a first name stands for; a new one if there is none."""
        parts = tuple(part.lower() for part in mention.parts)
        forms = [parts]
        if mention.initial and len(parts) > 1 and parts[0] in self._language.names.particles:
            forms.append(parts[1:])
        if parts[-1].endswith("s") and not mention.genitive:
            forms.append((*parts[:-1], parts[-1][:-1]))  # Vonks voorstel
        for form in forms:
            found = [entity for entity in entities if _answers(entity, form)]
            if found:
                return self._nearest(found, mention.span.start)
        bare = mention.parts
        if len(forms) > 1 and len(bare) > 1 and mention.text.lower() not in seen:
            bare = bare[1:]
        elif len(bare) == 1 and bare[0].endswith("s") and bare[0][:-1].lower() in seen:
            bare = (bare[0][:-1],)
        same = [
            each
            for each in entities
            if [p.lower() for p in each.parts] == [p.lower() for p in bare]
        ]
        if same:
            return same[0]
        entity = Entity(" ".join(bare), tuple(bare))
        entities.append(entity)
        return entity

    def _nearest(self, entities: Sequence[Entity], offset: int) -> Entity:
        """Of two people with one surname, the one mentioned last before; else the first after."""

        def distance(entity: Entity) -> tuple[bool, int]:
            before = [m.span.start for m in entity.mentions if m.span.start < offset]
            if before:
                return (False, offset - max(before))
            position = self._text.find(entity.name)
            return (not 0 <= position < offset, abs(position - offset))

        return min(entities, key=distance)

    def _judge(self, entity: Entity) -> None:
        names = self._language.names
        first = entity.parts[0]
        listed = names.gender_of(first)
        score = 0.0
        if listed and (len(entity.parts) > 1 or not entity.mentions):
            score += LISTED_FIRST_NAME
        genders: Counter[Gender] = Counter()
        if listed in {"m", "f"}:
            genders[listed] += 3
        for role in entity.roles:
            if role.role.kind == "person":
                score += TITLED / len(entity.roles)
                gender = self._role_gender(role)
                if gender != "any":
                    genders[gender] += 1
        score += SEVERAL_PARTS * (len(entity.parts) > 1)
        lowered = {part.lower() for part in entity.parts}
        if first.isupper() and len(first) > 1 and not listed:
            score += ABBREVIATION
        if lowered & names.organisation_words or entity.name.lower().endswith(
            names.organisation_suffixes
        ):
            score += ORGANISATION
        if any(role.role.kind != "person" for role in entity.roles):
            score += ORGANISATION / 2
        placed = sum(mention.placed for mention in entity.mentions)
        score += PLACED * placed / max(1, len(entity.mentions))
        subjects = sum(self._is_subject(mention.span) for mention in entity.mentions)
        score += GRAMMATICAL_SUBJECT * bool(subjects)
        entity.person = score
        entity.gender = genders.most_common(1)[0][0] if genders else None

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
                self.is_quoted(mention.span),
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
                    self.is_quoted(phrase.span),
                )
            )
        return tuple(sorted(found, key=lambda each: each.span.start))

    def is_quoted(self, span: Span) -> bool:
        at = bisect_right(self._quote_starts, span.start) - 1
        return at >= 0 and span.start < self._quoted[at].end

    def _is_subject(self, span: Span) -> bool:
        tokens = self._syntax.within(span)
        for token in tokens:
            if token.deprel in _SUBJECTS:
                return True
            if token.deprel in {"flat", "appos"}:
                for governor in self._syntax.ancestors(token.index):
                    if governor.deprel in _SUBJECTS:
                        return True
                    if governor.deprel not in {"flat", "appos"}:
                        break
        return False

    # Resolution

    def resolve(self, span: Span, *, plural: bool = False, loose: bool = False) -> Resolved | None:
        """Who a noun phrase or pronoun names. ``loose`` takes any noun, as *volgens X* does.

        None for the first and second person, for impersonal pronouns, and for things.
        """
        mention = span.of(self._text)
        pronouns = self._language.pronoun(mention)
        if pronouns and mention.lower() == mention or self._is_initial_pronoun(span, mention):
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
        return bool(self._language.pronoun(mention)) and span.start not in self._by_start

    def _named(self, span: Span) -> Resolved | None:
        inside = [pair for start, pair in self._by_start.items() if span.start <= start < span.end]
        inside.sort(key=lambda pair: pair[0].span.start)
        for mention, entity in inside:
            before = self._text[span.start : mention.span.start].lower().split()
            if self._grammar.of & set(before):
                return None  # de woordvoerder van Vonk is not Vonk
            if mention.genitive:
                continue
            others = [other for other, _ in inside if other.span.start > mention.span.end]
            if others and _joined_by_and(self._text[mention.span.end : others[0].span.start]):
                both = Span(mention.span.start, others[-1].span.end).of(self._text)
                return Resolved(both, both, None, 0.9)
            role = mention.role or (entity.roles[0] if entity.roles else None)
            return Resolved(
                entity.name, mention.text, role.text if role else None, 1.0, entity.person > -1
            )
        return None

    def _by_role(self, span: Span, phrase: RolePhrase, mention: str) -> Resolved | None:
        if phrase.role.kind != "person":
            return Resolved(mention, mention, mention, 0.9, person=False)
        entity = None if self._has_owner(span) else self._bearer(phrase, span.start)
        if entity is None:
            return Resolved(mention, mention, mention, 0.9)
        return Resolved(entity.name, mention, phrase.text, 0.85)

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
        return Resolved(found.name, mention, found.role, found.certainty, found.person)

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
            person = each.entity.person if each.entity else 1.0
            if person < 0:
                continue
            score = (
                SUBJECT_BONUS * each.subject
                - SENTENCE_COST * (sentence - bisect_right(self._edges, each.span.start))
                - PARAGRAPH_COST * back
                + PERSON_WEIGHT * person
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
            entity.name, mention, role.text if role else None, certainty, entity.person > -1
        )

    def _fits_gender(self, each: Occurrence, gender: Gender) -> bool:
        if gender == "any":
            return True
        known = each.entity.gender if each.entity else None
        if known is None and each.phrase is not None:
            known = self._role_gender(each.phrase)
        return known in {None, "any", gender}


def _answers(entity: Entity, form: Sequence[str]) -> bool:
    """Whether a surname (with or without particles) or a first name stands for the entity."""
    known = [part.lower() for part in entity.parts]
    if len(known) < 2:
        return known == list(form)
    return known[-len(form) :] == list(form) or known[: len(form)] == list(form)


def _fits(phrase: RolePhrase, role: RolePhrase) -> bool:
    if role.role.kind != "person":
        return False
    same = phrase.noun == role.noun or phrase.role.noun == role.role.noun
    if not same and phrase.role.noun not in role.role.broader:
        return False
    return not phrase.modifiers or phrase.modifiers <= role.modifiers


def _joined_by_and(gap: str) -> bool:
    return gap.strip() in {"en", "&"}
