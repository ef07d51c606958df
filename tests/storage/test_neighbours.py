"""The quotations in front of one and behind it in its article."""

from __future__ import annotations

import pytest

from quotes.model import Span
from storage.rows import Line

PIECES = ("De pont vaart niet.", "Wij zwemmen.", "Het water is koud.", "Iedereen rilt.")
TEXT = " ".join(PIECES)


@pytest.fixture
def article(make_article):
    return make_article(TEXT)


def spans(*words):
    return tuple(Span(TEXT.index(each), TEXT.index(each) + len(each)) for each in words)


def beside(store, key):
    found = store.record(key)
    return tuple(each and each.text for each in (found.before, found.after))


def keys(store):
    return {each.text: each.quote_id for each in store.query(limit=99)}


def test_in_order_of_the_article(store, article, make_quote):
    # Saved in another order than they stand in.
    quotes = [make_quote(each, start=TEXT.index(each)) for each in (*PIECES[2:], *PIECES[:2])]
    store.save(article, quotes, parser="test")
    found = keys(store)
    expected = zip((None, *PIECES), PIECES, (*PIECES[1:], None), strict=False)
    for before, text, after in expected:
        assert beside(store, found[text]) == (before, after)


def test_neighbours_are_whole_records(store, article, make_quote):
    first = make_quote(PIECES[0], "Daan Kuil", start=0)
    store.save(article, [first, make_quote(PIECES[1], start=20)], parser="test")
    found = store.record(keys(store)[PIECES[1]]).before
    assert (found.speaker, found.role, found.kind) == ("Daan Kuil", "wethouder", "direct")
    assert found == next(each for each in store.query(limit=9) if each.text == PIECES[0])


def test_a_quotation_in_pieces_stands_where_it_begins(store, article, make_quote):
    apart = make_quote(f"{PIECES[0]} {PIECES[2]}", segments=spans(PIECES[0], PIECES[2]))
    quotes = [apart, *(make_quote(each, start=TEXT.index(each)) for each in PIECES[1::2])]
    store.save(article, quotes, parser="test")
    found = keys(store)
    assert beside(store, found[apart.text]) == (None, PIECES[1])
    assert beside(store, found[PIECES[1]]) == (apart.text, PIECES[3])


def test_of_two_that_begin_together_the_older_is_in_front(store, article, make_quote):
    outer = make_quote(f"{PIECES[0]} {PIECES[1]}", start=0)
    store.save(article, [outer, make_quote(PIECES[0], start=0)], parser="test")
    found = keys(store)
    assert beside(store, found[outer.text]) == (None, PIECES[0])
    assert beside(store, found[PIECES[0]]) == (outer.text, None)


def test_other_articles_have_no_part_in_it(store, article, make_article, make_quote):
    store.save(article, [make_quote(PIECES[1], start=20)], parser="test")
    other = make_article(f"{TEXT} En nog iets.")
    store.save(other, [make_quote(PIECES[0]), make_quote(PIECES[2], start=33)], parser="test")
    assert beside(store, keys(store)[PIECES[1]]) == (None, None)


def test_an_imported_line_stands_nowhere(store):
    store.add([Line(each, "Mira Vonk") for each in PIECES], "regels.jsonl")
    for key in keys(store).values():
        assert beside(store, key) == (None, None)
