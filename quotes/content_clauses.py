"""*X zei dat …*: where a clause that holds what was said begins and ends, and on which verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotes.grammar import Grammar
from quotes.model import Span
from quotes.reporting import Reporting
from quotes.reports import Report, ReportFinder
from quotes.syntax import Syntax, Token

# Shorter clauses say nothing that could be checked.
MIN_WORDS = 2
# Words between a reporting verb and the conjunction that opens its content.
MAX_GAP = 16
_ROLES = frozenset({"obj", "nsubj", "det", "obl"})
# What a subject in front of its verb is made of.
_SUBJECT_CLASSES = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM"})
_CONTENT = frozenset({"ccomp", "csubj", "obj", "acl", "advcl", "xcomp", "parataxis", "acl:relcl"})


@dataclass(frozen=True, slots=True)
class Clause:
    """What somebody said in a subordinate clause. ``span`` begins behind the conjunction
    ``opener``; ``speaker`` is None where nobody in particular says it."""

    report: Report
    opener: Token
    span: Span
    speaker: Span | None
    denied: bool


class ClauseFinder:
    """Finds the content clauses of reporting verbs in one article."""

    def __init__(
        self,
        text: str,
        syntax: Syntax,
        reports: ReportFinder,
        grammar: Grammar,
        reporting: Reporting,
    ) -> None:
        self._text = text
        self._syntax = syntax
        self._reports = reports
        self._grammar = grammar
        self._words = reporting

    def clauses(self, tokens: Sequence[Token], reports: Sequence[Report]) -> tuple[Clause, ...]:
        """The content clauses in a sentence's words, in order; an inner one may lie in an outer."""
        able = [each for each in reports if self._has_content(each)]
        found: list[Clause] = []
        for opener in tokens:
            if opener.lower not in self._words.openers or not self._opens(opener, tokens):
                continue
            report = self._governing(opener, able)
            if report is None or self._goes_on(report, opener, found):
                continue
            clause = self._clause(report, opener, tokens, reports)
            if clause is not None:
                found.append(clause)
        return tuple(found)

    def leads(self, report: Report) -> bool:
        """Whether a verb may lead in words behind a colon."""
        says = report.strength == "core" and report.tag != "think" and not report.conjunction
        return says and report.lemma not in self._words.silent

    def _has_content(self, report: Report) -> bool:
        if report.lemma in self._words.silent or report.conjunction in self._words.hypothetical:
            return False
        if report.lemma in self._words.beliefs and "Tense=Past" in report.finite.feats:
            return False
        return report.tag != "think" or report.lemma in self._words.opinions

    def _asks(self, verb: Token) -> bool:
        return self._reports.lemma(verb) in self._words.asking

    def _opens(self, opener: Token, tokens: Sequence[Token]) -> bool:
        """Whether a word is a conjunction or a question word, no relative and no *ja of nee*."""
        at = opener.index - tokens[0].index
        if at == 0 or at + 1 == len(tokens) or tokens[at + 1].text == ",":
            return False
        before = tokens[at - 2] if tokens[at - 1].text == "," and at > 1 else tokens[at - 1]
        if before.lower in self._words.antecedents:
            return False
        if opener.lower in self._words.that | self._words.whether:
            return self._joins(opener, tokens)
        clause = self._clause_head(opener)
        if opener.upos == "PRON" and clause is not None and not self._has_verb(clause):
            return False  # wat jaloers
        return before.upos not in {"ADP", "SCONJ"} or before.deprel.startswith("compound")

    def _joins(self, opener: Token, tokens: Sequence[Token]) -> bool:
        """Whether *dat* or *of* is a conjunction: by its class, or by the words behind it."""
        if 0 <= opener.head < opener.index and opener.deprel in _ROLES:
            after = self._syntax.tokens[opener.index + 1 : opener.index + 4]
            has_subject = any(each.deprel.startswith("nsubj") for each in after)
            if not has_subject and not self._verb_comes_last(opener, tokens):
                return False  # corrigeerde dat met een ruk
        if opener.upos == "SCONJ" or opener.deprel == "mark":
            return True
        clause = self._clause_head(opener)
        told = clause is not None and clause.index > opener.index and clause.deprel == "ccomp"
        asked = any(self._asks(each) for each in tokens if each.index < opener.index)
        return (told or asked) and self._verb_comes_last(opener, tokens)

    def _has_verb(self, clause: Token) -> bool:
        return clause.finite or any(
            child.finite and child.deprel.startswith(("aux", "cop"))
            for child in self._syntax.children(clause.index)
        )

    def _verb_comes_last(self, opener: Token, tokens: Sequence[Token]) -> bool:
        """Whether the words behind an opener are ordered as in a subordinate clause."""
        behind = [each for each in tokens if each.index > opener.index]
        verb = next((each for each in behind if each.finite or each.text == ","), None)
        return verb is not None and verb.finite and self._is_final(verb, behind)

    def _governing(self, opener: Token, reports: Sequence[Report]) -> Report | None:
        """The verb whose content the opener begins: by the tree, or as the only verb nearby."""
        clause = self._clause_head(opener)
        for report in reversed(reports):
            if report.last >= opener.index:
                continue
            if clause is not None and clause.index > opener.index:
                governor = clause.head
                ties = governor in {report.verb.index, report.finite.index}
                blocked = self._is_degree(report, opener) or self._is_parted(report, opener)
                if ties and clause.deprel in _CONTENT and not blocked:
                    return report
            if opener.index - report.last <= MAX_GAP and self._is_next(report, opener):
                return report
        return None

    def _clause_head(self, opener: Token) -> Token | None:
        head = self._syntax.tokens[opener.head] if opener.head >= 0 else None
        if head is not None and head.upos in {"ADJ", "ADV", "NOUN", "DET"} and head.head >= 0:
            above = self._syntax.tokens[head.head]
            if opener.deprel != "mark" and above.index > opener.index:
                return above  # hoe groot de schade is
        return head

    def _is_degree(self, report: Report, opener: Token) -> bool:
        """*meldden zich zoveel kijkers, dat*; *laat horen hoe*."""
        if report.is_idiom and opener.lower not in self._words.that:
            return True
        between = self._syntax.tokens[report.first : opener.index]
        return any(each.lower in self._words.degrees for each in between)

    def _is_parted(self, report: Report, opener: Token) -> bool:
        """Whether another clause stands in between, and does not end with a comma."""
        between = self._syntax.tokens[report.last + 1 : opener.index]
        other = any(each.finite and not self._is_aside(each, report, opener) for each in between)
        return other and between[-1].text != ","

    def _is_next(self, report: Report, opener: Token) -> bool:
        """Whether no other clause begins between a verb and the opener."""
        between = self._syntax.tokens[report.last + 1 : opener.index]
        bare = [each for each in between if not self._is_aside(each, report, opener)]
        ends = {"SCONJ", "CCONJ"}
        if any(each.finite or each.upos in ends or each.text in ";:" for each in bare):
            return False
        last = between[-1] if between else report.verb
        if last.text != "," and any(each.text == "," for each in bare):
            return False  # zei Vonk, een man dat
        if self._is_degree(report, opener):
            return False
        if opener.lower in self._words.never_relative:
            return last.lower not in self._words.antecedents
        return (
            not between
            or last.upos in {"ADV", "PROPN", "PRON", "ADP", "PUNCT"}
            or (last.upos == "NOUN" and last.deprel in {"nsubj", "iobj", "obl", "appos", "flat"})
        )

    def _is_aside(self, token: Token, report: Report, opener: Token) -> bool:
        """Whether a word is in a clause on the subject (*zei Vonk, die hier woont, dat*)."""
        for each in (token, *self._syntax.ancestors(token.index)):
            if each.index <= report.last or each.index >= opener.index:
                return False
            if each.deprel.startswith("acl"):
                return True
        return False

    def _goes_on(self, report: Report, opener: Token, found: Sequence[Clause]) -> bool:
        """*zei dat … en dat …* is one statement."""
        return any(
            each.report.verb.index == report.verb.index and opener.span.start < each.span.end
            for each in found
        )

    def _clause(
        self, report: Report, opener: Token, tokens: Sequence[Token], reports: Sequence[Report]
    ) -> Clause | None:
        span = Span(opener.span.end, self._end(report, opener, tokens, reports))
        if len(span.of(self._text).split()) < MIN_WORDS:
            return None
        negated = self._is_negated(report, opener)
        # Wilde niet zeggen wat, kon niet zeggen of: nothing is said.
        simple = report.verb.index == report.finite.index and opener.lower in self._words.whether
        if negated and not simple and opener.lower not in self._words.that:
            return None
        denied = (
            negated or report.lemma in self._grammar.unasserting or self._is_judged(report, opener)
        )
        subject = self._reports.subject(report, opener.span.start)
        return Clause(report, opener, span, subject, denied)

    def _is_negated(self, report: Report, opener: Token) -> bool:
        start = report.first
        while start > 0 and self._syntax.tokens[start - 1].sentence == opener.sentence:
            if self._syntax.tokens[start - 1].upos in {"PUNCT", "CCONJ", "SCONJ"}:
                break
            start -= 1
        return any(
            each.lower in self._grammar.negations and after.lower not in self._words.only
            for each, after in pairwise(self._syntax.tokens[start : opener.index + 1])
        )

    def _is_judged(self, report: Report, opener: Token) -> bool:
        """*vindt het jammer dat*: what X says is not that it is so."""
        behind = self._syntax.tokens[report.finite.index + 1 : opener.index]
        return (
            report.tag == "think"
            and any(each.lower in self._words.judged for each in behind)
            and opener.index - report.finite.index > 2
        )

    # Where it ends

    def _end(
        self, report: Report, opener: Token, tokens: Sequence[Token], reports: Sequence[Report]
    ) -> int:
        """The end of the content: the sentence's, unless the clause of the verb, or another that
        stands beside it, goes on behind it."""
        behind = [each for each in tokens if each.index > opener.index]
        for at, token in enumerate(behind[:-1]):
            following = behind[at + 1]
            if token.text == ";":
                return token.span.start
            if (
                token.text == ","
                and report.conjunction
                and (following.finite or following.lower in self._words.then)
            ):
                return token.span.start
            if token.text == "," and self._is_next_report(token, report, reports):
                return token.span.start
            if token.upos == "CCONJ" and at and self._leaves(token, report, behind, at, reports):
                before = behind[at - 1]
                return before.span.start if before.text == "," else token.span.start
        return tokens[-1].span.end

    def _is_next_report(self, comma: Token, report: Report, reports: Sequence[Report]) -> bool:
        """*X zegt dat …, Y vindt dat …*: another verb in second place right behind a comma."""
        for each in reports:
            if each.finite.index <= comma.index or each.conjunction:
                continue
            between = self._syntax.tokens[comma.index + 1 : each.finite.index]
            plain = all(word.upos in _SUBJECT_CLASSES for word in between)
            dependent = each.verb.head in {report.verb.index, report.finite.index}
            return bool(between) and plain and dependent
        return False

    def _leaves(
        self,
        joint: Token,
        report: Report,
        behind: Sequence[Token],
        at: int,
        reports: Sequence[Report],
    ) -> bool:
        """Whether *maar*, *en* joins a main clause to the reporting verb's, not one to the
        content: a verb in second place, which the tree hangs on the reporting verb or which
        reports something itself."""
        if behind[at + 1].lower in self._words.openers:
            return False
        verb = next((each for each in behind[at + 1 :] if each.finite), None)
        if verb is None:
            return False
        if any(each.upos == "SCONJ" for each in behind if joint.index < each.index < verb.index):
            return False
        following = self._syntax.tokens[verb.index + 1]
        if self._is_final(verb, behind) and following.lower not in self._words.openers:
            return False
        if any(each.finite.index == verb.index for each in reports) and behind[at - 1].text == ",":
            return True
        head = self._syntax.tokens[joint.head] if joint.head >= 0 else None
        if head is None or head.deprel not in {"conj", "parataxis"}:
            return False
        above = {report.verb.index, report.finite.index}
        above.update(each.index for each in self._syntax.ancestors(report.verb.index))
        return head.head in above or behind[at - 1].text == ","

    def _is_final(self, verb: Token, behind: Sequence[Token]) -> bool:
        """Whether a verb ends its clause, as in subordinate ones: only verbs behind it."""
        for each in behind:
            if each.index <= verb.index:
                continue
            if each.upos in {"PUNCT", "CCONJ", "SCONJ"}:
                return True
            if each.upos not in {"VERB", "AUX"} and each.lower not in self._words.infinitive:
                return False
        return True
