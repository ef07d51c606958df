"""Which pieces a claim is run together from."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from quotes.alignment import prepare
from quotes.meaning import load
from quotes.model import Record
from quotes.splices import MIN_COVERED, MIN_PIECE, MOST_SHARED, spliced

NL = load("nl")
BRIDGE = "Wij hebben de brug vorige week al gesloten voor alle verkeer"
BUILDER = "De aannemer krijgt van ons geen cent extra voor deze klus"
FERRY = "Vanaf zondag vaart er een pont langs de kerktoren"
SHORT = "Wij blijven"


def records(*texts, speakers=()):
    names = [*speakers, *["Mira Vonk"] * len(texts)]
    return [Record(n, text, "direct", names[n - 1]) for n, text in enumerate(texts, 1)]


def pieces(claim, found):
    prepared = prepare(claim, NL.key)
    return [
        (" ".join(word.folded for word in prepared.words[each.start : each.end]), each.record)
        for each in spliced(prepared, found, NL)
    ]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (
            "Wij hebben de brug vorige week al gesloten, de aannemer krijgt van ons geen cent",
            [
                ("wij hebben de brug vorige week al gesloten", 1),
                ("de aannemer krijgt van ons geen cent", 2),
            ],
        ),
        (
            "Vanaf zondag vaart er een pont, wij hebben de brug vorige week al gesloten en "
            "de aannemer krijgt van ons geen cent extra",
            [
                ("vanaf zondag vaart er een pont", 3),
                ("wij hebben de brug vorige week al gesloten", 1),
                ("de aannemer krijgt van ons geen cent extra", 2),
            ],
        ),
        (
            "De aannemer krijgt van ons geen cent … vanaf zondag vaart er een pont",
            [
                ("de aannemer krijgt van ons geen cent", 2),
                ("vanaf zondag vaart er een pont", 3),
            ],
        ),
        (
            "Wij blijven, vanaf zondag vaart er een pont",
            [("wij blijven", 4), ("vanaf zondag vaart er een pont", 3)],
        ),
        (BRIDGE, []),
        ("Hebben de brug, aannemer krijgt van ons", []),
        (
            "Wij hebben de brug vorige week al gesloten, zei een passerende vlieger uit Merendaal",
            [],
        ),
        ("Wij hebben de brug vorige week al gesloten, de aannemer krijgt", []),
        ("Wij blijven wij blijven", []),
        ("", []),
    ],
)
def test_pieces(claim, expected):
    found = pieces(claim, records(BRIDGE, BUILDER, FERRY, SHORT))
    assert [(words, record.quote_id) for words, record in found] == expected


def test_a_word_between_two_pieces_of_one_record_parts_them_not():
    claim = (
        "Wij hebben de brug eergisteren al gesloten voor alle verkeer, vanaf zondag vaart er een"
    )
    found = pieces(claim, records("Wij hebben de brug vorige al gesloten voor alle verkeer", FERRY))
    assert [record.quote_id for _, record in found] == [1, 2]


def test_of_records_with_the_same_words_the_speaker_before_is_preferred():
    one, two, three = records(BRIDGE, BUILDER, BUILDER, speakers=["Daan Kuil", "Els Bos"])
    mine = Record(3, three.text, "direct", "Daan Kuil")
    claim = f"{BRIDGE}, {BUILDER}"
    for order in ([one, two, mine], [mine, two, one], [two, mine, one]):
        assert [record.quote_id for _, record in pieces(claim, order)] == [1, 3]


LETTERS = ["brug", "dijk", "boot", "pont", "sluis", "haven"]
SEVERAL = st.lists(st.lists(st.sampled_from(LETTERS), min_size=1, max_size=7), max_size=4)


def stands_in(words, record):
    return any(record[at : at + len(words)] == words for at in range(len(record)))


def is_piece(words, record):
    whole = len(words) >= 2 and words == record
    return stands_in(words, record) and (len(words) >= MIN_PIECE or whole)


def two_pieces(claim, texts):
    """Whether the claim, which no single record holds, is two pieces of two records, by trying."""
    return not any(stands_in(claim, text) for text in texts) and any(
        is_piece(claim[:at], one) and is_piece(claim[at:], other)
        for at in range(1, len(claim))
        for number, one in enumerate(texts)
        for other in (*texts[:number], *texts[number + 1 :])
    )


@st.composite
def run_together(draw, overlapping=True):
    """Two records and what is put together from a piece of each."""
    size = st.integers(MIN_PIECE, 7)
    texts = [[draw(st.sampled_from(LETTERS)) for _ in range(draw(size))] for _ in range(2)]
    if not overlapping:
        texts[1] = [word + "en" for word in texts[1]]
    claim = []
    for text in texts:
        start = draw(st.integers(0, len(text) - MIN_PIECE))
        end = draw(st.integers(start + MIN_PIECE, len(text)))
        claim += text[start:end]
    return claim, texts


@given(run_together(overlapping=False), SEVERAL)
@settings(max_examples=150, deadline=None)
def test_two_pieces_without_a_word_in_common_are_found(words, others):
    claim, texts = words
    assume(two_pieces(claim, texts))
    found = pieces(" ".join(claim), records(*map(" ".join, [*texts, *others])))
    assert len({record.quote_id for _, record in found}) >= 2
    assert [word for piece, _ in found for word in piece.split()] == claim


@example(
    (
        ["pont", "sluis", "boot", "haven", "dijk", "brug", "brug", "pont"],
        [["pont", "sluis", "boot", "haven", "dijk"], ["dijk", "brug", "brug", "pont"]],
    )
)
@given(run_together())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_two_pieces_with_words_in_common_are_found(words):
    claim, texts = words
    # Of two records with the same words either holds both pieces.
    one, other = map(set, texts)
    assume(len(one - other) >= 2 and len(other - one) >= 2)
    assume(two_pieces(claim, texts))
    assert spliced(prepare(" ".join(claim)), records(*map(" ".join, texts)), NL)


CLAIMS = st.one_of(
    st.lists(st.sampled_from(LETTERS), max_size=12).map(lambda words: (words, [])), run_together()
)


@given(CLAIMS, SEVERAL)
@settings(max_examples=150, deadline=None)
def test_pieces_stand_in_their_records_and_hold_nearly_all(words, others):
    claim, texts = words
    texts = [*texts, *others]
    found = spliced(prepare(" ".join(claim)), records(*map(" ".join, texts)), NL)
    for one, other in pairwise(found):
        assert one.start < other.start
        assert one.end - MOST_SHARED <= other.start
        assert one.end < other.end
    if not found:
        return
    assert len({piece.record.quote_id for piece in found}) > 1
    held = {at for piece in found for at in range(piece.start, piece.end)}
    assert len(held) >= MIN_COVERED * len(claim)
    if len(found) == 2 and found[0].start == 0 and found[0].end == found[1].start:
        for piece in found:
            held = claim[piece.start : piece.end]
            at = texts[piece.record.quote_id - 1]
            assert any(is_piece(held[:cut], at) for cut in range(1, len(held) + 1))
    if found[-1].end == len(claim) and all(
        is_piece(claim[piece.start : piece.end], piece.record.text.split()) for piece in found
    ):
        assert len(found) != 2 or two_pieces(claim, texts)
