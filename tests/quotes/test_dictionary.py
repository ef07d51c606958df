"""What the lists of words know, and what they must not be believed."""

from __future__ import annotations

import doctest
import unicodedata
from collections.abc import Iterator
from itertools import islice

import pytest
import simplemma
from hypothesis import given
from hypothesis import strategies as st
from spellchecker import SpellChecker

from quotes import dictionary as module
from quotes.dictionary import Dictionary, load
from quotes.word_lists import WordList

NL = load("nl")
# Of each list every so many words are compared: over a thousand, from its first to its last.
STEP = 499


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


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory) -> Dictionary:
    """The dictionary, its lists just written to a cache folder."""
    with pytest.MonkeyPatch.context() as patched:
        folder = tmp_path_factory.mktemp("cache")
        patched.setattr("platformdirs.user_cache_path", lambda name: folder / name)
        found = load.__wrapped__("nl")
    assert isinstance(found.common, WordList)
    assert isinstance(found.lemmatised.__self__.get_dictionary("nl"), WordList)
    return found


@pytest.fixture(scope="module")
def common() -> dict[str, int]:
    """The words of pyspellchecker with their counts, as it has them."""
    counts: dict[str, int] = SpellChecker(language="nl", distance=1).word_frequency.dictionary
    return counts


def forms(word: str, other: str) -> Iterator[str]:
    """A word as texts have it, and words beside it that rules or chance could make known."""
    yield from (word, word.capitalize(), word.upper(), word.lower(), word.title())
    yield from (word + "'s", word + "’s", word + "heden", word + "ijen", word + "en", word[:-1])
    yield from (word + other, f"{word}-{other}", f"{word}_{other}", f"{other}-{word}", word + "-")
    yield unicodedata.normalize("NFD", word)


def test_the_list_on_disk_says_what_simplemma_says(on_disk, common):
    words = [*islice(module._lemmas("nl"), 0, None, STEP), *islice(common, 0, None, STEP)]
    assert len(words) > 1000
    for word, other in zip(words, reversed(words), strict=True):
        for form in filter(None, forms(word, other)):
            assert on_disk.lemmatised(form) == simplemma.lemmatize(form, lang="nl"), form
            assert on_disk.listed(form) == simplemma.is_known(form, lang="nl"), form


@given(word=st.text(min_size=1))
def test_of_any_signs_the_list_says_what_simplemma_says(on_disk, word):
    assert on_disk.lemmatised(word) == simplemma.lemmatize(word, lang="nl")
    assert on_disk.listed(word) == simplemma.is_known(word, lang="nl")


@pytest.mark.parametrize("word", ["12", "½", "৩", "1e", "٣٤", "2,5", "III", "Ⅷ"])
def test_of_numbers_the_list_says_what_simplemma_says(on_disk, word):
    assert on_disk.lemma(word) == simplemma.lemmatize(word, lang="nl")


def test_the_list_on_disk_has_the_common_words(on_disk, common):
    assert list(on_disk.common) == sorted(common, key=str.encode)
    for word in islice(common, 0, None, STEP):
        for form in forms(word, "kade"):
            assert (form in on_disk.common) == (form in common), form


def test_examples():
    assert doctest.testmod(module).failed == 0
