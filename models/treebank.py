"""Treebanks in CoNLL-U as plain values: reading, writing, running text, paragraphs.

What the parser does not learn is left out: XPOS, the enhanced graph, empty nodes, and of MISC all
but ``SpaceAfter``. Multiword tokens are refused, as Universal Dependencies has none for Dutch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TextIO

COLUMNS = 10
NO_SPACE = "SpaceAfter=No"

_COMMENT = re.compile(r"#\s*(\w+)\s*=\s*(.*)")
# Sentence 2 of paragraph 7: "wiki-3.p.7.s.2"; some were cut later on: "….p.7.s.2.1", "…s.2_1".
_PARAGRAPH = re.compile(r"(.*\.p\.\d+)\.s\.\d")


@dataclass(frozen=True, slots=True)
class Token:
    """One word. ``id`` counts from 1; ``head`` is the ``id`` of the governor, 0 for the root.

    ``feats`` is as in the file, such as ``Number=Sing|Tense=Past``, and empty without features.
    """

    id: int
    form: str
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str
    space_after: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words in order, ``tokens[i].id == i + 1``, under the ``sent_id`` of the file or ``""``."""

    id: str
    tokens: tuple[Token, ...]


def read(path: Path) -> list[Sentence]:
    """The sentences of a CoNLL-U file, in order.

    Raises OSError if it cannot be read, and ValueError, with file and line, if a line is no
    CoNLL-U, a word is out of order, or the heads are no tree under one root.
    """
    with path.open(encoding="utf-8") as file:
        return list(_parse(file, str(path)))


def parse(text: str) -> list[Sentence]:
    """The sentences of a text in CoNLL-U. Raises ValueError as ``read`` does."""
    return list(_parse(text.splitlines(), "text"))


def write(path: Path, sentences: Iterable[Sentence]) -> None:
    """Writes a CoNLL-U file, over one that is there. Raises OSError if it cannot be written."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        dump(file, sentences)


def dump(file: TextIO, sentences: Iterable[Sentence]) -> None:
    """Writes sentences in CoNLL-U, with ``sent_id`` (if there is one) and ``text`` above each."""
    for sentence in sentences:
        if sentence.id:
            file.write(f"# sent_id = {sentence.id}\n")
        file.write(f"# text = {text_of(sentence)}\n")
        file.writelines(_line(token) + "\n" for token in sentence.tokens)
        file.write("\n")


def text_of(sentence: Sentence) -> str:
    """The sentence as it was written, without white space at its ends."""
    written = (token.form + " " * token.space_after for token in sentence.tokens)
    return "".join(written).strip()


def paragraph_text(sentences: Iterable[Sentence]) -> str:
    """The sentences on one line. There is always a space between two: the treebanks do not say.

    Their ``SpaceAfter`` behind the last word of a sentence is set now and then by accident.
    """
    return " ".join(text_of(sentence) for sentence in sentences)


def document_text(paragraphs: Iterable[Sequence[Sentence]]) -> str:
    """The paragraphs with a blank line behind each."""
    return "".join(paragraph_text(paragraph) + "\n\n" for paragraph in paragraphs)


def paragraphs_of(sentences: Iterable[Sentence]) -> list[list[Sentence]]:
    """The sentences in the paragraphs that their ids name, document and number: ``wiki-3.p.7.s.2``.

    Only neighbours come together. A sentence whose id names no paragraph is one by itself.
    """

    def place(numbered: tuple[int, Sentence]) -> str | int:
        found = _PARAGRAPH.match(numbered[1].id)
        return found[1] if found else numbered[0]

    groups = groupby(enumerate(sentences), key=place)
    return [[sentence for _, sentence in group] for _, group in groups]


def children_of(sentence: Sentence, head: int) -> tuple[Token, ...]:
    """The words that hang on the word with the id ``head``, in order; for 0 the root."""
    return tuple(token for token in sentence.tokens if token.head == head)


def _parse(lines: Iterable[str], source: str) -> Iterator[Sentence]:
    name, tokens, number = "", list[Token](), 0
    for number, raw in enumerate(lines, start=1):
        line = raw.rstrip("\r\n")
        try:
            if line.startswith("#"):
                found = _COMMENT.match(line)
                name = found[2].strip() if found and found[1] == "sent_id" else name
            elif line.strip():
                token = _token(line)
                if token is not None and token.id != len(tokens) + 1:
                    raise ValueError(f"word {token.id} follows word {len(tokens)}")
                tokens += [token] if token else []
            elif tokens:
                yield _sentence(name, tokens)
                name, tokens = "", []
        except ValueError as error:
            raise ValueError(f"{source}, line {number}: {error}") from None
    if tokens:
        try:
            yield _sentence(name, tokens)
        except ValueError as error:
            raise ValueError(f"{source}, line {number}: {error}") from None


def _token(line: str) -> Token | None:
    """The word of a line; None for an empty node, which only the enhanced graph has."""
    columns = line.split("\t")
    if len(columns) != COLUMNS:
        raise ValueError(f"{len(columns)} columns instead of {COLUMNS}")
    number, form, lemma, upos, _, feats, head, deprel, _, misc = columns
    if "." in number:
        return None
    if "-" in number:
        raise ValueError(f"multiword token {form!r}")
    return Token(
        id=int(number),
        form=form,
        lemma=lemma,
        upos=upos,
        feats="" if feats == "_" else feats,
        head=int(head),
        deprel=deprel,
        space_after=NO_SPACE not in misc.split("|"),
    )


def _sentence(name: str, tokens: Sequence[Token]) -> Sentence:
    if sum(token.head == 0 for token in tokens) != 1:
        raise ValueError("the sentence that ends here has not exactly one root")
    for token in tokens:
        seen = {0}
        here = token
        while here.head not in seen:
            seen.add(here.id)
            if not 0 < here.head <= len(tokens):
                raise ValueError(f"word {here.id} hangs on word {here.head}, which is not there")
            here = tokens[here.head - 1]
        if here.head != 0:
            raise ValueError(f"word {token.id} hangs on a circle")
    return Sentence(name, tuple(tokens))


def _line(token: Token) -> str:
    return "\t".join(
        (
            str(token.id),
            token.form,
            token.lemma,
            token.upos,
            "_",
            token.feats or "_",
            str(token.head),
            token.deprel,
            "_",
            "_" if token.space_after else NO_SPACE,
        )
    )
