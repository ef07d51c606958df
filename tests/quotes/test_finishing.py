"""Lemmas and word classes that only the tree can tell."""

from __future__ import annotations

import pytest

from quotes.finishing import finished
from quotes.model import Span, Word


def words(*given: tuple[str, str, str, int, str]) -> tuple[Word, ...]:
    """(form, lemma, word class, head, relation); heads count from 0, the root has -1."""
    return tuple(Word(Span(0, 0), *each) for each in given)


SHE = ("Zij", "zij", "PRON", 1, "nsubj")
IT = ("het", "het", "PRON", 1, "obj")


@pytest.mark.parametrize(
    ("verb", "particle", "lemma"),
    [
        (
            ("legde", "leggen", "VERB", -1, "root"),
            ("uit", "uit", "ADP", 1, "compound:prt"),
            "uitleggen",
        ),
        (
            ("legde", "uitleggen", "VERB", -1, "root"),
            ("uit", "uit", "ADP", 1, "compound:prt"),
            "uitleggen",
        ),
        (
            ("zond", "zenden", "VERB", -1, "root"),
            ("terug", "terug", "ADV", 1, "compound:prt"),
            "terugzenden",
        ),
        (
            ("liet", "laten", "VERB", -1, "root"),
            ("weten", "weten", "VERB", 1, "compound:prt"),
            "laten",
        ),
        (
            ("droeg", "dragen", "VERB", -1, "root"),
            ("zorg", "zorg", "NOUN", 1, "compound:prt"),
            "dragen",
        ),
        (("keek", "kijken", "VERB", -1, "root"), ("uit", "uit", "ADP", 1, "case"), "kijken"),
    ],
)
def test_particle_joins_the_lemma(
    verb: tuple[str, str, str, int, str], particle: tuple[str, str, str, int, str], lemma: str
) -> None:
    assert finished(words(SHE, verb, IT, particle))[1].lemma == lemma


def test_particle_of_a_phrase_stays_out() -> None:
    sentence = words(
        SHE,
        ("stelde", "stellen", "VERB", -1, "root"),
        ("het", "het", "PRON", 1, "obj"),
        ("aan", "aan", "ADP", 1, "compound:prt"),
        ("de", "de", "DET", 3, "fixed"),
        ("orde", "orde", "NOUN", 3, "fixed"),
    )
    assert finished(sentence) == sentence


@pytest.mark.parametrize(
    ("relation", "upos"), [("aux", "AUX"), ("aux:pass", "AUX"), ("cop", "AUX"), ("conj", "VERB")]
)
@pytest.mark.parametrize("tagged", ["AUX", "VERB"])
def test_word_class_of_a_verb_follows_its_relation(tagged: str, relation: str, upos: str) -> None:
    sentence = words(
        SHE, ("gekomen", "komen", "VERB", -1, "root"), ("is", "zijn", tagged, 1, relation)
    )
    assert finished(sentence)[2].upos == upos


def test_other_words_stay() -> None:
    sentence = words(SHE, ("ziek", "ziek", "ADJ", -1, "root"))
    assert finished(sentence) == sentence


def test_what_heads_a_flat_name_is_a_name() -> None:
    sentence = words(
        ("Daan", "Daan", "ADV", 2, "nsubj"),
        ("Kuil", "Kuil", "PROPN", 0, "flat"),
        ("zwijgt", "zwijgen", "VERB", -1, "root"),
    )
    assert [word.upos for word in finished(sentence)] == ["PROPN", "PROPN", "VERB"]


def test_a_comma_on_the_particle_changes_nothing() -> None:
    sentence = words(
        SHE,
        ("legde", "leggen", "VERB", -1, "root"),
        ("uit", "uit", "ADP", 1, "compound:prt"),
        (",", ",", "PUNCT", 2, "punct"),
    )
    assert finished(sentence)[1].lemma == "uitleggen"
