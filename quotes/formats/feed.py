"""RSS and Atom: each entry is an article."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import IO, Any

import feedparser

from quotes.errors import InputError
from quotes.formats import limits, markup, plain
from quotes.formats.blocks import Block, numbered, to_article
from quotes.formats.comments import Marks
from quotes.formats.facts import Facts
from quotes.model import Article

_MARKUP = frozenset(["text/html", "application/xhtml+xml"])
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&[#\w]+;")
_ISO = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_WEB = ("http://", "https://")


def read(stream: IO[bytes], facts: Facts) -> Iterator[Article | InputError]:
    """The entries of a feed. Raises InputError for what is no feed, or one without entries."""
    yield from from_bytes(limits.read_all(stream, facts.path), facts)


def from_bytes(data: bytes, facts: Facts) -> Iterator[Article | InputError]:
    """As :func:`read`, of the feed's bytes."""
    if re.search(rb"<!ENTITY", data, re.IGNORECASE):
        raise InputError("declares entities of its own, which no feed needs", path=facts.path)
    feed = _parsed(data, facts.path)
    if not feed.entries:
        # Only this: many a feed that breaks the rules of XML can be read all the same.
        error = feed.get("bozo_exception")
        broken = f"is a broken feed: {_one_line(str(error))}" if error else "holds no entries"
        raise InputError(broken, path=facts.path)
    source = _plain(feed.feed.get("title")) or None
    for number, entry in enumerate(feed.entries, 1):
        try:
            yield _article(entry, source, facts)
        except InputError as error:
            yield InputError(f"entry {number}: {error.reason}", path=facts.path)


def _parsed(data: bytes, path: str | None) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of its own uses of what Python gives up
            # A stream, never a string: a string may be an address, which it would fetch.
            return feedparser.parse(
                io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False
            )
    except Exception as error:  # its loose parser has no errors of its own
        raise InputError(f"is a broken feed: {_one_line(str(error))}", path=path) from None


def _article(entry: Mapping[str, Any], source: str | None, facts: Facts) -> Article:
    contents = [each for each in entry.get("content") or () if each.get("value", "").strip()]
    notes: list[str] = []
    if contents:
        best = max(contents, key=lambda each: each.get("type") in _MARKUP)
    else:
        best = {**(entry.get("summary_detail") or {}), "value": entry.get("summary") or ""}
        notes.append("the feed has only a summary of it")
    blocks = _blocks(best, facts, notes)
    link = entry.get("link") or ""
    return to_article(
        numbered(blocks),
        facts,
        form="feed",
        headline=_plain(entry.get("title")) if blocks else None,
        source=source,
        published=_date(entry),
        url=link if link.startswith(_WEB) else None,
        notes=notes,
    )


def _blocks(content: Mapping[str, Any], facts: Facts, notes: list[str]) -> list[Block]:
    text = str(content.get("value") or "")
    if not text.strip():
        return []
    if content.get("type") not in _MARKUP and not _TAG.search(text):
        return plain.blocks(text)
    marks = Marks(text)
    found = markup.blocks(markup.parse(text, facts.path), marks)
    notes += dict.fromkeys(marks.notes)
    return found


def _plain(text: str | None) -> str:
    """A title, which may be written as HTML."""
    if not text or not text.strip():
        return ""
    if not _TAG.search(text):
        return _one_line(text)
    return _one_line(" ".join(each.text for each in markup.blocks(markup.parse(text))))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _date(entry: Mapping[str, Any]) -> str | None:
    """The day that the entry names, in its own time zone; what is no date is left to a note."""
    value = str(entry.get("published") or entry.get("updated") or "").strip()
    if not value or (found := _ISO.match(value)):
        return value[: found.end()] if value and found else None
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError):
        parsed = entry.get("published_parsed") or entry.get("updated_parsed")
        return "{:04}-{:02}-{:02}".format(*parsed[:3]) if parsed else value
