"""What the lists of words know, and what they must not be believed."""

from __future__ import annotations

import doctest

import pytest

from quotes import dictionary as module
from quotes.dictionary import Dictionary, load

NL = load("nl")


@pytest.mark.parametrize(
    "word", ["de", "woningen", "vergadering", "stijgt", "brugdek", "dorpsplein", "zonnebloemolie"]
)
def test_words(word):
    assert NL.is_word(word)


@pytest.mark.parametrize("word", ["wonignen", "xqz", "plienz", "mischien", "burgemeesterr"])
def test_no_words(word):
    assert not NL.is_word(word)


@pytest.mark.parametrize(
    ("word", "lemma"),
    [("huizen", "huis"), ("stijgt", "stijgen"), ("werkte", "werken"), ("xqz", "xqz")],
)
def test_lemmas(word, lemma):
    assert NL.lemma(word) == lemma


def test_common_words_are_words():
    assert NL.is_common("woningen")
    assert NL.is_word("dijkbewakingspost")
    assert not NL.is_common("dijkbewakingspost")


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("kastdeur", True),
        ("stadsdeur", True),
        ("hondendeur", True),
        ("deurkast", True),
        ("kastx", False),
        ("kastzdeur", False),
        ("askdeur", False),
        ("deur", True),
        ("deurdeurdeur", False),
    ],
)
def test_compounds_of_two_known_words(word, known):
    few = Dictionary(dict.fromkeys(["kast", "stad", "hond", "deur"], 1), lambda _: False, str)
    assert few.is_word(word) is known


def test_a_form_counts_if_its_lemma_is_known_and_listed():
    lemmas = {"lampen": "lamp", "kampen": "kamp"}
    found = Dictionary({"lamp": 9}, {"lampen", "kampen"}.__contains__, lambda w: lemmas.get(w, w))
    assert found.is_word("lampen")
    assert not found.is_word("kampen")
    unlisted = Dictionary({"lamp": 9}, lambda _: False, lambda w: lemmas.get(w, w))
    assert not unlisted.is_word("lampen")


@pytest.mark.parametrize(
    ("word", "name"),
    [("brussel", True), ("antwerpen", True), ("karel", True), ("brug", False), ("xqz", False)],
)
def test_names(word, name):
    assert NL.is_name(word) is name


def test_a_language_without_lists_knows_nothing():
    none = load("xx")
    assert not none.is_word("huis")
    assert not none.is_common("huis")
    assert not none.is_name("gent")
    assert none.lemma("huizen") == "huizen"


def test_examples():
    assert doctest.testmod(module).failed == 0
