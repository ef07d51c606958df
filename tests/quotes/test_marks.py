"""Which marks belong together, and which are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes import grammar, inquits, language, marks
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
        ("“Wij blijven””, zegt Vonk.", [["Wij blijven"]]),
        ('""Wij blijven"", zegt Vonk.', [["Wij blijven"]]),
        ("“Ze zei “nee””, zegt hij. “Goed.”", [["Ze zei “nee”"], ["Goed."]]),
        ('"Ze zei "nee"", zegt hij.', [['Ze zei "nee"']]),
        (",,Hij zei 'nee''', zegt ze. ,,Ja''.", [["Hij zei 'nee'"], ["Ja"]]),
        (",,'Mag ik?' vroeg hij. Ja dus.''", [["'Mag ik?' vroeg hij. Ja dus."]]),
        ('" Wij blijven " , zegt Vonk. " Goed . "', [["Wij blijven"], ["Goed ."]]),
        ("« Wij blijven », zegt Vonk.", [["Wij blijven"]]),
        ("”Wij blijven“, zegt Vonk.", [["Wij blijven"]]),
        ('"Al wat "stil" heet", zei hij. "Ja."', [['Al wat "stil" heet'], ["Ja."]]),
        ('"Wij gaan. "Ik blijf."', [["Wij gaan."], ["Ik blijf."]]),
        ("“Zij zei “nee”. Ik bleef.\n\n“Ja.”", [["Zij zei “nee”. Ik bleef.", "Ja."]]),
        ("‘Ik heb ’em gezien’, zei ze. ‘Goed’, zei hij.", [["Ik heb ’em gezien"], ["Goed"]]),
        ("Het '68-gevoel van A'dam, d'r fiets en ma's tas.", []),
        ("''", []),
        ('"', []),
        ('" "', []),
        ("“”", []),
    ],
)
def test_pairing(text, expected):
    assert contents(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Wij blijven, zegt Mira Vonk. De buurt is boos.', [["Wij blijven"]]),
        ('"Komt u? vroeg ze. De buurt is boos.', [["Komt u?"]]),
        ("“Wij blijven, aldus Vonk. “De buurt is boos.”", [["Wij blijven"], ["De buurt is boos."]]),
        ("“Wij blijven, zegt Vonk.\n\n“Dat nooit”, zegt Kuil.", [["Wij blijven"], ["Dat nooit"]]),
        ("'Wij blijven, zegt Vonk. Hij noemt het 'onzin'.", [["Wij blijven"], ["onzin"]]),
        ("“Wij blijven.\n\nDe buurt is boos.", [["Wij blijven."]]),
        ("“Toen ik kwam, zei hij niets.\n\n“Nu.”", [["Toen ik kwam, zei hij niets.", "Nu."]]),
        ("“Nee, zei ik, dat nooit.\n\n“Nu wel.”", [["Nee, zei ik, dat nooit.", "Nu wel."]]),
        ("“U zei: ‘Vonk, zegt hij.’ Ja.\n\n“Nu.”", [["U zei: ‘Vonk, zegt hij.’ Ja.", "Nu."]]),
        ("“Wij blijven, zegt Vonk, en Kuil”, zegt ze.", [["Wij blijven, zegt Vonk, en Kuil"]]),
        ("'Tgaat wel over, denk ik.", []),
        ("Wij blijven”, zegt Vonk. “Altijd.”", [["Wij blijven"], ["Altijd."]]),
        ('Blijven wij?" vroeg hij.', [["Blijven wij?"]]),
        ("Vonk is boos. Wij blijven”, zegt hij.", []),
        ("De plank is 19”, zegt Vonk.", []),
        ("Een plank van 19” is breed.", []),
    ],
)
def test_where_an_unclosed_quotation_ends(text, expected):
    nl = language.load()
    spans = paragraphs(text)
    pairs = marks.pair(text, spans, MARKS)
    found = inquits.trim(text, spans, pairs, nl, inquits.Inquits(text, nl, grammar.load()))
    assert [[segment.of(text) for segment in each.segments] for each in found] == expected


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
