import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes import features as module
from quotes.features import BITS, feature, features, plain_words
from quotes.normalise import fold


def of(text):
    return set(features(fold(text)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Eén foto's", "een fotos"),
        ("„Wij komen, zeker.”", "wij komen zeker"),
        ("café", "CAFE\u0301"),
    ],
)
def test_the_usual_misspellings_share_all_features(one, other):
    assert of(one) == of(other)


@pytest.mark.parametrize(
    ("claim", "shared"),
    [
        # A slip in the end leaves the beginning, one in the beginning the end.
        ("vergaderig", {"b:verg"}),
        ("vrgadering", {"e:ring"}),
        ("vergadering", {"w:vergadering", "b:verg", "e:ring"}),
    ],
)
def test_a_slip_leaves_a_part_to_find_by(claim, shared):
    assert of(claim) & of("vergadering") == set(map(feature, shared))


def test_slips_in_every_word_leave_how_they_begin():
    assert of("hij zal nieet komn") & of("hij zei niet komen") >= {feature("2:nie kom")}


def test_order_shows():
    assert of("niet alle") ^ of("alle niet") == {feature("2:nie all"), feature("2:all nie")}


@given(st.text())
def test_features_are_sorted_numbers_without_doubles(text):
    found = features(fold(text))
    assert list(found) == sorted(set(found))
    assert all(0 <= each < 1 << BITS for each in found)
    assert bool(found) == bool(fold(text))


@given(st.text())
def test_plain_words_are_safe_in_a_query(text):
    words = plain_words(fold(text))
    assert len(words) == len(fold(text).split())
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in words)


def test_examples():
    assert doctest.testmod(module).failed == 0
