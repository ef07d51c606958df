"""*…, stelt X*: a cue clause behind a statement or inside it, without marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quotes.cues import CueFinder
from quotes.grammar import Grammar
from quotes.model import Cue, Span
from quotes.reporting import Reporting
from quotes.reports import RELATIVE, Report, ReportFinder
from quotes.syntax import Syntax, Token

# What a statement of a word or two is made of.
_EXCLAIMED = frozenset({"NOUN", "ADJ", "INTJ", "DET"})
# Words between an inverted verb and its subject (*, zegt ook Vonk*).
MAX_TO_SUBJECT = 3
# Words of a phrase behind the subject; a longer one is the statement going on.
MAX_APPOSITION = 10
# A statement without a verb needs this many words (*een kwestie van tijd*).
MIN_BARE = 3


@dataclass(frozen=True, slots=True)
class CueClause:
    """A cue clause behind a comma. ``start`` is the comma's place; ``resume`` is where the
    statement goes on behind the clause, None where it does not; ``speaker`` None if nobody.
    ``fronted``: the statement is a *dat* clause; ``denied``: X says that it is not so."""

    start: int
    resume: int | None
    cue: Cue
    speaker: Span | None
    plural: bool
    fronted: bool = False
    denied: bool = False


class CueClauseFinder:
    """Finds the cue clauses behind and within statements in one article."""

    def __init__(
        self,
        text: str,
        syntax: Syntax,
        cues: CueFinder,
        reports: ReportFinder,
        grammar: Grammar,
        reporting: Reporting,
    ) -> None:
        self._text = text
        self._syntax = syntax
        self._cues = cues
        self._reports = reports
        self._grammar = grammar
        self._words = reporting

    def find(self, tokens: Sequence[Token], reports: Sequence[Report]) -> CueClause | None:
        """The sentence's cue clause: the last that stands behind a statement."""
        able = {each.finite.index: each for each in reports if self._can_trail(each)}
        for at in range(len(tokens) - 1, 0, -1):
            if tokens[at].text != "," or at + 2 > len(tokens):
                continue
            found = self._at(tokens, at, able)
            if found is None:
                continue
            rest = [each for each in tokens if each.span.start >= (found.resume or len(self._text))]
            negated = any(each.lower in self._grammar.negations for each in tokens[at:])
            if self._is_fronted(tokens[:at]):
                if able[tokens[at + 1].index].lemma in self._words.trailing:
                    return None
                return replace(found, fronted=True, denied=negated)
            negated = negated and found.resume is None
            aside = found.resume is not None and self._is_aside(tokens[:at])
            if not negated and not aside and self._is_statement([*tokens[:at], *rest]):
                return found
        return None

    def _can_trail(self, report: Report) -> bool:
        if report.conjunction and report.conjunction != RELATIVE:
            return False
        if report.strength != "core" and report.lemma in self._words.silent:
            return False  # Mietje, noemde hij haar
        if report.tag == "think":
            return report.lemma in self._words.opinions | self._words.trailing
        return True

    def _at(self, tokens: Sequence[Token], comma: int, able: dict[int, Report]) -> CueClause | None:
        start = tokens[comma].span.start
        behind = tokens[comma + 1 :]
        so = bool(behind) and behind[0].lower in self._words.so
        behind = behind[1:] if so else behind
        if not behind:
            return None
        phrase = self._cues.unnamed_phrase(behind[0].span.start, tokens[-1].span.end)
        if phrase is not None and phrase.cue is not None:
            ends = phrase.speaker is not None or len(behind) <= MAX_APPOSITION
            return CueClause(start, None, phrase.cue, phrase.speaker, False) if ends else None
        named = self._so(tokens, comma, behind) if so else None
        if named is not None:
            return named
        report = able.get(behind[0].index)
        if report is None:
            return None
        inverted = report.verb.index == behind[0].index
        if report.strength != "core" and report.tag == "speech" and not inverted:
            return None
        subject = self._subject(report, tokens)
        if subject is None or self._is_of_front(report, tokens[:comma]):
            return None
        return self._whole(tokens, comma, report, subject)

    def _so(self, tokens: Sequence[Token], comma: int, behind: Sequence[Token]) -> CueClause | None:
        """*…, zo Vonk*."""
        if behind[0].upos in {"VERB", "AUX", "ADV", "ADJ"}:
            return None
        subject = self._syntax.phrase_from(behind[0].index)
        if subject is None or any(each.finite for each in behind):
            return None
        word = tokens[comma + 1]
        cue = Cue(word.span, word.text, word.lower)
        return CueClause(tokens[comma].span.start, None, cue, subject, False)

    def _subject(self, report: Report, tokens: Sequence[Token]) -> Span | None:
        """The noun phrase right behind the verb."""
        subject = self._syntax.phrase_after(report.finite.index + 1, tokens[-1].span.end)
        if subject is None:
            return None
        between = self._syntax.within(Span(report.finite.span.end, subject.start))
        if len(between) > MAX_TO_SUBJECT or self._reports.is_nobody(subject):
            return None
        return subject

    def _is_of_front(self, report: Report, front: Sequence[Token]) -> bool:
        """*Vonk, de voorzitter, schetste een plan*: the subject stands in front of the comma."""
        if any(each.finite for each in front):
            return False
        heads = (report.verb.index, report.finite.index)
        return any(each.head in heads and each.deprel.startswith("nsubj") for each in front) or any(
            each.text == "," for each in front
        )

    def _whole(
        self, tokens: Sequence[Token], comma: int, report: Report, subject: Span
    ) -> CueClause | None:
        """The clause with what stands behind its subject, unless that is what was said."""
        start = tokens[comma].span.start
        plural = report.finite.plural
        heads = (report.verb.index, report.finite.index)
        rest = [each for each in tokens if each.span.start >= subject.end]
        bare = CueClause(start, None, report.cue, subject, plural)
        for at, token in enumerate(rest):
            if token.lower in self._words.openers and token.upos == "SCONJ":
                return None
            if token.deprel == "obj" and token.head in heads and token.upos == "NOUN":
                return None
            if token.text == ",":
                return self._behind_comma(bare, rest[at + 1 :], tokens[:comma])
            if token.text in {";", ":"} or (token.finite and not self._is_relative(rest, at)):
                return None
            if token.upos == "CCONJ" and any(each.finite for each in rest[at:]):
                return None
        return bare

    def _behind_comma(
        self, bare: CueClause, rest: Sequence[Token], front: Sequence[Token]
    ) -> CueClause | None:
        """Behind the subject's comma: an apposition, a relative clause, or the statement."""
        if not rest:
            return bare
        first = rest[0]
        if self._is_relative(rest, 0) or first.lower in self._words.relatives:
            return bare
        heads = {each.head for each in front if each.upos != "PUNCT"}
        whole = any(each.index in heads for each in rest)  # kunnen, zei hij, niet verdwijnen
        if not whole and not any(each.finite for each in rest) and len(rest) <= MAX_APPOSITION:
            return bare
        if first.lower in self._words.subordinators or first.upos == "SCONJ":
            return bare
        return CueClause(bare.start, first.span.start, bare.cue, bare.speaker, bare.plural)

    def _is_relative(self, rest: Sequence[Token], at: int) -> bool:
        return any(
            each.deprel.startswith("acl")
            for each in (rest[at], *self._syntax.ancestors(rest[at].index))
            if each.index >= rest[0].index
        )

    def _is_fronted(self, tokens: Sequence[Token]) -> bool:
        """*Dat het niet kan, zei Vonk al eerder*."""
        first = tokens[0]
        is_clause = first.lower in self._words.that and (
            first.upos == "SCONJ" or first.deprel == "mark"
        )
        return is_clause and not self._has_inversion(tokens)

    def _is_statement(self, tokens: Sequence[Token]) -> bool:
        """Whether some words can stand as a sentence: not a subordinate clause alone, as in front
        of an inverted main clause (*Toen hij kwam, riep Vonk*)."""
        first = tokens[0]
        while first.upos in {"PUNCT", "NUM", "SYM", "CCONJ"} and first.index < tokens[-1].index:
            first = self._syntax.tokens[first.index + 1]
        verbs = [each for each in tokens if each.finite]
        if not verbs:
            words = [each for each in tokens if each.upos != "PUNCT"]
            if len(words) == 1 or all(each.upos in _EXCLAIMED for each in words):
                return first.upos in _EXCLAIMED or first.upos == "PROPN"  # onzin, zegt X
            subordinate = first.lower in self._words.subordinators
            return first.upos != "ADP" and len(words) >= MIN_BARE and not subordinate
        second = self._syntax.tokens[first.index + 1]
        demonstrative = first.lower in self._words.that and first.upos in {"DET", "PRON"}
        opens = first.lower in self._words.subordinators and not demonstrative
        if opens and not second.finite:
            return self._has_inversion(tokens)
        return any(not self._is_subordinate(each, tokens) for each in verbs)

    def _is_aside(self, front: Sequence[Token]) -> bool:
        """*Op de dieren die terugkeerden, vond Vonk verf, en …*: no main verb, yet a relative."""
        verbs = [each for each in front if each.finite]
        return bool(verbs) and all(self._is_subordinate(each, front) for each in verbs)

    def _has_inversion(self, tokens: Sequence[Token]) -> bool:
        """*Als het regent, loopt de kelder onder*: a main clause behind the subordinate one."""
        return any(
            token.text == "," and (after.finite or after.lower in self._words.then)
            for token, after in pairwise(tokens)
        )

    def _is_subordinate(self, verb: Token, tokens: Sequence[Token]) -> bool:
        head = verb
        if verb.deprel.startswith(("aux", "cop")) and verb.head >= 0:
            head = self._syntax.tokens[verb.head]
        if head.index > tokens[-1].index:
            # Het kan, zei hij, niet: a main verb whose rest comes behind the cue clause.
            return verb.index == tokens[-1].index and not verb.deprel.startswith("aux")
        if head.deprel.startswith(("acl", "advcl")):
            return True
        return any(
            child.deprel == "mark" and child.upos == "SCONJ" and child.index < verb.index
            for child in self._syntax.children(head.index)
        )
