import doctest
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes import alignment as module
from quotes.alignment import EDGE_REACH, align, distance, prepare

WORD_POOL = ["een", "brug", "over", "het", "water", "niet"]
WORDS = st.lists(st.sampled_from(WORD_POOL), max_size=9)
CLAIM = st.lists(st.sampled_from([*WORD_POOL, "…"]), min_size=1, max_size=8)


def naive_distance(claim, record):
    """The textbook table, a row for each claim word; an ellipsis may begin anywhere later."""
    row = [0] * (len(record) + 1)
    for word in claim:
        if word == "…":
            row = [min(row[: place + 1]) for place in range(len(row))]
            continue
        following = [row[0] + 1]
        for place, other in enumerate(record):
            following.append(
                min(row[place] + (word != other), row[place + 1] + 1, following[place] + 1)
            )
        row = following
    return min(row)


@given(CLAIM, WORDS)
def test_distance_is_that_of_the_textbook(claim, record):
    one, other = prepare(" ".join(claim)), prepare(" ".join(record))
    assert distance(one, other) == naive_distance(claim, record)


@given(CLAIM, WORDS)
def test_operations_cost_the_distance_or_reach_a_little_further(claim, record):
    one, other = prepare(" ".join(claim)), prepare(" ".join(record))
    cost = 0
    for operation in align(one, other).operations:
        if operation.op != "equal":
            words = operation.claim_words.split(), operation.record_words.split()
            cost += max(map(len, words))
    least = distance(one, other)
    stretches = len(one.stretches)
    assert least <= cost <= least + 2 * EDGE_REACH * stretches


@given(CLAIM, WORDS)
def test_operations_hold_all_words_of_the_claim_in_order(claim, record):
    one, other = prepare(" ".join(claim)), prepare(" ".join(record))
    found = align(one, other)
    written = " ".join(op.claim_words for op in found.operations if op.claim_words)
    assert written.split() == [word for word in claim if word != "…"]
    place = 0
    for operation in found.operations:
        assert operation.claim_span.of(one.text) == operation.claim_words
        assert operation.record_span.of(other.text) == operation.record_words
        assert place <= operation.record_span.start
        place = operation.record_span.end


@pytest.mark.parametrize(
    ("claim", "record", "expected"),
    [
        (
            "Het lijkt zeker niet op genocide",
            "„Het lijkt zeker op genocide”, zei zij",
            [
                ("equal", "Het lijkt zeker", "Het lijkt zeker"),
                ("insert", "niet", ""),
                ("equal", "op genocide", "op genocide"),
            ],
        ),
        ("de brug", "Wij sluiten de brug vandaag", [("equal", "de brug", "de brug")]),
        (
            "wij sluiten … vandaag",
            "Wij sluiten de brug vandaag",
            [("equal", "wij sluiten", "Wij sluiten"), ("equal", "vandaag", "vandaag")],
        ),
        (
            "Wij (...) vandaag [...] morgen",
            "Wij sluiten de brug vandaag, en ook morgen",
            [
                ("equal", "Wij", "Wij"),
                ("equal", "vandaag", "vandaag"),
                ("equal", "morgen", "morgen"),
            ],
        ),
        (
            "Wij sluiten de tunnel",
            "Wij sluiten de brug vandaag",
            [("equal", "Wij sluiten de", "Wij sluiten de"), ("replace", "tunnel", "brug")],
        ),
        ("", "Wij sluiten", []),
    ],
)
def test_operations(claim, record, expected):
    found = align(prepare(claim), prepare(record))
    assert [(op.op, op.claim_words, op.record_words) for op in found.operations] == expected


def test_words_with_one_key_are_replaced_but_covered():
    keys = {"wij": "we"}
    found = align(
        prepare("wij komen", lambda word: keys.get(word, word)),
        prepare("we komen", lambda word: keys.get(word, word)),
    )
    assert [op.op for op in found.operations] == ["replace", "equal"]
    assert found.coverage == 1


def test_insertions_in_brackets_are_known():
    text = prepare("[De minister] kwam […] laat")
    assert [span.of(text.text) for span in text.brackets] == ["[De minister]"]


def test_a_long_claim_takes_no_time():
    claim = prepare(" ".join(f"woord{number % 700}" for number in range(5_000)))
    record = prepare(" ".join(f"woord{number % 690}" for number in range(5_000)))
    start = time.perf_counter()
    align(claim, record)
    assert time.perf_counter() - start < 5


def test_examples():
    assert doctest.testmod(module).failed == 0
