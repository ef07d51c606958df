"""Verbs of saying, writing and opinion in a reporter's sentence, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotes.cues import CueFinder
from quotes.grammar import Grammar
from quotes.model import Cue, Span
from quotes.reporting import Idiom, Reporting
from quotes.syntax import Syntax, Token

# The conjunction of a relative clause, which has none.
RELATIVE = "relative"
_VERBAL = frozenset({"VERB", "AUX", "ADJ"})
# Steps from a participle or infinitive up to its finite verb.
MAX_CHAIN = 3
# Words between a finite verb and the participle or infinitive at the end of its clause.
MAX_BRACKET = 14
# Words between the verb of an idiom and the words beside it.
MAX_IDIOM_GAP = 8


@dataclass(frozen=True, slots=True)
class Report:
    """A verb that reports what somebody says. ``finite`` is the verb of its clause that is
    inflected, ``last`` the number of its last word, particle or participle included, and
    ``conjunction`` what makes its clause subordinate, RELATIVE or "" if nothing does."""

    verb: Token
    finite: Token
    last: int
    cue: Cue
    lemma: str
    tag: str
    strength: str
    conjunction: str
    is_idiom: bool = False

    @property
    def first(self) -> int:
        """The number of its first word."""
        return min(self.verb.index, self.finite.index)


class ReportFinder:
    """Finds reporting verbs in one article."""

    def __init__(
        self, text: str, syntax: Syntax, cues: CueFinder, grammar: Grammar, reporting: Reporting
    ) -> None:
        self._text = text
        self._syntax = syntax
        self._cues = cues
        self._grammar = grammar
        self._words = reporting

    def reports(self, tokens: Sequence[Token]) -> tuple[Report, ...]:
        """The reporting verbs among the words of one sentence, in order."""
        found = (self._report(token, tokens) for token in tokens if token.upos in _VERBAL)
        return tuple(each for each in found if each is not None)

    def _report(self, token: Token, tokens: Sequence[Token]) -> Report | None:
        idiom = self._idiom(token, tokens)
        entry = self._cues.cue_verb(token)
        if idiom is None and entry is None:
            return None
        finite = token if token.finite else self._finite(token, tokens)
        if finite is None or self._is_passive(token) or not self._is_assertive(token, finite):
            return None
        conjunction = self._conjunction(token)
        if idiom is not None:
            words, beside = idiom
            cue = Cue(token.span, f"{token.text} {words.beside}", words.lemma)
            last = max(token.index, finite.index, beside)
            return Report(
                token, finite, last, cue, words.lemma, "speech", "core", conjunction, True
            )
        if entry is None:
            return None
        cue = self._cues.as_cue(token, entry)
        particle = self._cues.particle(token, entry)
        last = max(token.index, finite.index, particle.index if particle else 0)
        return Report(token, finite, last, cue, entry.lemma, entry.tag, entry.strength, conjunction)

    def _idiom(self, verb: Token, tokens: Sequence[Token]) -> tuple[Idiom, int] | None:
        """The idiom a word is the verb of, and the number of its last word."""
        for idiom in self._words.idioms_of(verb.lower):
            parts = idiom.parts
            gap = 1 if not verb.finite else MAX_IDIOM_GAP
            start = verb.index + 1
            before = verb.index - len(parts) - tokens[0].index
            for at in [before, *range(start - tokens[0].index, start - tokens[0].index + gap)]:
                if at < 0 or (at == before and verb.finite and not self._is_final(verb)):
                    continue
                if tuple(each.lower for each in tokens[at : at + len(parts)]) == parts:
                    return idiom, tokens[at + len(parts) - 1].index
                if before < at < len(tokens) and self._ends_clause(tokens[at]):
                    break
        return None

    def _ends_clause(self, token: Token) -> bool:
        return token.finite or token.lower in self._words.openers

    def _is_final(self, verb: Token) -> bool:
        return bool(self._conjunction(verb))

    def _finite(self, verb: Token, tokens: Sequence[Token]) -> Token | None:
        """The finite verb that a participle or infinitive belongs to."""
        at: Token | None = verb
        for _ in range(MAX_CHAIN):
            if at is None:
                break
            for child in self._syntax.children(at.index):
                if child.finite and child.deprel.startswith(("aux", "cop")):
                    return child
            at = self._syntax.tokens[at.head] if at.head >= 0 else None
            if at is not None and at.finite:
                return at if at.sentence == verb.sentence else None
        for token in reversed(tokens[: verb.index - tokens[0].index][-MAX_BRACKET:]):
            if token.finite:
                return token
            if token.upos == "SCONJ" or token.text in {",", ";", ":"}:
                return None
        return None

    def _is_passive(self, verb: Token) -> bool:
        """*er wordt gezegd*, *is bekendgemaakt*: nobody says it. Verbs of saying take *hebben*."""
        if "VerbForm=Part" not in verb.feats and verb.upos != "ADJ":
            return False
        return any(
            child.deprel.startswith(("aux", "cop")) and self._is_passive_word(child)
            for child in self._syntax.children(verb.index)
        )

    def _is_passive_word(self, auxiliary: Token) -> bool:
        return auxiliary.lower in self._grammar.passive or auxiliary.lemma in self._words.being

    def _is_assertive(self, verb: Token, finite: Token) -> bool:
        """Whether X does say so, and does not merely want, refuse or happen to."""
        if verb.index == finite.index:
            return True
        before = self._syntax.tokens[verb.index - 1] if verb.index else None
        if (
            "VerbForm=Inf" in verb.feats
            and before is not None
            and before.lower in self._words.infinitive
        ):
            for governor in self._syntax.ancestors(verb.index):
                if governor.upos in _VERBAL:
                    return self.lemma(governor) in self._words.assertive
            return False
        return finite.lower not in self._words.hearsay and (
            finite.lemma in self._words.assertive or self.lemma(finite) in self._words.assertive
        )

    def lemma(self, verb: Token) -> str:
        """The infinitive of a cue verb, particle and all, else the parser's lemma."""
        entry = self._cues.cue_verb(verb)
        return entry.lemma if entry else verb.lemma

    def _conjunction(self, verb: Token) -> str:
        at: Token | None = verb
        while at is not None:
            for child in self._syntax.children(at.index):
                if child.index >= verb.index:
                    break
                if child.deprel == "mark" and child.lower not in self._words.infinitive:
                    return child.lower
            if at.deprel.startswith("acl:relcl"):
                return RELATIVE
            follows = at.deprel in {"conj", "xcomp"} and at.head >= 0
            at = self._syntax.tokens[at.head] if follows else None
        return ""

    # Who says it

    def subject(self, report: Report, stop: int) -> Span | None:
        """The subject of a reporting verb that begins in front of ``stop``; None for nobody in
        particular, the writer included."""
        inverted = self._syntax.nominative(report.finite, self._words.nominative)
        if inverted is not None and inverted.start < stop:
            return None if self.is_nobody(inverted) else inverted
        for head in (report.verb, report.finite):
            for token in self._subjects(head):
                span = self._who(token, head, stop)
                if span is not None:
                    span = self._without_idiom(report, span)
                    return None if self.is_nobody(span) else span
        return self._by_order(report, stop)

    def _without_idiom(self, report: Report, span: Span) -> Span:
        """The subject up to the words of the idiom behind it (*is het bestuur van mening*)."""
        beside = self._syntax.tokens[report.last].span
        if not report.is_idiom or not span.contains(beside):
            return span
        words = len(report.cue.text.split()) - 1
        return Span(span.start, self._syntax.tokens[report.last - words].span.end)

    def _subjects(self, verb: Token) -> Iterator[Token]:
        return self._syntax.subject_heads(verb)

    def _who(self, token: Token, verb: Token, stop: int) -> Span | None:
        if token.quoted or token.span.start >= stop or token.sentence != verb.sentence:
            return None
        if token.lower in self._words.relatives and token.upos in {"PRON", "DET"}:
            return self._syntax.antecedent(token)
        if token.upos == "ADV":
            return None
        return self._syntax.phrase_around(token)

    def _by_order(self, report: Report, stop: int) -> Span | None:
        """The noun phrase behind an inverted verb, else the one right in front of it."""
        finite = report.finite
        if report.conjunction:
            return None
        behind = self._syntax.phrase_after(finite.index + 1, stop)
        start = finite.index
        while start > 0 and self._syntax.tokens[start - 1].sentence == finite.sentence:
            before = self._syntax.tokens[start - 1]
            if before.upos in {"CCONJ", "PUNCT"}:
                break
            start -= 1
        if start < finite.index and self._syntax.tokens[start].upos != "ADP":
            front = self._syntax.phrase_from(start)
            if front is not None and front.end == self._syntax.tokens[finite.index - 1].span.end:
                return None if self.is_nobody(front) else front
        return None if behind is None or self.is_nobody(behind) else behind

    def is_nobody(self, span: Span) -> bool:
        """Whether a subject is one that says nothing, or that cannot be named."""
        words = span.of(self._text).lower().split()
        return words[0] in self._words.nobody and (
            len(words) == 1 or words[0] not in self._words.determiners
        )
