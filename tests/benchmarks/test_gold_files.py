"""The annotated articles that come with the project keep their own rules."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import annotation
import gold
import pytest

FOLDER = Path(__file__).parents[2] / "seeds" / "gold"
FILES = sorted(FOLDER.glob("*.jsonl"))
DOCUMENTS = [
    (file.stem, json.loads(line))
    for file in FILES
    for line in file.read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(
    "document",
    [each for _, each in DOCUMENTS],
    ids=[f"{half}-{each['id']}" for half, each in DOCUMENTS],
)
def test_spans_lie_in_the_text_and_describe_themselves(document: dict) -> None:
    text = document["text"]
    assert (
        annotation.parse(annotation.show(document), document["id"])["quotes"]
        == (document["quotes"])
    )
    for quote in document["quotes"]:
        if quote["kind"] == "scare":
            assert quote["why"] in annotation.TRAPS
            continue
        assert quote["kind"] in annotation.KINDS
        assert quote["type"] in annotation.TYPES
        for start, end in quote["spans"]:
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
        assert (quote["start"], quote["end"]) == (quote["spans"][0][0], quote["spans"][-1][1])
        for name in ("cue", "speaker"):
            words = quote["cue"] if name == "cue" else quote["speaker_text"]
            if words is not None:
                assert text[quote[f"{name}_start"] : quote[f"{name}_end"]] == words
        if quote["speaker"] not in {None, "ik"}:
            assert quote["speaker"].lower() in " ".join(text.split()).lower()


def test_the_articles_cover_what_newspapers_do() -> None:
    assert [file.stem for file in FILES] == ["dev", "test"]
    for file in FILES:
        articles = list(gold.read(file))
        quotations = [quotation for each in articles for quotation in each.quotations]
        kinds = Counter(quotation.kind for quotation in quotations)
        types = Counter(quotation.type for quotation in quotations)
        nested = sum(quotation.nested for quotation in quotations)
        several = sum(
            "\n\n" in article.text[one.end : other.start]
            for article in articles
            for quotation in article.quotations
            for one, other in zip(quotation.spans, quotation.spans[1:], strict=False)
        )
        assert len(articles) >= 20
        assert len(quotations) >= 150
        assert kinds["indirect"] >= 40
        assert types["implicit"] >= 30
        assert types["pronoun"] >= 15
        assert types["role"] >= 10
        assert nested >= 10
        assert several >= 8
        assert sum(len(each.traps) for each in articles) >= 15
