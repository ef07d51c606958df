from __future__ import annotations

import pytest

from quotes.errors import NotOnRecord, StoreError
from storage.rows import Line
from storage.store import Store


def fill(store, *names):
    store.add([Line(f"Zin {n}.", name) for n, name in enumerate(names)], "regels.jsonl")


def pairs(store):
    return [(each.kind, each.keep.name, each.other.name) for each in store.suggest().proposals]


@pytest.fixture
def store(store):
    fill(store, "Mira Vonk", "Mira Vonk", "Vonk", "M. Vonk", "Daan Kuil", "ik", "de politie", None)
    return store


def test_suggestions_with_their_quotations(store):
    assert pairs(store) == [("initial", "Mira Vonk", "M. Vonk"), ("surname", "Mira Vonk", "Vonk")]
    first = store.suggest().proposals[0]
    assert (first.keep.quotes, first.other.quotes) == (2, 1)


def test_nothing_is_changed_by_a_suggestion(store):
    before = store.speakers()
    store.suggest()
    assert store.speakers() == before


def test_a_merge_settles_a_suggestion(store):
    store.merge("Mira Vonk", "Vonk")
    assert pairs(store) == [("initial", "Mira Vonk", "M. Vonk")]


def test_dismissed_for_good_and_back(store):
    one, other = store.dismiss("Vonk", "Mira Vonk")
    assert (one.name, other.name) == ("Vonk", "Mira Vonk")
    assert store.dismiss("mira vonk", "VONK")  # twice is once
    # M. Vonk may still be either of them.
    assert ("surname", "Mira Vonk", "Vonk") not in pairs(store)
    store.dismiss("Mira Vonk", "Vonk", undo=True)
    assert ("surname", "Mira Vonk", "Vonk") in pairs(store)


def test_a_dismissal_goes_with_the_name_into_a_merge(store):
    fill(store, "Mira de Wit")
    store.dismiss("Mira Vonk", "M. Vonk")
    store.merge("Mira de Wit", "Mira Vonk")
    assert [each for each in pairs(store) if "M. Vonk" in each[1:]] == []
    store.dismiss("Mira de Wit", "M. Vonk", undo=True)
    assert ("initial", "Mira de Wit", "M. Vonk") in pairs(store)


def test_a_dismissal_outlasts_a_reading_that_misses_the_name(store, make_article, make_quote):
    article = make_article("Een stuk.")
    store.save(article, [make_quote("Ja.", "D. Kuil")])
    store.dismiss("Daan Kuil", "D. Kuil")
    store.save(article, [make_quote("Ja.", None)])
    with pytest.raises(NotOnRecord):
        store.speaker("D. Kuil")
    store.save(article, [make_quote("Ja.", "D. Kuil")])
    assert [each for each in pairs(store) if each[1] == "Daan Kuil"] == []


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Mira Vonk", "MIRA VONK", "one speaker already"),
        ("Mira Vonk", "Niemand", "no speaker"),
        ("ik", "Mira Vonk", "pronoun"),
    ],
)
def test_no_dismissal(store, one, other, reason):
    with pytest.raises(StoreError, match=reason):
        store.dismiss(one, other)


def test_two_wikidata_ids_are_two_people(store):
    store.identify("Mira Vonk", "Q1")
    assert ("initial", "Mira Vonk", "M. Vonk") in pairs(store)
    store.identify("M. Vonk", "Q2")
    assert ("initial", "Mira Vonk", "M. Vonk") not in pairs(store)


def test_dismissals_stay_with_the_file(store, url):
    store.dismiss("Mira Vonk", "M. Vonk")
    with Store.open(url) as again:
        assert ("initial", "Mira Vonk", "M. Vonk") not in pairs(again)
