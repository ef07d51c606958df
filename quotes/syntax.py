"""A parsed article word by word: neighbours, governors, subjects and noun phrases.

Trees of news text hold errors (subjects about one in four), so every question is answered
from the tree and the order of words together.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotes.model import ParsedDocument, Span

_NOMINAL = frozenset({"NOUN", "PROPN"})
_BEFORE_NOUN = frozenset({"DET", "ADJ", "NUM"})
_MODIFIERS = frozenset({"nmod:poss", "amod", "det"})
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
_NOMINAL_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_BESIDE = frozenset({"flat", "appos"})
# Words that may stand between an inverted verb and its subject: *zei gisteren ook zij*.
_SKIPPED = frozenset({"ADV", "PUNCT", "ADP", "SYM"})
# How far behind an inverted verb its subject may begin.
SUBJECT_WINDOW = 6
# How many words a noun phrase may span: keeps a run of tagging errors from growing.
MAX_PHRASE = 16


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the article. ``head`` is an index into ``Syntax.tokens``, -1 for a root."""

    index: int
    span: Span
    text: str
    lemma: str
    upos: str
    head: int
    deprel: str
    sentence: int
    quoted: bool

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()


class Syntax:
    """The words of the parsed passages, with what lies within marks told apart."""

    def __init__(
        self, document: ParsedDocument, quoted: Sequence[Span], of_preposition: str = "van"
    ) -> None:
        tokens: list[Token] = []
        starts = [span.start for span in quoted]
        for number, sentence in enumerate(document.sentences):
            base = len(tokens)
            for word in sentence.words:
                at = bisect_right(starts, word.span.start) - 1
                inside = at >= 0 and word.span.start < quoted[at].end
                head = base + word.head if word.head >= 0 else -1
                tokens.append(
                    Token(
                        len(tokens), word.span, word.text, word.lemma, word.upos, head,
                        word.deprel, number, inside,
                    )
                )  # fmt: skip
        self.tokens = tuple(tokens)
        self.sentences = tuple(sentence.span for sentence in document.sentences)
        self._of = of_preposition
        self._starts = [token.span.start for token in tokens]
        self._children: dict[int, list[int]] = {}
        for token in tokens:
            self._children.setdefault(token.head, []).append(token.index)

    def within(self, span: Span) -> Sequence[Token]:
        """The words that begin in ``span``."""
        left = bisect_left(self._starts, span.start)
        return self.tokens[left : bisect_left(self._starts, span.end)]

    def children(self, index: int) -> Iterator[Token]:
        """The words that a word governs, in order."""
        return (self.tokens[child] for child in self._children.get(index, ()))

    def ancestors(self, index: int) -> Iterator[Token]:
        """The governors of a word, nearest first."""
        seen = {index}
        at = self.tokens[index].head
        while at >= 0 and at not in seen:
            seen.add(at)
            yield self.tokens[at]
            at = self.tokens[at].head

    def sentence_of(self, token: Token) -> Span:
        """The parsed sentence of a word."""
        return self.sentences[token.sentence]

    def subject(self, verb: Token) -> Span | None:
        """The subject of a verb, of the verb it is coordinated with or of its auxiliary."""
        for candidate in self._subject_heads(verb):
            if not candidate.quoted and (phrase := self.phrase_around(candidate)):
                return phrase
        return None

    def _subject_heads(self, verb: Token) -> Iterator[Token]:
        governor: Token | None = verb
        for _ in range(3):
            if governor is None:
                return
            yield from sorted(
                (each for each in self.children(governor.index) if each.deprel in _SUBJECTS),
                key=lambda each: (each.upos not in {"PROPN", "NOUN", "PRON"}, each.index),
            )
            climbs = governor.deprel in {"conj", "aux", "xcomp", "cop"} and governor.head >= 0
            governor = self.tokens[governor.head] if climbs else None

    def subject_in(self, span: Span) -> Token | None:
        """The grammatical subject that begins in the span, or that a name in it stands beside."""
        for token in self.within(span):
            if token.deprel in _NOMINAL_SUBJECTS:
                return token
            if token.deprel in _BESIDE:
                for governor in self.ancestors(token.index):
                    if governor.deprel in _NOMINAL_SUBJECTS:
                        return governor
                    if governor.deprel not in _BESIDE:
                        break
        return None

    def phrase_around(self, head: Token) -> Span | None:
        """The noun phrase that a word stands in, to the left and right of it."""
        first = head.index
        while first > 0 and first > head.index - MAX_PHRASE:
            before = self.tokens[first - 1]
            if before.quoted or before.sentence != head.sentence:
                break
            if before.upos in _BEFORE_NOUN | _NOMINAL or before.deprel in _MODIFIERS:
                first -= 1
            else:
                break
        return self.phrase_from(first)

    def phrase_after(self, index: int, end: int) -> Span | None:
        """The first noun phrase behind an inverted verb, adverbs and times skipped."""
        for at in range(index, min(index + SUBJECT_WINDOW, len(self.tokens))):
            token = self.tokens[at]
            if token.span.start >= end or token.quoted:
                return None
            if token.deprel in {"obl", "iobj", "expl:pv", "expl", "obj"} and token.upos == "PRON":
                continue
            if token.upos in _SKIPPED and token.lower not in {"'s"}:
                if token.upos == "PUNCT" and token.text not in {"-", "–"}:
                    return None
                continue
            return self.phrase_from(at)
        return None

    def phrase_from(self, index: int) -> Span | None:
        """The noun phrase that begins with a word: a pronoun, or words up to the last noun or
        name, with *van* phrases behind it. None if there is no noun."""
        first = self.tokens[index]
        if first.upos == "PRON" and first.deprel != "nmod:poss":
            return first.span
        last = self._core_end(index)
        if last is None:
            return None
        while last + 2 < len(self.tokens) and last - index < MAX_PHRASE:
            joint = self.tokens[last + 1]
            if joint.quoted or joint.sentence != first.sentence:
                break
            joins = joint.lower == self._of or (
                joint.upos == "CCONJ"
                and self.tokens[last].upos == "PROPN"
                and self.tokens[last + 2].upos == "PROPN"
            )
            further = self._core_end(last + 2) if joins else None
            if further is None:
                break
            last = further
        return Span(first.span.start, self.tokens[last].span.end)

    def _core_end(self, index: int) -> int | None:
        """The last noun or name of determiner, adjectives, nouns and names from ``index`` on."""
        last: int | None = None
        sentence = self.tokens[index].sentence
        for at in range(index, min(index + MAX_PHRASE, len(self.tokens))):
            token = self.tokens[at]
            if token.quoted or token.sentence != sentence:
                break
            if token.upos in _NOMINAL or (last is not None and token.deprel == "flat"):
                last = at
            elif at > index and token.text[:1].isupper() and token.upos not in _BEFORE_NOUN:
                last = at  # a name's part, whatever the tagger took it for
            elif (last is None and token.deprel in _MODIFIERS) or (
                token.upos in _BEFORE_NOUN
                and not (
                    last is not None and token.upos == "DET" and self.tokens[last].upos == "NOUN"
                )
            ):
                continue
            elif token.deprel == "nmod:poss" or (token.upos == "X" and token.text[:1].isupper()):
                last = at if token.upos == "X" else last
            elif token.upos == "ADV" and last is None and at + 1 < len(self.tokens):
                if self.tokens[at + 1].upos != "ADJ":
                    break
            elif not self._is_name_particle(at):
                break
        return last

    def _is_name_particle(self, at: int) -> bool:
        """*van*, *de* within a name: between a name and a capitalised word."""
        if at == 0 or at + 1 >= len(self.tokens):
            return False
        before, after = self.tokens[at - 1], self.tokens[at + 1]
        if before.deprel in {"flat", "case"} and after.deprel == "flat":
            return True
        return (
            before.upos == "PROPN"
            and after.upos == "PROPN"
            and self.tokens[at].deprel in {"flat", "case", "det"}
        )
