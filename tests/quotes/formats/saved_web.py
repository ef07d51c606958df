"""Functions that save an article, as pairs of style and text, in the formats of the web."""

from __future__ import annotations

import io
import json
import textwrap
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from html import escape
from pathlib import Path
from xml.sax.saxutils import escape as escape_xml

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

Parts = Sequence[tuple[str, str]]
_TAGS = {"Title": "h1", "Heading 2": "h2", "Normal": "p"}
_MARKS = {"Title": "# ", "Heading 2": "## ", "Normal": ""}


def _body(parts: Parts) -> str:
    return "\n".join(f"<{_TAGS[style]}>{escape(text)}</{_TAGS[style]}>" for style, text in parts)


def _page(parts: Parts) -> str:
    return (
        f"<!DOCTYPE html><html><head><title>{escape(parts[0][1])} - De Bode</title></head><body>"
        f"<nav><a href='/'>Voorpagina</a></nav><main><article>{_body(parts)}</article></main>"
        "<footer><p>De Bode, alle rechten voorbehouden</p></footer></body></html>"
    )


def markdown(parts: Parts) -> tuple[str, bytes]:
    """Markdown."""
    text = "\n\n".join(_MARKS[style] + text for style, text in parts)
    return "stuk.md", text.encode()


def fragment(parts: Parts) -> tuple[str, bytes]:
    """An editor's export."""
    return "fragment.html", _body(parts).encode("utf-8")


def page(parts: Parts) -> tuple[str, bytes]:
    """A page of the web, its lines wrapped."""
    wrapped = "\n".join(
        textwrap.fill(line, 70, break_long_words=False, break_on_hyphens=False)
        for line in _page(parts).splitlines()
    )
    return "pagina.html", wrapped.encode()


def email(parts: Parts) -> tuple[str, bytes]:
    """A mail."""
    message = EmailMessage()
    message["Subject"] = parts[0][1]
    message.set_content("\n\n".join(text for _, text in parts), cte="quoted-printable")
    return "stuk.eml", bytes(message)


def ninjs(parts: Parts) -> tuple[str, bytes]:
    """An item of ninjs."""
    item = {"headline": parts[0][1], "body_xhtml": _body(parts[1:])}
    return "stuk.json", json.dumps(item).encode()


def jsonl(parts: Parts) -> tuple[str, bytes]:
    """A line of JSON."""
    text = "\n\n".join(text for _, text in parts)
    return "stuk.jsonl", json.dumps({"title": parts[0][1], "text": text}).encode()


def rss(parts: Parts) -> tuple[str, bytes]:
    """A feed with one entry."""
    text = (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>De Bode</title><item><title>{escape_xml(parts[0][1])}</title>"
        f"<content:encoded>{escape_xml(_body(parts[1:]))}</content:encoded></item></channel></rss>"
    )
    return "stuk.rss", text.encode()


def newsml(parts: Parts) -> tuple[str, bytes]:
    """A news item."""
    text = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:bode:1"><contentMeta>'
        f"<headline>{escape_xml(parts[0][1])}</headline></contentMeta><contentSet><inlineXML>"
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{_body(parts[1:])}</body></html>'
        "</inlineXML></contentSet></newsItem>"
    )
    return "stuk.xml", text.encode()


def warc(parts: Parts) -> tuple[str, bytes]:
    """An archive with one page."""
    made = io.BytesIO()
    writer = WARCWriter(made, gzip=True)
    headers = StatusAndHeaders(
        "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
    )
    data = _page(parts).encode()
    writer.write_record(
        writer.create_warc_record(
            "https://bode.example/1",
            "response",
            payload=io.BytesIO(data),
            length=len(data),
            http_headers=headers,
        )
    )
    return "stuk.warc.gz", made.getvalue()


FORMATS = (markdown, fragment, page, email, ninjs, jsonl, rss, newsml, warc)


def makers(parts: Parts) -> dict[str, Callable[[Path], Path]]:
    """For each format a function that saves the article in a folder."""

    def maker(form: Callable[[Parts], tuple[str, bytes]]) -> Callable[[Path], Path]:
        def make(folder: Path) -> Path:
            name, data = form(parts)
            (folder / name).write_bytes(data)
            return folder / name

        return make

    return {form.__name__: maker(form) for form in FORMATS}
