"""The parser's interface, and its result as JSON and back.

The JSON form keeps a word as a list, in the order of ``WORD_FIELDS``: a parsed article
has hundreds of words, and field names would make up most of the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypeGuard

from quotes.errors import InputError
from quotes.model import ParsedDocument, Sentence, Span, Word

FORMAT_VERSION = 1
WORD_FIELDS = ("start", "end", "text", "lemma", "upos", "head", "deprel", "feats")


class Parser(Protocol):
    """Anything that finds sentences, word classes and dependencies in passages of a text."""

    @property
    def name(self) -> str:
        """Program, version, language and models: recorded with every article it read."""
        ...

    def parse(self, text: str, passages: Sequence[Span]) -> ParsedDocument:
        """The sentences of ``passages``, in text order; offsets are those of ``text``.

        No sentence crosses the edge of a passage. A passage that cannot be parsed has no
        sentences; it never fails the others.
        """
        ...


def to_json(document: ParsedDocument) -> dict[str, Any]:
    """``document`` as plain dicts, lists, strings and integers."""
    return {
        "version": FORMAT_VERSION,
        "sentences": [
            {
                "start": sentence.span.start,
                "end": sentence.span.end,
                "words": [
                    [
                        word.span.start,
                        word.span.end,
                        word.text,
                        word.lemma,
                        word.upos,
                        word.head,
                        word.deprel,
                        word.feats,
                    ]
                    for word in sentence.words
                ],
            }
            for sentence in document.sentences
        ],
    }


def from_json(data: object) -> ParsedDocument:
    """The document that ``to_json`` wrote.

    Raises InputError, which names the sentence and word, if ``data`` is anything else.
    """
    if not isinstance(data, dict) or data.get("version") != FORMAT_VERSION:
        raise InputError(f"not a parsed document of version {FORMAT_VERSION}")
    sentences = _list(data.get("sentences"), "sentences")
    return ParsedDocument(
        tuple(_sentence(item, f"sentence {number}") for number, item in enumerate(sentences))
    )


def _sentence(item: object, where: str) -> Sentence:
    if not isinstance(item, dict):
        raise InputError(f"{where} is not an object")
    words = _list(item.get("words"), f"words of {where}")
    return Sentence(
        span=_span(item.get("start"), item.get("end"), where),
        words=tuple(
            _word(word, index, len(words), f"{where}, word {index}")
            for index, word in enumerate(words)
        ),
    )


def _word(item: object, index: int, count: int, where: str) -> Word:
    fields = _list(item, where)
    if len(fields) != len(WORD_FIELDS):
        raise InputError(f"{where} has {len(fields)} fields, not {len(WORD_FIELDS)}")
    start, end, text, lemma, upos, head, deprel, feats = fields
    if not _is_integer(head) or not -1 <= head < count or head == index:
        raise InputError(f"{where}: no governor: {head!r}")
    return Word(
        span=_span(start, end, where),
        text=_string(text, f"text of {where}"),
        lemma=_string(lemma, f"lemma of {where}"),
        upos=_string(upos, f"upos of {where}"),
        head=head,
        deprel=_string(deprel, f"deprel of {where}"),
        feats=_string(feats, f"feats of {where}"),
    )


def _span(start: object, end: object, where: str) -> Span:
    if not (_is_integer(start) and _is_integer(end) and 0 <= start <= end):
        raise InputError(f"{where}: not a span: {start!r}, {end!r}")
    return Span(start, end)


def _list(value: object, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise InputError(f"{where}: not a list")
    return value


def _string(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise InputError(f"{where}: not a string: {value!r}")
    return value


def _is_integer(value: object) -> TypeGuard[int]:
    """Whether ``value`` is an integer; JSON's true and false are not."""
    return isinstance(value, int) and not isinstance(value, bool)
