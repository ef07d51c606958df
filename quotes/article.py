"""Bytes or text → Article: decoding, a small metadata header, the title and the date.

Nothing is cleaned: ``Article.text`` is the decoded file as it stands, with its own line
ends, so that offsets point into what the reader sees. Three things differ from the file:
a byte order mark is dropped, a metadata header is stepped over through ``body_start``,
and a lone surrogate (which no database or terminal can write) becomes U+FFFD, one for one.
"""

from __future__ import annotations

import codecs
import hashlib
import logging
import re
from dataclasses import dataclass, replace
from datetime import date

import charset_normalizer

from quotes import mojibake
from quotes.errors import InputError
from quotes.model import Article, Span

MAX_BYTES = 5_000_000
"""Far above any article, low enough that a dump given by mistake is refused at once."""

_MAX_TITLE = 120  # characters; longer first lines are prose, however they end
# Prose has no control characters; a few stray ones are no reason to refuse a file.
_MAX_CONTROLS = 8
_MAX_CONTROL_SHARE = 0.02
# Western encodings only, the commonest first: with all of its tables charset-normalizer
# takes short Dutch texts for Czech or Chinese. In trials it read Windows text right every
# time and that of old Macs half of the time; hence the note that names its guess.
_LEGACY_ENCODINGS = ["cp1252", "mac_roman", "latin_1"]
_BOMS = (  # UTF-32 before UTF-16: the one's mark begins with the other's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive (.docx, .odt)"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"\x1f\x8b", "a gzip archive"),
)
_READABLE = "it is no plain text"

# Names of header fields, in both languages in which exports of articles come. The author is read
# over: whoever wrote an article is no speaker in it.
_FIELDS = {
    "title": "title",
    "titel": "title",
    "source": "source",
    "bron": "source",
    "date": "published",
    "datum": "published",
    "published": "published",
    "url": "url",
    "author": "author",
    "auteur": "author",
    "byline": "author",
    "door": "author",
}
# So many known fields make a header; whatever else it holds is passed over.
_CERTAIN = 2
_FIELD_LINE = re.compile(r"[ \t]*([A-Za-z]+)[ \t]*:[ \t]*(.*?)[ \t]*(?:\r\n|\r|\n|\Z)")
_BLANK_LINE = re.compile(r"[ \t]*(?:\r\n|\r|\n|\Z)")
# The whole header on the line of the prose, " date 2021-12 Twee dagen na …". With a colon
# and nothing but a date (and time) on its line it is a field like others.
_DATE = r"(\d{4}(?:-\d{2}){0,2})"
_INLINE_DATE = re.compile(
    rf"\s*(?:date|datum|published)(?:[ \t]*:[ \t]*{_DATE}[ \t]+|[ \t]+{_DATE}\s+)"
    r"(?!\d{1,2}:\d{2})(?=\S)",
    re.IGNORECASE,
)
_FIRST_LINE = re.compile(r"\s*(\S[^\r\n]*?)[ \t]*(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\s*\S")
_MARKDOWN_HEADING = re.compile(r"\s*#[ \t]+(\S[^\r\n]*?)[ \t#]*(?:[\r\n]|\Z)")
_STOPS = tuple(".…:;,")
_SENTENCE_ENDS = tuple(".…!?\"'’”»")
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}:\d{2}.*)?)?)?", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LOG = logging.getLogger(__name__)


def from_bytes(
    data: bytes,
    *,
    path: str | None = None,
    source: str | None = None,
    published: str | None = None,
    lang: str = "nl",
    title: str | None = None,
) -> Article:
    """The article in ``data``: UTF-8, UTF-16 or UTF-32 with a mark, else a Western encoding.

    Raises InputError for data that are binary, empty, larger than ``MAX_BYTES`` or in no known
    encoding, and for an invalid ``published``. Standard input has the path ``-``.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"is larger than {MAX_BYTES // 1_000_000} MB", path=path)
    text, notes = decode(data, path)
    made = from_text(text, path=path, source=source, published=published, lang=lang, title=title)
    return replace(made, notes=(*notes, *made.notes))


def from_text(
    text: str,
    *,
    path: str | None = None,
    source: str | None = None,
    published: str | None = None,
    lang: str = "nl",
    title: str | None = None,
    whole: bool = True,
) -> Article:
    """The article that ``text`` is, with what its header and first line tell.

    ``whole``: it is the file as it stands, so that lines of the text are the file's.

    >>> article = from_text("Bron: De Polderbode\\nDatum: 2024-03-05\\n\\nHet dorp is boos.")
    >>> article.source, article.published, article.text[article.body_start :]
    ('De Polderbode', '2024-03-05', 'Het dorp is boos.')
    """
    text = _SURROGATE.sub("\ufffd", text.removeprefix("\ufeff"))
    if len(text) > MAX_BYTES:
        raise InputError(f"is larger than {MAX_BYTES // 1_000_000} MB", path=path)
    controls = len(_CONTROL.findall(text))
    if "\x00" in text or controls > max(_MAX_CONTROLS, _MAX_CONTROL_SHARE * len(text)):
        raise InputError(f"is binary; {_READABLE}", path=path)
    header = _read_header(text, path)
    if not text[header.end :].strip():
        raise InputError("holds no text", path=path)
    return Article(
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=title or header.title or _first_title(text, header.end, path),
        source=(source or "").strip() or header.source,
        published=iso_date(published, path=path) if published else header.published,
        url=header.url,
        lang=lang,
        path=path,
        body_start=header.end,
        # Nothing but a header sets a title apart; what it quotes is to be checked too.
        headings=(header.headline,) if header.headline else (),
        notes=_garbled(text) if whole else (),
    )


def _garbled(text: str) -> tuple[str, ...]:
    found = mojibake.find(text)
    if found is None:
        return ()
    at, word = found
    return (mojibake.note(word, f"line {text.count(chr(10), 0, at) + 1}"),)


def iso_date(value: str, *, path: str | None = None, line: int | None = None) -> str:
    """The year, month or day that ``value`` names, in ISO 8601; a time of day is dropped.

    Raises InputError, with ``path`` and ``line``, for anything that no calendar has.

    >>> iso_date("2021-12"), iso_date("2021-12-09T08:30:00Z")
    ('2021-12', '2021-12-09')
    """
    found = _ISO_DATE.fullmatch(value.strip())
    if found:
        year, month, day = found.groups()
        try:
            date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            pass
        else:
            return "-".join(part for part in (year, month, day) if part)
    raise InputError(
        f"not a date: {value!r} (wanted 2021, 2021-12 or 2021-12-09)", path=path, line=line
    )


@dataclass(frozen=True, slots=True)
class _Header:
    """What a header says; prose begins at ``end``."""

    end: int = 0
    title: str | None = None
    source: str | None = None
    published: str | None = None
    url: str | None = None
    headline: Span | None = None


def _read_header(text: str, path: str | None) -> _Header:
    inline = _INLINE_DATE.match(text)
    if inline and (published := _date_or_none(inline[1] or inline[2], path)):
        return _Header(end=inline.end(), published=published)
    return _read_fields(text, path)


def _read_fields(text: str, path: str | None) -> _Header:
    """The ``Key: value`` lines on top, if a blank line ends them.

    An interview may begin with ``Naam: …``, so an unknown key means that this is prose, unless it
    follows known ones and its value is no sentence.
    """
    fields: dict[str, str] = {}
    headline = None
    position = len(text) - len(text.lstrip())
    while line := _FIELD_LINE.match(text, position):
        field = _FIELDS.get(line[1].lower())
        if line.end() == position:
            return _Header()
        if field is not None:
            if field == "title" and field not in fields and line[2]:
                headline = Span(*line.span(2))
            fields.setdefault(field, line[2].strip())
        elif len(fields) < _CERTAIN or line[2].endswith(_SENTENCE_ENDS):
            return _Header()
        position = line.end()
    blank = _BLANK_LINE.match(text, position)
    if not fields.keys() - {"author"} or blank is None:
        return _Header()
    body = text[position:]
    return _Header(
        end=position + len(body) - len(body.lstrip()),
        title=fields.get("title") or None,
        source=fields.get("source") or None,
        published=_date_or_none(fields.get("published", ""), path),
        url=fields.get("url") or None,
        headline=headline,
    )


def _date_or_none(value: str, path: str | None) -> str | None:
    """A header's date; an article is worth reading even if its header dates it oddly."""
    if not value:
        return None
    try:
        return iso_date(value)
    except InputError as error:
        _LOG.warning("%s: header ignored: %s", path or "text", error)
        return None


def _first_title(text: str, start: int, path: str | None) -> str | None:
    if path and path.lower().endswith(".md") and (heading := _MARKDOWN_HEADING.match(text, start)):
        return heading[1]
    line = _FIRST_LINE.match(text, start)
    if line is None or len(line[1]) > _MAX_TITLE or line[1].endswith(_STOPS):
        return None
    return line[1]


def decode(data: bytes, path: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text in ``data``, and a note if its encoding is a guess.

    Raises InputError for data that are binary or in no known encoding.
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"is {what}; {_READABLE}", path=path)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), ()
            except UnicodeDecodeError as error:
                raise InputError(f"is broken {encoding}: {error.reason}", path=path) from error
    if b"\x00" in data:
        raise InputError(f"is binary; {_READABLE}", path=path)
    try:
        return data.decode(), ()
    except UnicodeDecodeError as error:
        _refuse_broken_utf8(data, error, path)
    best = charset_normalizer.from_bytes(data, cp_isolation=_LEGACY_ENCODINGS).best()
    # A few words are too little for a guess; the first of the list is by far the commonest.
    encoding = best.encoding if best else _LEGACY_ENCODINGS[0]
    try:
        return data.decode(encoding), (f"is not UTF-8; read as {encoding}",)
    except UnicodeDecodeError:
        raise InputError("is in no known encoding; save it as UTF-8", path=path) from None


def _refuse_broken_utf8(data: bytes, error: UnicodeDecodeError, path: str | None) -> None:
    """Raise if ``data`` is UTF-8 with some bad bytes.

    Any bytes at all can be read as Latin-1, and names would come out as "ReneÃ©": a quiet
    misreading that would turn every later comparison wrong.
    """
    lenient = data.decode(errors="replace")
    bad = lenient.count("\ufffd")
    good = sum(1 for character in lenient if ord(character) > 127) - bad
    if good > bad:
        raise InputError(f"is broken UTF-8 at byte {error.start}: {error.reason}", path=path)
