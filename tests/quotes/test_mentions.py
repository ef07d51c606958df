"""Names as they stand in an article: where they begin and end, and what is none."""

from __future__ import annotations

import pytest

from quotes import ingest, language
from quotes.model import Article, ParsedDocument, Span
from quotes.plain_words import plain_words

NL = language.load("nl")


class NoTrees:
    """Parses nothing: names have to be found by how they are written."""

    name = "none"

    def parse(self, text, passages):
        return ParsedDocument(())


@pytest.fixture(scope="module")
def parser():
    from quotes.stanza_parser import StanzaParser

    return StanzaParser()


def names(text, parser=None):
    return [each.name for each in ingest.find_entities(Article(text, ""), parser or NoTrees(), NL)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gisteren sprak J.P. van 't Zand de zaal toe.", "J.P. van 't Zand"),
        ("Gisteren sprak prof. dr. A.B. de Kuil de zaal toe.", "A.B. de Kuil"),
        ("Prof. dr. J. Vonk sprak de zaal toe.", "J. Vonk"),
        ("Mr. Ilse Draaier sprak de zaal toe.", "Ilse Draaier"),
        ("De rechter geloofde Willem K. niet.", "Willem K."),
        ("De verdachte, Willem K., zweeg.", "Willem K."),
        ("De rechter geloofde Ronny D.W. niet.", "Ronny D.W."),
        ("Dat meldt brouwerij Van Vonk & Zonen.", "Van Vonk & Zonen"),
        ("De minister van Mobiliteit Bram Kuil zweeg.", "Bram Kuil"),
        ("De minister van Economische Zaken Bram Kuil zweeg.", "Bram Kuil"),
        ("De minister van Economische Zaken, Karima el Amrani, zweeg.", "Karima el Amrani"),
        ("De woordvoerder van Bram Kuil zweeg.", "Bram Kuil"),
        ("17.47 uur – Burgemeester Mira Vonk is er.", "Mira Vonk"),
        ("De VVD'er Mira Vonk zweeg.", "Mira Vonk"),
        ("De Vlaming Bram Kuil zweeg.", "Bram Kuil"),
        ("Ook Ria Koster (54) uit Vaalhuizen zweeg.", "Ria Koster"),
        ("Daar stond Fatima El Khadir-Vonk al.", "Fatima El Khadir-Vonk"),
        ("Daar stond Geeske Vonk-de Graaf al.", "Geeske Vonk-de Graaf"),
        ("Daar stond Geeske Vonk-van der Veen al.", "Geeske Vonk-van der Veen"),
        ("Daar stond Geeske Vonk-van 't Hof al.", "Geeske Vonk-van 't Hof"),
        ("Gisteren sprak De Bont de zaal toe.", "De Bont"),
        ("Gisteren dreigden De VS met sancties.", "VS"),
        ("Gisteren schreef Het Nieuwe Blad erover.", "Het Nieuwe Blad"),
        ("Gisteren sprak Uit den Bogaard de zaal toe.", "Uit den Bogaard"),
    ],
)
def test_a_name_is_found_whole_and_without_titles(text: str, name: str) -> None:
    assert name in names(text)


def test_a_surname_cut_to_its_initial_stands_for_the_name() -> None:
    assert names("De rechter geloofde Willem K. niet. Daarna zweeg K. een uur.") == ["Willem K."]


@pytest.mark.parametrize(
    "text",
    [
        "Daarna lachte de Limburger.",
        "De Limburger lachte.",
        "Daarna lachte de CD&V'er.",
        "De N-VA'er lachte.",
        "Dat zeiden de Friezen.",
    ],
)
def test_where_somebody_is_from_is_no_name(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vitamine C. Het zit in kool.", ["Vitamine C."]),
        ("Plan B. Iedereen kende het. Wie het zei: iedereen.", ["Plan B."]),
    ],
)
def test_a_letter_before_a_stop_takes_no_next_sentence_along(text: str, found: list[str]) -> None:
    assert all(name in found for name in names(text))


@pytest.mark.stanza
def test_an_owner_does_not_speak(parser) -> None:
    text = "“Wij blijven”, zegt Mertens' advocaat. Jan Mertens zweeg."
    (quote,) = ingest.extract_quotes(Article(text, ""), parser, NL)
    assert quote.speaker is not None
    assert quote.speaker.name == "Mertens' advocaat"


@pytest.mark.stanza
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("‘Nee’, aldus partijleider Joost van Weel van de Waardpartij.", "Joost van Weel"),
        ("‘Nee’, zegt voorzitter Halima Bouzidi van De Otters.", "Halima Bouzidi"),
        ("‘Nee’, zegt Els van der Meer van het Zandfonds.", "Els van der Meer"),
    ],
)
def test_whose_somebody_is_stays_out_of_the_name(text, name, parser):
    assert name in names(text, parser)


@pytest.mark.stanza
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Strafpleiter Mehmet Yıldırım zei dat het goed kwam.", "Mehmet Yıldırım"),
        ("Bestuurslid Petra Verleyen zei dat het goed kwam.", "Petra Verleyen"),
        ("Mosselkweker Aart Poel zei dat het goed kwam.", "Aart Poel"),
        ("Hydroloog Sietske Poel-Wiarda zei dat het goed kwam.", "Sietske Poel-Wiarda"),
    ],
)
def test_a_trade_at_a_sentences_beginning_is_no_part(text, name, parser) -> None:
    assert names(text, parser) == [name]


def test_plain_words_begin_sentences_behind_stops_marks_and_dashes() -> None:
    text = "Ja. Nu – Dan “Ook” maar VVD'er Vonk"
    words = plain_words(text, Span(0, len(text)))
    assert [word.text for word in words if word.initial] == ["Ja", "Nu", "Dan", "Ook"]
    assert [word.text for word in words][-2:] == ["VVD'er", "Vonk"]
