"""WARC: every page of HTML in a web archive is an article, read one by one."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from quotes.errors import InputError
from quotes.formats import html
from quotes.formats.facts import Facts
from quotes.model import Article

_PAGES = frozenset(["text/html", "application/xhtml+xml"])
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_FOUND = "200"
# What warcio and what it unpacks with raise on damaged archives.
_ERRORS = (
    ArchiveLoadFailed,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    AttributeError,
    LookupError,
)
_CRAWLED = "its date is that on which it was fetched"


def read(stream: IO[bytes], facts: Facts) -> Iterator[Article | InputError]:
    """The pages of an archive, and those that are no articles. Raises InputError for what is no
    archive; what comes before damage is read."""
    number = 0
    pages = 0
    records = iter(ArchiveIterator(stream))
    while True:
        try:
            record = next(records, None)
        except _ERRORS:
            if not number:
                raise InputError("is no web archive", path=facts.path) from None
            yield InputError(f"is broken behind record {number}", path=facts.path)
            return
        if record is None:
            break
        number += 1
        if _is_page(record):
            pages += 1
            yield _article(record, facts)
    if not number:
        raise InputError("is empty", path=facts.path)
    if not pages:
        raise InputError("holds no pages of HTML", path=facts.path)


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != _FOUND:
        return False
    kind = headers.get_header("Content-Type") or ""
    return kind.partition(";")[0].strip().lower() in _PAGES


def _article(record: Any, facts: Facts) -> Article | InputError:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    date = (record.rec_headers.get_header("WARC-Date") or "")[:10] or None
    charset = _CHARSET.search(record.http_headers.get_header("Content-Type") or "")
    try:
        # One byte more than is allowed: what a small record unpacks to is never held as a whole.
        data = record.content_stream().read(html.LARGEST_PAGE + 1)
        if len(data) > html.LARGEST_PAGE:
            raise InputError(f"is larger than {html.LARGEST_PAGE // 1_000_000} MB")
        if not data:
            raise InputError("is empty")
        if getattr(record.raw_stream, "limit", 0) > 0:
            raise InputError("is cut off")
        made = html.from_bytes(
            data, facts, charset=charset[1] if charset else None, page=html.Page(url=url or None)
        )
    except InputError as error:
        return InputError(f"{url}: {error.reason}", path=facts.path)
    except _ERRORS as error:
        return InputError(f"{url}: is broken: {_one_line(error)}", path=facts.path)
    notes = made.notes
    if not made.published and date:
        made = replace(made, published=date)
        notes = (*notes, _CRAWLED)
    return replace(made, format="warc", notes=notes)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
