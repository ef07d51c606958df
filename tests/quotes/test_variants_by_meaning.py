"""Versions of a statement in other words and in other languages."""

from __future__ import annotations

import pytest

from quotes import pairs
from quotes.variants import variants
from tests.quotes.bridges import (
    CUT,
    POLICY,
    SAID,
    Meanings,
    Records,
    found,
    keys,
    of,
)

ENGLISH = "This year we are building twelve new bridges across the Leide"
TWENTY = "This year we are not building twenty new bridges across the Leide"
PHRASE = "Er komen er twaalf over het water bij, en dat nog voor het jaar om is"


def meaning(own, *others, table, **facts):
    """What is found where those of a table mean the same, either way round."""
    back = {(two, one): likeness for (one, two), likeness in table.items()}
    meanings = Meanings((own, *others), back | table, **facts)
    return found(own, *others, meanings=meanings), meanings


def test_in_other_words_and_in_another_language():
    own = of(1, aliases=("M. Vonk",))
    others = of(2, PHRASE, "2026-03-19"), of(3, TWENTY, "2026-03-20", lang="en")
    table = {(SAID, PHRASE): 0.81, (SAID, TWENTY): 0.88}
    value, meanings = meaning(own, *others, table=table)
    assert keys(value) == [[1], [2], [3]]
    assert value.paraphrases == "searched"
    asked = (SAID, ("Mira Vonk", "M. Vonk"), "2026-02-16", "2026-04-17", pairs.MEANT)
    assert meanings.asked.count(asked) == 1
    _, phrase, translation = value.variants
    assert (phrase.relation.wording, phrase.relation.resemblance.similarity) == ("paraphrase", 0.81)
    assert phrase.relation.operations == ()
    assert (translation.relation.wording, translation.lang) == ("translation", "en")
    assert translation.relation.operations == ()
    # What turns the sense is no reason to leave it out: it is what there is to see.
    codes = {each.code: each for each in translation.relation.changes}
    assert {"negation", "number"} <= codes.keys()
    assert (codes["number"].claim_words, codes["number"].record_words) == ("twenty", "twaalf")
    for other in others:
        again, _ = meaning(other, own, *others, table=table)
        assert again.variants == value.variants


def test_what_turns_a_statement_in_another_language():
    first = of(1, ENGLISH, lang="en")
    for text, code, words in (
        (TWENTY.replace("twenty", "twelve"), "negation", ("not", "")),
        (ENGLISH.replace("twelve", "twenty"), "number", ("twenty", "twelve")),
    ):
        relation = found(first, of(2, text, "2026-03-20", lang="en")).variants[1].relation
        (change,) = (each for each in relation.changes if each.code == code)
        assert (change.claim_words, change.record_words) == words
        assert relation.wording == "altered"
    other = of(2, ENGLISH.replace("building", "planning"), "2026-03-20", lang="en")
    assert found(first, other).variants[1].relation.wording == "reworded"


def test_one_of_whom_the_other_means_a_passage():
    long = f"{PHRASE}. De raad mag daar zelf over beslissen, en dat is maar goed ook."
    value, _ = meaning(
        of(1, long), of(2, SAID, "2026-03-19"), table={(SAID, long): 0.8, (long, SAID): 0.5}
    )
    assert keys(value) == [[1], [2]]
    assert not value.variants[1].relation.longer
    value, _ = meaning(
        of(1, SAID), of(2, long, "2026-03-19"), table={(SAID, long): 0.8, (long, SAID): 0.5}
    )
    assert value.variants[1].relation.longer
    value, _ = meaning(
        of(1, SAID), of(2, long, "2026-03-19"), table={(SAID, long): 0.8, (long, SAID): 0.3}
    )
    assert keys(value) == [[1]]


@pytest.mark.parametrize(
    ("other", "likeness"),
    [
        (of(2, PHRASE), pairs.SIMILAR - 0.01),
        (of(2, PHRASE, "2026-04-18"), 0.9),
        (of(2, PHRASE, "2026"), 0.9),
        (of(2, PHRASE, None), 0.9),
        (of(2, PHRASE, speaker=None), 0.9),
        (of(2, PHRASE, speaker="Vonk"), 0.9),
        (of(2, PHRASE, speaker="Daan Kuil"), 0.9),
        (of(2, PHRASE, confidence=0.5), 0.9),
        (of(2, "Ja, dat."), 0.9),
    ],
)
def test_meaning_alone_is_no_pair(other, likeness):
    value, _ = meaning(of(1), other, table={(SAID, other.text): likeness})
    assert keys(value) == [[1]]
    value, _ = meaning(other, of(1), table={(SAID, other.text): likeness})
    assert keys(value) == [[2]]


def test_a_translation_of_an_excerpt_is_a_version_of_another_version():
    short = "Twelve new bridges, this very year"
    value, _ = meaning(
        of(1, f"Ik heb het de raad al zo vaak gezegd, en nu zeg ik het weer: {CUT}"),
        of(2, CUT, "2026-03-19"),
        of(3, short, "2026-03-20", lang="en"),
        table={(CUT, short): 0.8},
    )
    assert keys(value) == [[1], [2], [3]]
    assert [each.relation and each.relation.wording for each in value.variants] == [
        None,
        "partial",
        None,
    ]


@pytest.mark.parametrize("state", ["partly", "not_embedded", "not_installed"])
def test_how_much_was_searched_is_told(state):
    value, _ = meaning(of(1), table={}, state=state)
    assert value.paraphrases == state


def test_without_speaker_or_date_no_meaning_is_searched():
    for own in (of(1, speaker=None), of(1, published="2026"), of(1, "Ja.")):
        value, meanings = meaning(own, table={})
        assert (value.paraphrases, meanings.asked) == ("not_needed", [])


def test_searches_by_meaning_have_a_bound():
    words = [
        "dijk",
        "kade",
        "brug",
        "sluis",
        "haven",
        "molen",
        "akker",
        "polder",
        "gracht",
        "singel",
    ]
    every = [
        of(10 * nth + key, f"Wij willen {one} en {two} voor {10 * nth + key} miljoen herstellen")
        for nth, one in enumerate(words)
        for key, two in enumerate(words)
    ]
    texts = [each.text for each in every]
    table = {
        (one, two): 0.8 if abs(nth - key) < 9 else 0.6
        for nth, one in enumerate(texts)
        for key, two in enumerate(texts)
    }
    meanings = Meanings(every, table)
    value = variants(every[0], Records(), meanings, POLICY)
    assert len(value.records) > 5
    assert not value.complete
    assert len(meanings.asked) <= pairs.SEARCHES
