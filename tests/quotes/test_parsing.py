import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.errors import InputError
from quotes.model import ParsedDocument, Sentence, Span, Word
from quotes.parsing import from_json, to_json

spans = st.tuples(st.integers(0, 9999), st.integers(0, 99)).map(lambda p: Span(p[0], p[0] + p[1]))


@st.composite
def sentences(draw: st.DrawFn) -> Sentence:
    count = draw(st.integers(0, 6))
    words = []
    for index in range(count):
        head = draw(st.integers(-1, count - 1).filter(lambda head, own=index: head != own))
        text, lemma, upos, deprel, feats = draw(st.tuples(*[st.text(max_size=5)] * 5))
        words.append(Word(draw(spans), text, lemma, upos, head, deprel, feats))
    return Sentence(draw(spans), tuple(words))


@given(st.lists(sentences(), max_size=4).map(lambda found: ParsedDocument(tuple(found))))
def test_what_is_written_is_read_back(document: ParsedDocument) -> None:
    assert from_json(json.loads(json.dumps(to_json(document)))) == document


def document(**word: Any) -> dict[str, Any]:
    """A document of one sentence of two words, the second with ``word``'s values."""
    fields = {
        "start": 4,
        "end": 7,
        "text": "zei",
        "lemma": "zeggen",
        "upos": "VERB",
        "head": -1,
        "deprel": "root",
        "feats": "",
    } | word
    first = [0, 3, "Hij", "hij", "PRON", 1, "nsubj", ""]
    return {
        "version": 1,
        "sentences": [{"start": 0, "end": 7, "words": [first, list(fields.values())]}],
    }


def test_reads_a_document() -> None:
    (sentence,) = from_json(document()).sentences
    assert sentence.words[1] == Word(Span(4, 7), "zei", "zeggen", "VERB", -1, "root", "")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (None, "version 1"),
        ([], "version 1"),
        ({}, "version 1"),
        ({"version": 2, "sentences": []}, "version 1"),
        ({"version": 1}, "sentences: not a list"),
        ({"version": 1, "sentences": ["a"]}, "sentence 0 is not an object"),
        ({"version": 1, "sentences": [{"words": []}]}, "sentence 0: not a span"),
        ({"version": 1, "sentences": [{"start": 0, "end": 1}]}, "words of sentence 0"),
        (
            {"version": 1, "sentences": [{"start": 0, "end": 1, "words": ["x"]}]},
            "sentence 0, word 0: not a list",
        ),
        (
            {"version": 1, "sentences": [{"start": 0, "end": 1, "words": [[1, 2]]}]},
            "word 0 has 2 fields, not 8",
        ),
        (document(start=9), "word 1: not a span: 9, 7"),
        (document(start=-1), "word 1: not a span"),
        (document(start=True), "word 1: not a span"),
        (document(end="7"), "word 1: not a span"),
        (document(text=None), "text of sentence 0, word 1: not a string"),
        (document(lemma=3), "lemma of"),
        (document(head=2), "no governor: 2"),
        (document(head=1), "no governor: 1"),
        (document(head=-2), "no governor: -2"),
        (document(head=False), "no governor: False"),
        (document(feats=[]), "feats of"),
    ],
)
def test_refuses_what_to_json_never_writes(data: object, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        from_json(data)
