"""Words that a claim leaves out without saying so."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.alignment import distance, prepare, trace
from quotes.meaning import load
from quotes.omissions import (
    LEAST_GAIN,
    LEAST_GAIN_ALONE,
    LEAST_SIDE,
    MOST_CELLS,
    bridged,
    unmarked,
)

NL = load("nl")
POOL = ["brug", "dijk", "boot", "pont", "sluis", "haven", "kade", "wal", "vlet", "anker"]


def parted(claim, record):
    one, other = prepare(claim, NL.key), prepare(record, NL.key)
    return bridged(one, other), other


@pytest.mark.parametrize(
    ("claim", "record", "code", "words"),
    [
        (
            "Wij tekenen nog deze week het contract",
            "Wij tekenen, mits de huurders van het pand instemmen, nog deze week het contract",
            "condition",
            "mits de huurders van het pand instemmen",
        ),
        (
            "De molen draait morgen voor alle bezoekers",
            "De molen, die mijn vader ooit heeft geschilderd, draait morgen voor alle bezoekers",
            "content",
            "die mijn vader ooit heeft geschilderd",
        ),
        (
            "De veerman vaart vanavond naar de overkant",
            "De veerman vaart zonder zijn oude maat nooit vanavond naar de overkant",
            "negation",
            "zonder zijn oude maat nooit",
        ),
        (
            "Het veer komt straks weer in de vaart",
            "Het veer komt, zo hoop ik en waarschijnlijk ook u, straks weer in de vaart",
            "modality",
            "zo hoop ik en waarschijnlijk ook u",
        ),
    ],
)
def test_what_is_left_out_is_named(claim, record, code, words):
    two, other = parted(claim, record)
    assert two is not None
    assert len(two.stretches) == 2
    (change,) = unmarked(other, trace(two, other), NL)
    assert (change.code, change.claim_words, change.record_words) == (code, "", words)
    assert change.why


@pytest.mark.parametrize(
    ("claim", "record"),
    [
        ("Wij tekenen deze week", "Wij tekenen deze week"),
        ("Wij tekenen deze week", "Wij tekenen nog deze week"),
        ("Wij tekenen deze week", "Straks regent het boven zee en dan varen wij terug naar huis"),
        ("Wij tekenen … deze week", "Wij tekenen, mits de huurders van het pand gaan, deze week"),
        ("Wij week", "Wij tekenen, mits de huurders van het pand gaan, deze week"),
        ("", "Wij tekenen deze week"),
        ("Wij tekenen deze week", ""),
    ],
)
def test_what_needs_no_gap(claim, record):
    assert parted(claim, record)[0] is None


def test_a_claim_as_long_as_a_chapter_is_compared_as_it_is():
    words = [f"woord{letters}" for letters in map("".join, product("abcdefghij", repeat=3))]
    claim, width = words[:50] + words[60:200], MOST_CELLS // 190
    assert parted(" ".join(claim), " ".join(words[:width]))[0] is not None
    assert parted(" ".join(claim), " ".join(words[: width + 1]))[0] is None


def last_row(pattern, text):
    row = list(range(len(text) + 1))
    for word in pattern:
        following = [row[0] + 1]
        for place, other in enumerate(text):
            following.append(
                min(row[place] + (word != other), row[place + 1] + 1, following[place] + 1)
            )
        row = following
    return row


def cost_of(claim, record, at):
    """The least that ``claim``, parted at a word, costs: every stretch before every other."""
    heads = [len(claim)] * (len(record) + 1)
    for start in range(len(record) + 1):
        for length, cost in enumerate(last_row(claim[:at], record[start:])):
            heads[start + length] = min(heads[start + length], cost)
    tails = [min(last_row(claim[at:], record[start:])) for start in range(len(record) + 1)]
    return min(
        heads[end] + tails[start]
        for end in range(len(record) + 1)
        for start in range(end, len(record) + 1)
    )


@st.composite
def leaving_out(draw):
    record = draw(st.lists(st.sampled_from(POOL), min_size=6, max_size=13))
    start = draw(st.integers(2, len(record) - 3))
    end = draw(st.integers(start, len(record) - 2))
    claim = record[:start] + record[end:]
    for _ in range(draw(st.integers(0, 2))):
        claim[draw(st.integers(0, len(claim) - 1))] = draw(st.sampled_from(POOL))
    return claim, record


@given(leaving_out())
@settings(max_examples=150, deadline=None)
def test_the_gap_is_where_a_search_over_all_places_puts_it(words):
    claim, record = words
    one, other = prepare(" ".join(claim)), prepare(" ".join(record))
    places = range(LEAST_SIDE, len(claim) - LEAST_SIDE + 1)
    costs = {at: cost_of(claim, record, at) for at in places}
    least = min(costs.values())
    whole = distance(one, other)
    worth = whole - least >= LEAST_GAIN or (least == 0 and whole >= LEAST_GAIN_ALONE)
    found = bridged(one, other)
    if found is None:
        sides = [min(at, len(claim) - at) for at, cost in costs.items() if cost == least]
        assert not worth or least >= min(sides)
    else:
        (place,) = (end for (_, end), _ in pairwise(found.stretches))
        assert distance(found, other) == costs[place] == least
        assert worth
