"""The people and bodies of an article: names as written brought to one entity each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from quotes.lexicon import Gender, Names
from quotes.mentions import NameMention, RolePhrase
from quotes.model import Span

# What speaks for a name being a person's. A listed first name or a title settles it; an
# abbreviation or an organisation's word speaks against as strongly.
LISTED_FIRST_NAME = 2.0
TITLED = 2.0
SEVERAL_PARTS = 0.7
GRAMMATICAL_SUBJECT = 0.4
MENTIONED_AGAIN = 0.3
# Named once, at a sentence's beginning: as likely a common word with its capital.
ONLY_INITIAL = -1.0
ABBREVIATION = -2.0
ORGANISATION = -2.0
PLACED = -1.5
# From here on a name may be taken for a person's where nothing but the context says who speaks.
LIKELY_PERSON = 0.5


@dataclass(slots=True)
class Entity:
    """Everybody and everything that has one name in the article."""

    name: str
    parts: tuple[str, ...]
    mentions: list[NameMention] = field(default_factory=list)
    roles: list[RolePhrase] = field(default_factory=list)
    gender: Gender | None = None
    person: float = 0.0

    @property
    def is_person(self) -> bool:
        """Whether it may be taken for a person where only the context says who speaks."""
        return self.person >= LIKELY_PERSON


class Clusters:
    """Groups mentions into entities and judges which of them are people.

    ``is_subject`` tells whether a span is a grammatical subject, ``role_gender`` whether a role
    phrase names a woman or a man.
    """

    def __init__(
        self,
        text: str,
        names: Names,
        is_subject: Callable[[Span], bool],
        role_gender: Callable[[RolePhrase], Gender],
    ) -> None:
        self._text = text
        self._names = names
        self._is_subject = is_subject
        self._role_gender = role_gender

    def cluster(self, mentions: Sequence[NameMention]) -> tuple[Entity, ...]:
        """The entities in order of first mention; every mention belongs to one."""
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
        particles = self._names.particles
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
                and 1 in {len(known[0].rstrip(".")), len(lowered[0].rstrip("."))}
            ):
                return entity
        return None

    def _short(self, mention: NameMention, entities: list[Entity], seen: set[str]) -> Entity:
        """The entity that a surname or a first name stands for; a new one if there is none."""
        parts = tuple(part.lower() for part in mention.parts)
        forms = [parts]
        if mention.initial and len(parts) > 1 and parts[0] in self._names.particles:
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
        names = self._names
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
        score += MENTIONED_AGAIN * (len(entity.mentions) > 1)
        if len(entity.parts) == 1 and all(mention.initial for mention in entity.mentions):
            score += ONLY_INITIAL / len(entity.mentions)
        entity.person = score
        entity.gender = genders.most_common(1)[0][0] if genders else None


def _answers(entity: Entity, form: Sequence[str]) -> bool:
    """Whether a surname (with or without particles) or a first name stands for the entity."""
    known = [part.lower() for part in entity.parts]
    if len(known) < 2:
        return known == list(form)
    return known[-len(form) :] == list(form) or known[: len(form)] == list(form)
