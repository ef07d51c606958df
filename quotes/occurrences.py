"""Every place in an article where somebody who may speak is mentioned, by a name or by a role."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from quotes.entities import Entity
from quotes.grammar import Grammar
from quotes.layout import Layout
from quotes.mentions import MentionFinder, NameMention, RolePhrase
from quotes.model import Span
from quotes.syntax import Syntax

_DEPENDENT = frozenset({"advcl", "acl", "acl:relcl"})


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where a possible speaker is mentioned, by a name, a role or a pronoun."""

    span: Span
    entity: Entity | None
    phrase: RolePhrase | None
    subject: bool
    quoted: bool
    predicate: bool = False  # *Vonk is een man van zijn woord*
    introduced: bool = False  # *Hij heette Vonk*
    vague: bool = False  # *een man*, *de man*: neither a name nor somebody's
    aside: bool = False  # in a clause that depends on another: *toen Vonk dat zag*

    @property
    def key(self) -> object:
        """The same for all mentions of one speaker."""
        if self.entity is not None:
            return id(self.entity)
        return self.phrase.text.lower() if self.phrase else None

    @property
    def several(self) -> bool:
        """Whether several people are meant: *de bewoners*."""
        plural = self.phrase.role.plural if self.phrase else None
        return self.phrase is not None and bool(plural) and self.phrase.noun.endswith(plural or "")


class OccurrenceFinder:
    """Finds the occurrences of an article's entities and roles.

    ``bearer`` says whose role a phrase is, if the article names anybody.
    """

    def __init__(
        self,
        layout: Layout,
        syntax: Syntax,
        grammar: Grammar,
        finder: MentionFinder,
        bearer: Callable[[RolePhrase, int], Entity | None],
    ) -> None:
        self._layout = layout
        self._text = layout.text
        self._syntax = syntax
        self._grammar = grammar
        self._finder = finder
        self._bearer = bearer
        self._quote_starts = [span.start for span in layout.quoted]

    def occurrences(self, entities: Sequence[Entity]) -> tuple[Occurrence, ...]:
        """The mentions of the entities and of people known by a role alone, in text order."""
        named = [(mention, entity) for entity in entities for mention in entity.mentions]
        found = [
            self._occurrence(mention.span, entity, None)
            for mention, entity in named
            if not mention.genitive
        ]
        titles = {mention.role.span.start for mention, _ in named if mention.role}
        for phrase in self._finder.role_phrases(self._layout.paragraphs):
            if phrase.span.start in titles or self._text[phrase.span.end :][:2].strip().isupper():
                continue
            entity = self._bearer(phrase, phrase.span.start)
            found.append(self._occurrence(phrase.span, entity, phrase))
        found += self._relatives(named)
        return tuple(sorted(found, key=lambda each: each.span.start))

    def _relatives(self, named: Sequence[tuple[NameMention, Entity]]) -> Iterator[Occurrence]:
        """*mijn vrouw*, *zijn trainer*: roles with a possessive instead of an article."""
        names = {mention.span.start for mention, _ in named}
        known = {role.text.lower(): entity for _, entity in named for role in entity.roles}
        for token in self._syntax.tokens:
            possessive = token.deprel == "nmod:poss" and token.upos == "PRON"
            span = self._syntax.phrase_from(token.index) if possessive else None
            if span is None or names & set(range(span.start, span.end)):
                continue
            phrase = self._finder.role_phrase(span)
            if phrase is not None and phrase.role.kind == "person":
                yield self._occurrence(
                    span, known.get(phrase.text.lower()) or self._apposed(phrase), phrase
                )

    def _apposed(self, phrase: RolePhrase) -> Entity | None:
        """*zijn trainer, Daan Kuil*"""
        behind = self._text[phrase.span.end : phrase.span.end + 2]
        return self._bearer(phrase, phrase.span.start) if behind == ", " else None

    def _occurrence(
        self, span: Span, entity: Entity | None, phrase: RolePhrase | None
    ) -> Occurrence:
        at = bisect_right(self._quote_starts, span.start) - 1
        quoted = at >= 0 and span.start < self._layout.quoted[at].end
        introduced = entity is not None and self._is_introduced(span)
        subject = introduced or self._syntax.subject_in(span) is not None
        predicate = phrase is not None and any(
            child.deprel == "cop"
            for token in self._syntax.within(span)
            for child in self._syntax.children(token.index)
        )
        aside = self._is_aside(span)
        first = phrase.text.split()[0].lower() if phrase else ""
        articles = self._grammar.indefinite | self._grammar.definite
        vague = entity is None and first in articles
        return Occurrence(
            span, entity, phrase, subject, quoted, predicate, introduced, vague, aside
        )

    def _is_aside(self, span: Span) -> bool:
        first = self._syntax.subject_in(span) or next(iter(self._syntax.within(span)), None)
        return first is not None and any(
            each.deprel in _DEPENDENT for each in self._syntax.ancestors(first.index)
        )

    def _is_introduced(self, span: Span) -> bool:
        """*Hij heette Vonk*, *de eerste was Vonk*: from here on he has a name."""
        for token in self._syntax.within(span):
            if token.head >= 0 and self._syntax.tokens[token.head].lemma in self._grammar.naming:
                return True
            if token.upos == "PROPN" and any(
                child.deprel == "cop" for child in self._syntax.children(token.index)
            ):
                return True
        return False
