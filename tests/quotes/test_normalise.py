import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes import normalise
from quotes.normalise import fold, fold_offsets, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("„Het is klaar”", "het is klaar"),
        ("‘Het  is\nklaar!’", "het is klaar"),
        ("Z’n foto’s van ’s ochtends", "z'n foto's van s ochtends"),
        ("d´r jas", "d'r jas"),
        ("1.250,50 euro en 10%", "1.250,50 euro en 10 %"),
        ("het is -5 graden", "het is -5 graden"),
        ("3-5 doelpunten", "3 5 doelpunten"),
        ("om 10:30 uur", "om 10:30 uur"),
        ("de 15e keer", "de 15e keer"),
        ("d.w.z. nooit", "dwz nooit"),
        ("J.P. de Wit", "jp de wit"),
        ("eind.Nieuw begin", "eind nieuw begin"),
        ("oud-minister", "oud minister"),
        ("cafe\u0301 CAFÉ", "café café"),
        ("re\u00adgering", "regering"),
        ("ﬁets", "fiets"),
        ("zo'n zon", "zo'n zon"),
        ("…", ""),
        ("", ""),
    ],
)
def test_fold(text, expected):
    assert fold(text) == expected


def test_spans_are_those_of_the_original():
    text = "‘’t Is de ﬁets van cafe\u0301 De Zwaan’"
    assert [token.span.of(text) for token in tokens(text)] == [
        "’t",
        "Is",
        "de",
        "ﬁets",
        "van",
        "cafe\u0301",
        "De",
        "Zwaan",
    ]


@given(st.text())
def test_fold_is_stable(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_spans_lie_in_order_and_within(text):
    end = 0
    for token in tokens(text):
        assert end <= token.span.start < token.span.end <= len(text)
        assert token.folded
        end = token.span.end


@given(st.text())
def test_an_offset_for_each_folded_code_point(text):
    offsets = fold_offsets(text)
    assert len(offsets) == len(fold(text))
    assert list(offsets) == sorted(offsets)


@given(st.text() | st.text(st.sampled_from("aAéÉ`´'’.-–1,½ĳİßﬁ\u0301\u00ad \u0130%")))
def test_folding_is_the_tokens_without_their_places(text):
    assert fold(text) == " ".join(token.folded for token in tokens(text))


def test_examples():
    assert doctest.testmod(normalise).failed == 0
