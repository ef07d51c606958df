"""Which names stand in a phrase, and whether it is their bearers that it speaks of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from quotes.entities import Entity
from quotes.grammar import Grammar
from quotes.language import Language
from quotes.mentions import NameMention
from quotes.model import Span
from quotes.resolved import Resolved

# *Vonk en Kuil*: both at once.
BOTH = 0.95
# *Jan en Ben Vonk … zei Vonk*: which of them, nobody can tell.
UNSURE = 0.55


class NamesInPlace:
    """The names of one article by where they stand; ``all`` of them in text order."""

    def __init__(
        self, text: str, entities: Sequence[Entity], language: Language, grammar: Grammar
    ) -> None:
        self._text = text
        self._language = language
        self._grammar = grammar
        self.all = sorted(
            ((mention, entity) for entity in entities for mention in entity.mentions),
            key=lambda pair: pair[0].span,
        )
        self._starts = [mention.span.start for mention, _ in self.all]

    def within(self, span: Span) -> list[tuple[NameMention, Entity]]:
        """The names that begin in a phrase."""
        left = bisect_left(self._starts, span.start)
        return self.all[left : bisect_left(self._starts, span.end)]

    def widened(self, span: Span) -> Span:
        """The phrase with all of the name that it begins within: *Have* of *Ten Have*."""
        at = bisect_left(self._starts, span.start) - 1
        if at < 0:
            return span
        name = self.all[at][0].span
        return Span(name.start, span.end) if name.end > span.start else span

    def named(self, span: Span) -> Resolved | None:
        """Whom a phrase names; None if nobody, or somebody of theirs (*de woordvoerder van Vonk*,
        *Vonks broer*)."""
        inside = self.within(span)
        for mention, entity in inside:
            title = mention.role.span.start if mention.role else mention.span.start
            start = title if span.start <= title < mention.span.start else mention.span.start
            if self._grammar.of & set(self._text[span.start : start].lower().split()):
                return None  # de woordvoerder van Vonk is not Vonk
            if mention.genitive:
                continue
            if self._owns(mention, span):
                continue
            others = [other for other, _ in inside if other.span.start > mention.span.end]
            if others and self._joins(self._text[mention.span.end : others[0].span.start]):
                both = Span(mention.span.start, others[-1].span.end).of(self._text)
                return Resolved(both, both, None, BOTH)
            role = mention.role or (entity.roles[0] if entity.roles else None)
            return Resolved(
                entity.name,
                mention.text,
                role.text if role else None,
                UNSURE if mention.span.start in entity.unsure else 1.0,
                entity.is_person,
                entity.kind,
                id(entity),
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
