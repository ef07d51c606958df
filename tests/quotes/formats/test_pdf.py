"""PDF as far as files go; where paragraphs end is tested without any."""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Sequence

import pypdf
import pytest

from quotes import places
from quotes.errors import InputError
from quotes.formats import pdf as reader
from quotes.formats.facts import Facts
from quotes.model import Article


def drawn(*lines: str, size: float = 11) -> bytes:
    """Lines below each other, in the order given."""
    shown = b"".join(
        b"(%s) Tj T* " % line.encode("cp1252").replace(b"(", rb"\(").replace(b")", rb"\)")
        for line in lines
    )
    return b"BT /F1 %f Tf 13 TL 50 700 Td " % size + shown + b"ET"


def pdf(contents: Sequence[bytes], *, trailer: bytes = b"", packed: bool = False) -> bytes:
    """A PDF with a page for each of the streams of drawing."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(contents)))
    objects.append(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents)))
    objects.append(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    for at, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * at)
        )
        filtered = b"/Filter /FlateDecode " if packed else b""
        data = zlib.compress(content) if packed else content
        objects.append(b"<< %s/Length %d >> stream\n%s\nendstream" % (filtered, len(data), data))
    made = bytearray(b"%PDF-1.4\n")
    places_ = []
    for number, each in enumerate(objects, 1):
        places_.append(len(made))
        made += b"%d 0 obj %s endobj\n" % (number, each)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % at for at in places_)
    made += b"trailer << /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return bytes(made + b"startxref\n%d\n%%%%EOF\n" % start)


def read(data: bytes) -> Article:
    (article,) = reader.read(io.BytesIO(data), Facts(path="stuk.pdf"))
    return article


def test_reads_pages_with_places():
    article = read(
        pdf(
            [
                drawn("De brug over de Elskreek gaat maandag dicht, zei de brug-"),
                drawn("wachter. Niemand wist daarvan.", "Zo is het (nu)."),
            ]
        )
    )
    assert article.text == (
        "De brug over de Elskreek gaat maandag dicht, zei de brugwachter. Niemand wist daarvan."
        "\n\nZo is het (nu)."
    )
    found = [
        str(places.place(article, article.text.index(word))) for word in ("brug ", "wachter", "Zo")
    ]
    assert found == ["page 1, paragraph 1", "page 2, paragraph 1", "page 2, paragraph 2"]
    assert (article.format, article.published) == ("pdf", None)


def test_the_title_of_the_properties_names_the_article():
    article = read(pdf([drawn("De brug gaat dicht.")], trailer=b"/Info << /Title (Brug) >>"))
    assert (article.title, article.text) == ("Brug", "De brug gaat dicht.")


def test_text_that_stands_on_its_side_is_read_where_no_other_is():
    turned = b"BT /F1 11 Tf 0 1 -1 0 300 100 Tm (Liggend.) Tj ET "
    assert read(pdf([turned])).text == "Liggend."
    assert read(pdf([turned + drawn("Rechtop.")])).text == "Rechtop."


def test_a_font_that_does_not_say_its_letters_is_told():
    unknown = b"BT /F9 11 Tf 50 500 Td (Onbekend) Tj ET"
    assert read(pdf([drawn("De brug."), drawn("Zo.") + unknown])).notes != ()
    assert read(pdf([drawn("De brug."), drawn("Zo.")])).notes == ()


@pytest.mark.parametrize("data", [pdf([b""]), pdf([drawn("", " ")]), pdf([b"q 1 0 0 1 0 0 cm Q"])])
def test_a_scan_is_told(data):
    with pytest.raises(InputError, match="holds no text; it may be a scan"):
        read(data)


@pytest.mark.parametrize("password", ["", "geheim"])
def test_passwords(password):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([drawn("De brug gaat dicht.")])))
    writer.encrypt(password, "eigenaar", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    if not password:
        assert read(stream.getvalue()).text == "De brug gaat dicht."
        return
    with pytest.raises(InputError, match="protected by a password"):
        read(stream.getvalue())


AES = (
    b"/ID [(0123456789abcdef) (0123456789abcdef)] /Encrypt << /Filter /Standard /V 4 /R 4 "
    b"/Length 128 /P -1 /CF << /StdCF << /CFM /AESV2 /Length 16 >> >> /StmF /StdCF /StrF /StdCF "
    b"/O (%s) /U (%s) >>" % (b"o" * 32, b"u" * 32)
)
NESTED = b"<< /A " * 5_000 + b">>" * 5_000


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.4", "broken PDF"),
        (b"%PDF-1.4\ntrailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF", "broken PDF"),
        (pdf([drawn("Ja.")], trailer=b"/Encrypt << /Filter /Eigen >>"), "broken PDF"),
        (pdf([drawn("Ja.")], trailer=AES), "encrypted|password"),
        (pdf([b" " * 50_000_000], packed=True), "broken PDF|too much"),
        (pdf([b"[" * 5_000 + b"] TJ"]), "broken PDF|too much|no text"),
        (pdf([drawn("")], trailer=b"/Info " + NESTED), "broken PDF|too much|no text"),
    ],
)
def test_what_is_no_document_is_refused(data, reason):
    with pytest.raises(InputError, match=reason) as raised:
        read(data)
    assert len(str(raised.value)) < 250


@pytest.mark.parametrize(
    ("limit", "most", "reason"),
    [("MOST_PAGES", 1, "more than 1 pages"), ("MOST_SECONDS", -1, "too much to read: it takes")],
)
def test_limits(monkeypatch, limit, most, reason):
    monkeypatch.setattr(reader, limit, most)
    with pytest.raises(InputError, match=reason):
        read(pdf([drawn("Een."), drawn("Twee.")]))


def test_no_more_text_than_an_article_has(monkeypatch):
    monkeypatch.setattr("quotes.article.MAX_BYTES", 10)
    with pytest.raises(InputError, match="of text"):
        read(pdf([drawn("De brug gaat dicht.")]))


def test_a_damaged_file_never_ends_in_another_error(caplog, capsys):
    sound = pdf([drawn("De brug over de Elskreek gaat dicht."), drawn("Twee.")], packed=True)
    for at in range(0, len(sound), 3):
        for data in (sound[:at], sound[:at] + bytes([sound[at] ^ 0x15]) + sound[at + 1 :]):
            try:
                read(data)
            except InputError:
                continue
    assert (caplog.records, capsys.readouterr().err) == ([], "")
    assert logging.getLogger("pypdf").level == logging.NOTSET
