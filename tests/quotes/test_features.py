import doctest
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes import features as module
from quotes.features import features


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Eén foto's", "een fotos"),
        ("„Wij komen, zeker.”", "wij komen zeker"),
        ("café", "CAFE\u0301"),
    ],
)
def test_the_usual_misspellings_share_all_features(one, other):
    assert features(one) == features(other)


def test_a_typo_leaves_features_to_find_by():
    assert set(features("het kabinet valt")) & set(features("hte kabinnet valt")) == {
        "tkab",
        "tval",
        "wvalt",
    }


def test_order_shows_in_the_bigrams():
    assert set(features("niet alle")) ^ set(features("alle niet")) == {"bnietalle", "balleniet"}


@given(st.text())
def test_features_are_safe_index_keys(text):
    found = features(text)
    assert list(found) == sorted(set(found))
    assert all(re.fullmatch("[wbt][a-z0-9]+", feature) for feature in found)


def test_no_words_no_features():
    assert features(" … ") == ()


def test_examples():
    assert doctest.testmod(module).failed == 0
