"""Turns without marks: transcripts, dialogue behind dashes, interviews, and what only looks so."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes import grammar, language, marks
from quotes.inquits import Inquits
from quotes.interviews import Turns
from quotes.paragraphs import paragraphs
from quotes.turns import TurnReader, joined

NL = language.load()
GRAMMAR = grammar.load()


def read(text: str) -> Turns:
    spans = paragraphs(text)
    pairs = marks.pair(text, spans, NL.marks)
    inquits = Inquits(text, NL, GRAMMAR)
    return TurnReader(text, spans, pairs, NL, GRAMMAR, inquits).read()


def turns(*parts: str) -> list[tuple[str, str, str]]:
    text = "\n\n".join(parts)
    return [
        (
            each.turn or "",
            each.label.of(text) if each.label else "",
            " ".join(segment.of(text) for segment in each.segments),
        )
        for each in read(text).spoken
    ]


def test_a_transcript():
    assert turns(
        "Wethouder Mira Vonk en dijkgraaf Joost Terhaar stonden tegenover elkaar.",
        "Vonk: Wij hebben nooit een brief gekregen.",
        "Terhaar (Waterbond): Die is in maart verstuurd.",
        "**Vonk:** Naar het verkeerde adres dan.",
    ) == [
        ("turn", "Vonk", "Wij hebben nooit een brief gekregen."),
        ("turn", "Terhaar", "Die is in maart verstuurd."),
        ("turn", "Vonk", "Naar het verkeerde adres dan."),
    ]


def test_a_transcript_of_roles():
    found = turns(
        "De zitting begon om tien uur.",
        "Rechter: Waar was u die avond?",
        "Getuige: Thuis, met mijn moeder.",
    )
    assert [label for _, label, _ in found] == ["Rechter", "Getuige"]


def test_a_transcript_line_by_line():
    text = "De raad komt bijeen.\nSanne de Wit: Is iedereen er?\nPiet Kuil: Ik mis Karel nog."
    assert [each.outer.of(text) for each in read(text).spoken] == [
        "Is iedereen er?",
        "Ik mis Karel nog.",
    ]


def test_one_turn_of_a_person_who_is_known():
    assert turns(
        "Minister Mira Vonk sprak kort met de pers.",
        "Vonk: we gaan hier niet over onderhandelen.",
    ) == [("turn", "Vonk", "we gaan hier niet over onderhandelen.")]


def test_the_interviewer_is_not_quoted():
    parts = (
        "In de studio zat Mira Vonk.",
        "Interviewer: Bent u boos?",
        "Vonk: Nee, eerder verdrietig.",
        "Interviewer: Waarom?",
        "Vonk: Omdat ik had gehoopt op meer.",
    )
    assert [words for _, _, words in turns(*parts)] == [
        "Nee, eerder verdrietig.",
        "Omdat ik had gehoopt op meer.",
    ]
    text = "\n\n".join(parts)
    assert [each.of(text) for each in read(text).questions] == ["Bent u boos?", "Waarom?"]


@pytest.mark.parametrize(
    "parts",
    [
        ("Praktisch", "Locatie: De Loods.", "Prijs: 12 euro.", "Info: u kunt bellen met de kassa."),
        ("Uitslagen in Oudermeer.", "VVO: 12 zetels.", "PNB: 4 zetels.", "LLD: 3 zetels."),
        (
            "In Oudermeer en in Zandhove is het feest.",
            "Oudermeer: u kunt vanaf tien uur terecht.",
            "Zandhove: wij raden aan vroeg te komen.",
        ),
        ("Update: we spraken de brandweer.", "Lees ook: Waarom wij blijven", "14.32 uur: Geblust."),
        ("Drie tips.", "Vlees: laat het rusten.", "Vis: koop die bij je visboer."),
        ("Mira Vonk keek om.", 'Vonk: "Wij blijven hier."'),
    ],
)
def test_labels_of_nobody(parts):
    assert turns(*parts) == []


def test_dialogue_behind_dashes():
    assert turns(
        "Op het plein stonden twee mannen.",
        "– Ga je mee? vroeg Karel.",
        "– Nee, zei Piet, ik heb geen tijd.",
        "– Jammer.",
    ) == [
        ("dash", "", "Ga je mee?"),
        ("dash", "", "Nee"),
        ("dash", "", "ik heb geen tijd."),
        ("dash", "", "Jammer."),
    ]


@pytest.mark.parametrize(
    "parts",
    [
        ("De eisen:", "- Wij willen betere roosters.", "- Wij willen rust.", "- Geen ontslagen."),
        ("Boodschappen", "- drie kilo aardappelen", "- wat wil je nog meer?"),
        ("De wedstrijd", "– Kuil scoorde in de tiende minuut.", "– Vonk kreeg rood."),
        ("Het was min vijf.", "-5 graden, dat wil je niet.", "-6 graden, wie wil dat?"),
        ("Mira Vonk keek om.", "– “Ga je mee?”", "– “Nee.”"),
    ],
)
def test_dashes_of_lists(parts):
    assert turns(*parts) == []


@pytest.mark.parametrize("question", ["**{}**", "__{}__", "– {}", "{}"])
def test_an_interview(question):
    parts = (
        "Schrijver Mira Vonk (44) woont in Oudermeer.",
        question.format("Bent u gelukkig hier?"),
        "Ja, ik wil nooit meer weg. De stilte doet mij goed.",
        question.format("Wat mist u van de stad?"),
        "De bakker op de hoek.",
        "En mijn zus natuurlijk.",
        question.format("Schrijft u nog?"),
        "Elke ochtend. Ik sta om vijf uur op.",
        "Buiten slaat een hond aan.",
    )
    assert turns(*parts) == [
        ("answer", "", "Ja, ik wil nooit meer weg. De stilte doet mij goed."),
        ("answer", "", "De bakker op de hoek. En mijn zus natuurlijk."),
        ("answer", "", "Elke ochtend. Ik sta om vijf uur op."),
    ]


def test_answers_behind_bold_questions_in_one_paragraph():
    assert turns(
        "Mira Vonk kookt.",
        "**Waarom kookt u?** Omdat ik van eten hou.",
        "**U eet alles.** Bijna alles.",
        "**Wat eet u nooit?** Witlof.",
    ) == [
        ("answer", "", "Omdat ik van eten hou."),
        ("answer", "", "Bijna alles."),
        ("answer", "", "Witlof."),
    ]


@pytest.mark.parametrize(
    "parts",
    [
        (
            "**Wat is er gebeurd?**",
            "Er was brand.",
            "**Is er asbest?**",
            "Volgens de gemeente niet.",
        ),
        (
            "Vraag: Mag het?",
            "Antwoord: Ja, als u dat wilt.",
            "Vraag: Hoe?",
            "Antwoord: Met een bijl.",
        ),
        (
            "Ik zat in de trein.",
            "Waarom doen wij dit eigenlijk?",
            "Ik weet het niet.",
            "Wat is er mis met stilte?",
            "In mijn coupé was het nooit stil.",
            "En wie betaalt dat?",
            "Ik, natuurlijk.",
        ),
        (
            "**Waarom stopt u?**",
            "“Ik ben moe”, zegt Mira Vonk.",
            "**Gaat u op reis?**",
            "“Ik blijf thuis.”",
        ),
    ],
)
def test_questions_that_make_no_interview(parts):
    assert turns(*parts) == []


def test_marks_belong_to_the_turn_around_them():
    text = (
        "Mira Vonk kookt.\n\n**Noemt u het ‘kunst’?**\n\nIk noem het ‘eten’.\n\n"
        "**Bent u streng?**\n\nIk wel.\n\n“Dat klopt”, zegt haar zoon."
    )
    pairs = marks.pair(text, paragraphs(text), NL.marks)
    found = joined(pairs, read(text))
    assert [each.outer.of(text) for each in found] == [
        "Ik noem het ‘eten’.",
        "Ik wel.",
        "“Dat klopt”",
    ]


LINES = st.sampled_from(
    [
        "Vonk: Ik blijf.", "Mira Vonk kwam.", "– Ga je mee?", "– Nee, zei Piet.",
        "**Bent u boos?**", "Bent u boos?", "Ik wel.", "“Ja”, zei ik.", "Vraag: Kunt u?",
        "Antwoord: Ik kan.", "**", ":", "- a", "Rechter: u?", "", "-- ", "__?__ ik", "“Ja",
        "Vonk (VVO):", "*noot*",
    ]
)  # fmt: skip


@settings(max_examples=300)
@given(
    st.lists(st.one_of(LINES, st.text(max_size=8)), max_size=14), st.sampled_from(["\n", "\n\n"])
)
def test_any_text(lines, gap):
    text = gap.join(lines)
    spans = paragraphs(text)
    found = read(text)
    end = 0
    for each in found.spoken:
        assert each.segments
        assert each.outer.start >= end
        end = each.outer.end
        for segment in each.segments:
            assert each.outer.contains(segment)
            assert segment.of(text).strip() == segment.of(text) != ""
            assert any(paragraph.contains(segment) for paragraph in spans)
    together = joined(marks.pair(text, spans, NL.marks), found)
    assert all(one.outer.end <= other.outer.start for one, other in pairwise(together))
