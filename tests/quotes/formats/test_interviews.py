"""An interview gives the same answers and speakers in every format that can set questions apart."""

import io

import pytest

from quotes import reading
from quotes.formats.facts import Facts
from quotes.ingest import extract_quotes
from quotes.language import load
from quotes.model import Article
from quotes.parsing import Parser

pytestmark = pytest.mark.stanza

INTRO = "Mira Vonk (54) kookt al dertig jaar voor het hele dorp. Nu stopt ze ermee."
TURNS = [
    ("Waarom stopt u?", "Omdat ik moe ben. Mijn knieën willen niet meer."),
    ("Wat gaat u doen?", "Ik ga op reis. Mijn man heeft de koffers al gepakt."),
    ("U had ook kunnen verkopen.", "Dat wilde ik niet, want ik ken al mijn gasten."),
    ("Komt u nog terug?", "Ik weet het niet. Misschien kom ik met kerst."),
]


def text() -> str:
    return "\n\n".join([INTRO, *(f"**{asked}**\n\n{answer}" for asked, answer in TURNS)])


def html() -> str:
    turns = "".join(f"<p><strong>{asked}</strong></p><p>{answer}</p>" for asked, answer in TURNS)
    return f"<p>{INTRO}</p>{turns}"


def html_in_one_paragraph() -> str:
    return f"<p>{INTRO}</p>" + "".join(
        f"<p><strong>{asked}</strong><br>{answer}</p>" for asked, answer in TURNS
    )


def quotes(source: str, name: str, parser: Parser) -> list[tuple[str, str | None]]:
    (article,) = reading.read_stream(io.BytesIO(source.encode()), Facts(path=name))
    assert isinstance(article, Article)
    found = extract_quotes(article, parser, load("nl"))
    return [(each.text, each.speaker.name if each.speaker else None) for each in found]


@pytest.fixture(scope="module")
def real_parser() -> Parser:
    from quotes.stanza_parser import StanzaParser

    return StanzaParser()


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (text(), "stuk.md"),
        (text().replace("?**\n\n", "?** "), "stuk.md"),
        (text().replace("**U", "## U").replace("pen.**", "pen."), "stuk.md"),
        (html(), "stuk.html"),
        (html_in_one_paragraph(), "stuk.html"),
    ],
    ids=["md", "md-run-in", "md-heading", "html", "html-break"],
)
def test_answers_are_those_of_plain_text(source: str, name: str, real_parser: Parser) -> None:
    expected = quotes(text(), "stuk.txt", real_parser)
    assert len(expected) == len(TURNS)
    assert all(speaker == "Mira Vonk" for _, speaker in expected)
    assert quotes(source, name, real_parser) == expected
