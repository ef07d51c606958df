"""The people and bodies of an article: names as written brought to one entity each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from quotes.mentions import NameMention
from quotes.model import Span
from quotes.name_data import Kind
from quotes.name_kinds import UNJUDGED, Judgement
from quotes.name_lists import Gender, Names
from quotes.role_phrases import RolePhrase

# From this probability on a name may be taken for a person's where nothing but the context says
# who speaks. Higher, and a bare surname that only acts (0.48 if it comes again) may not speak,
# which costs more speakers than it saves; lower, and bodies and places begin to.
LIKELY_PERSON = 0.45
# Two people of one surname who are mentioned within so many characters are mentioned together.
TOGETHER = 60
# A listed first name says more of the gender than this many roles but one.
FIRST_NAME_VOTES = 3


@dataclass(slots=True)
class Entity:
    """Everybody and everything that has one name in the article."""

    name: str
    parts: tuple[str, ...]
    mentions: list[NameMention] = field(default_factory=list)
    roles: list[RolePhrase] = field(default_factory=list)
    suspected: RolePhrase | None = None
    unsure: set[int] = field(default_factory=set)  # where it is a guess between two of a surname
    labels: set[str] = field(
        default_factory=set
    )  # in brackets behind the name: a party, in lower case
    gender: Gender | None = None
    judgement: Judgement = UNJUDGED

    @property
    def kind(self) -> Kind:
        """What it most likely is."""
        return self.judgement.kind

    @property
    def probability(self) -> float:
        """How likely it is of that kind."""
        return self.judgement.probability

    @property
    def person(self) -> float:
        """How likely it is a person."""
        return self.judgement.person

    @property
    def is_person(self) -> bool:
        """Whether it may be taken for a person where only the context says who speaks."""
        return self.person >= LIKELY_PERSON


class Clusters:
    """Groups mentions into entities and has them judged.

    ``judge`` tells of which kind the name with some parts and mentions is, ``role_gender`` whether
    a role phrase names a woman or a man.
    """

    def __init__(
        self,
        names: Names,
        judge: Callable[[Sequence[str], Sequence[NameMention]], Judgement],
        role_gender: Callable[[RolePhrase], Gender],
    ) -> None:
        self._names = names
        self._judge = judge
        self._role_gender = role_gender

    def cluster(self, mentions: Sequence[NameMention]) -> tuple[Entity, ...]:
        """The entities in order of first mention; every mention belongs to one."""
        mentions = self._parted(mentions)
        index = _Index()
        full = {
            mention.span.start: self._full(mention, index)
            for mention in mentions
            if self._is_full(mention)
        }
        index.add_short_forms()
        seen = {mention.text.lower() for mention in mentions if not mention.initial}
        seen |= {entity.name.lower() for entity in index.entities}
        for mention in mentions:
            entity = full.get(mention.span.start) or self._short(mention, index, seen)
            entity.mentions.append(mention)
            if mention.role:
                entity.roles.append(mention.role)
            if mention.suspected:
                entity.suspected = mention.suspected
            if mention.label:
                entity.labels.add(mention.label.lower())
        for entity in index.entities:
            entity.judgement = self._judge(entity.parts, entity.mentions)
            entity.gender = self._gender(entity)
        return tuple(index.entities)

    def _parted(self, mentions: Sequence[NameMention]) -> tuple[NameMention, ...]:
        """The mentions, with two names that merely stand side by side taken apart: both stand
        alone elsewhere, and the first is no first name."""
        alone = {m.parts[0] for m in mentions if len(m.parts) == 1 and not m.initial}
        found: list[NameMention] = []
        for each in mentions:
            if (
                len(each.parts) == 2
                and set(each.parts) <= alone
                and self._names.gender_of(each.parts[0]) is None
            ):
                first, second = each.parts
                middle = each.span.start + len(first)
                left = Span(each.span.start, middle)
                right = Span(each.span.end - len(second), each.span.end)
                found.append(replace(each, span=left, parts=(first,), genitive=False))
                found.append(replace(each, span=right, parts=(second,), initial=False, role=None))
            else:
                found.append(each)
        return tuple(found)

    def _is_full(self, mention: NameMention) -> bool:
        first = mention.parts[0]
        particle = first.lower() in self._names.particles and self._names.gender_of(first) is None
        return len(mention.parts) > 1 and not particle  # Van Vonk, but Ben Vonk

    def _full(self, mention: NameMention, index: _Index) -> Entity:
        """The entity with these parts, an initial standing for a first name."""
        parts = _lowered(mention.parts)
        initial = (parts[0][0] + ".", *parts[1:])
        abbreviated = all(len(letter) == 1 for letter in parts[0].rstrip(".").split("."))
        entity = index.by_parts.get(parts) or index.by_parts.get(initial)
        if entity is None and abbreviated:
            entity = index.by_initial.get(initial)
        if entity is None:
            entity = index.add(mention.text, mention.parts)
        elif len(mention.text) > len(entity.name):
            entity.name, entity.parts = mention.text, mention.parts
        index.by_parts[parts] = entity
        index.by_initial.setdefault(initial, entity)
        return entity

    def _short(self, mention: NameMention, index: _Index, seen: set[str]) -> Entity:
        """The entity that a surname or a first name stands for; a new one if there is none."""
        parts = _lowered(mention.parts)
        forms = [parts]
        if mention.initial and len(parts) > 1 and parts[0] in self._names.particles:
            forms.append(parts[1:])
        if parts[-1].endswith("s") and not mention.genitive:
            forms.append((*parts[:-1], parts[-1][:-1]))  # Vonks voorstel
        for form in forms:
            if found := index.short_forms.get(form):
                nearest = _nearest(found)
                if _is_unsure(mention, nearest, found):
                    nearest.unsure.add(mention.span.start)
                return nearest
        bare = mention.parts
        if len(forms) > 1 and len(bare) > 1 and mention.text.lower() not in seen:
            bare = bare[1:]
        elif len(bare) == 1 and bare[0].endswith("s") and bare[0][:-1].lower() in seen:
            bare = (bare[0][:-1],)
        known = index.by_parts.get(_lowered(bare))
        if known is not None:
            return known
        entity = index.add(" ".join(bare), bare)
        index.by_parts[_lowered(bare)] = entity
        return entity

    def _gender(self, entity: Entity) -> Gender | None:
        first, *others = entity.parts
        listed = self._names.likely_gender(first) if others else self._names.gender_of(first)
        genders: Counter[Gender] = Counter()
        if listed in {"m", "f"}:
            genders[listed] += FIRST_NAME_VOTES
        for role in entity.roles:
            gender = self._role_gender(role) if role.role.kind == "person" else "any"
            if gender != "any":
                genders[gender] += 1
        return genders.most_common(1)[0][0] if genders else None


@dataclass(slots=True)
class _Index:
    """Entities by their parts in lower case, by initial and the rest, and by surname or first
    name alone."""

    entities: list[Entity] = field(default_factory=list)
    by_parts: dict[tuple[str, ...], Entity] = field(default_factory=dict)
    by_initial: dict[tuple[str, ...], Entity] = field(default_factory=dict)
    short_forms: dict[tuple[str, ...], list[Entity]] = field(default_factory=dict)

    def add(self, name: str, parts: Sequence[str]) -> Entity:
        entity = Entity(name, tuple(parts))
        self.entities.append(entity)
        return entity

    def add_short_forms(self) -> None:
        for entity in self.entities:
            parts = _lowered(entity.parts)
            ends = {parts[at:] for at in range(1, len(parts))}
            for form in ends | {parts[:at] for at in range(1, len(parts))}:
                self.short_forms.setdefault(form, []).append(entity)


def _lowered(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.lower() for part in parts)


def _nearest(entities: Sequence[Entity]) -> Entity:
    """Of people with one surname, the one mentioned last before; if none was, the first."""
    before = [entity for entity in entities if entity.mentions]
    return max(before, key=lambda each: each.mentions[-1].span.start, default=entities[0])


def _is_unsure(mention: NameMention, nearest: Entity, entities: Sequence[Entity]) -> bool:
    """Whether somebody else of that surname was mentioned together with the nearest one last, as
    *Jan en Ben Vonk* are."""
    if not nearest.mentions:
        return len(entities) > 1
    last = nearest.mentions[-1].span.start
    return any(
        each is not nearest
        and each.mentions
        and last - each.mentions[-1].span.start < TOGETHER
        and mention.parts[-1].lower() == each.parts[-1].lower()
        for each in entities
    )
