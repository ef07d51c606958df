"""Whether a cue says that somebody did *not* say something, or only might: *ontkent te hebben
gezegd*, *zei niet: "…"*, *had kunnen zeggen*, *als Vonk zegt: "…"*."""

from __future__ import annotations

from quotes.grammar import Grammar
from quotes.model import Span
from quotes.syntax import Syntax, Token

# Verbs that lead from a cue to what denies it.
MAX_ABOVE = 3

_VERBS = frozenset({"VERB", "AUX"})


class Denials:
    """Finds them in one article."""

    def __init__(self, syntax: Syntax, grammar: Grammar) -> None:
        self._syntax = syntax
        self._grammar = grammar

    def denied(self, cue: Span, *, itself: bool) -> bool:
        """Whether the verb at a cue's place is denied, or stands under a condition; ``itself``: a
        verb of denying denies what it takes (but *"Nee", ontkent Vonk* does not)."""
        tokens = self._syntax.within(cue)
        verb = tokens[0] if tokens else None
        if verb is None or verb.upos not in _VERBS:
            return False
        above = list(self._syntax.ancestors(verb.index))[:MAX_ABOVE] + [verb] * itself
        if any(each.lemma in self._grammar.unasserting and not each.quoted for each in above):
            return True
        children = [each for each in self._syntax.children(verb.index) if not each.quoted]
        if any(self._negates(each) for each in children):
            return True
        if any(
            each.lower in self._grammar.conditions and each.deprel == "mark" for each in children
        ):
            return True
        lemmas = {each.lemma for each in children if each.deprel.startswith("aux")}
        return self._grammar.unreal <= lemmas

    def _negates(self, token: Token) -> bool:
        """*niet* that ends its clause or stands before a verb: not *niet zonder trots*."""
        if token.lower not in self._grammar.negations:
            return False
        after = self._syntax.tokens[token.index + 1 : token.index + 2]
        return not after or after[0].quoted or after[0].upos in _VERBS | {"PUNCT"}
