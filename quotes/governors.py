"""The verb that governs a marked passage within the reporter's sentence, and its subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quotes.cue_words import CueWords
from quotes.grammar import Grammar
from quotes.lexicon import CueVerb, LabelVerb
from quotes.marks import Marked
from quotes.model import Span
from quotes.syntax import Syntax, Token

_CONTENT_RELATIONS = frozenset(
    {"ccomp", "obj", "xcomp", "parataxis", "advcl", "csubj", "root", "nsubj:pass", "conj", "dep"}
)
_OBLIQUE = frozenset({"obl", "nmod", "advmod", "iobj"})
# Edges between quoted words and their cue; longer paths are mostly parsing errors.
MAX_PATH = 6
# Words between a verb and the conjunction that opens its content.
MAX_TO_CONJUNCTION = 8


class Governors:
    """Finds governing verbs and the subjects of cue verbs in one article."""

    def __init__(self, text: str, syntax: Syntax, words: CueWords, grammar: Grammar) -> None:
        self._text = text
        self._syntax = syntax
        self._words = words
        self._grammar = grammar

    def governing(self, marked: Marked, sentence: Span) -> tuple[Token, CueVerb | LabelVerb] | None:
        """The nearest cue or label verb of the sentence whose content the passage is, or is in."""
        candidates = [
            (token, entry)
            for token in self._syntax.within(sentence)
            if not token.quoted and token.upos in {"VERB", "AUX", "ADJ"}
            for entry in (self._words.cue_verb(token), self._words.label_verb(token))
            if entry is not None
        ]
        candidates.sort(key=lambda pair: abs(pair[0].span.start - marked.outer.start))
        for token, entry in candidates:
            if self._governs(token, entry, marked):
                return token, entry
        return None

    def subject(self, verb: Token, zone: Span) -> Span | None:
        """The verb's subject by the tree, else the noun phrase behind or in front of it."""
        if self._is_passive(verb, zone):
            return self._agent(zone)
        tree = self._syntax.subject(verb)
        if tree is not None and not self.impersonal(tree):
            return tree
        sentence = self._syntax.sentence_of(verb)
        behind = self._syntax.phrase_after(verb.index + 1, min(sentence.end, zone.end))
        for token in self._syntax.within(Span(max(zone.start, sentence.start), verb.span.start)):
            if token.quoted or token.upos not in {"NOUN", "PROPN", "PRON"}:
                continue
            before = self._syntax.tokens[token.index - 1] if token.index else None
            if before is not None and before.upos == "ADP":
                continue
            phrase = self._syntax.phrase_around(token)
            if phrase is not None and not self.impersonal(phrase):
                return phrase
        return behind if behind is not None and not self.impersonal(behind) else None

    def clause_subject(self, tokens: Sequence[Token]) -> Span | None:
        """The first subject among some words that can speak."""
        for token in tokens:
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

    def _governs(self, verb: Token, entry: CueVerb | LabelVerb, marked: Marked) -> bool:
        if self._clause_between(verb, marked):
            return isinstance(entry, CueVerb)
        prepositions = entry.content if isinstance(entry, CueVerb) else entry.prepositions
        bare = isinstance(entry, CueVerb) and entry.strength == "core" and entry.tag == "speech"
        direct = bare or (isinstance(entry, LabelVerb) and "" in entry.prepositions)
        for top in self.tops(marked):
            path = self._path(top, verb)
            if path is None:
                continue
            through_clause = any(step.deprel == "ccomp" for step in path)
            if through_clause and isinstance(entry, CueVerb):
                return True
            last = path[-1]
            if last.deprel in _OBLIQUE and len(path) <= 2 and self._case(last) in prepositions:
                return True
            if (
                direct
                and all(step.deprel in _CONTENT_RELATIONS for step in path)
                and len(path) <= 2
            ):
                return True
            if last.deprel in {"xcomp", "obj", "parataxis"} and self._case(last) in prepositions:
                return True
        between = self._text[verb.span.end : marked.outer.start].split()
        if verb.span.end <= marked.outer.start and between:
            return between[-1].lower() in prepositions or (
                len(between) > 1 and between[-2].lower() in prepositions
            )
        return verb.span.end <= marked.outer.start and not between and (direct or bare)

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
        return span.of(self._text).lower() in self._grammar.impersonal
