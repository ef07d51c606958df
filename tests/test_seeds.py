"""The sample articles, and what is to be found in them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from quotes import ingest, language, reading

SEEDS = Path(__file__).parents[1] / "seeds"
SHA256 = "d0f59cb76fdf910e8d6a834b0bb8cc3e9d7ca6d43de44d5132ca8c9632c6fe33"
GOLD = [json.loads(line) for line in (SEEDS / "gold.jsonl").read_text("utf-8").splitlines()]


def test_the_given_article_is_as_it_was():
    data = (SEEDS / "000_2f54108cd09df07d.txt").read_bytes()
    assert (
        hashlib.sha256(data).hexdigest()
        == "d0f59cb76fdf910e8d6a834b0bb8cc3e9d7ca6d43de44d5132ca8c9632c6fe33"
    )


def test_its_first_words_are_its_month():
    (found,) = reading.read(SEEDS / "000_2f54108cd09df07d.txt")
    assert found.published == "2021-12"
    assert found.text[found.body_start :].startswith("Twee dagen")


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["path"])
def test_the_gold_stands_in_its_article(gold):
    text = (SEEDS / gold["path"]).read_text("utf-8")
    for quote in gold["quotes"]:
        assert all(segment in text for segment in quote["segments"])
    assert all(words in text for words in gold["not_quotes"])


@pytest.mark.stanza
@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["path"])
def test_all_of_the_gold_is_found_with_its_speaker(gold, stanza_parser):
    (article,) = reading.read(SEEDS / gold["path"])
    found = ingest.extract_quotes(article, stanza_parser, language.load())
    ours = {
        (quote.quotation.kind, quote.text): (
            quote.speaker.name if quote.speaker else None,
            quote.speaker.reported_by if quote.speaker else None,
        )
        for quote in found
    }
    wanted = {
        (quote["kind"], " ".join(quote["segments"])): (quote["speaker"], quote["reported_by"])
        for quote in gold["quotes"]
    }
    assert {key: ours.get(key, "not found") for key in wanted} == wanted
    marked = {text for kind, text in ours if kind != "indirect"}
    assert not marked & set(gold["not_quotes"])
    assert marked == {text for kind, text in wanted if kind != "indirect"}


@pytest.fixture(scope="module")
def stanza_parser():
    from quotes.stanza_parser import StanzaParser

    return StanzaParser()
