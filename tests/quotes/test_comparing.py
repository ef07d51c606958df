"""Denials, numbers and names of two statements, in one language or two."""

from __future__ import annotations

import pytest

from quotes.comparing import differences, uncompared
from quotes.comparing_data import load, read
from quotes.errors import LanguageDataError
from quotes.figures import figures
from quotes.mentioned import mentioned, missing

LANGUAGES = ("nl", "en", "fr", "de")
EXAMPLES = [(lang, each) for lang in LANGUAGES for each in load(lang).examples]


@pytest.mark.parametrize(
    ("lang", "example"), EXAMPLES, ids=[f"{lang} {each.entry}" for lang, each in EXAMPLES]
)
def test_every_entry_does_what_its_example_says(lang, example):
    found = {each.code for each in differences(example.claim, lang, example.record, lang)}
    assert found == ({example.expected} if example.expected != "none" else set())


def test_opposites_stand_in_one_order_in_all_languages():
    assert len({len(load(lang).opposed) for lang in LANGUAGES}) == 1


@pytest.mark.parametrize(
    ("claim", "claim_lang", "record", "record_lang", "expected"),
    [
        ("We sluiten twaalf scholen", "nl", "We will close 12 schools", "en", []),
        ("We sluiten twaalf scholen", "nl", "We will close 20 schools", "en", ["number"]),
        ("Het bad gaat pas in mei open", "nl", "The pool won't open before May", "en", []),
        ("Het bad gaat in mei open", "nl", "The pool won't open before May", "en", ["negation"]),
        ("Wij praten met Londen", "nl", "Nous parlons avec Londres", "fr", []),
        ("Wij praten met Parijs", "nl", "Nous parlons avec Londres", "fr", ["name"]),
        ("De Duitse regering betaalt", "nl", "Die deutsche Regierung zahlt", "de", []),
        ("Minister Vonk heeft gelogen", "nl", "Der Minister Kuil hat gelogen", "de", ["name"]),
        ("Wir werden die Schule schließen", "de", "Wij openen de school", "nl", ["negation"]),
        ("Nous n'avons que deux bateaux", "fr", "Wij hebben maar twee boten", "nl", []),
        ("Er komen 20 procent meer boten", "nl", "A fifth more boats will come", "en", []),
        ("Het kost 2,5 miljoen", "nl", "It costs 2.5 million", "en", []),
        ("Het kost 2,5 miljard", "nl", "It costs 2.5 million", "en", ["number"]),
        ("Wij tekenen het verdrag", "nl", "We will sign the treaty in June", "en", ["cut"]),
        ("Wij verkopen en verhuren het", "nl", "We neither sell nor let it", "en", ["negation"]),
        ("Zij noch haar man wist het", "nl", "Neither she nor her husband knew", "en", []),
        ("Noch zij noch haar man wist het", "nl", "Weder sie noch ihr Mann wusste es", "de", []),
        ("Er is niemand die dat gelooft", "nl", "Nobody believes that", "en", []),
        ("Dat is onaanvaardbaar", "nl", "That is not acceptable", "en", []),
        ("Dat is aanvaardbaar", "nl", "That is not acceptable", "en", ["negation"]),
        ("Dat is aanvaardbaar", "nl", "That is unacceptable", "en", ["negation"]),
        ("Dat klopt niet", "nl", "That is wrong", "en", []),
        ("Dat klopt", "nl", "That is wrong", "en", ["negation"]),
    ],
)
def test_what_differs_across_languages(claim, claim_lang, record, record_lang, expected):
    found = differences(claim, claim_lang, record, record_lang)
    assert [each.code for each in found] == expected


@pytest.mark.parametrize(
    ("claim", "lang", "expected"),
    [
        ("We will start digging before 2031, since there is no more money", "en", ["negation"]),
        ("Nous commençons avant 2031, car il n'y a plus d'argent", "fr", ["negation"]),
        ("Er is geen geld meer, dus beginnen wij voor 2031 te graven", "nl", ["negation"]),
        ("Pas in 2031 wordt er gegraven, omdat er geen geld meer is", "nl", []),
        ("We won't start digging before 2031 because the money has run out", "en", []),
        ("Wij graven niet voor 2031, want het geld is op", "nl", []),
    ],
)
def test_a_denial_that_moved_to_another_clause(claim, lang, expected):
    record = "Wij beginnen niet voor 2031 te graven, want het geld is op"
    assert [each.code for each in differences(claim, lang, record, "nl")] == expected


@pytest.mark.parametrize("text", ["", ",", "en en en", ", niet" * 5000, "niet " * 5000])
def test_clauses_of_a_strange_text(text):
    assert differences(text, "nl", text, "nl") == ()


def test_what_stands_elsewhere_in_the_text_is_not_put_in():
    record = "Wij sluiten twaalf scholen."
    around = f"{record} Dat gebeurt in Rijsel in 2031."
    claim = "In Rijsel gaan in 2031 twaalf scholen dicht"
    assert {each.code for each in differences(claim, "nl", record, "nl")} == {"number", "name"}
    assert differences(claim, "nl", record, "nl", around=around) == ()


def test_what_stands_elsewhere_is_no_excuse_for_what_stands_in_its_place():
    record = "Wij sluiten twaalf scholen."
    around = f"{record} In 13 dorpen blijft er een open."
    found = differences("Dertien scholen gaan dicht", "nl", record, "nl", around=around)
    assert [(each.code, each.claim_words) for each in found] == [("number", "Dertien")]


def test_the_speakers_own_name_is_no_difference():
    found = differences("Vonk gaat niet weg", "nl", "Ik vertrek niet", "nl", known=["Mira Vonk"])
    assert found == ()


def test_what_cannot_be_compared_is_told():
    assert uncompared("nl", "de") == ()
    assert uncompared("nl", "es") == ("negation",)
    assert uncompared("ja", "nl") == ("negation", "number", "name")
    assert [each.code for each in differences("12 boten", "nl", "20 лодок", "ru")] == ["number"]


@pytest.mark.parametrize(
    ("claim", "claim_lang", "record", "record_lang", "same"),
    [
        ("Wij redden de Grieken", "nl", "We are rescuing Greece", "en", True),
        ("Wij redden de Grieken", "nl", "We are rescuing the Norwegians", "en", False),
        ("Wij praten met de Polen", "nl", "Nous parlons avec les Polonais", "fr", True),
        ("Wij bellen de Zuid-Koreanen", "nl", "We are calling South Korea", "en", True),
        ("Wij bellen het Witte Huis", "nl", "We are calling the White House", "en", True),
        ("In het Midden-Oosten wacht men", "nl", "People in the Middle East wait", "en", True),
        ("Dat was na de Tweede Wereldoorlog", "nl", "It was after World War Two", "en", True),
        ("Wij gaan naar het Noorden", "nl", "We are going to Norway", "en", False),
        ("Wij bellen Zelensky", "nl", "Wir rufen Selenskyj an", "de", True),
        ("Wij bellen Zandstra", "nl", "Wir rufen Sanders an", "de", False),
        ("Indien hij komt, gaan wij", "nl", "If he comes, we will go", "en", True),
        ("Polen heeft betaald", "nl", "Greece has paid", "en", False),
        ("De vergadering was kort", "nl", "La réunion a été courte", "fr", True),
        ("Het eiland lag ver weg", "nl", "La Réunion était loin", "fr", False),
    ],
)
def test_names_in_two_languages(claim, claim_lang, record, record_lang, same):
    for found in (
        differences(claim, claim_lang, record, record_lang),
        differences(record, record_lang, claim, claim_lang),
    ):
        assert (found == ()) is same


@pytest.mark.parametrize(
    ("text", "lang", "values"),
    [
        ("Twaalf mensen, 2,5 miljoen euro en 20 procent", "nl", {"12", "2500000", "1/5"}),
        (
            "12 people, 2.5 million euros, 20 per cent, in March",
            "en",
            {"12", "2500000", "1/5", "month 3"},
        ),
        ("1.250 banen om 10:30 uur, € 400.000", "nl", {"1250", "10:30", "400000"}),
        ("1,250 jobs, $3bn", "en", {"1250", "3000000000"}),
        ("12 000 emplois, le 3 mai", "fr", {"12000", "3", "month 5"}),
        ("zweitausendsiebenundzwanzig, ein Drittel", "de", {"2027", "1/3"}),
        ("drie kwart van twee keer zo veel", "nl", {"3/4", "2x"}),
        ("we may march on Monday", "en", {"weekday 0"}),
        ("anderhalf miljoen", "nl", {"1500000"}),
        ("een kwart miljoen, een half procent", "nl", {"250000", "1/200"}),
        ("half a million, a quarter of a million", "en", {"500000", "250000"}),
        ("tweeënhalf jaar, twee en een halve ton", "nl", {"5/2"}),
        ("two and a half billion, two million and a half", "en", {"2500000000", "2500000"}),
        ("zweieinhalb Millionen, eine halbe Million", "de", {"2500000", "500000"}),
        ("deux ans et demi, deux millions et demi", "fr", {"5/2", "2500000"}),
        ("vier kinderen en een half miljoen", "nl", {"4", "500000"}),
        ("drie op de tien", "nl", {"3/10"}),
        ("zwei von drei", "de", {"2/3"}),
        ("twaalf op de tien", "nl", {"12", "10"}),
        ("in de jaren negentig, de jaren 1980", "nl", {"90", "80"}),
        ("the 1990s, the eighties", "en", {"90", "80"}),
        ("in 1990", "nl", {"1990"}),
        ("honderden, tienduizenden", "nl", {"100s", "10000s"}),
        ("hundreds of thousands, tens of thousands", "en", {"100000s", "10000s"}),
        ("Millionen Menschen, hundertelf Boote", "de", {"1000000s", "111"}),
        ("des dizaines de milliers, 3 millions", "fr", {"10000s", "3000000"}),
        ("De helft kreeg 20% meer", "nl", {"1/2", "1/5"}),
        ("\ue000 half \ue000", "nl", {"1/2"}),
        ("een huis", "nl", set()),
        ("", "nl", set()),
        ("٣ 三 ½", "zh", {"3"}),
    ],
)
def test_numbers_however_written(text, lang, values):
    assert {each.value for each in figures(text, lang)} - {"1"} == values


@pytest.mark.parametrize(
    "text",
    [
        *("9" * 5000, "1,1.1:1" * 200, "een " * 2000, "½ 2½ ²", "-" * 99, "5\ud800 twaalf \ud800"),
        *("9" * 4299 + " miljoen", "9" * 4000 + "," + "9" * 4000, "duizend " * 2000),
        *("5 " + "miljoen " * 2000, "-5 " + "miljoen " * 2000),
    ],
)
def test_numbers_of_a_strange_text(text):
    assert isinstance(figures(text, "nl"), tuple)


def test_numbers_are_shown_as_they_are_written():
    said = [each.words for each in figures("Anderhalf miljoen, dan een Half Miljard.", "nl")]
    assert said == ["Anderhalf miljoen", "Half Miljard"]


def test_a_long_row_of_digits_is_compared_as_it_is_written():
    account = "rekening " + "12345" * 10
    assert differences(account, "nl", account, "nl") == ()
    assert differences(account, "nl", account + "0", "nl")[0].code == "number"


def test_names_but_not_what_opens_a_sentence():
    text = "De burgemeester belde Mira Vonk. Toen belde de NAVO in maart."
    assert [each.words for each in mentioned(text, "nl", ("nl",)).names] == ["Mira", "Vonk", "NAVO"]


@pytest.mark.parametrize("piece", ["De. ", "Mr. A ", "EU ", "(«Ja»: ", "Vonk\n"])
def test_names_of_a_long_text_are_found_at_once(piece):
    text = piece * 20_000  # minutes, if it took the square
    assert mentioned(text, "nl", ("nl",)).keys


def test_a_name_is_found_in_another_form_of_a_long_text():
    filler = " ".join(f"Vo{first}{last}en" for first in "abcdefgh" for last in "klmnprst")
    text = f"{filler} en Zelensky"
    found = mentioned("Hij belde Zelenski en Selensky over Tramhalte", "nl", ("nl",)).names
    lacking = missing(found, mentioned(text, "nl", ("nl",)))
    assert [each.words for each in lacking] == ["Tramhalte"]


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ('[[denying]]\nwords = ["niet"]', "needs just these fields"),
        ('[[nothing]]\nwords = ["niet"]', "unknown table"),
        ("denying = 3", "not a table"),
        ('[[denying]]\nwords = [3]\nclaim = "a"\nrecord = "b"\nexpected = "none"', "list of words"),
        (
            '[[amount]]\nvalue = "veel"\nwords = ["a"]\nclaim = "a"\nrecord = "b"\n'
            'expected = "none"',
            "value is",
        ),
        ("[[", "Invalid"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path, table, complaint):
    path = tmp_path / "comparing.toml"
    path.write_text(table, "utf-8")
    with pytest.raises(LanguageDataError, match=complaint):
        read(path)
