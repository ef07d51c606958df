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
_VERBAL = frozenset({"VERB", "AUX"})
_NOMINALISED = frozenset({"ADJ", "VERB", "X"})
_BEFORE_NOUN = frozenset({"DET", "ADJ", "NUM"})
_MODIFIERS = frozenset({"nmod:poss", "amod", "det"})
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
_NOMINAL_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_APOSTROPHES = frozenset({"'", "’"})
_BESIDE = frozenset({"flat", "appos"})
# Words that may stand between an inverted verb and its subject: *zei gisteren ook zij*.
_SKIPPED = frozenset({"ADV", "PUNCT", "ADP", "SYM"})
# Words in lower case within a name; other prepositions part two (*zegt Daan tegen Fleur*).
_PARTICLES = frozenset(
    {
        "van",
        "de",
        "den",
        "der",
        "het",
        "'t",
        "ten",
        "ter",
        "te",
        "op",
        "in",
        "von",
        "el",
        "al",
        "di",
        "du",
        "la",
        "le",
    }
)
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
    feats: str = ""

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def finite(self) -> bool:
        """Whether the word is a verb that is inflected for person or tense."""
        return self.upos in _VERBAL and "VerbForm=Fin" in self.feats

    @property
    def plural(self) -> bool:
        """Whether the word is marked as plural."""
        return "Number=Plur" in self.feats


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
                        word.deprel, number, inside, word.feats,
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
        for candidate in self.subject_heads(verb):
            if not candidate.quoted and (phrase := self.phrase_around(candidate)):
                return phrase
        return None

    def subject_heads(self, verb: Token) -> Iterator[Token]:
        """The heads of what may be a verb's subject, the likeliest first."""
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
            adverb = before.upos == "ADV" and self.tokens[first].upos != "ADJ"
            if before.upos in _BEFORE_NOUN | _NOMINAL or (
                before.deprel in _MODIFIERS and not adverb
            ):
                first -= 1
            else:
                break
        found = self.phrase_from(first)
        if found is None and first < head.index and head.upos in _NOMINALISED:
            return Span(self.tokens[first].span.start, head.span.end)  # de Friese, de gewonde
        return found

    def phrase_after(self, index: int, end: int) -> Span | None:
        """The first noun phrase behind an inverted verb, adverbs and times skipped."""
        at = index
        stop = index + SUBJECT_WINDOW
        while at < min(stop, len(self.tokens)):
            token = self.tokens[at]
            if token.span.start >= end or token.quoted:
                return None
            at += 1
            if token.deprel in {"obl", "iobj", "expl:pv", "expl", "obj"} and token.upos == "PRON":
                continue
            if token.upos not in _SKIPPED or token.lower in {"'s"} or self._is_name(token):
                return self.phrase_from(at - 1)
            if token.upos == "PUNCT" and token.text not in {"-", "–"}:
                return None
            if token.upos == "ADP" and token.lower != self._of and at < len(self.tokens):
                last = self._core_end(at)  # zei in Oudermeer minister Vonk
                stop += last + 1 - at if last is not None else 0
                at = last + 1 if last is not None else at
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
            if further is None and joins and self._is_one_of(last):
                further = last + 2  # een van hen
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
            if last is not None and self._is_apart(token, index, last):
                break  # zei Vonk woensdag
            if self._is_core(token, index, last):
                last = at
            elif not self._is_before_core(token, last):
                break
        return last

    def _is_core(self, token: Token, first: int, last: int | None) -> bool:
        """Whether a word may be the last of a phrase that begins at ``first``."""
        capital = token.text[:1].isupper()
        if token.upos in _NOMINAL or (last is not None and token.deprel == "flat"):
            return True
        if token.index == first:
            return self._is_name(token) or self._is_one_of(first)
        if capital and token.upos == "ADJ":
            after = self.tokens[token.index + 1 : token.index + 2]
            return not after or after[0].upos not in _NOMINAL | _BEFORE_NOUN  # de Poolse zegt
        # A name's part, whatever the tagger took it for.
        return capital and token.upos not in _BEFORE_NOUN and token.deprel != "nmod:poss"

    def _is_before_core(self, token: Token, last: int | None) -> bool:
        """Whether a word may stand in a phrase in front of a noun or within a name."""
        if token.deprel == "nmod:poss" or (last is None and token.deprel in _MODIFIERS):
            return True
        if self._is_possessive_mark(token.index):
            return True
        if token.upos in _BEFORE_NOUN:
            behind_noun = last is not None and self.tokens[last].upos == "NOUN"
            capital = token.text[0].isupper()  # vakblad De Stoompijp
            return token.upos != "DET" or not behind_noun or capital
        if token.upos == "ADV" and last is None:
            after = self.tokens[token.index + 1 : token.index + 2]
            return bool(after) and after[0].upos == "ADJ"
        return self._is_name_particle(token.index)

    def _is_apart(self, token: Token, first: int, last: int) -> bool:
        """Whether a noun has no tie in the tree to the words from ``first`` to ``last``."""
        if token.upos != "NOUN" and not (token.upos == "PROPN" and token.text[0].islower()):
            return False
        if self._is_possessive_mark(last + 1):
            return False  # Mertens' advocaat
        after = self.tokens[token.index + 1 : token.index + 2]
        if after and after[0].text[0].isupper() and token.upos == "NOUN":
            return False  # Vonks kabinetschef Ilse Draaier
        here = range(first, last + 1)
        return token.head not in here and all(self.tokens[at].head != token.index for at in here)

    def _is_possessive_mark(self, at: int) -> bool:
        """The apostrophe of *Mertens' advocaat*: behind a name in s, with its noun behind it."""
        if not 0 < at < len(self.tokens) - 1 or self.tokens[at].text not in _APOSTROPHES:
            return False
        before, after = self.tokens[at - 1], self.tokens[at + 1]
        close = before.span.end == self.tokens[at].span.start
        name = before.text[0].isupper() and before.lower[-1] in "sxz"
        return close and name and after.upos in {"NOUN", "ADJ"} and after.text[0].islower()

    def _is_one_of(self, at: int) -> bool:
        """*een van de redders*, *drie van hen*."""
        after = self.tokens[at + 1 : at + 2]
        counts = self.tokens[at].upos in {"NUM", "PRON", "DET"}
        return counts and bool(after) and after[0].lower == self._of

    def _is_name(self, token: Token) -> bool:
        """*Ten Have*, *Gedeputeerde Vonk*, *D.*: a capital, and a name behind it that belongs to
        it, or nothing but an initial, whatever the tagger took it for."""
        if not token.text[0].isupper():
            return False
        after = self.tokens[token.index + 1 : token.index + 2]
        tied = bool(after) and after[0].deprel in _BESIDE and after[0].head == token.index
        inside = token.index > 0 and self.tokens[token.index - 1].sentence == token.sentence
        tied = tied or (bool(after) and inside and token.upos == "ADP")  # zegt Te Winkel
        initial = len(token.text) == len("D.") and token.text[1] == "."
        return initial or (tied and after[0].text[0].isupper())

    def antecedent(self, relative: Token) -> Span | None:
        """*Vonk, die zegt dat*: the noun phrase that a relative pronoun stands for."""
        clause = self.tokens[relative.head] if relative.head >= 0 else None
        if clause is None or not clause.deprel.startswith("acl") or clause.head < 0:
            return None
        noun = self.tokens[clause.head]
        if noun.index > relative.index or noun.upos not in _NOMINAL:
            return None
        return self.phrase_around(noun)

    def nominative(self, verb: Token, pronouns: frozenset[str]) -> Span | None:
        """*noemde hij*: a pronoun right behind an inverted verb that can be nothing but its
        subject, whatever the tree says."""
        after = self.tokens[verb.index + 1 : verb.index + 2]
        if after and after[0].lower in pronouns and not after[0].quoted:
            return after[0].span
        return None

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
            and self.tokens[at].lower in _PARTICLES
            and self.tokens[at].deprel in {"flat", "case", "det"}
        )
