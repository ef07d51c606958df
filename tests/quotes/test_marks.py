"""Which marks belong together, and which are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes import language, marks
from quotes.paragraphs import paragraphs

MARKS = language.load().marks


def contents(text: str) -> list[list[str]]:
    found = marks.pair(text, paragraphs(text), MARKS)
    return [[segment.of(text) for segment in each.segments] for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "{0}Wij blijven{1}, zegt de buurt.",
        "De buurt zegt: {0}Wij blijven.{1}",
        "{0}Wij blijven.{1} De buurt is boos.",
        "De buurt ({0}Wij blijven{1}) is boos.",
    ],
)
@pytest.mark.parametrize("pair", MARKS.pairs, ids=lambda pair: pair.open + pair.close)
def test_every_pair(text, pair):
    [[found]] = contents(text.format(pair.open, pair.close))
    assert found.rstrip(".") == "Wij blijven"


@pytest.mark.parametrize("pair", MARKS.pairs, ids=lambda pair: pair.open + pair.close)
def test_examples_of_the_data(pair):
    assert len(contents(pair.example)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'s Morgens zag hij foto's van Floor van 't Hoff.", []),
        ("Hij had z'n auto in '98 gekocht, in de jaren '90.", []),
        ("’s Morgens was ’t koud.", []),
        ("'Hij had z'n auto nog', zei ze. 's Avonds niet.", [["Hij had z'n auto nog"]]),
        ("'Ik las Hans' boek graag', zei ze.", [["Ik las Hans' boek graag"]]),
        ("Het boek 'De Hans' ligt hier.", [["De Hans"]]),
        ("De plank is 5'10\" lang, de reus 6' 2\".", []),
        ('"Hij is 5\'10" lang", zei ze.', [["Hij is 5'10\" lang"]]),
        ("“Ze riep ‘nee’ en liep weg”, zei hij.", [["Ze riep ‘nee’ en liep weg"]]),
        ("“Ze riep “nee” en liep weg”, zei hij.", [["Ze riep “nee” en liep weg"]]),
        ("'Ze riep \"nee\"', zei hij.", [['Ze riep "nee"']]),
        ("“Dit gaat door.\n\n“En dit ook.”", [["Dit gaat door.", "En dit ook."]]),
        ("“Dit stopt.\n\nHier praat niemand.", [["Dit stopt."]]),
        ("Hij noemde het „een ramp en ging weg.", []),
        ("Hij zei: „Dit is een ramp.\n\nEn ging weg.", [["Dit is een ramp."]]),
        ("Dat was alles”, zei hij.", []),
        ("»Ja, wij komen«, zei ze.", [["Ja, wij komen"]]),
        ("«Ja, wij komen», zei ze.", [["Ja, wij komen"]]),
        ("‘Eén’ en ‘twee’.", [["Eén"], ["twee"]]),
        ("'Er is niets', zei ze.", [["Er is niets"]]),
        ("'...nou ja', zei ze.", [["...nou ja"]]),
        ("“Ja,” zei ze, “nee.”", [["Ja"], ["nee."]]),
        ("''", []),
        ('"', []),
        ('" "', []),
        ("“”", []),
    ],
)
def test_pairing(text, expected):
    assert contents(text) == expected


SIGNS = st.sampled_from([*{p.open for p in MARKS.pairs} | {p.close for p in MARKS.pairs}])
PIECES = st.one_of(
    SIGNS,
    st.sampled_from(
        ["Vonk", "zei", "'s", "foto's", " ", " ", ", ", ". ", ": ", "\n", "\n\n", "Hans'"]
    ),
    st.text(max_size=4),
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_mixture_of_marks(text):
    spans = paragraphs(text)
    found = marks.pair(text, spans, MARKS)
    end = 0
    for each in found:
        assert each.outer.start >= end
        end = each.outer.end
        assert each.segments
        for segment in each.segments:
            assert each.outer.contains(segment)
            assert segment.of(text).strip() == segment.of(text) != ""
            assert any(paragraph.contains(segment) for paragraph in spans)
    assert end <= len(text)


@given(st.text(max_size=300))
def test_paragraphs_cover_all_but_white_space(text):
    spans = paragraphs(text)
    assert [s for s in spans if s.start >= s.end] == []
    inside = "".join(span.of(text) for span in spans)
    assert "".join(inside.split()) == "".join(text.split())
    assert list(spans) == sorted(spans)
