"""Where sentences and clauses begin and end, told by signs and joining words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes import clauses
from quotes.alignment import prepare
from quotes.meaning import load

NL = load("nl")
TEXT = prepare(
    "Ik denk dat de pont vaart, maar de brug is dicht. Als het vriest, lopen wij. "
    "Dat duurt bijv. een uur!",
    NL.key,
)


def words(places):
    return " ".join(TEXT.words[at].folded for at in places)


@pytest.mark.parametrize(
    ("at", "before", "after"),
    [
        (0, "", "ik denk dat de pont vaart maar de brug is dicht"),
        (3, "ik denk dat", "de pont vaart maar de brug is dicht"),
        (11, "", ""),
        (13, "als het", "vriest lopen wij"),
        (19, "dat duurt bijv", "een uur"),
        (21, "dat duurt bijv een uur", ""),
    ],
)
def test_sentences(at, before, after):
    assert words(clauses.sentence_before(TEXT, at)) == before
    assert words(clauses.sentence_after(TEXT, at)) == after


@pytest.mark.parametrize(
    ("at", "before", "after"),
    [
        (3, "ik denk dat", "de pont vaart"),
        (5, "ik denk dat de pont", "vaart"),
        (7, "maar", "de brug is dicht"),
        (9, "maar de brug", "is dicht"),
        (14, "als het vriest", "lopen wij"),
        (20, "dat duurt bijv een", "uur"),
    ],
)
def test_clauses(at, before, after):
    assert words(clauses.clause_before(TEXT, at, NL)) == before
    assert words(clauses.clause_after(TEXT, at, NL)) == after


@pytest.mark.parametrize(
    ("text", "at", "sentence", "clause"),
    [
        ("Wij varen. Zij zwemmen", 2, True, True),
        ("Wij varen! Zij zwemmen", 2, True, True),
        ("Wij varen … Zij zwemmen", 2, True, True),
        ("Wij varen bijv. zelden", 3, False, False),
        ("Wij varen, zij zwemmen", 2, False, True),
        ("Wij varen – zij zwemmen", 2, False, True),
        ("Wij varen (zij zwemmen)", 2, False, True),
        ("Wij varen en zij zwemmen", 2, False, False),
        ("Wij varen", 0, False, True),
        ("Wij varen.", 2, False, False),
    ],
)
def test_ends_and_beginnings(text, at, sentence, clause):
    prepared = prepare(text)
    assert clauses.ends_sentence(prepared, at) is sentence
    assert clauses.begins_clause(prepared, at) is clause


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("Ja, nee", 1, {",", " "}),
        ("Ja nee", 1, {" "}),
        ("Ja nee", 0, set()),
        ("Ja nee", 2, set()),
        ("Ja nee", -1, set()),
    ],
)
def test_signs(text, at, expected):
    assert clauses.signs(prepare(text), at) == expected


def test_a_subordinator_with_its_clause_in_between_reaches_over_it():
    text = prepare("Het klopt niet dat, zoals u al vaker zegt, de raad heeft gelogen", NL.key)
    assert clauses.clause_before(text, 9, NL) == range(0, 9)


def test_an_adverbial_clause_is_another():
    text = prepare("Wij sluiten de kade omdat niemand er nog aanlegt", NL.key)
    assert clauses.clause_after(text, 4, NL) == range(4, 4)


SIGNED = st.lists(
    st.sampled_from(["Pont", "kade", "maar", "dat", "omdat", "en", ",", ".", ":", "?", "–"]),
    max_size=14,
).map(" ".join)


@given(SIGNED, st.data())
@settings(max_examples=100)
def test_a_clause_lies_within_its_sentence(text, data):
    prepared = prepare(text, NL.key)
    at = data.draw(st.integers(0, len(prepared.words)))
    before, after = (
        clauses.clause_before(prepared, at, NL),
        clauses.clause_after(prepared, at, NL),
    )
    assert before.stop == after.start == at
    assert before.start >= clauses.sentence_before(prepared, at).start
    assert after.stop <= clauses.sentence_after(prepared, at).stop
