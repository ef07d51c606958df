import gzip
import io

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from quotes import reading
from quotes.errors import InputError
from quotes.formats import html
from quotes.formats.facts import Facts
from quotes.model import Article

PAGE = "<h1>Kop één</h1><p>“Ja”, zei Vonk.</p>".encode("cp1252")


def archive(*records: tuple[str, bytes, str, str], packed: bool = True) -> bytes:
    made = io.BytesIO()
    writer = WARCWriter(made, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "test"}))
    for url, body, kind, status in records:
        headers = [("Content-Type", kind)]
        if body[:2] == b"\x1f\x8b":
            headers.append(("Content-Encoding", "gzip"))
        writer.write_record(
            writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(body),
                length=len(body),
                http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": "2024-03-05T10:00:00Z"},
            )
        )
    return made.getvalue()


def read(data: bytes, name: str = "a.warc.gz") -> list[Article | InputError]:
    return list(reading.read_stream(io.BytesIO(data), Facts(path=name)))


LATIN = "text/html; charset=iso-8859-1"


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("body", [PAGE, gzip.compress(PAGE)], ids=["plain", "compressed"])
def test_reads_the_pages_of_an_archive(packed: bool, body: bytes) -> None:
    data = archive(
        ("https://bode.example/1", body, LATIN, "200 OK"),
        ("https://bode.example/foto", b"x", "image/png", "200 OK"),
        ("https://bode.example/weg", b"<p>Weg</p>", "text/html", "404 Not Found"),
        packed=packed,
    )
    (found,) = read(data, "a.warc.gz" if packed else "a.warc")
    assert isinstance(found, Article)
    assert (found.text, found.url, found.published, found.format) == (
        "Kop één\n\n“Ja”, zei Vonk.",
        "https://bode.example/1",
        "2024-03-05",
        "warc",
    )
    assert found.notes == ("its date is that on which it was fetched",)


def test_the_date_of_the_page_goes_first() -> None:
    page = b'<meta property="article:published_time" content="2023-01-02"><p>Tekst.</p>'
    (found,) = read(archive(("https://bode.example/1", page, "text/html", "200 OK")))
    assert isinstance(found, Article)
    assert (found.published, found.notes) == ("2023-01-02", ())


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "is empty"),
        (b"<p></p>", "holds no text"),
        (gzip.compress(b"<p>" + b"\n" * (html.LARGEST_PAGE + 1)), "is larger than 10 MB"),
    ],
)
def test_a_page_that_is_no_article_is_told_and_the_rest_is_read(body: bytes, reason: str) -> None:
    data = archive(
        ("https://bode.example/1", body, "text/html", "200 OK"),
        ("https://bode.example/2", PAGE, LATIN, "200 OK"),
    )
    first, second = read(data)
    assert str(first) == f"a.warc.gz: https://bode.example/1: {reason}"
    assert isinstance(second, Article)


def test_what_comes_before_damage_is_read() -> None:
    whole = archive(
        ("https://bode.example/1", PAGE, LATIN, "200 OK"),
        ("https://bode.example/2", PAGE * 40, LATIN, "200 OK"),
        packed=False,
    )
    first, second = read(whole[:-200], "a.warc")
    assert isinstance(first, Article)
    assert str(second) == "a.warc: https://bode.example/2: is cut off"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"rommel\r\n\r\n", "no web archive"),
        (gzip.compress(b"rommel"), "no web archive|no pages"),
        (b"\x1f\x8b" + b"kapot" * 20, "no web archive|empty"),
        (archive(), "no pages"),
    ],
)
def test_what_is_no_archive_is_told(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read(data)
    assert caught.value.path == "a.warc.gz"
