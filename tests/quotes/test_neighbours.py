"""Quotations that are one utterance, and those that only stand near each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotes.model import Record
from quotes.neighbours import MOST_BETWEEN, joined

PARAGRAPH = (
    "“De pont vaart niet meer,” zei Mira Vonk. “Wij zoeken een nieuwe veerman.” Zij zuchtte."
)
FIRST, SECOND = "De pont vaart niet meer", "Wij zoeken een nieuwe veerman"


def record(number, text, context=PARAGRAPH, speaker="Mira Vonk", **fields):
    return Record(number, text, "direct", speaker, context=context, article="a1", **fields)


def texts(*records):
    return [(each.quote_id, each.text) for each in joined(records)]


BOTH = "De pont vaart niet meer. Wij zoeken een nieuwe veerman"


def test_two_that_follow_each_other():
    one, two = record(7, FIRST), record(8, SECOND)
    assert texts(one, two) == texts(two, one) == [(7, BOTH)]
    assert joined((one, two))[0] == replace(one, text=BOTH, joined_with=(8,))


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("De pont vaart niet,", "dus wij zwemmen.", "De pont vaart niet, dus wij zwemmen."),
        ("De pont vaart niet", "en wij zwemmen.", "De pont vaart niet en wij zwemmen."),
        ("De pont vaart niet!", "Wij zwemmen.", "De pont vaart niet! Wij zwemmen."),
        ("De pont vaart niet", "Wij zwemmen.", "De pont vaart niet. Wij zwemmen."),
    ],
)
def test_they_are_joined_as_they_were_written(first, second, whole):
    context = f"“{first}” zei Mira Vonk, “{second}”"
    assert texts(record(1, first, context), record(2, second, context)) == [(1, whole)]


def test_three_are_one():
    context = "“Nee,” zei ze. “Nooit,” herhaalde ze. “Echt niet.”"
    found = texts(*(record(n, words, context) for n, words in enumerate(["Nee,", "Nooit,"], 1)))
    assert found == [(1, "Nee, Nooit,")]
    three = [record(n, w, context) for n, w in enumerate(["Nee,", "Nooit,", "Echt niet."], 1)]
    assert texts(*three) == [(1, "Nee, Nooit, Echt niet.")]


@pytest.mark.parametrize(
    "other",
    [
        record(8, SECOND, speaker="Daan Kuil"),
        record(8, SECOND, speaker=None),
        replace(record(8, SECOND), kind="indirect"),
        replace(record(8, SECOND), article="b2"),
        replace(record(8, SECOND), article=None),
        record(8, SECOND, context=None),
        record(8, SECOND, context="Elders: “Wij zoeken een nieuwe veerman.”"),
        record(8, "Dit staat er helemaal niet"),
        record(8, "vaart niet"),
    ],
)
def test_what_is_not_one_utterance(other):
    assert joined((record(7, FIRST), other)) == ()


def test_two_of_nobody_are_not_one():
    assert joined((record(7, FIRST, speaker=None), record(8, SECOND, speaker=None))) == ()


def test_somebody_else_in_between_parts_them():
    context = "“Nee hoor,” zei Vonk. “Jawel,” zei Kuil. “Toch niet,” zei Vonk."
    said = [record(1, "Nee hoor,", context), record(3, "Toch niet,", context)]
    between = record(2, "Jawel,", context, speaker="Daan Kuil")
    assert joined((*said, between)) == ()


@pytest.mark.parametrize(("between", "count"), [(MOST_BETWEEN, 1), (MOST_BETWEEN + 1, 0)])
def test_a_story_in_between_parts_them(between, count):
    context = f"{FIRST}{'x' * between}{SECOND}"
    assert len(joined((record(7, FIRST, context), record(8, SECOND, context)))) == count


def test_a_quotation_in_pieces_has_its_place():
    context = "“De oude veerman,” zei Vonk, “vaart morgen niet uit.” Ze lachte. “Ik wel.”"
    pieces = record(1, "De oude veerman vaart morgen niet uit.", context)
    assert texts(pieces, record(2, "Ik wel.", context)) == [
        (1, "De oude veerman vaart morgen niet uit. Ik wel.")
    ]
