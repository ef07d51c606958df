"""Which rule gives a quotation its speaker, and what no rule may do, with the real models."""

from __future__ import annotations

import pytest

from quotes import attribution, implicit, ingest, language
from quotes.article import from_text

pytestmark = pytest.mark.stanza


@pytest.fixture(scope="module")
def real_parser():
    from quotes.stanza_parser import StanzaParser

    return StanzaParser()


def _last(text, parser):
    return ingest.extract_quotes(from_text(text), parser, language.load())[-1]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # a colon behind a thing: the sentence before tells
        (
            "Joost Terhaar veegt zijn handen af. Nog één ding wil hij kwijt: ‘Ik ga niet weg.’",
            "Joost Terhaar",
        ),
        # naar eigen zeggen is of whom the sentence speaks, not of its subject
        (
            "Joost Terhaar kocht een huis. Herstel van het dak kost hem naar eigen zeggen een ton.",
            "Joost Terhaar",
        ),
        # papers do not speak
        ("Volgens cijfers van de Waterbond staan honderd kelders blank.", "Waterbond"),
    ],
)
def test_speaker(text, speaker, real_parser):
    quote = _last(text, real_parser)
    assert quote.speaker is not None
    assert quote.speaker.name == speaker


def test_a_speaker_carries_the_mention_that_names_them(real_parser):
    quote = _last("Joost Terhaar veegt zijn handen af. ‘Ik blijf’, zegt hij.", real_parser)
    assert (quote.speaker.name, quote.speaker.mention) == ("Joost Terhaar", "hij")


def test_a_pronoun_is_less_sure_than_a_name(real_parser):
    named = _last("‘Ik blijf’, zegt Joost Terhaar.", real_parser)
    meant = _last("Joost Terhaar zag Daan Kuil en Ruben Blaak. ‘Ik blijf’, zegt hij.", real_parser)
    assert meant.confidence < named.confidence


@pytest.mark.parametrize("text", ["‘Ik blijf’, luidt het.", "‘Ik blijf’, zei ze."])
def test_nobody_is_named(text, real_parser):
    assert _last(text, real_parser).speaker is None


def test_every_strategy_has_its_confidence():
    assert set(implicit.CONFIDENCE) <= set(attribution.CONFIDENCE)
    assert all(0 < value <= 1 for value in attribution.CONFIDENCE.values())
