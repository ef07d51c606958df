import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.alignment import prepare, trace
from quotes.changes import changes
from quotes.meaning import load

NL = load("nl")


def differences(claim, record):
    one, other = prepare(claim, NL.key), prepare(record, NL.key)
    return [
        (change.code, change.claim_words, change.record_words)
        for change in changes(one, other, trace(one, other), NL)
    ]


@pytest.mark.parametrize(
    ("claim", "record", "expected"),
    [
        (
            "Het lijkt zeker niet op genocide",
            "Het lijkt zeker op genocide",
            [("negation", "niet", "")],
        ),
        ("Wij komen nooit", "Wij komen niet", [("negation", "nooit", "niet")]),
        (
            "Dat is onmogelijk voor ons",
            "Dat is mogelijk voor ons",
            [("negation", "onmogelijk", "mogelijk")],
        ),
        ("Er zijn 6 doden gevallen", "Er zijn 5 doden gevallen", [("number", "6", "5")]),
        ("Er zijn vijf doden", "Er zijn 5 doden", [("spelling", "vijf", "5")]),
        ("Het kost 1000 euro", "Het kost 1.000 euro", [("spelling", "1000", "1.000")]),
        (
            "Het kost 5 miljard euro",
            "Het kost vijf miljoen euro",
            [("number", "5 miljard", "vijf miljoen")],
        ),
        (
            "Er kwamen 5.000.000 mensen",
            "Er kwamen vijf miljoen mensen",
            [("spelling", "5.000.000", "vijf miljoen")],
        ),
        ("Het kostte € 12 per stuk", "Het kostte 12 euro per stuk", [("spelling", "€", "euro")]),
        (
            "Het is de 3e keer dit jaar",
            "Het is de derde keer dit jaar",
            [("spelling", "3e", "derde")],
        ),
        (
            "Gisteren belde Zandstra mij op",
            "Gisteren belde Kwakman mij op",
            [("name", "Zandstra", "Kwakman")],
        ),
        ("Wij moeten dat doen", "Wij kunnen dat doen", [("modality", "moeten", "kunnen")]),
        ("Alle boeren stoppen", "Veel boeren stoppen", [("quantity", "Alle", "Veel")]),
        (
            "Zij heeft gelogen",
            "Ik heb gelogen",
            [("pronoun", "Zij", "Ik"), ("inflection", "heeft", "heb")],
        ),
        ("Wij komen morgen", "We komen morgen", [("spelling", "Wij", "We")]),
        ("Wij zijn klaar", "Wij zijn, nou ja, klaar", [("filler", "", "nou ja")]),
        ("Het is gewoon klaar", "Het is klaar", [("content", "gewoon", "")]),
        (
            "De regering leider treedt af",
            "De regeringsleider treedt af",
            [("spelling", "regering leider", "regeringsleider")],
        ),
        (
            "De regeringslieder treedt af",
            "De regeringsleider treedt af",
            [("spelling", "regeringslieder", "regeringsleider")],
        ),
        ("Wij merken daar weinig", "Wij werken daar weinig", [("content", "merken", "werken")]),
        (
            "Wij aanvullen de groep",
            "Wij aanvallen de groep",
            [("content", "aanvullen", "aanvallen")],
        ),
        ("Zij zette de toon", "Zij zet de toon", [("content", "zette", "zet")]),
        (
            "Op het cafe staat een boete",
            "Op het café staat een boete",
            [],
        ),
        ("Dat was zon dag", "Dat was zo'n dag", [("content", "zon", "zo'n")]),
        (
            "Dat duurt zolang",
            "Dat duurt zo lang",
            [("condition", "zolang", "zo"), ("content", "", "lang")],
        ),
        ("Niet alle boeren stoppen", "Alle boeren stoppen niet", [("negation", "Niet", "")]),
        (
            "[De wethouder] heeft gelogen",
            "Hij heeft gelogen",
            [("content", "[De wethouder]", "Hij")],
        ),
        ("Het is [niet] waar gebleken", "Het is waar gebleken", [("negation", "[niet]", "")]),
        ("De dijk breekt.", "De dijk breekt?", [("content", "breekt.", "breekt?")]),
        ("De dijk breekt", "De dijk breekt?", []),
        ("De dijk breekt?", "De dijk breekt,", [("content", "breekt?", "breekt")]),
        ("het is 10km lopen", "het is 10 km lopen", []),
        ("er zijn 1 0 mensen", "er zijn 10 mensen", [("number", "1", "")]),
    ],
)
def test_differences(claim, record, expected):
    found = differences(claim, record)
    assert found[: len(expected)] == expected
    assert bool(found) == bool(expected)


@given(st.text(), st.text())
@settings(deadline=None)
def test_any_two_texts_can_be_compared(claim, record):
    differences(claim, record)


@given(st.text())
def test_no_differences_with_itself(text):
    assert differences(text, text) == []


@given(st.lists(st.sampled_from(["het", "huis", "niet", "12", "eh", "Bos", "…"]), max_size=8))
def test_each_change_is_written_in_its_text(words):
    claim = " ".join(words)
    record = "Het huis van Bos was 13 eh jaar niet oud"
    for _, mine, theirs in differences(claim, record):
        assert mine in claim
        assert theirs in record
        assert mine or theirs
