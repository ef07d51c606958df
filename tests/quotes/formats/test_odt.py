"""LibreOffice documents: every visible word once, and nothing else."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from odfdo import Document, Element, Header, Paragraph

from quotes import places
from quotes.errors import InputError
from quotes.formats import odt as reader
from quotes.formats.blocks import STRUCK
from quotes.formats.facts import Facts
from quotes.model import Article

CHANGED = "has tracked changes: read as if they were accepted"
HIDDEN = "has hidden text, which is left out"


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(document: Any) -> Article:
    (article,) = reader.read(io.BytesIO(saved(document)), Facts(path="stuk.odt"))
    return article


def new(*elements: Any) -> Any:
    document = Document("text")
    document.body.clear()
    for each in elements:
        document.body.append(each if not isinstance(each, str) else Element.from_tag(each))
    return document


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("Gewoon  met\n witruimte.", "Gewoon met witruimte."),
        ('a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d', "a   b\tc\nd"),
        ("brug<text:soft-page-break/>dek be\u00adton", "brugdek beton"),
        ("een <text:span>twee <text:span>drie</text:span></text:span> vier", "een twee drie vier"),
        ('zie <text:a xlink:href="https://a.example">de site</text:a>.', "zie de site."),
        (
            "Een<office:annotation><dc:creator>Eindredactie</dc:creator>"
            "<text:p>Klopt dit?</text:p></office:annotation> twee.",
            "Een twee.",
        ),
        ("Ja<text:hidden-text>nee</text:hidden-text>.", "Janee."),
        ("Pagina <text:page-number>3</text:page-number>", "Pagina 3"),
        ('Ja<text:s text:c="999999999"/>nee', f"Ja{' ' * 100}nee"),
        ("<text:ruby><text:ruby-base>basis</text:ruby-base>"
         "<text:ruby-text>boven</text:ruby-text></text:ruby>", "basis"),
    ],
)  # fmt: skip
def test_reads_what_a_paragraph_shows(inner, text):
    assert read(new(f"<text:p>{inner}</text:p>")).text == text


def test_notes_stand_at_the_end():
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>De noot.</text:p></text:note-body></text:note>"
    )
    article = read(new(f"<text:p>Tekst{note}.</text:p>", "<text:p>Meer.</text:p>"))
    assert article.text == "Tekst.\n\nMeer.\n\nDe noot."


def test_what_was_deleted_is_gone():
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        "<office:change-info><dc:creator>A</dc:creator></office:change-info>"
        "<text:p>wel</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    )
    article = read(
        new(changes, '<text:p>Ik doe dat <text:change text:change-id="c1"/>niet.</text:p>')
    )
    assert (article.text, article.notes) == ("Ik doe dat niet.", (CHANGED,))


@pytest.mark.parametrize(
    "hidden",
    [
        '<text:p>Tekst. <text:span text:style-name="Weg">Geheim</text:span></text:p>',
        '<text:p>Tekst.</text:p><text:p text:style-name="Kind">Geheim</text:p>',
        "<text:p>Tekst.</text:p>"
        '<text:p>Geheim<text:hidden-paragraph text:is-hidden="true"/></text:p>',
        '<text:p>Tekst.</text:p><text:section text:name="a" text:display="none">'
        "<text:p>Geheim</text:p></text:section>",
        '<text:p>Tekst.<text:hidden-text text:is-hidden="true">Geheim</text:hidden-text></text:p>',
    ],
)
def test_hidden_text_is_left_out(hidden):
    document = new(f"<text:section>{hidden}</text:section>")
    for xml in (
        '<style:style style:name="Weg" style:family="text">'
        '<style:text-properties text:display="none"/></style:style>',
        '<style:style style:name="Kind" style:family="paragraph" style:parent-style-name="Weg"/>',
    ):
        document.insert_style(Element.from_tag(xml), automatic=True)
    article = read(document)
    assert (article.text, article.notes) == ("Tekst.", (HIDDEN,))


@pytest.mark.parametrize(
    ("line", "text"), [("solid", "Wij zijn tegen."), ("none", "Wij zijn niet tegen.Nee.")]
)
def test_text_that_is_struck_through_is_left_out(line, text):
    document = new(
        '<text:section><text:p>Wij zijn <text:span text:style-name="Weg">niet </text:span>tegen.'
        '</text:p><text:p text:style-name="Kind">Nee.</text:p></text:section>'
    )
    for xml in (
        '<style:style style:name="Weg" style:family="text"><style:text-properties '
        f'style:text-line-through-style="{line}"/></style:style>',
        '<style:style style:name="Kind" style:family="paragraph" style:parent-style-name="Weg"/>',
    ):
        document.insert_style(Element.from_tag(xml), automatic=True)
    article = read(document)
    assert article.text.replace("\n", "") == text
    assert article.notes == (() if "niet" in text else (STRUCK,))


def test_tables_lists_frames_and_sections():
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    article = read(
        new(
            "<text:list><text:list-item><text:p>Een</text:p></text:list-item></text:list>",
            f"<table:table><table:table-row>{cell.format('Twee')}{cell.format('Drie')}"
            "<table:covered-table-cell><text:p>Onder</text:p></table:covered-table-cell>"
            "</table:table-row></table:table>",
            "<text:p>Vier<draw:frame><draw:text-box><text:p>Vijf</text:p></draw:text-box>"
            "<svg:title>Beeld</svg:title></draw:frame>"
            "<draw:g><draw:rect><text:p>Vijf en half</text:p></draw:rect></draw:g></text:p>",
            '<text:section text:name="a"><text:p>Zes</text:p></text:section>',
        )
    )
    assert article.text == "Een\n\nTwee\n\nDrie\n\nVier\n\nVijf\n\nVijf en half\n\nZes"


@pytest.mark.parametrize(
    ("element", "heading"),
    [
        (Header(1, "Boven."), True),
        (Paragraph("Boven.", style="Title"), True),
        (Paragraph("Boven.", style="Kop_20_1"), True),
        (Paragraph("Boven.", style="Kind"), True),
        (Paragraph("Boven.", style="Subtitle"), False),
        (Paragraph("Boven."), False),
    ],
)
def test_headings(element, heading):
    document = new(element)
    for name, parent in (("Title", ""), ("Kop_20_1", ""), ("Subtitle", "Title"), ("Kind", "Title")):
        document.insert_style(
            Element.from_tag(
                f'<style:style style:name="{name}" style:family="paragraph" '
                f'style:parent-style-name="{parent}"/>'
            )
        )
    assert bool(read(document).headings) is heading


def test_the_title_of_the_properties_names_the_article_and_dates_do_not_count():
    document = new(Paragraph("De brug over de Elskreek gaat maandag dicht."))
    document.meta.title = "Brug dicht"
    article = read(document)
    assert (article.title, article.published) == ("Brug dicht", None)


def test_places_count_the_paragraphs_that_hold_text():
    article = read(new(Paragraph("Een."), Paragraph(""), Paragraph("Twee.")))
    assert str(places.place(article, article.text.index("Twee"))) == "paragraph 2"


def with_parts(**parts: bytes | None) -> bytes:
    """A sound document but for some parts."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(new(Paragraph("Tekst."))))) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new_,
    ):
        for each in old.namelist():
            data = parts.get(each.replace(".xml", "").rpartition("/")[2], old.read(each))
            if data is not None:
                new_.writestr(each, data)
    return made.getvalue()


LAUGHS = (
    b'<!DOCTYPE w [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (97 + at, b"&%c;" % (96 + at) * 20) for at in range(1, 10))
    + b"]><a>&j;</a>"
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04", "broken zip archive"),
        (b"gewoon tekst", "no Word or LibreOffice document"),
        (with_parts(content=None), "a zip archive, not a LibreOffice document"),
        (with_parts(mimetype=b"text/plain"), "broken LibreOffice document"),
        (
            with_parts(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
            "no text document",
        ),
        (with_parts(content=b"<a>"), "broken LibreOffice document"),
        (with_parts(content=b"<a/>"), "broken LibreOffice document"),
        (with_parts(content=b""), "broken LibreOffice document"),
        (with_parts(content=b"<a>" * 100_000), "broken LibreOffice document"),
        (with_parts(content=LAUGHS), "broken LibreOffice document"),
        (with_parts(meta=LAUGHS), "broken LibreOffice document"),
        (with_parts(manifest=b"<manifest:encryption-data/>"), "protected by a password"),
        (with_parts(content=b" " * 50_000_000), "unpacks to far too much"),
    ],
)
def test_what_is_no_document_is_refused(data, reason):
    with pytest.raises(InputError, match=reason) as raised:
        list(reader.read(io.BytesIO(data), Facts(path="stuk.odt")))
    assert len(str(raised.value)) < 250


def test_a_damaged_archive_never_ends_in_another_error():
    sound = with_parts()
    for at in range(0, len(sound), 211):
        data = sound[:at] + bytes([sound[at] ^ 0x55]) + sound[at + 1 :]
        try:
            list(reader.read(io.BytesIO(data), Facts()))
        except InputError:
            continue
