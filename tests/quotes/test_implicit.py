"""Speakers of quotations that nothing announces, and how sure they are, with the real models."""

from __future__ import annotations

import pytest

from quotes import ingest, language
from quotes.article import from_text
from quotes.attribution import STRICT_THRESHOLD

pytestmark = pytest.mark.stanza


@pytest.fixture(scope="module")
def real_parser():
    from quotes.stanza_parser import StanzaParser

    return StanzaParser()


def _quotes(text, parser):
    return ingest.extract_quotes(from_text(text), parser, language.load())


def _names(text, parser):
    return [quote.speaker.name if quote.speaker else None for quote in _quotes(text, parser)]


NEWS = [
    (
        "sentence-before",
        "Bakker Joost Terhaar slaat de deur dicht. ‘Vanaf morgen ben ik gesloten.’",
        "Joost Terhaar",
    ),
    (
        "continued",
        "‘Vanaf morgen ben ik gesloten’, zegt bakker Joost Terhaar. ‘Het is mooi geweest.’",
        "Joost Terhaar",
    ),
    # a clause in front is about somebody else
    (
        "sentence-before",
        "Toen Mira Vonk vroeg hoe het verder moest, keek Joost Terhaar naar de grond. "
        "‘Ik weet het niet meer.’",
        "Joost Terhaar",
    ),
    # a paragraph of quoted words alone goes on with the speaker of the one before
    (
        "paragraph-continued",
        "‘Vanaf morgen ben ik gesloten’, zegt bakker Joost Terhaar.\n\n"
        "‘Veertig jaar heb ik hier om vier uur gestaan. Het is mooi geweest.’",
        "Joost Terhaar",
    ),
    (
        "paragraph-before",
        "Wethouder Mira Vonk kwam vorige week nog langs.\n\n"
        "Bakker Joost Terhaar sluit na veertig jaar zijn zaak. De oven is al verkocht.\n\n"
        "‘Het is mooi geweest, ik heb er geen spijt van.’",
        "Joost Terhaar",
    ),
    # whom somebody asked answers
    (
        "sentence-before",
        "Sanne Duivelaar weet nog hoe het begon. Haar collega Bas vroeg of ze mee wilde doen. "
        "‘Ik zei meteen ja.’",
        "Sanne Duivelaar",
    ),
    # a relative who is spoken of is not who speaks
    (
        "sentence-before",
        "Truus Bakker (71) serveert de koffie. Haar kleinzoon keept in het eerste. "
        "‘Als hij speelt, durf ik niet te kijken.’",
        "Truus Bakker",
    ),
    # nor is somebody without a name whom the words begin with
    (
        "sentence-before",
        "Carla Peeters stond op het balkon. De bestuurder sprong uit de wagen en liep weg. "
        "‘Hij keek niet eens om.’",
        "Carla Peeters",
    ),
    # the latter of two
    (
        "sentence-before",
        "Stijn Vanderbeke verbouwt de hoeve met zijn broer Pieter. Die is metser van opleiding. "
        "‘Ik doe de muren, hij doet de rest.’",
        "Pieter",
    ),
    (
        "body-before",
        "De politie heeft de hele straat afgezet. ‘Blijf binnen en sluit alle ramen.’",
        "De politie",
    ),
    # what follows in the paragraph is about somebody else than the paragraph before
    (
        "next-sentence",
        "Volgend jaar komt hij terug, belooft Gino Maes.\n\n"
        "‘Dat belooft hij elk jaar.’ Shania Vermeulen telt het geld en doet het licht uit.",
        "Shania Vermeulen",
    ),
    # the paper asks whom it interviews, whoever else is named in the question
    (
        "answer",
        "Oud-wethouder Mira Vonk (71) kijkt terug.\n\n"
        "Uw partijgenoot Daan Kuil noemt u een koppige vrouw.\n‘Daan heeft altijd gelijk.’",
        "Mira Vonk",
    ),
    (
        "answer",
        "Oud-wethouder Mira Vonk (71) kijkt terug.\n\n"
        "Spreekt u Daan Kuil nog weleens? ‘Op verjaardagen.’",
        "Mira Vonk",
    ),
    # whom it tells its readers of speaks
    (
        "sentence-before",
        "Oud-wethouder Mira Vonk (71) kijkt terug. Daan Kuil, die u nog kent van de brug, lacht. "
        "‘Dat was een mooie tijd.’",
        "Daan Kuil",
    ),
    (
        "opening",
        "‘Het is mooi geweest.’ Bakker Joost Terhaar sluit na veertig jaar zijn zaak.",
        "Joost Terhaar",
    ),
]


@pytest.mark.parametrize(("rule", "text", "speaker"), NEWS)
def test_strategies(rule, text, speaker, real_parser):
    quote = _quotes(text, real_parser)[-1]
    assert (quote.rule, quote.speaker and quote.speaker.name) == (rule, speaker)


def test_heading_belongs_to_whom_the_article_quotes(real_parser):
    text = (
        "‘Het is mooi geweest in deze straat’\n\n"
        "In de Dorpsstraat gaat weer een zaak dicht. Wethouder Mira Vonk betreurt dat.\n\n"
        "‘Veertig jaar heb ik hier gestaan’, zegt bakker Joost Terhaar. "
        "‘Nu mag een ander het doen.’"
    )
    first = _quotes(text, real_parser)[0]
    assert (first.rule, first.speaker.name) == ("heading", "Joost Terhaar")


def test_a_colon_in_the_heading_names_nobody(real_parser):
    text = (
        "Zwembad De Golfslag sluit de deuren: ‘Het is mooi geweest hier’\n\n"
        "‘Veertig jaar heb ik hier gestaan’, zegt badmeester Joost Terhaar. "
        "‘Nu mag een ander het doen.’"
    )
    first = _quotes(text, real_parser)[0]
    assert first.speaker.name == "Joost Terhaar"
    assert first.confidence < 0.75


def test_heading_is_repeated_further_on(real_parser):
    text = (
        "‘Nu mag een ander het doen’\n\n"
        "‘Veertig jaar heb ik hier gestaan’, zegt bakker Joost Terhaar. ‘Het is mooi geweest.’\n\n"
        "‘Nu mag een ander het eens doen’, vindt zijn vrouw Mira Vonk."
    )
    first = _quotes(text, real_parser)[0]
    assert (first.rule, first.speaker.name) == ("repeated", "Mira Vonk")


DIALOGUES = [
    # A B A B, the first two named
    (
        "‘Hebt u de sleutel?’ vroeg Mira Vonk.\n\n‘Nee, die ligt thuis’, zei Daan Kuil.\n\n"
        "‘Wat doen we dan?’\n\n‘Wachten.’",
        ["Mira Vonk", "Daan Kuil", "Mira Vonk", "Daan Kuil"],
    ),
    # seen from the turns behind
    (
        "Daan Kuil deed open.\n\n‘Hebt u de sleutel?’ vroeg Mira Vonk.\n\n"
        "‘Nee, die ligt thuis.’\n\n"
        "‘Wat doen we dan?’ vroeg Mira Vonk.\n\n‘Wachten’, zei Daan Kuil.",
        ["Mira Vonk", "Daan Kuil", "Mira Vonk", "Daan Kuil"],
    ),
    # the writer and somebody else
    (
        "‘Komt u hier vaak?’ vroeg ik.\n\n‘Elke dag’, zei Daan Kuil.\n\n‘En waarom?’\n\n‘Om u.’",
        ["ik", "Daan Kuil", "ik", "Daan Kuil"],
    ),
    # hij is not whoever asked
    (
        "Daan Kuil stond al buiten.\n\n‘Hebt u de sleutel?’ vroeg Ruben Blaak.\n\n"
        "‘Nee, die ligt thuis’, zei hij.",
        ["Ruben Blaak", "Daan Kuil"],
    ),
    # whoever is spoken to does not speak
    (
        "‘Hebt u de sleutel?’ vroeg Mira Vonk.\n\n‘Nee’, zei Daan Kuil.\n\n‘Ach, Kuil toch!’",
        ["Mira Vonk", "Daan Kuil", "Mira Vonk"],
    ),
]


@pytest.mark.parametrize(("text", "speakers"), DIALOGUES)
def test_turns_alternate(text, speakers, real_parser):
    assert _names(text, real_parser) == speakers


def test_dashes_take_turns(real_parser):
    text = (
        "Daan Kuil zat al op de bank.\n\n– Is dit de trein naar Zandhove? vroeg Mira Vonk.\n\n"
        "– Ja, zei Kuil.\n\n– En hoe laat komt hij aan?\n\n– Nooit op tijd."
    )
    assert _names(text, real_parser)[-2:] == ["Mira Vonk", "Daan Kuil"]


def test_answers_of_an_interview_are_of_whom_the_introduction_is_about(real_parser):
    text = (
        "Tjitske Wiarda (33) won vorige winter de tocht en hield ermee op. Haar man, de bioloog "
        "Sytse Boersma, begrijpt het.\n\n**Waarom bent u gestopt?**\n\n"
        "Ik had honger. Op het ijs denk je aan niets anders.\n\n**Mist u het ijs?**\n\n"
        "Nee. Ik heb nu bijen, die vragen ook aandacht."
    )
    quotes = [quote for quote in _quotes(text, real_parser) if quote.rule == "answer"]
    assert {quote.speaker.name for quote in quotes} == {"Tjitske Wiarda"}
    assert len(quotes) == 2


def test_two_people_in_the_news_are_no_dialogue(real_parser):
    text = (
        "‘De dijk is veilig’, zegt dijkgraaf Joost Terhaar.\n\n"
        "‘Wij zien elke winter water in de kelder staan’, zegt bewoonster Mira Vonk.\n\n"
        "‘Vorig jaar stond het tot aan de meterkast. De verzekering heeft niets vergoed.’"
    )
    assert _names(text, real_parser) == ["Joost Terhaar", "Mira Vonk", "Mira Vonk"]


@pytest.mark.parametrize(
    "text",
    [
        # nobody is spoken of
        "De dijk is drie kilometer lang.\n\n‘Dat had niemand hier ooit verwacht.’",
        # somebody suffers, in an article about somebody else
        "Mira Vonk zag alles gebeuren. Joost Terhaar werd geraakt door een tak. "
        "‘Het was verschrikkelijk om te zien.’",
    ],
)
def test_unsure_speakers_are_shown_as_such(text, real_parser):
    quote = _quotes(text, real_parser)[-1]
    assert quote.speaker is None or quote.confidence <= STRICT_THRESHOLD


def test_what_is_taken_over_is_no_surer_than_where_it_came_from(real_parser):
    text = "Mira Vonk kwam binnen. ‘Het is koud.’ ‘En het wordt nog kouder.’"
    first, second = _quotes(text, real_parser)
    assert second.confidence <= first.confidence


def test_only_a_counsel_has_clients(real_parser):
    text = (
        "Mira Vonk, de advocaat van de verdachte, pleitte kort. De rechter luisterde. "
        "“Mijn cliënt was er niet bij.”"
    )
    (quote,) = _quotes(text, real_parser)
    assert (quote.speaker.name, quote.rule) == ("Mira Vonk", "counsel")
