"""The pairs of seeds/meaning/ are what they say, and the program finds them as promised."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import paraphrases
import pytest

FOLDER = Path(__file__).parents[2] / "seeds" / "meaning"
SETS = ("dev", "test", "turned")


def read(name):
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


def wrong(name, is_right):
    """The ids of the pairs that break a rule; never their words."""
    records = {each["id"]: each for each in read(f"{name}-records.jsonl")}
    return [each["id"] for each in read(f"{name}.jsonl") if not is_right(each, records)]


@pytest.mark.parametrize("name", SETS)
def test_the_pairs_are_well_formed(name):
    fields = {"id", "claim", "speaker", "lang", "expected", "record", "changes", "why"}
    assert wrong(name, lambda each, _: set(each) == fields) == []
    assert wrong(name, lambda each, _: set(each["changes"]) <= set(paraphrases.GRAVE)) == []
    assert wrong(name, lambda each, records: each["record"] in {None, *records}) == []
    assert wrong(name, is_called_by_its_languages) == []
    ids = [each["id"] for each in (*read(f"{name}.jsonl"), *read(f"{name}-records.jsonl"))]
    assert len(ids) == len(set(ids))


def is_called_by_its_languages(pair, records):
    if pair["record"] is None:
        return pair["expected"] == "none" and pair["changes"] == []
    same = records[pair["record"]]["lang"] == pair["lang"]
    return pair["expected"] == ("paraphrase" if same else "translation")


@pytest.mark.parametrize(("name", "times"), [("dev", 2), ("test", 1)])
def test_there_are_as_many_of_each_as_are_needed(name, times):
    langs = {each["id"]: each["lang"] for each in read(f"{name}-records.jsonl")}
    pairs = read(f"{name}.jsonl")
    kinds = Counter(
        "–".join(sorted({each["lang"], langs[each["record"]]}))
        for each in pairs
        if each["record"] and not each["changes"]
    )
    assert kinds == Counter({"nl": 40, "en–nl": 20, "fr–nl": 10, "de–nl": 10}) + Counter(
        {"nl": 40, "en–nl": 20, "fr–nl": 10, "de–nl": 10} if times == 2 else {}
    )
    changed = Counter(each["changes"][0] for each in pairs if each["changes"])
    assert changed == {"negation": 16 * times, "number": 14 * times, "name": 10 * times}
    assert sum(each["record"] is None for each in pairs) == 40 * times


def test_versions_are_found_and_no_near_miss_comes_without_its_change():
    rates = paraphrases.summary(paraphrases.check("test"))
    assert rates["recall"].share >= 0.85
    assert rates["precision"].share >= 0.9
    told = rates["near misses reported, with their change"]
    assert told.hits == told.count > 0
