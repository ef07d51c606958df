"""Whom a description stands for: *de accountant*, *de Friezin*, *haar advocaat, Joost Terhaar,*.

Roles that the language's data know are only some of the nouns that people go by. The article
itself says more: whatever noun stands beside a name may take its place further on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quotes import reporting as reportings
from quotes.entities import Entity
from quotes.grammar import Grammar
from quotes.language import Language
from quotes.mentions import NameMention, RolePhrase
from quotes.model import Span
from quotes.name_lists import Gender
from quotes.occurrences import Occurrence

# So long an ending of a noun may stand for all of it: *gouverneur* for *provinciegouverneur*.
MIN_HEAD = 5
# A name that is less likely a person's than this is described by no noun.
MIN_PERSON = 0.3
# One who is less likely a person than this has no role that the article does not mention.
SURE_PERSON = 0.5
# How many words of an apposition may stand in front of its noun.
MAX_BEFORE_NOUN = 4

_WORD = r"[^\W\d_]+(?:[-'’&][^\W\d_]+)*"
_WORDS = re.compile(_WORD)
_BEFORE = re.compile(rf"({_WORD})(,?)\s$")
_BESIDE = re.compile(r",\s")
_BEHIND = re.compile(r"(?:\s\([^()]{1,40}\))?,\s([^,.;:()]{3,80})")
_AGE = re.compile(r"\b(\d{1,3})-")
_AGE_BEHIND = re.compile(r"\s\((\d{1,3})\)|,\s(\d{1,3}),")
_FEMININE = ("in", "ster", "vrouw", "euse", "trice")
_CLOSES = re.compile(r"\s?[,.;:(]")


class Descriptions:
    """The nouns beside the names of one article, and who goes by them."""

    def __init__(
        self,
        text: str,
        entities: Sequence[Entity],
        named: Sequence[tuple[NameMention, Entity]],
        language: Language,
        grammar: Grammar,
    ) -> None:
        self._text = text
        self._entities = entities
        self._named = named
        self._language = language
        self._grammar = grammar
        words = reportings.load(language.code).relatives | grammar.of
        relatives = "|".join(sorted(words))
        # *De man die daar woont, Joost Terhaar,*, *de wethouder van toen, Joost Terhaar,*
        self._clause = re.compile(rf"\s(?:{relatives})\s[^.,;:!?\"“„«()]{{3,60}},\s")
        titles = "|".join(map(re.escape, sorted(language.abbreviated_titles)))
        self._titles = re.compile(rf"\b(?:{titles})\.\s?")
        self._given = [
            (mention.span.start, noun, entity)
            for mention, entity in named
            if entity.person >= MIN_PERSON
            for noun in self._nouns_beside(mention)
        ]

    def bearer(self, span: Span) -> Entity | None:
        """The person beside whose name the noun, or the age, of a definite description stood last
        before; if it did so nowhere before, first behind."""
        noun = self._definite_noun(span)
        if noun is None:
            return None
        if aged := self._of_age(span, noun):
            return aged
        if any(word[0].isupper() for word in span.of(self._text).split()[1:-1]):
            return None  # de Amerikaanse president: not whoever is called president
        found = [
            (at, entity)
            for at, given, entity in self._given
            if self._names(noun, given) and not self._is_other_gender(noun, entity)
        ]
        before = [pair for pair in found if pair[0] < span.start]
        if before:
            return max(before, key=lambda pair: pair[0])[1]
        return found[0][1] if found else None

    def _fits(self, phrase: RolePhrase, role: RolePhrase) -> bool:
        if role.role.kind != phrase.role.kind or not phrase.role.noun:
            return False
        if self._is_former(role.noun) and not self._is_former(phrase.noun):
            return False  # de schepen is not the oud-schepen
        same = phrase.noun == role.noun or phrase.role.noun == role.role.noun
        if not same and phrase.role.noun not in role.role.broader:
            return False
        return not phrase.modifiers or phrase.modifiers <= role.modifiers

    def _is_former(self, noun: str) -> bool:
        return "-" in noun and noun.split("-")[0] in self._grammar.former

    def _of_age(self, span: Span, noun: str) -> Entity | None:
        """*de 34-jarige*, *de zestigster*: the person with such an age behind the name."""
        years = _AGE.search(span.of(self._text))
        role = self._language.role_of(noun)
        if years is None and (role is None or role.age is None):
            return None
        for mention, entity in self._named:
            given = _AGE_BEHIND.match(self._text, mention.span.end)
            if given is None or entity.person < MIN_PERSON or self._is_other_gender(noun, entity):
                continue
            age = given[1] or given[2]
            if years and years[1] == age:
                return entity
            if role and role.age is not None and role.age <= int(age) < role.age + 10:
                return entity
        return None

    def role_bearer(self, phrase: RolePhrase, before: int) -> Entity | None:
        """The person who was given this role, or a narrower one, elsewhere in the article."""
        apposed = self.apposition(phrase.span)
        if apposed is not None:
            return apposed[1]
        first = phrase.text.split()[0].lower()
        if first in self._grammar.indefinite or self._grammar.of & set(phrase.text.lower().split()):
            return None
        bearers = [
            entity
            for entity in self._entities
            if (
                any(self._fits(phrase, role) for role in entity.roles)
                or _is_member(phrase, entity)
                or (entity.suspected and phrase.role.noun in self._grammar.suspects)
            )
            and not self._is_other_gender(phrase.noun, entity)
        ]
        if not bearers:
            return None

        def distance(entity: Entity) -> tuple[bool, int]:
            earlier = [m.span.start for m in entity.mentions if m.span.start < before]
            later = min((m.span.start for m in entity.mentions), default=before)
            return (not earlier, before - max(earlier) if earlier else later - before)

        return min(bearers, key=distance)

    def is_surely(self, phrase: RolePhrase, entity: Entity) -> bool:
        """Whether a person was called by just this noun, not by one that it may stand for, or has
        the age that it tells."""
        return (
            phrase.role.age is not None
            or any(phrase.noun == role.noun for role in entity.roles)
            or any(noun == phrase.noun and each is entity for _, noun, each in self._given)
        )

    def apposition(self, span: Span) -> tuple[NameMention, Entity] | None:
        """The name that a description announces: *haar man, de bioloog Joost Terhaar,*."""
        gap = _BESIDE.match(self._text, span.end) or self._clause.match(self._text, span.end)
        if gap is None:
            return None
        for mention, entity in self._named:
            if mention.span.start < gap.end():
                continue
            between = self._titles.sub("", self._text[gap.end() : mention.span.start])
            plain = not re.search(r"[^\w\s-]", between) and len(between.split()) < MAX_BEFORE_NOUN
            closed = _CLOSES.match(self._text, mention.span.end) is not None
            # *haar man, de bioloog Joost Terhaar,*
            first = between.split(" ")[0].lower()
            role = first in self._grammar.definite | self._grammar.indefinite
            person = entity.person >= MIN_PERSON and not mention.genitive
            return (
                (mention, entity) if plain and closed and person and (not between or role) else None
            )
        return None

    def gender_told(self, span: Span) -> Gender | None:
        """The gender told by a description that says of somebody named before where they come
        from, how old they are or what they were: *de Friezin*, *de 34-jarige*, *de oud-spits*.
        None if it is no such description."""
        noun = self._definite_noun(span)
        if noun is None:
            return None
        words = [word.lower() for word in span.of(self._text).split()]
        shown = span.of(self._text).split()[-1]
        people = self._language.kind_words.is_people(noun)
        origin = shown[0].isupper() and (people or noun.endswith(tuple(self._grammar.origins)))
        former = self._is_former(noun)
        aged = any(word.endswith(tuple(self._grammar.aged)) for word in words[1:])
        if aged and self._is_unintroduced(noun):
            return None  # de 34-jarige verdachte: nobody who was named
        if not (origin or former or aged):
            return None
        return "f" if noun.endswith(_FEMININE) else "any"

    def _is_other_gender(self, noun: str, entity: Entity) -> bool:
        """*de advocate* is no man."""
        role = self._language.role_of(noun)
        if role is None or entity.gender not in {"m", "f"}:
            return False
        feminine = bool(role.feminine) and noun.endswith(role.feminine or "")
        told = "f" if feminine else role.gender
        return told != "any" and told != entity.gender

    def _names(self, noun: str, given: str) -> bool:
        if self._is_former(given) and not self._is_former(noun):
            return False  # de schepen is not the oud-schepen
        if noun == given or given.endswith(f"-{noun}") or noun.endswith(f"-{given}"):
            return True
        if len(noun) >= MIN_HEAD and given.endswith(noun):
            return True
        role, meant = self._language.role_of(given), self._language.role(noun)
        return (
            role is not None
            and meant is not None
            and (meant.noun == role.noun or meant.noun in role.broader)
        )

    def may_be_somebody_named(self, phrase: RolePhrase) -> bool:
        """Whether a role with a definite article may be that of somebody named just before,
        though the article says so nowhere: *de middenvelder*, but not *de rechter*."""
        words = [word.lower() for word in phrase.text.split()]
        if words[0] not in self._grammar.definite or self._grammar.of & set(words):
            return False
        plural = phrase.role.plural
        if (plural and phrase.noun.endswith(plural)) or self._is_unintroduced(phrase.noun):
            return False
        articles = "|".join(sorted(self._grammar.indefinite))
        introduced = rf"\b(?:{articles})\s(?:\w+\s)?{re.escape(phrase.noun)}\b"
        before = self._text[: phrase.span.start].lower()
        return re.search(introduced, before) is None

    def is_woman(self, span: Span) -> bool:
        """Whether an unlisted noun says that a woman goes by it: *de weefster*."""
        noun = self._definite_noun(span)
        endings = tuple(self._language.kind_words.agent_endings.words)
        return (
            noun is not None
            and noun.islower()
            and noun.endswith(endings)
            and (noun.endswith(_FEMININE))
        )

    def _is_unintroduced(self, noun: str) -> bool:
        role = self._language.role_of(noun)
        return role is not None and role.noun in self._grammar.unintroduced

    def _definite_noun(self, span: Span) -> str | None:
        """The noun of a description with a definite article and no owner, in lower case; headings
        leave the article out (*Visboer: "…"*)."""
        words = span.of(self._text).split()
        if len(words) == 1 and self._language.role_of(words[0]):
            return words[0].lower()
        if len(words) < 2 or words[0].lower() not in self._grammar.definite:
            return None
        if self._grammar.of & {word.lower() for word in words}:
            return None
        return words[-1].lower() if re.fullmatch(r"(?:\d+-)?" + _WORD, words[-1]) else None

    def _nouns_beside(self, mention: NameMention) -> Iterator[str]:
        before = _BEFORE.search(self._text, max(0, mention.span.start - 60), mention.span.start)
        behind = self._text[mention.span.end : mention.span.end + 1]
        if before and (not before[2] or behind in {",", ".", ";"}) and self._is_noun(before[1]):
            yield before[1].lower()
        if len(mention.parts) > 2 and self._is_noun(mention.parts[0]):
            yield mention.parts[0].lower()  # *Zaakvoerder Mira Vonk*, read as one name
        apposition = _BEHIND.match(self._text, mention.span.end)
        for at, word in enumerate(_WORDS.findall(apposition[1]) if apposition else ()):
            if (
                word.lower() in self._grammar.prepositions | self._grammar.of
                or at > MAX_BEFORE_NOUN
            ):
                return
            if word.islower() and self._is_noun(word):
                yield word

    def _is_noun(self, word: str) -> bool:
        lower = word.lower()
        closed = self._grammar.definite | self._grammar.indefinite | self._grammar.prepositions
        return len(lower) > 2 and lower not in closed and not self._language.pronoun(lower)


def is_surely_person(each: Occurrence) -> bool:
    """Whether a name is a person's: bodies and places go by no such description."""
    entity = each.entity
    return entity is not None and (entity.person >= SURE_PERSON or entity.gender in {"m", "f"})


def has_no_title(each: Occurrence) -> bool:
    """Whether a person may go by a role of another kind: *minister Vonk* is no *middenvelder*."""
    return (
        each.entity is not None
        and is_surely_person(each)
        and not any(role.role.title and role.role.kind == "person" for role in each.entity.roles)
    )


def _is_member(phrase: RolePhrase, entity: Entity) -> bool:
    """*de VVD'er*, *de Spaanse*: the party or people stands beside the name somewhere."""
    if phrase.role.noun or phrase.role.kind != "person":
        return False
    known = entity.labels | {each for role in entity.roles for each in role.modifiers}
    return bool(phrase.modifiers & known)
