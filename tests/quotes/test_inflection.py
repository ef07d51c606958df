"""Gender and agreement say the same; time and number do not."""

from __future__ import annotations

import doctest

import pytest

from quotes import inflection as module
from quotes.inflection import is_inflected
from quotes.meaning import load

NL = load("nl")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("de", "het"),
        ("deze", "dit"),
        ("is", "zijn"),
        ("hebben", "heeft"),
        ("groot", "grote"),
        ("wit", "witte"),
        ("lief", "lieve"),
        ("dom", "domme"),
        ("zinvol", "zinvolle"),
        ("belangrijk", "belangrijke"),
        ("kostbaar", "kostbare"),
        ("eenzaam", "eenzame"),
        ("vind", "vindt"),
        ("werkt", "werken"),
        ("bakt", "bakken"),
        ("loopt", "lopen"),
        ("reist", "reizen"),
        ("schrijft", "schrijven"),
        ("werkte", "werkten"),
        ("liep", "liepen"),
        ("gaf", "gaven"),
    ],
)
def test_forms_that_say_the_same(one, other):
    assert is_inflected(one, other, NL)
    assert is_inflected(other, one, NL)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("werkt", "werkte"),
        ("loopt", "liep"),
        ("vindt", "vond"),
        ("zet", "zette"),
        ("heeft", "had"),
        ("is", "was"),
        ("school", "scholen"),
        ("huis", "huizen"),
        ("kind", "kinderen"),
        ("trein", "treinen"),
        ("reis", "reizen"),
        ("bouw", "bouwen"),
        ("wethouder", "wethouders"),
        ("kleine", "kleiner"),
        ("bouwt", "verbouwt"),
        ("denkt", "dankt"),
        ("mijn", "zijn"),
        ("vlinder", "tractor"),
    ],
)
def test_forms_that_say_something_else(one, other):
    assert not is_inflected(one, other, NL)
    assert not is_inflected(other, one, NL)


@pytest.mark.parametrize(
    ("bare", "with_e"),
    [("boos", "boze"), ("zuur", "zure"), ("schoon", "schone"), ("braaf", "brave")],
)
def test_an_adjective_that_is_as_long_with_its_ending(bare, with_e):
    assert is_inflected(bare, with_e, NL)


@pytest.mark.parametrize(
    ("bare", "with_e"),
    [("boos", "boze"), ("zuur", "zure"), ("schoon", "schone"), ("braaf", "brave")],
)
def test_the_ending_may_be_on_either_side(bare, with_e):
    assert is_inflected(with_e, bare, NL)


def test_examples():
    assert doctest.testmod(module).failed == 0
