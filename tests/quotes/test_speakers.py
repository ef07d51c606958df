"""Whom names, pronouns and descriptions at a cue stand for, with the real models."""

from __future__ import annotations

import pytest

from quotes import ingest, language
from quotes.article import from_text
from quotes.coreference import is_plural

pytestmark = pytest.mark.stanza


@pytest.fixture(scope="module")
def real_parser():
    from quotes.stanza_parser import StanzaParser

    return StanzaParser()


def _last_speaker(text, parser):
    speaker = ingest.extract_quotes(from_text(text), parser, language.load())[-1].speaker
    return speaker.name if speaker else None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ik liep de winkel in. ‘Mag ik hier even zitten?’, vroeg ik.", "ik"),
        ("‘Dan neem ik de trap’, zei ik tegen Mira Vonk.", "ik"),
        ("‘Dan nemen wij de trap’, zeiden we.", None),
    ],
)
def test_first_person_is_the_writer(text, speaker, real_parser):
    assert _last_speaker(text, real_parser) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # a woman and a man: the gender decides
        (
            "Mevrouw Hazewind ontving trainer Daan Kuil in haar tuin. ‘Ga zitten’, zei ze.",
            "Hazewind",
        ),
        (
            "Sanne Hazewind belde Daan Kuil voor zijn verjaardag. "
            "Na een uur kwam Hazewind langs. ‘Ik wil geen taart’, zei hij.",
            "Daan Kuil",
        ),
        # the subject goes before the others
        (
            "Wethouder Ruben Blaak sprak gisteren met Daan Kuil. ‘Wij zijn eruit’, zei hij.",
            "Ruben Blaak",
        ),
        # the topic goes on through pronouns, paragraph after paragraph
        (
            "Ruben Blaak kwam laat thuis.\n\nHij zette zijn fiets in de schuur.\n\n"
            "Toen belde hij zijn buurman.\n\nHij wachtte tot het donker was.\n\n"
            "‘Nu is het genoeg’, zei hij.",
            "Ruben Blaak",
        ),
        # whoever is named within the words is not whoever says them
        (
            "Ruben Blaak zette zijn bril af. ‘Daan Kuil heeft gelijk. Ik zat fout’, zei hij.",
            "Ruben Blaak",
        ),
        # the possessive tells of a name that is on no list
        (
            "Vonk pakte zijn jas van de stoel. Mevrouw Draaier keek hem na. ‘Tot morgen’, zei hij.",
            "Vonk",
        ),
        # deze: the latter
        (
            "Ruben Blaak belde Daan Kuil. ‘Ik kom eraan’, antwoordde deze.",
            "Daan Kuil",
        ),
        # whoever is given a name has it from there on
        (
            "Op de bank zat een man met een hond. Hij heette Firmin Callebout. "
            "‘Het is een lieve hond’, zei hij.",
            "Firmin Callebout",
        ),
        # a predicate names nobody else
        (
            "Ruben Blaak is een wethouder van de oude stempel. ‘Ik schrijf alles op’, zei hij.",
            "Ruben Blaak",
        ),
    ],
)
def test_third_person(text, speaker, real_parser):
    assert _last_speaker(text, real_parser) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # a plural verb: more than one person
        (
            "Mira Vonk sprak de bewoners toe. ‘Wij blijven hier’, riepen ze.",
            "de bewoners",
        ),
        ("Mira Vonk zweeg. ‘Wij blijven hier’, riepen ze.", None),
    ],
)
def test_a_plural_pronoun_is_no_single_person(text, speaker, real_parser):
    assert _last_speaker(text, real_parser) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # a noun that stood beside a name
        (
            "Zadelmaker Joost Terhaar bekijkt de schade. Ook Mira Vonk is er. "
            "‘Dit wordt duur’, zegt de zadelmaker.",
            "Joost Terhaar",
        ),
        (
            "Joost Terhaar, zadelmaker in Oudermeer, bekijkt de schade. Ook Mira Vonk is er. "
            "‘Dit wordt duur’, zegt de zadelmaker.",
            "Joost Terhaar",
        ),
        (
            "Provinciegouverneur Griet Overmeire kwam kijken. Ook Mira Vonk was er. "
            "‘Dit wordt duur’, zegt de gouverneur.",
            "Griet Overmeire",
        ),
        # a name in apposition
        (
            "Mira Vonk zweeg. Haar advocaat, Joost Terhaar, niet: ‘Dit is onzin.’",
            "Joost Terhaar",
        ),
        (
            "Vonk zweeg. De rechter, mr. Achterberg, was boos. ‘Genoeg’, zei de rechter.",
            "Achterberg",
        ),
        (
            "Daan S. zweeg. ‘Er is geen bewijs’, zei de advocaat van S., mr. Mira Vonk.",
            "Mira Vonk",
        ),
        (
            "Joost Kuil zweeg. ‘Er is geen bewijs’, zei de advocaat van Kuil, Mira Vonk.",
            "Mira Vonk",
        ),
        # where somebody comes from, how old they are, what they were
        (
            "Tjitske Wiarda won de sprint. ‘Ik ben kapot’, zei de Friezin.",
            "Tjitske Wiarda",
        ),
        (
            "Tjitske Wiarda won de sprint. ‘Ik ben kapot’, zei de 34-jarige.",
            "Tjitske Wiarda",
        ),
        # an indefinite description is somebody new
        (
            "Zadelmaker Joost Terhaar bekijkt de schade. ‘Dit wordt duur’, zegt een zadelmaker.",
            "een zadelmaker",
        ),
    ],
)
def test_descriptions(text, speaker, real_parser):
    assert _last_speaker(text, real_parser) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # a role that the article gave nobody is that of whoever was just named
        (
            "Voor Karim Haddouti was het een thuiswedstrijd. De middenvelder zwaaide naar de "
            "tribune. ‘Daar zit mijn oma’, wees de middenvelder.",
            "Karim Haddouti",
        ),
        # unless one needs no introduction
        (
            "Karim Haddouti kwam niet opdagen. ‘Dan gaan we zonder hem verder’, zei de rechter.",
            "de rechter",
        ),
        # or belongs to somebody else by sex
        (
            "Karim Haddouti zat op de eerste rij. ‘Hij zingt nooit mee’, lachte de zangeres.",
            "de zangeres",
        ),
        # or was introduced
        (
            "Er stapte een zanger uit de bus. Karim Haddouti keek toe. "
            "‘Waar is het podium?’, vroeg de zanger.",
            "een zanger",
        ),
        # or names a person with a title of their own
        (
            "Minister Karim Haddouti kwam kijken. ‘Mooi weer’, zei de middenvelder.",
            "de middenvelder",
        ),
    ],
)
def test_roles_without_a_name(text, speaker, real_parser):
    assert _last_speaker(text, real_parser) == speaker


def test_a_clause_in_front_may_name_whom_the_pronoun_means(real_parser):
    text = (
        "Toen ik het verhaal aan mijn moeder vertelde, bleef ze lang in haar koffie roeren. "
        "‘Dat zou je vader nooit doen’, zei ze."
    )
    assert _last_speaker(text, real_parser) == "mijn moeder"


def test_the_only_one_in_the_paragraph_goes_before_the_subject_of_the_last(real_parser):
    text = (
        "Minister Bram Huizer zag geen probleem. Huizer wees op de cijfers.\n\n"
        "Opvallend was de tussenkomst van Stijn Vanderbeke. ‘Dit is een schande’, riep hij."
    )
    assert _last_speaker(text, real_parser) == "Stijn Vanderbeke"


@pytest.mark.parametrize(
    ("verb", "plural"),
    [("zeiden", True), ("gaan", True), ("zijn", True), ("zei", False), ("kan", False)],
)
def test_number_of_a_verb(verb, plural):
    assert is_plural(verb) is plural
