"""Which words are one word in two spellings, and which only look alike."""

from __future__ import annotations

import pytest

from quotes.meaning import load
from quotes.spelling import is_compound, is_same_name, is_slip, is_slip_of_marker

NL = load("nl")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("wonignen", "woningen"),
        ("regeringslieder", "regeringsleider"),
        ("onmiddelijk", "onmiddellijk"),
        ("burgermeester", "burgemeester"),
        ("wethoder", "wethouder"),
        ("slius", "sluis"),
        ("geluidsoverlust", "geluidsoverlast"),
        ("brugdekk", "brugdek"),
    ],
)
def test_slips(one, other):
    assert is_slip(one, other, NL)
    assert is_slip(other, one, NL)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("manen", "mannen"),
        ("merken", "werken"),
        ("aanvullen", "aanvallen"),
        ("lijden", "leiden"),
        ("gebeurd", "gebeurt"),
        ("belijd", "beleid"),
        ("werknemer", "werkgever"),
        ("zette", "zet"),
        ("schools", "school"),
        ("wethouders", "wethouder"),
        ("gemeent", "gemeente"),
        ("1205", "1250"),
        ("b12laan", "b21laan"),
        ("dka", "dak"),
        ("geemnte", "gemeente"),
        ("zwarkel", "zworkel"),
    ],
)
def test_words_that_only_look_alike(one, other):
    assert not is_slip(one, other, NL)
    assert not is_slip(other, one, NL)


@pytest.mark.parametrize(
    ("mistyped", "marker"),
    [
        ("mischien", "misschien"),
        ("warschijnlijk", "waarschijnlijk"),
        ("atlijd", "altijd"),
        ("neimand", "niemand"),
        ("veetig", "veertig"),
        ("vijtfig", "vijftig"),
        ("neit", "niet"),
        ("nooti", "nooit"),
    ],
)
def test_a_word_that_bears_on_the_sense_may_be_mistyped(mistyped, marker):
    assert is_slip_of_marker(mistyped, marker, NL)
    assert is_slip_of_marker(marker, mistyped, NL)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zestieg", "zestig"),
        ("zestieg", "zestien"),
        ("noit", "nooit"),
        ("zestien", "zestig"),
        ("misschien", "waarschijnlijk"),
        ("veertg1", "veertig1"),
        ("wonignen", "woningen"),
    ],
)
def test_what_may_be_another_word_is_no_mistyped_one(one, other):
    assert not is_slip_of_marker(one, other, NL)
    assert not is_slip_of_marker(other, one, NL)


@pytest.mark.parametrize(
    ("one", "other"),
    [("amsterdma", "amsterdam"), ("roterdam", "rotterdam")],
)
def test_a_name_in_two_spellings(one, other):
    assert is_same_name((one,), (other,), NL)
    assert is_same_name((other,), (one,), NL)


def test_a_name_of_several_words_is_read_as_a_whole():
    assert is_same_name(("vladislav", "koezmenko"), ("vladyslav", "kuzmenko"), NL)
    assert not is_same_name(("vladislav", "koezmenko"), ("vladyslav", "kazmenko"), NL)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("jan", "jon"),
        ("kook", "kok"),
        ("vonk", "vink"),
        ("almelo", "almere"),
        ("2030", "20300"),
        ("kwakman", "zandstra"),
        ("zandstra", "sandstra"),
        ("janssen", "jansen"),
        ("peeters", "peters"),
        ("merendal", "merendaal"),
    ],
)
def test_names_that_stay_two(one, other):
    assert not is_same_name((one,), (other,), NL)
    assert not is_same_name((other,), (one,), NL)


@pytest.mark.parametrize(
    ("parts", "whole", "expected"),
    [
        (("regering", "leider"), "regeringsleider", True),
        (("brug", "dek"), "brugdek", True),
        (("sterre", "hemel"), "sterrenhemel", True),
        (("dek", "brug"), "brugdek", False),
        (("brug", "dek", "plaat"), "brugdekplaat", False),
        (("brugdek",), "brugdek", False),
    ],
)
def test_compounds_written_apart(parts, whole, expected):
    assert is_compound(parts, (whole,), NL) is expected
    assert is_compound((whole,), parts, NL) is expected
