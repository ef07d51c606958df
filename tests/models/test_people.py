"""Invented names in sentences of a treebank."""

from __future__ import annotations

from random import Random

from models import people
from models.treebank import Sentence, Token
from quotes import language

KNOWN = {("Otto", "Grijsen"), ("Mira", "de", "Vonk")}


def sentence(*names: str) -> Sentence:
    """A name as subject of *zwijgt*."""
    verb = len(names) + 1
    tokens = [
        Token(n, form, form, "PROPN", "", verb if n == 1 else 1, "nsubj" if n == 1 else "flat")
        for n, form in enumerate(names, start=1)
    ]
    return Sentence("", (*tokens, Token(verb, "zwijgt", "zwijgen", "VERB", "", 0, "root")))


def test_names_have_a_listed_first_name_and_a_known_surname() -> None:
    names = people.invented(KNOWN, Random(1), 50)
    assert names == people.invented(KNOWN, Random(1), 50)
    listed = language.load("nl").names
    assert all(listed.gender_of(name[0]) for name in names)
    assert {name[-1] for name in names} == {"Grijsen", "Vonk"}
    assert {len(name) for name in names} == {2, 3, 4}


def test_a_known_name_gives_way_to_one_of_as_many_words() -> None:
    names = [("Daan", "Kuil"), ("Rosa", "van", "der", "Lint")]
    found = people.renamed(sentence("Otto", "Grijsen"), KNOWN, names, Random(1))
    assert [token.form for token in found.tokens] == ["Daan", "Kuil", "zwijgt"]
    assert [token.lemma for token in found.tokens] == ["Daan", "Kuil", "zwijgen"]
    assert [token.head for token in found.tokens] == [3, 1, 0]


def test_other_names_stay() -> None:
    names = [("Daan", "Kuil")]
    for other in (sentence("Oudermeer"), sentence("Otto", "Grijsen", "junior")):
        assert people.renamed(other, KNOWN, names, Random(1)) == other
    three = sentence("Mira", "de", "Vonk")
    assert people.renamed(three, KNOWN, names, Random(1)) == three
