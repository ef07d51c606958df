"""Parsers that need no models: one that looks parses up, one that makes them up."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from quotes import parsing
from quotes.model import ParsedDocument, Sentence, Span, Word

GOLDEN = Path(__file__).parent.parent / "golden"


def _moved(sentence: Sentence, by: int) -> Sentence:
    words = tuple(
        Word(
            Span(word.span.start + by, word.span.end + by),
            word.text,
            word.lemma,
            word.upos,
            word.head,
            word.deprel,
            word.feats,
        )
        for word in sentence.words
    )
    return Sentence(Span(sentence.span.start + by, sentence.span.end + by), words)


class CannedParser:
    """Knows the paragraphs of tests/golden/parses.json, and no others."""

    name = "canned"

    def __init__(self) -> None:
        raw = json.loads((GOLDEN / "parses.json").read_text(encoding="utf-8"))
        self._parses = {text: parsing.from_json(data) for text, data in raw.items()}

    def parse(self, text: str, passages: Sequence[Span]) -> ParsedDocument:
        found: list[Sentence] = []
        for passage in passages:
            piece = passage.of(text)
            if piece not in self._parses:
                pytest.fail(f"no parse of {piece!r}: run tests/golden/make_parses.py")
            found += [_moved(each, passage.start) for each in self._parses[piece].sentences]
        return ParsedDocument(tuple(found))


class NonsenseParser:
    """Gives every word a class, a relation and a governor by chance, the same for the same text."""

    name = "nonsense"
    _UPOS = (
        "NOUN",
        "PROPN",
        "VERB",
        "AUX",
        "ADJ",
        "ADV",
        "PRON",
        "DET",
        "ADP",
        "SCONJ",
        "CCONJ",
        "NUM",
        "PUNCT",
        "X",
    )
    _DEPREL = (
        "nsubj",
        "obj",
        "obl",
        "ccomp",
        "parataxis",
        "conj",
        "flat",
        "appos",
        "case",
        "mark",
        "nmod",
        "root",
        "aux",
    )

    def parse(self, text: str, passages: Sequence[Span]) -> ParsedDocument:
        sentences: list[Sentence] = []
        for passage in passages:
            matches = list(re.finditer(r"\w+|[^\w\s]", passage.of(text)))
            words = []
            for number, match in enumerate(matches):
                chance = zlib.crc32(f"{match.group()}{number}".encode("utf-8", "replace"))
                head = chance % (len(matches) + 1) - 1
                words.append(
                    Word(
                        Span(passage.start + match.start(), passage.start + match.end()),
                        match.group(),
                        match.group().lower(),
                        self._UPOS[chance % 14],
                        head if head != number else -1,
                        self._DEPREL[chance // 14 % 13],
                    )
                )
            if words:
                sentences.append(Sentence(passage, tuple(words)))
        return ParsedDocument(tuple(sentences))


@pytest.fixture(scope="session")
def canned_parser() -> CannedParser:
    return CannedParser()


@pytest.fixture(scope="session")
def nonsense_parser() -> NonsenseParser:
    return NonsenseParser()
