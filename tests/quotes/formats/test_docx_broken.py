"""Files that are no Word documents, or broken ones, or made to harm."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from quotes.errors import InputError
from quotes.formats import docx as reader
from quotes.formats.facts import Facts

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def archive(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as opened:
        for name, data in files.items():
            opened.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return stream.getvalue()


def with_part(name: str, data: bytes) -> bytes:
    """A sound document but for one part."""
    document, stream = docx.Document(), io.BytesIO()
    document.add_paragraph("Tekst.")
    document.save(stream)
    made = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, data if each == name else old.read(each))
    return made.getvalue()


LAUGHS = (
    b'<!DOCTYPE w [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (97 + at, b"&%c;" % (96 + at) * 20) for at in range(1, 10))
    + f']><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>Ja &j;</w:t></w:r></w:p></w:body>'
    "</w:document>".encode()
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04", "broken zip archive"),
        (b"gewoon tekst", "no Word or LibreOffice document"),
        (b"", "empty"),
        (archive(xl__workbook_xml=b"<a/>"), "a zip archive, not a Word document"),
        (archive(word__document_xml=b"<a/>"), "broken or unusual Word document"),
        (with_part("word/document.xml", b"<w:document"), "broken or unusual Word document"),
        (with_part("word/document.xml", b"<a/>"), "broken or unusual Word document"),
        (with_part("word/styles.xml", b""), "broken or unusual Word document"),
        (with_part("_rels/.rels", b"<a/>"), "broken or unusual Word document"),
        (with_part("[Content_Types].xml", b"<a/>"), "broken or unusual Word document"),
        (with_part("word/document.xml", b" " * 50_000_000), "unpacks to far too much"),
        (with_part("word/document.xml", LAUGHS), "broken or unusual Word document"),
        (with_part("word/document.xml", b"<a>" * 100_000), "broken or unusual Word document"),
    ],
)
def test_what_is_no_document_is_refused(data, reason):
    with pytest.raises(InputError, match=reason) as raised:
        list(reader.read(io.BytesIO(data), Facts(path="stuk.docx")))
    assert len(str(raised.value)) < 250


def test_a_document_with_macros_is_refused_by_its_kind():
    sound = io.BytesIO(with_part("none", b""))
    with zipfile.ZipFile(sound) as opened:
        types = opened.read("[Content_Types].xml")
    macros = types.replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    with pytest.raises(InputError, match="it is not a Word file, content type is") as raised:
        list(reader.read(io.BytesIO(with_part("[Content_Types].xml", macros)), Facts()))
    assert "<" not in str(raised.value)


def test_entities_are_not_resolved(tmp_path):
    (tmp_path / "geheim.txt").write_text("geheim")
    xml = (
        f'<!DOCTYPE w [<!ENTITY a SYSTEM "{(tmp_path / "geheim.txt").as_uri()}"><!ENTITY b "ha">]>'
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>Ja &a;&b;</w:t></w:r></w:p></w:body>'
        "</w:document>"
    )
    data = io.BytesIO(with_part("word/document.xml", xml.encode()))
    (article,) = reader.read(data, Facts())
    assert article.text == "Ja"


def test_a_damaged_archive_never_ends_in_another_error():
    sound = with_part("none", b"")
    for at in range(0, len(sound), 211):
        data = sound[:at] + bytes([sound[at] ^ 0x55]) + sound[at + 1 :]
        try:
            list(reader.read(io.BytesIO(data), Facts()))
        except InputError:
            continue


def test_no_more_text_than_an_article_has(monkeypatch):
    data = with_part("none", b"")
    monkeypatch.setattr("quotes.article.MAX_BYTES", 3)
    with pytest.raises(InputError, match="larger than"):
        list(reader.read(io.BytesIO(data), Facts()))


def test_no_file_of_xml_is_larger_than_a_book(monkeypatch):
    data = with_part("none", b"")
    monkeypatch.setattr("quotes.formats.office.LARGEST_XML", 100)
    with pytest.raises(InputError, match="far more text than an article has"):
        list(reader.read(io.BytesIO(data), Facts()))
