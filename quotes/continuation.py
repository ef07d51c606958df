"""*Hij zou al eerder zijn opgepakt*: a sentence that carries on what somebody reported."""

from __future__ import annotations

from collections.abc import Sequence

from quotes.reporting import Reporting
from quotes.syntax import Syntax, Token


class ContinuationFinder:
    """Tells the *zou* of hearsay from that of wishes, conditions and plans."""

    def __init__(self, syntax: Syntax, reporting: Reporting) -> None:
        self._syntax = syntax
        self._words = reporting

    def carries_on(self, tokens: Sequence[Token]) -> bool:
        """Whether a sentence right behind a report says what the same source says."""
        verbs = [each for each in tokens if each.lower in self._words.hearsay]
        if len(verbs) != 1 or any(each.lower in self._words.not_hearsay for each in tokens):
            return False
        verb = verbs[0]
        first = next((each for each in tokens if each.finite), None)
        if first is None or first.index != verb.index:
            return False
        return not any(
            each.lower in self._words.nobody
            and each.deprel.startswith("nsubj")
            and each.lower not in self._words.expletives
            for each in self._syntax.tokens[tokens[0].index : tokens[-1].index]
        )
