"""Whom a relative clause is about: *Vonk, die eerder zei …*."""

from __future__ import annotations

from collections.abc import Callable

from quotes.model import Span
from quotes.syntax import Syntax, Token


class RelativeClauses:
    """Looks at the clauses of one article that one of the ``relatives`` opens."""

    def __init__(self, syntax: Syntax, relatives: frozenset[str]) -> None:
        self._syntax = syntax
        self._relatives = relatives

    def about(self, verb: Token) -> Span | None:
        """Whom a relative clause with a verb is about (*Vonk, die eerder zei*), unless the clause
        has a subject of its own."""
        start = self._syntax.sentence_of(verb).start
        front = self._syntax.within(Span(start, verb.span.start))
        for token in reversed(front):
            if token.quoted or token.text in {",", ":", ";"}:
                return None
            if token.lower in self._relatives and token.upos in {"PRON", "DET", "SCONJ"}:
                break
        else:
            return None
        comma = self._syntax.tokens[token.index - 1] if token.index > 1 else None
        noun = self._syntax.tokens[token.index - 2] if comma is not None else None
        if comma is None or noun is None or comma.text != "," or noun.upos not in {"NOUN", "PROPN"}:
            return None
        clause = Span(token.span.end, verb.span.start)
        own = any(
            each.upos in {"PROPN", "PRON"}
            or (each.deprel.startswith("nsubj") and each.head == verb.index)
            for each in self._syntax.within(clause)
            if not each.quoted
        )
        return None if own else self._syntax.phrase_around(noun)

    def somebody_beside(
        self, verb: Token, zone: Span, may_speak: Callable[[Span], bool]
    ) -> Span | None:
        """Who speaks where the tree has a thing for the subject: *dat plan noemt Vonk "…"*, *een
        plan dat Vonk "…" noemt*."""
        sentence = self._syntax.sentence_of(verb)
        places = [self._syntax.phrase_after(verb.index + 1, min(sentence.end, zone.end))]
        front = self._syntax.within(Span(max(zone.start, sentence.start), verb.span.start))
        for token in reversed(front):
            if token.lower in self._relatives and token.index + 1 < verb.index:
                places.append(self._first_name(token.index + 1, verb.index))
                break
        return next((each for each in places if each is not None and may_speak(each)), None)

    def _first_name(self, start: int, end: int) -> Span | None:
        """The name or pronoun that the reporter's words from one word up to another begin with."""
        for token in self._syntax.tokens[start:end]:
            if token.quoted or token.upos in {"NOUN", "VERB", "AUX"}:
                return None
            if token.upos in {"PROPN", "PRON"}:
                return self._syntax.phrase_around(token)
        return None
