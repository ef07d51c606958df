"""The verb that governs a marked passage within the reporter's sentence, and its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quotes.cue_words import CueWords
from quotes.grammar import Grammar
from quotes.lexicon import CueVerb, LabelVerb
from quotes.marks import Marked
from quotes.model import Span
from quotes.relative_clauses import RelativeClauses
from quotes.reporting import Reporting
from quotes.syntax import Syntax, Token

_CONTENT_RELATIONS = frozenset(
    {"ccomp", "obj", "xcomp", "parataxis", "advcl", "csubj", "root", "nsubj:pass", "conj", "dep"}
)
_SUBORDINATE = frozenset({"advcl", "acl", "acl:relcl"})
_VERBS = frozenset({"VERB", "AUX"})
_OBLIQUE = frozenset({"obl", "nmod", "advmod", "iobj"})
# Edges between quoted words and their cue; longer paths are mostly parsing errors.
MAX_PATH = 6
# Edges between quoted words and a verb that takes them as its object.
MAX_DIRECT = 2
# Words between a label verb and the label.
MAX_LABEL_GAP = 12
# Words between a verb and the conjunction that opens its content.
MAX_TO_CONJUNCTION = 8


class Governors:
    """Finds governing verbs and the subjects of cue verbs in one article."""

    def __init__(
        self,
        text: str,
        syntax: Syntax,
        words: CueWords,
        grammar: Grammar,
        reporting: Reporting,
    ) -> None:
        self._text = text
        self._syntax = syntax
        self._words = words
        self._grammar = grammar
        self._time = re.compile(grammar.time_of_day())  # when, not who
        self._nominative = reporting.nominative
        self._relatives = reporting.relatives
        self._clauses = RelativeClauses(syntax, reporting.relatives)
        self._perceiving = reporting.perceiving
        self._receiving = reporting.receiving

    def governing(self, marked: Marked, sentence: Span) -> tuple[Token, CueVerb | LabelVerb] | None:
        """The nearest cue or label verb of the sentence whose content the passage is, or is in."""
        candidates = [
            (token, entry)
            for token in self._syntax.within(sentence)
            if not token.quoted and token.upos in {"VERB", "AUX", "ADJ"}
            for entry in (self._words.cue_verb(token), self._words.label_verb(token))
            if entry is not None
        ]
        candidates.sort(key=lambda pair: _distance(pair[0].span, marked.outer))
        for token, entry in candidates:
            if self.governs(token, entry, marked):
                return token, entry
        return None

    def clause_verb(self, marked: Marked, sentence: Span) -> tuple[Token, CueVerb] | None:
        """The cue verb in front of a passage that stands in its *dat* clause."""
        front = self._syntax.within(Span(sentence.start, marked.outer.start))
        for token in reversed(front):
            if token.quoted or token.upos not in {"VERB", "AUX"}:
                continue
            entry = self._words.cue_verb(token)
            if entry is not None and self._clause_between(token, marked):
                return token, entry
        return None

    def subject(self, verb: Token, zone: Span) -> Span | None:
        """The verb's subject by the tree, else the noun phrase behind or in front of it; of *niet
        Vonk maar Kuil* the second."""
        found = self._subject(verb, zone)
        if found is None:
            return None
        words = self._syntax.within(found)
        before = self._syntax.tokens[words[0].index - 1] if words and words[0].index else None
        if before is None or before.lower not in self._grammar.negations:
            return found
        end = Span(words[0].span.start, self._syntax.sentence_of(verb).end)
        for token in self._syntax.within(end):
            if token.upos == "CCONJ":
                return self._syntax.phrase_from(token.index + 1) or found
            if token.upos in _VERBS:
                break
        return found

    def relative(self, verb: Token) -> Span | None:
        """Whom a relative clause with a verb is about: *Vonk, die eerder zei*."""
        return self._clauses.about(verb)

    def _subject(self, verb: Token, zone: Span) -> Span | None:
        if self._is_passive(verb, zone):
            return self._agent(zone)
        if self.is_perceived(verb):
            return self.doer(verb)
        certain = self._syntax.nominative(verb, self._nominative) or self._antecedent(verb, zone)
        if certain is not None:
            return certain
        tree = self._syntax.subject(verb)
        if tree is not None and not self.impersonal(tree):
            somebody = (
                None
                if self._may_speak(tree)
                else self._clauses.somebody_beside(verb, zone, self._can_speak)
            )
            return somebody or tree
        sentence = self._syntax.sentence_of(verb)
        behind = self._syntax.phrase_after(verb.index + 1, min(sentence.end, zone.end))
        for token in self._syntax.within(Span(max(zone.start, sentence.start), verb.span.start)):
            if token.quoted or token.upos not in {"NOUN", "PROPN", "PRON"}:
                continue
            if token.deprel.startswith(("obl", "advmod")):
                continue  # vorige week
            before = self._syntax.tokens[token.index - 1] if token.index else None
            if before is not None and before.upos == "ADP":
                continue
            phrase = self._syntax.phrase_around(token)
            if phrase is not None and not self.impersonal(phrase):
                return phrase
        return behind if behind is not None and not self.impersonal(behind) else None

    def _may_speak(self, span: Span) -> bool:
        """Whether a phrase is somebody's, or a paper's: not *de plannen van Vonk*."""
        words = self._syntax.within(span)
        of = next((each for each in words if each.lower in self._grammar.of), None)
        head = Span(span.start, of.span.start) if of is not None else span
        papers = any(each.lower in self._grammar.documents for each in words)
        return papers or self._words.may_speak(head)

    def _can_speak(self, span: Span) -> bool:
        return not self.impersonal(span) and self._may_speak(span)

    def nearest(self, marked: Marked, sentence: Span) -> Token | None:
        """The last verb in front of a passage within its sentence."""
        front = self._syntax.within(Span(sentence.start, marked.outer.start))
        return next(
            (each for each in reversed(front) if each.upos in _VERBS and not each.quoted), None
        )

    def _antecedent(self, verb: Token, zone: Span) -> Span | None:
        """*Vonk, die zei*: somebody whom a relative clause is about."""
        found = self._clauses.about(verb)
        known = found is not None and found.start >= zone.start and self._may_speak(found)
        return found if known else None

    def is_perceived(self, verb: Token) -> bool:
        """*Fleur hoorde Daan roepen*: who calls is not the subject."""
        head = self._syntax.tokens[verb.head] if verb.head >= 0 else None
        below = [each for each in self._syntax.children(verb.index) if each.finite]
        return "VerbForm=Inf" in verb.feats and any(
            each.lemma in self._perceiving for each in (head, *below) if each is not None
        )

    def doer(self, verb: Token) -> Span | None:
        """The noun phrase right in front of an infinitive."""
        before = self._syntax.tokens[verb.index - 1] if verb.index else None
        if before is None or before.upos not in {"NOUN", "PROPN", "PRON"}:
            return None
        return self._syntax.phrase_around(before)

    def receives(self, tokens: Sequence[Token]) -> bool:
        """Whether somebody is told or reads something: *Vonk kreeg een brief:*."""
        return any(each.lemma in self._receiving for each in tokens if not each.quoted)

    def final_subject(self, verb: Token, zone: Span) -> Span | None:
        """The subject of a verb at the end of its clause, in front of the words it announces:
        *terwijl Vonk van "een ramp" spreekt*, *Vonk, die van "een ramp" spreekt*."""
        if self._is_passive(verb, zone):
            return self._agent(zone)
        for token in self._syntax.subject_heads(verb):
            if token.quoted or not zone.start <= token.span.start < verb.span.start:
                continue
            if token.lower in self._relatives:
                return self._syntax.antecedent(token)
            phrase = self._syntax.phrase_around(token)
            if phrase is not None and not self.impersonal(phrase):
                return phrase
        return None

    def _is_subordinate(self, token: Token) -> bool:
        return any(each.deprel in _SUBORDINATE for each in self._syntax.ancestors(token.index))

    def clause_subject(self, tokens: Sequence[Token]) -> Span | None:
        """The first subject among some words that can speak, of a main clause if there is one."""
        for token in sorted(tokens, key=self._is_subordinate):
            if token.deprel in {"nsubj", "nsubj:pass"}:
                phrase = self._syntax.phrase_around(token)
                if phrase is not None and not self.impersonal(phrase):
                    return phrase
        return None

    def _is_passive(self, verb: Token, zone: Span) -> bool:
        if any(child.deprel == "aux:pass" for child in self._syntax.children(verb.index)):
            return any(
                child.lower in self._grammar.passive for child in self._syntax.children(verb.index)
            )
        return False

    def _agent(self, zone: Span) -> Span | None:
        for token in self._syntax.within(zone):
            if not token.quoted and token.lower in self._grammar.agent:
                return self._syntax.phrase_after(token.index + 1, zone.end)
        return None

    def governs(self, verb: Token, entry: CueVerb | LabelVerb, marked: Marked) -> bool:
        """Whether a passage is what a cue or label verb takes, or stands in it."""
        if self._clause_between(verb, marked):
            return isinstance(entry, CueVerb)
        prepositions = entry.content if isinstance(entry, CueVerb) else entry.prepositions
        if self._is_right_behind(verb, marked) and self._word_before(marked) in prepositions:
            return True  # dat X van "een ramp" spreekt
        if isinstance(entry, CueVerb) and self._is_final(verb, marked):
            return True  # dat X "een ramp" riep
        bare = isinstance(entry, CueVerb) and entry.strength == "core" and entry.tag == "speech"
        direct = bare or (isinstance(entry, LabelVerb) and "" in entry.prepositions)
        if any(
            self._leads(path, entry, prepositions, direct=direct)
            for top in self.tops(marked)
            if (path := self._path(top, verb)) is not None
        ):
            return True
        if (
            direct
            and isinstance(entry, LabelVerb)
            and (self._is_right_behind(verb, marked) or self._is_in_clause(verb, marked))
        ):
            return True
        if verb.span.end > marked.outer.start:
            return False
        between = self._text[verb.span.end : marked.outer.start].lower().split()
        return direct if not between else any(word in prepositions for word in between[-2:])

    def _is_final(self, verb: Token, marked: Marked) -> bool:
        """Whether a verb of saying ends the clause right behind a passage."""
        entry = self._words.cue_verb(verb) if self._words.label_verb(verb) is None else None
        gap = self._text[marked.outer.end : verb.span.start]
        after = self._syntax.tokens[verb.index + 1 : verb.index + 2]
        ends = not after or after[0].quoted or after[0].upos == "PUNCT"
        return entry is not None and entry.tag == "speech" and gap == " " and ends

    def _leads(
        self,
        path: Sequence[Token],
        entry: CueVerb | LabelVerb,
        prepositions: Sequence[str],
        *,
        direct: bool,
    ) -> bool:
        """Whether the words of the tree from a quoted one up to a verb make it the verb's."""
        if isinstance(entry, CueVerb) and any(step.deprel == "ccomp" for step in path):
            return True
        last = path[-1]
        takes = self._case(last) in prepositions
        if takes and last.deprel in _OBLIQUE and len(path) <= MAX_DIRECT:
            return True
        if direct and len(path) <= MAX_DIRECT:
            return all(step.deprel in _CONTENT_RELATIONS for step in path)
        return takes and last.deprel in {"xcomp", "obj", "parataxis"}

    def _clause_between(self, verb: Token, marked: Marked) -> bool:
        """*zei dat "…"*: a content conjunction between the verb and the passage."""
        if verb.span.end > marked.outer.start:
            return False
        between = self._syntax.within(Span(verb.span.end, marked.outer.start))
        opens = [
            token
            for token in between
            if not token.quoted
            and token.lower in self._grammar.content_conjunctions
            and (token.upos == "SCONJ" or token.deprel == "mark")
        ]
        return bool(opens) and opens[0].index - verb.index <= MAX_TO_CONJUNCTION

    def _is_right_behind(self, verb: Token, marked: Marked) -> bool:
        gap = self._text[marked.outer.end : verb.span.start]
        return verb.span.start >= marked.outer.end and not gap.strip()

    def _word_before(self, marked: Marked) -> str:
        words = self._text[: marked.outer.start][-40:].split()
        return words[-1].lower() if words else ""

    def _is_in_clause(self, verb: Token, marked: Marked) -> bool:
        """*noemt X de rit "keurig"*: no other verb and no pause between a verb and the words."""
        if not verb.finite or verb.span.end > marked.outer.start:
            return False
        between = self._syntax.within(Span(verb.span.end, marked.outer.start))
        return 0 < len(between) <= MAX_LABEL_GAP and not any(
            each.quoted
            or each.finite
            or each.upos in {"PUNCT", "SCONJ", "CCONJ"}
            or (each.upos == "ADP" and each.index == between[-1].index)
            for each in between
        )

    def tops(self, marked: Marked) -> Iterator[Token]:
        """The quoted words whose governors stand outside the passage."""
        for segment in marked.segments:
            for token in self._syntax.within(segment):
                head = self._syntax.tokens[token.head] if token.head >= 0 else None
                if (
                    head is not None
                    and not marked.outer.contains(head.span)
                    and token.upos != "PUNCT"
                ):
                    yield token

    def _path(self, top: Token, verb: Token) -> list[Token] | None:
        """The words from a quoted one up to, not including, the verb."""
        path = [top]
        for governor in self._syntax.ancestors(top.index):
            if governor.index == verb.index:
                return path
            if len(path) >= MAX_PATH:
                return None
            path.append(governor)
        return None

    def _case(self, token: Token) -> str:
        for child in self._syntax.children(token.index):
            if child.deprel in {"case", "mark"} and child.upos in {"ADP", "SCONJ"}:
                return child.lower
        return ""

    def impersonal(self, span: Span) -> bool:
        """Whether a phrase is a pronoun that never speaks (*het*, *men*)."""
        text = span.of(self._text)
        if text.lower() in self._grammar.impersonal or self._time.fullmatch(text):
            return not self._words.is_demonstrative(text)
        words = self._syntax.within(span)
        return len(words) == 1 and self._words.is_opener(words[0])


def _distance(word: Span, passage: Span) -> int:
    """How far a word stands from the nearer edge of a passage."""
    return max(passage.start - word.end, word.start - passage.end)
