"""What somebody is said not to have said, and whose words these are instead."""

from __future__ import annotations

import pytest

from quotes import ingest, language
from quotes.article import from_text

pytestmark = pytest.mark.stanza


@pytest.fixture(scope="module")
def parser():
    from quotes.stanza_parser import StanzaParser

    return StanzaParser()


def speakers(text, parser):
    found = ingest.extract_quotes(from_text(f"Kop\n\n{text}"), parser, language.load())
    return [
        (each.speaker.name if each.speaker else None, each.speaker and each.speaker.reported_by)
        for each in found
        if each.quotation.kind != "indirect"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Daan Kuil ontkent te hebben gezegd: “Schiet die wolf maar neer.”",
        "Daan Kuil zei niet: “Schiet die wolf maar neer.”",
        "Daan Kuil heeft nooit gezegd “schiet die wolf maar neer”.",
        "“Wij gaan naar huis”, zei Daan Kuil niet.",
        "Daan Kuil ontkent dat hij “wij gaan naar huis” zei.",
        "Daan Kuil had kunnen zeggen: “Wij gaan naar huis.”",
        "Als Daan Kuil zegt: “Wij gaan naar huis”, dan gaat iedereen.",
    ],
)
def test_what_is_denied_is_nobodys(text, parser):
    assert speakers(text, parser) == [(None, None)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Wij gaan naar huis”, zei Daan Kuil niet zonder trots.", "Daan Kuil"),
        ("Daan Kuil zei niet lang daarna: “Wij gaan naar huis.”", "Daan Kuil"),
        ("“Ik weet het niet”, zei Daan Kuil.", "Daan Kuil"),
        ("“Dat is niet waar”, ontkent Daan Kuil.", "Daan Kuil"),
        ("Niet Bas Kuil maar Wim Vonk zei: “Wij gaan naar huis.”", "Wim Vonk"),
        ("Bas Kuil steunt wethouder Daan Vonk, die eerder zei: “Wij gaan.”", "Daan Vonk"),
        ("Bas Kuil plaatste het op X. Minister Wim Vonk zei fel: “Dit is onzin.”", "Wim Vonk"),
        ("“Dat komt er niet”, liet een woordvoerder weten.", "een woordvoerder"),
    ],
)
def test_what_is_said_is_the_right_persons(text, speaker, parser):
    assert speakers(text, parser) == [(speaker, None)]


def test_the_innermost_verb_says_whose_words_they_are(parser):
    text = "Bas Kuil vertelt dat Mieke Vonk ooit “nooit weer” riep."
    assert speakers(text, parser) == [("Mieke Vonk", "Bas Kuil")]


def test_a_name_behind_a_comma_takes_the_word(parser):
    text = "“Ik ga naar huis”, zei Bas Kuil, en Mieke Vonk: “Ik ga ook.”"
    assert speakers(text, parser) == [("Bas Kuil", None), ("Mieke Vonk", None)]


def test_of_two_people_of_one_surname_neither_is_sure(parser):
    text = "Kop\n\nJan Kuil en Ben Kuil runnen een hotel. “Het loopt storm”, zegt Kuil."
    (quote,) = ingest.extract_quotes(from_text(text), parser, language.load())
    assert quote.confidence < 0.6


def test_a_first_paragraph_is_no_heading(parser):
    text = "Trainer Bas Kuil over doelman Tim Vonk: “Hij was geweldig.” Vonk zelf zweeg."
    found = ingest.extract_quotes(
        from_text(f"{text}\n\n“We waren goed”, zei Vonk. “Echt goed.”"), parser, language.load()
    )
    assert found[0].speaker.name == "Bas Kuil"
