"""Invented news prose: sentences of a treebank as quotations, with reporting clauses around them.

The treebanks have little direct speech, and none in most styles of quotation marks. The trees
follow UD_Dutch-LassySmall: the verb of saying is ``parataxis`` of the quotation, before it and
behind it, ``aldus`` is ``case`` of the speaker, and only a clause with "dat" is a ``ccomp``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from models.layouts import STYLES, TIGHT_GUILLEMETS
from models.reporting import Reporting, names_of
from models.treebank import Sentence, children_of
from models.trees import (
    SUBJECTS,
    Node,
    Nodes,
    capitalised,
    clauses_of,
    hang,
    inverted_of,
    lowered,
    mark_node,
    nodes_of,
    sentence_of,
    top_of,
)

__all__ = ["PATTERNS", "is_pool_sentence", "names_of", "synthesise"]

# The share of every pattern: what its method of _Writer says.
PATTERNS = {
    "reported": 0.27,  # "Q", zei X.
    "asked": 0.11,  # 'Q?' vroeg X.
    "fragment": 0.06,  # 'Geen commentaar', zei X.
    "aldus": 0.12,
    "perfect": 0.05,  # "Q", heeft X gezegd.
    "colon": 0.09,  # X zei: "Q."
    "name_colon": 0.03,  # X: "Q."
    "that": 0.09,  # X zei dat "Q".
    "split": 0.07,  # "Q", zegt X, "q."
    "partial": 0.05,  # Het was "een grote fout" van hem.
    "long": 0.03,  # "Q. Q. Q."
    "unmarked": 0.03,  # Q, stelt X.
}
CONTINUED = 0.25  # a quotation goes on in the next sentence
COMMA_INSIDE = 0.15  # "Q," zei X
COMMA_AFTER_QUESTION = 0.4  # 'Q?', vroeg X
STOP_INSIDE = 0.7  # "Q." rather than "Q".
LONGEST_PART = 7  # words in marks inside a sentence

_MARKS = frozenset("\"'«»“”„‘’‚`‹›:;()[]–—") | {",,", "''", "``", "...", "…"}


def is_pool_sentence(sentence: Sentence) -> bool:
    """Whether it is a plain declarative main clause that ends in a full stop, without marks."""
    tokens = sentence.tokens
    if not 4 <= len(tokens) <= 28 or tokens[-1].form != "." or not tokens[0].form[0].isupper():
        return False
    if any(token.form in _MARKS or token.head == len(tokens) for token in tokens):
        return False
    root = next(token for token in tokens if token.head == 0)
    parts = children_of(sentence, root.id)
    labels = {part.deprel for part in parts}
    finite = any("VerbForm=Fin" in part.feats for part in (root, *parts))
    # Parataxis would put a reporting clause inside a quotation.
    return finite and bool(labels & SUBJECTS) and not labels & {"mark", "parataxis"}


def synthesise(
    pool: Sequence[Sentence], names: Sequence[tuple[str, ...]], random: Random, count: int
) -> list[list[Sentence]]:
    """``count`` items of one to three sentences, as they stand one behind the other in a paragraph.

    The quotations are those sentences of ``pool`` for which ``is_pool_sentence`` holds; there must
    be one. An item is named after its pattern: ``reported.p.12.s.1`` is a sentence of the twelfth.
    A pattern for which the pool has no material makes way for ``reported``.
    """
    writer = _Writer([sentence for sentence in pool if is_pool_sentence(sentence)], names, random)
    drawn = random.choices(list(PATTERNS), list(PATTERNS.values()), k=count)
    return [writer.item(pattern, number) for number, pattern in enumerate(drawn, start=1)]


class _Writer:
    """Writes items, each in a style of quotation marks of its own."""

    def __init__(
        self, pool: Sequence[Sentence], names: Sequence[tuple[str, ...]], random: Random
    ) -> None:
        self._pool = pool
        self._says = Reporting(names, random)
        self._random = random
        self._with_clause = [sentence for sentence in pool if clauses_of(sentence)]
        self._style, self._loose = STYLES[0], False

    def item(self, pattern: str, number: int) -> list[Sentence]:
        self._style = self._random.choices(STYLES, [style.weight for style in STYLES])[0]
        guillemets = self._style.opening == "«"
        self._loose = guillemets and self._random.random() >= TIGHT_GUILLEMETS
        sentences = self._method(pattern)()
        if not sentences:
            pattern, sentences = "reported", self._reported()
        names = (f"{pattern}.p.{number}.s.{place}" for place in range(1, len(sentences) + 1))
        return [sentence_of(nodes, name) for nodes, name in zip(sentences, names, strict=True)]

    def _method(self, pattern: str) -> Callable[[], list[Nodes]]:
        method: Callable[[], list[Nodes]] = getattr(self, f"_{pattern}")
        return method

    # The patterns: the words of one to three sentences, or nothing without material.

    def _reported(self) -> list[Nodes]:
        return [
            self._with_tail(self._quotation(), self._says.reporting("s")),
            *self._continuation(),
        ]

    def _asked(self) -> list[Nodes]:
        stop, kind, phrases = "?", "q", "questions"
        if self._says.chance(0.4):
            stop, kind, phrases = "!", "x", "exclamations"
        if self._chance(0.5):
            nodes = self._says.phrase(phrases)
        else:
            nodes = self._quotation()
            if stop == "?" and self._chance(0.5):
                nodes = capitalised(inverted_of(nodes) or nodes)
        return [self._with_tail(nodes, self._says.reporting(kind), stop), *self._continuation()]

    def _fragment(self) -> list[Nodes]:
        nodes = self._says.phrase("statements")
        return [self._with_tail(nodes, self._says.reporting("s")), *self._continuation()]

    def _aldus(self) -> list[Nodes]:
        return [self._with_tail(self._quotation(), self._says.according()), *self._continuation()]

    def _perfect(self) -> list[Nodes]:
        return [self._with_tail(self._quotation(), self._says.perfect()), *self._continuation()]

    def _colon(self) -> list[Nodes]:
        if self._says.chance(0.2):
            return [self._with_lead(self._says.lead("q"), self._says.phrase("questions"), "?")]
        lines = [self._with_lead(self._says.lead("c"), self._quotation(), ".")]
        return lines + self._continuation()

    def _name_colon(self) -> list[Nodes]:
        lead = capitalised(self._says.speaker(pronoun=False))
        return [self._with_lead(lead, self._quotation(), "."), *self._continuation()]

    def _that(self) -> list[Nodes]:
        if not self._with_clause:
            return []
        clause = self._random.choice(clauses_of(self._random.choice(self._with_clause)))
        lead = self._says.lead("d")
        verb, top = top_of(lead), top_of(clause)
        lowered(clause)
        hang(clause, verb, "ccomp")
        clause[-1].space = True
        choice = self._random.random()
        if choice < 0.55:
            clause = self._marked(clause, top)
        elif choice < 0.85:
            clause = self._part_marked(clause, at_end=True) or self._marked(clause, top)
        mark = Node("dat", "dat", "SCONJ", "", top, "mark")
        return [self._stopped([*lead, mark, *clause], verb)]

    def _split(self) -> list[Nodes]:
        nodes = self._quotation()
        root = top_of(nodes)
        places = [
            place
            for place, node in enumerate(nodes)
            if node.form == "," and node.head and node.head.upos in ("VERB", "AUX")
            if 2 < place < len(nodes) - 3
        ]
        if places and self._says.chance(0.7):
            # One sentence with the reporting clause at its comma.
            place = self._random.choice(places)
            first, second = nodes[:place], nodes[place + 1 :]
        else:
            first, second = nodes, lowered(self._quotation())
            top = top_of(second)
            hang(second, root, "parataxis")
            if self._says.chance(0.4):
                top.deprel = "conj"
                word = self._random.choice(("maar", "en", "want"))
                second.insert(0, Node(word, word, "CCONJ", "", top, "cc"))
        line = self._with_tail(first, self._says.reporting("s"), head=root)[:-1]
        line[-1].space = False
        quoted = self._closed([*second], root)
        quoted.insert(0, self._opening(root))
        return [[*line, mark_node(",", root), *quoted]]

    def _partial(self) -> list[Nodes]:
        nodes = self._quotation()
        root = top_of(nodes)
        marked = self._part_marked(nodes, at_end=False)
        if marked is None:
            return []
        if self._says.chance(0.3):
            return [self._with_tail(marked, self._says.reporting("s"), marks=False)]
        return [self._stopped(marked, root)]

    def _long(self) -> list[Nodes]:
        return self._quoted_sentences(self._random.choice((2, 2, 3)))

    def _unmarked(self) -> list[Nodes]:
        nodes = self._quotation()
        root = top_of(nodes)
        inverted = inverted_of(nodes) if self._chance(0.5) else None
        if inverted:
            source = hang(self._says.source("volgens"), root, "obl")
            return [self._stopped([*capitalised(source), *lowered(inverted)], root)]
        tails: tuple[Callable[[], Nodes], ...] = (
            lambda: self._says.reporting("s"),
            self._says.according,
            self._says.perfect,
        )
        return [self._with_tail(nodes, self._random.choice(tails)(), marks=False)]

    # Sentences around a quotation.

    def _with_tail(
        self,
        nodes: Nodes,
        tail: Nodes,
        stop: str = ",",
        *,
        head: Node | None = None,
        marks: bool = True,
    ) -> Nodes:
        """A quotation, a comma or question mark, and the clause that says whose words it is."""
        root = head or top_of(nodes)
        speech = top_of(tail)
        hang(tail, root, "parataxis")
        nodes[-1].space = False
        comma = mark_node(",", speech)
        if stop != ",":
            nodes = [*nodes, mark_node(stop, root, space=self._loose)]
        if not marks:
            return self._stopped([*nodes, comma, *tail], root)
        opening, closing = self._opening(root), self._closing(root)
        nodes[-1].space = self._loose
        if stop == "," and self._says.chance(COMMA_INSIDE):
            nodes[-1].space, comma.space = False, self._loose
            line = [opening, *nodes, comma, closing]
        elif stop == "," or self._says.chance(COMMA_AFTER_QUESTION):
            closing.space = False
            line = [opening, *nodes, closing, comma]
        else:
            line = [opening, *nodes, closing]
        return self._stopped([*line, *tail], root)

    def _with_lead(self, lead: Nodes, nodes: Nodes, stop: str) -> Nodes:
        """Who speaks, a colon, and a quotation."""
        root, speech = top_of(nodes), top_of(lead)
        hang(lead, root, "parataxis")
        lead[-1].space = False
        quoted = [self._opening(root), *self._closed(nodes, root, stop)]
        return [*lead, mark_node(":", speech), *quoted]

    def _closed(self, nodes: Nodes, root: Node, stop: str = ".") -> Nodes:
        """A quotation with its full stop and its closing mark, in either order."""
        end, closing = mark_node(stop, root), self._closing(root)
        if stop != "." or self._says.chance(STOP_INSIDE):
            nodes[-1].space, end.space = False, self._loose
            return [*nodes, end, closing]
        nodes[-1].space, closing.space = self._loose, False
        return [*nodes, closing, end]

    def _continuation(self) -> list[Nodes]:
        if not self._says.chance(CONTINUED):
            return []
        return self._quoted_sentences(self._random.choice((1, 1, 2)))

    def _quoted_sentences(self, count: int) -> list[Nodes]:
        lines = []
        for place in range(count):
            nodes = self._quotation()
            root = top_of(nodes)
            last = place == count - 1
            line = self._closed(nodes, root) if last else self._stopped(nodes, root)
            lines.append([self._opening(root), *line] if place == 0 else line)
        return lines

    def _stopped(self, nodes: Nodes, root: Node) -> Nodes:
        nodes[-1].space = False
        return [*nodes, mark_node(".", root)]

    def _part_marked(self, nodes: Nodes, *, at_end: bool) -> Nodes | None:
        """The words with marks around some that hang on one of them; None if there are none."""
        spans = []
        for first in range(1, len(nodes)):
            for last in range(first + 1, min(first + LONGEST_PART, len(nodes))):
                part = nodes[first : last + 1]
                tops = [node for node in part if not any(node.head is other for other in part)]
                edges = {part[0].upos, part[-1].upos}
                ends = last == len(nodes) - 1 or not at_end
                if len(tops) == 1 and ends and not edges & {"PUNCT", "CCONJ"}:
                    spans.append((first, last + 1, tops[0]))
        if not spans:
            return None
        first, last, top = self._random.choice(spans)
        return [*nodes[:first], *self._marked(nodes[first:last], top), *nodes[last:]]

    def _marked(self, nodes: Nodes, top: Node) -> Nodes:
        closing = self._closing(top)
        closing.space, nodes[-1].space = nodes[-1].space, self._loose
        return [self._opening(top), *nodes, closing]

    def _opening(self, head: Node) -> Node:
        return mark_node(self._style.opening, head, space=self._loose)

    def _closing(self, head: Node) -> Node:
        return mark_node(self._style.closing, head)

    def _quotation(self) -> Nodes:
        return nodes_of(self._random.choice(self._pool))

    def _chance(self, share: float) -> bool:
        return self._random.random() < share
