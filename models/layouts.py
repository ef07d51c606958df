"""Layouts of a treebank's text: in paragraphs, and with other quotation marks.

A treebank has sentences; a tokenizer reads articles. The paragraphs are the true ones of the ids
(``treebank.paragraphs_of``), or of a random length (``random_paragraphs``), which is how the
models that came before these were scored. Randomness comes from the caller's generator only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from models.treebank import Sentence, Token


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """A pair of quotation marks, drawn as often as its weight says."""

    opening: str
    closing: str
    weight: float


# As Dutch and Flemish papers, agencies, and old typewriters write them.
STYLES = (
    MarkStyle('"', '"', 4),
    MarkStyle("'", "'", 5),
    MarkStyle("‘", "’", 5),
    MarkStyle("“", "”", 5),
    MarkStyle("„", "”", 2),
    MarkStyle("„", "“", 1),
    MarkStyle("«", "»", 2),
    MarkStyle(",,", "''", 1),
    MarkStyle("''", "''", 1),
    MarkStyle("‚", "’", 0.5),
    MarkStyle("”", "”", 0.5),
    MarkStyle("’", "’", 0.5),
    MarkStyle("`", "'", 0.3),
    MarkStyle("‹", "›", 0.2),
    MarkStyle("“", "“", 0.2),
)
# The share of guillemets that stand close to the words; the others have a space, as in French.
TIGHT_GUILLEMETS = 0.7
# The share of paragraphs that end behind a sentence without a full stop, such as a heading.
HEADING_ALONE = 0.9

_OPENING = frozenset({"«", "“", "„", ",,", "``", "`", "‚"})
_CLOSING = frozenset({"»", "”"})
_MARKS = _OPENING | _CLOSING | {'"', "'", "''", "‘", "’"}
_FULL_STOP = re.compile(r"[.?!:\"'’”»…]")


def random_paragraphs(
    sentences: Sequence[Sentence], random: Random, *, least: int = 1, most: int = 5
) -> list[list[Sentence]]:
    """All sentences in order, ``least`` to ``most`` to a paragraph, fewer behind a heading."""
    paragraphs: list[list[Sentence]] = []
    place = 0
    while place < len(sentences):
        size = random.randint(least, most)
        paragraph: list[Sentence] = []
        while len(paragraph) < size and place < len(sentences):
            paragraph.append(sentences[place])
            place += 1
            last = paragraph[-1].tokens[-1].form
            if not _FULL_STOP.match(last) and random.random() < HEADING_ALONE:
                break
        paragraphs.append(paragraph)
    return paragraphs


def quotation_marks(sentence: Sentence) -> dict[int, bool]:
    """Token id → whether the mark opens, for the quotation marks of a sentence.

    A mark that can do both opens if the mark before it closed, so that the first one opens.
    """
    marks: dict[int, bool] = {}
    is_open = False
    for token in sentence.tokens:
        if token.form in _MARKS and token.upos == "PUNCT":
            if token.form in _CLOSING:
                is_open = False
            elif token.form in _OPENING:
                is_open = True
            else:
                is_open = not is_open
            marks[token.id] = is_open
    return marks


def restyle(sentence: Sentence, random: Random, style: MarkStyle | None = None) -> Sentence:
    """The sentence with the marks of ``style`` or, for None, of a style drawn for it.

    White space goes with the marks: none inside them, but for some of the guillemets.
    A sentence without quotation marks is returned as it is.
    """
    drawn = style or random.choices(STYLES, [style.weight for style in STYLES])[0]
    marks = quotation_marks(sentence)
    tokens = list(sentence.tokens)
    for number, opens in marks.items():
        form, place = drawn.opening if opens else drawn.closing, number - 1
        tokens[place] = replace(tokens[place], form=form, lemma=form)
        if opens:
            tight = drawn.opening != "«" or random.random() < TIGHT_GUILLEMETS
            tokens[place] = replace(tokens[place], space_after=not tight)
        elif place > 0:
            tokens[place - 1] = replace(tokens[place - 1], space_after=False)
    return replace(sentence, tokens=tuple(tokens))


def restyle_all(paragraphs: Iterable[Sequence[Sentence]], random: Random) -> list[list[Sentence]]:
    """The paragraphs with a style of quotation marks drawn for every sentence."""
    return [[restyle(sentence, random) for sentence in paragraph] for paragraph in paragraphs]


def spans_of(sentences: Iterable[Sentence]) -> Mapping[tuple[int, int], tuple[Sentence, Token]]:
    """(start, end) → sentence and word, for every word of a text.

    The offsets count the text's characters without white space: they are the same whatever the
    tokens and sentences are, as long as the text is the same.
    """
    spans: dict[tuple[int, int], tuple[Sentence, Token]] = {}
    start = 0
    for sentence in sentences:
        for token in sentence.tokens:
            end = start + len("".join(token.form.split()))
            spans[start, end] = sentence, token
            start = end
    return spans
