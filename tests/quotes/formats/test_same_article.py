"""One article, saved in every format: whatever it is read from, the same is said by the same.

A format more is a function that saves the article in a folder, and its name in ``MAKERS``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from quotes import ingest, language, reading
from quotes.normalise import tokens
from tests.quotes.formats import saved_web

# The style and the text of each paragraph. "|" is where a typesetter may break a word.
ARTICLE = (
    ("Title", "Zuid-Merendaal sluit brug over de Elskreek voor vrachtverkeer"),
    ("Heading 2", "Wethouder Brouwér: ‘Veiligheid gaat voor’"),
    (
        "Normal",
        "De gemeenteraad van Zuid-Merendaal heeft donderdagavond besloten dat de op|haal|brug "
        "over de Elskreek drie maanden dichtgaat voor vracht|verkeer. De sluiting volgt op een "
        "kritisch on|der|zoeks|rapport over de fun|de|ring, dat vorige week uitlekte via een oud-"
        "minister die als CDA-Kamerlid bij de aan|be|ste|ding betrokken was.",
    ),
    (
        "Normal",
        "“We kunnen dit niet langer voor onze rekening nemen”, zei wethouder Renée Brouwér na "
        "afloop van de ver|ga|de|ring. “Wie over die brug rijdt, moet erop kunnen ver|trou|wen dat "
        "hij aan de overkant komt, en dat kan ik op dit moment niemand ga|ran|de|ren.”",
    ),
    (
        "Normal",
        "Volgens brug|wach|ter Daan Kuil is de maatregel te laat genomen. Hij waarschuwde naar "
        "eigen zeggen al in het voorjaar voor scheuren in het beton. ‘Ik heb drie brieven "
        "ge|stuurd’, zegt Kuil, ‘en op geen daarvan is ooit een antwoord gekomen.’",
    ),
    ("Heading 2", "Omweg"),
    (
        "Normal",
        "Ondernemers in de haven vrezen voor hun in|kom|sten. Voorzitter Mira Vonk van de "
        "onder|ne|mers|ver|e|ni|ging noemt de omweg van ruim dertig kilometer “een klap in het "
        "gezicht van iedereen die hier elke dag aan het werk is”.",
    ),
    (
        "Normal",
        "De provincie Noord-Elster stelt dat het werk voor de winter klaar kan zijn, als het weer "
        "meewerkt. Een woord|voer|der liet weten dat er geen extra geld be|schik|baar is.",
    ),
    (
        "Normal",
        "“Natuurlijk begrijp ik de boosheid”, zei Brouwér. “Niemand staat graag een half uur "
        "langer in de file, en ik ook niet. Maar de in|ge|ni|eurs zijn er heel dui|de|lijk over.",
    ),
    (
        "Normal",
        "“Als wij nu niets doen, is de brug over vijf jaar rijp voor de sloop. Dan zijn we "
        "al|le|maal veel verder van huis dan met deze drie maanden.”",
    ),
    (
        "Normal",
        "Raadslid Joris Çelik stemde tegen. Hij zei dat het college de in|wo|ners te laat heeft "
        "in|ge|licht. “De bewoners van de Kreekdijk lazen het in de krant”, aldus Çelik.",
    ),
    (
        "Normal",
        "De brug gaat maandag om zes uur in de och|tend dicht. Fietsers en voetgangers mogen "
        "er|over|heen blijven gaan.",
    ),
)
SOFT = "\u00ad"
TEXT = "\n\n".join(text.replace("|", "") for _, text in ARTICLE)


def make_txt(folder: Path) -> Path:
    path = folder / "stuk.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def make_docx(folder: Path) -> Path:
    """On small pages, each with a running head and its number, so that words and paragraphs are
    broken where it is printed."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(15), Cm(14)
    section.header.paragraphs[0].text = "De Polderbode – concept"
    number = section.footer.paragraphs[0].add_run()
    for name, kind in (("fldChar", "begin"), ("instrText", None), ("fldChar", "end")):
        element = OxmlElement(f"w:{name}")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = "PAGE"
        number._r.append(element)
    for style, text in ARTICLE:
        paragraph = document.add_paragraph(text.replace("|", SOFT), style=style)
        if style == "Normal":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    path = folder / "stuk.docx"
    document.save(str(path))
    return path


MAKERS: dict[str, Callable[[Path], Path]] = {
    "txt": make_txt,
    "docx": make_docx,
    **saved_web.makers([(style, text.replace("|", "")) for style, text in ARTICLE]),
}
# What LibreOffice makes of the .docx.
CONVERTED = ("docx", "odt", "pdf")


@pytest.fixture(
    params=[*MAKERS, *(pytest.param(each, marks=pytest.mark.libreoffice) for each in CONVERTED)],
    ids=[*MAKERS, *(f"{each}-of-libreoffice" for each in CONVERTED)],
)
def saved(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The article in one format."""
    if any(mark.name == "libreoffice" for mark in request.node.iter_markers()):
        convert: Callable[[Path, str], Path] = request.getfixturevalue("soffice")
        return convert(make_docx(tmp_path), request.param)
    return MAKERS[request.param](tmp_path)


@pytest.fixture(scope="module")
def real_parser():
    from quotes.stanza_parser import StanzaParser

    return StanzaParser()


def said(path: Path, parser: object) -> list[tuple[str, list[str], str | None]]:
    (article,) = reading.read(path)
    found = ingest.extract_quotes(article, parser, language.load("nl"))
    return [
        (
            each.quotation.kind,
            [token.folded for token in tokens(each.text)],
            each.speaker.name if each.speaker else None,
        )
        for each in found
    ]


def test_reads_the_same_text(saved):
    (article,) = reading.read(saved)
    assert article.text == TEXT
    assert article.title == ARTICLE[0][1]


@pytest.mark.stanza
def test_reads_the_same_quotations(saved, real_parser, tmp_path):
    expected = said(make_txt(tmp_path), real_parser)
    assert {each[2] for each in expected} >= {"Renée Brouwér", "Daan Kuil", "Mira Vonk"}
    assert said(saved, real_parser) == expected
